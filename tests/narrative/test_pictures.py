"""Pictures show what the tape's rows say, up to the date and no further, in every kind and width."""

import re
import shutil
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from generator import assets
from generator.charts import svg_to_png
from generator.facts import Engine
from generator.facts.asked import Missing
from generator.facts.sheet import Recorder
from generator.narrative import language
from generator.narrative.draft import Drawn
from generator.narrative.pictures import KINDS, NARROW, WIDTH, draw
from generator.narrative.story import Picture
from generator.tape import read_tape
from generator.tape.series import day_number

DAY = date(2026, 1, 22)
SVG = "{http://www.w3.org/2000/svg}"
PICTURES = [
    Picture("one", "lines", ("rut",)),
    Picture("rate", "lines", ("us10y",), "3m"),
    Picture("money", "lines", ("liquidity",)),
    Picture("two", "lines", ("rut", "spx")),
    Picture("many", "lines", ("rut", "spx", "btc", "gold", "eth", "silver"), "ytd"),
    Picture("since", "lines", ("btc",), "event:halving_2024"),
    Picture("gap", "spread", ("rut", "spx"), "3m"),
    Picture("few", "flows", ("iwm_flow",), "ytd"),
    Picture("daily", "flows", ("btc_etf_flow",), "1y"),
    Picture("cases", "cases", ("rut", "spx"), study="rut.study.long_lead.vs.spx"),
    Picture("ranked", "ranked", ("rut", "spx", "gold", "btc", "us10y", "vix"), "ytd"),
]


@pytest.fixture(scope="module")
def tape(sample_tape_folder):
    return read_tape(sample_tape_folder)


@pytest.fixture(scope="module")
def recorder(tape):
    return Recorder(Engine(tape, DAY))


@pytest.fixture(scope="module")
def wording():
    return language("en", assets.folder("templates")).wording


def drawn(picture: Picture) -> Drawn:
    return Drawn(picture, "A title", "A subtitle", "What it shows")


