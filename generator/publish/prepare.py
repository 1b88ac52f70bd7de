"""An approved text becomes a publication: front matter read, disclosure made true, pictures drawn as PNG."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from generator.errors import PublishError
from generator.narrative.disclosure import disclose
from generator.narrative.wording import Wording
from generator.publish.publication import IMAGE, LONGEST_SLUG, Chart, Correction, Publication, Site
from generator.publish.rendering import unescaped
from generator.review.intake import parted
from generator.validation import first_fault

_HEADING = re.compile(r"\A\s*# (.+)\n")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


def prepare(
    text: str, svgs: Mapping[str, bytes], site: Site, wording: Wording, *,
    edited: bool, polished: bool, text_sha256: str, now: datetime,
) -> Publication:  # fmt: skip
    """A publication of exactly this text. `svgs` are its pictures by file name.

    Raises PublishError for a text that cannot be published, such as one without a title.
    """
    fields, body = split(text)
    heading = _HEADING.match(body)
    title = " ".join(str(fields.get("title") or (unescaped(heading[1]) if heading else "")).split())
    if not title:
        raise PublishError("the text has no title", subject="front matter", remedy="Begin it with `# Title`.")
    body = (body[heading.end() :] if heading else body).lstrip("\n")
    try:
        return Publication(
            slug=str(fields.get("slug") or slug_of(title, now)), version=fields.get("version", 1), title=title,
            summary=str(fields.get("summary") or _first_words(body)), language=str(fields.get("lang") or "en"),
            tags=tuple(str(tag) for tag in _list(fields.get("tags"))),
            markdown=disclose(body, wording, edited=edited, polished=polished),
            charts=_charts(body, svgs), published=now, updated=now, site=site,
            corrections=tuple(Correction.model_validate(each) for each in _list(fields.get("corrections"))),
            sample=fields.get("sample") is True, text_sha256=text_sha256,
        )  # fmt: skip
    except ValidationError as error:
        where, what = first_fault(error)
        raise PublishError(what, subject=f"front matter: {where}", remedy="Mend it, and have it approved.") from None


def split(text: str) -> tuple[dict[str, Any], str]:
    """The fields of the front matter, and the text behind it. A value is JSON, or else words."""
    fields, body = parted(text)
    return {name: _value(value) for name, value in fields.items()}, body


def _value(written: str) -> Any:  # noqa: ANN401 - what JSON holds
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return written.strip("'\"")


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - what JSON holds
    return value if isinstance(value, list) else []


def slug_of(title: str, at: datetime) -> str:
    """The address of a text that brings none: its day and its title, in plain letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = _NO_SLUG.sub("-", plain).strip("-")[: LONGEST_SLUG - 20].strip("-")
    return f"{at.date().isoformat()}-{words}".rstrip("-")


def _first_words(body: str) -> str:
    for paragraph in re.split(r"\n\s*\n", body):
        text = unescaped(re.sub(r"[*_`]", "", paragraph)).strip()
        if text and not text.startswith(("#", "|", "!", ">", "-", "<")):
            return " ".join(text.split())[:300]
    return ""


def _charts(body: str, svgs: Mapping[str, bytes]) -> tuple[Chart, ...]:
    from generator.charts import svg_to_png  # noqa: PLC0415 - drawing needs a library of its own

    found: dict[str, Chart] = {}
    for image in IMAGE.finditer(body):
        name = image["name"]
        svg = svgs.get(f"{name}.svg")
        if svg is None:
            raise PublishError(f"the text shows charts/{name}.svg, which is not among its pictures", subject="charts",
                               remedy="Take it out of the text, or hand the brief in again.")  # fmt: skip
        found.setdefault(name, Chart(name=name, alt=unescaped(image["alt"]), png=svg_to_png(svg.decode())))
    return tuple(found.values())
