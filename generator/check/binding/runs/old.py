"""Runs of an earlier time: `the longest since the four-week selloff of 2011`, `the six-week dive in May 2011`; moves during a run."""

from __future__ import annotations

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.runs.counting import run_window
from generator.check.binding.runs.words import BROUGHT, Run
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.comparing.amounts import NumberTest
from generator.check.comparing.tests import CountTest
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_FALLS = wordset("selloff slide dive rout slump decline drop fall retreat losing swoon tumble")
_RISES = wordset("rally climb advance rise winning rebound recovery surge")
_RUNS = wordset("streak run slide rally stretch string")
_AROUND = wordset("the that this its hot winning losing recent whole long entire")
OLD = 40  # days after which a run is one of an earlier time


def time_of_run(s: Sentence, scene: Scene, run: Run) -> When | None:
    """The earlier time that a run is said to be of."""
    scope = next((c for c in s.scopes if c.kind == "since" and c.first < run.first < c.last), None)
    if scope is not None:
        return scope.when
    when = next((w for w in s.whens if run.last < w.first <= run.last + 4 and w.start and w.end), None)
    if when is None or when.end is None or when.since or (scene.as_of - when.end).days < OLD:
        return None
    between = s.words(run.last, when.first)
    return when if all(w in ("in", "of", "during", "the", "summer", "spring", "autumn", "fall", "winter", "early", "late", "that", "ended") for w in between) else None  # fmt: skip


def as_old_run(s: Sentence, scene: Scene, run: Run, when: When) -> Claim:
    """A run of an earlier time: whether there was one of that length."""
    claim = Claim(s, run.first, run.last, "streak")
    names = subjects_of(scene, s, run.first, run.last)
    words = set(s.words(run.first, run.last))
    sign = run.sign or (-1 if words & _FALLS else 1 if words & _RISES else 0)
    if not names or names[0].key is None or not sign or when.start is None or when.end is None:
        return replace(claim, missing="a run of an earlier time is not named exactly")
    word = "up" if sign > 0 else "down"
    text = f"{run.n}_{run.period or 'day'}_{when.start}_{when.end}"
    return replace(claim, readings=(Reading(names[0].key, "hadrun", word, parameter=text),), test=CountTest(run.n))


def as_run_move(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim, sign: int) -> Claim | None:
    """`During the hot streak the index rallied 16.5 %`: over the run that was told before."""
    run = scene.told_run
    along = _along_the_way(s, scene, q)
    if along:
        found = tuple(Reading(key, "change", w) for w in along)
        return replace(claim, kind="change", readings=found, test=NumberTest(q, q.unit, sign))
    if not isinstance(run, Run) or q.unit != "percent" or run.period not in (None, "day"):
        return None
    clause = s.part(q.core)
    lead = s.parts[max(s.parts.index(clause) - 1, 0)]
    during = any(_during(s, k) for k in s.places(_DURING, min(q.last + 1, s.hi)) if k >= lead.first)
    if not during and not _summed(s, scene, q, key):
        return None
    columns = scene.answers.columns(key)
    if columns is None or len(columns[0]) < run.n + 2:
        return None
    measure = "runmove"
    if not run.over:
        scene.told = (f"{run.n}s",)  # what follows in the sentence is of the same days
    found = (Reading(key, measure, f"{run.n}s", parameter="ended" if run.over else None),)
    return replace(claim, kind="change", readings=found, test=NumberTest(q, "percent", sign))


_WAYS = (["along", "the", "way"], ["on", "the", "way"], ["in", "the", "process"])


def _along_the_way(s: Sentence, scene: Scene, q: Quantity) -> tuple[str, ...]:
    """`has risen twelve weeks on the trot, adding 154bp along the way`: over the run that the sentence tells."""
    run = scene.last_run
    if s.words(q.last, q.last + 3) not in _WAYS or q.unit not in ("percent", "bp") or not isinstance(run, Run):
        return ()
    here = (
        run.n > 1 and not run.over and any(s.lo <= k < q.first for k in (run.first,)) and scene.run_block == id(s.block)
    )
    return (run_window(scene.as_of, run.n, {"week": "w", "month": "m"}.get(run.period or "", "s")),) if here else ()


_DURING = frozenset({"during", "over", "throughout", "in"})
_TOTALS = {
    "all": (("all", "told"),), "in": (("in", "all"), ("in", "total")), "altogether": (("altogether",),),
    "combined": (("combined",),), "cumulatively": (("cumulatively",),), "the": (("the", "sum", "of"),),
    "between": (("between", "them"),),
}  # fmt: skip


def _summed(s: Sentence, scene: Scene, q: Quantity, key: str) -> bool:
    """`four up days in a row, +5.2 % all told`, `the sum of it is 11.5 %`, `a four-session slide that had cost it 12.1 %`."""
    if scene.run_block != id(s.block):
        return False
    clause = s.part(q.core)
    words = s.words(clause.first, min(clause.last, q.last + 4))
    if any(tuple(words[k : k + len(t)]) == t for k in range(len(words)) for t in _TOTALS.get(words[k], ())):
        return not any(w.first in clause and w.windows and w.first not in s.spent for w in s.whens)
    led = [k for k in range(s.lo + 1, q.first) if s.low(k) == "which" and s.low(k - 1) in _DURING]
    if led and s.low(led[-1] - 2) in _RUNS:
        return True  # `a run in which it has added 4.5 %`
    run = scene.told_run
    at = (
        isinstance(run, Run)
        and s.lo <= run.first
        and run.last <= q.first
        and {"that", "which"} & set(s.words(run.last, run.last + 3))
    )
    return bool(at) and bool(BROUGHT & set(s.words(q.first - 8, q.first)))


def _during(s: Sentence, k: int) -> bool:
    """`during the hot streak`, `over that run`; `seven straight sessions, gaining 8 % over them`."""
    if s.words(k, k + 2) == ["over", "them"]:
        return True
    j = k + 1
    while s.low(j) in _AROUND:
        j += 1
    return s.low(j) in _RUNS and j > k + 1
