"""One sentence of a rewrite against the plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from generator.check.comparing.sizes import size_fits
from generator.check.judging.gate.pairing import Paired
from generator.check.judging.gate.plain import Plain
from generator.check.judging.gate.reading.features import Feature, winner
from generator.check.judging.gate.reading.lines import Line
from generator.check.judging.gate.reading.names import STRANGER, Ids, groups
from generator.check.judging.gate.reading.signs import cues_in
from generator.check.judging.gate.reading.stretches import stretches_in
from generator.check.judging.gate.reading.whose import PRONOUNS
from generator.check.judging.gate.rules.aligned import faults_of_place
from generator.check.judging.gate.rules.counted import faults_of_count
from generator.check.judging.gate.rules.denials import faults_of_denial
from generator.check.judging.gate.rules.exchanged import faults_of_exchange, faults_of_rivals
from generator.check.judging.gate.rules.greatest import greatest, moved_most, of_a_study
from generator.check.judging.gate.rules.kin import faults_of_kin
from generator.check.judging.gate.rules.lists import faults_of_list
from generator.check.judging.gate.rules.manner import faults_of_manner, foretold, gives_voice
from generator.check.judging.gate.rules.opposed import faults_of_opposites
from generator.check.judging.gate.rules.owners import faults_of_owner
from generator.check.judging.gate.rules.strayed import strayed
from generator.check.judging.gate.rules.strength import faults_of_strength
from generator.check.judging.gate.rules.tails import faults_of_tails
from generator.check.judging.gate.rules.times import faults_of_time
from generator.check.judging.gate.words.vocabulary import SPARE, stems
from generator.check.report import Finding, Judged, Reason
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset
from generator.facts import Fact

_FOREIGN = re.compile(
    r"<!--.{0,3000}?-->|</?[A-Za-z][^<>]{0,500}>|https?://\S+|www\.\S+|!?\[[^\]\n]{0,200}\]\([^)\n]{0,400}\)|\b[\w-]+\.(?:example|com|org|net|io)\b",
    re.S,
)
_RELATIVE = ("streak.beat", "streak.lag", "spread", "gap")
_ITS_OWN = ("internal.", "weekday")  # what a text says against itself needs no plain text
_SURE = frozenset({"comparison", "quantifier", "superlative", "multiple"})
_SPOKEN = frozenset({"cause", "forecast", "quote", "no_source"})


def judge_sentence(p: Paired, plain: Plain, findings: Sequence[Finding]) -> Judged:
    """The verdict on a sentence."""
    s = p.line.sentence
    start, end = s.span(s.lo, s.hi)
    reasons: dict[str, str] = {}
    if not p.same:
        for reason, message in _faults(p, plain, [f for f in findings if f.start < end and f.end > start]):
            reasons.setdefault(reason, message)
    message = " ".join(dict.fromkeys(reasons.values()))
    return Judged(start=start, end=end, accepted=not reasons, reasons=tuple(reasons), message=message)


def _faults(p: Paired, plain: Plain, findings: Sequence[Finding]) -> Iterator[tuple[Reason, str]]:
    line, matches, own = p.line, p.matches, p.own
    s = line.sentence
    yield from ((m.reason, m.message) for m in matches if m.reason)
    pronoun = bool(PRONOUNS & s.vocabulary)
    known = _argued(s, own)
    yield from (
        (f.reason or "internal", f.message)
        for f in findings
        if f.reason not in known and _stands_alone(f, pronoun=pronoun)
    )
    yield from _strangers(line, plain)
    yield from faults_of_time(line, own, plain)
    yield from faults_of_kin(line, plain.kin, own, matches)
    yield from _claims(
        line, plain, own, any(f.measure in ("drawdown", "record.high") for m in matches if m.told for f in m.told.facts)
    )
    yield from strayed(line, own) if p.sure else ()
    yield from faults_of_exchange(line, own, matches)
    yield from faults_of_rivals(line, own, matches) if p.sure else ()
    yield from faults_of_list(line, own)
    yield from faults_of_owner(line, plain, matches)
    yield from faults_of_opposites(line, own, matches, sure=p.sure)
    yield from faults_of_place(line, own, matches, plain, p.among)
    yield from faults_of_count(line, own, plain, matches)
    yield from faults_of_strength(line, own, plain, matches)
    yield from faults_of_tails(line, plain)
    yield from faults_of_denial(line, own, [part for x in own for part in plain.said_of(x)])
    yield from faults_of_manner(s, plain.words, plain.sentences, [x.sentence for x in own])
    if not any(m.told for m in matches) and not line.features and plain.words.asserts(s, bool(line.names)):
        yield "no_data", "A statement about the market that the plain text does not make."
    brought = [w for w in plain.words.brings(s) if w.lower() not in _SELDOM or not _seldom(own)]
    if brought:
        yield "no_data", "Not in the plain text: " + ", ".join(brought[:6]) + "."
    strange = plain.words.strange(s)
    if len(strange) > SPARE + (any(m.told for m in matches)):
        yield "no_data", "Not in the plain text: " + ", ".join(strange[:6]) + "."


_SELDOM = frozenset({"rare", "rarely"})


def _seldom(own: Sequence[Line]) -> bool:
    """Whether its plain sentences tell a share of days that is small."""
    return any(
        a.q.unit == "percent" and a.q.value < 5 and "days" in x.sentence.vocabulary for x in own for a in x.amounts
    )


def _argued(s: Sentence, own: Sequence[Line]) -> set[str]:
    """Of reasons and of what may come, which its plain sentences give themselves; the rules of manner read them."""
    modals, known = _MODALS & s.vocabulary, frozenset().union(*(x.sentence.vocabulary for x in own))
    told = (modals and modals <= known) or foretold(s, [x.sentence for x in own])
    forecast = {"forecast"} if told else set()
    cause = {"cause"} if any(_REASONED.search(x.sentence.text) for x in own) else set()
    return forecast | cause | ({"no_source"} if any(gives_voice(x.sentence) for x in own) else set())


_REASONED = re.compile(r"\b(?:because|thanks to|owing to|due to|hence)\b|, (?:for|as|since|so)\b", re.I)
_MODALS = wordset("should would could may might will shall must")


def _stands_alone(f: Finding, *, pronoun: bool) -> bool:
    """Whether a finding of the checker refuses a sentence, whatever the plain text says."""
    if f.verdict == "supported":
        return False
    if f.kind.startswith(_ITS_OWN) or (f.reason in _SPOKEN and not f.text.lower().startswith("as ")):
        return True
    return f.kind in _SURE and f.verdict == "contradicted" and not pronoun


def _strangers(line: Line, plain: Plain) -> Iterator[tuple[Reason, str]]:
    """Names that the plain text does not have."""
    known = plain.ids
    if any(
        not plain.has_phrase(line.sentence.phrase(n.first, n.last))
        if n.ids == STRANGER
        else (
            not n.ids & known
            and not all(plain.words.has(w) for w in line.sentence.words(n.first, n.last) if len(w) > 2)
        )
        for n in line.names
    ):
        yield "subject", "An instrument that the plain text does not name."
    new = plain.words.names_new(line.sentence)
    if new:
        yield "no_source", "A name that the plain text does not have: " + ", ".join(new[:4]) + "."


def _claims(line: Line, plain: Plain, own: Sequence[Line], measured: bool) -> Iterator[tuple[Reason, str]]:
    """Claims in words that the plain text does not make."""
    for f in line.features:
        if _nearer(f, line, own):
            yield "superlative", f"The plain text only comes close to it: {line.sentence.phrase(f.first, f.last)}."
        if _worded(f, line, own):
            continue
        what = line.sentence.phrase(f.first, f.last)
        if f.kind == "move":
            if f.size and _oversized(f, plain):
                yield "rounding", f"The word for the move is too strong or too weak: {what}."
            if "both" in line.sentence.words(line.sentence.lo, f.first) and _parted(f, plain):
                yield "comparison", f"The plain text has the two apart: {what}."
            if _against(f, plain) and not _pointed(f, own):
                yield "direction", f"The plain text has it the other way: {what}."
        elif f.kind == "versus":
            if not _compared(line, f, plain) and not _of_one(f, line, own):
                yield "comparison", f"The plain text does not compare so: {what}."
        elif not (measured and _from_high(line.sentence, f, plain)) and not all(
            any(_says(p, x, one, line) for x in _telling(line, plain) for p in x.features) for one in _each(f, line)
        ):
            yield "superlative", f"The plain text does not say so: {what}."


_TOPS = frozenset({"record", "ever", "extreme"})


def _nearer(f: Feature, line: Line, own: Sequence[Line]) -> bool:
    """Whether its plain sentences only come close to what a sentence says is reached."""
    same = [_nearly(p, x) for x in own for p in x.features if p.kind in _TOPS]
    return f.kind in _TOPS and bool(same) and all(same) and not _nearly(f, line)


def _nearly(f: Feature, line: Line) -> bool:
    """`close to the highest share on record`."""
    s = line.sentence
    before = s.words(max(s.clause(f.first)[0], f.first - 6), f.first)
    paired = [tuple(before[k : k + 2]) for k in range(len(before))]
    return not _CLOSE.isdisjoint(before) or ("close", "to") in paired or ("one", "of") in paired


_CLOSE = wordset("near nearly almost among approaching")


def _worded(f: Feature, line: Line, own: Sequence[Line]) -> bool:
    """Whether its plain sentences, with as many denials, claim it in the same words of the same numbers."""
    words = stems(line.sentence.words(f.first, f.last))
    near = {
        a.q.magnitude
        for a in line.amounts
        if -_NEAR <= a.q.first - f.last <= _NEAR or -_NEAR <= f.first - a.q.last <= _NEAR
    }
    if f.kind == "extreme" and (moved_most(f, line, own) or of_a_study(f, line, own)):
        return True
    if f.kind == "most":
        return any(words - {"of", "th"} <= stems(x.sentence.vocabulary) for x in own)
    if f.kind == "record" and not near:
        same = [p for x in own for p in x.features if p.kind == "record" and (p.ids & f.ids or not f.ids)]
        return any(p.away == f.away and p.negated == f.negated for p in same)
    return any(
        words <= stems(x.sentence.words(x.sentence.lo, x.sentence.hi)) and near & {a.q.magnitude for a in x.amounts}
        for x in own
    ) and (f.kind in ("extreme", "bound", "any") or (f.kind == "record" and f.away))


_NEAR = 6  # tokens between a claim in words and a number of the same


def _each(f: Feature, line: Line) -> list[Feature]:
    """A claim of several, `A and B closed at records`, as one of each."""
    listed = next((g for g in groups(line.names, line.sentence) if len(g) > 1 and g[-1].last <= f.first), [])
    lo = line.sentence.clause(f.first)[0]
    return [replace(f, ids=n.ids) for n in listed] if listed and listed[-1].last > lo else [f]


def _telling(line: Line, plain: Plain) -> list[Line]:
    """The plain sentences that may license a claim: a heading only one of a heading."""
    heading = line.sentence.block.role == "heading"
    return [x for x in plain.lines if heading or x.sentence.block.role != "heading"]


_LEVELS = wordset("high highs highest low lows lowest peak peaks top tops bottom bottoms closing close")


def _from_high(s: Sentence, f: Feature, plain: Plain) -> bool:
    """Whether a record is only what a distance of the plain text is measured from."""
    if f.kind in ("record", "ever"):
        told = f.kind == "ever" and s.low(f.first - 1) not in ("an", "a")
        return (f.away or told) and any(p.kind == "record" and p.ids & f.ids for x in plain.lines for p in x.features)
    level = any(w in _LEVELS for w in s.words(f.first, f.last + 2))
    since = any(w.since and 0 <= w.first - f.last <= 3 and (w.start, w.end) not in plain.spans for w in s.whens)
    return f.kind == "extreme" and f.detail != "size" and not f.since and not since and level


_ALIKE = {"record": {"record", "ever"}, "ever": {"record", "ever", "first"}, "extreme": {"extreme"}, "first": {"first"}}


def _says(p: Feature, x: Line, f: Feature, line: Line) -> bool:
    """Whether a claim of the plain text is the same."""
    if p.kind not in _ALIKE.get(f.kind, {f.kind}):
        return False
    if p.sign and f.sign and p.sign != f.sign:
        return False
    if p.ids and f.ids and not p.ids & f.ids:
        return False
    if f.kind == "extreme" and not _same_extreme(p, x.sentence, f, line.sentence):
        return False
    if "level" in (p.detail, f.detail) and p.detail and f.detail and p.detail != f.detail:
        return False
    if f.within and not any(f.within & r.forms for r in stretches_in(x.sentence, date.max)):
        return False
    if f.since and not set(f.since) & {d for w in x.sentence.whens for d in (w.start, w.end) if d}:
        return False
    if f.kind == "extreme" and p.since and not f.since and not _says_since(line.sentence, f):
        return False
    if f.kind in ("record", "ever"):
        return f.away or (p.negated == f.negated and not p.away) or (f.negated and p.away)
    return p.negated == f.negated


def _says_since(s: Sentence, f: Feature) -> bool:
    """Whether a superlative says how far back it reaches, and not to the beginning."""
    whole = s.words(f.last, f.last + 4)
    return (
        bool(s.whens)
        and not any(whole[k : k + 2] in (["on", "file"], ["on", "record"]) for k in range(4))
        and "ever" not in whole
    )


def _same_extreme(p: Feature, plain: Sentence, f: Feature, s: Sentence) -> bool:
    """Whether two superlatives are of a kind: the best of a row of figures is no best of the year."""
    here, there = s.words(f.first, f.last), plain.words(p.first, p.last)
    if not (p.sign and f.sign) and not stems(there) & stems(here) and not (greatest(here) and greatest(there)):
        return False
    return not _of_figures(p, plain) or _of_figures(f, s)


def _of_figures(f: Feature, s: Sentence) -> bool:
    """`the best 14.37 percent`: a figure by its rank."""
    return any(q.unit and -3 <= q.first - f.last <= 4 for q in s.numbers)


def _against(f: Feature, plain: Plain) -> bool:
    """Whether every move that the plain text tells of the same goes the other way."""
    if f.every:
        return any(_against(replace(f, ids=frozenset({key}), every=False), plain) for key in f.ids)
    own = [t for t in plain.told if t.sign and t.amount.ids & f.ids and t.amount.q.unit]
    within = [t for t in own if f.stretch & t.forms] or own
    sign = -f.sign if f.negated else f.sign
    return bool(within) and all(t.sign != sign for t in within)


def _pointed(f: Feature, own: Sequence[Line]) -> bool:
    """Whether its plain sentences point that way of the same."""
    sign = -f.sign if f.negated else f.sign
    cues = [(x, c) for x in own for c in cues_in(x.sentence) if c.sign == sign]
    return any(next((n.ids & f.ids for n in reversed(x.names) if n.last <= c.first), None) for x, c in cues)


def _parted(f: Feature, plain: Plain) -> bool:
    """Whether the plain text says that what both did, they did in opposite ways."""
    return any(p.kind == "apart" and not p.negated and p.ids & f.ids for x in plain.lines for p in x.features)


def _oversized(f: Feature, plain: Plain) -> bool:
    """Whether a word of size fits no move that the plain text tells of the same."""
    moves = [
        x
        for t in plain.told
        if t.amount.ids & f.ids
        for x in t.facts
        if x.measure == "change" and isinstance(x.value, int | float)
    ]
    return bool(moves) and not any(
        size_fits(f.size, float(x.value or 0), plain.kinds.get(x.subject, ""), x.window) for x in moves
    )


def _compared(line: Line, f: Feature, plain: Plain) -> bool:
    """Whether the plain text compares the same two, to the same end."""
    best, other = winner(line.sentence, f, line.names, line.place)
    pairs = [winner(x.sentence, p, x.names, x.place) for x in plain.lines for p in x.features if p.kind == "versus"]
    pairs += [
        _ahead(x) for t in plain.told for x in t.facts if x.measure in _RELATIVE and isinstance(x.value, int | float)
    ]
    return any((not best or not a or best & a) and (not other or not b or other & b) for a, b in pairs)


def _of_one(f: Feature, line: Line, own: Sequence[Line]) -> bool:
    """`the number to beat`: a comparison of one alone, in the words of its plain sentences."""
    words = stems(line.sentence.words(f.first, f.last))
    return len(line.names) <= 1 and any(words <= stems(x.sentence.vocabulary) for x in own)


def _ahead(fact: Fact) -> tuple[Ids, Ids]:
    """Who a fact puts ahead of whom."""
    one, two = frozenset({fact.subject}), frozenset({fact.versus or ""})
    return (two, one) if fact.measure == "streak.lag" or float(fact.value or 0) < 0 else (one, two)


def added_markup(text: str, plain: str) -> list[Judged]:
    """Links, tags and comments that the plain text does not have."""
    return [
        Judged(start=m.start(), end=m.end(), accepted=False, reasons=("no_source",), message="A link or markup that the plain text does not have.")
        for m in _FOREIGN.finditer(text) if m[0] not in plain
    ]  # fmt: skip
