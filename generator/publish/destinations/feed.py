"""A feed of what was published, as Atom and as JSON Feed, in a folder that a web server shows.

The JSON file is its own memory: an entry is put into it or replaced, and the Atom file is written from it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from pydantic import Field, field_validator

from generator.errors import PublishError
from generator.publish.publication import Chart, Publication
from generator.publish.rendering import html_body
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.web import checked
from generator.publish.world import World

_ATOM = "http://www.w3.org/2005/Atom"
JSON, XML = "feed.json", "feed.atom"


class FeedOptions(Options):
    """`path` is the folder, `url` its address on the web, `title` the feed's name, `most` how many entries it keeps."""

    path: Path
    url: str
    title: str = ""
    most: int = Field(30, ge=1, le=1000)

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        return checked(url, needs_secret=False)


class Feed:
    """Two files."""

    def __init__(self, options: FeedOptions) -> None:
        self.options = options

    def steps(self, job: Job, world: World) -> Sequence[Step]:  # noqa: D102
        publication = job.publication

        def draw(chart: Chart) -> Step:
            def do(_: Notes) -> Note:
                world.write(self.options.path / "charts" / chart.file, chart.png)
                return {}

            return Step(f"chart:{chart.name}", do, again=True)

        def enter(_: Notes) -> Note:
            feed = self._with(publication)
            world.write(self.options.path / JSON, _json(feed))
            world.write(self.options.path / XML, _atom(feed))
            return {}

        def compare(_: Notes) -> Note:
            there = self._read()
            atom = self.options.path / XML
            same = self._entry(publication) in there["items"] and atom.is_file() and atom.read_bytes() == _atom(there)
            old = bool(there["items"]) and publication.published.isoformat() < there["items"][-1]["date_published"]
            if not same and not old:
                raise PublishError("is not what was written", subject=str(self.options.path), remedy="Retry.")
            return {"link": f"{self.options.url}/{XML}", "state": "live"}

        charts = [draw(chart) for chart in publication.charts]
        return [*charts, Step("feed", enter, again=True), Step("compare", compare, again=True, shown=False)]

    def health(self, world: World) -> str:  # noqa: D102
        if not self.options.path.is_dir():
            raise PublishError("is no folder", subject=str(self.options.path), remedy="Set path to a folder.")
        return f"{len(self._read()['items'])} entries in {self.options.path / JSON}"

    def _with(self, publication: Publication) -> dict[str, Any]:
        feed = self._read()
        entry = self._entry(publication)
        others = [item for item in feed["items"] if item["id"] != entry["id"]]
        items = sorted([*others, entry], key=lambda item: (item["date_published"], item["id"]), reverse=True)
        name = self.options.title or publication.site.name
        return {
            "version": "https://jsonfeed.org/version/1.1", "title": name, "feed_url": f"{self.options.url}/{JSON}",
            "language": publication.language, "items": items[: self.options.most],
        }  # fmt: skip

    def _entry(self, publication: Publication) -> dict[str, Any]:
        host = urlsplit(self.options.url).hostname or "localhost"
        address = f"{self.options.url}/charts"
        entry: dict[str, Any] = {
            "id": f"tag:{host},{publication.published.date().isoformat()}:{publication.slug}",
            "title": publication.title, "summary": publication.summary, "language": publication.language,
            "content_html": html_body(publication, lambda chart: f"{address}/{chart.file}"),
            "date_published": publication.published.isoformat(), "date_modified": publication.updated.isoformat(),
            "tags": list(publication.tags),
            "authors": [{"name": publication.site.author or publication.site.name}],
        }  # fmt: skip
        if publication.link:
            entry["url"] = publication.link
        if publication.charts:
            entry["image"] = f"{address}/{publication.charts[0].file}"
        return entry

    def _read(self) -> dict[str, Any]:
        """The feed as it is. Raises PublishError when the file is there and is none."""
        path = self.options.path / JSON
        if not path.exists():
            return {"items": []}
        try:
            feed: dict[str, Any] = json.loads(path.read_text("utf-8"))
            for item in feed["items"]:
                _ = item["id"], item["title"], item["date_published"], item["date_modified"], item["content_html"]
        except (ValueError, KeyError, TypeError) as error:
            raise PublishError("is no feed of ours", subject=str(path), remedy="Move it away.") from error
        return feed


def _json(feed: dict[str, Any]) -> bytes:
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _atom(feed: dict[str, Any]) -> bytes:
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": str(feed.get("language", ""))})
    address = str(feed.get("feed_url", "")).removesuffix(JSON) + XML
    _add(root, "title", str(feed.get("title", "")))
    _add(root, "id", address)
    _add(root, "updated", max((item["date_modified"] for item in feed["items"]), default="1970-01-01T00:00:00+00:00"))
    ET.SubElement(root, f"{{{_ATOM}}}link", {"rel": "self", "href": address, "type": "application/atom+xml"})
    for item in feed["items"]:
        _atom_entry(root, item)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _atom_entry(root: ET.Element, item: dict[str, Any]) -> None:
    entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
    for name, key in (("title", "title"), ("id", "id"), ("published", "date_published"), ("updated", "date_modified")):
        _add(entry, name, item[key])
    _add(entry, "summary", item.get("summary", ""))
    if item.get("url"):
        ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "alternate", "href": item["url"]})
    author = ET.SubElement(entry, f"{{{_ATOM}}}author")
    _add(author, "name", next((each["name"] for each in item.get("authors", ()) if each.get("name")), "Truetape"))
    for tag in item.get("tags", ()):
        ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": tag})
    ET.SubElement(entry, f"{{{_ATOM}}}content", {"type": "html"}).text = _seen(item["content_html"])


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = _seen(text)


def _seen(text: str) -> str:
    """Text without the characters that no XML may hold."""
    return "".join(char for char in text if char >= " " or char in "\n\t")
