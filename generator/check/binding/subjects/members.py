"""Who belongs to a group: `all three indices`, `neither the S&P 500 nor gold`, `two of the five`, `most of them`."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.binding.context.scene import Scene
from generator.check.text.entities import Mention
from generator.check.text.numerals import number_word
from generator.check.text.sentence import Sentence
from generator.check.text.verbs import DRESS
from generator.check.text.wordset import wordset

_ALL = frozenset({"all", "both", "each", "every"})
_NONE = frozenset({"none", "neither"})
QUANTIFIERS = _ALL | _NONE | {"not", "most"}  # words that tell of a group, besides numbers
_KINDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("indices", "indexes", "benchmarks", "averages"), ("equity_index",)),
    "gauges": ("equity_index", "volatility_index", "indicator"),
    "metals": ("commodity",),
    "yields": ("rate",),
    "funds": ("etf", "flow", "commodity"),
    "etfs": ("etf", "flow", "commodity"),
    "currencies": ("fx",),
    "coins": ("crypto",),
}
_PRONOUNS = frozenset({"them", "these", "those"})
_DRESS = wordset("of the us u.s. american stock major main equity these those big large benchmark leading")
_LEAST, _MOST = 2, 9


@dataclass(frozen=True, slots=True)
class Members:
    """A group at tokens `first` to `last`; `share`: so many of them (0: all), `hedge` where it is a bound."""

    first: int
    last: int
    keys: tuple[str, ...]
    none: bool = False
    share: int = 0
    hedge: str | None = None


def members_at(s: Sentence, scene: Scene, i: int) -> Members | None:
    """The group whose quantifier stands at a token."""
    low = s.low(i)
    if low in _ALL or low in _NONE:
        named = _named(s, i) if low in ("both", "neither") else None
        return named or _counted(s, scene, i, i + 1, none=low in _NONE, count=2 if low in ("both", "neither") else 0)
    if s.words(i, i + 2) == ["not", "one"]:
        return _counted(s, scene, i, i + 2, none=True, count=0)
    if any(m.cue.role == "rank" and m.first <= i < m.last for m in s.marks):
        return None  # `lost most of the three`: a place among them
    if low == "most" and s.low(i + 1) == "of":
        found = _counted(s, scene, i, i + 1, none=False, count=0)
        return (
            None
            if found is None
            else Members(i, found.last, found.keys, share=len(found.keys) // 2 + 1, hedge="at_least")
        )
    return _share_of(s, scene, i)


def _named(s: Sentence, i: int) -> Members | None:
    """`both gold and silver`, `neither the S&P 500 nor the Nasdaq`."""
    first = _mention_at(s, i + 1)
    joint = s.low(first.last) if first is not None else ""
    second = _mention_at(s, first.last + 1) if first is not None and joint in ("and", "nor", "or") else None
    if first is None or second is None or not first.key or not second.key:
        return None
    return Members(i, second.last, (first.key, second.key), none=s.low(i) == "neither")


def _mention_at(s: Sentence, k: int) -> Mention | None:
    j = k
    while s.low(j) in DRESS and not any(m.first == j for m in s.mentions):
        j += 1
    return next((m for m in s.mentions if m.first in (k, j) and m.name.anaphor is None), None)


def _counted(s: Sentence, scene: Scene, i: int, start: int, *, none: bool, count: int) -> Members | None:
    """`all three indices`, `each of them`, `none of those three`, `both`."""
    k, seen, said = start, s.low(i) == "both", count
    kinds: tuple[str, ...] = ()
    while k < s.hi and k - i < 7:
        found = number_word(s.tokens, k)
        if found and _LEAST <= found[0] <= _MOST and not any(q.core == k and q.unit for q in s.numbers):
            said, seen, k = found[0], True, found[1]
            continue
        if s.low(k) in _KINDS:
            kinds, seen = _KINDS[s.low(k)], True
            k += 1
            break
        if s.low(k) in _PRONOUNS and s.low(k - 1) == "of":
            seen = True
        elif s.low(k) not in _DRESS and not (s.low(k) == "one" and s.low(i) == "every"):
            break
        k += 1
    if not seen or _periods(s, k):
        return None
    keys = companions(scene, s, i, said, kinds)
    if len(keys) < _LEAST or (said and len(keys) != said):
        return None
    return Members(i, k, keys, none=none)


def _periods(s: Sentence, k: int) -> bool:
    """`all five days`: times are no instruments."""
    return s.low(k) in ("days", "sessions", "weeks", "months", "quarters", "years", "trading", "times", "day", "week")


def _share_of(s: Sentence, scene: Scene, i: int) -> Members | None:
    """`two of the five`, `three of the four indices`."""
    found = number_word(s.tokens, i)
    if (
        found is None
        or not 0 < found[0] < _MOST
        or s.low(found[1]) != "of"
        or s.low(found[1] + 1) not in ("the", "these", "those", "its")
    ):
        return None
    total = number_word(s.tokens, found[1] + 2) if found[1] + 2 < s.hi else None
    if total is None or not found[0] <= total[0] <= _MOST or _periods(s, total[1]):
        return None
    kinds = _KINDS.get(s.low(total[1]), ())
    keys = companions(scene, s, i, total[0], kinds)
    last = total[1] + bool(kinds)
    return Members(i, last, keys, share=found[0]) if len(keys) == total[0] else None


def companions(scene: Scene, s: Sentence, at: int, count: int, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Those that were named last before a token, of some kinds: `count` of them, or all that the draft tells of."""
    here = [m.key for m in s.mentions if m.key and m.last <= at]
    recent = [n.key for n in scene.recent if n.key]
    fits = [
        k
        for k in dict.fromkeys([*reversed(here), *reversed(recent)])
        if k and (not kinds or scene.directory.kind(k) in kinds)
    ]
    table = [k for k in scene.table if not kinds or scene.directory.kind(k) in kinds]
    if count and len(table) == count:
        return tuple(table)
    if count and len(fits) >= count:
        return tuple(reversed(fits[:count]))
    cast = [k for k in scene.cast if not kinds or scene.directory.kind(k) in kinds]
    if count:
        return tuple(cast) if len(cast) == count else ()
    return tuple(reversed(fits)) if len(fits) > 1 else tuple(cast)
