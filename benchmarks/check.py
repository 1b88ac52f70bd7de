"""How long the checker takes for 2,000 words, and the gate for 300, against Python-Markdown on the same texts.

The texts are briefs of the product with planted errors, each judged by answers that nobody has asked before; the
rewrites are the same briefs with claims said differently. Opening the tape and its names is apart, as in `elapsed_ms`.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from _briefs import briefs, changed
from _measure import REAL_TAPE, Cost, Row, in_turns, quick, report, timed
from markdown import markdown

from generator import assets
from generator.check import Report
from generator.check.checker import Checker
from generator.pipeline import Brief
from generator.tape import Tape, read_tape

WORDS, GATED = 2000, 300  # what the times are told for
MOST_MS, MOST_GATE_MS = 100, 50


@dataclass(frozen=True)
class Text:
    """A brief, a copy of it with errors, and one that says some of its claims differently."""

    brief: Brief
    wrong: str
    rewritten: str


def main() -> None:
    short = quick(__doc__ or "")
    tape = read_tape(REAL_TAPE if REAL_TAPE.is_dir() else assets.folder("sample"))
    texts = _texts(tape, 2 if short else 10)
    gc.disable()  # as the command does: a check leaves nothing to collect
    found = in_turns(
        {
            "check": partial(_spent, partial(_check, tape), texts),
            "gate": partial(_spent, _gate, texts),
            "markdown": lambda: timed(lambda: [markdown(text.wrong, extensions=["tables"]) for text in texts]),
        },
        1 if short else 9,
    )
    words = sum(len(text.wrong.split()) for text in texts)
    remark = f"CPU time; {len(texts)} briefs of {tape.name}, {words} words, {sum(map(_claims(tape), texts))} claims."
    report("The checker, warm", _rows(found, words), [remark])


def _rows(found: dict[str, Cost], words: int) -> list[Row]:
    """Milliseconds against their targets, and the ratios of the same run."""
    check, gate, page = (1000 * found[name].cpu / words for name in ("check", "gate", "markdown"))
    return [
        Row(f"check, {WORDS} words", "", check * WORDS, MOST_MS, "ms", 1),
        Row("against Python-Markdown", f"{page * WORDS:.1f} ms", check / page, None),
        Row(f"gate, {GATED} words", "the plain text read too", gate * GATED, MOST_GATE_MS, "ms", 1),
        Row("against Python-Markdown", f"{page * GATED:.1f} ms", gate / page, None),
    ]


def _texts(tape: Tape, count: int) -> list[Text]:
    rng = random.Random(5)
    copies = [
        (brief, *(changed(brief, tape, rng, wanted)[0] for wanted in (lambda k: k != "Z", lambda k: k == "Z")))
        for _, brief in islice(briefs(tape, rng), count)
    ]
    return [Text(*copy) for copy in copies]


def _spent(judge: Callable[[Text], Report], texts: Sequence[Text]) -> Cost:
    """What the judging of some texts took by their own reports."""
    spent = sum(judge(text).elapsed_ms for text in texts) / 1000
    return Cost(spent, spent)


def _check(tape: Tape, text: Text) -> Report:
    checker = Checker(tape, timer=time.process_time)
    return checker.check(text.wrong, text.brief.draft.sheet.as_of)


def _gate(text: Text) -> Report:
    sheet = text.brief.draft.sheet
    checker = Checker(None, list(sheet.facts), time.process_time)
    return checker.check(text.rewritten, sheet.as_of, baseline=text.brief.draft.markdown)


def _claims(tape: Tape) -> Callable[[Text], int]:
    return lambda text: len(_check(tape, text).claims)


if __name__ == "__main__":
    main()
