"""Which wording is taken: by date and seed alone, and never the same twice running."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError

from generator.narrative.vary import Chooser, Vary, session_number
from tests.tape.folders import weekdays

YEAR = weekdays(date(2025, 1, 1), 261)


class Picks:
    """A voice that takes the wording it is told to."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = list(numbers)
        self.places: list[str] = []

    def pick(self, place: str, allowed: list[bool]) -> int:
        """The next number."""
        self.places.append(place)
        return self.numbers.pop(0)


def rendered(source: str, voice: object, **context: object) -> str:
    """A template with the tag."""
    env = Environment(extensions=[Vary], trim_blocks=True, lstrip_blocks=True, autoescape=False)
    return env.from_string(source).render(voice=voice, **context)


@given(
    st.integers(2, 9),
    st.text("abc:", min_size=1, max_size=6),
    st.integers(0, 999),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
)
def test_every_wording_has_its_turn(n: int, place: str, seed: int, start: date) -> None:
    """Over many sessions each wording of a place is taken about equally often."""
    taken = [Chooser(day, seed).pick(place, [True] * n) for day in weekdays(start, 8 * n)]
    assert set(taken) == set(range(n))
    assert max(taken.count(i) for i in range(n)) <= 10


def test_no_wording_twice_running() -> None:
    """Neighbouring sessions, a weekend between them or not, never share the wording of a place."""
    for n in range(2, 8):
        for place in map(str, range(12)):
            taken = [Chooser(day).pick(place, [True] * n) for day in YEAR]
            assert not any(a == b for a, b in pairwise(taken)), (n, place)


def test_a_choice_depends_on_date_and_seed_alone() -> None:
    """The same brief takes the same words again; another seed takes others somewhere."""

    def choices(seed: int) -> list[int]:
        return [Chooser(day, seed).pick(place, [True] * 5) for day in YEAR for place in "abc"]

    assert choices(1) == choices(1)
    assert choices(1) != choices(2)


def test_within_a_brief_a_place_runs_through_all_of_its_wordings() -> None:
    """A place met four times takes four wordings before one returns."""
    chooser = Chooser(date(2026, 1, 22))
    taken = [chooser.pick("here", [True] * 4) for _ in range(8)]
    assert sorted(taken[:4]) == [0, 1, 2, 3]
    assert sorted(taken[4:]) == [0, 1, 2, 3]


@given(st.lists(st.booleans(), max_size=6))
def test_only_what_is_allowed_is_taken(allowed: list[bool]) -> None:
    """A wording whose condition does not hold is never taken; with none there is nothing."""
    chooser = Chooser(date(2026, 1, 22), 3)
    for _ in range(5):
        picked = chooser.pick("here", allowed)
        assert allowed[picked] if any(allowed) else picked == -1


def test_a_weekend_counts_as_its_friday() -> None:
    """Friday, Saturday and Sunday are one session; Monday is the next."""
    friday = date(2026, 1, 16)
    numbers = [session_number(friday + timedelta(n)) for n in range(4)]
    assert numbers == [numbers[0]] * 3 + [numbers[0] + 1]
    assert session_number(friday) - session_number(friday - timedelta(7)) == 5


SOURCE = "{% vary %}one{% or %}two{% or if ok %}three{% endvary %}"


@pytest.mark.parametrize(("number", "text"), [(0, "one"), (1, "two"), (2, "three"), (-1, "")])
def test_the_tag_prints_the_picked_wording(number: int, text: str) -> None:
    """One of them, or nothing when none is allowed."""
    assert rendered(SOURCE, Picks(number), ok=True).strip() == text


def test_the_first_wording_may_have_a_condition_too() -> None:
    """`{% vary if x %}` guards the first one; the voice sees which are allowed."""

    class Seen:
        def pick(self, place: str, allowed: list[bool]) -> int:
            self.allowed = allowed
            return 1

    voice = Seen()
    assert rendered("{% vary if a %}one{% or if b %}two{% endvary %}", voice, a=0, b="x").strip() == "two"
    assert [bool(ok) for ok in voice.allowed] == [False, True]


def test_places_are_told_apart_by_their_line() -> None:
    """Two choices of one template are two places; the same one met again is the same place."""
    voice = Picks(0, 1, 0, 1)
    text = rendered("{% for n in [1, 2] %}\n" + SOURCE + "\n" + SOURCE + "\n{% endfor %}", voice, ok=True)
    assert text == "onetwo" * 2
    assert voice.places[0] == voice.places[2] != voice.places[1] == voice.places[3]


def test_a_wording_opens_no_paragraph() -> None:
    """The line ends around a wording are not part of it."""
    text = rendered("{% vary %}\n\nIt rose.\n\n{% or %}x{% endvary %}And fell.", Picks(0))
    assert text == "It rose. And fell."


def test_choices_nest() -> None:
    """A wording may hold a choice of its own."""
    inner = "{% vary %}{% vary %}a{% or %}b{% endvary %}{% or %}c{% endvary %}"
    assert rendered(inner, Picks(0, 1)).strip() == "b"


def test_an_open_choice_is_a_fault_of_the_template() -> None:
    """A forgotten end is told when the template is read."""
    with pytest.raises(TemplateSyntaxError):
        rendered("{% vary %}one{% or %}two", Picks(0))
