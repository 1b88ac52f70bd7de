"""Discord, by a webhook: a message with the title, the summary, the picture and the link in an embed.

Nobody can be mentioned by it. With `wait=true` the answer is the message itself, which is read back and compared, and
is changed in its place by a correction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from pydantic import SecretStr, field_validator

from generator.errors import PublishError, UncertainError
from generator.publish.destinations.chat import cut, left_over, said
from generator.publish.publication import Publication
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.web import checked, concealed
from generator.publish.world import Call, World, form_call

TITLE, TEXT = 256, 4096  # characters of an embed's parts; together they stay below the 6000 of a message
_MARKUP = re.compile(r"([\\`*_~|>#\[\]()<])")


class DiscordOptions(Options):
    """`webhook` is the secret address."""

    webhook: SecretStr

    @field_validator("webhook")
    @classmethod
    def _is_an_address(cls, webhook: SecretStr) -> SecretStr:
        return SecretStr(checked(webhook.get_secret_value()))


class Discord:
    """A channel."""

    def __init__(self, options: DiscordOptions) -> None:
        self.options = options
        self._server = concealed(options.webhook.get_secret_value())

    def steps(self, job: Job, world: World) -> Sequence[Step]:
        """A step for each message, and one that takes away what a correction has no more use for."""
        embeds = self.embeds(job)
        steps = [self._step(number, embed, job, world) for number, embed in enumerate(embeds)]
        extra = left_over(job.before, len(embeds))

        def compare(notes: Notes) -> Note:
            for id in extra:
                world.send(self._server, Call("DELETE", f"/messages/{id}", also=(404,)))
            for number, embed in enumerate(embeds):
                if not notes[f"message:{number}"].get("id"):
                    continue  # a person said that it is there
                there = (
                    world.send(self._server, Call("GET", f"/messages/{notes[f'message:{number}']['id']}")).json or {}
                )
                if [_shown(each) for each in there.get("embeds", ())] != [_shown(embed)]:
                    raise PublishError("the message is not what was sent", subject=self._server.shown,
                                       remedy="Look at the channel.")  # fmt: skip
            return {"state": "live"}

        return [*steps, Step("compare", compare, again=True, shown=False)]

    def _step(self, number: int, embed: dict[str, Any], job: Job, world: World) -> Step:
        name = f"message:{number}"
        old = job.before.get(name, {}).get("id")

        def post(_: Notes) -> Note:
            made = world.send(self._server, self._call("POST", "?wait=true", embed, job.publication)).json
            if not made or not made["id"]:
                raise UncertainError("answers without the message", subject=self._server.shown)
            return {"id": made["id"]}

        def change(_: Notes) -> Note:
            world.send(self._server, self._call("PATCH", f"/messages/{old}", embed, job.publication))
            return {"id": old}

        return Step(name, change, again=True) if old else Step(name, post)

    def health(self, world: World) -> str:  # noqa: D102
        found = world.send(self._server, Call("GET", "")).json
        if not isinstance(found, dict) or "id" not in found:
            raise PublishError("answers, but not as Discord does", subject=self._server.shown)
        return f"the webhook {found.get('name') or ''} is there".replace("  ", " ")

    def embeds(self, job: Job) -> list[dict[str, Any]]:
        """An embed for each message: title, link and picture in the first, the summary in as many as it needs."""
        publication = job.publication
        texts = said(job, TEXT, lambda text: len(_escaped(text)))
        embeds: list[dict[str, Any]] = [{"description": _escaped(text)} for text in texts]
        embeds[0]["title"] = _escaped(cut(job.title, TITLE, lambda text: len(_escaped(text))))
        if publication.link:
            embeds[0]["url"] = publication.link
        if publication.charts:
            embeds[0]["image"] = {"url": f"attachment://{publication.charts[0].file}"}
        return embeds

    def _call(self, method: str, path: str, embed: dict[str, Any], publication: Publication) -> Call:
        payload: dict[str, Any] = {"embeds": [embed], "allowed_mentions": {"parse": []}}
        files = {}
        if "image" in embed:
            chart = publication.charts[0]
            payload["attachments"] = [{"id": 0, "filename": chart.file, "description": cut(chart.alt, 1024)}]
            files = {"files[0]": (chart.file, chart.png)}
        return form_call(method, path, {"payload_json": json.dumps(payload, ensure_ascii=False)}, files)


def _shown(embed: dict[str, Any]) -> tuple[Any, Any]:
    return embed.get("title"), embed.get("description")


def _escaped(text: str) -> str:
    """Text that is neither markup nor looks like a mention: a word joiner stands behind each @."""
    return _MARKUP.sub(r"\\\1", text.replace("@", "@\u2060"))
