"""Matrix, as a user in a room: a notice and the picture. The server itself does an event only once for its key."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from pydantic import SecretStr, field_validator

from generator.errors import PublishError
from generator.publish.publication import Chart
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.web import checked
from generator.publish.world import Call, Server, World, json_call


class MatrixOptions(Options):
    """`url` is the home server, `token` the user's access token, `room` the id of the room (!...)."""

    url: str
    token: SecretStr
    room: str

    _url = field_validator("url")(checked)


class Matrix:
    """A room."""

    def __init__(self, options: MatrixOptions) -> None:
        self.options = options
        token = options.token.get_secret_value()
        self._server = Server(options.url, options.url, {"Authorization": f"Bearer {token}"}, (token,))
        self._room = f"/_matrix/client/v3/rooms/{quote(options.room, safe='')}"

    def steps(self, job: Job, world: World) -> Sequence[Step]:  # noqa: D102
        publication = job.publication

        def upload(chart: Chart) -> Step:
            def do(_: Notes) -> Note:
                call = Call("POST", f"/_matrix/media/v3/upload?filename={chart.file}", chart.png,
                            {"Content-Type": "image/png"})  # fmt: skip
                return {"url": world.send(self._server, call).json["content_uri"]}

            return Step(f"chart:{chart.name}", do, again=True)

        def text(_: Notes) -> Note:
            content = _text(job)
            if old := job.before.get("text"):
                new = content
                content = {**content, "body": f"* {content['body']}", "m.new_content": new,
                           "m.relates_to": {"rel_type": "m.replace", "event_id": old["first"]}}  # fmt: skip
            id = self._event(world, f"{job.key}-{publication.version}-text", content)
            return {"id": id, "first": (old or {}).get("first", id)}

        def picture(notes: Notes) -> Note:
            chart = publication.charts[0]
            content = {"msgtype": "m.image", "body": chart.alt, "filename": chart.file, "m.mentions": {},
                       "url": notes[f"chart:{chart.name}"]["url"],
                       "info": {"mimetype": "image/png", "size": len(chart.png)}}  # fmt: skip
            return {"id": self._event(world, f"{job.key}-{publication.version}-picture", content)}

        def compare(notes: Notes) -> Note:
            there = world.send(self._server, Call("GET", f"{self._room}/event/{quote(notes['text']['id'])}")).json
            content = (there or {}).get("content", {})
            if content.get("m.new_content", content).get("body") != _text(job)["body"]:
                raise PublishError("the message is not what was sent", subject=self.options.url,
                                   remedy="Look at the room.")  # fmt: skip
            return {"state": "live", "link": f"https://matrix.to/#/{self.options.room}/{notes['text']['first']}"}

        charts = [upload(chart) for chart in publication.charts[:1] if not job.before]
        pictures = [Step("picture", picture, again=True)] if charts else []
        ends = [Step("text", text, again=True), *pictures, Step("compare", compare, again=True, shown=False)]
        return [*charts, *ends]

    def health(self, world: World) -> str:  # noqa: D102
        me = world.send(self._server, Call("GET", "/_matrix/client/v3/account/whoami")).json
        joined = world.send(self._server, Call("GET", "/_matrix/client/v3/joined_rooms")).json
        if self.options.room not in (joined or {}).get("joined_rooms", ()):
            raise PublishError("the user is not in the room", subject=self.options.room, remedy="Invite and join it.")
        return f"{(me or {}).get('user_id')} is in the room"

    def _event(self, world: World, key: str, content: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        call = json_call("PUT", f"{self._room}/send/m.room.message/{key}", content)
        return world.send(self._server, call).json["event_id"]


def _text(job: Job) -> dict[str, Any]:
    publication, title = job.publication, job.title
    parts = [part for part in (title, job.summary, publication.link) if part]
    html = [f"<strong>{escape(title)}</strong><p>{escape(job.summary)}</p>"]
    if publication.link:
        html.append(f'<p><a href="{escape(publication.link)}">Read the brief</a></p>')
    return {
        "msgtype": "m.notice", "body": "\n\n".join(parts), "format": "org.matrix.custom.html",
        "formatted_body": "".join(html), "m.mentions": {},
    }  # fmt: skip
