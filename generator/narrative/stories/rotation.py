"""The rotation: where the money is in the chain from funding to credit to large caps to small caps to high beta.

Each link is one measure. The month says whether it is on (eased, risen, ahead), off, or neither; the three months
stand beside it. A link that the tape lacks is named as such.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

from generator.facts import Fact, liquidity
from generator.facts.ranking import News
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.readings import READINGS, ROLES, Balance, Evidence, balance_of, roles
from generator.narrative.story import Picture, Plan, Story

Says = Literal["on", "off", "flat"]
LEAST_LINKS = 4
QUARTER = math.sqrt(3.0)  # limits for three months, from those for one, as independent moves would grow


@dataclass(frozen=True)
class Link:
    """A link of the chain: whose measure it is, against what, and from which monthly move it says anything.

    `versus` are roles in order of preference; the first on the tape is used, and none makes the measure absolute.
    """

    name: str
    role: str
    limit: float
    above_is_on: bool = True
    versus: tuple[str, ...] = ()
    limit_of_rate: float | None = None


LINKS = (
    Link("funding", "liquidity", 0.01),
    Link("credit", "credit", 0.07, above_is_on=False, limit_of_rate=0.10),
    Link("yields", "yield", 0.10, above_is_on=False),
    Link("large", "large", 0.015),
    Link("small", "small", 0.015, versus=("large",)),
    Link("beta", "coin", 0.05, versus=("small", "large")),
)
DETAILS = (
    *(f"{link.name}_level" for link in LINKS), "credit_place", "yields_place", "large_fall", "small_fall", "beta_fall",
    "small_place", "beta_place", "small_run", "ratio_place", "lead", "corr", "follow",
)  # fmt: skip
UPSTREAM = ("funding", "credit", "yields")


@dataclass(frozen=True)
class Stage:
    """A link as the tape shows it. `why_not` tells why there is no reading: `missing`, `stale`, `suspect`, `short`."""

    name: str
    x: Instrument | None = None
    v: Instrument | None = None
    month: Fact | None = None
    quarter: Fact | None = None
    own: Fact | None = None
    own_quarter: Fact | None = None
    says: Says | None = None
    before: Says | None = None
    weight: float = 0.0
    why_not: str | None = None

    @property
    def turned(self) -> bool:
        """Whether the month contradicts the three months."""
        return {self.says, self.before} == {"on", "off"}

    @property
    def only_relative(self) -> bool:
        """Whether it is ahead by no more than having fallen less."""
        leads = self.v and self.month and self.month.number > 0 and self.weight >= 1
        return bool(leads and self.says == "flat" and _falls(self.own))


def plan(recorder: Recorder, ranking: list[News]) -> Plan:
    """Reads every link, and how far down the chain the money has come by that reading."""
    del ranking  # the chain is looked at as a whole, whatever else made news
    stages = {link.name: _stage(recorder, link) for link in LINKS}
    known = [s for s in stages.values() if s.says]
    context = {
        "stages": list(stages.values()),
        "link": {name: s if s.says else None for name, s in stages.items()},
        "known": known,
        "lacking": [s for s in stages.values() if not s.says],
        "told": _enough(stages),
        **_reach(known),
        **_details(recorder, stages),
        "watch": _watch(recorder, known),
        "balance": _balance(recorder, known) if _enough(stages) else None,
    }
    about = {s.x.key for s in known if s.x and s.name not in UPSTREAM}
    names = tuple(recorder.instrument(key).name for key in sorted(about))
    return Plan(context, _pictures(stages), ("liquidity", *names), frozenset(about))


def fits(recorder: Recorder, ranking: list[News]) -> bool:
    """Whether the tape has enough of the chain, and at least one link is on."""
    del ranking
    stages = {link.name: _stage(recorder, link) for link in LINKS}
    return _enough(stages) and any(s.says == "on" for s in stages.values())


def _enough(stages: dict[str, Stage]) -> bool:
    """Whether there is a chain to speak of: four links, both ends among them."""
    known = {name for name, s in stages.items() if s.says}
    return len(known) >= LEAST_LINKS and bool(known & set(UPSTREAM)) and bool(known & {"small", "beta"})


def _stage(recorder: Recorder, link: Link) -> Stage:
    known = roles(recorder)
    key = known.get(link.role)
    if key is None:
        return Stage(link.name, why_not=_why_not(recorder, link.role))
    x = recorder.instrument(key)
    other = next((known[role] for role in link.versus if role in known), None)
    month, quarter = (recorder.ask(_question(x, other, window)) for window in ("1m", "3m"))
    if not month.plain:
        return Stage(link.name, x, why_not="suspect" if month.status == "suspect" else "short")
    own, own_quarter = (recorder.ask(f"{key}.change.{w}") for w in ("1m", "3m")) if other else (None, None)
    limit = link.limit_of_rate if link.limit_of_rate and x.kind == "rate" else link.limit
    return Stage(
        link.name, x, recorder.instrument(other) if other else None, _shown(recorder, month),
        _shown(recorder, quarter) if quarter.plain else None, own, own_quarter,
        _says(month, limit, link, own), _says(quarter, limit * QUARTER, link, own_quarter), abs(month.number) / limit,
    )  # fmt: skip


def _why_not(recorder: Recorder, role: str) -> str:
    """Why no series plays a role: the status of the first that could, or that there is none."""
    there = [key for key in ROLES[role] if recorder.has(key)]
    return recorder.engine.ask(f"{there[0]}.level").status if there else "missing"


def _question(x: Instrument, other: str | None, window: str) -> str:
    """What a link is read from: a lead over another, a change, or (gauges that cross zero) a difference."""
    if other:
        return f"{x.key}.spread.{window}.vs.{other}"
    return f"{x.key}.delta.{window}" if x.kind == "indicator" else f"{x.key}.change.{window}"


def _shown(recorder: Recorder, fact: Fact) -> Fact:
    """What text prints: of net liquidity the amount, where its change in per cent decides."""
    is_liquidity = fact.subject == liquidity.SUBJECT
    return recorder.ask(f"{liquidity.SUBJECT}.delta.{fact.window}") if is_liquidity else fact


def _says(fact: Fact, limit: float, link: Link, own: Fact | None) -> Says | None:
    """On, off or neither. Being ahead of another is on only where prices have not fallen."""
    if not fact.plain:
        return None
    value = fact.number if link.above_is_on else -fact.number
    if value <= -limit:
        return "off"
    return "on" if value >= limit and not _falls(own) else "flat"


def _falls(own: Fact | None) -> bool:
    return bool(own and own.plain and own.number < 0)


def _reach(known: list[Stage]) -> dict[str, Any]:
    """The last link that is on, those before it that are not, and those after it."""
    on = [i for i, s in enumerate(known) if s.says == "on"]
    far = on[-1] if on else -1
    return {
        "far": known[far] if on else None,
        "gaps": [s for s in known[: far + 1] if s.says == "off"],
        "silent": [s for s in known[: far + 1] if s.says == "flat"],
        "after": known[far + 1 :],
        "on": [s for s in known if s.says == "on"],
        "off": [s for s in known if s.says == "off"],
        "flat": [s for s in known if s.says == "flat"],
    }


def _details(recorder: Recorder, stages: dict[str, Stage]) -> dict[str, Any]:
    """What the sections say beyond the readings themselves."""
    asked: dict[str, str] = {}
    key = {name: s.x.key for name, s in stages.items() if s.x and s.says}
    for name, own in key.items():
        asked[f"{name}_level"] = f"{own}.level"
    if "credit" in key:
        asked["credit_place"] = f"{key['credit']}.level.percentile"
    if "yields" in key:
        asked["yields_place"] = f"{key['yields']}.change.1m.percentile"
    for name in [n for n in ("large", "small", "beta") if n in key]:
        asked[f"{name}_fall"] = f"{key[name]}.drawdown.all"
    asked |= _pair_questions(key, stages)
    found = {name: recorder.ask(question) for name, question in asked.items()}
    plain = {name: fact for name, fact in found.items() if fact.plain}
    return {"d": dict.fromkeys(DETAILS) | plain, "pieces": _liquidity_parts(recorder) if "funding" in key else []}


def _pair_questions(key: dict[str, str], stages: dict[str, Stage]) -> dict[str, str]:
    asked = {}
    small, beta = key.get("small"), key.get("beta")
    if small and stages["small"].v:
        large = stages["small"].v.key
        asked["small_place"] = f"{small}.spread.1m.percentile.vs.{large}"
        asked["small_run"] = f"{small}.streak.beat.vs.{large}"
        asked["ratio_place"] = f"{small}.ratio.percentile.vs.{large}"
    if beta and stages["beta"].v:
        asked["beta_place"] = f"{beta}.spread.1m.percentile.vs.{stages['beta'].v.key}"
    if small and beta:
        asked["lead"] = f"{small}.lead.vs.{beta}"
        asked["corr"] = f"{small}.corr.90s.vs.{beta}"
        asked["follow"] = f"{small}.study.strong_quarter_for.vs.{beta}"
    return asked


def _liquidity_parts(recorder: Recorder) -> list[dict[str, Any]]:
    """The parts of net liquidity, the one that moved most in a month first, and whether each adds or drains."""
    found = []
    for i in recorder.engine.tape.instruments.values():
        month = recorder.ask(f"{i.key}.delta.1m") if i.role else None
        if month and month.plain:
            adds = (month.number > 0) == (i.role == "fed_assets")
            found.append({"x": i, "month": month, "adds": adds, "level": recorder.ask(f"{i.key}.level")})
    return sorted(found, key=lambda part: -abs(part["month"].number))


def _watch(recorder: Recorder, known: list[Stage]) -> dict[str, Any] | None:
    """The asset whose next closes matter most, the first that is not on: where it stood a month ago."""
    assets = [s for s in known if s.name not in UPSTREAM]
    stage = next((s for s in assets if s.says != "on"), assets[-1] if assets else None)
    move = (stage.own or stage.month) if stage else None
    if not stage or not stage.x or not move or not move.plain or not move.inputs:
        return None
    base = recorder.ask(f"{stage.x.key}.level@{move.inputs[0].date}")
    return {"stage": stage, "base": base, "up": move.number > 0} if base.plain else None


def _balance(recorder: Recorder, known: list[Stage]) -> Balance:
    """The links themselves and the clues beside them, for and against money moving down the chain."""
    beside = balance_of(recorder, "rotation", READINGS["rotation"], roles(recorder))
    links = {side: [_as_evidence(s) for s in known if s.says == side and s.month] for side in ("on", "off")}
    sides = ((*links["on"], *beside.pro), (*links["off"], *beside.con))
    pro, con = (tuple(sorted(side, key=lambda e: -e.weight)) for side in sides)
    return Balance("rotation", pro, con)


def _as_evidence(stage: Stage) -> Evidence:
    if stage.month is None:
        raise ValueError(f"{stage.name} has no reading")
    return Evidence(f"link_{stage.name}", stage.month, None, stage.weight)


def _pictures(stages: dict[str, Stage]) -> tuple[Picture, ...]:
    """The three kinds of asset on one chart, as far as the tape has them."""
    keys = tuple(s.x.key for name, s in stages.items() if name not in UPSTREAM and s.x and s.says)
    return (Picture("chain", "lines", keys),) if keys else ()


STORY = Story("rotation", plan, fits)
