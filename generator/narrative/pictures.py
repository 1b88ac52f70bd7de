"""Draws the pictures of a plan from the tape's rows as of its date: a function for each kind.

A picture shows nothing after the as-of date, for the recorder has no later rows. Words come from the language's
`page.toml`, numbers and dates from its speller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from babel.numbers import format_compact_decimal

from generator.charts import Bar, Chart, DayLabel, Level, Line, Mark, NumberLabel, bar_chart, line_chart, ranked_bars
from generator.facts.asked import Asked, Missing, Track
from generator.facts.engine import FORMS
from generator.facts.question import parse
from generator.facts.sheet import Recorder
from generator.market import Instrument
from generator.narrative.draft import Drawn
from generator.narrative.marks import scrub
from generator.narrative.story import Picture
from generator.narrative.wording import Wording
from generator.tape.series import Floats, to_date

WIDTH = 640
NARROW = 340  # for a phone, where type must not shrink with the picture
MOST_NAMED = 24  # bars that are named one by one
_COMPACT = 1e6


@dataclass(frozen=True)
class Sketch:
    """What a kind is drawn from: the picture, the tape as of the date, and the words of the language."""

    drawn: Drawn
    recorder: Recorder
    wording: Wording
    width: int

    @property
    def picture(self) -> Picture:
        """What is to be shown."""
        return self.drawn.picture

    @property
    def language(self) -> str:
        """The code of the language, as its folder is named."""
        return str(self.wording.speller.locale).replace("_", "-")

    @property
    def words(self) -> Mapping[str, Any]:
        """The words on pictures."""
        words: Mapping[str, Any] = self.wording.words["picture"]
        return words

    def chart(self, key: str = "") -> Chart:
        """Title, subtitle, source and alt text, as every kind has them; `key` says what the marks mean."""
        d = self.drawn
        return Chart(d.title, d.subtitle, f"{key} {self._source()}".strip(), d.alt, self.language, self.width)

    def _source(self) -> str:
        if self.recorder.engine.tape.sample:
            return str(self.words["sample"])
        instruments = [self.recorder.instrument(key) for key in self.picture.subjects]
        sources = dict.fromkeys(scrub(i.source or i.series or "") for i in instruments)
        text = "; ".join(source for source in sources if source)
        return str(self.words["source"]).format(text) if text else ""

    def name(self, key: str) -> str:
        """An instrument as a line or bar is named."""
        return scrub(self.recorder.instrument(key).name)

    def tracks(self, *, base: bool = True) -> list[Track]:
        """The rows of the subjects in the window, its base row first; of several, those on common dates."""
        rows = [self.recorder.rows(key) for key in self.picture.subjects]
        days = rows[0].days
        for other in rows[1:]:
            days = np.intersect1d(days, other.days, assume_unique=True)
        if not len(days):
            raise Missing(f"{', '.join(self.picture.subjects)} have no date in common")
        places = [np.searchsorted(r.days, days) for r in rows]
        whole = [Track(r, days, r.close[at], at) for r, at in zip(rows, places, strict=True)]
        window = self._window(whole[0], base)
        return [Track(t.rows, t.days[window], t.close[window], t.index[window]) for t in whole]

    def _window(self, track: Track, base: bool) -> slice:
        question = parse(f"{track.key}.change.{self.picture.window}", FORMS)
        span = Asked(question, self.recorder.engine.tape.at(self.recorder.as_of), track).span
        return slice(max(span.base if base else span.first, 0), span.end + 1)

    # -- labels --------------------------------------------------------------------------------------------------

    def day(self) -> DayLabel:
        """Writes the dates of an axis."""
        return self.date

    def date(self, day: date, form: str) -> str:
        """A date in one of the short forms that fit a picture."""
        return self.wording.speller.date(day, self.words["dates"][form])

    def number(self, of: Instrument | None = None) -> NumberLabel:
        """Writes the numbers of an axis: plain, or in the unit of an instrument."""
        return lambda value, places: self._minus(value, self._amount(abs(value), places, of.unit if of else ""))

    def _amount(self, size: float, places: int, unit: str) -> str:
        speller = self.wording.speller
        if unit == "percent":
            return speller.percent(size / 100, places)
        if size < _COMPACT:
            text = speller.number(size, places)
        else:
            text = format_compact_decimal(size, locale=speller.locale, fraction_digits=1)
        return f"{speller.currency(unit)}{text}" if unit.isupper() and len(unit) == 3 else text

    def _minus(self, value: float, text: str) -> str:
        return self.wording.speller.signed(value, text) if value < 0 else text

    def percent(self) -> NumberLabel:
        """Writes ratios as per cent; the axis counts decimals of the ratio."""
        return lambda value, places: self._minus(value, self.wording.speller.percent(value, max(places - 2, 0)))

    def signed(self, ratio: float) -> str:
        """A change: `+9.5%`."""
        return self.wording.speller.signed(ratio, self.wording.speller.percent(ratio))

    def exact(self, value: float, of: Instrument) -> str:
        """A level with its decimals."""
        large = abs(value) >= _COMPACT
        return self.number(of)(value, 1) if large else self.wording.speller.price(value, of.unit, exact=True)


def draw(drawn: Drawn, recorder: Recorder, wording: Wording, width: int = WIDTH) -> str:
    """The picture as SVG. Raises Missing when the tape has nothing for it."""
    return KINDS[drawn.picture.kind](Sketch(drawn, recorder, wording, width))


def _lines(sketch: Sketch) -> str:
    """Closes of one subject, or several indexed to 100 at the first common row."""
    tracks = sketch.tracks()
    return _one_line(sketch, tracks[0]) if len(tracks) == 1 else _indexed(sketch, tracks)


def _one_line(sketch: Sketch, track: Track) -> str:
    of, closes = track.instrument, track.close * track.scale
    line = Line("", _dates(track), _floats(closes), note=sketch.exact(float(closes[-1]), of))
    marks = [*_record(sketch, track), *_events(sketch, track)]
    return line_chart(sketch.chart(), [line], marks=marks, number=sketch.number(of), day=sketch.day())


def _indexed(sketch: Sketch, tracks: list[Track]) -> str:
    lines = [_index(sketch, track) for track in tracks if track.close[0] > 0]
    if not lines:
        raise Missing(f"no subject of {sketch.picture.name} can be indexed")
    marks = _events(sketch, *tracks)
    return line_chart(sketch.chart(), lines, marks=marks, number=sketch.number(), day=sketch.day())


def _index(sketch: Sketch, track: Track) -> Line:
    ratios = track.close / track.close[0]
    note = sketch.signed(float(ratios[-1]) - 1)
    return Line(sketch.name(track.key), _dates(track), _floats(100 * ratios), note=note)


def _spread(sketch: Sketch) -> str:
    """How far the first subject's change since the base is ahead of the second's, in percentage points."""
    x, v = sketch.tracks()[:2]
    gaps = 100 * (x.close / x.close[0] - v.close / v.close[0])
    speller, last = sketch.wording.speller, float(gaps[-1])
    note = str(sketch.words["points"]).format(speller.signed(last, speller.number(last, 1)))
    chart = sketch.chart(str(sketch.words["gap"]).format(sketch.name(x.key), sketch.name(v.key)))
    line = Line("", _dates(x), _floats(gaps), note=note)
    return line_chart(chart, [line], marks=_events(sketch, x, v), number=sketch.number(), day=sketch.day())


def _flows(sketch: Sketch) -> str:
    """What went in and out, row by row."""
    track = sketch.tracks(base=False)[0]
    number = sketch.number(track.instrument)
    amounts = _floats(track.close * track.scale)
    texts = [number(amount, 0) if len(amounts) <= MOST_NAMED else "" for amount in amounts]
    bars = [Bar(day, amount, text) for day, amount, text in zip(_dates(track), amounts, texts, strict=True)]
    key = (str(sketch.words["inflow"]), str(sketch.words["outflow"]))
    return bar_chart(sketch.chart(), bars, key=key, number=number, day=sketch.day())


def _cases(sketch: Sketch) -> str:
    """What followed each case of a study, and the mean of all periods as a line."""
    fact = sketch.recorder.engine.ask(sketch.picture.study or "")
    known = [i for i in fact.instances or () if i.outcome is not None]
    named = len(known) <= MOST_NAMED
    bars = [
        Bar(
            sketch.date(i.date, "case") if named else i.date,
            i.outcome or 0.0, sketch.signed(i.outcome or 0.0), emphasis=bool(i.hit),
        )
        for i in known
    ]  # fmt: skip
    if not bars:
        raise Missing(f"{fact.id} has no case whose outcome is known")
    mean = fact.base_rate.mean if fact.base_rate else None
    levels = [] if mean is None else [Level(mean, str(sketch.words["all_periods"]).format(sketch.signed(mean)))]
    told = str(sketch.words["hits" if any(bar.emphasis for bar in bars) else "no_hits"])
    return bar_chart(sketch.chart(told), bars, levels=levels, number=sketch.percent(), day=sketch.day())


def _ranked(sketch: Sketch) -> str:
    """The subjects by their change over the window; what has no plain answer is left out."""
    ask, picture = sketch.recorder.engine.ask, sketch.picture
    asked = {key: ask(f"{key}.change.{picture.window}") for key in picture.subjects}
    plain = {key: fact.number for key, fact in asked.items() if fact.plain and fact.unit == "ratio"}
    if not plain:
        raise Missing(f"no subject of {picture.name} has a change over {picture.window}")
    bars = [Bar(sketch.name(key), change, sketch.signed(change)) for key, change in plain.items()]
    return ranked_bars(sketch.chart(), bars, number=sketch.percent())


KINDS: dict[str, Callable[[Sketch], str]] = {
    "lines": _lines,
    "spread": _spread,
    "flows": _flows,
    "cases": _cases,
    "ranked": _ranked,
}


def _record(sketch: Sketch, track: Track) -> list[Mark]:
    """The record close, where it lies in the window and can be believed."""
    fall = sketch.recorder.engine.ask(f"{track.key}.drawdown.all")
    if not fall.plain or not track.instrument.price_like:
        return []
    top = max(fall.inputs, key=lambda row: (row.value, -row.date.toordinal()))
    if top.date < track.date(0) or top.date > track.date(track.last):
        return []
    label = str(sketch.words["record"]).format(sketch.date(top.date, "mark"))
    return [Mark(top.date, label, top.value * track.scale)]


def _events(sketch: Sketch, *tracks: Track) -> list[Mark]:
    """What the tape says happened to a subject inside the window."""
    keys, first, last = {t.key for t in tracks}, tracks[0].date(0), tracks[0].date(tracks[0].last)
    events = sketch.recorder.engine.tape.at(sketch.recorder.as_of).events.values()
    return [Mark(e.date, scrub(e.label)) for e in events if e.subject in keys and first <= e.date <= last]


def _dates(track: Track) -> list[date]:
    return [to_date(day) for day in track.days]


def _floats(values: Floats) -> list[float]:
    found: list[float] = values.tolist()
    return found
