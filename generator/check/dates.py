"""Dates, periods and windows as text names them, resolved against the draft's own date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.check.quantities import SMALL, number_word, ordinal
from generator.check.tokens import Phrases, Token
from generator.check.wordset import wordset

MONTHS = {name: n for n, name in enumerate(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1)}  # fmt: skip
_SHORT_MONTHS = {name[:3]: n for name, n in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_SHORT_DAYS = {
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
_UNITS = {
    "day": "d", "days": "d", "session": "s", "sessions": "s", "week": "w", "weeks": "w", "month": "m", "months": "m", "quarter": "q",
    "quarters": "q", "year": "y", "years": "y", "yr": "y", "yrs": "y", "decade": "D", "decades": "D", "hours": "h",
}  # fmt: skip
_PREPS = wordset("""
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
_TABLE: Phrases[tuple[str, ...]] = Phrases((phrase, w) for phrase, w in _WINDOWS.items())
_TODAY = frozenset({"today", "tonight"})
_EDGE = {"end": 1, "close": 1, "start": 0, "beginning": 0, "turn": 0}
_NAMED_DAYS: Phrases[tuple[int, int]] = Phrases(
    [("christmas eve", (12, 24)), ("christmas day", (12, 25)), ("boxing day", (12, 26)), ("new year's eve", (12, 31)), ("halloween", (10, 31)),
     ("new year's day", (1, 1)), ("valentine's day", (2, 14)), ("independence day", (7, 4))]
)  # fmt: skip
_CRASHES: Phrases[date] = Phrases(
    [("black monday", date(1987, 10, 19)), ("lehman's collapse", date(2008, 9, 15)), ("brexit vote", date(2016, 6, 23)), ("brexit referendum", date(2016, 6, 23)),
     ("liberation day", date(2025, 4, 2))]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A time in the text: a `grain` (day, week, month, quarter, year, window), the days it covers, the windows it may mean."""

    first: int
    last: int
    grain: str
    start: date | None = None
    end: date | None = None
    windows: tuple[str, ...] = ()
    prep: str = ""
    weekday: int | None = None
    full: bool = False
    edge: bool = False

    @property
    def since(self) -> bool:
        """Whether it is where a stretch begins: `since April`."""
        return self.prep == "since" or (self.prep in ("than", "from") and self.grain != "window")

    @property
    def day(self) -> date | None:
        """The day, where it is one."""
        return self.end if self.grain == "day" else None

    @property
    def period(self) -> bool:
        """Whether it is a stretch that a change can run over."""
        return bool(self.windows)


class Clock:
    """Resolves times against a draft's date."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of

    def find(self, tokens: Sequence[Token]) -> list[When]:
        """The times of a block, in order."""
        found: list[When] = []
        i = 0
        while i < len(tokens):
            when = self._at(tokens, i)
            if when is None:
                i += 1
                continue
            when = self._with_prep(tokens, when, found[-1].last if found else 0)
            i = when.last
            if when.grain in ("day", "month") and _since_extreme(tokens, when.first):
                when = replace(when, prep="since")
            if (
                found
                and when.grain == "day"
                and when.first == found[-1].last + 1
                and tokens[found[-1].last].text == "("
                and when.last < len(tokens)
                and tokens[when.last].text == ")"
            ):
                found[-1] = replace(when, first=found[-1].first, prep=found[-1].prep, edge=True)
                continue
            if when.windows == ("before",):
                when = replace(when, windows=("1d",), prep="ago")
            found.append(when)
        return found

    def _at(self, tokens: Sequence[Token], i: int) -> When | None:
        token = tokens[i]
        if token.kind == "iso":
            return self._iso(tokens, i)
        if (
            token.kind == "num"
            or token.low in SMALL
            or (token.low in _ORDINAL_START and not self._starts_edge(tokens, i))
        ):
            return self._numeric(tokens, i) or self._phrase(tokens, i)
        if token.kind != "word":
            return None
        return self._month(tokens, i) or self._weekday(tokens, i) or self._named(tokens, i) or self._phrase(tokens, i)

    def _starts_edge(self, tokens: Sequence[Token], i: int) -> bool:
        return tokens[i].low == "first" and i + 1 < len(tokens) and tokens[i + 1].low in ("day", "session", "trading")

    def _iso(self, tokens: Sequence[Token], i: int) -> When | None:
        try:
            day = date.fromisoformat(tokens[i].text)
        except ValueError:
            return None
        return When(i, i + 1, "day", day, day, full=True)

    def _numeric(self, tokens: Sequence[Token], i: int) -> When | None:
        return (
            self._day_month(tokens, i) or self._quarter(tokens, i) or self._year(tokens, i) or self._stretch(tokens, i)
        )

    def _day_month(self, tokens: Sequence[Token], i: int) -> When | None:
        """`9 March`, `27th of January 2026`, `the 24th`."""
        token = tokens[i]
        last = i + 1
        if not token.is_num or not token.text.isdigit() or len(token.text) > 2 or not 1 <= int(token.text) <= 31:
            return None
        suffix = last < len(tokens) and tokens[last].glued and tokens[last].low in ("st", "nd", "rd", "th")
        last += suffix
        if last < len(tokens) and tokens[last].low == "of":
            last += 1
        month = _month_at(tokens, last) if last < len(tokens) else None
        if month is not None:
            year, stop = _year_at(tokens, last + 1)
            return self._built(i, stop, int(token.text), month, year)
        if (
            suffix
            and i
            and tokens[i - 1].low == "the"
            and not (last < len(tokens) and tokens[last].kind == "word" and tokens[last].low in _COUNTED)
        ):
            return self._monthless(i, i + 2, int(token.text))
        return None

    def _monthless(self, first: int, last: int, day: int) -> When | None:
        for back in range(2):
            month = self.as_of.month - back
            year = self.as_of.year - (month < 1)
            month = month or 12
            if day <= monthrange(year, month)[1] and date(year, month, day) <= self.as_of:
                return When(first, last, "day", date(year, month, day), date(year, month, day))
        return None

    def _built(self, first: int, last: int, day: int, month: int, year: int | None) -> When | None:
        """A day of a month; without a year the latest one up to the draft's date."""
        full = year is not None
        year = year or (self.as_of.year if (month, day) <= (self.as_of.month, self.as_of.day) else self.as_of.year - 1)
        if not 1 <= day <= monthrange(year, month)[1] or not 1700 < year < 2200:
            return None
        return When(first, last, "day", date(year, month, day), date(year, month, day), full=full)

    def _month(self, tokens: Sequence[Token], i: int) -> When | None:
        """`March 9`, `Nov. 28, 2016`, `March 2009`, `late June`, `in May`."""
        month = _month_at(tokens, i)
        if month is None:
            return None
        after = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text == "." and len(tokens[i].text) <= 4)
        day = _day_at(tokens, after)
        if day:
            year, stop = _year_at(tokens, day[1])
            built = self._built(i, stop, day[0], month, year)
            if built:
                return built
        year, stop = _year_at(tokens, after)
        if year is None and not _meant_as_month(tokens, i):
            return None
        stop = stop if year is not None else i + 1
        chosen = year or (self.as_of.year if month <= self.as_of.month else self.as_of.year - 1)
        if year is None and i and tokens[i - 1].low == "last" and month == self.as_of.month:
            chosen -= 1
        if not 1700 < chosen < 2200:
            return None
        return self._running(_month_when(i, stop, chosen, month, full=year is not None))

    def _running(self, when: When) -> When:
        """The current month is the month to date."""
        return (
            replace(when, windows=("mtd",))
            if when.start and when.end and when.start <= self.as_of <= when.end
            else when
        )

    def _quarter(self, tokens: Sequence[Token], i: int) -> When | None:
        """`first quarter 2009`, `third quarter`."""
        if i + 1 >= len(tokens):
            return None
        found = ordinal(tokens, i)
        if found and found[1] < len(tokens) and tokens[found[1]].low == "quarter" and 1 <= found[0] <= 4:
            year, stop = _year_at(tokens, found[1] + 1)
            return self._quarter_when(i, stop if year else found[1] + 1, found[0], year)
        return None

    def _quarter_when(self, first: int, last: int, quarter: int, year: int | None) -> When:
        chosen = year or (self.as_of.year if quarter * 3 - 2 <= self.as_of.month else self.as_of.year - 1)
        start = date(chosen, quarter * 3 - 2, 1)
        end = date(chosen, quarter * 3, monthrange(chosen, quarter * 3)[1])
        running = ("qtd",) if start <= self.as_of <= end else (f"quarter:{chosen}-Q{quarter}",)
        return When(first, last, "quarter", start, end, running, full=year is not None)

    def _year(self, tokens: Sequence[Token], i: int) -> When | None:
        token = tokens[i]
        if not (token.is_num and len(token.text) == 4 and token.text.isdigit() and 1900 <= int(token.text) <= 2099):
            return None
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is not None and (
            following.text == "%"
            or following.low in ("points", "point", "percent", "dollars", "sessions", "days", "companies", "per")
        ):
            return None
        if following is not None and following.low == "s" and following.glued:
            return None
        if i and (tokens[i - 1].text in "$€£¥+" or (tokens[i - 1].text == "-" and token.glued)):
            return None
        if i and tokens[i - 1].low in ("russell", "stoxx", "at", "above", "below", "topix", "csi"):
            return None
        year = int(token.text)
        running = ("ytd",) if year == self.as_of.year else (f"year:{year}",)
        return When(i, i + 1, "year", date(year, 1, 1), date(year, 12, 31), running, full=True)

    def _stretch(self, tokens: Sequence[Token], i: int) -> When | None:
        """`five sessions`, `the past 30 days`, `three years ago`."""
        found = number_word(tokens, i)
        if found is None or found[1] >= len(tokens):
            return None
        count, at = found
        unit = _UNITS.get(tokens[at].low)
        if unit is None or not 0 < count <= 400:
            return None
        before = tokens[i - 1].low if i else ""
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if (
            before
            not in (
                "past",
                "last",
                "in",
                "over",
                "within",
                "previous",
                "than",
                "nearly",
                "almost",
                "prior",
                "about",
                "under",
                "of",
                "the",
            )
            and after not in ("ago", "earlier")
            and not tokens[at].hyphen
        ):
            return None
        if after in ("straight", "running", "on") or (
            after == "in" and at + 2 < len(tokens) and tokens[at + 2].low == "a"
        ):
            return None
        if before == "of" and not (i > 1 and tokens[i - 2].low in ("period", "space", "course")):
            return None
        last = at + 1 + (after in ("ago", "earlier"))
        return When(
            i,
            last,
            "window",
            windows=_count_windows(count, unit),
            prep="ago" if after in ("ago", "earlier") else "",
            start=_back(self.as_of, count, unit),
        )

    def _weekday(self, tokens: Sequence[Token], i: int) -> When | None:
        token = tokens[i]
        weekday = WEEKDAYS.get(token.low.rstrip("s") if token.low.endswith("days") else token.low)
        if weekday is None:
            weekday = (
                _SHORT_DAYS.get(token.low)
                if token.text[:1].isupper() or token.low in ("thurs", "tues", "weds")
                else None
            )
            if weekday is None or (
                token.low in ("sat", "sun", "mon", "wed")
                and not (i and tokens[i - 1].low in ("on", "since", "last", "by", "from"))
            ):
                return None
        after = i + 1
        if after < len(tokens) and tokens[after].text in (",", "."):
            after += 1
        full = (
            self._at(tokens, after)
            if after < len(tokens) and (tokens[after].is_num or tokens[after].kind == "iso" or _month_at(tokens, after))
            else None
        )
        if full is None and after < len(tokens) and tokens[after].low == "the" and after + 1 < len(tokens):
            full = self._day_month(tokens, after + 1)
        if full is not None and full.grain == "day" and (full.first <= after + 1):
            return replace(full, first=i, weekday=weekday)
        back = (self.as_of.weekday() - weekday) % 7
        if i and tokens[i - 1].low == "last" and back == 0:
            back = 7
        if i and tokens[i - 1].low == "next":
            back = back - 7 if back else -7
        day = self.as_of - timedelta(back)
        return When(i, i + 1, "day", day, day)

    def _named(self, tokens: Sequence[Token], i: int) -> When | None:
        low = tokens[i].low
        if low in _TODAY:
            return When(i, i + 1, "day", self.as_of, self.as_of, ("1d",))
        if low == "yesterday" or (low == "last" and i + 1 < len(tokens) and tokens[i + 1].low == "night"):
            return When(
                i,
                i + (1 if low == "yesterday" else 2),
                "day",
                self.as_of - timedelta(1),
                self.as_of - timedelta(1),
                ("1d",),
            )
        named = _NAMED_DAYS.match(tokens, i)
        if named:
            year, stop = _year_at(tokens, named[0])
            return self._built(i, stop if year else named[0], named[1][1], named[1][0], year)
        crash = _CRASHES.match(tokens, i)
        if crash:
            return self._crash(tokens, i, *crash)
        if low in ("last", "previous", "prior") and i + 1 < len(tokens):
            found = self._last(tokens, i)
            if found is not None:
                return found
        if low == "q" and i + 1 < len(tokens) and tokens[i + 1].glued and tokens[i + 1].text in ("1", "2", "3", "4"):
            year, stop = _year_at(tokens, i + 2)
            return self._quarter_when(i, stop if year else i + 2, int(tokens[i + 1].text), year)
        if (
            low in ("last", "first", "final")
            and i + 3 < len(tokens)
            and (tokens[i + 1].low in ("day", "session") or tokens[i + 2].low in ("day", "session"))
        ):
            return self._edge_day(tokens, i)
        if low in _EDGE and i + 2 < len(tokens) and tokens[i + 1].low == "of":
            return self._edge(tokens, i)
        election = _ELECTION.match(tokens, i)
        if election:
            day = _election_day(self.as_of)
            return When(i, election[0], "day", day, day)
        return None

    def _crash(self, tokens: Sequence[Token], i: int, last: int, day: date) -> When:
        after = last + (last < len(tokens) and tokens[last].text == ",")
        named = self._at(tokens, after) if after < len(tokens) and after > last else None
        if named is not None and named.grain == "day" and named.full:
            return replace(named, first=i)
        return When(i, last, "day", day, day, full=True)

    def _last(self, tokens: Sequence[Token], i: int) -> When | None:
        """`last week`, `last month`, `last quarter`, `last year`."""
        unit = tokens[i + 1].low
        today = self.as_of
        if unit == "week":
            end = today - timedelta(today.weekday() + 1)
            return When(i, i + 2, "week", end - timedelta(6), end, ("wtd",))
        if unit == "month":
            return _month_when(i, i + 2, today.year - (today.month == 1), (today.month - 2) % 12 + 1)
        if unit == "year":
            return When(
                i, i + 2, "year", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), (f"year:{today.year - 1}",)
            )
        if unit == "quarter":
            quarter = (today.month - 1) // 3
            return self._quarter_when(i, i + 2, quarter or 4, today.year if quarter else today.year - 1)
        return None

    def _edge_day(self, tokens: Sequence[Token], i: int) -> When | None:
        """`the last day of 2007`, `the last trading day of June`."""
        of = next((k for k in range(i + 2, min(i + 4, len(tokens))) if tokens[k].low == "of"), None)
        if of is None or of + 1 >= len(tokens):
            return None
        when = self._at(tokens, of + 1 + (tokens[of + 1].low == "the"))
        if when is None or when.start is None or when.end is None:
            return None
        day = when.start if tokens[i].low == "first" else when.end
        return When(i, when.last, "day", day, day, edge=True)

    def _edge(self, tokens: Sequence[Token], i: int) -> When | None:
        """`the end of June`, `the start of 2024`, `the end of last year`."""
        inner = i + 2 + (tokens[i + 2].low == "the")
        if inner >= len(tokens):
            return None
        when = self._at(tokens, inner)
        if when is None or when.first != inner:
            return None
        late = bool(_EDGE[tokens[i].low])
        start, end = when.start, when.end
        if when.grain == "window" and when.windows and start is None:
            start, end = self._window_days(when.windows[0])
        if start is None or end is None:
            return None
        day = end if late else start - timedelta(1)
        return When(i, when.last, "day", day, day, edge=True)

    def _window_days(self, window: str) -> tuple[date | None, date | None]:
        today = self.as_of
        if window == "ytd":
            return date(today.year, 1, 1), date(today.year, 12, 31)
        if window == "mtd":
            return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])
        if window == "wtd":
            start = today - timedelta(today.weekday())
            return start, start + timedelta(6)
        return None, None

    def _phrase(self, tokens: Sequence[Token], i: int) -> When | None:
        found = _TABLE.match(tokens, i)
        if found is None:
            return None
        stop, windows = found
        if (
            tokens[stop - 1].low == "week"
            and stop + 1 < len(tokens)
            and tokens[stop].low in ("of", "to", "ended", "ending")
        ):
            inner = self._at(tokens, stop + 1)
            if inner is not None and inner.grain == "day" and inner.end:
                return When(
                    i,
                    inner.last,
                    "week",
                    inner.end - timedelta(inner.end.weekday()),
                    inner.end - timedelta(inner.end.weekday()) + timedelta(6),
                    ("wtd",),
                )
        if (
            tokens[stop - 1].low in ("week", "month", "quarter", "year")
            and stop < len(tokens)
            and tokens[stop].low in ("before", "earlier", "ago", "previous")
        ):
            return self._before(tokens, i, stop, windows)
        if tokens[i].low in _ADJECTIVES and i + 1 == stop and (stop >= len(tokens) or tokens[stop].low in _PAPERS):
            return None
        start = {"1y": 1, "10y": 10}.get(windows[0])
        return When(i, stop, "window", windows=windows, start=_back(self.as_of, start, "y") if start else None)

    def _before(self, tokens: Sequence[Token], i: int, stop: int, windows: tuple[str, ...]) -> When:
        unit = tokens[stop - 1].low
        today = self.as_of
        if unit == "week" and tokens[stop].low == "before":
            end = today - timedelta(today.weekday() + 1)
            return When(i, stop + 1, "week", end - timedelta(6), end, ("wtd",))
        if unit == "year":
            return When(i, stop + 1, "window", windows=("1y", "ytd"), prep="ago")
        return When(i, stop + 1, "window", windows=windows[-1:], prep="ago")

    def _with_prep(self, tokens: Sequence[Token], when: When, after: int) -> When:
        k = when.first - 1
        prep = when.prep
        steps = 0
        while k >= after and steps < 4 and tokens[k].low in _PREPS:
            if when.prep != "ago" and (tokens[k].low not in _SOFT_PREPS or not prep):
                prep = tokens[k].low if tokens[k].low not in ("the", "that") else prep
            k -= 1
            steps += 1
        return replace(when, prep=prep) if prep else when


