"""What a text claims without a number: records, extremes, firsts, who did better, directions, multiples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.check.judging.gate.reading.amounts import Amount
from generator.check.judging.gate.reading.names import NOBODY, Ids, Named
from generator.check.judging.gate.reading.seen import Seen
from generator.check.judging.gate.reading.stretches import ANY, Forms, Stretch
from generator.check.judging.gate.reading.whose import Place
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

_NOT = wordset("""
    not n't never no none neither nor cannot can't hasn't haven't isn't wasn't didn't don't doesn't won't without nothing
    nobody short missed fails failed misses hadn't aren't weren't
""")
_DISTANCE = wordset(
    "below under within short shy beneath off from away against lower down less past previous old older earlier before prior distance highs passed distances"
)
UNMATCHED = ("unmatched", "without equal", "without an equal", "unequalled", "unequaled", "not matched since", "not been matched since", "no equal", "not seen such", "not had such", "had a day like", "not equalled", "not been equalled")  # fmt: skip
_NOS = frozenset({"not", "no", "without", "unmatched"})
_LEADS = frozenset({"led", "lead", "leads", "leading"})
_SPOKEN: Phrases[tuple[str, int]] = Phrases(
    [
        *((w, ("first", 0)) for w in ("first time", "first ever", "first close", "never before", "for the first", "first session", "first day above", "first record")),
        *((w, ("turned", 0)) for w in ("inverted", "upside down", "inversion")),
        *((w, ("apart", 0)) for w in ("opposite directions", "opposite direction", "opposite path", "opposite way", "parted ways", "diverged", "in the opposite")),
        *((w, ("together", 0)) for w in ("same direction", "same way", "in step", "in tandem", "in lockstep", "moved together", "hand in hand", "side by side")),
        *((w, ("ever", 1)) for w in ("on record", "in history", "since records began", "of all time", "all time", "than ever", "ever")),
        *((w, ("extreme", 0)) for w in UNMATCHED),
        *((w, ("bound", -1)) for w in ("at or below", "or lower", "or below", "at least as low", "no higher", "at or above the level")),
        *((w, ("bound", 1)) for w in ("at or above", "or higher", "or above", "or wider", "or larger", "at least as high", "at least as wide", "at least as large", "no lower", "of this size or more")),
        *((w, ("extreme", -1)) for w in ("at a low", "at its low", "at their lows", "at its lows", "multi-year low")),
        *((w, ("extreme", 1)) for w in ("at a high", "at its high", "at their highs", "at its highs", "multi-year high")),
        *((w, ("most", 0)) for w in ("half of", "half the", "bulk of", "much of the", "a third of", "a quarter of", "the lion's share")),
        *((w, ("multiple", 0)) for w in ("doubles", "doubling", "triples", "tripling", "halves", "halving its", "quadruples", "twice the", "double the", "triple the", "twice as", "half as", "twice its", "double its", "times the")),
        *((w, ("most", 0)) for w in ("most days", "most of", "nearly all", "almost all", "majority", "almost every", "nearly every", "almost always", "most sessions", "most of them")),
        *((w, ("any", 0)) for w in ("than any", "than at any", "above any", "above anything", "below any", "below anything", "like never", "in years", "in decades", "in months", "this decade", "of the bunch", "of them all", "of the lot", "in a generation")),
    ]
)  # fmt: skip
_SUPERLATIVE = wordset("""
    best worst biggest largest sharpest steepest widest greatest deepest heaviest fastest hugest narrowest smallest
    strongest weakest highest lowest calmest wildest cheapest dearest longest shortest hottest coldest safest riskiest
    busiest quietest broadest richest poorest toughest boldest cleanest ugliest clearest brightest
