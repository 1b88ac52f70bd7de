"""A brief is not written unless each of its statements can be read back from its fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import assets
from generator.errors import BriefError
from generator.facts import Engine, Fact
from generator.narrative import Draft, language
from generator.narrative.marks import Span
from generator.narrative.proof import goes_wrong_way, prove, unproven
from generator.tape import Tape, read_tape
from tests.narrative.drafts import draft_of

WORDS = language("en", assets.folder("templates")).wording
BRIEFS = [(date(2026, 1, 22), "day"), (date(2020, 3, 16), "day"), (date(2017, 8, 9), "day"), (date(2024, 8, 5), "week")]


@pytest.fixture(scope="module")
def tape(sample_tape_folder: Path) -> Tape:
    """The sample tape."""
    return read_tape(sample_tape_folder)


@pytest.fixture(scope="module")
def drafts(tape: Tape) -> list[Draft]:
    """Briefs of quiet and of wild days."""
    return [draft_of(tape, day, period) for day, period in BRIEFS]


def stated(draft: Draft) -> Iterator[tuple[Span, str, Fact]]:
    """Each span with its words and its fact."""
    facts = {fact.id: fact for fact in draft.sheet.facts}
    for span in draft.spans:
        yield span, draft.markdown[span.start : span.end], facts[span.id]


def changed(words: str) -> Iterator[str]:
    """The words with one digit of a number made another, each in its turn."""
    for digit in re.finditer(r"\d", words):
        yield words[: digit.start()] + str((int(digit[0]) + 3) % 10) + words[digit.end() :]


def with_words(draft: Draft, span: Span, words: str) -> Draft:
    """The draft with other words of the same length in one span."""
    return replace(draft, markdown=draft.markdown[: span.start] + words + draft.markdown[span.end :])


def test_a_generated_brief_proves_itself(drafts: list[Draft]) -> None:
    """Every span's words are a spelling of its fact, as they were printed."""
    for draft in drafts:
        found = list(stated(draft))
        assert len(found) > 25
        assert [(words, fact.id) for _, words, fact in found if unproven(words, fact, WORDS)] == []


def test_a_wrong_digit_anywhere_is_refused(drafts: list[Draft]) -> None:
    """One digit of one number changed: of all such changes to all spans, 97 in 100 are refused at least."""
    tried, passed = 0, []
    for draft in drafts:
        for _, words, fact in stated(draft):
            for wrong in changed(words):
                tried += 1
                if not unproven(wrong, fact, WORDS):
                    passed.append((words, wrong, fact.id))
    assert tried > 500
    assert len(passed) <= 0.03 * tried, passed


def test_the_brief_with_a_wrong_number_is_not_written(tape: Tape, drafts: list[Draft]) -> None:
    """The refusal names the words and the question; the unchanged brief passes."""
    draft, engine = drafts[0], Engine(tape, BRIEFS[0][0])
    prove(draft, engine, WORDS)
    numbers = [(span, words) for span, words, fact in stated(draft) if fact.measure == "change" and "%" in words]
    for span, words in numbers[:12]:
        wrong = re.sub(r"\d", lambda d: str((int(d[0]) + 4) % 10), words, count=1)
        with pytest.raises(BriefError) as caught:
            prove(with_words(draft, span, wrong), engine, WORDS)
        assert wrong in caught.value.message
        assert span.id in caught.value.message


def turned(words: str) -> str | None:
    """The words with their sign or direction the other way round; None where they show none."""
    signs = {"+": "−", "−": "+", "up ": "down ", "down ": "up ", "a gain of": "a loss of", "a loss of": "a gain of"}
    return next((other + words.removeprefix(sign) for sign, other in signs.items() if words.startswith(sign)), None)


def test_a_wrong_direction_is_refused(drafts: list[Draft]) -> None:
    """A sign turned round, `up` made `down`: the number is right and the statement is not."""
    told = [(turned(words), fact) for draft in drafts for _, words, fact in stated(draft) if turned(words)]
    moves = [(words, fact) for words, fact in told if fact.measure in {"change", "spread", "delta", "drawdown", "sum"}]
    assert len(moves) > 50
    assert [(words, f.id, f.value) for words, f in moves if not goes_wrong_way(words, f, WORDS)] == []


