"""What a run is one of: of moves up or down, of one against another, of records; also where it is only referred to."""

from __future__ import annotations

from generator.check.binding.context.scene import Scene
from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.phrases import run_before
from generator.check.binding.runs.words import DOWN_WORDS, SIGNED, STRAIGHT, UP_WORDS, Run
from generator.check.binding.subjects.subjects import subjects_of, versus_of
from generator.check.binding.words.nouns import PERIODS, RUN_NOUNS
from generator.check.binding.words.reaches import What
from generator.check.text.sentence import Mark, Sentence


def run_of(s: Sentence, start: int, stop: int) -> What | None:
    """`longest winning streak`, `longest such string of weekly gains`, `longest since`: which runs are compared."""
    words = s.words(start, stop)
    if words and not (RUN_NOUNS | SIGNED) & set(words):
        return None  # `the longest slide since 2016` is a run as well
    up, down = any(w in UP_WORDS for w in words), any(w in DOWN_WORDS for w in words)
    period = next((PERIODS[w] for w in words if w in PERIODS), "")
    return What("run", 0 if up == down else 1 if up else -1, period, last=stop)


def signed_run(s: Sentence, scene: Scene, what: What, first: int) -> tuple[int, str]:
    """The direction and period of a run: said in its words, or left of them, or those of the run told last."""
    sign, period = what.sign, what.period
    for k in range(first - 1, s.lo - 1, -1):
        low = s.low(k)
        if not sign and low in SIGNED:
            sign = 1 if low in UP_WORDS else -1
        if any(m.first <= k < m.last for m in s.mentions):
            continue  # `the 10-year yield`
        counted = s.low(k - 1) in STRAIGHT or s.tokens[k].hyphen or s.low(k - 1) in ("day", "session")
        counted = counted or (
            first - k <= 4 and count_at(s, k - 1) is not None
        )  # `its streak: eight weeks, the longest`
        if not period and low in PERIODS and counted:
            period = PERIODS[low]
    told = run_before(s, first) if not (sign and period) else None
    if told is not None:
        sign, period = sign or told.sign, period or told.period or ""
    last = scene.last_run
    if isinstance(last, Run) and not (sign and period):
        sign, period = sign or last.sign, period or last.period or ""
    mark = next((m for m in reversed(s.marks) if m.last <= first and m.cue.role in ("move", "state") and m.cue.sign), None)  # fmt: skip
    return sign or (mark.cue.sign if mark is not None else 0), period


def kind_of_run(s: Sentence, first: int) -> str:
    """Whether `its longest such streak` speaks of records (`on`), of days without one (`dry`), or of moves (nothing)."""
    words = s.words(s.lo, s.hi)
    if not any(m.cue.role == "record" for m in s.marks) or not RUN_NOUNS & set(s.words(first, first + 5)):
        return ""
    if "without" in words and _without_before(s, first):
        return "dry"
    after = s.words(first, first + 6)
    if "of" in after and any(m.cue.role == "record" and first < m.first <= first + 6 for m in s.marks):
        return "on"
    counted = any(m.first - 4 <= k < m.first or m.last <= k <= m.last + 4 for m in s.marks_of("record") for k in range(s.lo, first) if s.low(k) in STRAIGHT | {"row"})  # fmt: skip
    return "on" if counted else ""


def _without_before(s: Sentence, first: int) -> bool:
    return any(s.low(k) == "without" and any(m.cue.role == "record" and k < m.first <= k + 4 for m in s.marks) for k in range(s.lo, first))  # fmt: skip


# one against another


def compared(s: Sentence, run: Run) -> Mark | None:
    """`has beaten the S&P for eleven days`: the verb of a run of comparisons."""
    inside = next((m for m in s.marks if m.cue.role == "compare" and run.first <= m.first < run.last), None)
    if inside is not None or run.sign:
        return inside
    lo, _ = s.hard_clause(run.first)
    after = next((c for c in s.parts if c.first == run.last and c.kind == "relative"), None)
    if after is not None:  # `third in a row in which the little ones trailed`
        return next((m for m in s.marks if m.cue.role == "compare" and m.first in after), None)
    found = [
        m
        for m in s.marks
        if m.cue.role == "compare"
        and lo <= m.first < run.first
        and any(m.last <= x.first <= m.last + 2 for x in s.mentions)
    ]
    if not found:
        return _compared_after(s, run) if s.low(run.first - 1) == "for" or s.low(run.last) == "that" else None
    moved = any(
        m.cue.role in ("move", "state") and m.cue.sign and found[-1].last <= m.first < run.last for m in s.marks
    )
    return None if moved else found[-1]


def _compared_after(s: Sentence, run: Run) -> Mark | None:
    """`For five sessions running gold has beaten silver`: the verb comes after the count."""
    _, hi = s.hard_clause(run.first)
    marks = [m for m in s.marks if run.last <= m.first < hi and m.cue.role in ("compare", "move", "state")]
    first = marks[0] if marks else None
    named = first is not None and any(first.last <= x.first <= first.last + 2 for x in s.mentions)
    return first if first is not None and first.cue.role == "compare" and named else None


def ahead_in(s: Sentence, run: Run) -> int:
    """`has done better than`, `against Bitcoin it has won`: who is ahead in a run that is told of two."""
    if _of_two(s, run):
        return run.sign or 1
    if run.sign or not any(m.name.anaphor is None for m in s.mentions):
        return 0
    lo, hi = s.hard_clause(run.first)
    words = s.words(lo, hi)
    if "than" in words and {"better", "worse"} & set(words):
        return 1 if "better" in words else -1
    if {"against", "over"} & set(words) and {"won", "wins", "win", "winning"} & set(words):
        return 1
    return 0


def _of_two(s: Sentence, run: Run) -> bool:
    """`a 14-day win streak for the RUT vs. the SPX`: whose run it is, and against whom."""
    named = [m for m in s.mentions if run.last <= m.first <= run.last + 12 and m.name.anaphor is None]
    if len(named) < 2 or s.low(run.last) not in ("for", "of", "by"):
        return False
    return bool({"vs", "versus", "against", "over"} & set(s.words(named[0].last, named[1].first)))


def won_run(s: Sentence, scene: Scene, first: int) -> tuple[str, str] | None:
    """Whether the run told before some words is one against another: `streak.beat` or `streak.lag`, and against whom."""
    run = run_before(s, first)
    if run is not None:
        mark = compared(s, run)
        ahead = mark.cue.sign if mark is not None else ahead_in(s, run)
        names = subjects_of(scene, s, run.first, run.last) if ahead else ()
        others = versus_of(scene, s, names[0], run.first) if names else ()
        key = others[0].key if others else None
        return ("streak.beat" if ahead > 0 else "streak.lag", key) if key is not None else None
    told = scene.last_run
    return (told.won, told.versus) if isinstance(told, Run) and told.versus is not None else None
