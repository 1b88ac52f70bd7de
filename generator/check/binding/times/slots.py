"""Which times the clauses of a sentence name for some words: a stretch, a day, or those of the clause that they hang on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from generator.check.binding.context.carry import (
    after_a_run,
    belongs_elsewhere,
    number_of,
    of_base,
    of_ended_run,
    owned,
    present,
)
from generator.check.binding.context.scene import Scene
from generator.check.binding.subjects.subjects import verbs_between
from generator.check.binding.times.pointed import Slots, as_day, beside, headed, pointed
from generator.check.text.clauses import Clause
from generator.check.text.periods import BEGINNING, ENDING
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When, shifted
from generator.check.text.wordset import wordset

_MAINS = ("main", "label")
_STATIVE = wordset("is are was were has have had remains stands now still")


_EDGES = ENDING | BEGINNING | {"begun"}


def _is_window(when: When) -> bool:
    return bool(when.windows and when.grain != "day") or when.since or (when.grain == "day" and when.edge)


def slots_of(scene: Scene, s: Sentence, clause: Clause, first: int, last: int) -> Slots:
    """The stretch and the day that the words at tokens `first` to `last` are about, as far as they are named."""
    right_by = pointed(s, clause) or headed(s, first) or beside(s, clause)
    if right_by is not None:
        return right_by
    own = _usable(s, clause, first)
    found = Slots()
    window = _nearest(scene, s, [w for w in own if _is_window(w)], clause, first, last)
    day = _nearest(scene, s, [w for w in own if as_day(w)], clause, first, last)
    if window is not None and day is not None and window[0] is day[0]:
        window = None if _has_other(own, day[0]) or day[0].prep in ("at", "by") else window
        day = None if window is not None else day
    if window is not None and window[1] and day is not None and not day[1]:
        window = None  # `10.1 % on the week, of which 4.3 % on Friday`
    if day is not None and day[1] and window is not None and not window[1]:
        day = None if not _fronted(s, day[0], first) else day
    if window is not None and day is not None and not day[1] and _late(s, window[0], last):
        window = None  # `jumped 7.3 % on Thursday and 15.6 % over the week`
    found.window = window[0] if window else None
    found.day, found.borrowed = day if day else (None, False)
    if found.day is None and not _whole(found.window) and not _at_end(s, found.window):
        above = _above(scene, s, clause, first, bool(found.window))
        found.window = found.window or above.window
        stands = found.window is not None and not above.window and clause.verb is not None and present(s, first)
        found.day, found.borrowed = (None, False) if stands else (above.day, above.borrowed)
    if found.window is not None and _followed(s, found.window, first):
        found.window = _next(found.window)
    if found.window is not None and s.low(found.window.last) == ",":
        found.window = _restated(s, found.window) or found.window
    return found


def _restated(s: Sentence, when: When) -> When | None:
    """`in just over two weeks, since July 22`: the day that a counted stretch goes back to."""
    again = next((w for w in s.whens if w.first - when.last in (1, 2)), None)
    return again if again is not None and again.since and when.grain == "window" and not when.since else None


def _late(s: Sentence, when: When, last: int) -> bool:
    """Whether a time stands right of some words, beyond the next number."""
    return when.first >= last and any(last <= q.first < when.first for q in s.numbers)


def _has_other(own: Sequence[When], when: When) -> bool:
    return any(w is not when and _is_window(w) and not w.edge for w in own)


def _whole(when: When | None) -> bool:
    """Whether a time says both where a stretch begins and where it ends."""
    return when is not None and (when.since or when.edge or (when.grain in ("week", "span") or (
        when.grain in ("month", "quarter", "year") and when.windows[:1] not in (("mtd",), ("qtd",), ("ytd",)))))  # fmt: skip


def _followed(s: Sentence, when: When, first: int) -> bool:
    """`a single bad year, 2022, was followed by a gain of 43 per cent`."""
    if "followed" not in s.vocabulary:
        return False
    words = s.words(when.last, first)
    return when.grain in _LENGTHS and any(words[k : k + 2] == ["followed", "by"] for k in range(len(words)))


_LENGTHS = {"year": 12, "quarter": 3, "month": 1}


def _next(when: When) -> When:
    """The year, quarter or month after one."""
    assert when.end is not None  # noqa: S101
    start = when.end + timedelta(1)
    end = shifted(start, _LENGTHS[when.grain], "m") - timedelta(1)
    window = {
        "year": f"year:{start.year}",
        "quarter": f"quarter:{start.year}-Q{(start.month + 2) // 3}",
        "month": f"month:{start.year:04d}-{start.month:02d}",
    }[when.grain]
    return replace(when, start=start, end=end, windows=(window,))


def _at_end(s: Sentence, when: When | None) -> bool:
    """`rose to 25.76 on 24 June and finished the quarter at 15.63`: a period to date, told by where it ends or began."""
    if when is None or when.grain != "window":
        return False
    verbs = s.words(when.first - 1, when.first + 1)
    return s.low(when.last) == "at" and bool(_EDGES & set(verbs))


def _fronted(s: Sentence, when: When, first: int) -> bool:
    """Whether a time stands at the head of its clause, for all of it."""
    return when.first - s.part(first).first <= 3


def _usable(s: Sentence, clause: Clause, first: int) -> list[When]:
    """The times of a clause that may say when something in it was."""
    return [
        w
        for w in s.whens
        if clause.first <= w.first < clause.last
        and w.first not in s.spent
        and w.grain != "moment"
        and not _looked_back(s, w, first)
        and not _of_another(s, w, first)
        and not (w.first > first and after_a_run(s, w))
        and not (clause is not s.part(first) and s.part(first).kind != "relative" and of_ended_run(s, w))
        and not (of_base(s, w) and not 0 <= w.first - first <= 4)
        and not (s.low(w.first - 1) in _ADDED and w.last <= first)
        and not (w.grain != "window" and w.prep in ("before", "after") and w.last != first)
        and not (s.low(w.last - 1) == "after" and first < w.first)
        and not (s.words(w.first - 2, w.first) == ["up", "for"] and s.low(w.first - 3) in _MADE)
    ]


def _of_another(s: Sentence, when: When, first: int) -> bool:
    """`to $2.85 trillion from the $4.12 trillion of December 2021`: the time of a later number."""
    owner = number_of(s, when)
    return owner is not None and any(first <= q.first < owner.first for q in s.numbers)


_MADE = wordset("made make makes making")  # `more than made up for April`
_ADDED = wordset("add adding include including")  # `Add Thursday and it is 102 basis points in three sessions`
_SEEN = wordset("seen visited traded touched reached hit")


def _looked_back(s: Sentence, when: When, first: int) -> bool:
    """`a level last seen in January 2017`: a time that only tells how long ago something was so."""
    k = when.first - 1 - (s.low(when.first - 1) in ("in", "on", "at", "during"))
    return s.low(k) in _SEEN and s.low(k - 1) == "last" and not k - 1 <= first < when.last


def _nearest(
    scene: Scene, s: Sentence, own: list[When], clause: Clause, first: int, last: int
) -> tuple[When, bool] | None:
    """The one of some times that governs some words, and whether it stands by another number than theirs."""
    if not own:
        return None
    inside = next((w for w in own if first <= w.first < last and w.grain == "day"), None)
    if inside is not None:
        return inside, False
    left = [w for w in own if w.last <= first]
    beside = first - (s.low(first - 1) in ("+", "-", "\u2013"))
    if left and left[-1].last in (first, beside) and not left[-1].edge:
        return left[-1], False
    stop = min((q.first for q in s.numbers if q.first >= last), default=clause.last)
    right = next((w for w in own if last <= w.first < min(stop, clause.last) and not owned(s, w)), None)
    number = any(first <= q.core < last for q in s.numbers)
    said = [w for w in own if number and w.first >= last and _of_predicate(s, clause, last, w)]
    own = [w for w in own if w not in said]
    right = None if right in said else right
    if right is not None and not (
        left and (_opens_next(s, left, right, first, last, clause) or _in_phrase(s, left[-1], first, last, right))
    ):
        return right, False
    if left:
        return _chosen(s, left, first)
    late = (w for w in own if w.first >= last and (w.windows or w.since) and w.grain != "day" and w.prep != "than" and not owned(s, w))  # fmt: skip
    late = (w for w in late if not (_SET_AGAINST & set(s.words(last, w.first)) and _late(s, w, last)))
    late_one = next((w for w in late if not verbs_between(scene, s, last, w.first)), None)
    return (late_one, False) if late_one is not None else None


_SET_AGAINST = wordset("against versus vs compared")  # `+6.6 %, against 9.6 % in 2011`


def _of_predicate(s: Sentence, clause: Clause, last: int, when: When) -> bool:
    """`Gains of 0.3 % in the S&P and 0.5 % in the Nasdaq left both higher for the week`: the time of what is said of them."""
    if clause.verb is None or not last <= clause.verb < when.first:
        return False
    roles = ("state", "move", "noun")
    return any(m.cue.role in roles and m.cue.sign and clause.verb < m.first < when.first for m in s.marks)


def _in_phrase(s: Sentence, when: When, first: int, last: int, right: When) -> bool:
    """`this year's net outflows of $6 billion and a month of losses`: the time of the number's own phrase."""
    if not s.tokens[when.last - 1].possessive or first - when.last > 4:
        return False
    return bool({"and", ",", "or", "but"} & set(s.words(last, right.first)))


