"""From A to B, between A and B."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.gaps import as_gap_pair
from generator.check.binding.measures.statistics import as_supply
from generator.check.binding.readings import readings
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.times import DAY, Times, times_of
from generator.check.comparing.amounts import NumberTest, PairTest
from generator.check.text.numerals import number_word
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset


def bind_pairs(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims of two numbers at once: `from 4.1 to 4.3 per cent`."""
    for one, two in zip(s.numbers, s.numbers[1:], strict=False):
        if one.core in s.used or two.core in s.used or not _is_pair(s, one, two):
            continue
        claim = _pair(s, scene, one, two)
        if claim is not None:
            s.used |= {one.core, two.core}
            yield claim
            end = _end_of_range(s, scene, one, two, claim)
            if end is not None:
                yield end


_ENDS = {"bottom": 0, "low": 0, "foot": 0, "top": 1, "high": 1}


def _end_of_range(s: Sentence, scene: Scene, one: Quantity, two: Quantity, pair: Claim) -> Claim | None:
    """`between 2.33 % and 2.38 % and ended at the bottom of that range`: the last close is that end of it."""
    if s.low(one.first - 1) != "between" or not pair.readings:
        return None
    for k in range(two.last, s.hi - 2):
        if s.words(k - 2, k) == ["at", "the"] and s.low(k) in _ENDS and s.low(k + 1) == "of":
            if s.low(k + 2) not in ("that", "the", "its", "this") or s.low(k + 3) not in ("range", "band", "channel"):
                return None
            number = sorted((one, two), key=lambda q: q.magnitude)[_ENDS[s.low(k)]]
            found = tuple(
                dict.fromkeys(replace(r, measure="level", window=None, parameter=None) for r in pair.readings[:1])
            )
            return Claim(s, k - 2, k + 4, "level", found, NumberTest(number, "level"), number=number)
    return None


def _is_pair(s: Sentence, one: Quantity, two: Quantity) -> bool:
    words = s.words(one.last, two.first)
    before = s.low(one.first - 1)
    if (
        before == "from"
        and words
        and words[-1] == "to"
        and len(words) <= 3
        and not any(w.first >= one.last and w.last <= two.first for w in s.whens)
    ):
        return one.unit == two.unit or not (one.unit and two.unit)
    if before == "between" and words == ["and"]:
        return one.unit == two.unit or not one.unit
    extreme = two.hedge == "extreme" or any(m.last == one.first and m.cue.role == "extreme" for m in s.marks)
    plain = (not extreme and words in (["to"], ["\u2013"], ["\u2192"], ["-", ">"], ["=", ">"])) or (
        not words and s.tokens[two.core].hyphen
    )
    return (
        plain
        and one.unit == two.unit
        and one.unit in ("percent", "money", "")
        and one.magnitude != two.magnitude
        and not s.marks_of("move", "state", lo=one.first - 2, hi=one.first)
        and not (one.sign > 0 and not two.sign)  # `+$252bn to $3.25tn`
    )


