"""Claims with their truth from the product's own briefs: each span of a brief names the fact that it states.

A copy of a brief gets a few changes, each in a sentence of its own: one figure, sign, unit, count, hedge or name is
made wrong in a declared way, or (class Z) is said differently and stays true. What the spans say of the rest is true.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import _measure  # noqa: F401 - the code beside it

from generator.errors import TruetapeError
from generator.facts import Engine, Fact
from generator.narrative.marks import Span
from generator.pipeline import Brief, Order, make_brief
from generator.tape import Tape

STORIES = ("wrap", "wrap", "breakout", "rotation", "divergence", "analog")
NUMBER = re.compile(r"(?P<sign>[+\u2212-]?)(?P<money>\$?)(?P<digits>\d[\d,]*(?:\.\d+)?)")
OPPOSITES = (
    ("+", "\u2212"), ("up", "down"), ("rose", "fell"), ("gained", "lost"), ("rises", "falls"), ("climbed", "dropped"),
    ("jumped", "slumped"), ("added", "shed"), ("advanced", "declined"),
)  # fmt: skip
TURNED = {**dict(OPPOSITES), **{two: one for one, two in OPPOSITES}}
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PLAIN = frozenset({"change", "level", "drawdown", "delta", "spread", "sum"})
TOGETHER = 6  # changes in one copy


@dataclass(frozen=True)
class Edit:
    """New words for a stretch of a brief, the class of the change, and whether the claim is still true."""

    start: int
    end: int
    words: str
    kind: str
    true: bool = False


@dataclass(frozen=True)
class Marked:
    """A claim in a text: where it stands, its class, and whether it is true."""

    start: int
    end: int
    kind: str
    true: bool


def briefs(tape: Tape, rng: random.Random) -> Iterator[tuple[date, Brief]]:
    """Briefs of random dates and stories; dates on which a story has nothing to tell are passed over."""
    first, last = date(2017, 1, 3), tape.last_day
    while True:
        day = first + timedelta(rng.randrange((last - first).days))
        try:
            yield day, make_brief(tape, day, Order(story=rng.choice(STORIES), seed=rng.randrange(100)))
        except TruetapeError:
            continue


def changed(brief: Brief, tape: Tape, rng: random.Random, wanted: Callable[[str], bool]) -> tuple[str, list[Marked]]:
    """A copy of a brief with some changes; where every claim of a span stands in it, and whether it is true there."""
    draft = brief.draft
    facts = {fact.id: fact for fact in draft.sheet.facts}
    engine = Engine(tape, draft.sheet.as_of)
    edits: list[Edit] = []
    for span in rng.sample(list(draft.spans), len(draft.spans)):
        if len(edits) == TOGETHER:
            break
        if _in_body(draft.markdown, span) and not any(
            _same_sentence(draft.markdown, span.start, e.start) for e in edits
        ):
            made = [e for e in _edits(draft.markdown, span, facts[span.id], engine, rng) if wanted(e.kind)]
            edits += [rng.choice(made)] if made else []
    return _applied(draft.markdown, draft.spans, sorted(edits, key=lambda e: e.start))


def _in_body(text: str, span: Span) -> bool:
    """Not in the front matter, where a title is told again, nor in a table, whose cells share their heads."""
    return span.start > text.find("\n---", 4) and not text[text.rfind("\n", 0, span.start) + 1 :].startswith("|")


def _same_sentence(text: str, one: int, two: int) -> bool:
    between = text[min(one, two) : max(one, two)]
    return not re.search(r"[.!?]\s|\n\n", between)


def _applied(text: str, spans: tuple[Span, ...], edits: list[Edit]) -> tuple[str, list[Marked]]:
    """The text with the edits in it, and all claims at their new places; neighbours of an edit are not judged."""
    out, marked, here, moved = [], [], 0, 0
    places = [(e.start, e) for e in edits]
    for start, edit in places:
        out += [text[here:start], edit.words]
        marked.append(Marked(start + moved, start + moved + len(edit.words), edit.kind, edit.true))
        moved += len(edit.words) - (edit.end - edit.start)
        here = edit.end
    for span in spans:
        if span.start < text.find("\n---", 4) or any(
            _same_sentence(text, span.start, e.start) or (span.start < e.end and span.end > e.start) for e in edits
        ):
            continue
        shift = sum(len(e.words) - (e.end - e.start) for e in edits if e.end <= span.start)
        marked.append(Marked(span.start + shift, span.end + shift, "clean", True))
    return "".join([*out, text[here:]]), marked


def _edits(text: str, span: Span, fact: Fact, engine: Engine, rng: random.Random) -> Iterator[Edit]:
    """The changes that a span allows."""
    words = text[span.start : span.end]
    match = NUMBER.search(words)
    if fact.measure.startswith("streak") and fact.status == "ok":
        yield from _counts(words, span, fact)
    if match is None or fact.measure not in PLAIN or not isinstance(fact.value, int | float):
        return
    digits, shown = match["digits"], float(match["digits"].replace(",", ""))
    decimals = len(digits.partition(".")[2])
    actual = _shown(words, abs(float(fact.value)), shown)
    if actual is None:
        return

    def told(number: str, kind: str, true: bool = False, tail: str | None = None) -> Edit:
        after = words[match.end() :] if tail is None else tail
        return Edit(span.start, span.end, words[: match.start("digits")] + number + after, kind, true)

    off = max(abs(shown) * rng.choice((0.14, 0.31)), 4 * 10**-decimals)
    yield told(f"{shown + off:,.{decimals}f}", "N1")
    if shown:
        yield told(f"{shown * 10:,.{decimals}f}", "N4")
    if (
        decimals
        and abs(round(actual, decimals + 2) - shown) < 10**-decimals
        and abs(actual - (shown + 0.7 * 10**-decimals)) > 0.2 * 10**-decimals
    ):
        yield told(f"{digits}7", "N7")
    yield from _turned(words, span)
    yield from _units(words, match, told)
    yield from _hedged(words, match, span, shown, actual)


def _shown(words: str, actual: float, shown: float) -> float | None:
    """The fact in the unit that is shown; None where that is not clear."""
    scales = (1, 100, 10_000, 1e-3, 1e-6, 1e-9, 1e-12)
    near = min((actual * scale for scale in scales), key=lambda value: abs(value - shown))
    return near if abs(near - shown) <= max(0.51, shown * 0.02) else None


def _counts(words: str, span: Span, fact: Fact) -> Iterator[Edit]:
    """`14` and `14th`, `six`: one more."""
    match = re.search(r"\d+", words)
    if match and int(match[0]) == fact.value:
        n = int(match[0]) + 1
        ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10 if n % 100 not in (11, 12, 13) else 0, "th")
        rest = re.sub(r"^(st|nd|rd|th)\b", ending, words[match.end() :])
        yield Edit(span.start, span.end, words[: match.start()] + str(n) + rest, "C1")
    for one, two in pairwise(WORDS):
        if words == one and fact.value == WORDS.index(one) + 2:
            yield Edit(span.start, span.end, two, "C1")


def _turned(words: str, span: Span) -> Iterator[Edit]:
    first = re.match(r"[+\u2212]|\w+", words)
    if first and first[0] in TURNED:
        yield Edit(span.start, span.end, TURNED[first[0]] + words[first.end() :], "N3")


def _units(words: str, match: re.Match[str], told: Callable[..., Edit]) -> Iterator[Edit]:
    rest = words[match.end() :]
    if match["sign"] or match["money"]:
        return
    if rest == "%":
        yield told(match["digits"], "N5", tail=" basis points")
        yield told(match["digits"], "Z", True, tail=" per cent")
    elif rest == " basis points":
        yield told(match["digits"], "N5", tail="%")
    elif rest == " percentage points":
        yield told(match["digits"], "N5", tail=" basis points")


def _hedged(words: str, match: re.Match[str], span: Span, shown: float, actual: float) -> Iterator[Edit]:
    """`more than` before a number that the fact does not exceed; `about` before one that is right."""
    if match["sign"] or match["money"] or match.start() != match.start("digits"):
        return
    head, tail = words[: match.start()], words[match.start() :]
    if shown - actual > 0.004 * max(1.0, shown):
        yield Edit(span.start, span.end, f"{head}more than {tail}", "H1")
    yield Edit(span.start, span.end, f"{head}about {tail}", "Z", True)


def planted(tape: Tape, each: int, seed: int = 11) -> Iterator[tuple[date, str, list[Marked]]]:
    """Changed briefs until every class has `each` changes."""
    rng, have = random.Random(seed), Counter[str]()
    classes = ("N1", "N3", "N4", "N5", "N7", "C1", "H1", "Z")
    for _, brief in briefs(tape, rng):
        text, marked = changed(brief, tape, rng, lambda kind: have[kind] < each)
        have.update(m.kind for m in marked)
        yield brief.draft.sheet.as_of, text, marked
        if all(have[kind] >= each for kind in classes):
            return
