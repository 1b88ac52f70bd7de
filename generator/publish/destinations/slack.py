"""Slack, by an incoming webhook: one message of blocks. Its texts are plain, so nothing in them is a mention or markup.

A webhook says only `ok`: there is nothing to look up or to change later. A correction is a message of its own. The
picture is shown from the web, where `charts` says that pictures are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import SecretStr, field_validator

from generator.errors import PublishError, UncertainError
from generator.publish.destinations.chat import cut, said
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.web import checked, concealed
from generator.publish.world import World, json_call

HEADER, SECTION, ALT = 150, 3000, 2000  # characters


class SlackOptions(Options):
    """`webhook` is the secret address; `charts` the folder on the web that holds the pictures (a feed's `charts`)."""

    webhook: SecretStr
    charts: str = ""

    @field_validator("webhook")
    @classmethod
    def _is_an_address(cls, webhook: SecretStr) -> SecretStr:
        return SecretStr(checked(webhook.get_secret_value()))

    @field_validator("charts")
    @classmethod
    def _is_public(cls, url: str) -> str:
        return checked(url, needs_secret=False) if url else ""


class Slack:
    """A channel."""

    def __init__(self, options: SlackOptions) -> None:
        self.options = options
        self._server = concealed(options.webhook.get_secret_value())

    def steps(self, job: Job, world: World) -> Sequence[Step]:  # noqa: D102
        def do(_: Notes) -> Note:
            reply = world.send(self._server, json_call("POST", "", self.message(job)))
            if reply.body.strip() not in {b"ok", b""}:
                raise UncertainError("answers, but not `ok`", subject=self._server.shown)
            return {"state": "live"}

        return [Step("message", do)]

    def health(self, world: World) -> str:
        """Slack refuses a message without text, and says otherwise when the webhook is not there."""
        reply = world.send(self._server, json_call("POST", "", {}, also=(400, 403, 404, 410)))
        told = reply.body.decode("utf-8", "replace").strip()
        if reply.status != 400 or told not in {"no_text", "invalid_payload", "missing_text_or_fallback_or_attachments"}:
            raise PublishError(f"the webhook does not work: {told[:80]}", subject=self._server.shown,
                               remedy="Make a new one, and put it into the environment.")  # fmt: skip
        return "the webhook is there"

    def message(self, job: Job) -> dict[str, Any]:
        """The message, by the limits of each block."""
        publication, title = job.publication, job.title
        head = {"type": "header", "text": _plain(title)} if len(title) <= HEADER else _section(cut(title, SECTION))
        blocks = [head, *(_section(piece) for piece in said(job, SECTION))]
        if publication.charts and self.options.charts:
            chart = publication.charts[0]
            address = f"{self.options.charts}/{chart.file}"
            blocks.append({"type": "image", "image_url": address, "alt_text": cut(chart.alt, ALT)})
        if publication.link:
            link = f"<{publication.link}|Read the brief>"
            blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": link}})
        return {"text": _escaped(cut(title, HEADER)), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": _plain(text)}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
