"""Instruments that no list knows: a capitalised name or a ticker that a market verb or a move belongs to.

They are told apart so that what is said of them is never judged by another instrument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from generator.check.text.clauses import CARRIERS
from generator.check.text.quantities import Quantity
from generator.check.text.tokens import Token
from generator.check.text.verbs import AUXILIARIES
from generator.check.text.wordset import wordset

if TYPE_CHECKING:
    from generator.check.text.lexicon import Cue

_LONGEST = 4  # words of a name
_VERBS = ("move", "level", "state")
_UNITS = frozenset({"percent", "money", "bp", "pp", "points"})
_NO_NAMES = wordset("""
    having being
    the a an and or but if so as at by in on of for to from with than then that this these those it its he she we you they i my our your
    their his her there here what which who when where why how all both each some any no not one two three four five
    about around roughly nearly almost over under above below up down plus minus only just even another other others same such very
    ath ytd mtd qtd wtd eod am pm et est gmt utc us uk eu u.s. u.k. imo fyi nb ps vs v pt q a y/y m/m q/q w/w yoy mom aum eps gdp
    net gross total average median index indices indexes futures market markets price prices yield yields rate rates stock stocks share shares
    equities bonds gains losses gain loss volume volumes level levels close high low record volatility spread gap dip rally bulls bears investors
    traders buyers sellers analysts everyone everything nothing something nobody money flows inflows outflows funds fund trading today tomorrow yesterday
    tonight now later earlier meanwhile still also again overall since after before during while despite because although though however
    fed treasury congress ecb boe boj opec sir mr mrs ms dr st chapter part page table chart figure note source sources update
    we're we've we'd they're they've you're you've i'm i've he's she's it's that's there's what's who's here's let's don't isn't
    performance return returns change changes move moves result results damage tally bill balance week month quarter year day session
    weekly monthly daily annual yearly quarterly prev chg usage uptake balances
""")  # fmt: skip


def strangers(
    tokens: Sequence[Token],
    taken: Sequence[bool],
    numbers: Sequence[Quantity],
    cue_at: Callable[[int], Cue | None],
    *,
    heading: bool,
) -> Iterator[tuple[int, int]]:
    """The places of names that no list knows: token after token, from the left."""
    starts = {q.first: q for q in numbers} | {q.core: q for q in numbers}
    i, head, end = 0, True, len(tokens)
    while i < end:
        token, stop = tokens[i], 0
        if token.text == "$":
            stop = _cashtag(tokens, i, taken)
        elif (
            not heading
            and token.kind == "word"
            and token.text != token.low
            and token.text[:1].isupper()
            and not taken[i]
            and not (token.text.isupper() and token.low in _EMPHATIC)
        ):
            stop = _run(tokens, i, taken, cue_at)
            if stop < end and tokens[stop].hyphen:
                stop = 0
            if stop and not _said_of(tokens, i, stop, starts, cue_at, head=head and stop == i + 1):
                i, stop, head = stop, 0, False
                continue
        if stop:
            yield i, stop
        head = token.kind == "end" or token.text in (":", "\u2022") or (head and token.kind not in ("word", "num"))
        i = stop or i + 1


_EMPHATIC = wordset("""
    loser losers winner winners least most best worst biggest only never ever not all every very huge big small up down
    now today again still record low high more less
""")  # words that a writer shouts


def _cashtag(tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> int:
    """`$TSLA`: the token after it, or 0."""
    if i + 1 >= len(tokens) or taken[i + 1]:
        return 0
    word = tokens[i + 1]
    return i + 2 if word.glued and word.kind == "word" and 1 <= len(word.text) <= 6 and word.text.isascii() else 0


def _run(tokens: Sequence[Token], i: int, taken: Sequence[bool], cue_at: Callable[[int], Cue | None]) -> int:
    """The end of a run of capitalised words that name something, or 0."""
    k = i
    while k < len(tokens) and k - i < _LONGEST:
        token = tokens[k]
        inside = token.text == "&" and k > i
        if not inside and (
            token.kind != "word"
            or not token.text[:1].isupper()
            or taken[k]
            or token.low in _NO_NAMES
            or cue_at(k) is not None
        ):
            break
        k += 1
        if token.possessive:
            return 0 if k >= len(tokens) or tokens[k].low not in ("shares", "stock", "shares'") else k
    return k if k > i and tokens[k - 1].text != "&" else 0


def _said_of(
    tokens: Sequence[Token],
    first: int,
    stop: int,
    starts: dict[int, Quantity],
    cue_at: Callable[[int], Cue | None],
    *,
    head: bool,
) -> bool:
    """Whether a move is told of a name: `Nordhafen fell 5%`, `Nordhafen (NDH) +5%`, `shares of Acme rose`."""
    k, ticker = stop, False
    if k + 2 < len(tokens) and tokens[k].text == "(":
        close = next((n for n in range(k + 1, min(k + 6, len(tokens))) if tokens[n].text == ")"), 0)
        ticker = bool(close) and tokens[close - 1].text.isupper()
        k = close + 1 if ticker else k
    owned = k < len(tokens) and tokens[k].low in ("shares", "stock")
    k += owned
    number = starts.get(k)
    if number is not None:
        return number.unit == "percent" and (bool(number.sign) or not head)
    if k < len(tokens) and tokens[k].text == "," and (ticker or owned):
        return True
    while k < len(tokens) and (
        tokens[k].low in AUXILIARIES or tokens[k].low.endswith("ly") or tokens[k].low in ("also", "still", "then")
    ):
        if cue_at(k) is not None:
            break
        k += 1
    cue = cue_at(k) if k < len(tokens) else None
    if cue is None or cue.role not in _VERBS or cue.noun:
        return False
    if (
        ticker
        or owned
        or (first > 1 and tokens[first - 1].low in ("of", "in") and tokens[first - 2].low in ("shares", "stock"))
    ):
        return True
    told = [starts[n].unit for n in range(k + 1, k + 5) if n in starts]
    if head:  # any word is capitalised there
        plain = tokens[first].low in CARRIERS or (stop < len(tokens) and tokens[stop].hyphen)
        return "percent" in told[:1] and not plain
    return any(unit in _UNITS for unit in told)
