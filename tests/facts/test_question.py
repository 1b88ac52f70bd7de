"""Ids are questions: what is one comes back whole, what is none is told what was meant."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import assets
from generator.errors import QuestionError
from generator.facts import Engine
from generator.facts.engine import FORMS
from generator.facts.question import Form, Question, parse
from generator.tape import read_tape

VALUES = {
    "window": ["1d", "5s", "wtd", "ytd", "1y", "52w", "all", "since:2024-04-20", "year:2025", "month:2026-01",
               "quarter:2025-Q4", "event:btc_halving_4"],
    "rows": ["2s", "30s", "252s"],
    "change": ["1d", "1w", "1m"],
    "step": ["100", "0_05", "2_5"],
    "period": ["week", "month"],
    "name": ["btc_halving_4", "january_lead"],
}  # fmt: skip
SAMPLE = read_tape(assets.folder("sample"))
keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, str, Form, list[str], str | None, date | None, bool]:
    """The parts of any question that the grammar allows."""
    name = draw(st.sampled_from(sorted(FORMS)))
    form = FORMS[name]
    count = draw(st.integers(len(form.args) - form.optional, len(form.args)))
    values = [draw(st.sampled_from(VALUES[kind])) for kind in form.args[:count]]
    versus = draw(keys) if form.versus or (form.versus is None and draw(st.booleans())) else None
    at = draw(st.none() | st.dates(date(1970, 1, 1), date(2030, 12, 31)))
    return draw(keys), name, form, values, versus, at, form.history and draw(st.booleans())


@given(parts())
def test_every_question_that_the_grammar_allows_is_read(
    made: tuple[str, str, Form, list[str], str | None, date | None, bool],
) -> None:
    """Put together from its parts, an id is taken apart into the same parts."""
    subject, name, form, values, versus, at, ranked = made
    text = ".".join([subject, name, *values]) + ".percentile" * ranked
    text += f".vs.{versus}" * bool(versus) + f"@{at}" * bool(at)
    found = parse(text, FORMS)
    assert (found.id, found.subject, found.versus, found.at) == (text, subject, versus, at)
    assert found.measure == name + ".percentile" * ranked
    assert found.inner.measure == name
    given_values = dict(zip(form.args, values, strict=False))
    windows = [value for kind, value in given_values.items() if kind in {"window", "rows", "change"}]
    assert found.window == (windows[0] if windows else None)
    others = [value for kind, value in given_values.items() if kind in {"step", "period", "name"}]
    assert found.parameter == (others[0] if others else None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("rut", "<subject>.<measure>"),
        ("", "<subject>.<measure>"),
        ("rut.", "no measure"),
        ("RUT.level", "<subject>.<measure>"),
        ("rut level", "<subject>.<measure>"),
        ("rut.levle", "is level meant?"),
        ("rut.streek.beat.vs.spx", "is streak.beat meant?"),
        ("rut.change", "change is followed by window"),
        ("rut.change.yesterday", "`yesterday` is no window"),
        ("rut.change.0s", "`0s` is no window"),
        ("rut.change.year:25", "`year:25` is no window"),
        ("rut.change.month:2026-13", "is no window"),
        ("rut.change.quarter:2025-Q5", "is no window"),
        ("rut.change.since:2026-02-30", "is no window"),
        ("rut.change.ytd.mtd", "change is followed by window"),
        ("rut.level.ytd", "level is followed by nothing"),
        ("rut.vol.20", "`20` is no rows"),
        ("rut.cross.0", "`0` is no step"),
        ("rut.cross.0_0", "`0_0` is no step"),
        ("rut.cross.-5", "`-5` is no step"),
        ("rut.since.best.ytd", "`ytd` is no change"),
        ("rut.streak.up.year", "`year` is no period"),
        ("rut.spread.ytd", "spread needs a second instrument"),
        ("rut.change.ytd.vs.spx", "change takes no .vs."),
        ("rut.spread.ytd.vs.S&P", "<subject>.<measure>"),
        ("rut.high.1y.percentile", "high has no history"),
        ("rut.record.high.percentile", "record.high has no history"),
        ("rut.level@2026-02-30", "2026-02-30 is no date"),
        ("rut.level@today", "no measure"),
        ("statement.0", "no measure"),
    ],
)
def test_what_is_no_question_is_told_what_was_meant(text: str, meant: str) -> None:
    """The refusal repeats the id, says what is wrong with it, and where all questions are listed."""
    with pytest.raises(QuestionError) as caught:
        parse(text, FORMS)
    assert f"`{text}` is no question" in caught.value.message
    assert meant in caught.value.message
    assert "docs/questions.md" in caught.value.remedy


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_a_question_or_is_refused(text: str) -> None:
    """Nothing typed after --ask makes the grammar stumble."""
    try:
        assert isinstance(parse(text, FORMS), Question)
    except QuestionError as refused:
        assert refused.remedy


def test_ids_of_the_definitions_are_questions() -> None:
    """Every id that the definitions list can be asked."""
    listed = """rut.level rut.change.ytd walcl.delta.3m rut.high.52w rut.low.all rut.record.high rut.since.high
    rut.drawdown.all rut.cross.100 us10y.gap.vs.us2y rut.since.best.1d rut.rebound.1y rut.count.up.20s rut.streak.up
    rut.streak.beat.vs.spx btc.range.3m.10 btc.vol.30s btc.vol.30s.percentile rut.spread.ytd.vs.spx rut.ratio.vs.spx
    rut.ratio.zscore.vs.spx rut.ratio.percentile.vs.spx rut.corr.90s.vs.btc rut.beta.252s.vs.spx rut.lead.vs.btc
    iwm_flow.sum.ytd iwm_flow.streak liquidity.level liquidity.delta.3m liquidity.change.1y btc.supply.mined
    btc.supply.inflation btc.event.btc_halving_4 btc.event.btc_halving_4.1y eurusd.cross.0_05 rut.level@2026-01-16
    rut_monthly.study.january_lead.vs.spx_monthly"""
    assert [parse(text, FORMS).id for text in listed.split()] == listed.split()


def test_the_engine_answers_in_the_order_asked(sample_tape_folder: Path) -> None:
    """The same question twice gets the same answer twice; one that cannot be answered says why."""
    engine = Engine(read_tape(sample_tape_folder))
    asked = ["spx.level", "nobody.level", "rut.level", "spx.level"]
    found = engine.ask_all(asked)
    assert [fact.id for fact in found] == asked
    assert found[0] is found[3]
    assert (found[1].status, found[1].value) == ("missing", None)
    assert re.search("no instrument nobody", found[1].reason or "")


def test_an_empty_second_instrument_is_no_question() -> None:
    """What ends in .vs. was cut off."""
    with pytest.raises(QuestionError):
        parse("rut.level.vs.", FORMS)


TELLING = {
    "window": "3m",
    "rows": "20s",
    "change": "1w",
    "step": "5",
    "period": "week",
    "name": "bear_market",
    "number": "2",
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("subject", ["spx", "gold", "us10y", "nowhere"])
def test_what_is_told_is_the_fact_as_json(name: str, subject: str) -> None:
    """Its fields stand in the same order too."""
    asked = ".".join([subject, name, *(TELLING[kind] for kind in FORMS[name].args)])
    asked += ".vs.rut" if FORMS[name].versus else ""
    told = Engine(SAMPLE).told(asked)
    assert list(told.items()) == list(Engine(SAMPLE).ask(asked).model_dump(mode="json").items())
