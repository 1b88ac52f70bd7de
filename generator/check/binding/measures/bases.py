"""What a distance is counted from: an extreme, one that was named before, or a level that the text states."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.binding.context.scene import Scene
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

PEAKS = wordset("peak peaks high highs record records top tops highest ath maximum summit zenith")
TROUGHS = wordset("low lows trough troughs bottom lowest nadir minimum")
EXTREME_WORDS = PEAKS | TROUGHS
_PEAKING = wordset("peaking peaked topping topped cresting")  # `down 57 % since peaking in October`
_ENDS_OF = EXTREME_WORDS | _PEAKING | wordset("bottoming bottomed troughing troughed")
DRESSED = wordset("""
    the its their a an record all-time close closing high peak low level previous prior old last best intraday of
    points lifetime own 's seen reached hit set that week's month's year's recent mark figure reading finish
    settlement trough bottom top price
""")
_ENDS = frozenset({",", ";", ":", "(", ")", "and", "but", "or", "while", "whereas"})
_AFTER_PEAK = wordset("close closing high highs level point reading")


@dataclass(frozen=True, slots=True)
class Base:
    """What a distance is counted from: an extreme (`top` or not) or a stated number, up to token `last`."""

    last: int
    top: bool | None = None
    number: Quantity | None = None
    when: When | None = None


def base_of(s: Sentence, scene: Scene, q: Quantity, i: int) -> Base | None:
    """The extreme or the stated number that follows a relation."""
    number = number_at(s, i)
    if number is not None:
        return Base(number.last, number=number)
    if s.low(i) == "that" and s.low(i + 1) in _MARKED and (top := _told_top(s, scene, q)) is not None:
        return Base(i + 2, top)  # `set its last record on 6 December and is 3.4 % off that mark`
    _, hi = s.hard_clause(q.core)
    stop = min([hi, i + 9, *(n.first for n in s.numbers if n.first >= i)])
    peak = next((k for k in range(i, stop) if s.low(k) in _ENDS_OF or _best_close(s, k)), None)
    if peak is None and s.words(i, i + 2) in (["its", "own"], ["their", "own"]):
        peak = i + 1  # `the Russell is a quarter below its own`
    left_out = _left_out(s, scene, q, i) if peak is None else None
    if left_out is not None:
        return left_out
    same = _same_extreme(s, scene, q, i) if peak is None else None
    if same is not None:
        when = next((w for w in s.whens if i < w.first <= i + 8 and w.first < hi and not w.ago), None)
        return Base(when.last if when is not None else i + 2, same, None, when)
    if peak is None or any(s.low(k) in _ENDS for k in range(i, peak)):
        return None
    while s.low(peak + 1) in TROUGHS or (
        s.low(peak) == "record" and s.low(peak + 1) in ("closing", "daily", "all-time")
    ):
        peak += 1  # `above the record low`
    top = s.low(peak) in PEAKS | _PEAKING or s.low(peak) == "own" or _best_close(s, peak)
    when = next(
        (w for w in s.whens if i <= w.first < min(hi, peak + 4) and not _ENDS & set(s.words(peak, w.first))), None
    )
    last = max(peak + 1, when.last if when is not None and when.first <= peak + 3 else 0)
    while s.low(last) in _AFTER_PEAK:
        last += 1
    return Base(last, top, number_at(s, last), when)


_MARKED = wordset("mark level record high low peak close point milestone")


def _told_top(s: Sentence, scene: Scene, q: Quantity) -> bool | None:
    """Whether the extreme that was told last is a high; None where none was."""
    named = next((k for k in range(q.first - 1, s.lo - 1, -1) if s.low(k) in EXTREME_WORDS), None)
    if named is not None:
        return s.low(named) in PEAKS
    if scene.extreme is not None and scene.extreme[1] == id(s.block):
        return scene.extreme[0]
    return True if "record" in s.block.text[: s.tokens[q.first].start] else None


def _left_out(s: Sentence, scene: Scene, q: Quantity, i: int) -> Base | None:
    """`21 % below its own, set on 3 January, and the Russell 29 % below last November's`: the peak that was spoken of."""
    i += s.low(i) in ("the", "its")
    when = next((w for w in s.whens if i <= w.first <= i + 1 and s.tokens[w.last - 1].possessive), None)
    if when is None or (when.last < s.hi and s.tokens[when.last].kind == "word" and s.low(when.last) not in _ENDS):
        return None
    named = next((k for k in range(q.first - 1, s.lo - 1, -1) if s.low(k) in EXTREME_WORDS), None)
    if named is not None:
        return Base(when.last, s.low(named) in PEAKS, None, when)
    told = scene.extreme
    return Base(when.last, told[0], None, when) if told is not None and told[1] == id(s.block) else None


def _same_extreme(s: Sentence, scene: Scene, q: Quantity, i: int) -> bool | None:
    """`gold 6.4 % under that of the 20th`, `7.3 % below the one it set in 2021`: an extreme that was named before."""
    one = s.low(i) == "one" and s.low(i + 1) in ("it", "that", "they", "set")
    if s.words(i, i + 2) not in (["that", "of"], ["the", "one"]) and s.low(i) != "it" and not one:
        return None
    if s.low(i) == "the" and not {"set", "reached", "hit", "made", "of", "from"} & set(s.words(i + 2, i + 5)):
        return None
    if s.low(i) == "it" and i + 1 < s.hi and s.tokens[i + 1].kind == "word":
        return None
    named = next((k for k in range(q.first - 1, s.lo - 1, -1) if s.low(k) in EXTREME_WORDS), None)
    if named is None and scene.extreme is not None and scene.extreme[1] == id(s.block) and (one or s.low(i) == "it"):
        return scene.extreme[0]
    return s.low(named) in PEAKS if named is not None else None


def told_extreme(s: Sentence) -> tuple[bool, int] | None:
    """The extreme that a sentence is about, for one that goes on with `12 % under it`: `The peak was on 21 May.`"""
    named = next((k for k in s.places(EXTREME_WORDS) if s.low(k - 1) in _DETERMINERS), None)
    return (s.low(named) in PEAKS, id(s.block)) if named is not None else None


_DETERMINERS = wordset("the its their that last previous record closing old closing all-time")


def _best_close(s: Sentence, k: int) -> bool:
    """`its best close` is a high."""
    ends = k + 1 >= s.hi or s.tokens[k + 1].text in ",.;:)"
    return s.low(k) == "best" and (ends or s.low(k + 1) in ("close", "closing", "finish", "level"))


def number_at(s: Sentence, i: int) -> Quantity | None:
    """A level that begins at a token, after its article and the day that it is of: `the 2,930.75`, `Monday's 4.12 %`."""
    k = i
    while k < s.hi and k - i < 7:
        number = next((n for n in s.numbers if k in (n.first, n.core)), None)
        if number is not None:
            level = number.unit in ("", "money") or (number.unit == "points" and number.magnitude > 1) or number.unit == "percent"  # fmt: skip
            return number if level and number.magnitude > 0 else None
        when = next((w for w in s.whens if w.first == k), None)
        if when is None and s.low(k) not in DRESSED:
            return None
        k = when.last if when is not None else k + 1
    return None
