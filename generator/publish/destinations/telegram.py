"""Telegram, by a bot in a channel: the picture with a caption where that is long enough, else a text behind it.

Length is counted as Telegram counts it, in UTF-16. A bot cannot read what it posted, but the answer holds the message,
which is compared; a correction changes it in its place.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any

from pydantic import SecretStr, field_validator

from generator.errors import PublishError
from generator.publish.destinations.chat import cut, left_over, packed, said
from generator.publish.publication import Publication
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.web import checked
from generator.publish.world import Call, Server, World, form_call, json_call

CAPTION, TEXT = 1024, 4096  # in UTF-16, after the markup is gone
_UNCHANGED = "message is not modified"


class TelegramOptions(Options):
    """`token` is the bot's; `chat` is @channel or a number."""

    token: SecretStr
    chat: str
    url: str = "https://api.telegram.org"

    _url = field_validator("url")(checked)

    @field_validator("token")
    @classmethod
    def _is_a_token(cls, token: SecretStr) -> SecretStr:
        if not all(c.isascii() and (c.isalnum() or c in ":_-") for c in token.get_secret_value()):
            raise ValueError("a token has letters, digits, and : _ -")
        return token


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


class Telegram:
    """A channel."""

    def __init__(self, options: TelegramOptions) -> None:
        self.options = options
        token = options.token.get_secret_value()
        self._server = Server(f"{options.url}/bot{token}", f"{options.url}/bot***", {}, (token,))

    def steps(self, job: Job, world: World) -> Sequence[Step]:
        """A step for each message."""
        texts = self.messages(job)
        extra = left_over(job.before, len(texts))
        steps = [self._step(number, text, job, world) for number, text in enumerate(texts)]
        return [*steps, *(self._taken_away(id, world) for id in extra)]

    def _step(self, number: int, text: str, job: Job, world: World) -> Step:
        name = f"message:{number}"
        photo = number == 0 and bool(job.publication.charts)
        old = job.before.get(name, {})

        def post(_: Notes) -> Note:
            sent = self._ask(world, self._photo(job.publication, text) if photo else self._text(text))
            return self._compared(sent, text, photo)

        def change(_: Notes) -> Note:
            id = old["id"]
            call = self._new_photo(id, job.publication, text) if photo else self._new_text(id, text)
            reply = world.send(self._server, call)
            said = str((reply.json or {}).get("description"))
            if reply.status == 400 and _UNCHANGED not in said:
                raise PublishError(f"refused: {said}", subject=self._server.shown)
            return {"id": id, "link": old.get("link", ""), "state": "live"}

        return Step(name, change, again=True) if old.get("id") else Step(name, post)

    def health(self, world: World) -> str:  # noqa: D102
        me = self._ask(world, Call("GET", "/getMe"))
        chat = self._ask(world, json_call("POST", "/getChat", {"chat_id": self.options.chat}))
        return f"@{me['username']} is there, and so is {chat.get('title') or self.options.chat}"

    def messages(self, job: Job) -> list[str]:
        """The texts, in Telegram's HTML: the first is the caption of the picture, when there is one."""
        publication = job.publication
        head = f"<b>{_escaped(cut(job.title, CAPTION - 24, _safe_units))}</b>"
        link = f'<a href="{escape(publication.link)}">Read the brief</a>' if publication.link else ""
        texts = [_escaped(piece) for piece in said(job, TEXT - 64, _safe_units)]
        whole = packed([head, *texts, link], TEXT, _plain_units)
        if not publication.charts:
            return whole
        if len(whole) == 1 and _plain_units(whole[0]) <= CAPTION:
            return whole
        return [head, *packed([*texts, link], TEXT, _plain_units)]

    def _photo(self, publication: Publication, caption: str) -> Call:
        chart = publication.charts[0]
        fields = {"chat_id": self.options.chat, "caption": caption, "parse_mode": "HTML"}
        return form_call("POST", "/sendPhoto", fields, {"photo": (chart.file, chart.png)})

    def _text(self, text: str) -> Call:
        fields = {"chat_id": self.options.chat, "text": text, "parse_mode": "HTML",
                  "link_preview_options": {"is_disabled": True}}  # fmt: skip
        return json_call("POST", "/sendMessage", fields)

    def _new_photo(self, id: Any, publication: Publication, caption: str) -> Call:  # noqa: ANN401 - a number
        chart = publication.charts[0]
        media = {"type": "photo", "media": "attach://photo", "caption": caption, "parse_mode": "HTML"}
        fields = {"chat_id": self.options.chat, "message_id": str(id), "media": json.dumps(media, ensure_ascii=False)}
        call = form_call("POST", "/editMessageMedia", fields, {"photo": (chart.file, chart.png)})
        return replace(call, also=(400,))

    def _new_text(self, id: Any, text: str) -> Call:  # noqa: ANN401 - a number
        fields = {"chat_id": self.options.chat, "message_id": id, "text": text, "parse_mode": "HTML",
                  "link_preview_options": {"is_disabled": True}}  # fmt: skip
        return json_call("POST", "/editMessageText", fields, also=(400,))

    def _taken_away(self, id: Any, world: World) -> Step:  # noqa: ANN401 - a number
        """A message that a correction has no more use for. Telegram lets a bot do that for two days."""

        def do(_: Notes) -> Note:
            call = json_call("POST", "/deleteMessage", {"chat_id": self.options.chat, "message_id": id}, also=(400,))
            return {"gone": world.send(self._server, call).status != 400}

        return Step(f"away:{id}", do, again=True)

    def _compared(self, sent: Any, text: str, photo: bool) -> Note:  # noqa: ANN401 - JSON
        chat = sent["chat"]
        name = chat.get("username") if isinstance(chat, dict) else ""
        link = f"https://t.me/{name}/{sent['message_id']}" if name else ""
        there = sent["caption" if photo else "text"]
        differs = isinstance(sent, dict) and str(there).strip() != _bare(text).strip()
        return {"id": sent["message_id"], "link": link, "state": "changed by Telegram" if differs else "live"}

    def _ask(self, world: World, call: Call) -> Any:  # noqa: ANN401 - JSON
        answer = world.send(self._server, call).json
        if not answer or not answer["ok"]:
            raise PublishError("answers, but not as Telegram does", subject=self._server.shown)
        return answer["result"]


def _escaped(text: str) -> str:
    """Text that is neither markup nor a mention: a word joiner stands behind each @."""
    return escape(text.replace("@", "@\u2060"), quote=False)


def _bare(html: str) -> str:
    for tag in ("<b>", "</b>", "</a>"):
        html = html.replace(tag, "")
    while (at := html.find('<a href="')) >= 0:
        html = html[:at] + html[html.index(">", at) + 1 :]
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _plain_units(html: str) -> int:
    return units(_bare(html))


def _safe_units(text: str) -> int:
    return units(text.replace("@", "@\u2060"))
