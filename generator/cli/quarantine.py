"""`truetape quarantine`: rows that were not believed, and what a person decides about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from generator.cli import common
from generator.cli.common import Json, app, print_json
from generator.counts import counted
from generator.errors import OptionError, StoreError
from generator.settings import read_settings
from generator.tape.series import to_date

if TYPE_CHECKING:
    from generator.store.database import Store
    from generator.store.quarantine import Case

MOST = 5  # rows of a case that are shown


@app.command(epilog="Example: truetape quarantine --accept silver")
def quarantine(
    accept: Annotated[str | None, typer.Option(metavar="KEY", help="Take the rows of this series for good.")] = None,
    drop: Annotated[str | None, typer.Option(metavar="KEY", help="Leave the rows of this series out for good.")] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Decide about the rows of this source only.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Lists rows that were not believed, with the reason; they are stored only when a person accepts them."""
    from generator.store.database import open_store  # noqa: PLC0415
    from generator.store.place import is_there  # noqa: PLC0415

    if source and not (accept or drop):
        raise OptionError("needs a decision", subject="--source", remedy="Say --accept KEY or --drop KEY too.")
    if accept and drop:
        raise OptionError("is said both to be accepted and dropped", subject="--accept", remedy="Decide one at a time.")
    url = read_settings().store_url()
    if not is_there(url):
        raise StoreError("there is no store", subject="truetape quarantine", remedy="Fill one with truetape fetch.")
    store = open_store(url)
    try:
        told = _decided(store, accept, drop, source) if accept or drop else _listed(store)
    finally:
        store.close()
    if as_json:
        print_json(told)
    elif "said" in told:
        typer.echo(told["said"])
    else:
        _print(told["cases"])


def _decided(store: Store, accept: str | None, drop: str | None, source: str | None) -> dict[str, Any]:
    from generator.store import quarantine as cases  # noqa: PLC0415

    if accept:
        found = cases.accept(store, accept, common.now(), source)
        said = f"{accept}: stored, {found.new:,} new, {found.revised:,} revised, {found.same:,} known already"
        return {"key": accept, "decision": "accepted", "new": found.new, "revised": found.revised, "said": said}
    cases.drop(store, str(drop), common.now(), source)
    return {"key": drop, "decision": "dropped", "said": f"{drop}: dropped; what was known stays"}


def _listed(store: Store) -> dict[str, Any]:
    from generator.store.quarantine import quarantined  # noqa: PLC0415

    return {"cases": [_case(case) for case in quarantined(store)]}


def _case(case: Case) -> dict[str, Any]:
    rows = [
        {"day": str(to_date(day)), case.rows.value_name: value}
        for day, value in zip(case.rows.days, case.rows.values.tolist(), strict=True)
    ]
    return {
        "key": case.key, "source": case.source, "at": case.at.isoformat(), "reason": case.reason, "rows": rows,
    }  # fmt: skip


def _print(cases: list[dict[str, Any]]) -> None:
    if not cases:
        typer.echo("Nothing is quarantined.")
    for case in cases:
        typer.echo(f"{case['key']}: {counted(len(case['rows']), 'row')} from {case['source']}, {case['at'][:16]} UTC")
        typer.echo(f"  {case['reason']}")
        for row in _telling(case["rows"], case["reason"]):
            typer.echo(
                "  " + "  ".join(f"{value:.10g}" if isinstance(value, float) else value for value in row.values())
            )


def _telling(rows: list[dict[str, Any]], reason: str) -> list[dict[str, Any]]:
    """The rows around the first day that the reason names; the last ones where it names none."""
    named = re.search(r"\d{4}-\d\d-\d\d", reason)
    at = next((i for i, row in enumerate(rows) if named and row["day"] >= named[0]), len(rows))
    first = max(0, min(at - MOST // 2, len(rows) - MOST))
    return rows[first : first + MOST]
