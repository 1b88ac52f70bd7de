"""Correlation, beta, volatility, ratio, z-score, and Bitcoin's own supply."""

from __future__ import annotations

from datetime import date, timedelta

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.measures.bases import EXTREME_WORDS, PEAKS
from generator.check.binding.measures.extents import extreme_day
from generator.check.binding.readings import MAX_READINGS, readings
from generator.check.binding.subjects.ratios import ratio_of, two_names
from generator.check.binding.times.times import day_before
from generator.check.comparing.amounts import NumberTest
from generator.check.text.entities import Name
from generator.check.text.quantities import Quantity
from generator.check.text.replacing import replace
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset


def as_statistic(s: Sentence, scene: Scene, q: Quantity, name: Name, claim: Claim) -> Claim | None:
    """Correlation, beta, volatility, ratio and z-score: the words name the measure, a count of rows its window."""
    lo, hi = s.hard_clause(q.core)
    words = s.words(lo, hi)
    left = s.words(s.lo, q.first)
    rows = _rows_named(s, scene)
    kind = _statistic_kind(s, left, words, q) or _taken_up(s, scene, q)
    if kind == "vol" and scene.kind(name) == "volatility_index" and _MEASURED & set(left):
        name = next((n for n in scene.recent[::-1] if n.key and scene.kind(n) == "equity_index"), name)
    if kind is None or name.key is None or (kind == "vol" and scene.kind(name) == "volatility_index"):
        return None
    scene.statistic = (kind, id(s.block))
    if kind == "vol":
        then = _then(s, q) or _at_extreme(s, scene, q, name.key) or day_before(scene, s, q.first)
        found = tuple(Reading(name.key, "vol", f"{n}s", at=d) for n in (*rows, 20, 30) for d in then)
        return replace(claim, kind="statistic", readings=found, test=NumberTest(q, "percent"))
    told = ratio_of(s)
    one, two = told or two_names(s, scene, name)
    if one is None or two is None:
        return replace(claim, missing="the second instrument is not named")
    days = _then(s, q) or tuple(dict.fromkeys((None, *day_before(scene, s, q.first))))
    if kind in ("corr", "beta"):
        found = tuple(Reading(one, kind, f"{n}s", two, d) for n in (rows or (60, 90, 252)) for d in days)
        return replace(
            claim,
            kind="statistic",
            readings=found[:MAX_READINGS],
            test=NumberTest(q, "statistic", -1 if q.sign < 0 else 1),
        )
    sign = -1 if q.sign < 0 or any(w in ("below", "under", "beneath") for w in s.words(q.last, q.last + 4)) else 1
    pairs = (
        ((one, two),) if told else ((one, two), (two, one))
    )  # `the ratio of the two` leaves open which is over which
    found = tuple(
        Reading(a, "ratio.zscore" if kind == "zscore" else "ratio", None, b, d) for a, b in pairs for d in days
    )
    return replace(claim, kind="statistic", readings=found, test=NumberTest(q, "statistic", sign))


_MEASURED = wordset("realised realized annualised annualized historical actual")  # no index of volatility is one
_FIGURES = wordset("it that this figure number reading measure value equivalent same ratio")
_STATES = wordset("is was are were stands stood reads read comes came")


def _taken_up(s: Sentence, scene: Scene, q: Quantity) -> str | None:
    """`For the S&P over the same number of sessions it is 13 %`, `Today it is 0.399`: the statistic told before."""
    kind, block = scene.statistic or ("", 0)
    if block != id(s.block):
        return None
    clause = s.part(q.core)
    verb = next((k for k in range(clause.first, q.first) if s.low(k) in _STATES), None)
    fits = (kind == "vol" and q.unit == "percent") or (kind == "ratio" and not q.unit and q.form == "decimal")
    if verb is None or not fits or q.first - verb > 3:
        return None
    moved = any(m.first in clause and m.cue.role in ("move", "state", "noun") for m in s.marks)
    return kind if not moved and bool(_FIGURES & set(s.words(clause.first, verb))) else None


def _at_extreme(s: Sentence, scene: Scene, q: Quantity, key: str) -> tuple[date | None, ...]:
    """`7.3 % at the January top`: the day of the highest close of a time that stands behind a number."""
    when = next(
        (w for w in s.whens if q.last < w.first <= q.last + 3 and w.grain in ("month", "quarter", "year")), None
    )
    if when is None or s.low(q.last) != "at" or s.low(when.last) not in EXTREME_WORDS:
        return ()
    day = extreme_day(scene, key, when, s.low(when.last) in PEAKS)
    return (day,) if day is not None else ()


def _then(s: Sentence, q: Quantity) -> tuple[date | None, ...]:
    """`0.24, after 0.31 a year ago`: the day that stands right behind a number."""
    behind = [w for w in s.whens if 0 <= w.first - q.last <= 2 and (w.grain == "day" or w.edge)]
    when = next((w for w in behind if w.end is not None), None)
    return tuple(dict.fromkeys((when.end, *when.others))) if when is not None else ()


