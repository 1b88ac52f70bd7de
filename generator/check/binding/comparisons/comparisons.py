"""Comparisons without digits: outpaced, lost less than, fared even worse, slower to recover, the worst of the four."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.check.binding.claim import Claim
from generator.check.binding.comparisons.ranks import bind_ranks, fared
from generator.check.binding.comparisons.yields import bind_yields
from generator.check.binding.context.asserted import is_denied
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.subjects.pronouns import resolve_in
from generator.check.binding.subjects.subjects import all_subjects_of, versus_of
from generator.check.binding.times.moments import since_unknown
from generator.check.binding.times.times import times_of
from generator.check.comparing.tests import SignTest
from generator.check.text.entities import Mention, Name
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.verbs import DRESS
from generator.check.text.wordset import wordset

_MORE = wordset("more further harder faster quicker")
_LESS = wordset("less slower")
_STARTS = _MORE | _LESS | {"than", "quicker", "better", "worse"}
_HURT = wordset("hit hurt punished battered pummelled pummeled bruised mauled")
_BARE = wordset(
    "led leads leading topped behind level lead matched beat beats ahead stronger weaker better worse in short less"
)
_PEERS = wordset("ones peers rivals counterparts cousins siblings brethren")
_TIES = wordset("level matched in")  # `level`, `in line`, `in step` say nothing without an object
REACH = 3  # words between a comparison and what it is compared with


@dataclass(frozen=True, slots=True)
class _Said:
    """A comparison in words: tokens, sign (0: level with), where its object may stand, whether it needs one."""

    first: int
    last: int
    sign: int
    after: int
    needs_object: bool = False


def bind_comparisons(s: Sentence, scene: Scene, numbers: list[Claim]) -> Iterator[Claim]:
    """`did better`, `outpaced the Nasdaq`, `trails`, `a dead heat with`, `lost the least`."""
    if any(r.measure in ("streak.beat", "streak.lag") for c in numbers for r in c.readings):
        return
    for said in _said(s):
        if _in_digits(s, said, numbers):
            continue
        claim = _comparison(s, scene, said, numbers)
        if claim is not None:
            yield claim
    yield from bind_yields(s, scene)
    yield from bind_ranks(s, scene)


_PASSIVE = wordset("outrun outpaced outperformed outdone outshone surpassed eclipsed beaten outstripped bested")
_BE = wordset("been was were is are be being got")


def _in_digits(s: Sentence, said: _Said, numbers: list[Claim]) -> bool:
    """Whether a number of the same clause says by how much, with its sign."""
    clause = s.part(said.first)
    told = ("spread", "gap", "beats")
    return any(c.first in clause and any(r.measure in told for r in c.readings) for c in numbers)


def _said(s: Sentence) -> Iterator[_Said]:
    for mark in s.marks_of("compare", "tie"):
        words = s.words(mark.first, mark.last)
        if words[-1] == "by" and _by_how_much(s, mark.last):
            yield _Said(mark.first, mark.last - 1, -mark.cue.sign, mark.last)  # `outperformed by a wide margin`
            continue
        if words[0] in _PASSIVE and len(words) == 1 and s.low(mark.first - 1) in _BE:
            yield _Said(mark.first, mark.last, -mark.cue.sign, mark.last)  # `it has been outrun`
            continue
        needs = words[0] in _BARE or words[-1] in ("than", "of", "the")
        yield _Said(mark.first, mark.last, mark.cue.sign if mark.cue.role == "compare" else 0, mark.last, needs)
    for k in s.places(_STARTS):
        low = s.low(k)
        if low == "than":
            found = _yields_more(s, k) or _more_than(s, k)
        elif (low in _MORE or low in _LESS) and (s.low(k + 1) == "still" or s.low(k - 1) == "even"):
            found = _still(s, k)
        elif low in ("slower", "quicker", "faster"):
            found = _to_move(s, k)
        elif low in ("better", "worse"):
            start = fared(s, k)
            found = (
                _Said(start, k + 1, 1 if low == "better" else -1, k + 2 if s.low(k + 1) == "than" else k + 1)
                if start is not None
                else None
            )
        else:
            found = None
        if found is not None and not any(
            m.cue.role in ("compare", "tie") and m.first < found.last and m.last > found.first for m in s.marks
        ):
            yield found


def _by_how_much(s: Sentence, k: int) -> bool:
    """`by a wide margin`, `by 3 points`: how much, not by whom."""
    return s.low(k) in ("a", "an", "some", "about", "more", "nearly", "roughly", "as") or any(
        q.first == k for q in s.numbers
    )


def _yields_more(s: Sentence, than: int) -> _Said | None:
    """`The two-year yields more than the ten-year`."""
    sign = 1 if s.low(than - 1) in ("more", "better") else -1 if s.low(than - 1) == "less" else 0
    if not sign or s.low(than - 2) not in ("yields", "yielded", "yield", "pays", "paid"):
        return None
    return _Said(than - 1, than + 1, sign, than + 1, needs_object=True)


def _more_than(s: Sentence, than: int) -> _Said | None:
    """`lost less than the S&P`, `up by more than gold`, `got hit harder than`, `rose less sharply than`."""
    k = than - 1 - (s.low(than - 1).endswith("ly"))
    sign = 1 if s.low(k) in _MORE else -1 if s.low(k) in _LESS else 0
    if not sign or _object(s, than + 1) is None:
        return None
    start = s.part(than).first
    mark = next(
        (m for m in reversed(s.marks) if m.last <= k and m.cue.role in ("move", "state", "noun") and m.cue.sign), None
    )
    if any(w in _HURT for w in s.words(max(start, k - 4), k)):
        first = next(j for j in range(k, max(start, k - 4) - 1, -1) if s.low(j) in _HURT)
        return _Said(first, than + 1, -sign, than + 1, needs_object=True)
    if mark is None or not _in_reach(s, mark, k):
        return None
    near = mark.first >= start and k - mark.last <= 4 and not any(mark.last <= q.first < k for q in s.numbers)
    return _Said(mark.first if near else k, than + 1, sign * mark.cue.sign, than + 1, needs_object=True)


def _in_reach(s: Sentence, mark: Mark, k: int) -> bool:
    """Whether the move that is compared stands in the same clause, or in the one that it hangs on."""
    here = s.part(k)
    there = s.part(mark.first)
    return there is here or here.head is there or k - mark.last <= 9


_ITSELF = wordset("usually normally generally typically ordinarily often ever did had has used")


def _object(s: Sentence, k: int) -> Mention | str | None:
    """What stands after `than`: a name, or `large ones`."""
    j = k
    while j - k < REACH and (s.low(j) in DRESS or s.low(j) in ("that", "those", "of", "did", "does", "in", "current")):
        j += 1
    found = next((m for m in s.mentions if k <= m.first <= j < m.last or m.first == j), None)
    if found is not None and s.low(found.last) in _ITSELF:
        return None  # `by more than it usually does`
    if found is not None:
        return found
    return "peers" if any(w in _PEERS for w in s.words(k, k + REACH)) else None


def _still(s: Sentence, k: int) -> _Said | None:
    """`have climbed faster still`, `fell even further`: more than what was told before."""
    mark = next((m for m in reversed(s.marks) if m.last <= k and m.cue.role == "move" and m.cue.sign), None)
    if mark is None or k - mark.last > 2 or s.low(k + 1 + (s.low(k + 1) == "still")) == "than":
        return None
    return _Said(mark.first, k + 1, mark.cue.sign * (1 if s.low(k) in _MORE else -1), k + 1)


def _to_move(s: Sentence, k: int) -> _Said | None:
    """`slower to recover`, `quicker to fall`."""
    mark = s.mark_at(k + 2)
    if s.low(k + 1) != "to" or mark is None or mark.cue.role != "move" or not mark.cue.sign:
        return None
    sign = mark.cue.sign * (-1 if s.low(k) == "slower" else 1)
    return _Said(k, mark.last, sign, mark.last + (s.low(mark.last) == "than"))


def _comparison(s: Sentence, scene: Scene, said: _Said, numbers: list[Claim]) -> Claim | None:
    target = _object(s, said.after)
    if target is None and said.needs_object and not _intransitive(s, said):
        return None
    if (
        said.sign == 0
        and not isinstance(target, Mention)
        and s.low(said.first) in _TIES
        and s.low(said.first - 1) != "practically"
    ):
        return None
    if _asked(s, said) or (s.words(said.first, said.last) == ["behind"] and _stands_behind(s, said)):
        return None
    near = next((m.name for m in s.mentions if m.last == said.first and m.name.anaphor is None), None)
    beside_name = near is not None and s.low(said.first) in (
        "behind",
        "ahead",
    )  # `contradicted by small caps behind large caps`
    names = (near,) if near is not None and beside_name else all_subjects_of(scene, s, said.first, said.last)
    if not names:
        return None
    claim = Claim(s, said.first, said.last, "comparison")
    pair = _pair(s, scene, said, names, target)
    if pair is None:
        return None
    one, two = pair
    if one.key is None or two.key is None:
        return replace(claim, missing=f"the tape has no {one.label if one.key is None else two.label}")
    mark = Mark(said.first, said.last, s.marks[0].cue) if s.marks else None
    sign = said.sign * (-1 if mark is not None and is_denied(s, mark) else 1)
    moved = s.mark_at(said.first)  # `the ten-year yield rose more than ...`
    yields = moved is None and s.low(said.first - 1) in ("yields", "yielded", "yield", "pays", "paid")
    measure = "gap" if yields and {scene.kind(one), scene.kind(two)} == {"rate"} else _measure(scene, one, two)
    if measure is None:
        return None
    if since_unknown(s, said.last):
        return replace(claim, missing="the day that it counts from is not known")
    times = times_of(scene, s, said.first, said.last)
    windows, days = times.windows or ("1d",), times.days
    if not times.window_named and not times.day_named:
        windows, days = beside(s, scene, numbers, one) or (windows, days)
    return replace(
        claim, readings=readings(one.key, measure, windows, days, two.key), test=SignTest(sign, compare=True)
    )


def _stands_behind(s: Sentence, said: _Said) -> bool:
    """`the figures behind net liquidity`, `have the data behind them`: what stands behind is no laggard."""
    k = said.first - 1
    noun = k >= s.lo and s.tokens[k].kind == "word" and not any(m.first <= k < m.last for m in s.mentions)
    return (noun and s.low(k) not in _BEFORE_BEHIND and s.mark_at(k) is None) or s.low(said.last) in ("it", "them")


_BEFORE_BEHIND = wordset("""
    is was are were far well lag fell fallen still now points fall remains just way further comes came left lagged
    trailed been close not
