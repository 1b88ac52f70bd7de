"""A cell of a table becomes claims: its numbers in the light of its labels."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import date

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.levels import base_levels
from generator.check.binding.readings import readings
from generator.check.binding.tables.labels import ONE, Label, ended, windows_of
from generator.check.binding.times.times import Times
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.dates import SinceTest
from generator.check.comparing.policy import Ruling
from generator.check.comparing.tests import CountTest, Test, TruthTest
from generator.check.text.entities import Name
from generator.check.text.numerals import number_word
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.tape.series import day_number, to_date

_WEEKEND = 4  # a table of so many days ago is of the latest closes
Question = tuple[str, tuple[Reading, ...], Test]
_UP, _DOWN = frozenset("▲↑⬆↗△🔺"), frozenset("▼↓⬇↘▽🔻")


@dataclass(frozen=True, slots=True)
class Unsure:
    """A test under a label that was not wholly understood: what does not hold is not called wrong."""

    test: Test

    @property
    def claimed(self) -> object:
        """What the cell says."""
        return self.test.claimed

    def check(self, answer: Answer) -> Ruling:
        """Supported, or not judged."""
        ruling = self.test.check(answer)
        return ruling if ruling.verdict == "supported" else Ruling("not_covered", "none", "no_data")


def bind_cell(s: Sentence, scene: Scene, label: Label) -> Iterator[Claim]:
    """The claims of one cell."""
    if label.measure in ("above", "below") and (yield from _milestone(s, scene, label)):
        return
    name = label.names[0] if label.names else None
    if label.measure == "records":
        yield from _records(s, scene, label, name)
        return
    if not s.numbers:
        yield from _words(s, scene, label, name)
        return
    for k, q in enumerate(s.numbers):
        s.used.add(q.core)
        own = replace(label, when=_own_day(s, q) or label.when)
        if k and q.unit == "percent":
            own = replace(own, measure="change", windows=own.windows or scene.window or scene.frame or ("1d",))
        elif k and own.when is label.when:
            own = replace(own, odd=True)
        yield _number(s, scene, _dressed(s, q, label), own, name)
    if name is not None and name.key is not None:
        yield from _record(s, scene, label, name)


def _own_day(s: Sentence, q: Quantity) -> When | None:
    return next((w for w in s.whens if w.grain == "day" and w.first >= q.last and not w.since), None)


def _dressed(s: Sentence, q: Quantity, label: Label) -> Quantity:
    """A number with the sign of its arrow or brackets, and the unit and scale of its labels."""
    before = s.tokens[q.first - 1].text if q.first > s.lo else ""
    after = s.tokens[q.last].text if q.last < s.hi else ""
    arrow = 1 if before in _UP or after in _UP else -1 if before in _DOWN or after in _DOWN else 0
    words = set(s.words(s.lo, s.hi))
    if not q.sign and (arrow or words & {"up", "down"}):
        q = _signed(q, arrow or (1 if "up" in words else -1))
    elif not q.sign and before == "(" and after == ")" and q.last - q.first == s.hi - s.lo - 2:
        q = _signed(q, -1)
    if q.unit:
        scale = label.scale if q.unit == "money" and q.scale == ONE and q.magnitude < 10**5 else ONE
    else:
        scale = label.scale if label.unit == "money" else ONE
        q = replace(q, unit=label.unit, currency=label.currency) if label.unit else q
    return replace(q, value=q.value * scale, grain=q.grain * scale, scale=scale) if scale != ONE else q


def _signed(q: Quantity, sign: int) -> Quantity:
    return replace(q, sign=sign, value=abs(q.value) * sign)


def _number(s: Sentence, scene: Scene, q: Quantity, label: Label, name: Name | None) -> Claim:
    claim = Claim(s, q.first, q.last, "number", number=q)
    if name is None:
        return replace(claim, missing="no instrument is named")
    if label.measure in ("average", "total", "times") and q.unit != "times":
        return replace(claim, missing="a total or an average over several rows")
    if _of_flows(scene, q, label, name):
        key = scene.directory.flow_of(name)
        return (
            _flow(scene, q, label, claim, key)
            if key
            else replace(claim, missing=f"the tape has no flow of {name.label}")
        )
    if name.concept == "curve":
        return _curve(scene, q, label, claim)
    if name.key is None:
        return replace(claim, missing=f"the tape has no {name.label}")
    kind, found, test = _question(scene, q, label, name)
    if not found:
        return replace(claim, missing="what the labels ask is not clear")
    return replace(claim, kind=kind, readings=found, test=Unsure(test) if label.odd else test)


def _of_flows(scene: Scene, q: Quantity, label: Label, name: Name) -> bool:
    if q.unit not in ("", "money"):
        return False
    if label.measure == "flow" or scene.kind(name) == "flow" or "flow" in label.text:
        return True
    large = q.unit == "money" and q.magnitude >= 10**6 and bool(q.sign)
    return large and scene.kind(name) in ("etf", "commodity", "crypto") and scene.directory.flow_of(name) is not None


def _flow(scene: Scene, q: Quantity, label: Label, claim: Claim, key: str) -> Claim:
    windows = windows_of(label, scene) or scene.window or scene.frame
    day = label.day if label.when is not None and label.when.grain == "day" else None
    found = readings(key, "sum", windows, (_clip(scene, ended(label)),)) if windows and day is None else ()
    if day is not None or "1d" in windows or not windows:
        found = (*readings(key, "level", (None,), (_clip(scene, day),)), *found)
    direction = q.sign or (-1 if "outflow" in label.text and "inflow" not in label.text else 1)
    test = NumberTest(q, "flow", direction)
    return replace(claim, kind="flow", readings=found, test=Unsure(test) if label.odd else test)


def _curve(scene: Scene, q: Quantity, label: Label, claim: Claim) -> Claim:
    ten, two = scene.directory.key("us10y") or "", scene.directory.key("us2y") or ""
    days = (_clip(scene, label.day),)
    test = NumberTest(q, "pp" if q.unit == "percent" else q.unit, q.sign)
    return replace(
        claim, kind="gap", readings=readings(ten, "gap", (None,), days, two), test=Unsure(test) if label.odd else test
    )


def _clip(scene: Scene, day: date | None) -> date | None:
    return day if day is not None and day < scene.as_of else None


def _question(scene: Scene, q: Quantity, label: Label, name: Name) -> Question:
    """What the number of a cell is asked of: kind of claim, readings, test."""
    key, kind, measure = name.key or "", scene.kind(name), label.measure
    windows = windows_of(label, scene)
    dated = label.when is not None and label.when.grain == "day" and not label.when.since
    day = _clip(scene, label.day) if dated else None
    plain = NumberTest(q, "level")
    special = _special(scene, q, label, key, kind, windows, day)
    if special is not None:
        return special
    if (
        measure == "previous"
        and not q.sign
        and q.unit in ("", "money", "points", "percent")
        and (q.unit != "percent" or kind == "rate")
    ):
        return (
            "level",
            base_levels(scene, key, Times(windows or scene.window or scene.frame or ("1d",), (None,))),
            plain,
        )
    if _is_level(q, label, kind):
        days = dict.fromkeys((day,) if dated else (_clip(scene, label.day),) if not windows or label.when else (None,))
        return "level", readings(key, "level", (None,), days), plain
    days_ = (day or _clip(scene, ended(label) or label.until),)
    spans = windows if windows and not dated else ("1d",) if dated else (*scene.window, *scene.frame, "1d")
    if q.unit in ("percent", "bp", "pp"):
        return (
            "change",
            readings(key, "change", spans, days_),
            NumberTest(q, q.unit, q.sign or (1 if q.magnitude else 0), kind=kind),
        )
    unit = "pp" if q.unit == "points" and kind == "rate" else "delta"
    return "change", readings(key, "change" if unit == "pp" else "delta", spans, days_), NumberTest(q, unit, q.sign)


def _special(
    scene: Scene, q: Quantity, label: Label, key: str, kind: str, windows: tuple[str, ...], day: date | None
) -> Question | None:
    """Numbers that are neither a level nor a change: differences, statistics, runs, multiples, distances, extremes."""
    measure = label.measure
    if measure == "apart" and label.versus is not None:
        return _apart(scene, q, label, key, windows, day)
    if label.versus is not None:
        return _against(scene, q, label, key, windows)
    if measure == "vol":
        rows = tuple(dict.fromkeys(n for n in (label.count, 20, 30, 60) if n > 1))
        return (
            "statistic",
            tuple(Reading(key, "vol", f"{n}s") for n in rows[: 1 if label.count else 3]),
            NumberTest(q, "percent"),
        )
    if measure in ("up", "down"):
        return "streak", (Reading(key, f"streak.{measure}", at=day),), CountTest(int(q.magnitude))
    if q.unit == "times":
        return _multiple(scene, q, label, key, windows)
    if q.unit == "percent" and (measure in ("drawdown", "rebound") or (measure in ("high", "low") and kind != "rate")):
        return _distance(q, label, key, windows, day, scene.as_of)
    if measure in ("high", "low", "high.intraday", "low.intraday"):
        ever = ("1d",) if measure.endswith("intraday") else ("all", "1y", "ytd")
        spans: tuple[str, ...] = windows or ever
        return "level", readings(key, measure, spans, (day,)), NumberTest(q, "level")
    return None


def _is_level(q: Quantity, label: Label, kind: str) -> bool:
    if q.sign and label.measure != "level" and kind not in ("indicator",):
        return False
    if label.measure in ("change", "delta") or q.unit in ("bp", "pp"):
        return False
    return q.unit in ("money", "", "points") or (kind == "rate" and q.unit == "percent")


def _against(scene: Scene, q: Quantity, label: Label, key: str, windows: tuple[str, ...]) -> Question:
    other = label.versus.key if label.versus else None
    if other is None:
        return "comparison", (), NumberTest(q, "pp")
    if label.measure in ("corr", "beta"):
        rows = (label.count,) if label.count > 1 else (60, 90, 30, 252)
        spans = tuple(f"{n}s" for n in rows)
        return "statistic", readings(key, label.measure, spans, (None,), other), NumberTest(q, "level")
    unit = "bp" if q.unit == "bp" else "pp"
    spans = windows or scene.window or scene.frame or ("1d",)
    return "comparison", readings(key, "spread", spans, (None,), other), NumberTest(q, unit, q.sign)


def _apart(scene: Scene, q: Quantity, label: Label, key: str, windows: tuple[str, ...], day: date | None) -> Question:
    """How far two columns lie apart, whichever is taken from the other: two yields by their levels, others by their moves."""
    other = (label.versus.key if label.versus else None) or ""
    test = NumberTest(q, "bp" if q.unit == "bp" else "pp", q.sign)
    at = day or _clip(scene, ended(label))
    rates = scene.directory.kind(key) == scene.directory.kind(other) == "rate"
    spans = (None,) if rates else ("1d",) if day is not None else windows or scene.window or scene.frame or ("1d",)
    found = (Reading(a, "gap" if rates else "spread", w, b, at) for a, b in ((key, other), (other, key)) for w in spans)
    return "comparison", tuple(found) if other else (), test


def _multiple(scene: Scene, q: Quantity, label: Label, key: str, windows: tuple[str, ...]) -> Question:
    """`77x` a year after the day of the row, or since it."""
    when = label.when
    if when is not None and when.end is not None and when.grain == "day":
        at = _later(when.end, label.later) if label.later else None
        if label.measure in ("high", "low"):
            at = _extreme_day(scene, key, when.end, label)
        if at is not None and at >= scene.as_of:
            at = None
        return "multiple", (Reading(key, "mult", f"since:{when.end}", at=at),), NumberTest(q, "level")
    return "multiple", tuple(Reading(key, "mult", w) for w in windows), NumberTest(q, "level")


def _extreme_day(scene: Scene, key: str, start: date, label: Label) -> date | None:
    """The day of the highest (lowest) close after a day, up to where the label says."""
    columns = scene.answers.columns(key, _clip(scene, label.until))
    if columns is None:
        return None
    days, close = columns
    low = int(days.searchsorted(day_number(start)))
    inside = close[low:]
    if not len(inside):
        return None
    return to_date(days[low + int(inside.argmax() if label.measure == "high" else inside.argmin())])


def _later(day: date, windows: tuple[str, ...]) -> date | None:
    n, unit = int(windows[0][:-1]), windows[0][-1]
    if unit not in "my":
        return None
    months = day.year * 12 + day.month - 1 + n * (12 if unit == "y" else 1)
    return date(months // 12, months % 12 + 1, min(day.day, 28))


def _distance(q: Quantity, label: Label, key: str, windows: tuple[str, ...], day: date | None, as_of: date) -> Question:
    """How far from a high or low: of a named period, or of the whole file."""
    top = label.measure in ("drawdown", "high")
    test = NumberTest(q, "percent", q.sign or (-1 if top else 1))
    when = label.when
    now = when is not None and when.grain == "day" and when.end is not None and (as_of - when.end).days <= _WEEKEND
    if when is not None and when.start is not None and when.end is not None and when.grain != "window" and not now:
        period = f"{when.start}_{as_of if when.since else when.end}"
        return (
            "drawdown",
            (
                Reading(key, "fromhigh" if top else "fromlow", parameter=period),
                Reading(key, "change", f"since:{when.end}"),
            ),
            test,
        )
    spans: tuple[str, ...] = tuple(w for w in windows if w != "1d" and not w.startswith("since"))
    spans = spans or (("all", "1y", "ytd") if top else ("1y", "all", "ytd"))
    return "drawdown", readings(key, "drawdown" if top else "rebound", spans, (day,)), test


def _milestone(s: Sentence, scene: Scene, label: Label) -> Generator[Claim, None, bool]:
    """`First close above $10,000 | 28 Nov 2017`; whether the cell was one."""
    name, q, when = (label.names[0] if label.names else None), label.number, s.whens[0] if s.whens else None
    if q is None or when is None or when.end is None or when.grain != "day":
        return False
    claim = Claim(s, when.first, when.last, "record")
    if name is None or name.key is None:
        yield replace(claim, missing="no instrument is named" if name is None else f"the tape has no {name.label}")
        return True
    step = f"{(q.magnitude * (label.scale if q.scale == ONE else 1)).normalize():f}".replace(".", "_")
    measure = "firstabove" if label.measure == "above" else "firstbelow"
    yield replace(
        claim, readings=(Reading(name.key, measure, at=when.end, parameter=step),), test=TruthTest(reason="date")
    )
    return True


def _words(s: Sentence, scene: Scene, label: Label, name: Name | None) -> Iterator[Claim]:
    """Cells without a number: the date of an extreme, a record, `doubled`."""
    if name is None or name.key is None:
        return
    when = next((w for w in s.whens if w.end is not None and w.grain in ("day", "month", "year")), None)
    if when is not None and label.measure in ("high", "low"):
        spans = windows_of(replace(label, when=None), scene) or ("all", "1y", "ytd")
        found = readings(name.key, "dayhigh" if label.measure == "high" else "daylow", spans, (None,))
        yield Claim(s, when.first, when.last, "date", found, SinceTest(when.start or when.end, when.end))
    yield from _record(s, scene, label, name)


def _records(s: Sentence, scene: Scene, label: Label, name: Name | None) -> Iterator[Claim]:
    """How many records a window had: `28`, `two`, `none`."""
    found = number_word(s.tokens, s.lo)
    n = found[0] if found is not None else {"none": 0, "no": 0, "one": 1}.get(s.low(s.lo))
    if name is None or name.key is None or n is None:
        return
    windows = windows_of(label, scene) or ("ytd",)
    readings_ = tuple(Reading(name.key, "count.record", w) for w in windows[:1])
    yield Claim(s, s.lo, found[1] if found is not None else s.lo + 1, "count", readings_, CountTest(n))


def _record(s: Sentence, scene: Scene, label: Label, name: Name) -> Iterator[Claim]:
    mark = next((m for m in s.marks if m.cue.role == "record"), None)
    if label.measure in ("drawdown", "high") and s.words(s.lo, s.hi) in (["record"], ["high"], ["at", "record"], ["at", "high"], ["at", "a", "record"], ["at", "its", "high"], ["new", "high"]):  # fmt: skip
        yield Claim(s, s.lo, s.hi, "record", (Reading(name.key or "", "highest", "all"),), TruthTest())
        return
    if mark is None or label.measure not in ("", "level"):
        return
    measure = "record.high" if mark.cue.sign > 0 else "record.low"
    day = _clip(scene, label.day)
    yield Claim(s, mark.first, mark.last, "record", (Reading(name.key or "", measure, at=day),), TruthTest())
