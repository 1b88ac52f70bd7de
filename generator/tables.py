"""Facts as a table for people."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from generator.facts import Fact

STYLES = {"ok": "", "stale": "yellow", "partial": "yellow", "suspect": "red", "missing": "dim"}


def print_facts(facts: list[Fact], ranking: list[dict[str, Any]]) -> None:
    """Prints what is unusual (if given) and the facts, to standard output."""
    console = Console(highlight=False)
    width = None if console.is_terminal else 140
    console = Console(highlight=False, width=width)
    if ranking:
        console.print(_ranking(ranking))
    console.print(_table(facts))


def _ranking(ranking: list[dict[str, Any]]) -> Table:
    table = Table(title="Why this story: what is most unusual", title_justify="left", box=None, pad_edge=False)
    for name, justify in (("score", "right"), ("bits", "right"), ("question", "left"), ("why", "left")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for news in ranking[:15]:
        table.add_row(f"{news['score']:.1f}", f"{news['bits']:.1f}", news["question"], news["why"])
    return table


def _table(facts: list[Fact]) -> Table:
    table = Table(title="Facts", title_justify="left", box=None, pad_edge=False)
    for name, justify in (("question", "left"), ("answer", "right"), ("unit", "left"), ("as of", "left")):
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    table.add_column("status")
    table.add_column("how", overflow="fold")
    for fact in facts:
        table.add_row(
            fact.id, _answer(fact), fact.unit or "", str(fact.as_of or ""), fact.status, fact.reason or fact.formula,
            style=STYLES[fact.status],
        )  # fmt: skip
    return table


def _answer(fact: Fact) -> str:
    if isinstance(fact.value, bool) or fact.value is None:
        return {True: "yes", False: "no", None: "-"}[fact.value]
    if isinstance(fact.value, int):
        return str(fact.value)
    if isinstance(fact.value, str):
        return fact.value
    if fact.unit == "ratio":
        return f"{fact.value:.4%}"
    return f"{fact.value:,.4f}".rstrip("0").rstrip(".")
