"""WordPress, by its REST interface and an application password.

WordPress refuses no double: a second post with a slug is stored as `slug-2`, and of two at once both may keep it. So a
post carries a mark in a comment, is looked for by it, begins as a draft, and is published only when it stands alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from html import escape, unescape
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from pydantic import SecretStr, field_validator

from generator.errors import PublishError
from generator.publish.publication import Chart, Publication
from generator.publish.rendering import html_body, json_ld, script, visible
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.web import checked
from generator.publish.world import Call, Server, World, json_call

_ALL = "publish,future,draft,pending,private,trash"  # `any` leaves the trash out
_API = "/wp-json/wp/v2"
_STRANGE = "answers, but not as WordPress does"


class WordPressOptions(Options):
    """`live = false` leaves the post as a draft; `featured` makes the first picture the post's own, which many themes
    show above the text; `jsonld` needs an account that may write unfiltered HTML.
    """

    url: str
    user: str
    password: SecretStr
    live: bool = True
    featured: bool = False
    jsonld: bool = False

    _url = field_validator("url")(checked)


class WordPress:
    """A blog."""

    def __init__(self, options: WordPressOptions) -> None:
        self.options = options
        secret = options.password.get_secret_value()
        login = base64.b64encode(f"{options.user}:{secret}".encode()).decode()
        address = options.url + _API
        self._server = Server(address, address, {"Authorization": f"Basic {login}"}, (secret, login))

    def steps(self, job: Job, world: World) -> Sequence[Step]:  # noqa: D102
        return _Delivery(self.options, self._server, job, world).steps()

    def health(self, world: World) -> str:  # noqa: D102
        me = world.send(self._server, Call("GET", "/users/me?context=edit")).json
        if not isinstance(me, dict):
            raise PublishError(_STRANGE, subject=self.options.url,
                               remedy="See that the address is the blog's and its REST interface is on.")  # fmt: skip
        able = me.get("capabilities", {})
        needed = ["edit_posts", "upload_files"] + (["publish_posts"] if self.options.live else [])
        needed += ["unfiltered_html"] if self.options.jsonld else []
        lacking = [name for name in needed if not able.get(name)]
        if lacking:
            raise PublishError(f"the account {self.options.user} lacks {', '.join(lacking)}", subject=self.options.url,
                               remedy="Give it the role of an author or editor.")  # fmt: skip
        return f"{self.options.user} may write, upload{' and publish' if self.options.live else ''}"


class _Delivery:
    """One publication on its way."""

    def __init__(self, options: WordPressOptions, server: Server, job: Job, world: World) -> None:
        self.options, self.server, self.job, self.world = options, server, job, world
        self.publication: Publication = job.publication
        self.mark = f"truetape:{job.key}"

    def steps(self) -> list[Step]:
        """Pictures, then a draft, then its content, then published, then looked at."""
        steps = [
            *(self._upload(chart) for chart in self.publication.charts),
            Step("post", self._create, self._found, shown=not self.job.before),
            Step("content", self._change, self._changed, shown=bool(self.job.before)),
            Step("proof", self._proof, again=True, shown=False),
        ]
        if self.options.live:
            steps.append(Step("publish", self._publish, again=True))
        return [*steps, Step("compare", self._compare, again=True, shown=False)]

    # -- pictures ------------------------------------------------------------------------------------------------------

    def _upload(self, chart: Chart) -> Step:
        slug = chart.file.removesuffix(".png")

        def find(_: Notes) -> Note | None:
            found = self._get(f"/media?slug={slug}&status=inherit,private,trash&context=edit")
            size = next((each for each in found if _stored(each, chart)), None)
            return {"id": size["id"], "url": size["source_url"]} if size else None

        def do(_: Notes) -> Note:
            headers = {
                "Content-Type": "image/png", "Content-Disposition": f'attachment; filename="{chart.file}"',
                "Content-MD5": hashlib.md5(chart.png, usedforsecurity=False).hexdigest(),
            }  # fmt: skip
            path = f"/media?{urlencode({'alt_text': chart.alt, 'title': chart.alt[:80]}, quote_via=quote)}"
            made = self.world.send(self.server, Call("POST", path, chart.png, headers)).json
            return {"id": made["id"], "url": made["source_url"]}

        return Step(f"chart:{chart.name}", do, find)

    # -- the post ------------------------------------------------------------------------------------------------------

    def _found(self, _: Notes) -> Note | None:
        ours = self._ours()
        trashed = [post for post in ours if post["status"] == "trash"]
        if trashed and len(trashed) == len(ours):
            raise PublishError(
                f"the post of this brief (number {trashed[0]['id']}) was put into the trash there",
                subject=self.options.url, remedy="Restore it, or delete it for good; then retry.",
            )  # fmt: skip
        live = [post for post in ours if post["status"] != "trash"]
        live.sort(key=lambda post: (post["status"] != "publish", post["id"]))
        return {"id": live[0]["id"]} if live else None

    def _create(self, notes: Notes) -> Note:
        made = self._post("/posts", {**self._fields(notes), "status": "draft"})
        return {"id": made["id"]}

    def _change(self, notes: Notes) -> Note:
        """All fields in one request, so that readers see the old post or the new one."""
        made = self._post(f"/posts/{notes['post']['id']}", self._fields(notes))
        return {"seen": _digest(made)}

    def _changed(self, notes: Notes) -> Note | None:
        post = self._read(notes)
        if not self._differences(post, notes):
            return {"seen": _digest(post)}
        seen = self.job.before.get("compare", {}).get("seen")
        if seen and seen != _digest(post):
            raise PublishError(
                f"post {post['id']} was changed there by hand since it was published",
                subject=self.options.url, remedy="Take over what was changed, then retry with --overwrite.",
            )  # fmt: skip
        return None

    def _clear(self, notes: Notes) -> None:
        """Other drafts of ours are from a request that was thought lost; other posts with the address are not ours."""
        kept = notes["post"]["id"]
        for post in self._ours():
            if post["id"] != kept and post["status"] in {"draft", "pending"}:
                self.world.send(self.server, Call("DELETE", f"/posts/{post['id']}", also=(410,)))
            elif post["id"] != kept and post["status"] != "trash":
                raise PublishError(f"posts {kept} and {post['id']} are both of this brief", subject=self.options.url,
                                   remedy="Delete one of them, then retry.")  # fmt: skip
        same = self._get(f"/posts?slug={self.publication.slug}&status={_ALL}&context=edit")
        if any(post["id"] != kept for post in same):
            raise PublishError(
                f"the address {self.publication.slug} is taken by another post; ours stays a draft",
                subject=self.options.url, remedy="Rename or delete that one, then retry.",
            )  # fmt: skip

    def _proof(self, notes: Notes) -> Note:
        """Whether what is about to go live is alone and as it was sent."""
        self._clear(notes)
        self._refuse_differences(self._read(notes), notes)
        return {}

    def _publish(self, notes: Notes) -> Note:
        made = self._post(f"/posts/{notes['post']['id']}", {"status": "publish"})
        return {"link": made["link"]}

    def _compare(self, notes: Notes) -> Note:
        """Reads back what is there. Raises PublishError, naming what differs."""
        self._clear(notes)
        post = self._read(notes)
        self._refuse_differences(post, notes)
        live = post["status"] == "publish"
        if self.options.live and not live:
            raise PublishError(f"post {post['id']} is not live but `{post['status']}`", subject=self.options.url,
                               remedy="See what holds it back there, then retry.")  # fmt: skip
        return {"seen": _digest(post), "link": post["link"] if live else "", "state": "live" if live else "draft"}

    def _refuse_differences(self, post: Mapping[str, Any], notes: Notes) -> None:
        if differs := self._differences(post, notes):
            raise PublishError(f"post {post['id']} is not what was sent: {', '.join(differs)}",
                               subject=self.options.url, remedy="See what changed it there, then retry.")  # fmt: skip

    # -- what is sent, what is there -----------------------------------------------------------------------------------

    def _fields(self, notes: Notes) -> dict[str, Any]:
        publication = self.publication
        fields: dict[str, Any] = {
            "title": escape(publication.title, quote=False),  # a title is HTML there
            "slug": publication.slug,
            "excerpt": escape(publication.summary, quote=False),
            "content": self._content(notes),
        }  # fmt: skip
        if publication.charts and self.options.featured:
            fields["featured_media"] = notes[f"chart:{publication.charts[0].name}"]["id"]
        return fields

    def _content(self, notes: Notes) -> str:
        publication = self.publication
        html = html_body(publication, lambda chart: notes[f"chart:{chart.name}"]["url"])
        if publication.link and urlsplit(publication.link).netloc != urlsplit(self.options.url).netloc:
            link = publication.link.replace("&", "&amp;")
            html += f'\n<p><a href="{link}" rel="canonical">{link}</a></p>'
        if self.options.jsonld:
            images = [notes[f"chart:{chart.name}"]["url"] for chart in publication.charts]
            html += "\n" + script(json_ld(publication, images))
        return f"{html}\n<!-- {self.mark} -->"

    def _differences(self, post: Mapping[str, Any], notes: Notes) -> list[str]:
        wanted = self._fields(notes)
        there = {
            "title": unescape(post["title"]["raw"]), "slug": post["slug"],
            "excerpt": unescape(post["excerpt"]["raw"]), "content": visible(post["content"]["raw"]),
            "featured_media": post["featured_media"],
        }  # fmt: skip
        found = [name for name, value in wanted.items() if name != "content" and there[name] != _plain(value)]
        raw = unescape(post["content"]["raw"])
        pictures = [notes[f"chart:{chart.name}"]["url"] for chart in self.publication.charts]
        same = there["content"] == visible(wanted["content"]) and all(url in raw for url in pictures)
        return found + ([] if same else ["content"])

    def _ours(self) -> list[dict[str, Any]]:
        query = urlencode({"search": self.mark, "status": _ALL, "context": "edit", "per_page": 50})
        return [post for post in self._get(f"/posts?{query}") if self.mark in post["content"]["raw"]]

    def _read(self, notes: Notes) -> dict[str, Any]:
        post = self.world.send(self.server, Call("GET", f"/posts/{notes['post']['id']}?context=edit")).json
        if not isinstance(post, dict):
            raise PublishError(_STRANGE, subject=self.options.url)
        return post

    def _get(self, path: str) -> list[dict[str, Any]]:
        found = self.world.send(self.server, Call("GET", path)).json
        if not isinstance(found, list):
            raise PublishError(_STRANGE, subject=self.options.url)
        return found

    def _post(self, path: str, fields: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
        return self.world.send(self.server, json_call("POST", path, fields)).json


def _plain(value: Any) -> Any:  # noqa: ANN401 - a text or a number
    return unescape(value) if isinstance(value, str) else value


def _stored(media: Mapping[str, Any], chart: Chart) -> bool:
    """Whether a file there is the picture: the name tells the content, the size that it is whole."""
    size = media.get("media_details", {}).get("filesize")
    return media.get("status") != "trash" and size in (None, len(chart.png))


def _digest(post: Any) -> str:  # noqa: ANN401 - JSON, or what stands for it in a dry run
    raw = f"{post['title']['raw']}\n{post['content']['raw']}"
    return hashlib.sha256(raw.encode()).hexdigest()[:16]
