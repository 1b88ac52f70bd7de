"""What one sentence leaves to the next: its windows and its days."""

from __future__ import annotations

from datetime import date, timedelta

from generator.check.binding.context.scene import Scene
from generator.check.text.numerals import ORDINALS
from generator.check.text.periods import ENDING, EXTREMES, PREPS, UNITS
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import POINTERS, When
from generator.check.text.wordset import wordset

DATED = ("day", "span", "week", "month", "quarter", "year")  # times that a calendar knows, the finest first
REMEMBERED = 24  # dated times that a later sentence may point at
FRIDAY = 4
NEAR = 10  # days within which a day is still what a draft tells of
_LOOKS_BACK = wordset("first seen not never worse better higher lower larger bigger smaller last only")
_PRESENT = wordset("is are has have stands remains sits now still yields trades trade costs pays leaves")


def carried_windows(scene: Scene, s: Sentence) -> tuple[str, ...]:
    """The windows that words without a time may mean: this paragraph's, its heading's, the draft's."""
    if scene.entry:
        return scene.section_window
    here = (*scene.told, *(scene.window if scene.fresh else ()))
    lead = (*(("1d",) if scene.daily and scene.fresh else ()), *here, *scene.section_window, *scene.frame)
    return tuple(dict.fromkeys((*lead, "1d", *(() if scene.frame else scene.window))))


def carried_days(scene: Scene, s: Sentence, first: int, *, window: bool = False) -> tuple[date | None, ...]:
    """The days that words without one may be about; a past tense goes on with the day told last."""
    if scene.entry:
        return (scene.list_day if scene.list_day and scene.list_day < scene.as_of else None,)
    told = tuple(dict.fromkeys(d if d < scene.as_of else None for d in reversed(scene.days))) if scene.fresh else ()
    lead = (scene.lead_day,) if scene.lead_day else ()
    eve = (scene.eve,) if scene.eve else ()
    if present(s, first):
        return tuple(dict.fromkeys((*eve, None, *lead)))
    if window or not scene.fresh:
        return tuple(dict.fromkeys((*eve, None, *lead, *told)))
    return tuple(dict.fromkeys((*eve, *told, *lead, None)))


def present(s: Sentence, first: int) -> bool:
    """Whether a clause speaks of the present: `is`, `has`, `now`."""
    clause = s.part(first)
    return not _PRESENT.isdisjoint(s.words(clause.first, clause.last))


def owned(s: Sentence, when: When) -> bool:
    """`January's high`, `its September peak`, `the peak of April 2011`: the time of another thing."""
    if when.grain == "day" and (when.since or _at_its_height(s, when)):
        return False
    if when.grain == "span" and when.prep == "over" and s.low(when.last) in _HEIGHTS:
        return "to" not in s.words(when.first, when.last)  # `from its Jan. 3 record to its Oct. 12 low`
    k = when.first - 1
    while s.low(k) in PREPS and s.low(k) != "since":
        k -= 1
    if s.low(k) in _SET and k < when.first - 1:  # `the high it set in November 2021`
        k -= 1 + (s.low(k - 1) in _SETTERS)
        return s.low(k) in EXTREMES
    peak = s.low(k) in EXTREMES and k < when.first - 1 and (s.low(k) not in _CLOSES or _is_noun(s, when, k))
    peak = peak and not _is_new(s, k)
    possessive = s.tokens[when.last - 1].possessive and when.grain not in ("day", "window")
    theirs = s.low(when.first - 1) in ("its", "their") and s.low(when.last) in _ITS_OWN
    return possessive or s.low(when.last) in _HEIGHTS or theirs or peak


def _at_its_height(s: Sentence, when: When) -> bool:
    """`was down 15 % at its April 8 low`: the day that is told of."""
    return s.low(when.last) in _HEIGHTS and s.low(when.first - 1) in ("its", "the") and s.low(when.first - 2) == "at"


def _is_new(s: Sentence, k: int) -> bool:
    """`hit a record high in October`, `set new highs last week`: what happened then, no thing of its day."""
    while s.low(k - 1) in _KINDS:
        k -= 1
    return s.low(k - 1) in _INDEFINITE or (s.low(k) in _KINDS and s.low(k - 1) in _REACHED)


_KINDS = wordset("record all-time new fresh closing intraday consecutive successive all time -")
_INDEFINITE = wordset("a an another several many some")
_REACHED = wordset("set sets hit hits reached made notched posted touched to at logged scored marked printed struck")
_SET = wordset("set hit reached made touched")
_MOVED = wordset("gain gains loss losses advance rise rally decline fall")  # `wiped out its 2023 gain`
_SETTERS = wordset("it they that which")
_CLOSES = wordset("close record")
_ITS_OWN = _CLOSES | _MOVED
_HEIGHTS = EXTREMES - {"close"}


def _is_noun(s: Sentence, when: When, k: int) -> bool:
    """`its record close of July 26`, `the record of 21 May`: a thing of its day; `a record close on Friday` is not."""
    return s.low(when.first - 1) == "of" and (s.low(k) == "record" or s.low(k - 1) in _OF_CLOSES)