def words(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text")]


def known(pictures: list[Picture], recorder: Recorder) -> list[Picture]:
    events = recorder.engine.tape.at(recorder.as_of).events
    halving = next(name for name in events if "halving" in name)
    return [replace(p, window=f"event:{halving}") if p.window.startswith("event") else p for p in pictures]


@pytest.mark.parametrize("width", [WIDTH, NARROW])
@pytest.mark.parametrize("place", range(len(PICTURES)), ids=[p.name for p in PICTURES])
def test_every_kind_is_a_described_picture(place, width, recorder, wording):
    picture = known(PICTURES, recorder)[place]
    svg = draw(drawn(picture), recorder, wording, width)
    root = ET.fromstring(svg)
    assert root.get("viewBox").split()[2] == str(width)
    assert [root[0].text, root[1].text] == ["A title", "What it shows"]
    assert "Sample, not market data" in " ".join(words(svg))
    assert not re.search(r"\b(nan|inf)\b|https?://(?!www\.w3\.org/2000/svg)", svg)
    assert svg == draw(drawn(picture), recorder, wording, width)


def test_every_kind_of_picture_can_be_drawn():
    assert set(KINDS) == {p.kind for p in PICTURES}


def test_a_picture_becomes_a_bitmap(recorder, wording):
    assert svg_to_png(draw(drawn(PICTURES[3]), recorder, wording)).startswith(b"\x89PNG")


@pytest.mark.parametrize("as_of", [date(2020, 3, 23), date(2023, 6, 30), date(2025, 10, 10)])
@pytest.mark.parametrize("place", range(len(PICTURES)), ids=[p.name for p in PICTURES])
def test_nothing_after_the_date_is_shown(place, as_of, tape, wording):
    """The picture of a day is the one that a tape without later rows gives."""
    cut = {
        key: replace(
            s, days=s.days[s.days <= day_number(as_of)], close=s.close[s.days <= day_number(as_of)], columns={}
        )
        for key, s in tape.series.items()
    }
    whole, short = Recorder(Engine(tape, as_of)), Recorder(Engine(replace(tape, series=cut, _views={}), as_of))
    picture = known(PICTURES, whole)[place]
    assert outcome(picture, whole, wording) == outcome(picture, short, wording)


def outcome(picture: Picture, recorder: Recorder, wording) -> str:
    try:
        return draw(drawn(picture), recorder, wording)
    except Missing as missing:
        return f"missing: {missing}"


def test_a_single_line_ends_at_its_last_close(recorder, wording):
    found = words(draw(drawn(PICTURES[0]), recorder, wording))
    assert wording.level(recorder.engine.ask("rut.level"), exact=True) in found


def test_a_record_is_marked_with_its_day(recorder, wording):
    assert recorder.engine.ask("rut.record.high").value is True
    assert "Record, 22 Jan 2026" in words(draw(drawn(PICTURES[0]), recorder, wording))
    top = recorder.engine.ask("ixic.drawdown.all").inputs[0]
    shown = words(draw(drawn(Picture("p", "lines", ("ixic",))), recorder, wording))
    assert f"Record, {top.date.day} {top.date:%b %Y}" in shown
    later = words(draw(drawn(Picture("p", "lines", ("ixic",), "5s")), recorder, wording))
    assert not [w for w in later if w.startswith("Record")]


def test_several_lines_are_indexed_and_end_at_their_changes(recorder, wording):
    found = words(draw(drawn(PICTURES[3]), recorder, wording))
    for key in ("rut", "spx"):
        change = recorder.engine.ask(f"{key}.change.1y").number
        assert wording.speller.signed(change, wording.speller.percent(change)) in found
    assert {"100", "Russell 2000", "S&P 500"} <= set(found)


def test_a_gap_ends_at_the_spread(recorder, wording):
    gap = recorder.engine.ask("rut.spread.3m.vs.spx").number * 100
    found = words(draw(drawn(PICTURES[6]), recorder, wording))
    assert f"{gap:+.1f} points".replace("-", "−") in found
    assert any(w.startswith("Russell 2000 less S&P 500") for w in found)


@pytest.mark.parametrize("window", ["ytd", "5s"])
def test_flows_are_the_rows_of_the_sum(window, recorder, wording):
    total = recorder.engine.ask(f"iwm_flow.sum.{window}")
    rows = int(re.search(r"sum of (\d+) rows", total.formula)[1])
    svg = draw(drawn(Picture("p", "flows", ("iwm_flow",), window)), recorder, wording)
    bars = "".join(re.findall(r'class="bar [^"]*"[^>]* d="([^"]*)"', svg))
    assert bars.count("M") == rows
    assert {"Money in", "Money out"} <= set(words(svg))


def test_cases_show_every_known_outcome_and_the_rate_of_all_periods(recorder, wording):
    study = recorder.engine.ask("rut.study.long_lead.vs.spx")
    svg = draw(drawn(PICTURES[9]), recorder, wording)
    found = words(svg)
    for case in study.instances:
        shown = f"{case.date:%b %Y}" in " ".join(found)
        assert shown == (case.outcome is not None)
    assert f"All periods: +{100 * study.base_rate.mean:.1f}%" in found
    hits = re.search(r'class="bar rise"[^>]* d="([^"]*)"', svg)[1].count("M")
    misses = re.search(r'class="bar context"[^>]* d="([^"]*)"', svg)[1].count("M")
    assert (hits, misses) == (study.hits, study.n - study.hits)


def test_a_ranking_leaves_out_what_does_not_move_in_per_cent(recorder, wording):
    found = words(draw(drawn(PICTURES[10]), recorder, wording))
    named = [w for w in found if w in {"Russell 2000", "S&P 500", "Gold", "Bitcoin", "VIX"}]
    changes = {recorder.instrument(k).name: recorder.engine.ask(f"{k}.change.ytd").number
               for k in ("rut", "spx", "gold", "btc", "vix")}  # fmt: skip
    assert named == sorted(changes, key=changes.get, reverse=True)
    assert "10-year Treasury yield" not in found


def test_drawing_asks_nothing_onto_the_sheet(recorder, wording):
    before = recorder.facts
    for picture in known(PICTURES, recorder):
        draw(drawn(picture), recorder, wording)
    assert recorder.facts == before


@pytest.mark.parametrize(
    "picture",
    [
        Picture("p", "lines", ("nothing",)),
        Picture("p", "lines", ("rut",), "event:no_such_day"),
        Picture("p", "ranked", ("us10y",), "ytd"),
        Picture("p", "cases", ("rut",), study="rut.study.no_such_study"),
    ],
)
def test_what_the_tape_cannot_show_is_missing(picture, recorder, wording):
    with pytest.raises((Missing, KeyError)):
        draw(drawn(picture), recorder, wording)


@pytest.mark.parametrize("name", ["A & <b>B</b>", "</svg><script>alert(1)</script>", "x\ue000\ue001\x00", '"><!--'])
def test_a_hostile_name_stays_a_name(name, tmp_path, sample_tape_folder, wording):
    folder = tmp_path / "tape"
    shutil.copytree(sample_tape_folder, folder)
    catalog = (folder / "catalog.toml").read_text("utf-8").replace('name = "S&P 500"', f"name = {quoted(name)}")
    (folder / "catalog.toml").write_text(catalog, "utf-8")
    recorder = Recorder(Engine(read_tape(folder), DAY))
    shown = Drawn(PICTURES[3], name, name, name)
    root = ET.fromstring(draw(shown, recorder, wording))
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "path", "text", "circle", "g"}


def quoted(text: str) -> str:
    return '"' + "".join(f"\\u{ord(c):04x}" if c in '"\\' or not c.isprintable() else c for c in text) + '"'


def test_the_words_hold_all_that_a_picture_asks_for():
    picture = language("en", assets.folder("templates")).wording.words["picture"]
    assert set(picture) == {"source", "sample", "record", "inflow", "outflow", "all_periods", "hits", "no_hits", "gap",
                            "points", "dates"}  # fmt: skip
    assert set(picture["dates"]) == {"day", "month", "year", "case", "mark"}
