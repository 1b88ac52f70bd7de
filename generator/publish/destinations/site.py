"""A folder of a static site: Hugo, Jekyll or Astro, with front matter of its kind, and a git commit where wanted.

Pictures are named by their content and written first; then the page is put in its place in one rename. So the site can
be built at any moment, and shows the old version or the new one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import field_validator

from generator.errors import PublishError
from generator.publish.publication import Chart, Publication
from generator.publish.rendering import json_ld, markdown_body
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.world import World

Flavour = Literal["hugo", "jekyll", "astro"]


class SiteOptions(Options):
    """`section` is where posts are; `git` commits what was written, `push` pushes it; `draft` marks it as a draft."""

    path: Path
    flavour: Flavour = "hugo"
    section: str = ""
    draft: bool = False
    git: bool = False
    push: bool = False

    @field_validator("section")
    @classmethod
    def _is_inside(cls, section: str) -> str:
        if Path(section).is_absolute() or ".." in Path(section).parts:
            raise ValueError("it must be a folder inside path")
        return section


@dataclass(frozen=True)
class _Flavour:
    section: str
    page: Callable[[Publication], str]  # below the section
    charts: Callable[[Publication, str], str]  # the folder of its pictures, below the site
    address: Callable[[Chart], str]
    front: Callable[[Publication, bool], dict[str, Any]]


def _day(publication: Publication) -> str:
    """A slug that begins with a date keeps it; another one gets that of its publication."""
    day = publication.published.date().isoformat()
    return publication.slug if publication.slug[:10].count("-") == 2 else f"{day}-{publication.slug}"


def _hugo(publication: Publication, draft: bool) -> dict[str, Any]:
    return {
        "title": publication.title, "date": publication.published.isoformat(),
        "lastmod": publication.updated.isoformat(), "draft": draft, "slug": publication.slug,
        "description": publication.summary, "tags": list(publication.tags),
        "images": [chart.file for chart in publication.charts], "canonical": publication.link,
    }  # fmt: skip


def _jekyll(publication: Publication, draft: bool) -> dict[str, Any]:
    form = "%Y-%m-%d %H:%M:%S +0000"
    return {
        "layout": "post", "title": publication.title, "date": publication.published.strftime(form),
        "last_modified_at": publication.updated.strftime(form), "published": not draft, "slug": publication.slug,
        "excerpt": publication.summary, "description": publication.summary, "tags": list(publication.tags),
        "image": f"/{_ASSETS}/{publication.charts[0].file}" if publication.charts else "",
        "canonical_url": publication.link,
    }  # fmt: skip


def _astro(publication: Publication, draft: bool) -> dict[str, Any]:
    return {
        "title": publication.title, "description": publication.summary, "pubDate": publication.published.isoformat(),
        "updatedDate": publication.updated.isoformat(), "draft": draft, "tags": list(publication.tags),
        "canonical": publication.link,
    }  # fmt: skip


_ASSETS = "assets/truetape"
FLAVOURS: Mapping[Flavour, _Flavour] = {
    "hugo": _Flavour(
        "content/posts", lambda p: f"{p.slug}/index.md", lambda p, section: f"{section}/{p.slug}",
        lambda chart: chart.file, _hugo,
    ),
    "jekyll": _Flavour(
        "_posts", lambda p: f"{_day(p)}.md", lambda p, section: _ASSETS,
        lambda chart: f"{{{{ '/{_ASSETS}/{chart.file}' | relative_url }}}}", _jekyll,
    ),
    "astro": _Flavour(
        "src/content/blog", lambda p: f"{p.slug}/index.md", lambda p, section: f"{section}/{p.slug}",
        lambda chart: f"./{chart.file}", _astro,
    ),
}  # fmt: skip


class Site:
    """A static site's folder."""

    def __init__(self, options: SiteOptions) -> None:
        self.options = options

    def steps(self, job: Job, world: World) -> Sequence[Step]:  # noqa: D102
        return _Delivery(self.options, job, world).steps()

    def health(self, world: World) -> str:  # noqa: D102
        folder = self.options.path
        if not folder.is_dir():
            raise PublishError("is no folder", subject=str(folder), remedy="Set path to the folder of the site.")
        if self.options.git:
            world.run(folder, ["git", "rev-parse", "--is-inside-work-tree"])
        return f"a folder for {self.options.flavour}{', in git' if self.options.git else ''}"


