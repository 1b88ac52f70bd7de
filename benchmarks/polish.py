"""The gate of the polish: what it lets through of faults put into our own briefs by a server, and what it refuses else.

Each class of fault is put into every third sentence of a brief, three times over, by a server on loopback; the brief is
polished, and a fault that stands in it was let through. In slots mode only what the model itself writes can be faulty.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from _measure import Row, quick, report

from generator.narrative import Draft
from generator.polish import Polished
from tests.polish.drafts import behind, brief, polished, talk
from tests.polish.faults import FAULTS
from tests.polish.server import Answer, Behaviour, Request, echo, honest, serving

STORIES = ("wrap", "analog")


@dataclass(frozen=True)
class Tally:
    """Of so many sentences with a fault so many stand in the brief; and which."""

    put: int
    through: tuple[str, ...]


def main() -> None:
    short = quick(__doc__ or "")
    stories = STORIES[:1] if short else STORIES
    classes = list(FAULTS)[:2] if short else list(FAULTS)
    shown = []
    for mode in ("free", "slots"):
        rows = []
        for name in classes:
            tally = of_class(name, mode, stories, 1 if short else 3)
            rows.append(
                Row(name, f"{tally.put - len(tally.through)} of {tally.put} refused", len(tally.through), 0, "", 0)
            )
            shown += [f"{mode}, {name}: {text}" for text in tally.through]
        report(f"Faults let through, {mode} mode", [row for row in rows if not row.figure.endswith(" 0 refused")])
    report("Honest sentences", [of_honest(mode, stories) for mode in ("free", "slots")], shown)


def of_class(name: str, mode: str, stories: tuple[str, ...], shifts: int) -> Tally:
    """One class of fault in some briefs."""
    put, through = 0, []
    for story in stories:
        for shift in range(shifts):
            done = _through(_every_third(name, shift), brief(story), mode)
            touched = [s for s in done.result.sentences if s.proposed and s.verdict != "unchanged"]
            put += len(touched)
            through += [s.final for s in touched if s.verdict == "accepted"]
    return Tally(put, tuple(through))


def of_honest(mode: str, stories: tuple[str, ...]) -> Row:
    """What is refused of sentences as they are and of rewrites by rule."""
    found: Counter[str] = Counter()
    for story in stories:
        for behaviour in (echo, honest):
            found.update(_through(behaviour, brief(story), mode).result.counts)
    sentences = sum(found.values())
    return Row(f"{mode} mode", f"{found['refused']} of {sentences} refused", found["refused"] / sentences, 0.02, "", 3)


def _through(behaviour: Behaviour, draft: Draft, mode: str) -> Polished:
    with serving(behaviour) as server:
        return polished(draft, talk(behind(server, timeout=60.0)), mode=mode)


def _every_third(name: str, shift: int) -> Behaviour:
    """A fault in every third sentence; the other sentences, and the second round, are plain."""

    def behaviour(request: Request) -> Answer:
        answer = json.loads(echo(request).text)
        sentences = [s for p in answer["passages"] for s in p["sentences"]]
        for sentence in sentences[shift::3]:
            faulty = FAULTS[name](sentence["text"])
            sentence["text"] = faulty or sentence["text"]
        return Answer(json.dumps(answer)) if request.kind == "polish" else Answer("?")

    return behaviour


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
