"""Whether words that may be a name are one here, and words after a name that make it something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.check.text.lexicon import CUES
from generator.check.text.tokens import Token
from generator.check.text.verbs import AUXILIARIES
from generator.check.text.wordset import wordset

if TYPE_CHECKING:
    from generator.check.text.entities import Name

_AFTER_GROUP = wordset("""
    were are have had has both all moved fell rose closed finished ended gained lost respectively did together each
    now indices benchmarks also
""")
# names that are also ordinary words: only with a capital
_TITLE_ONLY = wordset("""
    shell target ford uber meta oracle nike apple sap adobe sony ups ge bp lucid comp dia smi kiwi dow russell move eth
    fxs gap visa unity block square snap match key all it on so are now be go has any can see low mo ma ed re ice cost
    fast well main life love play true big open run sun tell cat car dog hd bill cash core form set tip sol link dot
    ada ton sui bil shy iau usd eur jpy gbp cny chf aud cad pln php try idr sek hui mid aim jse psi ipc skew spy
    amazon tin cac mib power lead carbon
""")
# ordinary words also with a capital at the head of a sentence
_NOT_BEFORE = wordset("of for price prices date dates between audience range setting practice")
_ODD = wordset("real won rand")
_MODIFIED = wordset("""
    miners miner stocks shares producers producer companies company explorers majors major firms exporters exporter
    refiners jewellery jewelry reserves demand supply inventories stockpiles output production imports exports rig rigs
    field fields industry mining bulls bears minister giant giants sector etf etfs funds fund treasuries bars coins
    miner's options earnings constituents members components technology tech sectors financials energy
""")
_BLOC = wordset("zone area area's zone's bloc region member members countries nations")
_BOURSES = wordset("index benchmark gauge bourse")
_STUFFS = wordset(
    "gold silver oil copper steel tin nickel sugar coffee cotton corn gas coal power carbon rubber platinum"
)
_THINGS = wordset(
    "standard medal medals rush mine mines card lining linings screen bullet plate painting spill lamp pipe"
)
_PRICED = frozenset({"commodity", "crypto"})
_INDEXED = frozenset({"equity_index"})
_REALISED = wordset(
    "realised realized fair intrinsic"
)  # `Bitcoin's realised price`: what was paid for it, no price of its own
_PRICE = wordset("price value cap")
_SINGLE = wordset("stock")  # `the average S&P 500 stock`
_STOCK_WHAT = wordset("index gauge benchmark average market price prices futures fund etf")
_OF_COUNTRIES = frozenset({"rate", "gap"})
_ABROAD = wordset("""
    germany japan britain france italy spain switzerland china canada australia europe sweden norway mexico brazil india
    turkey korea
""")
_NO_CONTRACTS = frozenset({"equity_index", "volatility_index", "etf", "equity", "crypto"})
_CONTRACTS = wordset("futures options contract contracts calls puts")  # another price than that of what they are on
_VIEWS_OF = wordset("target forecast forecasts estimate estimates projection projections")
_OF_INDEX = wordset("""
    companies constituents members member constituent earnings components sectors utilities financials technology energy stocks listings
    materials industrials healthcare sector sectors industry industries groups stock-market
""")


_PRICES = wordset("dollars dollar cents euros euro pounds pence yen % cent percent points bn billion million")


PARTS = wordset(
    "sectors sector groups group industries components constituents members stocks shares companies issues names"
)
_PART_DRESS = wordset("the benchmark broad broader blue-chip tech-heavy")


_SORTS = wordset("""
    financial tech technology energy bank banking chip industrial health healthcare retail growth value company small
    smaller large larger big bigger mid meme penny mining auto airline defensive cyclical consumer communication
    communications utility media software semiconductor drug biotech dividend individual many most some other more
    fewer few ai chinese japanese european asian german british french indian foreign oil gas gold silver crypto
    insurance materials staples discretionary estate travel cruise homebuilder defense defence weed cannabis solar
    capitalization cap pharmaceutical pharma internet megacap tech-related these those which
