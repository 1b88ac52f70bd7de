"""Statements about past cases: `higher in five of seven`, `the mean change was +2 %`, `against 53 % of all such spans`.

They are held against the study whose condition the draft states; without one, nothing on a tape answers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.check.answering.reading import Answer, Reading
from generator.check.binding.cases.conditions import conditions, followed, horizon
from generator.check.binding.cases.roles import Role, counts, dates, edges, hits, rates
from generator.check.binding.claim import Claim, holds
from generator.check.binding.context.scene import Scene
from generator.check.comparing.amounts import NumberTest, PairTest
from generator.check.comparing.dates import SinceTest
from generator.check.comparing.policy import Ruling
from generator.check.comparing.tests import CountTest, SignTest, Test, TruthTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.source import Block
from generator.check.text.wordset import wordset
from generator.facts.studies import STUDIES

_STRONG = wordset("median instances historically interval occasions half-years")
_WEAK = wordset("""
    cases mean average averages sample twice outcome outcomes sequels sequel happened ordinary ranged effect hit
    dated entered
""")
_PAIRED = (
    ("worst", "best"),
    ("one", "end"),
    ("at", "worst"),
    ("half", "them"),
    ("once", "before"),
    ("times", "before"),
    ("study", "case"),
    ("file", "times"),
    ("chance", "interval"),
)
_OTHER = wordset("halving halvings cycle cycles conditions respects record drawdown")
_MOST = 6  # readings of one figure


@dataclass(frozen=True, slots=True)
class HitsTest:
    """`five of seven`: hits and cases, both exact."""

    hits: int
    n: int

    @property
    def claimed(self) -> str:
        """Hits of cases."""
        return f"{self.hits} of {self.n}"

    def check(self, answer: Answer) -> Ruling:
        """Both counts."""
        good = int(answer.value) == self.hits and answer.extra.get("n") == self.n
        return Ruling("supported" if good else "contradicted", "exact", "" if good else "count")


@dataclass(frozen=True, slots=True)
class EndsTest:
    """`from May 2014 to June 2023`: the months of the first and of the last case."""

    start: date
    end: date

    @property
    def claimed(self) -> str:
        """Both ends."""
        return f"{self.start}..{self.end}"

    def check(self, answer: Answer) -> Ruling:
        """Both months."""
        first, last = answer.value, answer.extra.get("last")
        good = isinstance(first, date) and isinstance(last, date) and _month(first) == _month(self.start) and _month(last) == _month(self.end)  # fmt: skip
        return Ruling("supported" if good else "contradicted", "date", "" if good else "date")


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def studies_told(parsed: Iterable[tuple[Block, list[Sentence]]]) -> tuple[str, ...]:
    """The studies of a draft that states one condition throughout; none where it states several."""
    found = {
        c.studies
        for block, sentences in parsed
        if block.cell is None
        for s in sentences
        for c in conditions(s)
        if s.low(s.lo) != "none"
    }
    found.discard(())
    return next(iter(found)) if len(found) == 1 else ()


def bind_studies(s: Sentence, scene: Scene) -> list[Claim] | None:
    """The claims of a sentence about past cases; None where it is about none."""
    told = list(conditions(s))
    if told and s.low(s.lo) != "none":
        scene.study, scene.study_follows = told[-1].studies, ""
    follows = horizon(s, s.lo, s.hi)
    scene.study_follows = follows or scene.study_follows
    if not _about_cases(s, scene, bool(told)):
        return None
    studies = followed(scene.study, scene.study_follows)
    roles = _roles(s)
    if not studies or not roles:
        return None
    for c in told:
        s.used |= {q.core for q in s.numbers if c.first <= q.first < c.last}
    found = [_claim(s, scene, role, studies) for role in roles]
    s.used |= {q.core for q in s.numbers if any(r.first <= q.core < r.last for r in roles)}
    s.used |= {q.core for q in s.numbers if q.unit == "percent" and q.magnitude in (90, 95, 99)}
    s.spent |= {w.first for w in s.whens}
    return found


def _about_cases(s: Sentence, scene: Scene, told: bool) -> bool:
    """Whether a sentence sums up past cases, where a study is known."""
    if not scene.study:
        return False
    words = set(s.words(s.lo, s.hi))
    if words & {"deviations", "ratio"} and not told:
        return False
    if told or words & _STRONG or ("spans" in words and words & {"all", "any", "such"}):
        return not (scene.cycle and not told and "mean" not in words and "median" not in words)
    if scene.cycle or (words & {"latest", "table"} and "cases" in words and "dated" not in words):
        return next(hits(s), None) is not None
    if words & _OTHER and not {"mean", "median"} & words:
        return False
    return bool(words & _WEAK) or any(a in words and b in words for a, b in _PAIRED) or next(hits(s), None) is not None


def _roles(s: Sentence) -> list[Role]:
    roles = [*hits(s), *counts(s), *edges(s), *rates(s)]
    return [*roles, *dates(s, roles)]


def _claim(s: Sentence, scene: Scene, role: Role, studies: tuple[str, ...]) -> Claim:
    claim = Claim(s, role.first, role.last, "study", number=role.q)
    if not role.part:
        return replace(claim, missing="which figure of the cases is meant is not clear")
    part = role.part
    if part == "case" and role.when is not None and role.when.start is not None:
        day = role.when.start.isoformat() if role.when.grain == "day" else f"{role.when.start:%Y-%m}"
        part = f"case@{day}"
    pairs = list(pairs_of(s, scene, studies))
    found = tuple(Reading(x, "study", versus=v, parameter=name, part=part) for name, x, v in pairs)
    if not found:
        return replace(claim, missing="a statement about many past cases needs a study")
    return replace(claim, readings=found[:_MOST], test=test_of(role, part))


def test_of(role: Role, part: str) -> Test:
    """How a figure of a study is compared."""
    if part == "of":
        return HitsTest(*role.counts)
    if part == "n":
        return CountTest(role.counts[0])
    if part == "edge":
        return SignTest(role.counts[0], compare=True)
    if part == "ends" and role.when is not None and role.when.start is not None and role.when.end is not None:
        return EndsTest(role.when.start, role.when.end)
    if part.startswith("case@"):
        return TruthTest(True, "date", "date")
    if role.when is not None:
        return SinceTest(role.when.start, role.when.end)
    assert role.q is not None  # noqa: S101
    if role.two is not None:
        return PairTest(role.q, role.two)
    return NumberTest(role.q, "percent", role.q.sign)


def pairs_of(
    s: Sentence, scene: Scene, studies: tuple[str, ...], *, named: bool = True
) -> Iterator[tuple[str, str, str | None]]:
    """Which instruments a study may be of: those that the sentence names, then those told before."""
    here = [m.key for m in s.mentions if m.key and m.name.anaphor is None] if named else []
    before = [n.key for n in reversed(scene.recent) if n.key]
    keys = list(dict.fromkeys([*here, *scene.study_keys, *scene.cast[:2], *before]))
    seen: set[tuple[str, str, str | None]] = set()
    for name in studies:
        study = STUDIES[name]
        told = [of for study_id, of in scene.study_pairs if study_id == name and of.issuperset(here)]
        two = study.condition.measure in ("spread", "streak.beat") or study.of == "versus"
        for x in keys:
            near = (*here, *scene.study_keys, *(scene.pair or ()), *scene.cast[:2])
            others = [k for k in dict.fromkeys(near) if k != x] if two else [None]
            for v in others:
                if told and {x, v} - {None} not in told:
                    continue  # the draft's study is another's
                if (name, x, v) not in seen and _answers(scene, name, x, v):
                    seen.add((name, x, v))
                    yield name, x, v
                    if len(seen) >= _MOST:
                        return


def _answers(scene: Scene, name: str, x: str, v: str | None) -> bool:
    return scene.answers.ask(Reading(x, "study", versus=v, parameter=name, part="n")) is not None


def enter_section(scene: Scene) -> None:
    """A heading ends what was said of cases, unless the whole draft is about them."""
    scene.study, scene.study_follows = scene.draft_study, ""
    scene.study_keys = scene.study_keys if scene.draft_study else ()


def keep_study(scene: Scene, found: Iterable[Claim]) -> None:
    """Remembers whose study it was."""
    for claim in found:
        if claim.readings and claim.test is not None:
            good = next((r for r in claim.readings if holds(scene.answers, claim, r)), None)
            if good is not None:
                scene.study_keys = tuple(k for k in (good.subject, good.versus) if k)
                if good.measure == "study" and good.parameter:
                    scene.study_pairs |= {(good.parameter, frozenset(scene.study_keys))}
                return
