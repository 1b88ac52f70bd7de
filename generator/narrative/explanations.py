"""Explanations of a divergence, tested: each a declared list of clues, weighed by facts beside the divergence itself.

An explanation is a reading with two sides: tighter money or easier money, a retreat from risk or an appetite for it.
Which side could explain the divergence depends on where the two instruments went; the facts then speak for that side,
against it, or both ways. What moves alongside is no cause, and the text never says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.facts.ranking import subjects
from generator.facts.sheet import Recorder
from generator.narrative.readings import READINGS, Balance, Clue, Evidence, balance_of, roles

Outcome = Literal["supported", "mixed", "contradicted", "open"]
ORDER: tuple[Outcome, ...] = ("supported", "mixed", "contradicted", "open")

# Each clue speaks for the first side of its explanation: tighter money, a stronger dollar, a move from v to x.
EXPLANATIONS: dict[str, tuple[Clue, ...]] = {
    "money": (
        Clue("liquidity_month", "liquidity.change.1m", False, 0.005),
        Clue("liquidity_quarter", "liquidity.change.3m", False, 0.01),
        Clue("policy_quarter", "{policy}.change.3m", True, 0.10),
        Clue("short_quarter", "{short_yield}.change.3m", True, 0.15),
        Clue("yield_quarter", "{yield}.change.3m", True, 0.15),
        Clue("credit_quarter", "{credit}.delta.3m", True, 0.10),
        Clue("conditions_quarter", "{conditions}.delta.3m", True, 0.03),
    ),
    "dollar": (
        Clue("dollar_month", "{dollar}.change.1m", True, 0.008),
        Clue("dollar_quarter", "{dollar}.change.3m", True, 0.015),
        Clue("dollar_year", "{dollar}.change.1y", True, 0.03),
    ),
    "rotation": (
        Clue("x_flow", "{x_flow}.sum.20s", True, 2e8),
        Clue("v_flow", "{v_flow}.sum.20s", False, 2e8),
        Clue("x_flow_year", "{x_flow}.sum.ytd", True, 5e8),
        Clue("v_flow_year", "{v_flow}.sum.ytd", False, 5e8),
    ),
    "alone": (
        Clue("v_behind_a", "{v}.spread.3m.vs.{a}", False, 0.05),
        Clue("v_behind_b", "{v}.spread.3m.vs.{b}", False, 0.05),
        Clue("x_ahead_a", "{x}.spread.3m.vs.{a}", False, 0.05),
        Clue("x_ahead_b", "{x}.spread.3m.vs.{b}", False, 0.05),
    ),
    # What money and the dollar are judged by is not counted a second time.
    "risk": tuple(c for c in READINGS["risk_appetite"] if not c.name.startswith(("liquidity", "yield", "dollar"))),
}
MORE_ROLES = {"policy": ("fedfunds",), "short_yield": ("us2y",), "conditions": ("nfci",)}
BENCHMARKS = ("spx", "spy", "rut", "gold", "ixic", "btc")  # what the two are held against, besides each other


@dataclass(frozen=True)
class Explanation:
    """An explanation with its verdict. `first` says whether its first side was tested (tighter, stronger, retreat)."""

    name: str
    first: bool
    outcome: Outcome
    balance: Balance

    @property
    def pro(self) -> tuple[Evidence, ...]:
        """What speaks for the side that was tested, one fact a series."""
        return _one_each(self.balance.pro)

    @property
    def con(self) -> tuple[Evidence, ...]:
        """What speaks against it."""
        return _one_each(self.balance.con)


def _one_each(found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The heaviest fact of each series: a fall over a month and over a quarter is told once."""
    first: dict[tuple[str, str | None], Evidence] = {}
    for evidence in found:
        first.setdefault((evidence.fact.subject, evidence.fact.versus), evidence)
    return tuple(first.values())


