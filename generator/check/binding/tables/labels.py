"""What a label of a table says: instruments, a time, a measure, a unit, a benchmark; and which of its words say nothing known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from generator.check.binding.context.scene import Scene
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases, Token
from generator.check.text.units import CURRENCIES, SCALES
from generator.check.text.when import POINTERS, When, count_windows, month_at, month_when, quarter_when, week_when
from generator.check.text.wordset import wordset
from generator.records import dataclass

ONE = Decimal(1)
_MEASURES: Phrases[str] = Phrases(
    (phrase, measure)
    for measure, phrases in {
        "level": "close;closing;closing level;closing price;last;last price;level;price;value;now;latest;current;currently;finish;settle;settlement;spot;reading;print;"
        "balance;size;outstanding;yield;rate;index level;last close;today's close;final;total assets;quote;end",
        "previous": "before;earlier;previous;previous close;prev;prev close;prior;prior close;start;begin;beginning;old",
        "change": "change;chg;move;moves;return;returns;performance;perf;moved;gain/loss;price return;% change;percentage change;gain;loss;advance;decline;"
        "change in %;total change;net change %;percent change;price change;% chg;rise;fall;+/-;up/down;δ",
        "delta": "net change;net chg;points change;point change;change in points;change (points);change, points;change (pts);chg (pts)",
        "drawdown": "drawdown;from its high;from its record;from its record close;from record close;below its record;below its high;from peak;from the peak;from its peak;off peak;off high;off highs;from high;from highs;from the high;from record;off record;below peak;below record;below high;vs peak;vs high;"
        "from ath;off ath;vs ath;distance to high;distance from high;distance from peak;from all-time high;from record high;off its high;off its peak;% off high;below its peak;down from peak;under the peak;from top",
        "rebound": "from low;off low;off lows;from the low;above low;from trough;off the low;above its low;vs low;from bottom;up from low",
        "high": "high;peak;highest;highest close;ath;all-time high;record;record high;top;max;maximum;record close;high close;closing high",
        "low": "low;trough;lowest;lowest close;bottom;min;minimum;low close;closing low;record low",
        "high.intraday": "intraday high;day high;day's high;session high",
        "low.intraday": "intraday low;day low;day's low;session low",
        "flow": "flow;flows;net flow;net flows;inflow;inflows;net inflow;net inflows;outflow;outflows;creations;etf flows;fund flows;money in;net creations;subscriptions",
        "vol": "vol;volatility;realised volatility;realized volatility;realised vol;realized vol;historical volatility",
        "corr": "correlation;corr;correlations", "beta": "beta",
        "up": "days up;up days;winning streak;gains in a row", "down": "days down;down days;losing streak;losses in a row",
        "date": "date;when;day;date of;dated;session date", "above": "first close above;first closed above;first above;closed above;crossed;milestone;first close over;first time above;first close beyond;broke through",
        "records": "records;record closes;number of records;new highs;records set",
        "below": "first close below;first closed below;first below", "times": "multiple;times",
        "total": "total;sum;all;combined;together;net total;overall", "average": "average;mean;median;avg",
    }.items()
    for phrase in phrases.split(";")
)  # fmt: skip
_SPANS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("day", "session", "daily", "today", "dod", "d/d", "overnight"), ("1d",)),
    **dict.fromkeys(("week", "weekly", "wow", "w/w", "wtd"), ("wtd", "1w")), **dict.fromkeys(("month", "monthly", "mom", "m/m", "mtd"), ("mtd", "1m")),
    **dict.fromkeys(("quarter", "quarterly", "qoq", "q/q", "qtd"), ("qtd", "3m")), **dict.fromkeys(("year", "yearly", "annual", "y/y"), ("ytd", "1y")),
}  # fmt: skip
_LETTERS = {"d": "d", "w": "w", "m": "m", "q": "q", "y": "y", "mo": "m", "days": "d", "day": "d", "week": "w", "weeks": "w", "month": "m", "months": "m", "year": "y",
            "years": "y", "mos": "m", "s": "s", "sessions": "s", "session": "s", "quarter": "q"}  # fmt: skip
_SPECIAL = wordset("drawdown rebound flow vol above below delta")
_LATER = frozenset({"later", "after", "on", "afterwards", "further"})
_SILENT = wordset("""
    in the of net fund funds index instrument asset assets market markets name ticker symbol and as at to a by per us u.s. its for
    over so far type class security series item measure metric indicator group point points pts percent pct percentage bp bps
    basis bn m mn million billion trillion tn k thousand usd eur gbp jpy $ dollars dollar data that this its benchmark date
    etf etfs rates yields yield commodities currencies stocks equities bonds crypto fx since from vs versus against region country
    period window one last past next column row figures level levels it was is end before until up on year-end month-end quarter-end
