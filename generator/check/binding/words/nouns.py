"""Nouns of gains, losses, levels and differences, and the periods that they have."""

from __future__ import annotations

from generator.check.text.wordset import wordset

PERIODS = {
    "day": "day", "days": "day", "session": "day", "daily": "day", "week": "week", "weekly": "week", "month": "month", "monthly": "month", "quarter": "quarter",
    "quarterly": "quarter", "year": "year", "annual": "year", "yearly": "year", "sessions": "day", "weeks": "week",
    "months": "month", "quarters": "quarter", "years": "year",
}  # fmt: skip
LEVEL_NOUNS = wordset("""
    close finish level reading print high low point closes finishes settlement value price balance total levels
    yield figure quote
""")
UP_NOUNS = wordset("""
    gain gains jump rise rises rally advance increase leap surge inflow inflows climb rebound bounce advances haul appreciation intake
""")
DOWN_NOUNS = wordset("""
    loss losses drop fall decline plunge slide tumble retreat decrease outflow outflows crash slump selloff setback
    falls declines rout dip contraction depreciation exodus outgo
""")
SPREAD_NOUNS = wordset("""
    margin gap lead shortfall spread outperformance underperformance difference advantage deficit
""")
RUN_NOUNS = wordset("run streak sequence series spell stretch string")
WINDOW_PERIOD = {
    "1d": "day",
    "wtd": "week",
    "1w": "week",
    "mtd": "month",
    "1m": "month",
    "qtd": "quarter",
    "3m": "quarter",
    "ytd": "year",
    "1y": "year",
}