_OF_CLOSES = wordset("record closing best highest lowest its their peak")


def belongs_elsewhere(s: Sentence, when: When, first: int) -> bool:
    """Whether a number stands right before a time, so that the time is its own."""
    return any(
        0 <= when.first - q.last <= 3
        and q.last <= first
        and not any(s.tokens[k].text in ",;:\u2014" for k in range(q.last, when.first))
        for q in s.numbers
    )


def of_base(s: Sentence, when: When) -> bool:
    """`steepened to -48bp from -90bp on Friday`: the day of the level that a move came from."""
    if when.grain != "day" or when.since or when.edge:
        return False
    told = next((q for q in s.numbers if 0 <= when.first - q.last <= 1), None)
    return told is not None and s.low(told.first - 1) in ("from", "versus", "vs", "against")


def after_a_run(s: Sentence, when: When) -> bool:
    """`rose 1 % after a run of three sessions in which it had lost 2 %`: a stretch that ended before what is told."""
    words = s.words(when.first - 5, when.first)
    return words[-1:] == ["of"] and bool({"after", "following"} & set(words))


_SNAPPED = wordset("ending ended snapping snapped breaking broke halting halted stopping stopped")


def of_ended_run(s: Sentence, when: When) -> bool:
    """`ending a six-day skid in which it lost 11 %`: the stretch of a run that is over."""
    k = when.first - 1 - (s.low(when.first - 1) in ("a", "the", "its", "their", "that"))
    return s.low(k) in _SNAPPED and s.tokens[when.last - 1].hyphen


def since_windows(when: When) -> tuple[str, ...]:
    """The windows that `since` a day, month or year may mean: from before it began, or from its end."""
    if when.grain == "day" and when.end:
        others = () if when.edge else when.others
        return (*(when.windows if when.ago else ()), *(f"since:{d}" for d in (when.end, *others)))
    if when.start is None or when.end is None:
        return when.windows
    return (f"since:{when.start - timedelta(1)}", f"since:{when.end}")


# after a sentence


def remember(scene: Scene, s: Sentence) -> None:
    """After a sentence: its first window and its days are carried on; asides and looks back are not."""
    windows: list[tuple[str, ...]] = []
    dated = [w for w in s.whens if w.start is not None and w.grain in DATED and not w.ago]
    scene.dated = [*scene.dated, *dated][-REMEMBERED:]
    for when in s.whens:
        if when.grain == "moment" or s.part(when.first).kind in ("relative", "aside"):
            continue
        if {"each", "every"} & set(s.words(when.first - 3, when.first)):
            continue
        if (
            when.first in s.spent
            or owned(s, when)
            or number_of(s, when) is not None
            or (when.since and _looks_back(s, when))
        ):
            _mark(scene, when)
            continue
        if when.windows and not when.ago and when.grain != "day" and when.windows[0] not in POINTERS:
            scene.same = since_windows(when) if when.since else scene.in_frame(when.windows)
        found = _keep(scene, when) or ended_period(scene, s, when)
        if found:
            windows.append(found)
    spoken = spoken_unit(s, s.lo, s.hi) if not windows else ()
    spoken = spoken or (scene.told if not windows else ())
    longer = [w for w in (*windows, *((spoken,) if spoken else ())) if w != ("1d",)]
    if windows or spoken:
        scene.daily = bool(windows) and windows[0] == ("1d",)
        scene.fresh = True
    if longer:
        scene.window = tuple(dict.fromkeys(w for found in (longer[0], longer[-1]) for w in found))[:4]


_TO_DATE = {"d": "1d", "s": "1d", "w": "wtd", "m": "mtd", "q": "qtd", "y": "ytd"}
_ADVERBIAL = {"daily": "d", "weekly": "w", "monthly": "m", "quarterly": "q", "annual": "y", "yearly": "y"}
_ADVERBS = _ADVERBIAL.keys() | {"any"}
_RUNS = wordset("straight consecutive successive row running trot")


def spoken_unit(s: Sentence, first: int, last: int) -> tuple[str, ...]:
    """The window that a superlative or a run tells: `its best week since`, `a fourth weekly rise`."""
    for mark in s.marks_of("super", lo=first, hi=last):
        for k in range(mark.last, min(mark.last + 3, s.hi)):
            unit = unit_at(s, k)
            if unit:
                return (unit,)
    for k in s.places(_FARED):
        if first <= k < last and s.low(k - 1) in ("a", "another", "an") and unit_at(s, k + 1) not in ("", "1d"):
            return (unit_at(s, k + 1),)  # `have had a better quarter than big ones: +9.9 %`
    for k in s.places(_SPANS):
        if first <= k < last and _headed(s, k):
            return (unit_at(s, k),)
        if first < k < last and _counted_off(s, k) and "and" not in s.words(first, k):
            return (unit_at(s, k),)  # `a third straight week of gains`, `its fourth losing month in a row`
    for k in s.places(_ADVERBS):
        if not first <= k < last:
            continue
        if s.low(k) in _ADVERBIAL and (s.low(k - 1) in ORDINALS or s.low(k - 1) in _RUNS):
            return (unit_at(s, k),)
        if s.low(k) == "any" and s.low(k - 1) in ("in", "of", "than") and unit_at(s, k + 1):
            return (unit_at(s, k + 1),)
    return ()