def _opens_next(s: Sentence, left: list[When], when: When, first: int, last: int, clause: Clause) -> bool:
    """`over a month it is down 8 %, over twelve up 60 %`: a time after a comma that stands before a number of its own,
    or `its loss for the quarter to 16 % and for the half to 20 %`: one that stands to it as an earlier one does here."""
    between = s.words(last, when.first)
    joined = between[:1] == ["and"] and any(0 <= first - w.last <= 2 for w in left)
    if "," not in between and not joined:
        return False
    after = next((q for q in s.numbers if q.first >= when.last), None)
    return after is not None and after.first < clause.last and after.first - when.last <= 3


def _chosen(s: Sentence, left: list[When], first: int) -> tuple[When, bool] | None:
    """The last time left of some words; one that is the own time of an earlier number is only borrowed."""
    when = left[-1]
    if when.since:
        return when, False
    borrowed = belongs_elsewhere(s, when, first)
    if borrowed and when.edge:
        earlier = [w for w in left if w is not when and not w.edge]
        return (earlier[-1], True) if earlier else None
    if borrowed and len(left) > 1 and not belongs_elsewhere(s, left[0], first) and left[0].grain == when.grain:
        return left[0], False
    return when, borrowed


def _above(scene: Scene, s: Sentence, clause: Clause, first: int, day_only: bool) -> Slots:
    """The times of the clause that a clause hangs on, or of the one that it is joined to."""
    here = clause
    sibling = _sibling_day(s, clause, first)
    if sibling is not None:
        return Slots(None, *sibling)
    inserted = _inserted(s, clause, first)
    if not inserted.empty:
        return inserted
    for _ in range(6):
        up = here.head
        if up is None:
            break
        found = _of_clause(s, up, first)
        if not found.empty:
            return Slots(None, found.day, found.borrowed) if day_only else found
        here = up
    if day_only:
        return Slots()
    found = _parallel(s, clause, first)  # `gold, up 15 % this year, gained 1 % on the day; silver, up 24 %, gained 4 %`
    return found if not found.empty else _beside_clause(s, here, first)


