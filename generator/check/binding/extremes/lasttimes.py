"""The last time that something was so: `the last time the VIX closed this high was on 21 January`, `was last this low in May`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.extremes.extremes import bound
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.words.past import HIGHER, LOWER, SEEN, SHORT, TALL
from generator.check.binding.words.reaches import Reach, What
from generator.check.text.entities import Name
from generator.check.text.periods import EXTREMES
from generator.check.text.replacing import replace
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_SO = wordset("this so as that")
_REACH = 14  # tokens from `last` to what was so
_JOINED = wordset("was is came back on in only way at , it that level mark close reading")


def bind_last_times(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims of the last time that a level was as high or low as now; the time belongs to them."""
    for i in s.places({"last"}):
        seen = _seen(s, scene, i)
        if seen is not None:
            yield seen
            continue
        found = _so(s, i)
        when = next((w for w in s.whens if found and found[0] <= w.first <= found[0] + 6 and w.start and w.end), None)
        if found is None or when is None or when.since or when.end is None or when.end >= scene.as_of:
            continue
        if any(s.low(k) not in _JOINED for k in range(found[0], when.first)):
            continue
        scope = Scope(when.first, when.last, "since", when=replace(when, prep="since"))
        names = subjects_of(scene, s, found[0] - 1, found[0])
        yield bound(s, scene, What("level", found[1]), Reach(when.first, when.last, scope), i, names=names)


def _seen(s: Sentence, scene: Scene, i: int) -> Claim | None:
    """`reached 2.37 %, last seen in April 2013`, `a gap of 74bp was last seen in January 2022`: when a level was as now."""
    when = next((w for w in s.whens if i + 1 < w.first <= i + 4 and w.start and w.end), None)
    level = next((q for q in reversed(s.numbers) if q.last <= i and i - q.last <= 3 and q.unit in _LEVELS), None)
    if s.low(i + 1) not in SEEN or when is None or level is None or when.first in s.spent:
        return None
    if EXTREMES & set(s.words(level.first - 4, level.first)):
        return None  # `its all-time closing high of 5048.62, last reached on`: the day of that high
    if when.end is None or when.end >= scene.as_of or any(s.low(k) not in _JOINED for k in range(i + 2, when.first)):
        return None
    scope = Scope(when.first, when.last, "since", when=replace(when, prep="since"))
    reach = Reach(when.first, when.last, scope)
    names = subjects_of(scene, s, level.first, level.last)
    if level.unit in ("bp", "pp"):
        if scene.curve is None and not _GAPS & set(s.words(level.first - 4, level.first)):
            return None
        names = (Name("curve", None, "gap", "2s10s"),)
    if not names or (level.unit == "percent" and scene.kind(names[0]) != "rate"):
        return None
    mark = next(
        (m for m in reversed(s.marks) if m.last <= level.first and m.cue.role in ("move", "state") and m.cue.sign), None
    )
    signs = (mark.cue.sign, -mark.cue.sign) if mark is not None else (1, -1)
    claims = [bound(s, scene, What("level", sign), reach, i, names=names) for sign in signs]
    return replace(claims[0], readings=tuple(r for c in claims for r in c.readings))


_LEVELS = ("", "money", "percent", "bp", "pp")
_GAPS = wordset("gap spread difference differential slope")


def _so(s: Sentence, i: int) -> tuple[int, int] | None:
    """The token after `this high` or `higher`, and its sign."""
    for k in range(i + 1, min(i + _REACH, s.hi)):
        tall = s.low(k) in TALL
        if s.low(k - 1) in _SO and (tall or s.low(k) in SHORT):
            return k + 1, 1 if tall else -1
        if s.low(k) in HIGHER | LOWER and s.low(k + 1) != "than":
            return k + 1, 1 if s.low(k) in HIGHER else -1
    return None
