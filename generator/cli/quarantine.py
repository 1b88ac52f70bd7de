"""`truetape quarantine`: rows that were not believed, and what a person decides about them."""

from __future__ import annotations

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
    as_json: Json = False,
) -> None:
    """Lists rows that were not believed, with the reason; they are stored only when a person accepts them."""
    from generator.store.database import open_store  # noqa: PLC0415
    from generator.store.place import is_there  # noqa: PLC0415

    if accept and drop:
        raise OptionError("is said both to be accepted and dropped", subject="--accept", remedy="Decide one at a time.")
    url = read_settings().store_url()
    if not is_there(url):
        raise StoreError("there is no store", subject="truetape quarantine", remedy="Fill one with truetape fetch.")
    store = open_store(url)
    try:
        told = _decided(store, accept, drop) if accept or drop else _listed(store)
    finally:
        store.close()
    if as_json:
        print_json(told)
    elif "said" in told:
        typer.echo(told["said"])
    else:
        _print(told["cases"])


def _decided(store: Store, accept: str | None, drop: str | None) -> dict[str, Any]:
    from generator.store.quarantine import accept as take  # noqa: PLC0415
    from generator.store.quarantine import quarantined, settle  # noqa: PLC0415

    if accept:
        found = take(store, accept, common.now())
        said = f"{accept}: stored, {found.new:,} new, {found.revised:,} revised, {found.same:,} known already"
        return {"key": accept, "decision": "accepted", "new": found.new, "revised": found.revised, "said": said}
    if not quarantined(store, drop):
        raise StoreError("nothing of it is quarantined", subject=str(drop), remedy="truetape quarantine lists what is.")
    settle(store, str(drop), None, "dropped", common.now())
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
        for row in case["rows"][-MOST:]:
            typer.echo(
                "  " + "  ".join(f"{value:.10g}" if isinstance(value, float) else value for value in row.values())
            )