_EXTREMES = wordset("peak high low record trough bottom top close highs lows")
_IN_BETWEEN = _EXTREMES | {
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


def _since_extreme(tokens: Sequence[Token], i: int) -> bool:
    """`since its peak on 19 February`, `since the low of 18 March`."""
    words = [t.low for t in tokens[max(0, i - 7) : i]]
    if "since" not in words:
        return False
    between = words[len(words) - words[::-1].index("since") :]
    return any(w in _EXTREMES for w in between) and all(w in _IN_BETWEEN for w in between)


_SOFT_PREPS = wordset("the last that this past early late mid nearly almost more about under")
_ADJECTIVES = frozenset({"daily", "weekly", "monthly", "quarterly", "annual"})
_PAPERS = wordset("""
    close closes closing market brief note report commentary wrap letter average volume data newsletter reports
    claims survey averages standard figures series
""")
_ELECTION: Phrases[bool] = Phrases(
    [("election day", True), ("the election", True), ("the vote", True), ("the presidential election", True)]
)


def _election_day(as_of: date) -> date:
    """The last American presidential election up to a date: the Tuesday after the first Monday of November."""
    year = as_of.year - as_of.year % 4
    for chosen in (year, year - 4):
        first = date(chosen, 11, 1)
        day = first + timedelta((7 - first.weekday()) % 7 + 1)
        if day <= as_of:
            return day
    return as_of


_ORDINAL_START = frozenset({"first", "second", "third", "fourth"})
_COUNTED = wordset("""
    straight consecutive successive week month day session quarter time record gain loss decline rise drop year
    anniversary
""")


def _month_at(tokens: Sequence[Token], i: int) -> int | None:
    if i >= len(tokens) or not tokens[i].text[:1].isupper() or tokens[i].kind != "word":
        return None
    low = tokens[i].low
    return MONTHS.get(low) or (_SHORT_MONTHS.get(low) if len(low) <= 4 else None)


def _meant_as_month(tokens: Sequence[Token], i: int) -> bool:
    low = tokens[i].low
    before = tokens[i - 1].low if i else ""
    if low in ("may", "mar", "march", "sat", "dec", "jan", "jun", "jul", "aug", "sep", "oct", "nov", "feb", "apr"):
        if before in _PREPS or tokens[i].possessive or before in ("year", "month", "and", "/"):
            return True
        return low not in ("may", "march") if len(low) <= 4 and low != "may" else (low == "march" and i > 0)
    return True


def _day_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    if (
        i >= len(tokens)
        or not tokens[i].is_num
        or not tokens[i].text.isdigit()
        or len(tokens[i].text) > 2
        or not 1 <= int(tokens[i].text) <= 31
    ):
        return None
    last = i + 1
    if last < len(tokens) and (
        tokens[last].text == "%" or tokens[last].low in ("percent", "per", "basis", "bp", "points")
    ):
        return None
    if last < len(tokens) and tokens[last].glued and tokens[last].low in ("st", "nd", "rd", "th"):
        last += 1
    return int(tokens[i].text), last


def _year_at(tokens: Sequence[Token], i: int) -> tuple[int | None, int]:
    start = i
    if i < len(tokens) and tokens[i].text == ",":
        i += 1
    if i < len(tokens) and tokens[i].low == "of":
        i += 1
    if (
        i < len(tokens)
        and tokens[i].is_num
        and len(tokens[i].text) == 4
        and tokens[i].text.isdigit()
        and 1700 < int(tokens[i].text) < 2200
    ):
        return int(tokens[i].text), i + 1
    return None, start


def _month_when(first: int, last: int, year: int, month: int, full: bool = False) -> When:
    end = date(year, month, monthrange(year, month)[1])
    return When(first, last, "month", date(year, month, 1), end, (f"month:{year:04d}-{month:02d}",), full=full)


def _count_windows(count: int, unit: str) -> tuple[str, ...]:
    if unit in "ds":
        return (f"{count}s",) if count > 1 else ("1d",)
    if unit == "D":
        return (f"{count * 10}y",)
    if unit == "h":
        return ("1d",) if count == 24 else ()
    found = {"q": f"{count * 3}m", "w": f"{count}w", "m": f"{count}m" if count != 12 else "1y", "y": f"{count}y"}[unit]
    return {"3m": ("3m", "qtd"), "1y": ("1y", "ytd"), "1m": ("1m", "mtd"), "1w": ("1w", "wtd")}.get(found, (found,))


def _back(day: date, count: int, unit: str) -> date | None:
    days = {"d": 1, "s": 1.45, "w": 7, "m": 30.44, "q": 91.3, "y": 365.25, "D": 3652.5, "h": 0.04}[unit] * count
    try:
        return day - timedelta(int(days))
    except OverflowError:
        return None
