"""Small counts in words: `both metals`, `four of the nine`, `the third halving`, which no fact of their own states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.amounts import Amount, tallies
from generator.check.judging.gate.reading.features import KINDS
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.names import Ids
from generator.check.judging.gate.reading.signs import cues_in
from generator.check.judging.gate.reading.told import Told
from generator.check.judging.gate.rules.denials import DENIES
from generator.check.judging.gate.rules.kin import about
from generator.check.judging.gate.rules.matching import Match
from generator.check.report import Reason
from generator.check.text.numerals import SMALL, number_word, ordinal
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset
from generator.facts import Fact

Fault = tuple[Reason, str]

_THINGS = wordset("footnotes notes things remarks dates points facts lines items caveats reminders words")
_NOBODY = wordset("neither none nobody nor")


def faults_of_count(line: Line, own: Sequence[Line], plain: Plain, matches: Sequence[Match]) -> Iterator[Fault]:
    """Small counts that the plain text neither states nor has the things for; `none` where it has some."""
    s = line.sentence
    yield from _runs(line, plain, matches)
    yield from _pairs(line, own, plain)
    yield from _tallies(line, own)
    small = any(m.told is None and m.reason is None and a.count for a, m in zip(line.amounts, matches, strict=True))
    if not small and s.vocabulary.isdisjoint(_NOBODY):
        return
    mine = about(line, with_names=True)
    alike = [x for x, words in plain.wording if words & mine]
    for a, m in zip(line.amounts, matches, strict=True):
        if m.told is None and m.reason is None and a.count and a.q.value > 1:
            what = s.phrase(a.q.first, a.q.last)
            same = [x for x in alike for p in x.amounts if p.q.value == a.q.value and not p.q.unit]
            if not same and (_ranks(a) or _of_so_many(a) or not _as_many(a, line, alike, plain)):
                yield "count", f"The plain text does not count {what}."
            elif same and _of_so_many(a) and all(_turned(s, x.sentence) for x in same):
                yield "direction", f"The plain text has {what} the other way."
    told = {id(m.told.amount.sentence) for m in matches if m.told is not None}
    own = [x for x in plain.lines if id(x.sentence) in told] or alike
    if _NOBODY & s.vocabulary and own and not any(_denies(x.sentence) for x in own) and not _denies_elsewhere(s):
        yield "comparison", "What the plain text says of some is said of none."


def _tallies(line: Line, own: Sequence[Line]) -> Iterator[Fault]:
    """`two for and five against`, where the plain text has five for and two against."""
    here, there = _against(line), frozenset().union(*map(_against, own))
    if any((two, one) in there and (one, two) not in there for one, two in here if one != two):
        yield "count", "The plain text counts them the other way round."
    mine, theirs = _votes(line), frozenset().union(*map(_votes, own))
    turned = {(n, not side) for n, side in theirs}
    if mine and mine <= turned and not mine & theirs:
        yield "count", "The plain text counts them the other way round."


def _against(line: Line) -> frozenset[tuple[int, int]]:
    """`seven to two`, in this order."""
    s = line.sentence
    return frozenset((SMALL[s.low(one)], SMALL[s.low(two)]) for one, two in tallies(s))


def _votes(line: Line) -> frozenset[tuple[Decimal, bool]]:
    """How many are for something, and how many against it."""
    s = line.sentence
    found = set()
    for a in line.amounts:
        word = next((w for w in s.words(a.q.last, a.q.last + 4) if w in _FOR or w in _AGAINST), None)
        if word is not None and not a.q.unit:
            found.add((a.q.value, word in _FOR))
    return frozenset(found) if len(found) > 1 else frozenset()


_FOR, _AGAINST = wordset("for favour favor on supported"), wordset("against off not contradicted")


def _pairs(line: Line, own: Sequence[Line], plain: Plain) -> Iterator[Fault]:
    """`both metals`, where the plain text has one."""
    s = line.sentence
    for i in s.places({"both"}):
        kind = next((KINDS[w] for w in s.words(i, i + 4) if w in KINDS), None)
        spoken = [plain.ids, *(frozenset().union(*(n.ids for x in lines for n in x.names)) for lines in ([line], own))]
        if kind is not None and not any(sum(plain.kinds.get(key) == kind for key in ids) == 2 for ids in spoken):
            yield "count", f"The plain text has no two of them: {s.phrase(i, min(i + 2, s.hi))}."


def _runs(line: Line, plain: Plain, matches: Sequence[Match]) -> Iterator[Fault]:
    """`beat gold for four sessions running` is no run of gains, and the other way round."""
    s = line.sentence
    for a, m in zip(line.amounts, matches, strict=True):
        facts = m.told.facts if m.told is not None else ()
        measures = {f.measure for f in facts}
        if not measures or not all(x.startswith("streak.") for x in measures):
            continue
        lo, hi = s.clause(a.q.first)
        hi = s.clause(hi + 1)[1] if s.low(hi) == "which" else hi
        if a.count and (first := _before(line, a)) and not any(first & _ahead(f) for f in facts):
            yield "subject", f"The plain text counts {s.phrase(a.q.first, a.q.last)} of another."
        compares = any(f.kind == "versus" and lo <= f.first < hi for f in line.features)
        if compares and not any(_relative(t) for t in plain.told if t.amount.q.value == a.q.value):
            yield "count", f"The plain text counts {s.phrase(a.q.first, a.q.last)} of something else."


def _before(line: Line, a: Amount) -> Ids:
    """Who is named last before a count, in its clause: whose run `won five sessions running` is."""
    lo = line.sentence.clause(a.q.first)[0]
    named = [n.ids for n in line.names if lo <= n.first and n.last <= a.q.first]
    won = _WON & set(line.sentence.words(lo, a.q.first))
    return named[-1] if len(named) == 1 and won else frozenset()


_WON = frozenset({"won", "win", "wins", "lost", "loses"})


def _ahead(f: Fact) -> Ids:
    won = (float(f.value) >= 0) != (f.measure == "streak.lag") if isinstance(f.value, int | float) else True
    return frozenset({f.subject if won else f.versus or f.subject})


def _relative(t: Told) -> bool:
    """Whether a count is of days on which one beat another."""
    return any(f.measure in ("streak.beat", "streak.lag") for f in t.facts)


def _denies(s: Sentence) -> bool:
    return any(w in _NOBODY or w in DENIES or w.endswith("n't") for w in s.words(s.lo, s.hi))


def _denies_elsewhere(s: Sentence) -> bool:
    return any((w in DENIES and w not in _NOBODY) or w.endswith("n't") for w in s.words(s.lo, s.hi))


def _ranks(a: Amount) -> bool:
    """`the third halving`."""
    found = ordinal(a.sentence.tokens, a.q.core)
    return found is not None and number_word(a.sentence.tokens, a.q.core) is None


def _of_so_many(a: Amount) -> bool:
    """`four of the nine`."""
    s = a.sentence
    return s.low(a.q.last) in ("of", "in") and any(
        number_word(s.tokens, k) for k in range(a.q.last + 1, min(a.q.last + 4, s.hi))
    )


def _as_many(a: Amount, line: Line, alike: Sequence[Line], plain: Plain) -> bool:
    """Whether a sentence, or the plain sentences that it is about, name so many."""
    s = line.sentence
    if s.low(a.q.last) in _THINGS:
        return True
    named = [line.names, *(x.names for x in alike)]
    sizes = {len({n.ids for n in names}) for names in named}
    sizes |= {len(line.place.ids), len(frozenset().union(*line.place.recent)), len(line.place.recent)}
    kinds = {KINDS[w] for w in s.words(a.q.last, a.q.last + 4) if w in KINDS}
    sizes |= {sum(plain.kinds.get(key) == kind for key in plain.ids) for kind in kinds}
    return int(a.q.value) in sizes


def _turned(s: Sentence, plain: Sentence) -> bool:
    """Whether the words of direction of two sentences go opposite ways."""
    here, there = ({c.sign for c in cues_in(x)} for x in (s, plain))
    return bool(here and there) and not here & there