def _pair(s: Sentence, scene: Scene, one: Quantity, two: Quantity) -> Claim | None:
    if _hours(s, one, two):
        s.used |= {one.core, two.core}
        return None
    names = subjects_of(scene, s, one.first, two.last)
    first = one.first - (s.low(one.first - 1) in ("from", "between"))
    claim = Claim(s, first, two.last, "pair", number=two)
    if not names or one.unit == "times":
        return None
    gap = as_gap_pair(s, scene, one, two, names[0], claim, times_of(scene, s, one.first, two.last))
    if gap is not None or one.unit in ("bp", "pp"):
        return gap
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    key = names[0].key
    if one.unit == "percent" and scene.kind(names[0]) not in ("rate",):
        if as_supply(s, scene, one, key, claim) is not None:
            return None  # its ends are those of no window: each is read alone
        return replace(claim, missing="what is measured is not clear")
    if s.low(two.last) in ("coins", "seats", "jobs", "companies", "people", "members", "times", "basis", "cents") or (
        one.form == "integer" and not one.unit and one.magnitude < 20 and one.spelled
    ):
        return replace(claim, missing="what is measured is not clear")
    times = times_of(scene, s, one.first, two.last)
    if s.low(one.first - 1) == "between" and not any(
        w in s.words(s.lo, one.first) for w in ("rose", "fell", "went", "moved", "climbed")
    ):
        return replace(claim, readings=_range(s, key, one, times), test=PairTest(one, two))
    windows = times.windows if times.window_named else (*_run_window(s, two), *times.windows)
    found = readings(key, "pair", (*windows, "2s") if windows[:1] == DAY else windows or DAY, times.days)
    far = max(one.magnitude, two.magnitude) > 2 * min(one.magnitude, two.magnitude)
    if far or not times.window_named or times.windows[:1] == ("1d",):
        values = "_to_".join(f"{float(n.value):.10g}".replace(".", "_") for n in (one, two))
        spans = (
            ("1w",)
            if times.windows[:1] == ("1d",)
            else times.windows
            if times.window_named
            else ("all",)
            if far
            else ("1m",)
        )
        found += tuple(Reading(key, "sequence", w, parameter=values) for w in spans)
    if not times.window_named:
        found += readings(key, "pair", _STRETCHES, times.days[:1])
        scene.told = _told(scene, found, PairTest(one, two))
    return replace(claim, readings=found, test=PairTest(one, two))


_STRETCHES = ("wtd", "mtd", "qtd", "ytd", "1y")


def _told(scene: Scene, found: tuple[Reading, ...], test: PairTest) -> tuple[str, ...]:
    """The stretch that two levels tell: what follows in the sentence is about it too."""
    for reading in found:
        answer = scene.answers.ask(reading) if reading.measure == "pair" and reading.window else None
        if answer is not None and test.check(answer).verdict == "supported":
            return (reading.window,) if reading.window and reading.window != "1d" else ()
    return ()


def _hours(s: Sentence, one: Quantity, two: Quantity) -> bool:
    """`Mon-Fri, 9 to 5`: small whole numbers where no instrument is named."""
    small = all(not n.unit and n.form != "decimal" and n.magnitude <= 24 for n in (one, two))
    return small and not any(m.name.anaphor is None for m in s.mentions)


_ROWS = {
    "day": "s",
    "days": "s",
    "session": "s",
    "sessions": "s",
    "week": "w",
    "weeks": "w",
    "month": "m",
    "months": "m",
}


def _run_window(s: Sentence, two: Quantity) -> tuple[str, ...]:
    """`five red days in a row, 49.9k to 37.0k`: the stretch that a run covers, told before them or in their clause."""
    for i in range(s.lo, max(two.last, s.part(two.first).last)):
        count = number_word(s.tokens, i)
        if count is None or not 2 <= count[0] <= 60:
            continue
        for k in range(count[1], min(count[1] + 3, s.hi)):
            if s.low(k) in _ROWS:
                return (f"{count[0]}{_ROWS[s.low(k)]}",)
    return ()


_TRADING = wordset(
    "traded trading trades swung swinging intraday session bounced whipsawed seesawed day's moved ranged"
)


def _range(s: Sentence, key: str, one: Quantity, times: Times) -> tuple[Reading, ...]:
    """`traded between A and B`: of a day its bar; of a longer stretch the closes, or the bars where trading is meant."""
    words = s.words(s.part(one.core).first, one.first)
    traded = any(w in _TRADING for w in words) and not any(w in ("closes", "closed", "close", "closing") for w in words)
    windows = tuple(w for w in times.windows if w != "1d")
    if times.day_named or not times.window_named:
        found = readings(key, "barpair", ("1d",), times.days) if traded else ()
        return found + readings(key, "range.pair", windows or ("wtd",), times.days)
    closes = readings(key, "range.pair", windows or ("wtd",), times.days)
    return (readings(key, "barpair", windows, times.days) + closes) if traded else closes
