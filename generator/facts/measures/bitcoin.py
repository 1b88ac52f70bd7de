"""Bitcoin's supply, from its protocol: the subsidy halves every 210,000 blocks, up to 21,000,000 coins."""

from __future__ import annotations

import re
from datetime import date

from generator.facts.asked import Answer, Asked, Missing, Reading, close_of

CAP = 21_000_000
FIRST_SUBSIDY = 50.0
BLOCKS_PER_HALVING = 210_000
BLOCKS_PER_DAY = 144  # 52,560 in 365 days
_HALVING = re.compile(r"btc_halving_(\d+)")


def mined(asked: Asked) -> Answer:
    """Coins issued at t over 21,000,000."""
    supply, _, formula = _supply(asked)
    return _answer(asked, supply / CAP, f"({formula}) / {CAP}")


def inflation(asked: Asked) -> Answer:
    """Coins issued in 365 days at t's subsidy, over the supply at t."""
    supply, subsidy, formula = _supply(asked)
    return _answer(asked, BLOCKS_PER_DAY * 365 * subsidy / supply, f"{BLOCKS_PER_DAY * 365} x {subsidy} / ({formula})")


def _answer(asked: Asked, value: float, formula: str) -> Answer:
    x = asked.x
    return Answer(value, "ratio", formula, (close_of(x, x.last),), (Reading(x, x.last, x.last),))


def _supply(asked: Asked) -> tuple[float, float, str]:
    if asked.x.key != "btc":
        raise Missing("only btc has a protocol supply")
    halvings = _halvings(asked)
    if not halvings:
        raise Missing("the tape has no halving (btc_halving_<n>) up to then")
    number, day = max(halvings)
    subsidy = FIRST_SUBSIDY / 2**number
    before = sum(BLOCKS_PER_HALVING * FIRST_SUBSIDY / 2**i for i in range(number))
    blocks = (asked.x.date(asked.x.last) - day).days * BLOCKS_PER_DAY
    return before + blocks * subsidy, subsidy, f"{before:.0f} + {blocks} x {subsidy}"


def _halvings(asked: Asked) -> list[tuple[int, date]]:
    matches = ((_HALVING.fullmatch(name), event.date) for name, event in asked.view.events.items())
    return [(int(m[1]), day) for m, day in matches if m and day <= asked.x.date(asked.x.last)]
