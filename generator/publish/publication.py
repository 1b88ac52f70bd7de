"""What is published: one approved brief as a plain value, with its pictures, dates and corrections.

It is kept in the store as JSON before anything is sent, so that a delivery that goes on after a crash sends the same
bytes as before, whatever has happened to the brief's folder.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime

from pydantic import BaseModel, ConfigDict, Field, field_validator

from generator.errors import PublishError

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 120
IMAGE = re.compile(r"!\[(?P<alt>(?:[^\]\\]|\\.)*)\]\(charts/(?P<name>[a-z0-9_-]+)\.svg\)")


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64")


class Chart(_Value):
    """A picture: its name in the text, what it says to who cannot see it, and its bytes as PNG."""

    name: str
    alt: str
    png: bytes

    @property
    def file(self) -> str:
        """A file name that tells its content: the same picture has the same name, another one has another."""
        return f"chart-{hashlib.sha256(self.png).hexdigest()[:12]}.png"


class Correction(_Value):
    """What was wrong, and since when it is said."""

    on: date
    note: str


class Site(_Value):
    """Who publishes: the name of the publication, who signs, and where a brief's own page is (`{slug}` in it)."""

    name: str = "Truetape"
    author: str = ""
    link: str = ""

    @field_validator("link")
    @classmethod
    def _is_a_page(cls, link: str) -> str:
        if link and (not re.match(r"https?://[^\s<>\"']+$", link) or "{slug}" not in link):
            raise ValueError("it must be an address (https://...) that holds {slug}")
        return link


class Publication(_Value):
    """A brief as its readers get it, in one version."""

    slug: str
    version: int = Field(ge=1)
    title: str
    summary: str
    language: str = "en"
    tags: tuple[str, ...] = ()
    markdown: str  # the body: no front matter, no title; pictures stand as ![...](charts/<name>.svg)
    charts: tuple[Chart, ...] = ()
    published: datetime  # of the first version
    updated: datetime  # of this one
    corrections: tuple[Correction, ...] = ()
    site: Site = Site()
    sample: bool = False
    text_sha256: str = ""  # of the bytes that were approved

    @field_validator("slug")
    @classmethod
    def _is_a_name(cls, slug: str) -> str:
        if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
            raise ValueError("a slug is small letters, digits and single hyphens")
        return slug

    @field_validator("published", "updated")
    @classmethod
    def _is_utc(cls, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("a time needs its zone")
        return at.astimezone(UTC).replace(microsecond=0)

    @property
    def link(self) -> str:
        """The brief's own page, or an empty text where the site has none."""
        return self.site.link.replace("{slug}", self.slug)

    def key(self, destination: str) -> str:
        """What marks this brief at a destination, in every version."""
        return hashlib.sha256(f"{self.slug}\n{destination}".encode()).hexdigest()[:16]

    def digest(self) -> str:
        """What marks this version."""
        return hashlib.sha256(self.dump()).hexdigest()[:16]

    def dump(self) -> bytes:
        """As JSON, for the store."""
        return self.model_dump_json().encode()

    @classmethod
    def load(cls, data: bytes) -> Publication:
        """What `dump` wrote."""
        return cls.model_validate_json(data)

    def chart(self, name: str) -> Chart:
        """A picture by its name. Raises PublishError when the text shows one that is not there."""
        for chart in self.charts:
            if chart.name == name:
                return chart
        raise PublishError(
            f"the text shows the picture `{name}`, which is not in the brief's folder", subject=self.slug,
            remedy="Write the brief again, or take the picture out of the text.",
        )  # fmt: skip
