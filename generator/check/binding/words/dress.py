"""The words that a number wears: the direction word at its side, and the one that it shares."""

from __future__ import annotations

from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

MORE = {
    "stronger": 1,
    "weaker": -1,
    "dearer": 1,
    "cheaper": -1,
    "firmer": 1,
    "softer": -1,
    "more": 1,
    "less": -1,
    "higher": 1,
    "lower": -1,
    "fewer": -1,
    "larger": 1,
    "smaller": -1,
}

_STATES = {"worse": -1, "better": 1, "poorer": -1, "richer": 1}  # `left it 0.8 % worse over the week`


def is_listed(s: Sentence, one: Quantity, two: Quantity) -> bool:
    """Whether two numbers stand in one list, with nothing but joints between them."""
    words = s.words(one.last, two.first)
    return 0 < len(words) <= 4 and all(w in (",", "and", "by", "against", "at", "versus", "vs", "then") for w in words)


def dress(s: Sentence, q: Quantity) -> tuple[int, int, int, str]:
    """The claim's own words: the number with a direction word at its side; and what that word says."""
    if off_after(s, q.last) is not None:
        return q.first, q.last, -1, ""
    pushed = _pushed(s, q)
    if pushed:
        return q.first, q.last, pushed, ""
    left = mark_before(s, q)
    right = mark_after(s, q)
    if q.sign:
        return q.first, q.last, q.sign, ""
    shared = shared_state(s, q) if right is None and (left is None or not left.cue.sign) else 0
    if shared:
        return q.first, q.last, shared, ""
    if right is not None:
        sign = right.cue.sign or (left.cue.sign if left else 0)
        first = (
            left.first
            if left is not None
            and left.cue.role in ("move", "state")
            and left.last == q.first
            and left.cue.sign == sign
            else q.first
        )
        return first, right.last, sign, left.cue.size if left and left.cue.sign == sign else right.cue.size
    if s.low(q.last) in SIDES and s.low(q.last + 1) in ("where", "what"):
        return q.first, q.last + 1, SIDES[s.low(q.last)], ""  # `52 basis points above where it stood in July`
    if s.low(q.last) in MORE:
        return q.first, q.last + 1, MORE[s.low(q.last)], ""
    if s.low(q.last) in _STATES and s.low(q.last + 1) != "than" and q.unit == "percent":
        return q.first, q.last + 1, _STATES[s.low(q.last)], ""
    if left is None:
        k = s.numbers.index(q)
        before = s.numbers[k - 1] if k else None
        if before is not None and restates(s, before, q):
            return (q.first, q.last, *dress(s, before)[2:])
    if left is not None:
        near = left.last >= q.first - 2
        return (left.first if near else q.first), q.last, left.cue.sign, left.cue.size
    return q.first, q.last, 0, ""


SIDES = {"above": 1, "over": 1, "below": -1, "under": -1, "beneath": -1}
_PUSHES = {
    **dict.fromkeys(wordset("lifted lifts lift lifting boosted boosts boosting raised raises raising buoyed"), 1),
    **dict.fromkeys(wordset("cost costs costing dragged drags dragging depressed lowered lowers lowering"), -1),
}  # fmt: skip


def _pushed(s: Sentence, q: Quantity) -> int:
    """`a rally that had lifted the S&P 500 by 5.2 %`, `a slide that cost it 3 %`: what was done to what stands between."""
    k = q.first - (s.low(q.first - 1) == "by")
    moved = next((m for m in s.mentions if m.last == k), None)
    return 0 if moved is None or q.sign else _PUSHES.get(s.low(moved.first - 1), 0)


_TOOK = wordset("""
    taken took take takes taking knocked knock knocks wiped wipe wipes shaved shave shaves lopped lop sliced chopped
""")


def off_after(s: Sentence, last: int) -> int | None:
    """The token after the `off` of `had taken 75.91 points, or 3.6 per cent, off the S&P 500`."""
    if s.vocabulary.isdisjoint(_TOOK) or _TOOK.isdisjoint(s.words(last - 14, last)):
        return None
    k = last
    while k - last < 9 and (s.low(k) in (",", "or", "(", ")") or any(q.first <= k < q.last for q in s.numbers)):
        k += 1
    return k + 1 if s.low(k) == "off" and k + 1 < s.hi else None


_RESTATED = frozenset({",", "(", "or", "equal", "equivalent", "to", "i.e.", "is", "that", "\u2013", "\u2014"})
_MOVED = frozenset({"percent", "points", "bp", "pp", "money", "fraction"})


def shared_state(s: Sentence, q: Quantity) -> int:
    """`closed 7.97 points, or 0.59 %, higher`: the direction of a move that is told in two units before it."""
    k = s.numbers.index(q)
    last = q if k and restates(s, s.numbers[k - 1], q) else None
    if k + 1 < len(s.numbers) and restates(s, q, s.numbers[k + 1]):
        last = s.numbers[k + 1]
    if last is None:
        return 0
    state = s.mark_at(last.last + (s.low(last.last) in (",", ")")))
    return state.cue.sign if state is not None and state.cue.role == "state" else 0


