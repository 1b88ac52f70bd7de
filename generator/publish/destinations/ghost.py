"""Ghost, by its Admin API and the key of a custom integration.

A post is marked with an internal tag, which readers never see and which finds it in any state. The body goes in as one
HTML card, which Ghost keeps as it is; without `source=html` it would store an empty post and say 201.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from pydantic import SecretStr, field_validator

from generator.errors import PublishError
from generator.publish.destinations.chat import cut
from generator.publish.publication import Chart
from generator.publish.rendering import html_body, json_ld, script, visible
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.web import checked
from generator.publish.world import Call, Server, World, form_call, json_call

_STRANGE = "answers, but not as Ghost does"
_VERSION = {"Accept-Version": "v5.0"}
_STATES = "status:[draft,published,scheduled,sent]"


class GhostOptions(Options):
    """`key` is `id:secret` of a custom integration; `live = false` leaves the post as a draft."""

    url: str
    key: SecretStr
    live: bool = True

    _url = field_validator("url")(checked)

    @field_validator("key")
    @classmethod
    def _is_a_key(cls, key: SecretStr) -> SecretStr:
        name, _, secret = key.get_secret_value().partition(":")
        if not name or len(secret) != 64 or any(c not in "0123456789abcdef" for c in secret):
            raise ValueError("an Admin API key is id:secret, with 64 hexadecimal digits behind the colon")
        return key


def token(key: str, now: int) -> str:
    """A JSON Web Token for one request; Ghost counts its five minutes from `now`."""
    name, _, secret = key.partition(":")
    head = {"alg": "HS256", "typ": "JWT", "kid": name}
    claims = {"iat": now, "exp": now + 240, "aud": "/admin/"}
    signed = b".".join(_base64(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims))
    return b".".join((signed, _base64(hmac.digest(bytes.fromhex(secret), signed, hashlib.sha256)))).decode()


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


class Ghost:
    """A blog."""

    def __init__(self, options: GhostOptions) -> None:
        self.options = options

    def steps(self, job: Job, world: World) -> Sequence[Step]:  # noqa: D102
        return _Delivery(self.options, job, world).steps()

    def health(self, world: World) -> str:  # noqa: D102
        site = world.send(server(self.options), Call("GET", "/site/", headers=_VERSION)).json
        world.send(server(self.options), Call("GET", "/posts/?limit=1&fields=id", headers=_VERSION))
        if not isinstance(site, dict) or "site" not in site:
            raise PublishError(_STRANGE, subject=self.options.url)
        return f"Ghost {site['site'].get('version', '')} lets us in"


def server(options: GhostOptions) -> Server:
    """The Admin API, with a token of now."""
    key = options.key.get_secret_value()
    address = f"{options.url}/ghost/api/admin"
    now = int(time.time())
    return Server(address, address, {"Authorization": f"Ghost {token(key, now)}"}, (key, key.partition(":")[2]))


class _Delivery:
    def __init__(self, options: GhostOptions, job: Job, world: World) -> None:
        self.options, self.job, self.world, self.publication = options, job, world, job.publication
        self.tag = f"#truetape-{job.key}"

    def steps(self) -> list[Step]:
        """Pictures, a draft, its content, published, looked at."""
        old = bool(self.job.before)
        steps = [
            *(self._upload(chart) for chart in self.publication.charts),
            Step("post", self._create, self._found, shown=not old),
            Step("content", self._change, self._changed, shown=old),
            Step("proof", self._proof, again=True, shown=False),
        ]
        if self.options.live:
            steps.append(Step("publish", self._publish, self._published))
        return [*steps, Step("compare", self._compare, again=True, shown=False)]

    def _upload(self, chart: Chart) -> Step:
        """There is no list of pictures to look in: one that was uploaded twice is a file that nobody sees."""

        def do(_: Notes) -> Note:
            call = form_call("POST", "/images/upload/", {"ref": chart.file, "purpose": "image"},
                             {"file": (chart.file, chart.png)})  # fmt: skip
            return {"url": self._send(call)["images"][0]["url"]}

        return Step(f"chart:{chart.name}", do, again=True)

    def _ours(self) -> list[dict[str, Any]]:
        query = quote(f"tag:hash-truetape-{self.job.key}+{_STATES}", safe="")
        posts: list[dict[str, Any]] = self._get(f"/posts/?filter={query}&formats=html&include=tags&limit=20")
        return sorted(posts, key=lambda post: (post["status"] == "draft", post["created_at"], post["id"]))

    def _found(self, _: Notes) -> Note | None:
        ours = self._ours()
        return {"id": ours[0]["id"]} if ours else None

    def _create(self, notes: Notes) -> Note:
        post = self._fields(notes) | {"status": "draft"}
        return {"id": self._send(json_call("POST", "/posts/?source=html", {"posts": [post]}))["posts"][0]["id"]}

    def _changed(self, notes: Notes) -> Note | None:
        post = self._read(notes)
        if not self._differences(post, notes):
            return {}
        seen = self.job.before.get("compare", {}).get("seen")
        if seen and seen != _digest(post):
            raise PublishError(f"post {post['id']} was changed there by hand since it was published",
                               subject=self.options.url,
                               remedy="Take over what was changed, then retry with --overwrite.")  # fmt: skip
        return None

    def _change(self, notes: Notes) -> Note:
        self._put(notes, "?source=html", self._fields(notes))
        return {}

    def _proof(self, notes: Notes) -> Note:
        """Other drafts of ours are from a request that was thought lost; then what is there is compared."""
        kept = notes["post"]["id"]
        for post in self._ours():
            if post["id"] != kept and post["status"] == "draft":
                self.world.send(server(self.options), Call("DELETE", f"/posts/{post['id']}/", also=(404,)))
            elif post["id"] != kept:
                raise PublishError(f"posts {kept} and {post['id']} are both of this brief", subject=self.options.url,
                                   remedy="Delete one of them, then retry.")  # fmt: skip
        self._refuse_differences(self._read(notes), notes)
        return {}

    def _published(self, notes: Notes) -> Note | None:
        return {} if self._read(notes)["status"] in {"published", "sent"} else None

    def _publish(self, notes: Notes) -> Note:
        self._put(notes, "", {"status": "published"})
        return {}

    def _compare(self, notes: Notes) -> Note:
        self._proof(notes)
        post = self._read(notes)
        live = post["status"] in {"published", "sent"}
        if self.options.live and not live:
            raise PublishError(f"post {post['id']} is not live but `{post['status']}`", subject=self.options.url,
                               remedy="See what holds it back there, then retry.")  # fmt: skip
        return {
            "seen": _digest(post),
            "link": post.get("url", "") if live else "",
            "state": "live" if live else "draft",
        }

    def _fields(self, notes: Notes) -> dict[str, Any]:
        publication = self.publication
        urls = [notes[f"chart:{chart.name}"]["url"] for chart in publication.charts]
        html = html_body(publication, lambda chart: notes[f"chart:{chart.name}"]["url"])
        fields: dict[str, Any] = {
            "title": cut(publication.title, 255), "slug": publication.slug,
            "custom_excerpt": cut(publication.summary, 300), "meta_description": cut(publication.summary, 500),
            "html": f"<!--kg-card-begin: html-->{html}<!--kg-card-end: html-->",
            "tags": [*publication.tags, self.tag], "codeinjection_head": script(json_ld(publication, urls)),
        }  # fmt: skip
        if urls:
            fields |= {"og_image": urls[0], "twitter_image": urls[0]}  # a feature image would stand there twice
        if publication.link and urlsplit(publication.link).netloc != urlsplit(self.options.url).netloc:
            fields["canonical_url"] = publication.link
        return fields

    def _differences(self, post: Mapping[str, Any], notes: Notes) -> list[str]:
        wanted = self._fields(notes)
        compared = ("title", "slug", "custom_excerpt", "codeinjection_head", "canonical_url", "og_image")
        found = [name for name in compared if name in wanted and post.get(name) != wanted[name]]
        there = str(post.get("html") or "")
        pictures = all(note["url"] in there for name, note in notes.items() if name.startswith("chart:"))
        return found + ([] if visible(there) == visible(wanted["html"]) and pictures else ["html"])

    def _refuse_differences(self, post: Mapping[str, Any], notes: Notes) -> None:
        differs = self._differences(post, notes)
        if "slug" in differs:
            raise PublishError(f"the address {self.publication.slug} is taken; ours became {post['slug']}",
                               subject=self.options.url, remedy="Rename that one, then retry.")  # fmt: skip
        if differs:
            raise PublishError(f"post {post['id']} is not what was sent: {', '.join(differs)}",
                               subject=self.options.url, remedy="See what changed it there, then retry.")  # fmt: skip

    def _put(self, notes: Notes, query: str, fields: Mapping[str, Any]) -> None:
        """A change guarded by the time of the last one, which Ghost compares."""
        id, last = notes["post"]["id"], self._read(notes)["updated_at"]
        self._send(json_call("PUT", f"/posts/{id}/{query}", {"posts": [{**fields, "updated_at": last}]}))

    def _read(self, notes: Notes) -> Any:  # noqa: ANN401 - JSON, or what stands for it in a dry run
        call = Call("GET", f"/posts/{notes['post']['id']}/?formats=html&include=tags", headers=_VERSION)
        return self._answer(self.world.send(server(self.options), call).json)["posts"][0]

    def _get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        return self._answer(self.world.send(server(self.options), Call("GET", path, headers=_VERSION)).json)["posts"]

    def _send(self, call: Call) -> Any:  # noqa: ANN401 - JSON
        return self._answer(self.world.send(server(self.options), call).json)

    def _answer(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        if not value:
            raise PublishError(_STRANGE, subject=self.options.url)
        return value


def _digest(post: Mapping[str, Any]) -> str:
    return hashlib.sha256(f"{post['title']}\n{post.get('html')}".encode()).hexdigest()[:16]