""")


def part_of(tokens: Sequence[Token], i: int) -> int | None:
    """The token at which the index begins that some things are a part of: `groups in the S&P 500`, `members of the Dow`."""
    if tokens[i].low not in PARTS or i + 2 >= len(tokens) or tokens[i + 1].low not in ("in", "of", "within"):
        return None
    k = i + 2
    while k < len(tokens) and k < i + 5 and tokens[k].low in _PART_DRESS:
        k += 1
    return k if k < len(tokens) else None


def plausible(tokens: Sequence[Token], first: int, last: int, anaphor: tuple[str, ...] | None, cased: set[str]) -> bool:
    """Whether a word that is also an ordinary one is meant as a name here."""
    if anaphor in (("two",), ("all",)) and tokens[last - 1].low in ("two", "three", "four"):
        return last >= len(tokens) or tokens[last].kind != "word" or tokens[last].low in _AFTER_GROUP
    after = tokens[last] if last < len(tokens) else None
    if (
        tokens[last - 1].low == "other"
        and after is not None
        and after.low in ("way", "side", "hand", "end", "direction", "sign")
    ):
        return False
    if tokens[first].low == "euro" and after is not None and after.low in ("zone", "area", "bloc", "members"):
        return False
    if tokens[last - 1].low in _ODD:
        return _odd(tokens, first, last, after)
    if tokens[last - 1].low == "swiss":
        return (
            bool(first)
            and tokens[first - 1].low in ("against", "versus", "vs")
            and (after is None or after.kind != "word" or after.low in ("at", "to", "and", "by"))
        )
    if last - first > 1:
        return True
    token = tokens[first]
    low = token.low
    if low == "euro" and after is not None and after.low in _BLOC:
        return False
    if low == "each" and first and (tokens[first - 1].is_num or tokens[first - 1].low in _PRICES):
        return False  # `at two hundred dollars each`
    if token.is_num:
        return after is None or not (after.text == "%" or after.low in ("points", "percent"))
    if anaphor is None and (low in _TITLE_ONLY or low in cased) and not token.text[:1].isupper():
        return False
    if low == "curve" and (after is None or after.text != ":"):
        return False
    if anaphor is None and low in _TITLE_ONLY and after is not None and after.low in _NOT_BEFORE:
        return False
    if low in ("stocks", "equities", "shares") and anaphor is not None and first:
        return tokens[first - 1].low not in _SORTS and not (tokens[first - 1].hyphen and first > 1)
    if low in _STUFFS and after is not None and after.kind == "word":
        if after.low in _THINGS:
            return False
        if first and tokens[first - 1].low in ("a", "an"):
            cue = CUES.match(tokens, last)
            return cue is not None and cue[1].role in ("noun", "move", "record", "extreme", "super")
    return not (
        low in ("index", "metal", "yield", "latter", "former")
        and anaphor is not None
        and not (first and tokens[first - 1].low in ("the", "this", "that", "same", "same-day"))
    )


def _odd(tokens: Sequence[Token], first: int, last: int, after: Token | None) -> bool:
    """`the won fell`, but not `the real economy`, `they won`."""
    if tokens[first].low in _ODD:
        return False
    return (
        after is None
        or after.kind != "word"
        or after.low in ("at", "to", "against", "by", "and")
        or _moves(tokens, last)
    )


def _moves(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb of the market, or an auxiliary, stands at a token."""
    if i >= len(tokens):
        return False
    if tokens[i].low in AUXILIARIES:
        return True
    cue = CUES.match(tokens, i)
    return cue is not None and cue[1].role in ("move", "level", "state", "flat") and not cue[1].noun


_BESIDE = frozenset({"than", "versus", "vs"})
_BETWEEN = AUXILIARIES | wordset("itself also too alone meanwhile then even still again duly")


