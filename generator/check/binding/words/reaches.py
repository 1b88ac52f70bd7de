"""The words of a superlative: what they name, and how far back they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.check.binding.words.nouns import DOWN_NOUNS, LEVEL_NOUNS, PERIODS, RUN_NOUNS, SPREAD_NOUNS, UP_NOUNS
from generator.check.text.numerals import number_word, ordinal
from generator.check.text.replacing import replace
from generator.check.text.scopes import Scope
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_MODIFIERS = wordset("""
    percentage percent closing daily weekly monthly quarterly yearly annual trading intraday net single overall such
    full calendar consecutive losing winning showing performance performing uninterrupted outright absolute relative nominal
""")
UNIT_WORDS = frozenset({"point", "points", "dollar", "nominal"})


@dataclass(frozen=True, slots=True)
class What:
    """`level`, `change`, `spread`, `run` or `other`; its sign (0: as the move was), its period, its place from the top."""

    kind: str
    sign: int
    period: str = ""
    units: bool = False
    place: int = 1
    last: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back: a scope of the text, or a window that the words stand in."""

    first: int
    last: int
    scope: Scope | None = None
    window: When | None = None


def reach_after(s: Sentence, start: int, limit: int = 10) -> Reach | None:
    """The reach that follows some words in their phrase: `since 2008`, `in two years`, `of the year`, `ever`."""
    for k in range(start, min(s.hi, start + limit)):
        scope = next((c for c in s.scopes if c.first == k), None)
        if scope is not None:
            after = next((c for c in s.scopes if c.first == scope.last and c.kind in ("since", "age")), None)
            if scope.kind == "since" and scope.when is not None and scope.when.windows == ("then",):
                return None
            chosen = after if after is not None and scope.kind == "ever" else scope
            return Reach(chosen.first, chosen.last, chosen)
        when = next((w for w in s.whens if w.first == k), None)
        if when is not None and _is_window(s, when):
            return Reach(k, _so_far(s, when.last), window=when)
        if when is not None and when.grain == "day":
            return None
        if s.tokens[k].text in ",;:.()\u2014\u2013|" or (
            s.low(k) in ("and", "but", "while", "which", "than") and k > start
        ):
            return None
    return None


def _is_window(s: Sentence, when: When) -> bool:
    if not when.windows or when.since or when.prep in ("ago", "after", "before", "from"):
        return False
    if s.low(when.first) in PERIODS and when.last - when.first == 1 and s.low(when.first).endswith("ly"):
        return False
    named = when.grain in ("year", "month", "quarter", "week")
    to_date = when.windows[0] in ("ytd", "mtd", "qtd", "wtd") and s.low(when.first) not in ("a", "one", "annual")
    return (named or to_date) and s.low(when.first - 1) not in ("since", "than", "from")


def _so_far(s: Sentence, last: int) -> int:
    return last + 2 if s.words(last, last + 2) in (["so", "far"], ["to", "date"]) else last


def what_of(s: Sentence, first: int, last: int, sign: int, detail: str, stop: int) -> What:
    """What the words after an adjective at tokens `first` to `last` name, up to `stop`."""
    period, units = "", False
    inside = s.words(first, last)
    place = place_before(s, first)
    k = last
    rows = 0
    while k < stop and (s.low(k) in _MODIFIERS or s.low(k) in UNIT_WORDS or _modifies(s, k)):
        found = number_word(s.tokens, k)
        if found and found[0] > 1 and s.low(found[1]) in ("day", "session") and s.tokens[found[1]].hyphen:
            rows = found[0]
        period = PERIODS.get(s.low(k), period)
        units = units or s.low(k) in UNIT_WORDS
        k += 1
    days = number_word(s.tokens, k) if k < stop else None
    if days and 1 < days[0] < 400 and s.low(days[1]) in ("days", "sessions"):
        return What("change", sign, f"{days[0]}s", place=place, last=days[1] + 1)  # `the worst two days since`
    units = units or in_units(s, first)
    words = {w for w in inside if w in PERIODS}
    period = period or next((PERIODS[w] for w in inside if w in PERIODS), "")
    if s.low(k) == "and" and s.low(k + 1) == "most" and k + 3 < stop:
        k += 3  # `the biggest and most sudden upheavals`
    head = s.low(k) if k < stop else ""
    if head in ("up", "down") and s.low(k + 1) in PERIODS and not sign:
        return What("change", 1 if head == "up" else -1, PERIODS[s.low(k + 1)], place=place, last=k + 2)
    if words and not period:
        period = PERIODS[next(iter(words))]
    found_what = _head(s, k, head, inside, sign, detail)
    if rows:
        period = f"{rows}s"
    if "intraday" in s.words(last, k) and head in ("swing", "swings", "reversal", "range"):
        return What("other", sign, last=k + 1)  # from the high of a day to its low
    if (
        found_what.bare
        and detail == "size"
        and (inside[:1] in (["widest"], ["narrowest"]) or SPREAD_NOUNS & set(s.words(s.part(first).first, first)))
    ):
        found_what = replace(found_what, kind="spread", sign=-1 if inside[:1] == ["narrowest"] else 1)
    return replace(
        found_what, period=found_what.period if found_what.period and not rows else period, units=units, place=place
    )


