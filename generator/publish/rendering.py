"""A publication in the forms that destinations take: clean HTML, Markdown, plain text, JSON-LD, pieces of a length.

The text may hold what others wrote. Markdown becomes HTML by an allow-list, and braces that a site builder or a
newsletter service would execute are written as entities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape, unescape
from itertools import zip_longest
from typing import Any

from generator.narrative.clean import to_html as _to_html
from generator.publish.publication import IMAGE, Chart, Publication

_PLACE = re.compile(r"<p>\ue001(\d+)\ue002</p>")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_TAG = re.compile(r"<script\b.*?</script>|<!--.*?-->|<[^>]*>", re.DOTALL)
_SPACE = re.compile(r"\s+")
_BRACES = {"{{": "{&#123;", "{%": "{&#37;", "{#": "{&#35;"}
_TABLE = re.compile(r"(?:^\|.*\|[ \t]*\n)+", re.MULTILINE)
to_html = lru_cache(maxsize=8)(_to_html)  # a delivery asks for the same body several times
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def html_body(publication: Publication, address: Callable[[Chart], str]) -> str:
    """The body as clean HTML; `address` says where a picture is."""
    shown: list[tuple[str, str]] = []

    def held(image: re.Match[str]) -> str:
        shown.append((unescaped(image["alt"]), address(publication.chart(image["name"]))))
        return f"\n\n\ue001{len(shown) - 1}\ue002\n\n"

    def figure(place: re.Match[str]) -> str:
        alt, source = shown[int(place[1])]
        return f'<figure><img src="{escape(source)}" alt="{escape(alt)}"></figure>'

    html = to_html(IMAGE.sub(held, _PRIVATE.sub("", publication.markdown)))
    return _PRIVATE.sub("", _PLACE.sub(figure, html))


def markdown_body(publication: Publication, address: Callable[[Chart], str]) -> str:
    """The body as Markdown in which no site builder finds anything to execute."""

    def image(found: re.Match[str]) -> str:
        return f"![{found['alt']}]({address(publication.chart(found['name']))})"

    text = publication.markdown
    for braces, entity in _BRACES.items():
        text = text.replace(braces, entity)
    return IMAGE.sub(image, text.replace("<", "&lt;")).strip() + "\n"


def plain_text(publication: Publication) -> str:
    """The body as text for who reads no HTML: Markdown reads well, without its marks it reads better."""
    text = IMAGE.sub(lambda image: f"[Chart: {unescaped(image['alt'])}]", publication.markdown)
    text = re.sub(r"\*\*(.+?)\*\*|(?<!\w)\*(.+?)\*(?!\w)", lambda m: m[1] or m[2], text)
    text = _TABLE.sub(lambda table: _aligned(table[0]), text)
    text = re.sub(r"\[([^\]]+)\]\((https?://[^)\s]+)\)", r"\1 (\2)", text)
    return unescaped(text).strip() + "\n"


def _aligned(table: str) -> str:
    """A table in columns, without the line that says how Markdown aligns them."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()]
    rows = [row for row in rows if not all(re.fullmatch(":?-+:?", cell) for cell in row)]
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    lines = ("  ".join(_cell(cell, widths[i], i) for i, cell in enumerate(row)).rstrip() for row in rows)
    return "\n".join(lines) + "\n"


def _cell(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column else text.ljust(width)


def unescaped(markdown: str) -> str:
    """Text without Markdown's backslashes and entities."""
    return unescape(re.sub(r"\\([\\`*_{}\[\]()#+\-.!|<>~])", r"\1", markdown))


def visible(html: str) -> str:
    """What a reader sees of HTML, to compare what was sent with what is there."""
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", html))).strip()


def json_ld(publication: Publication, images: list[str]) -> dict[str, Any]:
    """The schema.org NewsArticle."""
    site = publication.site
    author = {"@type": "Person" if site.author else "Organization", "name": site.author or site.name}
    found: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "NewsArticle",
        "headline": publication.title, "description": publication.summary,
        "inLanguage": publication.language, "keywords": list(publication.tags),
        "datePublished": publication.published.isoformat(), "dateModified": publication.updated.isoformat(),
        "author": author, "publisher": {"@type": "Organization", "name": site.name},
    }  # fmt: skip
    if images:
        found["image"] = images
    if publication.link:
        found |= {"url": publication.link, "mainEntityOfPage": publication.link}
    if publication.corrections:
        found["correction"] = [
            {"@type": "CorrectionComment", "text": each.note, "datePublished": each.on.isoformat()}
            for each in publication.corrections
        ]
    return found


def script(value: Mapping[str, Any]) -> str:
    """JSON-LD as an element that no text inside can end."""
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{text}</script>'


def pieces(text: str, most: int, length: Callable[[str], int] = len) -> list[str]:
    """A text in pieces of at most `most`, cut between sentences where that is possible, else between words."""
    found: list[str] = []
    for sentence in _SENTENCE.split(_SPACE.sub(" ", text).strip()):
        if found and length(f"{found[-1]} {sentence}") <= most:
            found[-1] += f" {sentence}"
        else:
            found += _words(sentence, most, length)
    return found


def _words(text: str, most: int, length: Callable[[str], int]) -> list[str]:
    found: list[str] = []
    for word in text.split(" "):
        if found and length(f"{found[-1]} {word}") <= most:
            found[-1] += f" {word}"
        elif length(word) <= most:
            found.append(word)
        else:
            found += _letters(word, most, length)
    return found


def _letters(word: str, most: int, length: Callable[[str], int]) -> list[str]:
    found = [""]
    for letter in word:
        if length(found[-1] + letter) <= most:
            found[-1] += letter
        else:
            found.append(letter)
    return found
