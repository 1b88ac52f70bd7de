"""The text of a wrap, facts known, against RosaeNLG on a market text of the same length, both warm.

Ours: `narrative.write` with an engine that has answered every question before: plan, template, numbers, marks and
spans. Theirs: rosaenlg/market.pug, compiled once, given the figures. RosaeNLG comes from npm into the user's cache.
"""

from __future__ import annotations

import cProfile
import pstats
import re
from collections.abc import Callable
from functools import partial
from statistics import mean, median

from _measure import Cost, Row, middle, quick, report, timed
from _rosaenlg import ROSAENLG, install, rosae

from generator import assets
from generator.facts import Engine
from generator.facts.ranking import rank
from generator.facts.sheet import Recorder
from generator.narrative import Draft, language, write
from generator.narrative.stories import STORIES
from generator.tape import read_tape
from tests.prose import body

PER_WORDS = 130


def main() -> None:
    short = quick(__doc__ or "")
    modules = install(short)
    if modules is None:
        return
    rounds, texts = (1, 5) if short else (7, 60)
    tell = _teller()
    drafts = [tell(seed) for seed in range(5)]  # warms the engine, the templates and the caches of Babel
    length, prose = (mean(count(draft) for draft in drafts) for count in (_words, _prose_words))
    costs, theirs = [], []
    for _ in range(rounds):
        costs.append(middle([timed(partial(tell, seed)) for seed in range(texts)]))
        theirs.append(rosae(modules, length, 5 if short else 400))
    ours = middle(costs)
    other = Cost(*(median(t[part] for t in theirs) / 1000 for part in ("cpu", "wall")))
    _report(ours, length, prose, other, theirs[0]["words"])
    if not short:
        print(_hint(tell))


def _report(ours: Cost, length: float, prose: float, other: Cost, words: float) -> None:
    ms, theirs = (1000 * cost * PER_WORDS / n for cost, n in ((ours.cpu, length), (other.cpu, words)))
    in_prose = 1000 * ours.cpu * PER_WORDS / prose
    report(
        f"The text of a wrap, a {PER_WORDS}-word stretch of it",
        [
            Row("against RosaeNLG", f"{ms:.2f} ms against {theirs:.2f} ms", ms / theirs, 1.0),
            Row("the same, body prose only", f"{in_prose:.2f} ms against {theirs:.2f} ms", in_prose / theirs, 1.0),
        ],
        [
            f"A wrap: {1000 * ours.cpu:.1f} ms for {length:.0f} words, {prose:.0f} of them body prose;"
            f" RosaeNLG {ROSAENLG}: {1000 * other.cpu:.1f} ms for {words:.0f} words.",
            f"CPU time. By the clock: {1000 * ours.wall:.1f} ms and {1000 * other.wall:.1f} ms.",
        ],
    )


def _teller() -> Callable[[int], Draft]:
    engine = Engine(read_tape(assets.folder("sample")))
    ranking = rank(engine)
    english = language("en", assets.folder("templates"))
    return lambda seed: write(Recorder(engine), ranking, STORIES["wrap"], english, seed)


def _words(draft: Draft) -> int:
    """The words that a reader sees: headline, table, prose and notes, without the front matter."""
    text = re.sub(r"\A---\n.*?\n---\n", "", draft.markdown, flags=re.DOTALL)
    return sum(any(c.isalnum() for c in word) for word in text.split())


def _prose_words(draft: Draft) -> int:
    return len(body(draft.markdown).split())


def _hint(tell: Callable[[int], Draft]) -> str:
    """Where the time goes: the share of the whole that is spent in some of its parts (they overlap)."""
    profile = cProfile.Profile()
    profile.runcall(lambda: [tell(seed) for seed in range(20)])
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = max(entry[3] for entry in stats.values())
    parts = {
        "planning": ("wrap.py", "plan"),
        "templates": ("language.py", "render"),
        "of them imports of templates by templates": ("environment.py", "make_module"),
        "look-ups of Jinja's sandbox": ("sandbox.py", "getattr"),
        "choosing words": ("vary.py", "pick"),
        "Babel's numbers": ("numbers.py", "apply"),
        "tidying": ("marks.py", "tidy"),
        "notes": ("notes.py", "notes"),
    }
    found = {
        what: sum(entry[3] for at, entry in stats.items() if at[0].endswith(file) and at[2] == name) / whole
        for what, (file, name) in parts.items()
    }
    return "  Where the time goes: " + ", ".join(f"{what} {share:.0%}" for what, share in found.items())


if __name__ == "__main__":
    main()
