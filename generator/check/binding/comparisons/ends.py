"""Where a direction begins and ends: from one level to another, within a day, by a time."""

from __future__ import annotations

from datetime import date

from generator.check.binding.times.times import Times
from generator.check.text.sentence import Mark, Sentence


def within_the_day(s: Sentence, mark: Mark) -> bool:
    """`rallied from as low as 0.66 %`, `caved in from the opening`: within the day."""
    words = s.words(mark.last, mark.last + 4)
    return words[:2] == ["from", "as"] or any(w in ("opening", "open") and words[k - 2] == "from" for k, w in enumerate(words) if k > 1)  # fmt: skip


def between_levels(s: Sentence, mark: Mark) -> tuple[tuple[str, ...], tuple[date | None, ...], bool] | None:
    """`rose from 3,327.77 on 5 August to 3,333.69 on 11 August`: from the one day to the other."""
    fronted = next((q for q in s.numbers if s.low(q.first - 1) == "from" and q.last <= mark.first), None)
    at = next((w for w in s.whens if fronted is not None and w.first - fronted.last in (0, 1) and w.day), None)
    if at is not None and s.low(mark.last) == "to" and any(q.first == mark.last + 1 for q in s.numbers):
        return (f"since:{at.day}",), (None,), False  # `From 5.05 % last Wednesday it has fallen to 4.03 %`
    one = next((q for q in s.numbers if s.low(q.first - 1) == "from" and 0 < q.first - mark.last <= 2), None)
    when = next((w for w in s.whens if one is not None and w.first - one.last in (0, 1) and w.grain == "day"), None)
    two = next((q for q in s.numbers if when is not None and q.first == when.last + 1), None)
    if when is None or two is None or when.end is None or s.low(when.last) != "to":
        return None
    end = next((w.end for w in s.whens if w.first - two.last in (0, 1) and w.grain == "day"), None)
    return tuple(f"since:{d}" for d in (when.end, *when.others))[:1], (end,), False


def by_then(s: Sentence, mark: Mark, times: Times) -> bool:
    """`drained to $300 billion by mid-July`: a level at a time gives no stretch to the direction."""
    past = (
        times.when is not None
        and times.when.grain in ("month", "quarter", "year")
        and ":" in (times.windows or ("",))[0]
    )
    return past and s.low(mark.last) in ("to", "at") and any(mark.last < q.first <= mark.last + 3 for q in s.numbers)
