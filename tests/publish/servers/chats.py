"""Slack, Discord, Telegram, Matrix and Buttondown, as far as they document themselves."""

import json
import re
from html import unescape
from itertools import count

from tests.publish.servers.fake import Asked, Service


class Slack(Service):
    """An incoming webhook: says `ok`, and nothing else."""

    PATH = "/services/T000/B000/secret-of-slack"

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[dict] = []
        self.route("POST", self.PATH, self.post)
        self.webhook = self.url + self.PATH

    def post(self, asked: Asked):
        given = asked.json
        if not given.get("text") and not given.get("blocks"):
            return 400, b"no_text"
        for block in given["blocks"]:
            most = {"header": 150, "section": 3000}.get(block["type"], 2000)
            text = block["text"]["text"] if "text" in block else block["alt_text"]
            if not 1 <= len(text) <= most:
                return 400, b"invalid_blocks"
        self.messages.append(given)
        return 200, b"ok"


class Discord(Service):
    """A webhook that answers with the message."""

    PATH = "/api/webhooks/1/secret-of-discord"

    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[str, dict] = {}
        self.numbers = count(100)
        self.route("GET", self.PATH, lambda _: (200, {"id": "1", "name": "Press"}))
        self.route("POST", self.PATH, self.post)
        self.route("GET", self.PATH + r"/messages/(\d+)", self.read)
        self.route("PATCH", self.PATH + r"/messages/(\d+)", self.change)
        self.route("DELETE", self.PATH + r"/messages/(\d+)", self.delete)
        self.webhook = self.url + self.PATH

    def post(self, asked: Asked):
        given = json.loads(asked.form["payload_json"])
        if told := self.refused(given):
            return 400, {"message": "Invalid Form Body", "errors": {"embeds": told}}
        id = str(next(self.numbers))
        self.messages[id] = {"id": id, **given, "files": [n for n in asked.form if n.startswith("files")]}
        return (200, self.messages[id]) if asked.query.get("wait") == "true" else (204, None)

    def refused(self, given: dict) -> str:
        total = sum(len(e.get("title", "")) + len(e.get("description", "")) for e in given["embeds"])
        long = any(len(e.get("title", "")) > 256 or len(e.get("description", "")) > 4096 for e in given["embeds"])
        return "too long" if total > 6000 or long or len(given["embeds"]) > 10 else ""

    def read(self, _: Asked, id: str):
        return (200, self.messages[id]) if id in self.messages else (404, {"message": "Unknown Message"})

    def change(self, asked: Asked, id: str):
        if id not in self.messages:
            return 404, {"message": "Unknown Message"}
        self.messages[id] |= json.loads(asked.form["payload_json"])
        return 200, self.messages[id]

    def delete(self, _: Asked, id: str):
        self.messages.pop(id)
        return 204, None


class Telegram(Service):
    """The methods of a bot."""

    TOKEN = "123456:secret-of-telegram"

    def __init__(self) -> None:
        super().__init__()
        self.messages: dict[int, dict] = {}
        self.numbers = count(7)
        for method, answer in (
            ("getMe", lambda _: self.good({"username": "press_bot"})),
            ("getChat", lambda _: self.good({"title": "Briefs"})),
            ("sendPhoto", self.photo), ("sendMessage", self.message), ("editMessageText", self.edit),
            ("editMessageMedia", self.media), ("deleteMessage", self.delete),
        ):  # fmt: skip
            self.route("GET" if method == "getMe" else "POST", f"/bot{re.escape(self.TOKEN)}/{method}", answer)

    def good(self, result):
        return 200, {"ok": True, "result": result}

    def bad(self, told: str):
        return 400, {"ok": False, "error_code": 400, "description": f"Bad Request: {told}"}

    def shown(self, html: str) -> str:
        return unescape(re.sub(r"</?(?:b|a)\b[^>]*>", "", html))

    def keep(self, field: str, html: str, most: int):
        text = self.shown(html)
        if len(text.encode("utf-16-le")) // 2 > most:
            return self.bad(f"message {field} is too long")
        id = next(self.numbers)
        self.messages[id] = {"message_id": id, "chat": {"username": "briefs"}, field: text, "html": html}
        return self.good(self.messages[id])

    def photo(self, asked: Asked):
        return self.keep("caption", asked.form["caption"].decode(), 1024)

    def message(self, asked: Asked):
        return self.keep("text", asked.json["text"], 4096)

    def edit(self, asked: Asked):
        return self.changed(int(asked.json["message_id"]), "text", asked.json["text"])

    def media(self, asked: Asked):
        return self.changed(int(asked.form["message_id"]), "caption", json.loads(asked.form["media"])["caption"])

    def changed(self, id: int, field: str, html: str):
        if id not in self.messages:
            return self.bad("message to edit not found")
        if self.messages[id]["html"] == html:
            return self.bad("message is not modified")
        self.messages[id] |= {field: self.shown(html), "html": html}
        return self.good(self.messages[id])

    def delete(self, asked: Asked):
        return self.good(True) if self.messages.pop(asked.json["message_id"], None) else self.bad("not found")


