"""What a run that is only referred to (`its longest such streak`) is one of."""

from __future__ import annotations

from generator.check.binding.nouns import PERIODS, RUN_NOUNS
from generator.check.binding.reaches import What
from generator.check.binding.runwords import DOWN_WORDS, STRAIGHT, UP_WORDS, Run
from generator.check.binding.scene import Scene
from generator.check.text.sentence import Sentence


def run_of(s: Sentence, start: int, stop: int) -> What | None:
    """`longest winning streak`, `longest such string of weekly gains`, `longest since`: which runs are compared."""
    words = s.words(start, stop)
    if words and not RUN_NOUNS & set(words):
        return None
    up, down = any(w in UP_WORDS for w in words), any(w in DOWN_WORDS for w in words)
    period = next((PERIODS[w] for w in words if w in PERIODS), "")
    return What("run", 0 if up == down else 1 if up else -1, period, last=stop)


def signed_run(s: Sentence, scene: Scene, what: What, first: int) -> tuple[int, str]:
    """The direction and period of a run: said in its words, or left of them, or those of the run told last."""
    sign, period = what.sign, what.period
    for k in range(first - 1, s.lo - 1, -1):
        low = s.low(k)
        if not sign and low in UP_WORDS | DOWN_WORDS:
            sign = 1 if low in UP_WORDS else -1
        counted = s.low(k - 1) in STRAIGHT or s.tokens[k].hyphen or s.low(k - 1) in ("day", "session")
        if not period and low in PERIODS and counted:
            period = PERIODS[low]
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
