"""The words for periods, days and windows."""

from __future__ import annotations

from collections.abc import Iterator
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
    "quarters": "q", "year": "y", "years": "y", "decade": "D", "decades": "D", "hours": "h",
    "fortnight": "f", "fortnights": "f", "evening": "s", "night": "s",
}  # fmt: skip
LOWER_MONTHS = frozenset(MONTHS) - {"may", "march", "august"}
MONTH_LEADS = wordset("in since of by until till from late early mid last during")
PREPS = wordset("""
    since than in on by at until till from to of during over for through before after around between as last next
    this the past late early mid that previous within nearly almost more about under
""")
_DAY = wordset("""
    on_the_day in_a_day on_the_session in_one_day one_day single_day in_a_single_day daily the_day in_a_single_session
    in_one_session over_the_day the_session 24_hours over_24_hours in_the_last_24_hours over_the_past_24_hours
    in_24_hours day_on_day overnight day_over_day d_/_d for_the_day for_the_session during_the_day during_the_session
    of_the_day of_the_session this_morning this_session
""")
_UNIT = wordset("""
    on_the_{} over_the_{} for_the_{} in_the_{} the_{} {}ly during_the_{} across_the_{} through_the_{} throughout_the_{}
    on_its_{} its_{} their_{} for_its_{} the_{}_as_a_whole for_the_{}_as_a_whole the_whole_{} the_full_{} the_entire_{}
    all_{}
""")
_TO_DATE = wordset("""
    this_{} so_far_this_{} {}_to_date the_{}_so_far the_{}_to_date over_the_{}_to_date of_the_{} {}_so_far
    in_the_{}_to_date in_the_{}_so_far so_far_in_the_{} began_the_{} started_the_{} opened_the_{} entered_the_{}
    begun_the_{} since_the_start_of_the_{} since_the_beginning_of_the_{} since_the_turn_of_the_{} since_the_{}_began since_the_{}_started this_calendar_{}
    where_it_started_the_{} where_it_began_the_{} for_the_young_{} in_the_young_{} for_the_current_{} in_the_current_{}
""")
_LENGTH = wordset("""
    a_{} one_{} in_a_{} in_one_{} past_{} over_a_{} the_past_{} {}_on_{} {}_over_{} over_the_past_{} over_the_last_{}
    in_the_past_{} in_the_last_{} the_last_{} for_the_past_{}
""")


_NO_QUARTER = frozenset({"a_{}", "one_{}", "over_a_{}"})  # these are fractions


def _phrases(shapes: frozenset[str], unit: str) -> Iterator[str]:
    for shape in shapes:
        if unit == "quarter" and shape in _NO_QUARTER:
            continue
        word = {"day": "dai", "year": "year"}.get(unit, unit)
        yield shape.replace("{}ly", f"{word}ly").replace("{}", unit).replace("_", " ")


