"""When a claim is about: its window and its day, named or carried on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.check.binding.scene import Scene
from generator.check.binding.subjects import verbs_between
from generator.check.text.sentence import Sentence
from generator.check.text.when import When

DAY = ("1d",)
_DISTANT = frozenset({"beneath", "below", "under", "off", "from"})


@dataclass(frozen=True, slots=True)
class Times:
    """When a claim is about: candidate windows and days, and whether the sentence itself names them."""

    windows: tuple[str, ...]
    days: tuple[date | None, ...]
    window_named: bool = False
    day_named: bool = False
    when: When | None = None


def settle(scene: Scene, s: Sentence) -> None:
    """`that day` is the last day named."""
    if scene.last_day is not None:
        s.whens = [
            replace(w, grain="day", start=scene.last_day, end=scene.last_day, windows=())
            if w.windows == ("thatday",)
            else w
            for w in s.whens
        ]
    s.whens = [w for w in s.whens if w.windows != ("thatday",)]
    before = any(w.prep == "before" and w.end == scene.as_of for w in s.whens)
    scene.eve = scene.as_of - timedelta(1) if before else None


def day_before(scene: Scene, s: Sentence, first: int) -> tuple[date | None, ...]:
    """The days that stand left of some words in their sentence, then the carried ones."""
    left = [
        w
        for w in s.whens
        if w.last <= first and w.grain == "day" and not w.since and not w.edge and w.first not in s.spent
    ]
    named = tuple(_clip(scene, w.end) for w in left[-1:])
    return tuple(dict.fromkeys((*named, *_carried_days(scene))))


def times_of(scene: Scene, s: Sentence, first: int, last: int) -> Times:
    """The windows and days of the words at tokens `first` to `last`, most likely first."""
    span = _span(scene, s, first)
    if span is not None:
        return span
    when, borrowed = _nearest(scene, s, first, last)
    if when is None:
        return Times(_carried(scene), _carried_days(scene))
    if when.edge and not when.since:
        return Times((f"since:{when.end}",), _carried_days(scene), True, False, when)
    if when.grain == "day" and not when.since:
        day = _clip(scene, when.day)
        days: tuple[date | None, ...] = (
            (day,) if not borrowed or day is None else (None, day) if _moves_on(scene, s, when, first) else (day,)
        )
        others = () if when.windows else tuple(w for w in (*scene.window[:2], *scene.frame[:2]) if w not in DAY)
        if day is not None and when.last <= first and any(s.tokens[k].text == ":" for k in range(when.last, first)):
            others, days = (f"since:{day}", *others), (day, None)
        beside = _beside(scene, s, when, first)
        return Times(beside or (*DAY, *others), days, bool(beside), not borrowed, when)
    if when.grain == "week" and when.end:
        return Times(when.windows, (_clip(scene, min(when.end, scene.as_of)),), True, True, when)
    windows = _windows(scene, when)
    return Times(windows, _carried_days(scene) if not when.since else _since_days(scene), True, False, when)


def _moves_on(scene: Scene, s: Sentence, when: When, first: int) -> bool:
    """Whether the text goes on to another time after a day: `peaked last Friday and is back at 25`."""
    between = s.words(when.last, first)
    return (
        any(
            w in ("is", "now", "back", "then", "later", "stands", "sits", "since", "(", "has", "are", "remains")
            for w in between
        )
        or when.first > first
    )


def _beside(scene: Scene, s: Sentence, day: When, first: int) -> tuple[str, ...]:
    """A window in the same clause as a day: `on Friday it was up 13 % for the year`."""
    lo, hi = s.clause(first)
    found = [
        w
        for w in s.whens
        if lo <= w.first < hi
        and w is not day
        and w.windows
        and w.grain in ("window", "year", "month", "quarter")
        and w.first not in s.spent
        and w.prep != "ago"
    ]
    return _windows(scene, found[0]) if found else ()


def _span(scene: Scene, s: Sentence, first: int) -> Times | None:
    """`between 3 November and last Friday`, `from the end of June to Friday`: a window with both its ends."""
    for one, two in zip(s.whens, s.whens[1:], strict=False):
        if (
            one.prep in ("between", "from")
            and one.grain == "day"
            and two.grain == "day"
            and s.words(one.last, two.first)[:1] in (["and"], ["to"])
            and two.end
            and one.end
            and one.end < two.end
        ):
            return Times(
                (f"since:{one.end}", f"since:{one.end - timedelta(1)}"), (_clip(scene, two.end),), True, True, one
            )
    return None


def _carried(scene: Scene) -> tuple[str, ...]:
    anchor = (f"since:{scene.anchor}",) if scene.anchor else ()
    return tuple(dict.fromkeys((*scene.window, *scene.frame, *DAY, *anchor)))


def _carried_days(scene: Scene) -> tuple[date | None, ...]:
    earlier = tuple(d for d in reversed(scene.days) if d < scene.as_of)
    return (scene.eve, None, *earlier) if scene.eve else (None, *earlier)


def _since_days(scene: Scene) -> tuple[date | None, ...]:
    return _carried_days(scene)


def _windows(scene: Scene, when: When) -> tuple[str, ...]:
    if when.windows == ("then",):
        days = [d for d in (scene.last_day, scene.anchor, scene.day) if d and d < scene.as_of]
        near = scene.ago_windows or tuple(dict.fromkeys(f"since:{d}" for d in days))
        return (*near, *scene.window[:1]) or _carried(scene)
    if when.windows == ("same",):
        return _carried(scene)
    if when.since and when.grain != "window":
        return since_windows(when)
    if (
        when.grain == "window"
        and when.windows
        and when.windows[0][0].isdigit()
        and when.windows[0] != "1d"
        and when.prep not in ("past", "last", "ago")
        and (scene.anchor or scene.window)
    ):
        anchor = (f"since:{scene.anchor}",) if scene.anchor else ()
        return tuple(dict.fromkeys((*when.windows, *anchor, *scene.window[:2])))
    return when.windows


def _clip(scene: Scene, day: date | None) -> date | None:
    return None if day is None or day >= scene.as_of else day


def _nearest(scene: Scene, s: Sentence, first: int, last: int) -> tuple[When | None, bool]:
    """The time that governs some words, and whether it stands by another number than theirs."""
    lo, hi = s.hard_clause(first)
    whens = [
        w
        for w in s.whens
        if w.first not in s.spent
        and not (w.grain == "day" and w.prep in ("before", "after") and w.last != first)
        and not (w.prep == "ago" and not w.windows)
    ]
    stop = min((q.first for q in s.numbers if q.first >= last), default=s.hi)
    inside = _depth(s, first)
    right = [
        w
        for w in whens
        if last <= w.first < min(stop, hi) and _depth(s, w.first) == inside and not _other_verb(scene, s, last, w.first)
    ]
    left = [w for w in whens if lo <= w.last <= first]
    if left and left[-1].last == first and not left[-1].edge:
        return left[-1], False
    near_lo, near_hi = s.clause(first)
    if right and (right[0].first < near_hi or not left or left[-1].first < near_lo):
        return right[0], False
    far = [w for w in whens if w.last <= lo]
    for when in left[-1:] or far[-1:]:
        borrowed = belongs_elsewhere(scene, s, when, first)
        if when.since:
            return when, False
        if when.edge and when.last != first and any(lo <= q.first and q.last <= when.first for q in s.numbers):
            borrowed = True
        if borrowed and when.edge:
            earlier = [w for w in (*far, *left) if w is not when and not w.edge]
            return (earlier[-1], True) if earlier else (None, False)
        return when, borrowed
    late = [
        w
        for w in whens
        if stop <= w.first < hi
        and (w.windows or w.since)
        and not s.tokens[w.last - 1].possessive
        and not verbs_between(scene, s, last, w.first)
        and (w.since or not any(s.low(k) in _DISTANT for k in range(last, w.first)))
    ]
    return (late[0], False) if late else (None, False)


def belongs_elsewhere(scene: Scene, s: Sentence, when: When, first: int) -> bool:
    """Whether a number stands right before a time, so that the time is its own."""
    return any(
        0 <= when.first - q.last <= 3
        and q.last <= first
        and not any(s.tokens[k].text in ",;:\u2014" for k in range(q.last, when.first))
        for q in s.numbers
    )


def _other_verb(scene: Scene, s: Sentence, start: int, end: int) -> bool:
    """Whether a clause with a verb of its own begins between a number and a time."""
    joint = next(
        (i for i in range(start, end) if s.low(i) in ("and", "but", "while", "whereas", "although", "before", "after")),
        None,
    )
    return joint is not None and any(
        m.cue.role in ("move", "level", "compare") and not m.cue.noun and joint < m.first < end for m in s.marks
    )


def remember(scene: Scene, s: Sentence) -> None:
    """After a sentence: its last window and day are carried on."""
    for when in s.whens:
        if when.first in s.spent:
            continue
        _keep(scene, when)
    span = _span(scene, s, s.lo)
    if span is not None:
        scene.window, scene.day = span.windows, span.days[0]


def _keep(scene: Scene, when: When) -> None:
    if when.prep == "ago" and when.start is not None and when.start.year > 1980:
        scene.ago_windows = tuple(f"since:{when.start + timedelta(n)}" for n in range(0, 8))
    elif when.windows in (("then",), ("same",)):
        return
    elif when.grain == "day" and when.end and when.end <= scene.as_of:
        scene.last_day = when.end if when.end < scene.as_of or scene.last_day is None else scene.last_day
        if when.since:
            scene.window = since_windows(when)
        elif not when.edge and (scene.as_of - when.end).days <= 10:
            scene.day = when.end
            scene.days = [*(d for d in scene.days if d != when.end), when.end][-2:]
        if when.end < scene.as_of - timedelta(10) or (
            when.end < scene.as_of - timedelta(1) and not when.since and when.edge
        ):
            scene.anchor = when.end
    elif (
        when.windows
        and when.prep != "ago"
        and not (when.grain == "window" and when.windows[0] in ("1d", "1y", "10y"))
        and (when.end is None or (scene.as_of - when.end).days < 400)
    ):
        scene.window = when.windows if not when.since else since_windows(when)


def _depth(s: Sentence, i: int) -> int:
    """How many brackets are open before a token."""
    return sum((s.tokens[k].text == "(") - (s.tokens[k].text == ")") for k in range(s.lo, i))


def since_windows(when: When) -> tuple[str, ...]:
    """The windows that `since` a day, month or year may mean: from before it began, or from its end."""
    if when.grain == "day" and when.end:
        return (f"since:{when.end}",)
    if when.start is None or when.end is None:
        return when.windows
    return (f"since:{when.start - timedelta(1)}", f"since:{when.end}")
