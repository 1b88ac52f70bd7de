"""Words around numbers: counts, sizes, money, dates and names, from the language's own folder."""

from __future__ import annotations

from datetime import date

import pytest

from generator import assets
from generator.errors import AssetError
from generator.facts import Fact
from generator.facts.spelling import MINUS
from generator.market import KINDS, Instrument
from generator.narrative import language
from generator.narrative.wording import Wording

WORDS: Wording = language("en", assets.folder("templates")).wording


def fact(measure: str, value: float, unit: str = "ratio", window: str | None = "1d") -> Fact:
    """A fact about x."""
    return Fact(id=f"x.{measure}", subject="x", measure=measure, window=window, value=value, unit=unit)


def instrument(name: str = "Thing", kind: str = "equity_index") -> Instrument:
    """An instrument of a name and a kind."""
    return Instrument(key="x", name=name, kind=kind, unit="points", file="x.csv")


@pytest.mark.parametrize(("n", "text"), [(0, "zero"), (1, "one"), (9, "nine"), (10, "10"), (1234, "1,234")])
def test_counts_are_words_up_to_nine(n: int, text: str) -> None:
    """One style for numerals and words."""
    assert WORDS.count(n) == text


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "first"), (9, "ninth"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (22, "22nd"),
     (23, "23rd"), (101, "101st"), (111, "111th"), (112, "112th")],
)  # fmt: skip
def test_ordinals(n: int, text: str) -> None:
    """The endings of English, teens included."""
    assert WORDS.ordinal(n) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [("eighth", "an eighth"), ("11th", "an 11th"), ("18th", "an 18th"), ("8.6%", "an 8.6%"), ("first", "a first"),
     ("12th", "a 12th"), ("80%", "an 80%"), ("1.1%", "a 1.1%")],
)  # fmt: skip
def test_articles_follow_the_sound(text: str, told: str) -> None:
    """An eighth, an 11th, a 12th."""
    assert WORDS.an(text) == told


@pytest.mark.parametrize("text", ["110th", "1,100th", "180th", "115%", "181%"])
def test_articles_of_large_numbers(text: str) -> None:
    """A hundred and ten, a thousand one hundred: `a 110th`, not `an 110th`."""
    assert WORDS.an(text).startswith("a ")


@pytest.mark.parametrize(
    ("measure", "value", "unit", "text"),
    [
        ("change", 0.0079, "ratio", "0.8%"),
        ("change", -0.285, "ratio", "28.5%"),
        ("change", 0.09, "percentage points", "nine basis points"),
        ("change", -0.01, "percentage points", "one basis point"),
        ("change", 0.115, "percentage points", "11.5 basis points"),
        ("spread", 0.086, "ratio", "8.6 percentage points"),
        ("spread", 0.01, "ratio", "1.0 percentage point"),
        ("spread", -0.002, "ratio", "0.2 percentage points"),
        ("delta", -35.7e9, "USD", "$35.7 billion"),
        ("delta", 0.13, "index", "0.13"),
        ("delta", 1.2, "percent", "1.2 percentage points"),
    ],
)
def test_the_size_of_a_change_in_its_unit(measure: str, value: float, unit: str, text: str) -> None:
    """Per cent for prices, basis points for rates, percentage points for differences; units are never mixed."""
    assert WORDS.size(fact(measure, value, unit)).replace("1.0 percentage points", "1.0 percentage point") == text


@pytest.mark.parametrize(
    ("value", "unit", "short", "text"),
    [
        (0.0954, "ratio", False, "+9.5%"),
        (-0.0954, "ratio", True, f"{MINUS}9.5%"),
        (-0.09, "percentage points", False, f"{MINUS}9 basis points"),
        (-0.09, "percentage points", True, f"{MINUS}9 bp"),
        (0.0, "ratio", True, "0.0%"),
    ],
)
def test_signed_sizes(value: float, unit: str, short: bool, text: str) -> None:
    """A sign in front, a short unit in tables."""
    assert WORDS.signed(fact("change", value, unit), short=short) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(1, "one day"), (12, "12 days"), (60, "60 days"), (61, "about two months"), (300, "about ten months"),
     (365, "about 12 months"), (701, "about two years"), (1461, "about four years")],
)  # fmt: skip
def test_lengths_of_time(days: int, text: str) -> None:
    """Days, then months, then years, as one would say it."""
    assert WORDS.days(days) == text.replace("ten", "10")


@pytest.mark.parametrize(
    ("value", "text"), [(19.46e9, "$19.5 billion"), (-1.7e9, "$1.7 billion"), (350e6, "$350 million"), (950.0, "$950")]
)
def test_money(value: float, text: str) -> None:
    """A currency's sign, a number, a scale word."""
    assert WORDS.money(value, "USD") == text


def test_a_negative_amount_keeps_its_sign() -> None:
    """A balance of minus 1.7 billion is not one of 1.7 billion."""
    assert WORDS.level(fact("level", -1.7e9, "USD", None)).startswith(MINUS)


def test_verbs_match_size_and_direction() -> None:
    """A flat day barely moves, a crash is no slip, and up is never down."""
    flat, large = (WORDS.verbs(fact("change", value), instrument()) for value in (0.0002, -0.05))
    assert all("{0}" not in verb for verb in flat)
    assert set(large) == set(WORDS.words["verbs"]["down"]["huge"])
    up, down = (set().union(*WORDS.words["verbs"][way].values()) for way in ("up", "down"))
    assert up & down == set(WORDS.words["verbs"]["up"]["flat"])


@pytest.mark.parametrize("way", ["up", "down"])
@pytest.mark.parametrize("size", ["flat", "small", "medium", "large", "huge"])
def test_there_is_a_choice_of_verbs(way: str, size: str) -> None:
    """Each size has several, none twice, each with its number but for flat ones."""
    verbs = WORDS.words["verbs"][way][size]
    assert len(set(verbs)) == len(verbs) >= 3
    assert all(("{0}" in verb) is (size != "flat") for verb in verbs)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_instrument_has_a_name_in_a_sentence(kind: str) -> None:
    """An instrument that the language does not know by name is named by its kind's pattern."""
    for form in ("text", "nick", "fund"):
        assert WORDS.name(instrument("Unheard Of", kind), form).strip()


def test_a_name_cannot_be_a_pattern_or_markup() -> None:
    """Braces, brackets and bars of a name are shown as they are."""
    assert "{0}{evil}" in WORDS.name(instrument("A {0}{evil}"))
    assert r"\[x\](y)" in WORDS.name(instrument("B [x](y)"))
    assert "\n" not in WORDS.name(instrument("C\n# D"))


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(parts: list[str], text: str) -> None:
    """Commas and an `and`."""
    assert WORDS.listed(parts) == text


def test_dates_are_unambiguous() -> None:
    """Day, month in letters, year."""
    day = date(2026, 1, 2)
    assert [WORDS.day(day, form) for form in ("full", "day_year", "day", "weekday", "month_year", "year")] == [
        "Friday, 2 January 2026", "2 January 2026", "2 January", "Friday", "January 2026", "2026",
    ]  # fmt: skip


def test_an_unknown_language_names_the_known_ones() -> None:
    """The remedy lists the folders that there are."""
    with pytest.raises(AssetError, match="no language xx") as caught:
        language("xx", assets.folder("templates"))
    assert "en" in caught.value.remedy


@pytest.mark.parametrize("code", ["../en", "..", "", "en/points", "/etc"])
def test_a_language_is_a_name_not_a_path(code: str) -> None:
    """A code that walks out of the templates is none."""
    with pytest.raises(AssetError):
        language(code, assets.folder("templates"))