def _inserted(s: Sentence, clause: Clause, first: int) -> Slots:
    """`the gloomiest session, on 17 May, took off 1.8 %`: a time between commas, between a subject and its verb."""
    at = s.parts.index(clause)
    if not at or clause.verb != clause.body or s.tokens[clause.first].text != ",":
        return Slots()
    before = s.parts[at - 1]
    timed = before.verb is None and before.kind == "apposition" and not before.names
    ends = timed and any(
        w.first in before and w.last >= before.last - 1 and not s.tokens[w.last - 1].possessive for w in s.whens
    )
    return _of_clause(s, before, first) if ends else Slots()


def _parallel(s: Sentence, clause: Clause, first: int) -> Slots:
    """`silver, up 15 % over three months, and gold, up 4 %`: the stretch of the number before, of the same form."""
    if clause.verb is not None or clause.kind not in ("apposition", "aside"):
        return Slots()
    at = s.parts.index(clause)
    for earlier in reversed(s.parts[:at]):
        if earlier.kind == clause.kind and earlier.verb is None and any(q.core in earlier for q in s.numbers):
            found = _of_clause(s, earlier, first)
            return Slots(found.window, None) if found.window is not None else Slots()
    return Slots()


def _sibling_day(s: Sentence, clause: Clause, first: int) -> tuple[When, bool] | None:
    """`37 % lower on Thursday, the worst day in years, and under $5,000 at the close`: the day of the same list."""
    if clause.kind not in ("apposition", "participle") or clause.head is None:
        return None
    for earlier in reversed(s.parts[: s.parts.index(clause)]):
        if earlier.head is not clause.head or earlier.kind not in ("apposition", "participle"):
            if earlier is clause.head:
                return None
            continue
        days = [w for w in _usable(s, earlier, first) if as_day(w) and not w.ago and not owned(s, w)]
        if days:
            return days[-1], belongs_elsewhere(s, days[-1], first)
    return None


