"""What a brief says about its data: dates, sources, proxies, what is stale or doubtful, how things were measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from generator.facts.sheet import Recorder
from generator.narrative.disclosure import disclosed
from generator.narrative.marks import plain
from generator.narrative.wording import Wording


def notes(recorder: Recorder, wording: Wording) -> dict[str, Any]:
    """The facts of the closing notes, as texts in the language of `wording`."""
    used = {fact.subject for fact in recorder.facts} | {fact.versus for fact in recorder.facts if fact.versus}
    used |= {i.series for fact in recorder.facts for i in fact.inputs}
    instruments = [i for i in recorder.engine.tape.instruments.values() if i.key in used]
    words = wording.words["notes"]
    return {
        "dates": _dates(recorder, wording, [i.key for i in instruments]),
        "round_the_clock": wording.listed([plain(i.name) for i in instruments if i.round_the_clock]),
        "proxies": " ".join(
            words["proxy"].format(name=plain(i.name), proxy=plain(i.proxy)) for i in instruments if i.proxy
        ),
        "sources": "; ".join(dict.fromkeys(plain(i.source) for i in instruments if i.source)),
        "doubtful": _doubtful(recorder, wording),
        "methods": [text for measure, text in words["methods"].items() if _measured(recorder, measure)],
        "tape": plain(recorder.engine.tape.title),
        "hash": recorder.engine.tape.hash[:12],
        "disclosure": disclosed(wording),
    }


def _dates(recorder: Recorder, wording: Wording, keys: list[str]) -> str:
    """`Data to 22 January; VIX to 21 January.`: the date that most series have, and those that differ."""
    ends: dict[str, list[str]] = {}
    for key in keys:
        level = recorder.engine.ask(f"{key}.level")
        if level.as_of:
            ends.setdefault(level.as_of.isoformat(), []).append(key)
    named = {day: [plain(recorder.instrument(key).name) for key in keys] for day, keys in ends.items()}
    return reach(named, {day: _day(wording, day) for day in named}, wording)


def reach(ends: Mapping[str, Sequence[str]], told: Mapping[str, str], wording: Wording) -> str:
    """The same of names by the day (ISO) that their data end on, each day as it is `told`; empty without any."""
    if not ends:
        return ""
    most = max(ends, key=lambda day: (len(ends[day]), day))
    words = wording.words["notes"]
    others = (words["others"].format(name=wording.listed(list(ends[day])), day=told[day])
              for day in sorted(set(ends) - {most}, reverse=True))  # fmt: skip
    return "; ".join([words["most"].format(told[most]), *others]) + "."


def _day(wording: Wording, iso: str) -> str:
    return wording.day(date.fromisoformat(iso), "day_year")


def _doubtful(recorder: Recorder, wording: Wording) -> list[str]:
    """What the text does not lean on: series that are out of date, cannot be believed, or have no rows."""
    words = wording.words["notes"]
    stale: dict[str, list[str]] = {}
    missing, found = [], []
    for key, instrument in recorder.engine.tape.instruments.items():
        level, name = recorder.engine.ask(f"{key}.level"), plain(instrument.name)
        day = wording.day(level.as_of, "day_year") if level.as_of else ""
        if not level.known:
            missing.append(name)
        elif level.status == "stale":
            stale.setdefault(day, []).append(name)
        elif level.status == "suspect":
            found.append(words["suspect"].format(name=name, day=day))
        elif recorder.engine.ask(f"{key}.change.ytd").status == "suspect":
            found.append(words["jump"].format(name=name))
    found += [words["stale"].format(day=day, names=wording.listed(names)) for day, names in stale.items()]
    return [*found, words["all_missing"].format(names=wording.listed(missing))] if missing else found


def _measured(recorder: Recorder, measure: str) -> bool:
    return any(fact.measure.split(".")[0] == measure and fact.known for fact in recorder.facts)