""")


def beside(
    s: Sentence, scene: Scene, numbers: list[Claim], name: Name
) -> tuple[tuple[str, ...], tuple[date | None, ...]] | None:
    """The window and day of a number that the sentence gives for the same instrument: `Gold behaved better, down 4.6%`."""
    for claim in numbers:
        if claim.sentence is not s or claim.test is None:
            continue
        for reading in claim.readings:
            if reading.subject != name.key or reading.measure != "change" or not reading.window:
                continue
            answer = scene.answers.ask(reading)
            if answer is not None and claim.test.check(answer).verdict == "supported":
                return (reading.window,), (reading.at,)
    return None


def _asked(s: Sentence, said: _Said) -> bool:
    words = s.words(max(s.part(said.first).first, said.first - 6), said.first)
    if s.low(s.lo) in ("one", "any", "a", "the") and ["in", "which"] in (
        words[:2],
        s.words(s.part(said.first).first, said.first)[:2],
    ):
        return True  # `one session in which gold does better ends the run`
    return any(
        w in ("if", "could", "would", "should", "may", "might", "will", "can", "tend", "tends", "usually")
        for w in words
    ) or s.text.rstrip().endswith("?")


def _measure(scene: Scene, one: Name, two: Name) -> str | None:
    kinds = {scene.kind(one), scene.kind(two)}
    if kinds == {"rate"}:
        return "gapchange"
    return None if kinds & {"rate", "flow"} else "spread"


def _intransitive(s: Sentence, said: _Said) -> bool:
    """`Small caps lead.`, `the Russell lags`: a verb that ends its clause right after its subject."""
    clause = s.part(said.first)
    ends = said.last >= clause.last or s.tokens[said.last].text in ".,;:!\u2014)"
    lone = said.last - said.first == 1 and s.low(said.first) in (
        "lead",
        "leads",
        "led",
        "lag",
        "lags",
        "lagged",
        "trail",
        "trails",
        "trailed",
    )
    return ends and lone and any(m.last == said.first for m in clause.names)


def _pair(
    s: Sentence, scene: Scene, said: _Said, names: tuple[Name, ...], target: Mention | str | None
) -> tuple[Name, Name] | None:
    one = names[0]
    if isinstance(target, Mention):
        two = next((n for n in resolve_in(scene, s, target) if n != one), None)
        if two is not None:
            return one, two
        if len(names) > 1:
            return names[0], names[1]
    if len(names) > 1 and target is None:
        return names[0], names[1]
    others = versus_of(scene, s, one, said.first) if target is None else ()
    if not others:
        kind = scene.kind(one)
        others = tuple(n for n in reversed(scene.recent) if n != one and scene.kind(n) == kind)[:1]
    return (one, others[0]) if others else None