def explain(recorder: Recorder, x: str, v: str) -> list[Explanation]:
    """The explanations that the tape can test, best supported first. `x` leads, `v` lags."""
    fell = recorder.ask(f"{v}.change.3m").number < 0
    known = roles(recorder) | _more_roles(recorder) | {"x": x, "v": v} | _flows(recorder, x, v)
    known |= dict(zip(("a", "b"), _benchmarks(recorder, x, v), strict=False))
    sides = {"money": fell, "dollar": fell, "rotation": True, "alone": fell, "risk": _steadier(recorder, x, v)}
    found = [e for name in EXPLANATIONS for e in _explained(recorder, name, sides[name], known)]
    return sorted(found, key=lambda e: (ORDER.index(e.outcome), -len(e.pro)))


def _explained(recorder: Recorder, name: str, first: bool, known: dict[str, str]) -> Iterator[Explanation]:
    balance = balance_of(recorder, name, EXPLANATIONS[name], known)
    if name == "alone":
        balance = _alone(balance, known["v"] if first else known["x"], first)
    elif name == "risk":
        # Evidence about the pair itself would explain the divergence by the divergence.
        pair = {known["x"], known["v"]}
        pro, con = (tuple(e for e in side if not _about(recorder, e, pair)) for side in (balance.con, balance.pro))
        balance = Balance(name, pro, con)
    if not first and name != "alone":
        balance = Balance(name, balance.con, balance.pro)
    if balance.pro or balance.con:
        yield Explanation(name, first, _outcome(balance), balance)


def _alone(balance: Balance, key: str, weak: bool) -> Balance:
    """For: one of the two is weak (strong) against third parties. Against: so is the other, by half as much or more."""
    found = (*balance.pro, *balance.con)
    own = {e.fact.versus: e for e in found if e.fact.subject == key}
    pro = [e for e in own.values() if (e.fact.number < 0) == weak]
    con = [e for e in own.values() if (e.fact.number < 0) != weak]
    for e in found:
        beside = own.get(e.fact.versus)
        if e.fact.subject != key and (beside is None or e.weight > beside.weight / 2):
            con.append(e)
    heaviest = [tuple(sorted(side, key=lambda e: -e.weight)) for side in (pro, con)]
    return Balance(balance.reading, *heaviest)


def _outcome(balance: Balance) -> Outcome:
    n, m = len(balance.pro), len(balance.con)
    if n + m < 2:
        return "open"
    if n and m and balance.verdict == "mixed":
        return "mixed"
    return "supported" if n > m else "contradicted"


def _about(recorder: Recorder, evidence: Evidence, pair: set[str]) -> bool:
    fact = evidence.fact
    of = {recorder.instrument(key).of for key in (fact.subject, fact.versus) if key}
    return bool(pair & ({fact.subject, fact.versus} | of))


def _steadier(recorder: Recorder, x: str, v: str) -> bool:
    """Whether the leader is the steadier of the two, so that a retreat from risk is what could explain its lead."""
    a, b = recorder.ask(f"{x}.vol.60s"), recorder.ask(f"{v}.vol.60s")
    return a.plain and b.plain and a.number < b.number


def _more_roles(recorder: Recorder) -> dict[str, str]:
    return {
        role: key
        for role, keys in MORE_ROLES.items()
        for key in keys[:1]
        if recorder.has(key) and recorder.engine.ask(f"{key}.level").plain
    }


def _flows(recorder: Recorder, x: str, v: str) -> dict[str, str]:
    flows = [i for i in recorder.engine.tape.instruments.values() if i.kind == "flow" and i.of in (x, v)]
    fresh = [i for i in flows if recorder.engine.ask(f"{i.key}.streak").plain]
    return {"x_flow" if i.of == x else "v_flow": i.key for i in fresh}


def _benchmarks(recorder: Recorder, x: str, v: str) -> list[str]:
    fresh = {i.key for i in subjects(recorder.engine)}
    return [key for key in BENCHMARKS if key in fresh - {x, v}][:2]