def test_a_brief_with_a_wrong_direction_is_not_written(tape: Tape, drafts: list[Draft]) -> None:
    """A table's plus made a minus stops the brief."""
    span, words = next((s, w) for s, w, f in stated(drafts[0]) if f.measure == "change" and w.startswith("+"))
    with pytest.raises(BriefError, match="goes the other way"):
        prove(with_words(drafts[0], span, words.replace("+", "−")), Engine(tape, BRIEFS[0][0]), WORDS)


def test_a_fact_that_changed_is_refused(drafts: list[Draft], tape: Tape) -> None:
    """A sheet whose answer is no longer the engine's is not printed, whatever the words say."""
    with pytest.raises(BriefError, match="another answer"):
        prove(drafts[0], Engine(tape, date(2026, 1, 21)), WORDS)


def test_a_missing_fact_cannot_be_stated(tape: Tape, drafts: list[Draft]) -> None:
    """A span over a question without an answer is refused, even without a number in it."""
    engine = Engine(tape, BRIEFS[0][0])
    missing = engine.ask("nobody.level")
    sheet = drafts[0].sheet.model_copy(update={"facts": (missing,)})
    draft = replace(drafts[0], sheet=sheet, spans=(Span(start=0, end=3, id=missing.id),))
    with pytest.raises(BriefError, match="no answer"):
        prove(draft, engine, WORDS)


def fact(value: float, unit: str = "ratio", measure: str = "change") -> Fact:
    """A fact of a value."""
    return Fact(id=f"x.{measure}.1d", subject="x", measure=measure, value=value, unit=unit, as_of=date(2026, 1, 22))


@pytest.mark.parametrize(
    ("words", "of", "right"),
    [
        ("rose 0.8%", fact(0.0079), True),
        ("rose 0.7%", fact(0.0079), False),
        ("rose 0.79%", fact(0.0079), True),
        ("rose 8%", fact(0.0079), False),
        ("rose 79%", fact(0.0079), False),  # multiplied by a hundred twice
        ("up 9.5%", fact(0.09544), True),
        ("up 9.6%", fact(0.09544), False),
        ("up nine basis points", fact(0.09, "percentage points"), True),
        ("up eight basis points", fact(0.09, "percentage points"), False),
        ("up 11.5 basis points", fact(0.115, "percentage points"), True),
        ("$19.5 billion", fact(19.46e9, "USD", "delta"), True),
        ("$19.5 million", fact(19.46e9, "USD", "delta"), False),
        ("$19.5 trillion", fact(19.46e9, "USD", "delta"), False),
        ("2,718.77", fact(2718.77, "points", "level"), True),
        ("2,719", fact(2718.77, "points", "level"), True),
        ("2,718", fact(2718.77, "points", "level"), False),
        ("27,188", fact(2718.77, "points", "level"), False),
        ("14 sessions", fact(14, "rows", "streak.up"), True),
        ("15 sessions", fact(14, "rows", "streak.up"), False),
        ("ninth", fact(9, "rows", "streak.up"), True),
        ("eighth", fact(9, "rows", "streak.up"), False),
        ("barely moved", fact(0.0001), True),
        ("22 January", fact(0.5), True),  # the day of the fact itself
        ("23 January", fact(0.5), False),
    ],
)
def test_what_spells_a_fact(words: str, of: Fact, right: bool) -> None:
    """Rounding is allowed at the precision that is shown, and nothing more."""
    assert (unproven(words, of, WORDS) is None) is right


@pytest.mark.parametrize(
    ("words", "right"), [("Credit is easy.", True), ("credit is easy", True), ("Credit is hard.", False)]
)
def test_somebody_s_words_are_theirs(words: str, right: bool) -> None:
    """A quotation must be word for word."""
    said = Fact(id="statement.1", subject="statement", measure="1", value="Credit is easy.", unit="text")
    assert (unproven(words, said, WORDS) is None) is right


@pytest.mark.parametrize(("words", "value"), [("rose 0.1%", 0.0954), ("rose 0.0%", 0.0066), ("+0%", 0.4)])
def test_a_ratio_is_no_percentage(words: str, value: float) -> None:
    """9.5 % printed as 0.1 % (the ratio, rounded) is as wrong as 954 %."""
    assert unproven(words, fact(value), WORDS) is not None