""")
_VERSUS = frozenset({"vs", "versus", "against", "v", "minus", "over", "relative"})


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says; what it leaves open is empty."""

    names: tuple[Name, ...] = ()
    when: When | None = None
    windows: tuple[str, ...] = ()
    measure: str = ""
    unit: str = ""
    scale: Decimal = ONE
    currency: str = ""
    versus: Name | None = None
    number: Quantity | None = None
    count: int = 0
    later: tuple[str, ...] = ()
    until: date | None = None
    odd: bool = False
    text: str = ""

    @property
    def day(self) -> date | None:
        """The day that it names, or the last day of the period."""
        return self.when.end if self.when is not None and not self.when.since else None


NOTHING = Label()


def is_data(s: Sentence) -> bool:
    """Whether a cell is a number rather than words that name one, or a stretch of time (`1M`)."""
    if _STRETCH.fullmatch(s.text.strip().lower()):
        return False
    return any(
        q.sign or q.unit in ("percent", "money", "bp", "pp", "times") or q.form == "decimal" or q.magnitude >= 1000
        for q in s.numbers
    ) or (bool(s.numbers) and not any(t.kind == "word" for t in s.tokens[s.lo : s.hi]))


_STRETCH = re.compile(r"\d{1,3}[ -]?(?:[dwmqy]|wk|mo|yr|day|week|month|year)s?")


def label_of(sentences: Iterable[Sentence], scene: Scene) -> Label:
    """What the sentences of a label say."""
    return joined([_sentence(s, scene) for s in sentences])


def joined(labels: Sequence[Label]) -> Label:
    """Several labels of one cell as one: the first that says something counts."""
    first, *rest = labels or (NOTHING,)
    found = first
    for label in rest:
        found = Label(
            names=found.names or label.names, when=found.when or label.when, windows=found.windows or label.windows, measure=found.measure or label.measure,
            unit=found.unit or label.unit, scale=label.scale if found.scale == ONE else found.scale, currency=found.currency or label.currency, versus=found.versus or label.versus,
            number=found.number or label.number, count=found.count or label.count, later=found.later or label.later, odd=found.odd or label.odd, text=f"{found.text} {label.text}".strip(),
        )  # fmt: skip
    return found


def _sentence(s: Sentence, scene: Scene) -> Label:
    taken = {k for m in s.mentions for k in range(m.first, m.last) if m.name.anaphor is None}
    when = next((w for w in s.whens if not (w.windows and w.windows[0] in POINTERS)), None) or _bare_month(s, scene)
    later: tuple[str, ...] = ()
    if when is not None:
        taken |= set(range(when.first, when.last))
        if when.grain == "window" and (s.low(when.last) in _LATER or s.low(when.last - 1) in _LATER):
            later = when.windows
            taken.add(when.last)
    if later:
        when = None
    taken |= {
        j
        for k in range(s.lo, s.hi)
        if s.low(k) == "high" and s.low(k + 1) in ("beta", "yield", "grade")
        for j in (k, k + 1)
    }
    plain = [m for m in s.mentions if m.name.anaphor is None]
    rivals = [m for m in plain if (m.first > s.lo and s.low(m.first - 1) in _VERSUS) or s.low(m.first - 2) in _VERSUS]
    found = replace(
        NOTHING, names=tuple(m.name for m in plain if m not in rivals), versus=rivals[0].name if rivals else None, when=when,
        later=later, text=s.text.lower(),
    )  # fmt: skip
    return _words(s, found, taken, scene.as_of)


def _bare_month(s: Sentence, scene: Scene) -> When | None:
    """`March` alone at the head of a column is the month."""
    month = month_at(s.tokens, s.lo)
    if month is None:
        return None
    year = scene.as_of.year - (month > scene.as_of.month)
    when = month_when(s.lo, s.lo + 1, year, month)
    return replace(when, windows=("mtd",)) if when.end and when.end >= scene.as_of else when


def _words(s: Sentence, found: Label, taken: set[int], as_of: date) -> Label:
    """The words of a label beside its names and times, which may stand amid them: `First S&P close above`."""
    places = [k for k in range(s.lo, s.hi) if k not in taken]
    tokens = [s.tokens[k] for k in places]
    i = 0
    while i < len(tokens):
        span = _span(tokens, i, as_of)
        match = _MEASURES.match(tokens, i)
        if span is not None:
            windows, count, i, later = span
            found = replace(
                found,
                windows=found.windows or (() if later else windows),
                count=found.count or count,
                later=windows if later else found.later,
            )
        elif match is not None and not (found.measure and match[1] in ("level", "date", "total")):
            found = _measured(found, tokens[i], match[1])
            i = match[0]
        else:
            found, stop = _unit(s, found, places[i])
            i = next((k for k in range(i + 1, len(places)) if places[k] >= stop), len(places))
    return found


def _measured(found: Label, token: Token, measure: str) -> Label:
    """A label with one more measure: the more special one counts, `% from peak` rather than `%`."""
    if token.text == "%" or token.low.startswith("percent"):
        found = replace(found, unit=found.unit or "percent")
    if measure in _SPECIAL or found.measure in ("", "level"):
        found = replace(found, measure=measure)
    return replace(found, windows=found.windows or _SPANS.get(token.low, ()))


