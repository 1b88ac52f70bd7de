"""What a catalog entry implies: the names that people use for an instrument of that name, kind and unit.

One rule set for each kind. What is derived here gives way to every name that a catalog states, and what two
instruments of a tape would share names neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.text.wordset import wordset
from generator.market import Instrument

_QUALIFIER = re.compile(r"\s*(?:,.*|\([^()]*\))$")
_COMPANY = wordset("""
    ag plc inc inc. corp corp. co co. ltd ltd. se sa s.a. nv n.v. spa s.p.a. ab asa oyj kgaa limited corporation company
    group holding holdings bhd tbk a/s as adr ads llc lp l.p. incorporated trust
""")
_GENERIC = wordset("""
    american national general united first deutsche credit bank royal british standard china japan international air
    global new great old north south east west western eastern central union southern northern texas pacific atlantic
    capital home health life best big blue red green black white gold silver golden star sun sky sea land earth world
    universal advanced applied digital electronic electric energy power oil gas water steel motor motors auto tech
    technologies data micro super smart social snap block square target public state federal canadian australian
    french german italian spanish swiss dutch nordic european asian indian korean taiwan hong us saudi banco banque
    grupo compagnie societe industrial commercial consolidated allied associated applied mutual prudential legal the
    spdr ishares vanguard invesco dow nasdaq russell s&p msci ftse euro stoxx hang shanghai shenzhen straits core
