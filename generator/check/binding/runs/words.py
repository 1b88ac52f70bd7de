"""The words of runs and counts."""

from __future__ import annotations

from dataclasses import dataclass

from generator.check.text.wordset import wordset

STRAIGHT = frozenset({"straight", "consecutive", "successive", "uninterrupted", "unbroken"})
TAILS = (
    ("in", "a", "row"),
    ("on", "the", "trot"),
    ("on", "the", "spin"),
    ("on", "the", "bounce"),
    ("in", "succession"),
    ("on", "end"),
    ("running",),
    ("straight",),
    ("back", "to", "back"),
    ("without", "a", "break"),
    ("without", "interruption"),
    ("and", "counting"),
)
STREAKS = wordset("streak streaks run runs sequence string spell stretch series")
FILLERS = wordset("a net trading the percentage price small modest closing record full calendar more")
UP_WORDS = wordset("""
    gain gains rise rises advance advances up winning positive increase increases higher green inflow inflows jump
    climb climbs upward climbing rally rallies win wins improvement rising creations subscriptions buying black
""")
DOWN_WORDS = wordset("""
    loss losses fall falls decline declines drop drops down losing negative decrease decreases lower red outflow
    outflows slide downward slip retreat retreats setback falling dip dips defeat defeats declining selling redemptions
    redemption withdrawals selloff rout slump dive
""")
BROUGHT = wordset("""
    cost costs costing taken took knocked wiped lopped shaved stripped dragged pushed lifted carried sent driven added
    brought gained boosted
""")  # what a run did to an instrument: `a four-session slide that had cost the S&P 12.1 %`
SIGNED = UP_WORDS | DOWN_WORDS


@dataclass(frozen=True, slots=True)
class Run:
    """A count with what it counts: tokens, number, sign (0: from the verb), period (None: not said), of a flow."""

    first: int
    last: int
    n: int
    sign: int = 0
    period: str | None = None
    flow: bool = False
    over: bool = False
    sized: bool = False
    won: str = ""  # `streak.beat` or `streak.lag` where it is one against another
    versus: str | None = None
