"""The page of a brief: its Markdown as one self-contained HTML file, in which every statement shows its fact.

The Markdown is not trusted: names, titles and statements come from files of others. Raw HTML is never passed through,
what the Markdown becomes is cleaned by an allow-list, and words that state a fact are taken out beforehand and put
back escaped, so nothing in them is ever read as Markdown or HTML. The page holds no script and forbids all requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import assets
from generator.facts import Fact
from generator.facts.fact import Input, Instance
from generator.facts.spelling import Speller
from generator.narrative.clean import to_html
from generator.narrative.draft import FRONT_MATTER, Draft
from generator.narrative.language import Language
from generator.narrative.marks import Span

MOST_ROWS = 8
# What stands for the words of a span, and for a picture, while Markdown is at work.
_SPAN, _PICTURE, _END = "\ue000", "\ue001", "\ue002"
_PLACE = re.compile(f"{_SPAN}(\\d+){_END}")
FIGURE = re.compile(f"<p>{_PICTURE}(\\d+){_END}</p>")
_IMAGE = re.compile(r"^!\[(.*)\]\(charts/([a-z0-9_-]+)\.svg\)$", re.MULTILINE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff]")  # what no page may hold
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_LINK = re.compile(r"<a [^>]*>.*?</a>", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """One line of a card: what it is, and a text or a table, with a quieter note."""

    label: str
    text: str = ""
    look: str = ""
    table: Sequence[Sequence[str]] = ()
    note: str = ""


@dataclass(frozen=True)
class Card:
    """What a reader sees of a fact: the question, its answer, and the rows that it was computed from."""

    place: int
    id: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Words:
    """A span as it is printed: its words, its fact's place on the page, and the fact's id."""

    text: str
    place: int
    id: str

    def link(self) -> str:
        """The words, tied to the card of their fact."""
        where = f"f{self.place}"
        return (
            f'<a class="fact {where}" href="#{where}" data-fact="{escape(self.id)}" aria-details="{where}">'
            f"{escape(self.text)}</a>"
        )


def page(draft: Draft, language: Language, svgs: Mapping[str, str], narrow: Mapping[str, str] | None = None) -> str:
    """The page as one HTML file. `svgs` are the pictures by name, `narrow` the same for screens of a phone's width."""
    words, speller = language.wording.words["page"], language.wording.speller
    spans = _Spans(draft)
    rendered: str = _template(language.templates).render(
        draft=draft,
        words=words,
        article=Markup(_article(spans, words, svgs, narrow or {})),  # noqa: S704 - cleaned, and escaped piece by piece
        cards=[Card(place, fact.id, _parts(fact, words, speller)) for place, fact in enumerate(spans.facts)],
        direction=speller.locale.text_direction,
    )
    return _UNSEEN.sub("", rendered)


def _article(spans: _Spans, words: Mapping[str, Any], svgs: Mapping[str, str], narrow: Mapping[str, str]) -> str:
    html, images = converted(spans.text)

    def figure(place: re.Match[str]) -> str:
        alt, name = images[int(place[1])]
        return _figure(spans.back(escape(alt)), svgs.get(name, ""), narrow.get(name, ""))

    return FIGURE.sub(figure, _framed(spans.back(html), str(words["table"])))


class _Spans:
    """The body of a draft with a place-holder for each span, and what the place-holders stand for."""

    def __init__(self, draft: Draft) -> None:
        known = {fact.id: fact for fact in draft.sheet.facts}
        self._places: dict[str, int] = {}
        self._words: list[Words] = []
        self.text = "".join(self._pieces(draft, known))
        self.facts = [known[id] for id in self._places]

    def _pieces(self, draft: Draft, known: Mapping[str, Fact]) -> Iterator[str]:
        text, at = draft.markdown, _body(draft.markdown)
        for span in sorted(draft.spans, key=lambda s: s.start):
            if span.start >= at and span.id in known:
                yield _PRIVATE.sub("", text[at : span.start])
                yield self._held(span, text[span.start : span.end])
                at = span.end
        yield _PRIVATE.sub("", text[at:])

    def _held(self, span: Span, text: str) -> str:
        place = self._places.setdefault(span.id, len(self._places))
        self._words.append(Words(_PRIVATE.sub("", text), place, span.id))
        return f"{_SPAN}{len(self._words) - 1}{_END}"

    def back(self, html: str) -> str:
        """The page's HTML with the words in their places; inside a link they are words only."""
        html = _LINK.sub(lambda m: _PLACE.sub(lambda p: escape(self._words[int(p[1])].text), m[0]), html)
        return _PLACE.sub(lambda p: self._words[int(p[1])].link(), html)


