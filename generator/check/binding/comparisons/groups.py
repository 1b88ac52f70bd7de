"""Claims about a group: `all three indices rose`, `none moved by as much as 0.10 %`, `two of the five fell`, `only gold ended higher`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.comparisons.directions import asserts
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.subjects.members import QUANTIFIERS, Members, companions, members_at
from generator.check.binding.times.times import still_told, times_of
from generator.check.comparing.groups import BoundTest, ShareTest
from generator.check.comparing.tests import SignTest, Test, TruthTest
from generator.check.text.entities import Mention
from generator.check.text.numerals import number_word
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.verbs import DRESS
from generator.check.text.wordset import wordset

_LESS = frozenset({"smaller", "less", "under", "below", "fewer"})
_TOOK = wordset("took attracted drew saw had pulled lost bled suffered")
_IN = wordset("money cash inflow inflows")
_OUT = wordset("outflow outflows redemptions withdrawals")
_QUANTIFIERS = QUANTIFIERS | {"only"}
REACH = 8  # words from a group to what is said of it


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a group: tokens, sign, and whether of money rather than of prices."""

    first: int
    last: int
    sign: int
    flow: bool = False
    record: bool = False


def bind_groups(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Quantified claims; the numbers in them are theirs."""
    after = s.lo
    for i in sorted({*s.places(_QUANTIFIERS), *s.whole}):
        if not after <= i < s.hi - 1:
            continue
        claims = list(_only(s, scene, i)) if s.low(i) == "only" else []
        if not claims:
            members = members_at(s, scene, i)
            claims = list(_quantified(s, scene, members)) if members is not None else []
        yield from claims
        after = max((c.last for c in claims), default=after)


def _quantified(s: Sentence, scene: Scene, members: Members) -> Iterator[Claim]:
    bound = _bound(s, members)
    if bound is not None:
        s.used.add(bound.core)
        less = any(w in _LESS for w in s.words(members.last, bound.core)) or bound.hedge == "under"
        test = BoundTest(bound, below=less or members.none)
        yield _all_of(s, scene, members, bound.last, "change", test)
        return
    compared = _compared(s, members)
    if compared is not None:
        yield from _against(s, scene, members, *compared)
        return
    said = _predicate(s, scene, members.last)
    if said is not None:
        scene.last_said = (replace(said, first=0, last=0), members.keys)
        yield _of_group(s, scene, members, said)


def _bound(s: Sentence, members: Members) -> Quantity | None:
    """`none moved by as much as 0.10 %`, `all three rose by more than 1 %`."""
    q = next(
        (
            q
            for q in s.numbers
            if members.last <= q.first <= members.last + 10
            and q.unit in ("percent", "bp", "pp")
            and q.core not in s.used
        ),
        None,
    )
    if q is None or members.share:
        return None
    words = s.words(members.last, q.core)
    bounded = (
        q.hedge in ("over", "under", "at_least", "at_most") or "than" in words or ("as" in words and "much" in words)
    )
    return q if bounded and not any(m.first in range(members.last, q.first) and m.key for m in s.mentions) else None


def _predicate(s: Sentence, scene: Scene, start: int) -> Said | None:
    """The verb of a group: a direction, a record, or money that came or went."""
    clause = s.part(start) if start < s.hi else s.parts[-1]
    stop = min(clause.last, start + REACH)
    for k in range(start, stop):
        if s.low(k) in _TOOK and any(w in _IN | _OUT for w in s.words(k + 1, k + 4)):
            out = any(w in _OUT for w in s.words(k + 1, k + 4)) or s.low(k) in ("lost", "bled", "suffered")
            return Said(k, k + 2 + (s.low(k + 1) == "in"), -1 if out else 1, flow=True)
        if (
            s.words(k, k + 2) == ["done", "so"]
            or s.words(k, k + 2) == ["did", "so"]
            or s.words(k, k + 2) == ["does", "so"]
        ):
            last = scene.last_said
            return (
                replace(last[0], first=k, last=k + 2) if isinstance(last, tuple) and isinstance(last[0], Said) else None
            )
    for mark in s.marks:
        if start <= mark.first < stop and mark.cue.role in ("move", "state", "record") and mark.cue.sign:
            record = mark.cue.role == "record"
            if record and number_word(s.tokens, mark.first - 1) is not None:
                continue  # `each of them marked ten record closes`: how many
            if record or asserts(s, mark):
                return Said(mark.first, mark.last, mark.cue.sign, record=record)
    return None


def _of_group(s: Sentence, scene: Scene, members: Members, said: Said) -> Claim:
    if members.share:
        return _share(s, scene, members, said)
    sign = -said.sign if members.none else said.sign
    if said.record:
        measure = "record.high" if said.sign > 0 else "record.low"
        return _all_of(s, scene, members, said.last, measure, TruthTest(not members.none))
    if said.flow:
        return _share(s, scene, replace(members, share=len(members.keys) if not members.none else -1), said)
    return _all_of(s, scene, members, said.last, "change", SignTest(sign))


def _when(s: Sentence, scene: Scene, first: int, last: int) -> tuple[str, date | None]:
    times = times_of(scene, s, first, last)
    still = still_told(s, first)
    if still and times.day_named:
        return still[0], (times.days or (None,))[0]
    return (times.windows or ("1d",))[0], (times.days or (None,))[0]


def _all_of(s: Sentence, scene: Scene, members: Members, last: int, measure: str, test: Test) -> Claim:
    window, day = _when(s, scene, members.first, members.last)
    asked = window if measure == "change" else None
    found = tuple(Reading(k, measure, asked, at=day) for k in members.keys)
    return Claim(s, members.first, last, "quantifier", found, test, group=max(2, len(members.keys)))


def _share(s: Sentence, scene: Scene, members: Members, said: Said) -> Claim:
    """`two of the five rose`, `most of them fell`, `three of the five took in money`."""
    window, day = _when(s, scene, members.first, members.last)
    keys = members.keys
    claim = Claim(s, members.first, said.last, "quantifier")
    if said.flow:
        flows = tuple(f for k in keys if (f := _flow(scene, k)) is not None)
        if len(flows) != len(keys):
            return replace(claim, missing="the tape does not have all these flows")
        keys = flows
    word = "up" if said.sign > 0 else "down"
    found = (Reading(keys[0], "howmany", window, at=day, parameter=word, among=keys),)
    return replace(claim, readings=found, test=ShareTest(max(members.share, 0), len(keys), members.hedge))


def _flow(scene: Scene, key: str) -> str | None:
    return key if scene.directory.kind(key) == "flow" else scene.directory.flow_of_key(key)


# comparisons of a group with one more


def _compared(s: Sentence, members: Members) -> tuple[Mark, Mention] | None:
    """`none of the three has kept up with ChiNext`, `both beat the S&P 500`."""
    for mark in s.marks:
        if members.last <= mark.first <= members.last + 6 and mark.cue.role == "compare":
            k = mark.last
            while s.low(k) in DRESS or s.low(k) in ("with", "of"):
                k += 1
            target = next(
                (m for m in s.mentions if m.first <= k < m.last and m.key and m.key not in members.keys), None
            )
            return (mark, target) if target is not None else None
    return None


def _against(s: Sentence, scene: Scene, members: Members, mark: Mark, target: Mention) -> Iterator[Claim]:
    window, day = _when(s, scene, members.first, members.last)
    sign = mark.cue.sign * (-1 if members.none else 1)
    found = tuple(Reading(k, "spread", window, target.key, day) for k in members.keys)
    test = SignTest(sign, compare=True)
    yield Claim(s, members.first, target.last, "quantifier", found, test, group=max(2, len(members.keys)))


# one alone


def _only(s: Sentence, scene: Scene, i: int) -> Iterator[Claim]:
    """`only the Russell 2000 ended the quarter higher`: it did, and the others did not; `gold was the only one to rise`."""
    mention = next((m for m in s.mentions if i < m.first <= i + 2 and m.key), None)
    start = mention.last if mention is not None else i + 1
    if mention is None:
        if s.low(i - 1) != "the" or s.low(i + 1) not in (
            "one",
            "asset",
            "index",
            "market",
            "benchmark",
            "gauge",
            "fund",
            "metal",
        ):
            return
        clause = s.part(i)
        mention = next((m for m in reversed(clause.names) if m.last <= i and m.key), None)
    said = _predicate(s, scene, start) or _to_do(s, start)
    if mention is None or said is None or not mention.key:
        return
    others = tuple(k for k in _rivals(s, scene, mention, any_kind=mention.last <= i) if k != mention.key)
    if not others:
        return
    if said.flow:
        alone = Members(i, start, (mention.key, *others), share=1)
        yield _alone_in_flows(s, scene, alone, said)
        return
    window, day = _when(s, scene, i, start)
    first = min(i, mention.first)
    yield Claim(
        s, first, said.last, "quantifier", readings(mention.key, "change", (window,), (day,)), SignTest(said.sign)
    )
    rest = tuple(r for k in others for r in readings(k, "change", (window,), (day,)))
    yield Claim(s, first, said.last, "quantifier.rest", rest, SignTest(-said.sign), group=max(2, len(others)))


def _to_do(s: Sentence, start: int) -> Said | None:
    """`the only one to rise`, `the only asset to hold its ground`."""
    mark = next(
        (m for m in s.marks if start <= m.first <= start + 3 and s.low(m.first - 1) == "to" and m.cue.sign), None
    )
    return (
        Said(mark.first, mark.last, mark.cue.sign) if mark is not None and mark.cue.role in ("move", "noun") else None
    )


def _rivals(s: Sentence, scene: Scene, mention: Mention, *, any_kind: bool) -> Sequence[str]:
    """Those that one is alone among: the group told of last, or what the draft has named of the same kind."""
    last = scene.last_said
    if isinstance(last, tuple) and mention.key in last[1]:
        return tuple(last[1])
    if scene.table and mention.key in scene.table:
        return scene.table
    return companions(scene, s, s.hi if any_kind else mention.first, 0, () if any_kind else (scene.kind(mention.name),))


def _alone_in_flows(s: Sentence, scene: Scene, members: Members, said: Said) -> Claim:
    """The one has the sign of the predicate, and it is the only one that has."""
    claim = _share(s, scene, members, said)
    return replace(claim, test=ShareTest(1, len(members.keys), first=True)) if claim.readings else claim