def of_the_pair(s: Sentence, scene: Scene, q: Quantity, claim: Claim) -> Claim | None:
    """A statistic of two instruments, where the sentence leaves both to what was told before."""
    if scene.pair is None or q.unit or q.form != "decimal" or any(m.name.anaphor is None for m in s.mentions):
        return None
    lo, hi = s.hard_clause(q.core)
    if _statistic_kind(s, s.words(s.lo, q.first), s.words(lo, hi), q) not in ("corr", "beta", "zscore"):
        return None
    return as_statistic(s, scene, q, Name(scene.pair[0], scene.pair[0], "", scene.pair[0]), claim)


_TIES = frozenset({"correlation", "correlations", "beta", "correlate", "correlates", "correlated"})


_SCORES = frozenset({"z", "zscore", "score"})
_SWINGS = wordset("volatility vol swings swing")
_RATIOS = wordset("ratio units divide divided")
_NAMED = _TIES | _SCORES | _SWINGS | _RATIOS | {"deviations"}


def _statistic_kind(s: Sentence, left: list[str], words: list[str], q: Quantity) -> str | None:
    if s.vocabulary.isdisjoint(_NAMED):
        return None
    near = left[-8:]
    if ("deviations" in words and q.unit == "") or not _SCORES.isdisjoint(near):
        return "zscore"
    named = [w for w in left if w in _TIES]
    named = named or [w for w in words[words.index("correlation") :] if w in _TIES] if "correlation" in words else named
    if named and q.unit == "" and q.magnitude < 10:
        return "beta" if named[-1] == "beta" else "corr"
    if q.unit == "percent" and any(w in ("volatility", "vol") for w in left) and "index" not in left:
        return "vol"
    if q.unit == "percent" and s.words(q.last, q.last + 2) == ["a", "year"] and (_SWINGS - {"vol"}) & {*left, *words}:
        return "vol"
    ahead = words[words.index("%") + 1 :][:8] if "%" in words else []
    if q.unit == "percent" and left[-1:] == ["at"] and {"volatility", "vol"} & set(ahead) and "index" not in ahead:
        return "vol"
    if q.unit == "" and q.form == "decimal" and not _RATIOS.isdisjoint(words):
        return "ratio" if q.magnitude < 5 or ratio_of(s) is not None else None
    return None


_ROWS = frozenset({"returns", "sessions", "days", "session", "day"})


def _rows_named(s: Sentence, scene: Scene) -> tuple[int, ...]:
    """`over 60 sessions`, `the last 20 daily returns`."""
    found = [
        int(w.windows[0][:-1])
        for w in s.whens
        if w.windows and w.windows[0].endswith("s") and w.windows[0][:-1].isdigit()
    ]
    for q in s.numbers if not s.vocabulary.isdisjoint(_ROWS) else ():
        if (
            not q.unit
            and q.magnitude == int(q.magnitude)
            and 5 <= q.magnitude <= 1000
            and not _ROWS.isdisjoint(s.words(q.last, q.last + 3))
        ):
            found.append(int(q.magnitude))
            s.used.add(q.core)
    if found:
        scene.rows = tuple(dict.fromkeys(found))
    return scene.rows


def as_supply(s: Sentence, scene: Scene, q: Quantity, key: str, claim: Claim) -> Claim | None:
    """Bitcoin's own numbers: the share mined, and the yearly growth of supply."""
    if key != "btc" or q.unit not in ("percent", "fraction"):
        return None
    words = set(s.words(s.lo, s.hi))
    if words & {"mined", "issued"} or (s.low(q.last) == "of" and words & {"coins", "bitcoins", "supply"}):
        return replace(
            claim,
            kind="level",
            readings=readings(key, "supply.mined", (None,), (None, scene.day)),
            test=NumberTest(q, q.unit),
        )
    if words & {"supply", "issuance"} or grows(s):
        return replace(
            claim,
            kind="level",
            readings=readings(key, "supply.inflation", (None,), (None, scene.day, *_halving_days(scene))),
            test=NumberTest(q, q.unit),
        )
    return None


def mined_of(s: Sentence, q: Quantity) -> tuple[Name, ...]:
    """`95 % of Bitcoin has been mined`: whose supply it is."""
    if s.low(q.last) != "of" or s.vocabulary.isdisjoint(("mined", "issued")):
        return ()
    return tuple(m.name for m in s.mentions if q.last < m.first <= q.last + 2 and m.key == "btc")


def grows(s: Sentence) -> bool:
    """Whether a sentence has the inflation of a supply, rather than that of prices."""
    return any(not any(m.first <= k < m.last for m in s.mentions) for k in s.places({"inflation"}))


def _halving_days(scene: Scene) -> tuple[date, ...]:
    """The days before and after each halving: supply growth `dropped from 1.7 % to 0.85 %` on that day."""
    found = [r.end for r in scene.halvings if r.end]
    return tuple(d + timedelta(n) for d in found[-1:] for n in (-1, 0))
