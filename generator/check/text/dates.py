"""Dates, periods and windows as text names them, resolved against the draft's own date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from generator.check.text.numerals import SMALL, number_word, ordinal
from generator.check.text.periods import (
    ADJECTIVES,
    COUNTED,
    CRASHES,
    EDGE,
    ELECTION,
    NAMED_DAYS,
    ORDINAL_START,
    PAPERS,
    PREPS,
    SHORT_DAYS,
    SOFT_PREPS,
    TABLE,
    TODAY,
    UNITS,
    WEEKDAYS,
)
from generator.check.text.tokens import Token
from generator.check.text.when import (
    When,
    count_windows,
    day_at,
    days_back,
    election_day,
    meant_as_month,
    month_at,
    month_when,
    since_extreme,
    year_at,
)


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
            if when.grain in ("day", "month") and since_extreme(tokens, when.first):
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
            or (token.low in ORDINAL_START and not self._starts_edge(tokens, i))
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
        month = month_at(tokens, last) if last < len(tokens) else None
        if month is not None:
            year, stop = year_at(tokens, last + 1)
            return self._built(i, stop, int(token.text), month, year)
        if (
            suffix
            and i
            and tokens[i - 1].low == "the"
            and not (last < len(tokens) and tokens[last].kind == "word" and tokens[last].low in COUNTED)
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
        month = month_at(tokens, i)
        if month is None:
            return None
        after = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text == "." and len(tokens[i].text) <= 4)
        day = day_at(tokens, after)
        if day:
            year, stop = year_at(tokens, day[1])
            built = self._built(i, stop, day[0], month, year)
            if built:
                return built
        year, stop = year_at(tokens, after)
        if year is None and not meant_as_month(tokens, i):
            return None
        stop = stop if year is not None else i + 1
        chosen = year or (self.as_of.year if month <= self.as_of.month else self.as_of.year - 1)
        if year is None and i and tokens[i - 1].low == "last" and month == self.as_of.month:
            chosen -= 1
        if not 1700 < chosen < 2200:
            return None
        return self._running(month_when(i, stop, chosen, month, full=year is not None))

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
            year, stop = year_at(tokens, found[1] + 1)
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
        unit = UNITS.get(tokens[at].low)
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
            windows=count_windows(count, unit),
            prep="ago" if after in ("ago", "earlier") else "",
            start=days_back(self.as_of, count, unit),
        )

    def _weekday(self, tokens: Sequence[Token], i: int) -> When | None:
        token = tokens[i]
        weekday = WEEKDAYS.get(token.low.rstrip("s") if token.low.endswith("days") else token.low)
        if weekday is None:
            weekday = (
                SHORT_DAYS.get(token.low)
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
            if after < len(tokens) and (tokens[after].is_num or tokens[after].kind == "iso" or month_at(tokens, after))
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
        if low in TODAY:
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
        named = NAMED_DAYS.match(tokens, i)
        if named:
            year, stop = year_at(tokens, named[0])
            return self._built(i, stop if year else named[0], named[1][1], named[1][0], year)
        crash = CRASHES.match(tokens, i)
        if crash:
            return self._crash(tokens, i, *crash)
        if low in ("last", "previous", "prior") and i + 1 < len(tokens):
            found = self._last(tokens, i)
            if found is not None:
                return found
        if low == "q" and i + 1 < len(tokens) and tokens[i + 1].glued and tokens[i + 1].text in ("1", "2", "3", "4"):
            year, stop = year_at(tokens, i + 2)
            return self._quarter_when(i, stop if year else i + 2, int(tokens[i + 1].text), year)
        if (
            low in ("last", "first", "final")
            and i + 3 < len(tokens)
            and (tokens[i + 1].low in ("day", "session") or tokens[i + 2].low in ("day", "session"))
        ):
            return self._edge_day(tokens, i)
        if low in EDGE and i + 2 < len(tokens) and tokens[i + 1].low == "of":
            return self._edge(tokens, i)
        election = ELECTION.match(tokens, i)
        if election:
            day = election_day(self.as_of)
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
            return month_when(i, i + 2, today.year - (today.month == 1), (today.month - 2) % 12 + 1)
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
        late = bool(EDGE[tokens[i].low])
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
        found = TABLE.match(tokens, i)
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
        if tokens[i].low in ADJECTIVES and i + 1 == stop and (stop >= len(tokens) or tokens[stop].low in PAPERS):
            return None
        start = {"1y": 1, "10y": 10}.get(windows[0])
        return When(i, stop, "window", windows=windows, start=days_back(self.as_of, start, "y") if start else None)

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
        while k >= after and steps < 4 and tokens[k].low in PREPS:
            if when.prep != "ago" and (tokens[k].low not in SOFT_PREPS or not prep):
                prep = tokens[k].low if tokens[k].low not in ("the", "that") else prep
            k -= 1
            steps += 1
        return replace(when, prep=prep) if prep else when