def restates(s: Sentence, before: Quantity, q: Quantity) -> bool:
    """`fell 6.7 percent, nearly 80 points`, `15.4 % today, or 289.60 points`, `-3.6 %, 75.91 points`: one move in two units."""
    if before.unit == q.unit or (before.unit and before.unit not in _MOVED):
        return False
    words: list[str] = []
    i = before.last
    while i < q.first and len(words) < 5:
        when = next((w for w in s.whens if w.first == i), None)
        if when is None:
            words.append(s.low(i))
        i = when.last if when is not None else i + 1
    if i < q.first or not words or not all(w in _RESTATED for w in words):
        return False
    return "or" in words or (q.unit in _MOVED and words in ([","], ["("], ["\u2013"], ["\u2014"]))


def mark_before(s: Sentence, q: Quantity) -> Mark | None:
    """The direction word that governs a number from the left, in its clause."""
    found: Mark | None = None
    limit = max((n.last for n in s.numbers if n.last <= q.first and not _listed_or_same(s, n, q)), default=s.lo)
    for mark in s.marks:
        if (
            mark.last <= q.first
            and mark.first >= min(limit, q.first)
            and mark.cue.role in ("move", "state", "noun")
            and mark.cue.sign
        ):
            if any(s.tokens[i].text in (";", "\u2014", ".") for i in range(mark.last, q.first)):
                continue
            if mark.first == s.lo and s.low(mark.first) == "add":
                continue  # `Add Thursday and it is 102 basis points`: an order, no direction
            far = q.first - mark.last > 3 and not _changed(s, found, mark, q)
            if mark.cue.role == "noun" and far and not _amounts_to(s, mark, q):
                continue
            found = mark
    if found is None:
        found = _shared_verb(s, q)
    return found


_SIZED = wordset(
    "trim trims trimmed trimming pare pares pared paring narrow narrows narrowed narrowing cut cuts cutting"
)


_AMOUNTS_TO = wordset("is was stands stood comes came amounts amounted reaches reached at to now")


def _amounts_to(s: Sentence, noun: Mark, q: Quantity) -> bool:
    """`silver's gain for the year is 4.2 %`: a noun that is the subject of its number."""
    if s.low(q.first - 1) not in _AMOUNTS_TO or noun.first not in s.part(q.core):
        return False
    inside = set(s.words(noun.last, q.first))
    return not any(noun.last <= m.first < q.first and m.cue.sign for m in s.marks) and not inside & {"and", "that", ","}


def _changed(s: Sentence, verb: Mark | None, noun: Mark, q: Quantity) -> bool:
    """`trimming its gain for the year to 10 %`: what grows smaller keeps its own sign."""
    near = verb is not None and s.low(verb.first) in _SIZED and noun.first - verb.last <= 3
    return near and s.low(q.first - 1) == "to"


def _listed_or_same(s: Sentence, n: Quantity, q: Quantity) -> bool:
    return n is q or (n.unit == q.unit and is_listed(s, n, q))


def _shared_verb(s: Sentence, q: Quantity) -> Mark | None:
    """`the Nasdaq dropped 3.4 % and the Russell 3.3 %`: no verb of its own, so the one before it."""
    k = s.numbers.index(q)
    if not k:
        return None
    before = s.numbers[k - 1]
    gap = [t for t in range(before.last, q.first)]
    if any(s.tokens[i].text in (";", "\u2014") for i in gap) or s.tokens[q.first - 1].text == "(":
        return None
    if before.unit != q.unit or any(
        m.first in gap and m.cue.role in ("move", "state", "level", "compare", "record", "super", "extreme")
        for m in s.marks
    ):
        return None
    if q.unit not in ("percent", "bp", "pp", "points") or not any(m.first in gap for m in s.mentions):
        return None
    left = mark_after(s, before)
    return left or mark_before(s, before)


def mark_after(s: Sentence, q: Quantity) -> Mark | None:
    """`0.7 % up`, `2.6 % setback`, `16 % lower`, `a 184.80-point jump`, `3 % weekly gain`."""
    i = q.last
    skipped = 0
    while skipped < 3 and (
        s.low(i)
        in (
            "one",
            "daily",
            "weekly",
            "monthly",
            "intraday",
            "single",
            "quarterly",
            "day",
            "week",
            "net",
            "price",
            "annual",
            "yearly",
            "the",
            "overall",
            "session",
            "a",
            "month",
            "year",
        )
        or any(w.first == i for w in s.whens)
    ):
        if s.low(i) in ("the", "a"):
            return None
        i += 1
        skipped += 1
    mark = s.mark_at(i)
    if (
        mark is None
        or mark.cue.role not in ("state", "noun")
        or s.low(i) in ("change", "changes", "return", "returns", "performance")
    ):
        return None
    if mark.cue.role == "state" and s.low(i) in ("ahead", "up", "down", "off") and s.low(i + 1) in ("of",):
        return None
    return mark if mark.cue.sign or mark.cue.role == "noun" else None


_POSITIONS = frozenset({"below", "above", "under", "past", "beyond", "beneath"})


def passes(s: Sentence, q: Quantity) -> bool:
    """`dipped below $7,000`, `climbed past 5,000`: where a move went, not how far."""
    return (
        bool(q.hedge) and q.unit in ("", "money", "points") and any(w in _POSITIONS for w in s.words(q.first, q.core))
    )
