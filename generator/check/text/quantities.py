"""Numbers with unit, sign and hedge, in Decimal, with the size of their last digit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from decimal import Decimal

from generator.check.text.hedges import hedged, hedged_after
from generator.check.text.numerals import NUMERAL_WORDS, ONE, Numeral, numeral
from generator.check.text.replacing import replace
from generator.check.text.tokens import Token
from generator.check.text.units import CODES, CURRENCIES, DOLLARS, scale_at, unit_at
from generator.records import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and hedge. Tokens `first` to `last` (exclusive); `core` is where its digits begin."""

    first: int
    core: int
    last: int
    value: Decimal
    grain: Decimal
    scale: Decimal
    unit: str
    currency: str = ""
    sign: int = 0
    hedge: str | None = None
    form: str = "integer"
    spelled: bool = False
    magnitude: Decimal = field(init=False, compare=False)  # the value without its sign

    def __post_init__(self) -> None:
        object.__setattr__(self, "magnitude", abs(self.value))


def quantities(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Quantity]:
    """The numbers of a block; tokens that are `taken` (names, dates, windows) are none."""
    found: list[Quantity] = []
    last = 0
    for i in [k for k, token in enumerate(tokens) if token.kind == "num" or token.low in NUMERAL_WORDS]:
        if i < last or taken[i]:
            continue
        raw = numeral(tokens, i)
        quantity = _finish(tokens, i, raw, taken, last) if raw is not None else None
        if quantity is not None:
            found.append(quantity)
            last = quantity.last
    return _of_them(_led_to(_share_units(found, tokens), tokens), tokens)


def _led_to(found: list[Quantity], tokens: Sequence[Token]) -> list[Quantity]:
    """`the two-year rose seven basis points to 3.5%, the ten-year three to 4.1%`: a move as the one before, and its end."""
    for k in range(1, len(found) - 1):
        q = found[k]
        if _leads_to(tokens, q, found[k + 1]) and not q.unit:
            before = next((x for x in reversed(found[max(0, k - 4) : k]) if x.unit != "percent"), None)
            if before is not None and (
                before.unit == "bp" or (before.unit in ("points", "pp") and before.form == q.form)
            ):
                found[k] = replace(q, unit=before.unit)
    return found


def _leads_to(tokens: Sequence[Token], q: Quantity, end: Quantity) -> bool:
    """Whether a whole number, a move in basis points, stands before the rate that it leads to."""
    between = [t.low for t in tokens[q.last : end.first]]
    fine = end.unit == "percent" and end.form == "decimal" and end.grain < ONE / 10
    return q.form == "integer" and fine and between in (["to"], [",", "to"])


def _of_them(found: list[Quantity], tokens: Sequence[Token]) -> list[Quantity]:
    """`rose 21 basis points, thirteen of them on Friday`: the unit of the number before."""
    for k in range(1, len(found)):
        q = found[k]
        before = next((x for x in reversed(found[max(0, k - 6) : k]) if x.unit in ("bp", "points")), found[k - 1])
        if (
            not q.unit
            and before.unit
            and q.last + 1 < len(tokens)
            and tokens[q.last].low == "of"
            and (
                tokens[q.last + 1].low in ("them", "which")
                or (
                    tokens[q.last + 1].low == "those" and q.last + 2 < len(tokens) and tokens[q.last + 2].kind != "word"
                )
            )
        ):
            found[k] = replace(q, unit=before.unit, last=q.last + 2)
    return found