""")
_FREE = wordset("at way the to in of and for")  # `at best`, `the best part of`


@dataclass(frozen=True, slots=True)
class Feature:
    """A claim in words: its kind, sign, of whom, whether denied; `away` where it is only a mark to measure from."""

    kind: str
    sign: int
    ids: Ids
    first: int
    last: int
    negated: bool = False
    away: bool = False
    since: tuple[date, ...] = ()
    stretch: Forms = ANY
    every: bool = False
    size: str = ""
    detail: str = ""
    within: Forms = ANY


def features_in(seen: Seen, amounts: Sequence[Amount]) -> list[Feature]:
    """The claims in words of a sentence with these numbers."""
    s = seen.s
    if s.tokens[s.hi - 1].text == "?":
        return []
    found = [*_marked(seen, amounts), *_phrased(s, seen.place, seen.names)]
    return sorted(found, key=lambda f: f.first)


def _marked(seen: Seen, amounts: Sequence[Amount]) -> Iterator[Feature]:
    s, place, names = seen.s, seen.place, seen.names
    for m in s.marks:
        role = m.cue.role
        if role in ("rank", "super") and s.low(m.first) in _LEADS and any(-1 <= n.first - m.last <= 1 for n in names):
            yield _feature(s, "versus", m.cue.sign, m.first, m.last, names, place)
            continue
        if role == "record" and s.low(m.last) in ("says", "tells", "means", "say", "tell", "mean"):
            continue  # `all that a record says`
        if (role == "record" and _only_word(s)) or s.low(m.last) in ("recent", "recently"):
            continue
        if role == "record":
            yield _feature(
                s, "record", m.cue.sign, m.first, m.last, names, place, away=_away(s, m.first, m.last, seen.as_of)
            )
        elif role in ("super", "rank") and not _idle(s, m.first):
            yield replace(
                _feature(s, "extreme", m.cue.sign, m.first, m.last, names, place),
                detail=m.cue.detail,
                within=_within(s, m.last, seen.stretches),
            )
        elif (
            role == "tie"
            and s.low(m.first) in ("matched", "equalled", "equaled")
            and (s.low(m.last) == "since" or not any(n.first >= m.last for n in names))
        ) or (role == "compare" and s.low(m.last) in ("it", "them", "that", "this", "him")):
            continue
        elif role == "compare" and any(w in ("record", "high", "mark", "level") for w in s.words(m.last, m.last + 4)):
            continue  # a record was beaten, not an instrument
        elif (role == "compare" or (role == "tie" and s.low(m.first) != "level")) and not _beside_number(
            s, m.first, m.last
        ):
            yield _feature(s, "versus", m.cue.sign, m.first, m.last, names, place)
        elif role == "multiple":
            yield _feature(s, "multiple", m.cue.sign, m.first, m.last, names, place)
    yield from _thans(s, names, place)
    yield from _nevers(s, names, place)
    yield from _moves(seen, amounts)


def _phrased(s: Sentence, place: Place, names: Sequence[Named]) -> Iterator[Feature]:
    marked = {k for m in s.marks if m.cue.role in ("super", "rank", "record") for k in range(m.first, m.last)}
    taken = {k for n in names for k in range(n.first, n.last)}
    after = s.lo
    for i in s.places(_SPOKEN.firsts | _SUPERLATIVE):
        match = None if i in taken or i < after else _SPOKEN.match(s.tokens, i, s.hi)
        if match is not None:
            kind, sign = match[1]
            unmatched = s.low(i) in _NOS or s.low(match[0] - 1) == "like"
            yield _feature(s, kind, sign, i, match[0], names, place, turned=unmatched)
            after = match[0]
        elif i >= after and i not in marked and s.low(i) in _SUPERLATIVE and not _idle(s, i):
            yield _feature(s, "extreme", 0, i, i + 1, names, place)


def _nevers(s: Sentence, names: Sequence[Named], place: Place) -> Iterator[Feature]:
    """`has never had a longer run`: a record of all time."""
    for i in s.places({"never"}):
        k = next(
            (
                k
                for k in range(i + 1, min(i + 9, s.hi))
                if s.low(k) in _MORE or s.low(k) in ("wider", "deeper", "steeper")
            ),
            None,
        )
        if k is not None:
            kind = "ever" if s.low(k) in ("higher", "lower") else "any"
            yield _feature(s, kind, 1, k, k + 1, names, place, turned=True)


def _thans(s: Sentence, names: Sequence[Named], place: Place) -> Iterator[Feature]:
    """`more than the S&P 500`: a comparison with no number to it."""
    for i in s.places({"than"}):
        if i == s.lo or s.low(i + 1) in _NO_OTHER or s.low(i - 1) in ("rather", "other", "later", "earlier", "sooner"):
            continue
        word = next((k for k in range(i - 1, max(s.lo, i - 9) - 1, -1) if s.low(k) in _MORE), None)
        if word is None or any(q.first <= i < q.last for q in s.numbers) or _numbered(s, word, i):
            continue
        if not any(m.first <= i < m.last for m in s.marks if m.cue.role == "compare"):
            yield _feature(s, "versus", _MORE[s.low(word)], word, i + 1, names, place)


def _numbered(s: Sentence, word: int, than: int) -> bool:
    """`5 percent higher than in May`: a comparison that says by how much, and is held to its number."""
    lo, hi = s.clause(word)
    near = any(lo <= q.first < hi or than < q.first <= than + 4 for q in s.numbers if q.unit)
    dated = near and any(w.first - 2 <= than < w.last for w in s.whens)
    figures = [q for q in s.numbers if q.unit or q.form == "decimal"]
    return dated or any(
        (-1 <= word - q.last <= 2 and "," not in s.words(q.last, word)) or than < q.first <= than + 3 for q in figures
    )


_MORE = {**dict.fromkeys(("more", "better", "higher", "faster", "stronger", "larger", "bigger", "greater", "further", "longer"), 1), **dict.fromkeys(("less", "worse", "lower", "slower", "weaker", "smaller", "fewer", "shorter"), -1)}  # fmt: skip
_NO_OTHER = wordset(
    "before that this these those it there ever usual out came did on at in was is were they expected anything a an one not"
)


def _feature(
    s: Sentence,
    kind: str,
    sign: int,
    first: int,
    last: int,
    names: Sequence[Named],
    place: Place,
    away: bool = False,
    turned: bool = False,
) -> Feature:
    since = tuple(
        w.end
        for w in s.whens
        if w.since and w.end and not w.edge and (w.grain == "day" or (w.grain == "month" and 0 <= w.first - last <= 8))
    )
    return Feature(
        kind,
        sign,
        _whose(s, first, last, names, place),
        first,
        last,
        not turned and _denied(s, first, last),
        away,
        since,
    )


def _whose(s: Sentence, first: int, last: int, names: Sequence[Named], place: Place) -> Ids:
    if place.head:
        return place.head
    before = [n for n in names if n.last <= first]
    after = [n for n in names if n.first >= last]
    if before:
        return before[-1].ids | before[0].ids
    ids = place.ids.union(*(n.ids for n in after[:1]))
    return frozenset(ids)


def _idle(s: Sentence, i: int) -> bool:
    return s.low(i - 1) in ("at", "way", "do", "second", "third", "your", "my") or (
        s.low(i) == "most" and (s.low(i - 1) != "the" or s.low(i + 1) in ("recent", "recently"))
    )


def _within(s: Sentence, i: int, stretches: Sequence[Stretch]) -> Forms:
    """`the highest close in a year`: how far back an extreme reaches."""
    return next(
        (
            f.forms
            for f in stretches
            if 0 <= f.first - i <= 3 and {s.low(f.first - 1), s.low(f.first)} & {"in", "for", "over"}
        ),
        ANY,
    )


def _only_word(s: Sentence) -> bool:
    """`too short to speak of a record`: the word, not the thing."""
    words = set(s.words(s.lo, s.hi))
    return bool(words & {"short", "recent", "recently"}) or (
        bool(words & {"call", "called", "say", "speak", "talk", "claim"}) and bool(words & _NOT)
    )


def _away(s: Sentence, first: int, last: int, as_of: date) -> bool:
    """Whether a record is only what something is measured from, or one of another day."""
    lo, hi = s.hard_clause(first)
    words = s.words(max(lo, first - 12), first)
    dated = any(
        lo <= w.first < min(hi, last + 10)
        and w.prep != "since"
        and ((w.grain == "day" and w.end and w.end != as_of) or "before" in s.words(w.first, w.last))
        for w in s.whens
    )
    counted = any(
        (0 <= first - q.last <= 1 and not q.unit) or (0 <= q.first - last <= 1 and q.unit in ("", "times"))
        for q in s.numbers
        if q.form == "integer"
    )
    return dated or counted or any(w in _DISTANCE for w in words) or "away" in s.words(last, min(hi, last + 8))


def _denied(s: Sentence, i: int, last: int = 0) -> bool:
    lo, hi = s.clause(i)
    if any(w in _NOT for w in s.words(max(lo, i - 8), i)):
        return True
    return any(w in _NOT for w in s.words(max(last, i + 1), min(hi, i + 5)))


def _beside_number(s: Sentence, first: int, last: int) -> bool:
    return any(
        -3 <= q.first - last <= (8 if s.low(q.first - 1) == "by" else 3) or -1 <= first - q.last <= 2
        for q in s.numbers
        if q.unit or q.form == "decimal"
    )


def _moves(seen: Seen, amounts: Sequence[Amount]) -> Iterator[Feature]:
    """Directions without a number in their clause."""
    s, place, names, stretches = seen.s, seen.place, seen.names, seen.stretches
    for mark in s.marks:
        if not _told(s, mark):
            continue
        lo, hi = s.clause(mark.first)
        since = tuple(w.end for w in s.whens if w.since and w.end and w.grain == "day" and not w.edge)
        if since and (_denied(s, mark.first) or "last" in s.words(s.lo, mark.first)):
            yield _feature(s, "extreme", mark.cue.sign, mark.first, mark.last, names, place, turned=True)
            continue
        if any(
            lo - 2 <= a.q.first < hi + 2
            for a in amounts
            if a.q.unit or a.q.form == "decimal" or 0 <= a.q.first - mark.last <= 2
        ) or any(c.first < mark.first and c.last > mark.first for c in seen.cues if not c.sign):
            continue
        group = _group(s, lo, mark.first, place)
        if group:
            yield Feature(
                "move",
                mark.cue.sign,
                group,
                mark.first,
                mark.last,
                _denied(s, mark.first),
                stretch=stretches[0].forms if stretches else ANY,
                every=True,
            )
            continue
        own = [n for n in names if lo <= n.first and n.last <= mark.first]
        if not own and not any(w in ("it", "they", "both") for w in s.words(lo, mark.first)):
            continue
        ids: Ids = frozenset().union(*(n.ids for n in own)) if own else place.ids
        beside = [f for f in stretches if lo <= f.first < hi] or stretches[:1]
        yield Feature(
            "move",
            mark.cue.sign,
            ids,
            mark.first,
            mark.last,
            _denied(s, mark.first),
            stretch=beside[0].forms if beside else ANY,
            size=mark.cue.size,
        )


def _told(s: Sentence, mark: Mark) -> bool:
    """Whether a word of direction tells a move: not a possible one, nor part of a compound."""
    before = s.low(mark.first - 1)
    return (
        bool(mark.cue.sign)
        and (mark.cue.role in ("move", "state") or before in ("not", "n't", "didn't", "did"))
        and not s.tokens[mark.first].hyphen
        and before not in ("may", "might", "could", "can")
    )


def _group(s: Sentence, lo: int, hi: int, place: Place) -> Ids:
    """Whom `all three indices`, `both metals` stand for."""
    words = s.words(lo, hi)
    if not any(w in ("all", "both", "each", "every") for w in words):
        return NOBODY
    kind = next((KINDS[w] for w in words if w in KINDS), "")
    return frozenset(key for key, of in place.kinds.items() if of == kind)


KINDS = {
    "indices": "equity_index",
    "indexes": "equity_index",
    "benchmarks": "equity_index",
    "index": "equity_index",
    "yields": "rate",
    "metals": "commodity",
    "yield": "rate",
}


def winner(s: Sentence, f: Feature, names: Sequence[Named], place: Place) -> tuple[Ids, Ids]:
    """Who did better, and than whom, by a word of comparison between two names."""
    before = [n for n in names if n.last <= f.first]
    after = [n for n in names if n.first >= f.last]
    one = before[-1].ids if before else place.ids
    two = after[0].ids if after else before[0].ids if len(before) > 1 else NOBODY
    return (one, two) if f.sign >= 0 else (two, one)
