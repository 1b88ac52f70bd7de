"""Numbers that claim nothing: times of day, telephone numbers, pages, ages, `24/7`, names such as QE3."""

from __future__ import annotations

from collections.abc import Sequence

from generator.check.text.numerals import SMALL, written_fraction
from generator.check.text.tokens import Token
from generator.check.text.units import CODES, unit_at
from generator.check.text.when import is_month_and_day
from generator.check.text.wordset import wordset

_NUMBERED = wordset("""
    page room box issue chapter part volume extension ext no number section table figure chart note act step episode
    rule item question floor suite gate line flight route level grade class phase stage version tier edition series
    vol pages rooms chapters parts sections tables figures charts notes steps episodes rules items questions panels
    pin code password passcode dial-in ref reference id serial panel exhibit exhibits fig figs footnote footnotes appendix slide slides reason lesson point tip lot
""")
_MAYBE_LEVEL = frozenset({"no", "level", "point", "lot"})
_CLOCKS = wordset("am pm a.m. p.m. cet gmt est edt et utc bst cest o'clock hours hrs ist pst")
_LETTERED = frozenset({"us", "hk", "c", "a", "q", "m", "s", "b", "h"})
_MINUTES = wordset("five ten twenty quarter half")
_STARTS = _MINUTES | {"a", "one"}
_BEFORE_CLOCK = wordset("at by until till around about before after just nearly since from")
_AGED = wordset("aged age im i'm turned turning")


def masks(tokens: Sequence[Token]) -> list[bool]:
    """For each token, whether it belongs to a number that claims nothing."""
    masked = [False] * len(tokens)
    for i in [i for i, token in enumerate(tokens) if token.kind == "num" or token.low in _STARTS]:
        token = tokens[i]
        if token.kind == "num":
            _mask_number(tokens, i, masked)
        elif token.low in _MINUTES:
            _mask_clock(tokens, i, masked)
        elif token.low == "a" and i > 1 and tokens[i - 1].low == "to" and tokens[i - 2].low == "up":
            masked[i] = i + 1 < len(tokens) and tokens[i + 1].low == "point"  # `up to a point`
        elif token.low == "one" and i and tokens[i - 1].low in ("at", "any") and i + 1 < len(tokens):
            masked[i] = tokens[i + 1].low in ("point", "stage", "time")
    return masked


def _mask_number(tokens: Sequence[Token], i: int, masked: list[bool]) -> None:
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    two = tokens[i + 2] if i + 2 < len(tokens) else None
    if after is not None and two is not None and after.text in ":/" and after.glued and two.is_num and two.glued:
        if is_month_and_day(tokens, i):
            return
        if written_fraction(tokens, i) is None or not unit_at(tokens, i + 3)[0]:
            masked[i] = masked[i + 1] = masked[i + 2] = True
    elif before is None and after is not None and after.text == "." and (two is None or two.text[:1].isupper()):
        masked[i] = True  # `2. Equities.`
    elif after is not None and (after.low in _CLOCKS or (after.text == "(" and after.glued)):
        masked[i] = True
    elif before is not None and (_labelled(tokens, i, before, after) or _abbreviated(tokens, i)):
        masked[i] = True
        _mask_range(tokens, i, masked)
    elif before is not None and after is not None and after.low in ("into", "in", "on") and _staked(tokens, i):
        masked[i] = True
    elif _telephone(tokens, i):
        masked[i] = masked[i + 1] = True
    elif after is not None and two is not None and after.low == "to" and after.hyphen and two.hyphen:
        masked[i] = masked[i + 2] = True


_STAKES = wordset(
    "put puts putting invest invests invested investing stick stuck sticking stake staked plough ploughed"
)


def _staked(tokens: Sequence[Token], i: int) -> bool:
    """`Put £10,000 into a tracker`: money of nobody's."""
    return i > 1 and (tokens[i - 2].low in _STAKES and not tokens[i - 1].low.isalpha())


def _labelled(tokens: Sequence[Token], i: int, before: Token, after: Token | None) -> bool:
    """`page 43`, `room 3.14`, `#4`, `QE3`, `aged 24`; but not `R33.62`, which is an amount."""
    if before.text == "#" or (before.low in _AGED and not unit_at(tokens, i + 1)[0]):
        return True
    if before.low in _NUMBERED:
        return not (before.low in _MAYBE_LEVEL and (unit_at(tokens, i + 1)[0] != "" or "." in tokens[i].text)) and not (
            after is not None and after.text == "%"
        )
    if before.kind != "word" or not tokens[i].glued or tokens[i].hyphen or before.low in _LETTERED:
        return False
    return not (before.low in CODES and before.text[0].isupper() and ("." in tokens[i].text or len(tokens[i].text) > 2))


_SHORT = wordset("ext tel fax ph p pp ch sec vol no nr")


def _abbreviated(tokens: Sequence[Token], i: int) -> bool:
    """`ext. 4417`, `p. 12`, and the release `H.4.1`: a number behind a short word and its full stop."""
    if i < 2 or tokens[i - 1].text != "." or tokens[i - 2].kind != "word":
        return False
    letter = tokens[i].glued and len(tokens[i - 2].text) == 1 and tokens[i - 2].text.isupper()
    return letter or tokens[i - 2].low in _SHORT


def _mask_range(tokens: Sequence[Token], i: int, masked: list[bool]) -> None:
    """`charts 1 to 3`, `pages 4-6`, `notes 3 and 4`."""
    k = i + 1
    if k < len(tokens) and (tokens[k].low in ("to", "and", "or", ",") or tokens[k].text in "-\u2013"):
        k += 1
    if k < len(tokens) and tokens[k].is_num and tokens[i - 1].low.endswith("s") and not unit_at(tokens, k + 1)[0]:
        masked[k] = True


def _mask_clock(tokens: Sequence[Token], i: int, masked: list[bool]) -> None:
    """`at twenty to three`, `by half past four`."""
    if i == 0 or i + 2 >= len(tokens) or tokens[i + 1].low not in ("to", "past"):
        return
    before = tokens[i - 2].low if tokens[i - 1].low == "a" and i > 1 else tokens[i - 1].low
    hour = 0 < SMALL.get(tokens[i + 2].low, 0) <= 12 and not unit_at(tokens, i + 3)[0]
    if hour and before in _BEFORE_CLOCK and (before != "from" or tokens[i + 1].low == "past"):
        masked[i] = masked[i + 2] = True


def _telephone(tokens: Sequence[Token], i: int) -> bool:
    """Whether two numbers stand side by side without a sign between them."""
    if i + 1 >= len(tokens) or not tokens[i + 1].is_num:
        return False
    one, two = tokens[i].text, tokens[i + 1].text
    if unit_at(tokens, i + 2)[0]:
        return False  # `the Russell 2000 11 %`
    if not (one.isdigit() and two.isdigit()) or (len(one) == 4 and len(two) < 2):
        return False
    if one == "1" and tokens[i + 1].hyphen and len(two) == 3:
        return True
    return (len(one) >= 2 or tokens[i + 1].hyphen) and (len(two) >= 2) and (one[0] == "0" or len(one) + len(two) >= 6)
