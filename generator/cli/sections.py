"""What each stage tells the doctor. A section takes the settings, and whether the world may be asked."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import generator
from generator.cli import common
from generator.cli.desk import desk_module
from generator.counts import counted
from generator.errors import ModelError
from generator.health import Finding, State
from generator.settings import LlmSettings, Settings, data_folder

Section = Callable[[Settings, bool], Iterator[Finding]]
SHOWN = ("sqlalchemy", "exchange_calendars", "numpy", "pandas")
EXTRAS = {"postgres": "psycopg", "parquet": "pyarrow"}  # those that belong to no section
DESK = ("argon2", "starlette", "uvicorn")
NEWEST = 500  # drafts that are looked at


def versions(_: Settings, __: bool) -> Iterator[Finding]:
    """Of the product and what it rests on."""
    yield Finding("versions", "truetape", "ok", f"{generator.__version__}, Python {platform.python_version()}")
    yield Finding("versions", "libraries", "ok", ", ".join(f"{name} {_version(name)}" for name in SHOWN))
    for extra, module in EXTRAS.items():
        if find_spec(module) is None:
            yield Finding("versions", extra, "note", "not installed", _pip(extra))


def store(given: Settings, _: bool) -> Iterator[Finding]:
    """The store, and how fresh each series of it is."""
    from generator.store.place import file_of, is_there  # noqa: PLC0415

    url = given.store_url()
    if not is_there(url):
        yield Finding("store", str(file_of(url)), "note", "there is none yet", "truetape fetch")
        return
    from generator.sources.catalog import read_live  # noqa: PLC0415
    from generator.store.database import open_store  # noqa: PLC0415
    from generator.store.health import health  # noqa: PLC0415

    with closing(open_store(url)) as opened:
        yield from health(opened, url, read_live(given.sources.catalog).wanted, common.now())


def sources(given: Settings, _: bool) -> Iterator[Finding]:
    """Whether the sources of the live catalog have what they need."""
    from generator.sources.catalog import read_live  # noqa: PLC0415
    from generator.sources.health import health  # noqa: PLC0415

    folder = given.sources.folder or data_folder() / "tables"
    yield from health(read_live(given.sources.catalog), has_fred_key=given.sources.fred_key is not None, folder=folder)


def polish(given: Settings, asks: bool) -> Iterator[Finding]:
    """The model that is set, and what it may spend; no text is asked for."""
    from generator import assets  # noqa: PLC0415
    from generator.cli.llm import RULES, model_of  # noqa: PLC0415
    from generator.polish.prompts import Prompts  # noqa: PLC0415

    llm = given.llm
    with closing(model_of(given)) as model:
        try:
            told = model.health() if asks or not model.address.startswith("http") else "was not asked"
        except ModelError as error:
            how: State = "note" if llm.model is None else "bad"
            yield Finding("polish", llm.model or "model", how, error.message, error.remedy)
            return
    if llm.model == RULES:
        yield Finding("polish", RULES, "ok", told)
        return
    key = "a key is set" if given.llm_key(llm.base_url) else "no key is set"
    Prompts(llm.prompts or assets.folder("prompts"), llm.style)  # raises where a prompt or the style is missing
    yield Finding("polish", str(llm.model), "ok", f"{model.address} {told}; {key}; {llm.mode}, {llm.style}")
    yield _spending(llm)


def _spending(llm: LlmSettings) -> Finding:
    most = [f"{llm.budget_tokens:,} tokens"] if llm.budget_tokens is not None else []
    most += [f"{llm.budget_money} in money"] if llm.budget_money is not None else []
    told = f"a run may take {' and '.join(most)}" if most else "a run may take what it likes"
    if llm.budget_money is not None and (llm.price_prompt is None or llm.price_answer is None):
        remedy = "Set price_prompt and price_answer in [llm], or take budget_money out."
        return Finding("polish", "budget", "bad", f"{told}, and no prices are set, so no text is sent", remedy)
    return Finding("polish", "budget", "ok" if most else "note", told)


def desk(given: Settings, _: bool) -> Iterator[Finding]:
    """Where the desk is served and to whom, and the drafts that wait."""
    lacking = [name for name in DESK if find_spec(name) is None]
    if lacking:
        yield Finding("desk", "desk", "note", f"{', '.join(lacking)} is not installed", _pip("desk"))
        return
    from generator.store.place import is_there  # noqa: PLC0415

    where = desk_module("serve").place(given.desk.host, given.desk.port, given.desk.url)
    people, waiting = _reviewed(given) if is_there(given.store_url()) else (0, Counter[str]())
    who = counted(people, "account") if people else "without accounts"
    if not where.local and not people:
        remedy = "truetape desk --add-user NAME --role reviewer"
        yield Finding("desk", "desk", "bad", f"others could reach {where.shown}, and there are no accounts", remedy)
    else:
        yield Finding("desk", "desk", "ok", f"{where.shown}, {who}{'' if people else ', for this machine only'}")
    told = ", ".join(f"{count} {state}" for state, count in sorted(waiting.items()))
    if waiting["in review"] or waiting["lapsed"]:
        yield Finding("desk", "drafts", "note", told, "truetape desk, or truetape review list")
    elif told:
        yield Finding("desk", "drafts", "ok", told)


def _reviewed(given: Settings) -> tuple[int, Counter[str]]:
    """How many accounts there are, and how many of the newest drafts are in which state."""
    from generator.review.rules import state  # noqa: PLC0415
    from generator.store.accounts import all_accounts  # noqa: PLC0415
    from generator.store.database import open_store  # noqa: PLC0415
    from generator.store.decisions import trails  # noqa: PLC0415
    from generator.store.drafts import newest  # noqa: PLC0415

    with closing(open_store(given.store_url())) as opened, opened.read() as db:
        found = newest(db, most=NEWEST)
        happened = trails(db, [draft.id for draft, _ in found])
        return len(all_accounts(db)), Counter(state(version, happened[draft.id]) for draft, version in found)


def batch(_: Settings, __: bool) -> Iterator[Finding]:
    """Where the work of a batch can be done."""
    yield Finding("batch", "local", "ok", counted(os.cpu_count() or 1, "process", "processes"))
    if find_spec("distributed") is None:
        yield Finding("batch", "dask", "note", "not installed; only several machines need it", _pip("dask"))
    else:
        yield Finding("batch", "dask", "ok", f"distributed {_version('distributed')}")


def publish(given: Settings, asks: bool) -> Iterator[Finding]:
    """Whether the destinations can be reached, and what waits for a person. Nothing is posted."""
    if not given.publish:
        yield Finding("publish", "destinations", "note", "none is configured", "docs/press.md shows how.")
        return
    if find_spec("css_inline") is None:
        yield Finding("publish", "destinations", "bad", "the press is not installed", _pip("press"))
        return
    from generator.publish.press import health, unfinished  # noqa: PLC0415
    from generator.publish.real import Real  # noqa: PLC0415
    from generator.store.place import is_there  # noqa: PLC0415

    if asks:
        with Real() as world:
            yield from health(given.publish, world)
    if is_there(given.store_url()):
        from generator.cli.publish import open_ledger  # noqa: PLC0415

        yield from unfinished(open_ledger(given))


def _pip(extra: str) -> str:
    return f"pip install 'truetape[{extra}]'"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