def _finish(tokens: Sequence[Token], i: int, raw: Numeral, taken: Sequence[bool], after: int) -> Quantity | None:
    scale, last = (ONE, raw.last) if raw.form in ("fraction",) or raw.fold else scale_at(tokens, raw.last)
    last, hedge = hedged_after(tokens, last)
    if hedge and last < len(tokens) and tokens[last].low == "of" and not unit_at(tokens, last)[0]:
        last += unit_at(tokens, last + 1)[0] != ""
    unit, last = ("times", last) if raw.fold else unit_at(tokens, last)
    if hedge is None:
        last, hedge = hedged_after(tokens, last)
    if raw.spelled and tokens[i].low in ("one", "a") and scale == ONE and not unit and raw.value == ONE:
        return None
    if raw.form == "fraction" and not unit and scale == ONE:
        unit = "fraction"
    first, sign, currency = _before(tokens, i, after)
    if unit.startswith("money:"):
        unit, currency = "money", unit[6:]
    if currency and not unit:
        unit = "money"
    value = raw.value * scale
    if raw.form == "fraction" and unit in ("pp", "points", "percent", "bp"):
        raw = replace(raw, form="decimal", grain=min(raw.grain * 5, ONE / 10))
    found = Quantity(
        first, i, last, -value if sign < 0 else value, raw.grain * scale, scale, unit, currency, sign, hedge, raw.form, raw.spelled
    )  # fmt: skip
    found = _and_cents(tokens, _and_a_half(tokens, found))
    start, before = hedged(tokens, first, after, taken)
    if before and before.startswith("far_"):  # `well over`: the bound may be a weak one
        return replace(found, first=start, hedge=before[4:], grain=max(found.grain, found.magnitude))
    return replace(found, first=start, hedge=before) if before else found


def _and_a_half(tokens: Sequence[Token], q: Quantity) -> Quantity:
    """`a point and a half`, `two points and a quarter`."""
    if not q.spelled or q.unit not in ("points", "pp", "percent", "bp"):
        return q
    words = [t.low for t in tokens[q.last : q.last + 3]]
    if words[:2] == ["and", "a"] and words[2:] in (["half"], ["quarter"], ["bit"]):
        if words[2] == "bit":
            return replace(q, last=q.last + 3, hedge="over")
        more = Decimal("0.5") if words[2] == "half" else Decimal("0.25")
        return replace(q, last=q.last + 3, value=q.value + more, grain=Decimal("0.2"), form="decimal")
    return q


def _and_cents(tokens: Sequence[Token], q: Quantity) -> Quantity:
    """`a hundred and seventy-four dollars fifty-eight`, `nine dollars and five cents`."""
    if q.unit != "money" or not q.spelled or q.value % 1:
        return q
    joined = q.last < len(tokens) and tokens[q.last].low == "and"
    at = q.last + joined
    more = numeral(tokens, at) if at < len(tokens) and tokens[at].low in NUMERAL_WORDS else None
    if more is None or not more.spelled or more.value % 1 or not 0 < more.value < 100:
        return q
    named = more.last < len(tokens) and tokens[more.last].low in ("cents", "cent", "pence")
    if not named and (joined or more.value < 10 or unit_at(tokens, more.last)[0] or scale_at(tokens, more.last)[0] != ONE):  # fmt: skip
        return q
    return replace(q, last=more.last + named, value=q.value + more.value / 100, grain=ONE / 100, form="decimal")


def _before(tokens: Sequence[Token], i: int, after: int) -> tuple[int, int, str]:
    """Sign and currency in front of the digits."""
    first, currency = _currency(tokens, i, after)
    sign = 0
    if first - 1 >= after and tokens[first - 1].text in "+-\u2013" and _is_sign(tokens, first - 1):
        first -= 1
        sign = 1 if tokens[first].text == "+" else -1
        if not currency and tokens[first].glued:
            first, currency = _currency(tokens, first, after)
    k = first - 1 - (tokens[first - 1].low == "of" and first - 2 >= after)  # `shows a minus of 0.9 %`
    if not sign and k >= after and tokens[k].low in ("minus", "negative"):
        return k, -1, currency
    if not sign and k >= after and tokens[k].low == "plus":
        return k, 1, currency
    return first, sign, currency