def _body(markdown: str) -> int:
    """Where the text begins, behind the front matter."""
    found = FRONT_MATTER.match(markdown)
    return found.end() if found else 0


def converted(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Markdown as clean HTML, with the alt text and name of each picture; `FIGURE` finds their places in it."""
    figures: list[tuple[str, str]] = []

    def held(image: re.Match[str]) -> str:
        figures.append((image[1], image[2]))
        return f"\n\n{_PICTURE}{len(figures) - 1}{_END}\n\n"

    return to_html(_IMAGE.sub(held, text)), figures


def _framed(html: str, label: str) -> str:
    """Tables in a frame of their own, which scrolls where the screen is too narrow."""
    frame = f'<div class="table" role="region" aria-label="{escape(label)}" tabindex="0">'
    return _TABLE.sub(lambda m: f"{frame}{m[0]}</div>", html)


def _figure(caption: str, wide: str, small: str) -> str:
    """A picture with what it shows; the words are for all readers, so that their facts can be reached."""
    drawn = f'<div class="wide">{wide}</div><div class="small">{small}</div>' if wide and small else wide
    return f"<figure>{drawn}<figcaption>{caption}</figcaption></figure>"


def _parts(fact: Fact, words: Mapping[str, Any], speller: Speller) -> list[Part]:
    """The lines of a fact's card; what a fact does not have is left out."""
    status = words["status"][fact.status]
    parts = [
        Part(words["question"], fact.id, "id"),
        Part(words["answer"], _answer(fact, words, speller), "answer", note=_raw(fact)),
        Part(words["status_label"], words["as_of"].format(status, fact.as_of) if fact.as_of else status, fact.status),
        _rows(fact.inputs, words),
        _cases(fact, words, speller),
        Part(words["formula"], fact.formula),
        Part(words["who" if fact.measure == "statement" else "source"], fact.source),
    ]
    return [part for part in parts if part.text or part.table]


def _rows(inputs: Sequence[Input], words: Mapping[str, Any]) -> Part:
    """The rows of the tape, as stored."""
    shown = [(row.series, row.date.isoformat(), row.field, repr(row.value)) for row in inputs[:MOST_ROWS]]
    more = len(inputs) - len(shown)
    return Part(words["rows"], table=shown, note=words["more"].format(more) if more else "")


def _cases(fact: Fact, words: Mapping[str, Any], speller: Speller) -> Part:
    """The cases of a study, and how often it held."""
    table = [_case(case, words, speller) for case in fact.instances or ()]
    base = fact.base_rate
    note = words["cases_held"].format(fact.hits, fact.n, base.hits, base.n) if base else ""
    return Part(words["cases"], table=table, note=note)


def _case(case: Instance, words: Mapping[str, Any], speller: Speller) -> tuple[str, str, str]:
    if case.outcome is None:
        return case.date.isoformat(), words["open"], ""
    outcome = _minus(case.outcome, speller.percent(case.outcome))
    return case.date.isoformat(), words["hit" if case.hit else "miss"], outcome


def _raw(fact: Fact) -> str:
    """The value at full precision, and its unit."""
    if fact.unit is None or fact.unit in ("text", "boolean", "date"):
        return ""
    return f"{fact.value!r} {fact.unit}" if isinstance(fact.value, float) else fact.unit


def _answer(fact: Fact, words: Mapping[str, Any], speller: Speller) -> str:
    """The value as a reader would write it."""
    value = fact.value
    if isinstance(value, bool):
        return str(words["yes" if value else "no"])
    if value is None:
        return str(words["status"]["missing"])
    if isinstance(value, str):
        return value
    if fact.unit == "ratio":
        return _minus(value, speller.percent(value, 2))
    if isinstance(value, int):
        return _minus(value, speller.number(value, 0))
    return _minus(value, speller.number(value, 0 if abs(value) >= 1e6 else 2))


def _minus(value: float, text: str) -> str:
    return f"−{text}" if value < 0 else text


@cache
def _template(templates: Path) -> Any:  # noqa: ANN401 - Jinja's own type
    env = Environment(
        loader=FileSystemLoader([templates / "page", assets.folder("templates") / "page"]),
        undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return env.get_template("brief.html.j2")