class Matrix(Service):
    """A home server: the same key twice is one event."""

    ROOM, TOKEN = "!room:localhost", "secret-of-matrix"

    def __init__(self) -> None:
        super().__init__()
        self.events: dict[str, dict] = {}
        self.keys: dict[str, str] = {}
        room = r"/_matrix/client/v3/rooms/%21room%3Alocalhost"
        self.route("GET", "/_matrix/client/v3/account/whoami", lambda _: (200, {"user_id": "@press:localhost"}))
        self.route("GET", "/_matrix/client/v3/joined_rooms", lambda _: (200, {"joined_rooms": [self.ROOM]}))
        self.route("POST", "/_matrix/media/v3/upload", lambda _: (200, {"content_uri": "mxc://localhost/x"}))
        self.route("PUT", room + r"/send/m.room.message/([\w-]+)", self.put)
        self.route("GET", room + r"/event/(.+)", lambda _, id: (200, self.events[id.replace("%24", "$")]))

    def put(self, asked: Asked, key: str):
        if asked.headers.get("authorization") != f"Bearer {self.TOKEN}":
            return 401, {"errcode": "M_UNKNOWN_TOKEN", "error": "Invalid access token"}
        if key not in self.keys:
            self.keys[key] = f"$event{len(self.events)}"
            self.events[self.keys[key]] = {"content": asked.json}
        return 200, {"event_id": self.keys[key]}


class Buttondown(Service):
    """Emails: sends by default, refuses doubles, and does the same key only once."""

    KEY = "secret-of-buttondown"

    def __init__(self) -> None:
        super().__init__()
        self.emails: dict[str, dict] = {}
        self.done: dict[str, tuple] = {}
        self.images = 0
        self.route("GET", "/v1/emails", self.find)
        self.route("POST", "/v1/emails", self.once(self.create))
        self.route("GET", r"/v1/emails/([\w-]+)", lambda _, id: (200, self.emails[id]))
        self.route("PATCH", r"/v1/emails/([\w-]+)", self.change)
        self.route("POST", "/v1/images", self.once(self.upload))

    def once(self, answer):
        def inside(asked: Asked):
            key = asked.headers.get("x-idempotency-key")
            if asked.headers.get("authorization") != f"Token {self.KEY}":
                return 403, {"code": "permission_denied", "detail": "Invalid token."}
            if key not in self.done:
                self.done[key] = answer(asked)
            return self.done[key]

        return inside

    def find(self, asked: Asked):
        found = [mail for mail in self.emails.values() if mail["status"] == asked.query.get("status")]
        return 200, {"results": found, "count": len(found), "next": None}

    def create(self, asked: Asked):
        given = asked.json
        if given["body"].lstrip().startswith("---"):
            return 400, {"code": "body_contains_frontmatter", "detail": "No front matter."}
        if given["slug"] in {mail["slug"] for mail in self.emails.values()}:
            return 400, {"code": "email_duplicate", "detail": "An email with the same identifiers already exists."}
        id = f"em_{len(self.emails)}"
        self.emails[id] = {
            "id": id,
            "absolute_url": f"{self.url}/archive/{given['slug']}",
            "status": "about_to_send",
            **given,
        }
        return 201, self.emails[id]

    def change(self, asked: Asked, id: str):
        self.emails[id] |= asked.json
        return 200, self.emails[id]

    def upload(self, asked: Asked):
        assert asked.form["image"].startswith(b"\x89PNG")
        self.images += 1
        return 201, {"id": "1", "image": f"https://assets.example/{self.images}.png"}