def place_moves(tokens: Sequence[Token], i: int, places: Mapping[str, Name]) -> tuple[int, Name] | None:
    """A place that stands for its market: `Tokyo gained 1.2 %`, `Frankfurt was down 0.5 %`."""
    for size in (2, 1):
        name = places.get(" ".join(t.text for t in tokens[i : i + size]))
        last = i + size
        if name is None or last >= len(tokens):
            continue
        if tokens[last].low in _BOURSES:
            return last + 1, name
        if tokens[last - 1].possessive:
            continue
        if i and tokens[i - 1].low in _BESIDE:
            return last, name
        at = last
        while at < len(tokens) and tokens[at].low in _BETWEEN and not CUES.match(tokens, at):
            at += 1
        cue = CUES.match(tokens, at) if at < len(tokens) else None
        if cue is not None and cue[1].role in ("move", "state", "flat") and not cue[1].noun:
            near = tokens[cue[0] : cue[0] + 4]
            if any(t.kind == "num" or t.low in ("higher", "lower") for t in near):
                return last, name
    return None


def listed_company(tokens: Sequence[Token], i: int, last: int) -> bool:
    """`Barrick Gold (ABX)`: a name with a capitalised word before it and a ticker in brackets after it is a company's."""
    if i == 0 or last + 2 >= len(tokens) or tokens[last].text != "(" or tokens[last + 2].text != ")":
        return False
    before, ticker = tokens[i - 1], tokens[last + 1].text
    told = before.kind == "word" and before.text[:1].isupper() and before.low not in _PLAIN_BEFORE
    return told and ticker.isalpha() and ticker.isupper() and 2 <= len(ticker) <= 5


def stocked(tokens: Sequence[Token], i: int) -> bool:
    """Whether `stocks` belong to the word before them: `Cushing stocks`, `solar stocks`."""
    if i == 0 or tokens[i].low not in ("stocks", "equities"):
        return False
    before = tokens[i - 1]
    return (
        before.kind == "word"
        and before.low not in _PLAIN_BEFORE
        and not before.low.endswith("ly")
        and not before.possessive
    )


_PLAIN_BEFORE = wordset("""
    the and or but in of for to on at by as with from into than while when where that which these those most many some all
    both global other our their its u.s. us american if then so where between because since although though yet after
    before like up down sent send sending push pushed pushing pull pulled lift lifted lifting drag dragged dragging
    drove hit hurt helped left took bought sold buy sell own hold favour prefer risky world broader wider
    however meanwhile overall not only even is are was were has have had see saw
""")


def renames(tokens: Sequence[Token], first: int, last: int, kind: str) -> int:
    """The end of a longer name that begins with a known one but is another thing: `oil producers`, `the reverse repo rate`."""
    if last >= len(tokens):
        return last
    after = tokens[last]
    if tokens[last - 1].possessive:
        then = tokens[last + 1].low if last + 1 < len(tokens) else ""
        owned = (after.low in _REALISED and then in _PRICE) or (after.low, then) == ("share", "of")
        return last + 1 if owned else last
    if kind in _PRICED and after.low in _MODIFIED and not after.hyphen:
        return last + 1 if after.low not in ("etf", "etfs", "fund", "funds") else last
    if kind in _OF_COUNTRIES and after.low == "in" and last + 1 < len(tokens) and tokens[last + 1].low in _ABROAD:
        return last + 2
    if kind == "balance":
        rated = last + (after.low in ("offering", "award", "facility"))
        return rated + 1 if rated < len(tokens) and tokens[rated].low in ("rate", "rates") else last
    if after.low in _VIEWS_OF or (kind in _NO_CONTRACTS and after.low in _CONTRACTS):
        return last + 1
    if kind in _INDEXED:
        single = after.low in _SINGLE and not (last + 1 < len(tokens) and tokens[last + 1].low in _STOCK_WHAT)
        if after.low in _OF_INDEX or single:
            return last + 1
        if (
            after.is_num and after.text.isdigit() and 2 <= len(after.text) <= 4 and not tokens[last - 1].is_num
            and not after.text.startswith(("19", "20")) and _moves(tokens, last + 1)
        ):  # fmt: skip
            return last + 1
    return last