def in_units(s: Sentence, first: int) -> bool:
    """`In points that is the worst day`, `Its point gain was the largest`: the move in its unit, not in per cent."""
    lo, _ = s.hard_clause(first)
    told = (k for k in s.places({"point"}, first - 1) if k >= lo and s.low(k + 1) in UP_NOUNS | DOWN_NOUNS)
    if any(not any(q.first <= k < q.last for q in s.numbers) for k in told):
        return True
    words = [*s.words(s.lo, s.lo + 2), "", *s.words(lo, first)]
    behind = s.words(first, first + 9)  # `its largest monthly gain ever in dollars`
    units = [k for k in range(len(behind)) if behind[k : k + 2] in (["in", "dollars"], ["in", "points"])]
    if units and behind[units[0] + 2 : units[0] + 3] not in (["it's"], ["that's"], ["it"], ["that"], ["this"]):
        return True  # unless they begin what comes next
    return "in" in words and any(w == "in" and words[i + 1] in _COUNTED_IN for i, w in enumerate(words[:-1]))


_COUNTED_IN = frozenset({"points", "point", "dollars", "euros", "pounds", "cash", "absolute"})


def _modifies(s: Sentence, k: int) -> bool:
    """`one-day`, `single-session`, `three-day` before a noun."""
    if s.low(k) in ("yield", "price", "index", "stock") and s.low(k + 1) in UP_NOUNS | DOWN_NOUNS:
        return True
    return (k + 1 < s.hi and s.tokens[k + 1].hyphen) or s.tokens[k].hyphen


def place_before(s: Sentence, first: int) -> int:
    """`second-worst`, `third biggest`: the place from the top."""
    if first - 1 >= s.lo:
        found = ordinal(s.tokens, first - 1)
        plain = s.low(first + 1) in PERIODS or s.low(first + 1) in ("on", "of", "ever", "since", "in")
        ranked = s.tokens[first].hyphen or s.low(first) not in ("best", "most") or plain
        if found and found[1] == first and ranked:
            return found[0]
        if s.tokens[first - 1].glued and ranked and (found := ordinal(s.tokens, first - 2)) and found[1] == first:
            return found[0]  # `11th best day`
        if s.tokens[first].hyphen and (found := ordinal(s.tokens, first - 2)) and found[1] == first:
            return found[0]
    return 1


def _head(s: Sentence, k: int, head: str, inside: Sequence[str], sign: int, detail: str) -> What:
    if not head or s.tokens[k].kind != "word" or head in _FUNCTION or "'" in head:
        inner = next((w for w in reversed(inside) if w in UP_NOUNS | DOWN_NOUNS | LEVEL_NOUNS), "")
        if inner:
            return _noun(inner, sign, detail, k)
        return What("level" if detail == "level" else "change", sign, last=k, bare=True)
    if head in PERIODS and not head.endswith("ly"):
        after = s.low(k + 1)
        if after in LEVEL_NOUNS:
            return replace(_noun(after, sign, "level", k + 2), period=PERIODS[head])
        if after in UP_NOUNS | DOWN_NOUNS | SPREAD_NOUNS:
            return replace(_noun(after, sign, detail, k + 2), period=PERIODS[head])
        return What("change", sign, PERIODS[head], last=k + 1)
    found = _noun(head, sign, detail, k + 1)
    if found.kind == "run" and number_word(s.tokens, k - 2) and s.low(k - 1) in PERIODS and s.tokens[k - 1].hyphen:
        rows = s.low(k - 1) in ("day", "session")
        return What("change" if rows else "other", sign, last=k + 1)  # `its best two-year run`: a return over so long
    if found.kind == "other":
        season = season_at(s, k)
        if season:
            return What("change", sign, season, last=k + 1)
    return found


_FUNCTION = wordset("""
    since in on of for to at by from with over under within it they we he she the its their this that these those is
    was are were has have had ever and or but as than so far
""")


def _noun(word: str, sign: int, detail: str, last: int) -> What:
    if word in UP_NOUNS:
        return What("change", sign if detail == "change" and sign else 1, last=last)
    if word in DOWN_NOUNS:
        return What("change", sign if detail == "change" and sign else -1, last=last)
    if word in SPREAD_NOUNS:
        return What("spread", sign, last=last)
    if word in RUN_NOUNS:
        return What("run", sign, last=last)
    if word in LEVEL_NOUNS:
        return What("level", sign or 1, last=last)
    if word in ("move", "moves", "swing", "change", "return", "performance", "one", "showing", "swings", "returns"):
        return What("change", sign, last=last)
    return What("other", sign, last=last)


def season_at(s: Sentence, k: int) -> str:
    """`its best November`, `the strongest first half`, `its worst third quarter`: one season of each year."""
    when = next(
        (w for w in s.whens if w.first == k and w.grain in ("month", "quarter") and w.start and not w.full), None
    )
    if when is not None and when.start is not None:
        return f"month@{when.start.month}" if when.grain == "month" else f"quarter@{(when.start.month + 2) // 3}"
    found = ordinal(s.tokens, k)
    if found and s.low(found[1]) in ("half", "quarter"):
        return f"{s.low(found[1])}@{found[0]}"
    return ""