def _span(tokens: list[Token], i: int, as_of: date) -> tuple[tuple[str, ...], int, int, bool] | None:
    """`1d`, `52-week`, `3m`, `30d`, `a year later`: windows, count, the token after, whether it is that much later."""
    token = tokens[i]
    n = (
        int(token.text)
        if token.is_num and token.text.isdigit() and len(token.text) < 4
        else 1
        if token.low in ("a", "one")
        else 0
    )
    if not n or i + 1 >= len(tokens) or tokens[i + 1].low not in _LETTERS:
        return None
    unit = _LETTERS[tokens[i + 1].low]
    later = i + 2 < len(tokens) and tokens[i + 2].low in _LATER
    windows = ("1y",) if (n, unit) in ((52, "w"), (12, "m")) else count_windows(n, unit, as_of)
    if (n, unit) == (5, "d"):
        windows = ("5s", "1w")
    return windows, n, i + 2 + later, later


def _unit(s: Sentence, found: Label, i: int) -> tuple[Label, int]:
    token = s.tokens[i]
    low = token.low
    if low in _SPANS:
        return replace(found, windows=found.windows or _SPANS[low]), i + 1
    if token.text in CURRENCIES:
        return replace(found, unit=found.unit or "money", currency=CURRENCIES[token.text]), i + 1
    if low in SCALES and (low not in ("b", "t", "k") or found.currency) and found.scale == ONE:
        return replace(found, scale=SCALES[low], unit=found.unit or "money"), i + 1
    if token.text == "%" or low in ("percent", "pct"):
        points = s.low(i + 1) in ("points", "pts", "pt")
        return replace(found, unit="pp" if points else found.unit or "percent"), i + 1 + points
    if low in ("bp", "bps", "basis"):
        return replace(found, unit="bp"), i + 1 + (low == "basis")
    if low in ("pp", "ppt"):
        return replace(found, unit="pp"), i + 1
    if low in ("points", "pts"):
        return replace(found, unit=found.unit or "points"), i + 1
    number = next((q for q in s.numbers if q.first <= i < q.last), None)
    if number is not None:
        return replace(found, number=found.number or number), number.last
    silent = token.kind != "word" or low in _SILENT or any(m.first <= i < m.last for m in s.mentions)
    return (found if silent else replace(found, odd=True)), i + 1


def as_span(label: Label, as_of: date) -> Label:
    """`5y` over a column of instruments is a stretch of time, not a bond."""
    found = _TENOR.fullmatch(label.text.replace("-", "").replace(" ", ""))
    if found is None:
        return label
    windows = count_windows(int(found[1]), "m" if found[2].startswith("m") else "y", as_of)
    return replace(label, names=(), windows=windows, count=int(found[1]))


_TENOR = re.compile(r"(\d{1,2})(y|yr|year|m|mo|month)s?(?:[(]?%[)]?)?")


def period_ending(side: Label, corner: Label) -> Label:
    """`Week ending` over a column of days: each row is of the week, month or quarter that its day lies in."""
    period, day = corner.text.split(" ")[0], side.day
    if (
        side.when is None
        or side.when.grain != "day"
        or day is None
        or period not in ("week", "month", "quarter", "w/e")
    ):
        return side
    if period in ("week", "w/e"):
        return replace(side, when=week_when(0, 0, day + timedelta((4 - day.weekday()) % 7)))
    if period == "month":
        return replace(side, when=month_when(0, 0, day.year, day.month, full=True))
    return replace(side, when=quarter_when(0, 0, day, (day.month + 2) // 3, day.year))


_APART = wordset("gap lead difference diff spread excess outperformance margin")


def with_rivals(columns: Sequence[Label], c: int) -> Label:
    """`S&P 500 | Russell 2000 | Lead`: a column of how far the two before it lie apart."""
    found = columns[c]
    if c < 2 or found.names or not _APART & set(re.findall(r"[a-z]+", found.text)):
        return found
    one, two = columns[c - 2 : c]
    if len(one.names) != 1 or len(two.names) != 1:
        return found
    return replace(found, names=one.names, versus=two.names[0], measure="apart", odd=False)


def timed(label: Label) -> bool:
    """Whether a label says when."""
    return label.when is not None or bool(label.windows)


def ended(label: Label) -> date | None:
    """The last day of a week or a span that a label names, whose windows count up to it: `Last week`."""
    when = label.when
    return when.end if when is not None and when.grain in ("week", "span") and not when.since else None


def windows_of(label: Label, scene: Scene) -> tuple[str, ...]:
    """The windows that a label names; a running period is the period to date."""
    when = label.when
    if when is None:
        return label.windows
    if when.since or label.text.startswith(("since", "from")):
        if when.start is None or when.end is None:
            return when.windows
        return (
            (f"since:{when.end}",)
            if when.grain == "day"
            else (f"since:{when.start - timedelta(1)}", f"since:{when.end}")
        )
    live = when.start is not None and when.end is not None and when.start <= scene.as_of <= when.end
    running = {"year": ("ytd",), "month": ("mtd",), "quarter": ("qtd",)}.get(when.grain, ()) if live else ()
    return tuple(dict.fromkeys((*when.windows, *running, *label.windows)))
