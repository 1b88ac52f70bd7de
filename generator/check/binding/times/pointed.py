"""Times that stand right by some words: before `when`, at the head of a bracket, in front of one."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.text.clauses import Clause
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When


@dataclass(slots=True)
class Slots:
    """The time of a stretch and the day that some words are about, as far as their clauses name them."""

    window: When | None = None
    day: When | None = None
    borrowed: bool = False

    @property
    def empty(self) -> bool:
        """Whether neither is named."""
        return self.window is None and self.day is None


def is_day(when: When) -> bool:
    """Whether a time is a day, and no start of a stretch."""
    return when.grain == "day" and not when.since


def as_day(when: When) -> bool:
    """Whether a time may be the day of a claim: no base of a stretch, no bracketed date."""
    return is_day(when) and (not when.edge or when.prep in ("at", "by", "as"))


def pointed(s: Sentence, clause: Clause) -> Slots | None:
    """`after 1998, when it lost 3.4 %`; `its peak of March 10, when it stood at 5,048`: the time right before `when`."""
    if "when" not in s.vocabulary:
        return None
    body = clause.body + 1 + (s.low(clause.body) == "since")
    at = next((k for k in range(clause.first, body) if s.low(k) == "when"), None)
    if at is None:
        return None
    when = next((w for w in s.whens if w.last in (at, _before_joint(s, at)) and w.first < clause.first), None)
    if when is None or not (when.windows or when.grain == "day"):
        return None
    if s.low(at - 1) == "since":
        return Slots(replace(when, prep="since"))
    plain = replace(when, prep="in" if when.grain != "day" else "on", edge=False)
    return Slots(None, plain) if when.grain == "day" else Slots(plain)


def _before_joint(s: Sentence, at: int) -> int:
    """The token that a comma or bracket and `since` part from `when`."""
    at -= s.low(at - 1) == "since"
    return at - (s.low(at - 1) in (",", "("))


def headed(s: Sentence, first: int) -> Slots | None:
    """`now -33bp (Mon: -21bp)`: a day in brackets that heads its number."""
    if s.low(first - 1) != ":" or s.part(first - 2).kind != "aside":
        return None
    when = next((w for w in s.whens if w.last == first - 1 and is_day(w)), None)
    return Slots(None, when) if when is not None else None


def beside(s: Sentence, clause: Clause) -> Slots | None:
    """`more than on 15 April 2013 (8.8 %)`: nothing but a number in a bracket behind a day."""
    if clause.kind != "aside":
        return None
    when = next((w for w in s.whens if w.last == clause.first and w.grain == "day"), None)
    inside = next((q for q in s.numbers if q.first == clause.first + 1), None)
    if when is None or inside is None or inside.last < clause.last - 1:
        return None
    return Slots(None, replace(when, prep="on", edge=False))