""")
_ISSUERS = wordset(
    "spdr ishares vanguard invesco proshares fidelity ark grayscale vaneck wisdomtree schwab amundi xtrackers lyxor global ubs core trust"
)
_FUNDS = frozenset({"etf", "etfs", "fund", "trust", "shares", "etn"})
_FLOWS = re.compile(r"\s*(?:,.*)?\s*\b(?:daily |weekly |net |fund )*(?:in|out)?flows?$", re.I)
_HEADS = {
    "index": ("index", "gauge", "measure", "indicator", "reading", "barometer"), "indicator": ("indicator", "gauge", "measure", "reading"),
    "account": ("account", "cash balance", "cash pile", "balance"), "rate": ("rate",), "spread": ("spread", "spreads"),
    "supply": ("supply",), "survey": ("survey", "index", "reading"),
}  # fmt: skip
_OILS = (
    "crude",
    "oil",
    "crude oil",
    "oil price",
    "oil prices",
    "crude price",
    "crude prices",
    "oil futures",
    "crude futures",
    "price of oil",
    "price of crude",
)
_GASES = ("gas", "natural gas", "natgas", "gas price", "gas prices", "gas futures", "natural gas futures")
_MARKS = wordset(
    "price prices spot futures future front-month contract daily monthly weekly average close ounce oz crude oil"
)


def stated(instrument: Instrument) -> tuple[str, ...]:
    """The names that the catalog states."""
    return (instrument.name, *instrument.aliases)


def derived(instrument: Instrument) -> Iterator[str]:
    """The names that follow from the stated ones."""
    rule = _RULES.get(instrument.kind)
    for text in (*stated(instrument), *_proxies(instrument)):
        plain = _plain(text)
        yield plain
        if rule is not None:
            yield from rule(plain)


def _plain(text: str) -> str:
    """A name without what follows a comma or stands in brackets: `Gold, monthly average`."""
    return _QUALIFIER.sub("", text).strip() or text


def _proxies(instrument: Instrument) -> Iterator[str]:
    """The fund that stands for an instrument: `SPDR Gold Shares (GLD), price per share`."""
    found = re.match(r"([^,(]+)\(([A-Z]{2,6})\)", instrument.proxy or "")
    if found is not None:
        yield from (found[1].strip(), found[2])


def _shares(core: str) -> Iterator[str]:
    yield from (
        f"{core} shares",
        f"{core} share",
        f"{core} stock",
        f"shares of {core}",
        f"shares in {core}",
        f"stock of {core}",
        f"{core} share price",
        f"{core} stock price",
    )


def _equity(text: str) -> Iterator[str]:
    words = text.split()
    while len(words) > 1 and words[-1].lower().strip(",") in _COMPANY:
        words.pop()
    while len(words) > 1 and words[-1] in ("&", "and"):
        words.pop()
    core = " ".join(words)
    yield core
    yield from _shares(core)
    if re.fullmatch(r"[A-Z]{3,5}\.[A-Z]{1,2}", text):
        yield text.split(".", maxsplit=1)[0]
    head = words[0]
    if len(words) > 1 and len(head) > 3 and head.lower() not in _GENERIC and head[:1].isupper():
        yield head
        yield from _shares(head)


def _etf(text: str) -> Iterator[str]:
    words = text.split()
    core = [
        w for k, w in enumerate(words) if not (w.lower() in _ISSUERS and (k == 0 or words[k - 1].lower() in _ISSUERS))
    ]
    while core and core[-1].lower() in _FUNDS:
        core.pop()
    if len(words) == 1:
        yield from (f"{text} ETF", f"{text} fund", f"{text} trust", *_shares(text))
    elif core and len(core) < len(words):
        name = " ".join(core)
        yield from (f"{name} ETF", f"{name} ETFs", f"{name} fund", f"{name} tracker", f"{name} exchange-traded fund")
        for k in range(1, len(words) - 2):
            if words[k][:1].isupper() and words[-1].lower() in _FUNDS:
                yield " ".join(words[k:])
        if words[-1].lower() in _FUNDS:
            yield " ".join(words[:-1]) if len(words) > 2 else f"{text} ETF"


def _index(text: str) -> Iterator[str]:
    words = text.split()
    while len(words) > 1 and words[-1].lower() in ("index", "indices", "benchmark"):
        words.pop()
    core = " ".join(words)
    if core == core.lower() and not any(c.isdigit() for c in core):
        return
    yield core
    for tail in ("index", "benchmark", "gauge", "composite", "composite index", "average"):
        if tail.split()[0] not in core.lower().split():
            yield f"{core} {tail}"
    if len(words) > 1 and words[-1].isdigit():
        short = " ".join(words[:-1])
        yield from (short, f"{short} index")
    if len(words) > 1 and words[-1].lower() in ("composite", "average"):
        short = " ".join(words[:-1])
        yield from (short, f"{short} index")


def _commodity(text: str) -> Iterator[str]:
    words = [w for w in text.split() if w.lower() not in _MARKS]
    lows = text.lower().split()
    core = " ".join(words)
    if core:
        yield core
        for form in (
            "{} price",
            "{} prices",
            "price of {}",
            "{} futures",
            "spot {}",
            "{} contract",
            "front-month {}",
            "{} crude",
            "{} bullion",
        ):
            if form not in ("{} crude", "{} bullion") or form.split()[1] in lows:
                yield form.format(core)
    if "crude" in lows or "oil" in lows or core.lower() in ("brent", "wti"):
        yield from _OILS
    if "gas" in lows or core.lower() in ("henry hub", "ttf"):
        yield from _GASES


def _coin(text: str) -> Iterator[str]:
    yield from (
        f"{text} price",
        f"{text} prices",
        f"price of {text}",
        f"{text} token",
        f"{text}USD",
        f"{text}/USD",
    )


def _gauge(text: str) -> Iterator[str]:
    words = text.split()
    heads = _HEADS.get(words[-1].lower())
    if heads is None or len(words) < 2:
        return
    first, middle = words[0], words[1:-1]
    tails = [" ".join(middle[k:]) for k in range(len(middle))]
    for head in heads:
        if first.isupper() or first[:1].isupper():
            yield f"{first} {head}"
            yield from (f"{first} {tail} {head}" for tail in tails)
        yield from (f"{tail} {head}" for tail in tails)
    if len(words) > 2:
        yield "".join(w[0] for w in words if w[0].isupper()) if sum(w[0].isupper() for w in words) > 2 else text


_RULES = {
    "equity": _equity, "etf": _etf, "equity_index": _index, "commodity": _commodity, "crypto": _coin,
    "volatility_index": _index, "indicator": _gauge, "balance": _gauge, "rate": _gauge, "breadth": _gauge,
}  # fmt: skip


def fund_of(flow: Instrument) -> tuple[str, ...]:
    """The names of the fund whose flow a series is: `IWM`, `iShares Russell 2000 ETF`; its ticker comes first."""
    names = [short for text in stated(flow) if (short := _FLOWS.sub("", text).strip()) and short != text]
    return tuple(dict.fromkeys(sorted(names, key=lambda n: not is_ticker(n))))


def names_of_fund(names: tuple[str, ...]) -> Iterator[str]:
    """A fund's names in all forms."""
    for name in names:
        yield name
        yield from _etf(name)


def is_ticker(text: str) -> bool:
    """`IWM`, `SPY`."""
    return re.fullmatch(r"[A-Z]{2,5}", text) is not None
