"""Headlines of RSS and Atom feeds, as statements of whoever publishes them; never as facts.

What a feed sends is text and nothing else: markup is removed, links lead to web pages, and a feed that has not changed
is not sent again.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from calendar import timegm
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from generator.errors import SourceError
from generator.market import Instrument, Statement
from generator.sources import base
from generator.sources.base import MEGABYTE, Observations, World
from generator.sources.http import NOT_MODIFIED, Answer, get

LIMIT = 4 * MEGABYTE
MOST_ENTRIES = 500
TITLE, NAME = 300, 80  # characters
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.1"
_ENTITIES = re.compile(rb"<!ENTITY", re.IGNORECASE)


class Spec(base.Spec):
    """`url` of the feed; `who` speaks (default: its title); `about`: entries that name the instrument, or all."""

    source: str = "feed"
    url: str
    who: str | None = None
    about: Literal["named", "all"] = "named"


class Feeds:
    """The source `feed`, for the list `[[instruments.KEY.feeds]]`."""

    def __init__(self, world: World) -> None:
        self._world = world

    def host(self, spec: Spec) -> str:
        """The URL's."""
        return host_of(spec.url)

    def title(self, spec: Spec) -> str:
        """Who speaks, or the host."""
        return spec.who or f"Feed of {host_of(spec.url)}"

    def fetch(self, instrument: Instrument, spec: Spec, since: date | None, until: date) -> Observations:
        """The entries about the instrument dated from `since` to `until`, each once."""
        place = self.title(spec)
        note = note_of(spec.url, instrument.key)
        memory = self._world.recall(note)
        asked = {"Accept": ACCEPT}
        asked |= {"If-None-Match": memory["etag"]} if memory.get("etag") else {}
        asked |= {"If-Modified-Since": memory["modified"]} if memory.get("modified") else {}
        answer = get(spec.url, replace(self._world, limit=min(self._world.limit, LIMIT)), asked, subject=place)
        if answer.status == NOT_MODIFIED:
            return Observations(place)
        feed = _parse(answer, place)
        who = spec.who or plain(feed["feed"].get("title", ""), NAME) or host_of(spec.url)
        told = (_statement(entry, instrument, spec, who) for entry in feed["entries"][:MOST_ENTRIES])
        kept = {s.text: s for s in told if s is not None and (since is None or s.date >= since) and s.date <= until}
        headers = answer.headers
        memory = {"etag": headers.get("etag", ""), "modified": headers.get("last-modified", "")}
        return Observations(place, statements=tuple(kept.values()), memory={note: memory})


def note_of(url: str, key: str) -> str:
    """The name under which it is remembered which version of a feed was read for an instrument."""
    return f"feed {hashlib.sha256(url.encode()).hexdigest()[:32]} {key}"


def host_of(url: str) -> str:
    """The host of a URL."""
    return urlsplit(url).hostname or url


def _parse(answer: Answer, place: str) -> Any:  # noqa: ANN401 - feedparser's
    import feedparser  # noqa: PLC0415 - heavy

    if _ENTITIES.search(answer.content.replace(b"\0", b"")):
        raise SourceError("declares entities, as XML bombs do, and is not read", subject=place)
    headers = {"content-type": answer.headers.get("content-type", "application/xml")}
    try:
        feed = feedparser.parse(answer.content, response_headers=headers, resolve_relative_uris=False)
    except ValueError as error:  # of a character that is none, or half of one
        raise SourceError("is no feed that can be read", subject=place) from error
    if not feed.get("version") and not feed["entries"]:
        raise SourceError("is no RSS or Atom feed", subject=place, remedy="Mend `url` in the catalog.")
    return feed


def _statement(entry: Any, instrument: Instrument, spec: Spec, who: str) -> Statement | None:  # noqa: ANN401
    when = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")  # its own get guesses, and warns
    text = plain(entry.get("title", ""), TITLE)
    if when is None or not text or (spec.about == "named" and not names(instrument, text)):
        return None
    try:
        day = datetime.fromtimestamp(timegm(when), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    link = str(entry.get("link", ""))
    url = link if re.match(r"https?://[^\s<>\"']+\Z", link) else ""
    return Statement(who=who, date=day, about=instrument.key, kind="quote", text=text, url=url)


def names(instrument: Instrument, text: str) -> bool:
    """Whether a text names the instrument, in any case, as a word of its own."""
    words = "|".join(re.escape(name) for name in (instrument.name, *instrument.aliases))
    return re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE) is not None


def plain(text: str, most: int) -> str:
    """Text without markup, control characters and reversals of direction, in one line, cut at a word."""
    import nh3  # noqa: PLC0415

    bare = html.unescape(nh3.clean(html.unescape(str(text)), tags=set()))
    bare = nh3.clean(bare, tags=set()) if "<" in bare else bare
    seen = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in html.unescape(bare))
    line = " ".join("".join(c for c in seen if unicodedata.category(c) not in {"Cf", "Cs", "Co", "Cn"}).split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"
