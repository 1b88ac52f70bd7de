"""The words for periods, days and windows."""

from __future__ import annotations

from datetime import date

from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

MONTHS = {name: n for n, name in enumerate(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1)}  # fmt: skip
SHORT_MONTHS = {name[:3]: n for name, n in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
SHORT_DAYS = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "weds": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
UNITS = {
    "day": "d", "days": "d", "session": "s", "sessions": "s", "week": "w", "weeks": "w", "month": "m", "months": "m", "quarter": "q",
    "quarters": "q", "year": "y", "years": "y", "yr": "y", "yrs": "y", "decade": "D", "decades": "D", "hours": "h",
}  # fmt: skip
PREPS = wordset("""
    since than in on by at until till from to of during over for through before after around between as last next
    this the past late early mid that previous within nearly almost more about under
""")
_WINDOWS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("on the day", "in a day", "on the session", "in one day", "one day", "single day", "in a single day", "daily", "the day",
                     "in a single session", "in one session", "over the day", "the session", "24 hours", "over 24 hours", "in the last 24 hours",
                     "over the past 24 hours", "in 24 hours", "day on day", "overnight"), ("1d",)),
    **dict.fromkeys(("this week", "on the week", "over the week", "for the week", "in the week", "week to date", "wtd", "the week", "of the week",
                     "weekly", "during the week", "across the week", "a week", "one week", "in a week", "so far this week", "in one week",
                     "the week so far", "over five days", "the five days"), ("wtd", "1w")),
    **dict.fromkeys(("this month", "on the month", "over the month", "for the month", "in the month", "month to date", "mtd", "the month", "of the month",
                     "monthly", "during the month", "so far this month", "the month so far", "a month", "one month", "in a month", "in one month"),
                    ("mtd", "1m")),
    **dict.fromkeys(("this quarter", "on the quarter", "over the quarter", "for the quarter", "in the quarter", "quarter to date", "qtd",
                     "the quarter", "of the quarter", "quarterly", "the quarter to date", "over the quarter to date", "the quarter so far",
                     "so far this quarter", "during the quarter"), ("qtd", "3m")),
    **dict.fromkeys(("this year", "for the year", "over the year", "year to date", "ytd", "so far this year", "the year so far", "since new year",
                     "in the year", "of the year", "the calendar year", "since the new year", "since new year's day", "since the turn of the year",
                     "since the start of the year", "since the beginning of the year", "where it started the year", "started the year",
                     "since january 1", "since 1 january", "in the year to date", "the year", "during the year", "since new year's eve", "this calendar year"),
                    ("ytd",)),
    **dict.fromkeys(("on the year", "yearly", "annual", "annually"), ("ytd", "1y")),
    **dict.fromkeys(("year on year", "year over year", "yoy", "y o y", "from a year ago", "from a year earlier", "than a year ago", "a year ago",
                     "a year earlier", "over twelve months", "over 12 months", "over the past year", "over the last year", "in the past year",
                     "past year", "one year", "12 month", "twelve month", "than twelve months ago", "twelve months ago", "12 months ago",
                     "in the last year", "in a year", "over a year", "past twelve months", "past 12 months", "last twelve months", "last 12 months",
                     "twelve months", "12 months", "twelve months earlier", "52 weeks", "52 week", "this time last year"), ("1y", "ytd")),
    **dict.fromkeys(("the three months", "over the three months", "past three months", "last three months", "three months", "three month", "3 month", "3 months"), ("3m", "qtd")),
    **dict.fromkeys(("six months", "past six months", "last six months", "half a year", "6 month", "six month"), ("6m",)),
    **dict.fromkeys(("a year", "over a year"), ("1y", "ytd")), **dict.fromkeys(("a decade", "the decade", "of the decade"), ("10y",)),
    **dict.fromkeys(("since then", "from there", "since that day", "since that low", "since that peak", "has since", "have since", "since the low", "from that low", "from that peak", "ever since"), ("then",)),
    **dict.fromkeys(("over that period", "over the same period", "over the same stretch", "in the same month", "in the same period", "over the period", "in that time", "over that time", "over that stretch",
                     "in that period", "during that period", "over the same time", "in the same week", "over the same span", "in that stretch", "in the same time", "same month", "same week", "same period", "that period"), ("same",)),
    **dict.fromkeys(("a day earlier", "the day before", "the previous day", "a day before", "the day earlier", "the previous session", "the prior session", "the session before"), ("before",)),
    **dict.fromkeys(("that day", "that same day", "the same day", "the same session", "that session"), ("thatday",)),
}  # fmt: skip
for _unit, _window in (("week", "wtd"), ("month", "mtd"), ("quarter", "qtd")):
    for _words in (
        f"this {_unit}",
        f"so far this {_unit}",
        f"{_unit} to date",
        f"the {_unit} so far",
        f"the {_unit} to date",
        _window,
        f"of the {_unit}",
    ):
        _WINDOWS[_words] = (_window,)
TABLE: Phrases[tuple[str, ...]] = Phrases((phrase, w) for phrase, w in _WINDOWS.items())
TODAY = frozenset({"today", "tonight"})
EDGE = {"end": 1, "close": 1, "start": 0, "beginning": 0, "turn": 0}
NAMED_DAYS: Phrases[tuple[int, int]] = Phrases(
    [("christmas eve", (12, 24)), ("christmas day", (12, 25)), ("boxing day", (12, 26)), ("new year's eve", (12, 31)), ("halloween", (10, 31)),
     ("new year's day", (1, 1)), ("valentine's day", (2, 14)), ("independence day", (7, 4))]
)  # fmt: skip
CRASHES: Phrases[date] = Phrases(
    [("black monday", date(1987, 10, 19)), ("lehman's collapse", date(2008, 9, 15)), ("brexit vote", date(2016, 6, 23)), ("brexit referendum", date(2016, 6, 23)),
     ("liberation day", date(2025, 4, 2))]
)  # fmt: skip
EXTREMES = wordset("peak high low record trough bottom top close highs lows")
IN_BETWEEN = EXTREMES | {
    "its",
    "the",
    "that",
    "on",
    "of",
    "in",
    "set",
    "a",
    "their",
    "intraday",
    "closing",
    "all",
    "time",
    "from",
}
SOFT_PREPS = wordset("the last that this past early late mid nearly almost more about under")
ADJECTIVES = frozenset({"daily", "weekly", "monthly", "quarterly", "annual"})
PAPERS = wordset("""
    close closes closing market brief note report commentary wrap letter average volume data newsletter reports
    claims survey averages standard figures series
""")
ELECTION: Phrases[bool] = Phrases(
    [("election day", True), ("the election", True), ("the vote", True), ("the presidential election", True)]
)
ORDINAL_START = frozenset({"first", "second", "third", "fourth"})
COUNTED = wordset("""
    straight consecutive successive week month day session quarter time record gain loss decline rise drop year
    anniversary
""")
