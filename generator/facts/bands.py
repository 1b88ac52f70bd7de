"""The declared bands: from which size a move is called what. Narrative picks words by them, check reads words by them.

A band is a lower limit of the absolute daily move: of a ratio for prices, in percentage points for rates. Longer
windows multiply the limits by the square root of the sessions in them, as independent moves would grow.
"""

from __future__ import annotations

import math
from typing import Literal

from generator.facts import windows
from generator.market import Kind

Size = Literal["flat", "small", "medium", "large", "huge"]
SIZES: tuple[Size, ...] = ("flat", "small", "medium", "large", "huge")

# kind: from where a daily move is small, medium, large, huge
LIMITS: dict[str, tuple[float, float, float, float]] = {
    "equity_index": (0.001, 0.004, 0.015, 0.035),
    "equity": (0.001, 0.008, 0.03, 0.08),
    "etf": (0.001, 0.004, 0.015, 0.035),
    "commodity": (0.001, 0.005, 0.02, 0.05),
    "fx": (0.001, 0.003, 0.008, 0.02),
    "crypto": (0.001, 0.01, 0.04, 0.10),
    "volatility_index": (0.001, 0.03, 0.10, 0.25),
    "rate": (0.01, 0.03, 0.08, 0.20),
    "indicator": (0.001, 0.004, 0.015, 0.05),
    "balance": (0.001, 0.004, 0.015, 0.05),
}
SESSIONS = {"1d": 1, "1w": 5, "wtd": 5, "1m": 21, "mtd": 21, "3m": 63, "qtd": 63, "6m": 126, "ytd": 250, "1y": 250,
            "3y": 750, "5y": 1250}  # fmt: skip


def limits(kind: Kind, window: str | None) -> tuple[float, float, float, float]:
    """The limits for a window; a window of unknown length counts as a year."""
    daily = LIMITS.get(kind, LIMITS["equity_index"])
    rows = windows.sessions_of(window or "1d") or SESSIONS.get(window or "1d", 250)
    growth = math.sqrt(rows)
    return (daily[0], daily[1] * growth, daily[2] * growth, daily[3] * growth)


def size_of(move: float, kind: Kind, window: str | None = "1d") -> Size:
    """The band of a move (a ratio, or percentage points of a rate)."""
    return SIZES[sum(abs(move) >= limit for limit in limits(kind, window))]