def _of_clause(s: Sentence, clause: Clause, first: int) -> Slots:
    usable = [w for w in _usable(s, clause, first) if not owned(s, w)]
    part = s.part(first)  # `$86bn since May, 9 % of it`; `ended 1993 at 5.83 and closed at 7.97, a rise of 2.14`
    restated = part.verb is None and part.kind == "apposition" and part is not clause
    windows = [w for w in usable if _is_window(w) and (restated or not (w.edge and belongs_elsewhere(s, w, first)))]
    days = [w for w in usable if as_day(w)]
    slots = Slots()
    if windows:
        slots.window = (
            (_chosen(s, windows, first) or (windows[0], False))[0] if windows[-1].last <= first else windows[0]
        )
    if days:
        slots.day = days[0] if _fronted(s, days[0], days[0].first) or days[-1].last > first else days[-1]
        slots.borrowed = slots.day.last <= first and belongs_elsewhere(s, slots.day, first)
    if slots.window is slots.day and slots.day is not None:
        base = slots.day.edge and slots.day.prep != "by"
        slots.window, slots.day = (slots.day, None) if base else (None, slots.day)
    if slots.window is not None and slots.day is not None and _whole(slots.window):
        slots.day = None
    return slots


def _beside_clause(s: Sentence, clause: Clause, first: int) -> Slots:
    """`On Friday gold rose and silver fell 2 %`; `gold rose 1 % and silver fell 2 % on Friday`."""
    mains = [c for c in s.parts if c.kind in _MAINS]
    if clause not in mains:
        return Slots()
    at = mains.index(clause)
    for earlier in reversed(mains[:at]):
        found = _of_clause(s, earlier, first)
        related = "which" in s.words(earlier.first, first)
        if present(s, earlier.body) and not present(s, first) and _moved(s, clause) and not related:
            found.window = None  # `gold is up 7 % this year, and silver edged up 1 %`: on the day
        if not found.empty:
            found.borrowed |= present(s, first) and not present(s, earlier.body)
            return found
    fronts = s.parts[:1] if at else s.parts[max(0, s.parts.index(clause) - 1) :: -1]
    for front in fronts:
        if front.kind != "apposition" or front.verb is not None or front is clause:
            continue
        base = next((w for w in s.whens if w.first in front and w.day), None)
        if s.low(front.body) == "from" and base is not None and any(q.core in front for q in s.numbers):
            return Slots(replace(base, prep="since"))  # `From 5,254 at the end of March, it has dropped to 5,211`
        if s.low(front.body) in ("after", "following", "before") and any(q.core in front for q in s.numbers):
            continue  # `After rising 1.2 % on Wednesday, it rose another 0.9 %`: the day of what went before
        found = _of_clause(s, front, first)
        if not found.empty:
            return found
    if at + 1 < len(mains) and _shares(s, mains[at + 1]):
        return _of_clause(s, mains[at + 1], first)
    return Slots()


def _moved(s: Sentence, clause: Clause) -> bool:
    """Whether the verb of a clause is one of motion: `edged up`, `fell`."""
    return any(m.cue.role == "move" and m.first == clause.verb for m in s.marks)


def _shares(s: Sentence, clause: Clause) -> bool:
    """Whether a clause tells of another name in the same breath; `is now up 20 % this year` does not."""
    joined = clause.opener in ("and", "while", "but", "whereas", ",")
    own = bool(clause.names) and all(m.name.anaphor is None for m in clause.names)
    return joined and own and not _STATIVE & set(s.words(clause.first, clause.last))
