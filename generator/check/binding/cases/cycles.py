"""Bitcoin's own calendar: changes since a halving, the same stage of the cycle before, the growth of the supply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.statistics import grows
from generator.check.binding.words.dress import dress
from generator.check.comparing.amounts import NumberTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

KEY = "btc"
_ABOUT = wordset("halving halvings cycle cycles")
_SWINGS = wordset("volatility swings")
_ISSUE = wordset("issue issuance supply")
_COINS = wordset("coins out bitcoins")
_BEFORE = re.compile(
    r"same (?:distance|day|stage|point)|(?:halving|one|cycle) before|last (?:cycle|time)|as long after|previous (?:cycle|halving)"
)
_SINCE = re.compile(r"(?:since|from|after) (?:its|the|that|this)?\s*(?:last|latest|fourth|third|second)?\s*(?:halving|,)|post (?:- )?halving|in this cycle|since the last\b|cycle stands at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cycle:
    """The halvings up to a day, by number, and how many days the last one is past."""

    halvings: tuple[tuple[int, date], ...]
    age: int

    def since(self, number: int) -> Reading:
        """The change since a halving; of an earlier one over as many days as the last one is past."""
        last = number == self.halvings[-1][0]
        return Reading(KEY, "event", parameter=f"btc_halving_{number}" + ("" if last else f".{self.age}s"))

    @property
    def stage_before(self) -> date | None:
        """The day on which the cycle before was as old."""
        return self.halvings[-2][1] + timedelta(self.age) if len(self.halvings) > 1 else None


def cycle_of(scene: Scene) -> Cycle | None:
    """The halvings that the tape knows; none without Bitcoin."""
    if scene.directory.key(KEY) != KEY or not scene.halvings:
        return None
    answer = scene.answers.ask(Reading(KEY, "level"))
    if answer is None or answer.date is None:
        return None
    days = tuple((n, w.end) for n, w in enumerate(scene.halvings, scene.first_halving) if w.end is not None)
    return Cycle(days, (answer.date - days[-1][1]).days) if days else None


def tells_cycle(s: Sentence) -> bool:
    """Whether a sentence is about halvings."""
    return not s.vocabulary.isdisjoint(_ABOUT)


def bind_cycles(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """The numbers of a sentence about the cycle that ordinary readings would misplace."""
    if not scene.cycle or any(m.key not in (None, KEY) for m in s.mentions if m.name.anaphor is None):
        return
    cycle = cycle_of(scene)
    if cycle is None:
        return
    floor = s.lo
    for k, q in enumerate(s.numbers):
        stop = s.numbers[k + 1].first if k + 1 < len(s.numbers) else s.hi
        if q.unit == "percent" and q.core not in s.used and not _paired(s, k):
            claim = _claim(s, cycle, q, (floor, stop))
            if claim is not None:
                s.used.add(q.core)
                yield claim
        floor = q.last


def _paired(s: Sentence, k: int) -> bool:
    """`dropped from 1.7 % to 0.85 %`: one of two ends, which are read together."""
    ends = s.numbers[k : k + 2] if s.low(s.numbers[k].first - 1) == "from" else s.numbers[k - 1 : k + 1]
    if len(ends) < 2 or not k >= 0:
        return False
    one, two = ends
    return s.low(one.first - 1) == "from" and s.low(two.first - 1) == "to" and two.first - one.last <= 2


def _claim(s: Sentence, cycle: Cycle, q: Quantity, reach: tuple[int, int]) -> Claim | None:
    left, right = " ".join(s.words(reach[0], q.first)), " ".join(s.words(q.last, reach[1]))
    right = right.split(" compared ")[0]
    around = f"{left} # {right}"
    first, last, sign, _ = dress(s, q)
    claim = Claim(s, first, last, "change", number=q)
    supply = _supply(s, cycle, q, left, right)
    if supply:
        return replace(claim, kind="level", readings=supply, test=NumberTest(q, "percent"))
    before = bool(_BEFORE.search(right.split(",")[0] if not right.startswith(",") else right)) or (
        bool(_BEFORE.search(left)) and "was" in left.split()[-4:]
    )
    if _SWINGS & set(s.words(s.lo, s.hi)):
        if not before and "year" not in around:
            return None
        day = cycle.stage_before if before else None
        if before and day is None:
            return None
        return replace(
            claim, kind="statistic", readings=(Reading(KEY, "vol", "365s", at=day),), test=NumberTest(q, "percent")
        )
    number = _named(s, cycle)
    if number is None:
        return None
    if before and len(cycle.halvings) > 1:
        reading = cycle.since(cycle.halvings[-2][0])
    elif _SINCE.search(around) and "record" not in re.split("[,;]", right)[0] and "record" not in left:
        reading = Reading(KEY, "event", parameter=f"btc_halving_{number}")
    else:
        return None
    return replace(claim, readings=(reading,), test=NumberTest(q, "percent", sign))


def _named(s: Sentence, cycle: Cycle) -> int | None:
    """The halving that a sentence names, else the last; None where it tells a stretch or a day counted from one."""
    for when in s.whens:
        if "halving" in s.words(when.first, when.last):
            return next((n for n, day in cycle.halvings if when.grain == "day" and when.end == day), None)
    return cycle.halvings[-1][0]


def _supply(s: Sentence, cycle: Cycle, q: Quantity, left: str, right: str) -> tuple[Reading, ...]:
    """`0.8 % a year to the supply`, `after 1.7 % just before that date`, `94.3 % of all coins have been mined`."""
    words = set(s.words(s.lo, s.hi))
    if (right.startswith("of ") and words & {"mined", "issued"}) or (right.startswith("of all") and _COINS & words):
        return (Reading(KEY, "supply.mined"),)
    if not (_ISSUE & words or grows(s)) or _SWINGS & words:
        return ()
    now, then = (Reading(KEY, "supply.inflation", at=d) for d in (None, cycle.halvings[-1][1] - timedelta(1)))
    if "before that" in right[:30]:
        return (then,)
    if left.endswith(("from", "after")):
        return then, now
    halved = replace(now, at=cycle.halvings[-1][1])
    return (halved, now) if any(w.end == halved.at for w in s.whens) else (now,)