_UNITS = {
    "week": ("wtd", "1w", "wow w_/_w"),
    "month": ("mtd", "1m", "mom m_/_m"),
    "quarter": ("qtd", "3m", "qoq q_/_q q_o_q"),
    "year": ("ytd", "1y", "yoy y_/_y y_o_y"),
}
UNIT_WINDOWS = {unit: (to_date, length) for unit, (to_date, length, _) in _UNITS.items()}
_WINDOWS: dict[str, tuple[str, ...]] = {
    **{phrase: ("1d",) for phrase in _phrases(_DAY, "day")},
    **{p: (to_date, length) for unit, (to_date, length, _) in _UNITS.items() for p in _phrases(_UNIT, unit)},
    **{p: (length,) for unit, (_, length, _) in _UNITS.items() for p in _phrases(_LENGTH, unit)},
    **{w.replace("_", " "): (length,) for _, length, short in _UNITS.values() for w in short.split()},
    **{p: (to_date,) for unit, (to_date, _, _) in _UNITS.items() for p in _phrases(_TO_DATE, unit)},
    **dict.fromkeys(("over five days", "the five days", "the five sessions", "over the five sessions"), ("5s", "wtd", "1w")),
    **dict.fromkeys(("wtd", "monday to friday"), ("wtd", "1w")),
    **{f"{p}the trading {unit}": (to_date, length) for p in ("", "for ", "on ", "over ", "in ", "during ") for unit, (to_date, length, _) in _UNITS.items()},
    **{f"{p}the trading day": ("1d",) for p in ("for ", "on ", "in ", "during ")},
    **{f"{p}{which} {unit}": ("1d",) for p in ("in ", "on ", "over ", "during ") for which in ("the last", "the final") for unit in ("session", "day of trading", "trading day", "session of trading")},
    **{f"{p}{unit} in review": w for p in ("", "the ") for unit, w in (("week", ("wtd", "1w")), ("month", ("mtd",)), ("quarter", ("qtd",)), ("year", ("ytd",)))},
    "mtd": ("mtd",), "qtd": ("qtd",), "ytd": ("ytd",), "the year": ("ytd",), "for the year": ("ytd",), "in the year": ("ytd",),
    **dict.fromkeys(("since new year", "the calendar year", "since the new year", "since new year's day", "since january 1", "since 1 january",
                     "since new year's eve", "at the halfway point", "at the halfway stage", "at the halfway mark", "halfway through the year",
                     "half way through the year", "at half time", "at the half year", "midway through the year"), ("ytd",)),
    **dict.fromkeys(("yearly", "annual", "annually"), ("ytd", "1y")),
    **dict.fromkeys(("12 month", "twelve month", "12 months", "twelve months", "52 weeks", "52 week"), ("1y",)),
    **dict.fromkeys(("three months", "three month", "3 month", "3 months"), ("3m",)),
    **dict.fromkeys(("six months", "half a year", "6 month", "six month", "6 months"), ("6m",)),
    **dict.fromkeys(("a decade", "the decade", "of the decade"), ("10y",)), **dict.fromkeys(("a fortnight", "the fortnight", "past fortnight"), ("2w",)),
    **dict.fromkeys(("since then", "from there", "since that day", "since that low", "since that peak", "has since", "have since", "since the low", "from that low", "from that peak", "ever since"), ("then",)),
    **dict.fromkeys(("over that period", "over the same period", "over the same stretch", "in the same month", "in the same period", "over the period", "in that time", "over that time", "over that stretch",
                     "in that period", "during that period", "over the same time", "in the same week", "over the same span", "in that stretch", "in the same time", "same month", "same week", "same period", "that period"), ("same",)),
    **dict.fromkeys((f"that {month} day" for month in MONTHS), ("thatday",)),
    **{f"{which} {unit}": (f"that{unit}",) for which in ("that", "that same") for unit in ("week", "month", "quarter", "year")},
    **dict.fromkeys(("that day", "that date", "that same day", "the same day", "the same session", "that session"), ("thatday",)),
}  # fmt: skip
TABLE: Phrases[tuple[str, ...]] = Phrases((phrase, w) for phrase, w in _WINDOWS.items())
TODAY = frozenset({"today", "tonight"})
MOMENTS: Phrases[bool] = Phrases(
    (phrase, True)
    for phrase in ("a.m.", "am", "p.m.", "pm", "for a few minutes", "for a while", "for a few moments", "for some minutes", "opening minutes", "final minutes", "final hour", "last hour", "first hour of trading", "opening hour", "first minutes", "last minutes",
                   "early going", "mid session", "midsession", "late morning", "mid afternoon", "late afternoon", "closing minutes", "first half hour", "early trading", "early trade", "early deals", "early dealings", "morning trading", "morning trade", "afternoon trading",
                   "afternoon trade", "early afternoon", "mid morning", "midday", "at noon", "by noon", "premarket", "pre market", "after hours",
                   "after hours trading", "extended trading", "early asian trading", "early european trading")
)  # fmt: skip
COMPARED = frozenset({"from", "on", "with", "against", "versus", "vs", "since", "to"})
STRETCHED = wordset("""
    took takes take past last in over within previous than nearly almost prior about under of the for these those same across during its
    preceding
""")
ENDING = wordset("ended closed finished ends closes finishes ending closing finishing")
BEGINNING = wordset("began started opened begins starts opens beginning starting entered")
BACK = wordset("ago earlier before previously prior back")
EDGE = {"end": 1, "close": 1, "start": 0, "beginning": 0, "turn": 0}
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
    best worst biggest largest highest lowest strongest weakest steepest straight consecutive successive week month day session quarter time record gain loss decline rise drop year
    anniversary
""")
