"""The budget: no call that could go beyond it is made, and what was not counted stays booked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import stamina
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ModelError
from generator.polish.budget import Budget, Prices, worst_case
from generator.polish.models.model import Ask, Reply
from generator.polish.tasks import Task
from tests.polish.drafts import behind, brief, polished, short, talk
from tests.polish.server import honest, says, serving

TASK = Task(kind="polish", mode="free", passages=())


def ask(user: str = "x" * 900, longest: int = 100) -> Ask:
    """A prompt of some length."""
    return Ask("", user, {}, longest, TASK)


def test_a_call_that_could_go_beyond_is_refused_before_it_is_made():
    """The worst case of prompt and answer counts, not what it will probably take."""
    budget = Budget(tokens=worst_case(ask()) + 100)
    call = budget.reserve(ask())
    budget.settle(call, Reply("", 10, 5))
    with pytest.raises(ModelError, match="are allowed"):
        budget.reserve(ask())
    assert budget.spent == (10, 5)


def test_what_the_endpoint_does_not_count_stays_at_the_worst_case():
    """Nor is a count below nothing believed."""
    budget = Budget()
    budget.settle(budget.reserve(ask()), Reply("", None, None))
    budget.settle(budget.reserve(ask()), Reply("", -5, 7))
    assert budget.spent == (2 * worst_case(ask()), 107)


def test_what_no_model_worked_on_is_given_back():
    """A refused call is no call."""
    budget = Budget()
    budget.release(budget.reserve(ask()))
    assert budget.spent == (0, 0)


def test_money_without_prices_is_never_enough():
    """What cannot be counted is not spent."""
    with pytest.raises(ModelError, match="no prices"):
        Budget(money=Decimal(5)).reserve(ask())


@given(st.text(max_size=300), st.integers(1, 5000), st.integers(0, 10**7), st.integers(0, 10**7))
def test_the_cost_is_that_of_the_tokens(text, longest, prompt, answer):
    """And the worst case is never less than a byte a token."""
    prices = Prices(Decimal(prompt), Decimal(answer))
    budget = Budget(money=Decimal(10**12), prices=prices)
    budget.reserve(ask(text, longest))
    assert worst_case(ask(text, longest)) >= len(text.encode())
    assert budget.cost == prices.cost(worst_case(ask(text, longest)), longest)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 400), st.booleans()), max_size=20), st.integers(0, 5000))
def test_no_sequence_of_calls_goes_beyond(calls, most):
    """Whatever is asked, counted or not: what is booked never exceeds what is allowed."""
    budget = Budget(tokens=most)
    for length, longest, counted in calls:
        asked = ask("x" * length, longest)
        try:
            call = budget.reserve(asked)
        except ModelError:
            continue
        told = (worst_case(asked), longest) if counted else (None, None)
        budget.settle(call, Reply("", *told))
        assert sum(budget.spent) <= most


def test_a_run_without_budget_makes_no_call_at_all():
    """The brief is plain, and says what would be needed."""
    with serving(honest) as server:
        done = polished(short(), talk(behind(server), budget=Budget(tokens=500)))
        assert server.requests == []
    assert done.markdown == short().markdown
    assert "500 are allowed" in done.result.trouble


def test_a_budget_that_ends_midway_keeps_what_was_done():
    """What was polished before the money was out stands, and the report says that more was wanted."""
    prices = Prices(Decimal(1), Decimal(1))
    with serving(lambda r: replace(honest(r), usage=(9_000, 900))) as server:
        budget = Budget(money=Decimal("0.025"), prices=prices)
        done = polished(brief(), talk(behind(server), budget=budget, at_once=1))
        assert len(server.requests) == 2
    assert done.result.polished and done.result.counts["unanswered"]
    assert done.result.cost == Decimal("0.0198")
    assert "0.025 may be spent" in done.result.trouble


def test_retries_are_paid_from_the_same_budget():
    """A stream that breaks off was worked on: its worst case stays booked, so that attempts end with the budget."""
    with serving(says("x" * 200, ending="cut")) as server, stamina.set_testing(True, attempts=50):
        done = polished(short(), talk(behind(server), budget=Budget(tokens=40_000), at_once=1))
        assert 1 <= len(server.requests) < 10
    assert "are allowed" in done.result.trouble
