"""Runs: `a third straight loss`, `eleven sessions running`, `its winning run to eight`, `snapped a five-day slide`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.binding.runs.counting import count_at
from generator.check.binding.runs.counts import bind_count
from generator.check.binding.runs.each import bind_each
from generator.check.binding.runs.kinds import ahead_in, compared
from generator.check.binding.runs.old import as_old_run, time_of_run
from generator.check.binding.runs.outof import EVERY
from generator.check.binding.runs.phrases import run_at, streak_at
from generator.check.binding.runs.records import bind_record_run
from generator.check.binding.runs.states import either_way, goes_on, is_before, is_over, is_stretch, tells_move
from generator.check.binding.runs.words import BROUGHT, DOWN_WORDS, STREAKS, UP_WORDS, Run
from generator.check.binding.subjects.bonds import by_price
from generator.check.binding.subjects.funds import flow_told, fund_told
from generator.check.binding.subjects.subjects import subjects_of, versus_of
from generator.check.binding.times.moments import moments
from generator.check.binding.words.nouns import PERIODS, WINDOW_PERIOD
from generator.check.comparing.tests import CountTest
from generator.check.text.entities import Name
from generator.check.text.hedges import HEDGES
from generator.check.text.numerals import may_count, number_word
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.verbs import verb_in

_LEADS = STREAKS | EVERY | {"of"}


def bind_runs(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """Claims about runs and counts; their numbers are no longer numbers of anything else."""
    short = _short_answer(s, scene)
    if short is not None:
        _use(s, short.first, short.last)
        yield _claim(s, scene, short)
        return
    after, any_run = s.lo, False
    for i in _beginnings(s):
        if i < after:
            continue
        record = bind_record_run(s, scene, i) or bind_each(s, scene, i)
        if record is not None:
            _use(s, record.first, record.last)
            yield record
            after = record.last
            continue
        run = run_at(s, i) if may_count(s.tokens[i]) else streak_at(s, i) if s.low(i) in STREAKS else None
        if run is not None and is_stretch(s, run):
            after = run.last
            continue
        if run is not None and _is_supposed(s, run):
            _use(s, run.first, run.last)
            after = run.last
            continue
        if run is not None:
            _use(s, run.first, run.last)
            old = time_of_run(s, scene, run)
            if old is not None:
                yield as_old_run(s, scene, run, old)
                after = run.last
                continue
            run = _beyond(s, replace(run, over=is_over(s, run)))
            told = _claim(s, scene, run)
            yield told
            scene.last_run, any_run = replace(run, sign=_sign(s, scene, run), period=_periods(s, scene, run)[0]), True
            first = told.readings[0] if told.readings else None
            if first is not None and first.versus is not None:
                scene.last_run = replace(scene.last_run, won=first.measure, versus=first.versus)
            scene.told_run, scene.run_block = scene.last_run, id(s.block)
            after = run.last
            continue
        claim = bind_count(s, scene, i)
        if claim is not None:
            _use(s, claim.first, claim.last)
            _tell_days(s, scene, claim)
            yield claim
            after = claim.last
    if not any_run and s.hi - s.lo > SHORT:
        scene.last_run = None


def _tell_days(s: Sentence, scene: Scene, claim: Claim) -> None:
    """`on each of the last five days` tells of a run as `five days in a row` does."""
    reading = claim.readings[0] if claim.readings else None
    word, _, rows = (reading.window or "").partition("/") if reading is not None else ("", "", "")
    if reading is None or reading.measure != "counted" or reading.parameter != "day" or not rows.endswith("p"):
        return
    if isinstance(claim.test, CountTest) and claim.test.n == int(rows[:-1]):
        run = Run(claim.first, claim.last, claim.test.n, 1 if word == "up" else -1, "day")
        scene.told_run, scene.run_block = run, id(s.block)


def _beginnings(s: Sentence) -> list[int]:
    """The tokens that a run or a count may begin with: a number, a word that leads one, a record."""
    records = {m.first for m in s.marks if m.cue.role == "record"}
    counts = (i for i in s.counting if count_at(s, i) is not None)
    return sorted({*s.places(_LEADS), *counts, *records})


def _is_supposed(s: Sentence, run: Run) -> bool:
    """`A second lower close would make more of the turn`: what has not come yet."""
    if _hedge(s, run) == "at_least" and {"following", "after", "when", "whenever"} & set(
        s.words(run.first - 9, run.first)
    ):
        return True  # `after a streak of at least eight days`: any of them
    lead = s.low(s.lo) in ("a", "another", "one", "any")
    return lead and run.first - s.lo <= 2 and bool({"would", "could", "might"} & set(s.words(run.last, run.last + 12)))


def _beyond(s: Sentence, run: Run) -> Run:
    """`the fifth year running of more than 19 %`: a run of moves of a size, which nothing measures."""
    size = next((q for q in s.numbers if run.last < q.first <= run.last + 1 and q.unit == "percent"), None)
    if size is None or s.low(run.last) != "of" or not size.hedge:
        return run
    _use(s, run.last, size.last)
    return replace(run, last=size.last, sized=True)


SHORT = 4  # words of a sentence that leaves the run before it in mind: `The Russell?`


def _short_answer(s: Sentence, scene: Scene) -> Run | None:
    """`The Russell? EIGHT`: the run of the sentence before, of another subject."""
    last = scene.last_run
    if not isinstance(last, Run) or s.hi - s.lo > 3 or (not s.numbers and s.hi - s.lo > 2):
        return None
    if s.tokens[s.lo].text.isdigit() and not s.numbers:
        return None  # `2. Equities.`
    found = number_word(s.tokens, s.lo)
    return replace(last, first=s.lo, last=found[1], n=found[0]) if found and 1 < found[0] < 400 else None


def _use(s: Sentence, first: int, last: int) -> None:
    s.used |= {q.core for q in s.numbers if first <= q.core < last}
    s.spent |= {w.first for w in s.whens if first <= w.first < last}


def _sign(s: Sentence, scene: Scene, run: Run) -> int:
    if run.sign:
        return run.sign
    if either_way(s, run.first):
        return 0
    inside = [m for m in s.marks if run.first <= m.first < run.last and m.cue.sign]
    if inside:
        return inside[0].cue.sign
    clause = s.part(run.first)
    near = [m for m in s.marks if m.first in clause and m.cue.role in ("move", "state", "noun") and m.cue.sign]
    left = [m for m in near if m.last <= run.first]
    if near:
        return (left[-1] if left else near[0]).cue.sign
    lo, hi = s.hard_clause(run.first)
    words = s.words(lo, hi)
    up, down = any(w in UP_WORDS for w in words), any(w in DOWN_WORDS for w in words)
    if up != down:
        return 1 if up else -1
    near = [m for m in s.marks if lo <= m.first < run.first and m.cue.role in ("move", "state", "noun") and m.cue.sign]
    if near:
        return near[-1].cue.sign
    last = scene.last_run
    return last.sign if isinstance(last, Run) else 0


def _claim(s: Sentence, scene: Scene, run: Run) -> Claim:
    claim = Claim(s, run.first, run.last, "streak")
    names = subjects_of(scene, s, run.first, run.last)
    if s.hi - s.lo <= 3 and not s.mentions and scene.subject is not None:
        names = (scene.subject,)
    names = _whose(s, run) or names or fund_told(s, scene, run.first)
    if not names:
        return replace(claim, missing="no instrument is named")
    if run.sized or s.words(run.last, run.last + 2) in (["of", "moves"], ["of", "swings"], ["of", "changes"]):
        return replace(claim, missing="a run of moves of a size is not measured")
    if "longest" in s.words(run.first - 3, run.first):
        return replace(claim, missing="places among runs are not asked of the tape")
    test = CountTest(run.n, _hedge(s, run))
    beaten = compared(s, run)
    ahead = beaten.cue.sign if beaten is not None else ahead_in(s, run)
    if ahead:
        return _beating(s, scene, run, claim, names[0], ahead, test)
    records = None if run.sign else _of_records(s, run)
    if records is not None:
        return _record_run(s, scene, run, claim, names[0], records)
    flow = 0 if run.sign else flow_told(s, run.first)
    run = replace(run, sign=flow, flow=True) if flow and not tells_move(s, run) else run
    sign = _sign(s, scene, run)
    if not sign:
        return replace(claim, missing="up or down is not said")
    found: tuple[Reading, ...] = ()
    for name in names:
        if name.key is None:
            return replace(claim, missing=f"the tape has no {name.label}")
        found += _readings(s, scene, run, name.key, sign, name)
    return replace(claim, readings=found, test=test, group=len(names) if len(names) > 1 else 0)


def _whose(s: Sentence, run: Run) -> tuple[Name, ...]:
    """`snapped a four-session slide that had cost the S&P 12.1 %`: who the run was of is told behind it."""
    if s.low(run.last) not in ("that", "which"):
        return ()
    mention = next((m for m in s.mentions if run.last < m.first <= run.last + 5 and m.name.anaphor is None), None)
    if mention is None:
        return ()
    mark = s.mark_at(mention.last)  # `the fourth year in a row that the Russell 2000 trailed the S&P 500`
    beaten = mark is not None and mark.cue.role == "compare"
    return (mention.name,) if beaten or BROUGHT & set(s.words(run.last, mention.first)) else ()


def _of_records(s: Sentence, run: Run) -> Mark | None:
    """`closed at a record three days running`, `a record, its fifth in as many days`."""
    found = [m for m in s.marks if m.cue.role == "record" and m.first < run.last and run.first - m.last <= 8]
    moved = any(m.cue.role in ("move", "state") and m.cue.sign and m.first in s.part(run.first) for m in s.marks)
    return found[-1] if found and not moved else None


def _record_run(s: Sentence, scene: Scene, run: Run, claim: Claim, name: Name, mark: Mark) -> Claim:
    if name.key is None:
        return replace(claim, missing=f"the tape has no {name.label}")
    days, _ = moments(scene, s, run.first, run.last, "day")
    word = "low" if mark.cue.sign < 0 else "high"
    found = tuple(Reading(name.key, "recordrun", word, at=d) for d in days[:2])
    return replace(claim, readings=found, test=CountTest(run.n, _hedge(s, run)))


def _beating(s: Sentence, scene: Scene, run: Run, claim: Claim, name: Name, ahead: int, test: CountTest) -> Claim:
    others = versus_of(scene, s, name, run.first)
    if not others or name.key is None or others[0].key is None:
        return replace(claim, missing="what it is compared with is not on the tape")
    said = run.period or (scene.last_run.period if isinstance(scene.last_run, Run) and run.first > s.lo else None)
    if said not in (None, "day"):
        days, _ = moments(scene, s, run.first, run.last, said)
        word = "up" if ahead > 0 else "down"
        found = tuple(Reading(name.key, "spreadrun", word, others[0].key, d, said) for d in days[:2])
        return replace(claim, readings=found, test=test)
    measure = "streak.beat" if ahead > 0 else "streak.lag"
    if {"recent", "latest", "previous"} & set(s.words(run.first - 2, run.first)):
        return replace(claim, missing="a run that is over, against another instrument, is not dated")
    days, _ = moments(scene, s, run.first, run.last, "day")
    found = tuple(Reading(name.key, measure, versus=others[0].key, at=d) for d in days[:2])
    return replace(claim, readings=found, test=test)


def _hedge(s: Sentence, run: Run) -> str | None:
    for size in (3, 2, 1):
        for start in range(run.first - size, min(run.first + 4, run.last)):
            words = tuple(s.words(start, start + size))
            hedge = HEDGES.get(words, "").removeprefix("far_")
            if hedge not in ("over", "at_least", "under", "at_most"):
                continue
            if not may_count(s.tokens[min(start + size, s.hi - 1)]):
                continue  # `done better than the index on five sessions`
            if words == ("over",) and any(q.last == start for q in s.numbers):
                continue  # `lost $2 billion over six straight days`
            return hedge
    return None


def _periods(s: Sentence, scene: Scene, run: Run) -> tuple[str, ...]:
    """The period that a run counts: said, or that of the stretch which its sentence speaks of, or days."""
    if run.period:
        return (run.period,)
    start = _subject_clause(s, run.first)
    words: list[str] = [
        PERIODS[s.low(k)]
        for k in range(s.part(run.first).first, run.first)
        if s.low(k) in PERIODS and not s.low(k).endswith("s") and not any(m.first <= k < m.last for m in s.mentions)
    ]
    whens = [w for w in s.whens if start <= w.first < run.first and w.windows and not w.since]
    named = [WINDOW_PERIOD.get(w.windows[0], w.grain) for w in whens if w.windows[0] != "1d"]
    named = [n for n in named if n in ("week", "month", "quarter", "year")]
    if named and _of_stretch(s, run, start):
        return (named[-1],)
    here = s.part(run.first)
    if words and any(here.first <= m.first < run.first for m in s.marks_of("super")):
        return (words[-1],)  # `its strongest month since August and the sixth gain in a row`
    last = scene.last_run
    if isinstance(last, Run) and last.period and s.low(run.first) in STREAKS and not named:
        return (last.period,)
    found = dict.fromkeys((*reversed(words[-1:]), *reversed(named[-1:]), "day"))
    return tuple(found)[:2]


def _subject_clause(s: Sentence, first: int) -> int:
    """Where the clause begins whose subject some words share: `this week did 23% and was the fifth in a row`."""
    clause = s.part(first)
    if clause.names or clause.head is None:
        return clause.first
    at = s.parts.index(clause)
    return s.parts[max(at - 1, 0)].first if clause.head in s.parts[:at] else clause.first


def _of_stretch(s: Sentence, run: Run, start: int) -> bool:
    """Whether a stretch of time is the subject: `January was its tenth rise in a row`, `this week was the fifth`."""
    verb = verb_in(s, start, run.first)
    if verb is None:
        return False
    said = any(start <= w.first < verb and w.windows and not w.since for w in s.whens)
    return said and s.low(verb) in (
        "was",
        "is",
        "did",
        "marked",
        "made",
        "brought",
        "has",
        "stays",
        "stayed",
        "remains",
    )


def _readings(s: Sentence, scene: Scene, run: Run, key: str, sign: int, name: Name) -> tuple[Reading, ...]:
    sign = -sign if by_price(s, key, run.first) else sign
    flow = key if scene.kind(name) == "flow" else scene.directory.flow_of(name) if run.flow else None
    word = "up" if sign > 0 else "down"
    found: list[Reading] = []
    for spoken in _periods(s, scene, run):
        period = _rows(scene, key, spoken)
        days, _ = moments(scene, s, run.first, run.last, period)
        day = _plausible(scene, flow or key, word, period, days, over=run.over)
        over = run.over or (day is NEVER and not goes_on(s, run))
        day = days[0] if day is NEVER else day
        if over:
            found.append(Reading(flow or key, "ended", word, at=day, parameter=period))
        if not over or is_before(s, run):
            found.append(_current(flow, key, word, period, day, sign))
            if scene.lead_day is not None and day is None and scene.lead_day in days:
                found.append(_current(flow, key, word, period, scene.lead_day, sign))
    return tuple(dict.fromkeys(found))


def _current(flow: str | None, key: str, word: str, period: str, day: date | None, sign: int) -> Reading:
    if flow and period == "day":
        return Reading(flow, "streak", at=day, why="in" if sign > 0 else "out")
    if not flow and period in ("day", "week", "month"):
        return Reading(key, f"streak.{word}", None if period == "day" else period, at=day)
    return Reading(flow or key, "run", word, at=day, parameter=period)


NEVER = date(1, 1, 1)


def _plausible(
    scene: Scene, key: str, word: str, period: str, days: tuple[date | None, ...], *, over: bool
) -> date | None:
    """The day that a run ends on: the draft's own, unless no run ends there and the text speaks of another day."""
    for day in days:
        found = scene.answers.ask(Reading(key, "ended" if over else "run", word, at=day, parameter=period))
        if found is not None and int(found.value) > 1:
            return day
    return NEVER


def _rows(scene: Scene, key: str, period: str) -> str:
    """Rows of a weekly or monthly series are its weeks and months."""
    columns = scene.answers.columns(key)
    if columns is None or len(columns[0]) < 3 or period not in ("week", "month", "day"):
        return period
    gap = int(columns[0][-1] - columns[0][-2])
    slow = gap >= 5 and int(columns[0][-2] - columns[0][-3]) >= 5
    return "day" if slow and ((period == "week" and gap < 15) or (period == "month" and gap >= 15)) else period
