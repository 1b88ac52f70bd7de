"""Licensed interpretations: what facts may be read as, the facts that speak for it, and those that speak against.

A reading is data. Each piece of evidence is a question with the limit from which it speaks for (or against) the
reading; its words stand in `templates/<language>/evidence.md.j2` under its name. A reading whose evidence stands on
both sides is told as mixed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.facts import Fact
from generator.facts.sheet import Recorder

MOST_WEIGHT = 3.0


@dataclass(frozen=True)
class Clue:
    """A question that speaks for a reading from `limit` on in one direction, against it from `limit` on in the other.

    `roles` are looked up on the tape; where one is missing the clue is left out.
    """

    name: str
    question: str
    above_is_for: bool
    limit: float
    middle: float = 0.0
    most: float = math.inf  # beyond this a move says something else: yields that collapse are no comfort
    heft: float = 1.0  # what the clue counts for when sizes are compared


@dataclass(frozen=True)
class Evidence:
    """A clue that speaks: its fact, a second one for context, and how many times its limit it is."""

    name: str
    fact: Fact
    beside: Fact | None
    weight: float


@dataclass(frozen=True)
class Balance:
    """What speaks for and against a reading, the heavier first."""

    reading: str
    pro: tuple[Evidence, ...]
    con: tuple[Evidence, ...]

    @property
    def verdict(self) -> str:
        """`for`, `against` or `mixed`, by count; by weight where the counts are equal."""
        n, m = len(self.pro), len(self.con)
        if n + m < 2 or (n and m and abs(n - m) <= 1):
            return "mixed"
        return "for" if n > m else "against"

    @property
    def heavier(self) -> str:
        """The side with more weight, `for` or `against`; no single piece counts for more than three limits."""
        n, m = (sum(min(e.weight, MOST_WEIGHT) for e in side) for side in (self.pro, self.con))
        return "for" if n > m else "against"


# The parts of the market that clues speak of, and under which keys tapes tend to have them.
ROLES: dict[str, tuple[str, ...]] = {
    "small": ("rut", "iwm"),
    "large": ("spx", "spy"),
    "tech": ("ixic", "ndx", "qqq"),
    "fear": ("vix",),
    "coin": ("btc",),
    "metal": ("gold", "gld"),
    "credit": ("credit_stress", "credit_spread"),
    "yield": ("us10y",),
    "dollar": ("dollar", "dxy"),
    "small_flow": ("iwm_flow",),
    "coin_flow": ("btc_etf_flow",),
    "liquidity": ("liquidity",),
    "breadth": ("small_cap_losers",),
}

RISK_APPETITE = (
    Clue("small_lead", "{small}.spread.1m.vs.{large}", True, 0.015),
    Clue("fear_level", "{fear}.level", False, 4.0, middle=20.0),
    Clue("credit_month", "{credit}.delta.1m", False, 0.05),
    Clue("coin_month", "{coin}.change.1m", True, 0.05),
    Clue("large_high", "{large}.drawdown.all", True, 0.03, middle=-0.05),
    Clue("small_flow", "{small_flow}.sum.ytd", True, 5e8),
    Clue("coin_flow", "{coin_flow}.sum.5s", True, 2e8),
    Clue("yield_month", "{yield}.change.1m", False, 0.08, most=0.4),
    Clue("dollar_month", "{dollar}.change.1m", False, 0.01),
    Clue("liquidity_month", "liquidity.delta.1m", True, 5e9, heft=0.1),
)
BESIDE = {
    "yield_month": "{yield}.level", "small_flow": "{small}.change.ytd", "credit_month": "{credit}.level",
    "liquidity_month": "liquidity.level",
}  # fmt: skip
# Whether a record deserves trust: `x` is what set it, `flow` its funds, `peer` the laggard of its market, `losers`
# the share of its companies that lose money.
BREAKOUT_OWN = (
    Clue("own_flow_month", "{flow}.sum.1m", True, 2e8),
    Clue("peer_high", "{peer}.drawdown.all", True, 0.03, middle=-0.05),
    Clue("own_ride", "{x}.vol.20s.percentile", False, 0.3, middle=0.5),
    Clue("own_stretch", "{x}.change.3m.percentile", False, 0.4, middle=0.5),
    Clue("losers_year", "{losers}.delta.1y", False, 1.0),
)
_DEMAND_FOR_GOODS = ("dollar_month", "yield_month")
_DEMAND_FOR_RISK = ("fear_level", "credit_month", "yield_month", "liquidity_month")
BREAKOUT = BREAKOUT_OWN + tuple(clue for clue in RISK_APPETITE if clue.name in _DEMAND_FOR_RISK)
BREAKOUT_COMMODITY = BREAKOUT_OWN + tuple(clue for clue in RISK_APPETITE if clue.name in _DEMAND_FOR_GOODS)
# Whether money moves down the chain. The links themselves are judged in stories/rotation.py; these stand beside them.
ROTATION = (
    Clue("fear_level", "{fear}.level", False, 4.0, middle=20.0),
    Clue("dollar_month", "{dollar}.change.1m", False, 0.01),
    Clue("small_flow_month", "{small_flow}.sum.1m", True, 5e8),
    Clue("coin_flow_month", "{coin_flow}.sum.1m", True, 5e8),
)
READINGS: dict[str, tuple[Clue, ...]] = {
    "risk_appetite": RISK_APPETITE,
    "breakout": BREAKOUT,
    "breakout_commodity": BREAKOUT_COMMODITY,
    "breakout_own": BREAKOUT_OWN,
    "rotation": ROTATION,
}


def roles(recorder: Recorder) -> dict[str, str]:
    """Which key of the tape plays which part, fresh ones only."""
    found = {
        role: next((k for k in keys if recorder.has(k) and recorder.engine.ask(_probe(recorder, k)).plain), None)
        for role, keys in ROLES.items()
    }
    return {role: key for role, key in found.items() if key}


def _probe(recorder: Recorder, key: str) -> str:
    return f"{key}.streak" if recorder.instrument(key).kind == "flow" else f"{key}.level"


def weigh(recorder: Recorder, reading: str) -> Balance:
    """Asks every clue of a reading that the tape can answer."""
    return balance_of(recorder, reading, READINGS[reading], roles(recorder))


def balance_of(recorder: Recorder, reading: str, clues: tuple[Clue, ...], known: dict[str, str]) -> Balance:
    """Weighs clues; `known` says which key plays which part. A clue whose part is missing is left out."""
    pro: list[Evidence] = []
    con: list[Evidence] = []
    for clue in clues:
        found = _evidence(recorder, clue, known)
        if found:
            (pro if (found.fact.number > clue.middle) == clue.above_is_for else con).append(found)
    by_weight = [tuple(sorted(side, key=lambda e: -e.weight)) for side in (pro, con)]
    return Balance(reading, *by_weight)


def _evidence(recorder: Recorder, clue: Clue, known: dict[str, str]) -> Evidence | None:
    try:
        question = clue.question.format(**known)
        beside = BESIDE[clue.name].format(**known) if clue.name in BESIDE else None
    except KeyError:
        return None
    fact = recorder.ask(question)
    if fact.status not in ("ok", "partial"):
        return None
    size = abs(fact.number - clue.middle)
    if not clue.limit <= size <= clue.most:
        return None
    return Evidence(clue.name, fact, recorder.ask(beside) if beside else None, clue.heft * size / clue.limit)