def _currency(tokens: Sequence[Token], i: int, after: int) -> tuple[int, str]:
    """The currency right before token `i`, and where it begins."""
    if i - 1 < after:
        return i, ""
    before = tokens[i - 1]
    if before.text in CURRENCIES:
        if before.text == "$" and i - 2 >= after and before.glued and tokens[i - 2].low in DOLLARS:
            return i - 2, DOLLARS[tokens[i - 2].low]
        return i - 1, CURRENCIES[before.text]
    code = before.low in CODES and before.text[:1].isupper()
    if code and (tokens[i].glued or len(before.text) > 2 or before.low == "rs"):
        return i - 1, CODES[before.low]
    return i, ""


def _is_sign(tokens: Sequence[Token], i: int) -> bool:
    """Whether a plus or a dash is a sign, rather than a joint (`4.00-4.25 %`) or a pause."""
    if _joins(tokens, i):
        return False
    if tokens[i + 1].glued:
        return True
    return i > 0 and (tokens[i - 1].text in ":(|" or (tokens[i].text == "+" and not tokens[i - 1].is_num))


def _joins(tokens: Sequence[Token], i: int) -> bool:
    """Whether a dash joins two numbers or words rather than being a sign."""
    return (
        i > 0
        and tokens[i].glued
        and (tokens[i - 1].is_num or tokens[i - 1].text == "%" or tokens[i - 1].kind == "word")
    )


_LIST_JOINTS = (["and"], ["or"], [",", "and"], [","])
_RANGE_JOINTS = (["to"], ["-"], ["\u2013"], ["back", "to"], ["up", "to"], ["down", "to"])


def _share_units(found: list[Quantity], tokens: Sequence[Token]) -> list[Quantity]:
    """`from 2.35 to 2.64 per cent`, `4.00-4.25%`, `7.3, 8.1 and 16.4 percent`: the unit of the last holds for all."""
    closed = False  # whether the list to the right ended with `and`
    for k in range(len(found) - 2, -1, -1):
        one, two = found[k], found[k + 1]
        between = [t.low for t in tokens[one.last : two.first]]
        ranged = (not between and tokens[two.core].hyphen) or between in _RANGE_JOINTS
        listed = between in (_LIST_JOINTS if closed else _LIST_JOINTS[:3]) and _alike(tokens, one, two)
        closed = listed
        before = tokens[one.first - 1].low if one.first else ""
        moved = before in ("up", "down", "by") or any(x.unit == "bp" for x in found[max(0, k - 4) : k])
        if ranged and moved and not one.unit and _leads_to(tokens, one, two):
            continue  # `the two-year hardly stirred, up three to 0.16%`: a move, and where it led
        if ranged or listed:
            found[k], found[k + 1] = _same_unit(one, two)
    return found


def _alike(tokens: Sequence[Token], one: Quantity, two: Quantity) -> bool:
    """Whether two numbers of a list can be of one kind: not a level and a change."""
    before = tokens[one.first - 1].low if one.first else ""
    small, large = sorted((one.magnitude / one.scale, two.magnitude / two.scale))
    if one.unit or before in ("at", "to", "near"):
        return bool(one.unit)
    return not (one.spelled and not two.spelled) and small * 50 >= large


def _same_unit(one: Quantity, two: Quantity) -> tuple[Quantity, Quantity]:
    if not one.unit and two.unit:
        scale = two.scale if one.scale == ONE else one.scale
        by = scale / one.scale
        shared = replace(
            one, unit=two.unit, currency=two.currency, value=one.value * by, grain=one.grain * by, scale=scale
        )
        return shared, two
    if one.unit == "money" and not two.unit:
        two = replace(two, unit="money", currency=one.currency)
    if (
        one.unit == two.unit == "money"
        and one.scale == ONE
        and two.scale > 1000
        and one.magnitude * 1000 < two.magnitude
    ):
        return replace(one, value=one.value * two.scale, grain=one.grain * two.scale, scale=two.scale), two
    return one, two