class _Delivery:
    def __init__(self, options: SiteOptions, job: Job, world: World) -> None:
        self.options, self.job, self.world, self.publication = options, job, world, job.publication
        self.flavour = FLAVOURS[options.flavour]
        section = options.section or self.flavour.section
        self.page = options.path / section / self.flavour.page(self.publication)
        self.charts = options.path / self.flavour.charts(self.publication, section)

    def steps(self) -> list[Step]:
        """Pictures, the page, then what it no longer shows goes away."""
        steps = [
            *(self._draw(chart) for chart in self.publication.charts),
            Step("page", self._write, self._written),
        ]
        if self.charts == self.page.parent:
            steps.append(Step("tidy", self._tidy, again=True))
        if self.options.git:
            steps.append(Step("commit", self._commit, self._committed))
        if self.options.push:
            steps.append(Step("push", self._push, again=True))
        return [*steps, Step("compare", self._compare, again=True, shown=False)]

    def _draw(self, chart: Chart) -> Step:
        def do(_: Notes) -> Note:
            self.world.write(self.charts / chart.file, chart.png)
            return {"file": chart.file}

        return Step(f"chart:{chart.name}", do, again=True)

    def text(self) -> bytes:
        """The page, front matter and all."""
        front = self.flavour.front(self.publication, self.options.draft)
        pictures = self._addresses()
        front |= {"jsonld": json.dumps(json_ld(self.publication, pictures), ensure_ascii=False).replace("<", "\\u003c")}
        front |= {"truetape": self.job.key, "version": self.publication.version}
        shown = {name: value for name, value in front.items() if value not in ("", [])}
        return f"---\n{front_matter(shown)}---\n\n{markdown_body(self.publication, self.flavour.address)}".encode()

    def _addresses(self) -> list[str]:
        """Where the pictures of a bundle are on the web, if its page's address is known."""
        if self.options.flavour != "hugo" or not self.publication.link.endswith("/"):
            return []
        return [self.publication.link + chart.file for chart in self.publication.charts]

    def _written(self, _: Notes) -> Note | None:
        if not self.page.exists():
            return None
        there = self.page.read_bytes()
        if there == self.text():
            return {}
        if self.job.key.encode() not in there:
            raise PublishError("is there already, and not ours", subject=str(self.page), remedy="Rename or remove it.")
        seen = self.job.before.get("compare", {}).get("seen")
        if seen and there.decode("utf-8", "replace") != seen:
            raise PublishError("was changed by hand since it was published", subject=str(self.page),
                               remedy="Take over what was changed, then retry with --overwrite.")  # fmt: skip
        return None

    def _write(self, _: Notes) -> Note:
        self.world.write(self.page, self.text())
        return {}

    def _tidy(self, _: Notes) -> Note:
        kept = {chart.file for chart in self.publication.charts}
        old = [str(note["file"]) for name, note in self.job.before.items() if name.startswith("chart:")]
        for file in sorted(set(old) - kept):
            self.world.remove(self.charts / Path(file).name)
        return {}

    def _paths(self) -> list[str]:
        files = [self.page, *(self.charts / chart.file for chart in self.publication.charts)]
        if self.charts == self.page.parent:
            files = [self.page.parent]  # with what was tidied away
        return [file.relative_to(self.options.path).as_posix() for file in files]

    def _committed(self, _: Notes) -> Note | None:
        changed = self.world.run(self.options.path, ["git", "status", "--porcelain", "--", *self._paths()])
        return None if changed.strip() else {}

    def _commit(self, _: Notes) -> Note:
        self.world.run(self.options.path, ["git", "add", "--all", "--", *self._paths()])
        subject = f"{self.publication.slug}, version {self.publication.version}"
        self.world.run(self.options.path, ["git", "commit", "--quiet", "--message", subject, "--", *self._paths()])
        return {}

    def _push(self, _: Notes) -> Note:
        self.world.run(self.options.path, ["git", "push", "--quiet"])
        return {}

    def _compare(self, _: Notes) -> Note:
        there = {self.page: self.text()}
        there |= {self.charts / chart.file: chart.png for chart in self.publication.charts}
        for path, data in there.items():
            if not path.is_file() or path.read_bytes() != data:
                raise PublishError("is not what was written", subject=str(path), remedy="Retry.")
        state = "draft" if self.options.draft else "live"
        return {"seen": self.text().decode(), "link": self.publication.link, "state": state}


class _Quoting(yaml.SafeDumper):
    """Every text in quotes: a title is no key, no date and no number, whatever it looks like."""


_Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def front_matter(fields: Mapping[str, Any]) -> str:
    """YAML, a line for each field."""
    return "".join(f"{name}: {_yaml(value)}\n" for name, value in fields.items())


def _yaml(value: Any) -> str:  # noqa: ANN401 - what YAML holds
    text: str = yaml.dump(value, Dumper=_Quoting, allow_unicode=True, width=10**9, default_flow_style=True)
    return text.removesuffix("...\n").strip()
