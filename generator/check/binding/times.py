"""When a claim is about: its window and its day, named or carried on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.check.binding.scene import Scene
from generator.check.binding.subjects import verbs_between
from generator.check.text.clauses import Clause
from generator.check.text.periods import EXTREMES, PREPS
from generator.check.text.sentence import Sentence
from generator.check.text.when import When

DAY = ("1d",)


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
    return Times(windows, _carried_days(scene), True, False, when)


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
    clause = s.part(first)
    found = [
        w
        for w in s.whens
        if w.first in clause
        and w is not day
        and w.windows
        and w.grain in ("window", "year", "month", "quarter")
        and w.first not in s.spent
        and w.prep != "ago"
        and not any(
            min(w.first, first) < q.core < max(w.first, first) and q.core != first and not q.first <= first < q.last
            for q in s.numbers
        )
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
    clause = s.part(first)
    own = _usable(s, clause, first)
    right = _right_of(s, own, clause, last)
    left = [w for w in own if w.last <= first]
    if left and left[-1].last == first and not left[-1].edge:
        return left[-1], False
    if right is not None:
        return right, False
    if left:
        return _chosen(s, left, first)
    late = next(
        (
            w
            for w in own
            if w.first >= last
            and (w.windows or w.since)
            and not _owns(s, w)
            and not verbs_between(scene, s, last, w.first)
        ),
        None,
    )
    if late is not None:
        return late, False
    return _above(s, clause, first)


def _usable(s: Sentence, clause: Clause, first: int) -> list[When]:
    """The times of a clause that may say when something in it was."""
    return [
        w
        for w in s.whens
        if clause.first <= w.first < clause.last
        and w.first not in s.spent
        and not (w.grain == "day" and w.prep in ("before", "after") and w.last != first)
        and not (w.prep == "ago" and not w.windows)
    ]


def _right_of(s: Sentence, own: list[When], clause: Clause, last: int) -> When | None:
    """A time right of some words, before the next number."""
    stop = min((q.first for q in s.numbers if q.first >= last), default=clause.last)
    return next((w for w in own if last <= w.first < min(stop, clause.last) and not _owns(s, w)), None)


def _owns(s: Sentence, when: When) -> bool:
    """`January's high`, `its September peak`, `the peak of April 2011`: the time of another thing."""
    k = when.first - 1
    while s.low(k) in PREPS and s.low(k) != "since":
        k -= 1
    peak = s.low(k) in EXTREMES and k < when.first - 1 and s.low(k) not in ("close", "record")
    return s.tokens[when.last - 1].possessive or s.low(when.last) in EXTREMES or peak


def _chosen(s: Sentence, left: list[When], first: int) -> tuple[When | None, bool]:
    """The last time left of some words; one that is the own time of an earlier number is only borrowed."""
    when = left[-1]
    if when.since:
        return when, False
    borrowed = belongs_elsewhere(s, when, first)
    if borrowed and when.edge:
        earlier = [w for w in left if w is not when and not w.edge]
        return (earlier[-1], True) if earlier else (None, False)
    return when, borrowed


def _above(s: Sentence, clause: Clause, first: int) -> tuple[When | None, bool]:
    """The time of the clause that a clause hangs on, or of the one that it is joined to."""
    here: Clause | None = clause
    while here is not None:
        up = here.head
        if up is not None:
            found = [w for w in _usable(s, up, first) if not _owns(s, w)]
            if found:
                return _chosen(s, found, first) if found[-1].last <= first else (found[0], False)
        if up is None:
            break
        here = up
    return _beside_clause(s, here or clause, first)


def _beside_clause(s: Sentence, clause: Clause, first: int) -> tuple[When | None, bool]:
    """`On Friday gold rose and silver fell 2 %`; `gold rose 1 % and silver fell 2 % on Friday`."""
    mains = [c for c in s.parts if c.kind in ("main", "label")]
    if clause not in mains:
        return None, False
    at = mains.index(clause)
    for earlier in reversed(mains[:at]):
        found = [w for w in _usable(s, earlier, first) if not _owns(s, w)]
        if found:
            return found[-1], belongs_elsewhere(s, found[-1], first)
    front = s.parts[0]
    if front.kind == "apposition" and front.verb is None and front is not clause:
        found = [w for w in _usable(s, front, first) if not _owns(s, w) or w.since]
        if found:
            return found[0], False
    if at + 1 < len(mains) and _shares(s, mains[at + 1]):
        later = [w for w in _usable(s, mains[at + 1], first) if not _owns(s, w)]
        if later:
            return later[-1], False
    return None, False


def _shares(s: Sentence, clause: Clause) -> bool:
    """Whether a clause tells of another name in the same breath; `is now up 20 % this year` does not."""
    joined = clause.opener in ("and", "while", "but", "whereas", ",")
    own = bool(clause.names) and all(m.name.anaphor is None for m in clause.names)
    stative = {"is", "are", "was", "were", "has", "have", "had", "remains", "stands", "now", "still"}
    return joined and own and not stative & set(s.words(clause.first, clause.last))


def belongs_elsewhere(s: Sentence, when: When, first: int) -> bool:
    """Whether a number stands right before a time, so that the time is its own."""
    return any(
        0 <= when.first - q.last <= 3
        and q.last <= first
        and not any(s.tokens[k].text in ",;:\u2014" for k in range(q.last, when.first))
        for q in s.numbers
    )


def remember(scene: Scene, s: Sentence) -> None:
    """After a sentence: its last window and day are carried on."""
    for when in s.whens:
        if when.first in s.spent or s.part(when.first).kind in ("relative", "aside"):
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


def since_windows(when: When) -> tuple[str, ...]:
    """The windows that `since` a day, month or year may mean: from before it began, or from its end."""
    if when.grain == "day" and when.end:
        return (f"since:{when.end}",)
    if when.start is None or when.end is None:
        return when.windows
    return (f"since:{when.start - timedelta(1)}", f"since:{when.end}")