_SPANS = wordset("week month quarter year")
_SIDED = wordset("winning losing positive negative winner loser down up")


def _headed(s: Sentence, k: int) -> bool:
    """`An ugly week for the dollar: the broad index fell 1.4 %`: what a sentence begins with."""
    led = s.low(s.lo) in ("a", "an", "another", "what") and 2 <= k - s.lo <= 4
    return led and ":" in s.words(k, k + 8) and not any(s.lo < q.first < k for q in s.numbers)


def _counted_off(s: Sentence, k: int) -> bool:
    """Whether a unit is one of a run of them."""
    j = k - 1 - (s.low(k - 1) in _SIDED)
    return s.low(j) in _RUNS or (s.low(j) in ORDINALS and (j < k - 1 or s.low(k + 1) in ("of", "in")))


_FARED = wordset("""
    good bad better worse strong weak poor torrid terrible great decent fine rough quiet dismal splendid difficult brutal
    solid tough miserable stellar
""")


def unit_at(s: Sentence, k: int) -> str:
    """The window to date of a unit in the singular (`week`, `weekly`), or nothing."""
    low = s.low(k)
    unit = _ADVERBIAL.get(low) or ("" if low.endswith("s") else UNITS.get(low, ""))
    return _TO_DATE.get(unit, "")


def number_of(s: Sentence, when: When) -> Quantity | None:
    """`the $261bn of 12 June`: the one number whose time it is."""
    return next((q for q in s.numbers if q.last == when.first - 1), None) if when.prep == "of" else None


def _looks_back(s: Sentence, when: When) -> bool:
    """`the highest since March`, `for the first time since May`, `not seen since 2011`: no stretch that is told of."""
    clause = s.part(when.first)
    start = max(clause.first, when.first - 9)
    number = max((q.last for q in s.numbers if q.last <= when.first), default=start)
    start = max(start, number)
    if any(w in _LOOKS_BACK for w in s.words(start, when.first)):
        return True
    return any(m.cue.role in ("super", "record", "extreme") and start <= m.first < when.first for m in s.marks)


def _mark(scene: Scene, when: When) -> None:
    """A day that is no frame is still one that `since then` may mean."""
    if when.grain == "day" and when.end is not None and when.end < scene.as_of and not when.since:
        scene.last_day, scene.then = when.end, since_windows(when)
        scene.anchor = when.end if when.end < scene.as_of - timedelta(1) else scene.anchor


def _keep(scene: Scene, when: When) -> tuple[str, ...]:
    """The windows of a time that the next sentence may mean; its day is noted."""
    if when.ago:
        if when.start is not None and when.start.year > 1980:
            scene.then = tuple(f"since:{when.start + timedelta(n)}" for n in range(0, 8))
        return ()
    if when.windows in (("then",), ("same",)):
        return ()
    if when.grain == "day":
        return _keep_day(scene, when)
    if not when.windows or (when.end is not None and (scene.as_of - when.end).days >= 400):
        return ()
    if when.grain in ("span", "week") and when.end is not None and when.end < scene.as_of:
        _note_day(scene, when.end)
        scene.last_day, scene.then = when.end, (f"since:{when.end}",)
        return when.windows
    if when.grain == "window" and when.windows[0] in ("1y", "10y"):
        return ()
    return since_windows(when) if when.since else scene.in_frame(when.windows)


def ended_period(scene: Scene, s: Sentence, when: When) -> tuple[str, ...]:
    """`finished September at €58.16`, `ended 2024 at 1.85 %`: a level that tells of the whole period."""
    if not (when.edge and when.prep == "at" and when.end is not None and s.low(when.first - 1) in ENDING):
        return ()
    if (scene.as_of - when.end).days > NEAR:
        return ()
    year = s.low(when.first).isdigit()
    live = scene.as_of <= when.end
    if year:
        return ("ytd",) if live else (f"year:{when.end.year}",)
    return ("mtd",) if live else (f"month:{when.end.year:04d}-{when.end.month:02d}",)


def _note_day(scene: Scene, day: date) -> None:
    scene.days = [*(d for d in scene.days if d != day), day][-2:]


def _keep_day(scene: Scene, when: When) -> tuple[str, ...]:
    if when.end is None or when.end > scene.as_of:
        return ()
    if scene.as_of in when.others and when.end.weekday() > FRIDAY:
        return _keep_day(
            scene, replace(when, end=scene.as_of, others=())
        )  # Monday's trading, as Tuesday's paper tells it
    if when.end < scene.as_of or scene.last_day is None:
        scene.last_day = when.end
    if when.end < scene.as_of:
        scene.then = since_windows(when)
    near = (scene.as_of - when.end).days <= NEAR
    if not near or (when.edge and not when.since and when.end < scene.as_of - timedelta(1)):
        scene.anchor = when.end
    if when.since:
        return since_windows(when)
    if when.edge:
        return ()
    if near:
        scene.day = when.end
    _note_day(scene, when.end)
    return ("1d",)
