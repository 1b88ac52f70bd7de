"""Records: all-time highs and lows, record moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.context.asserted import is_denied, is_supposed, refers
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import FEW_READINGS
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.moments import moments
from generator.check.binding.words.dress import dress
from generator.check.binding.words.nouns import DOWN_NOUNS, PERIODS, UP_NOUNS
from generator.check.binding.words.reaches import in_units
from generator.check.comparing.dates import SinceTest
from generator.check.comparing.tests import NearTest, NotTest, TruthTest
from generator.check.text.entities import Name
from generator.check.text.numerals import number_word, ordinal
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_MODIFIERS = wordset(
    "closing one-day daily weekly monthly quarterly annual yearly one single percentage point net intraday day"
)
_TAILS = wordset("close closing finish high low highs lows level levels territory peak peaks closes number reading")
_LOW_WORDS = wordset("low lows")
_CHANGES = UP_NOUNS | DOWN_NOUNS | {"move", "day", "week", "month", "quarter", "year"}
_FOLLOWS = wordset("""
    in on at of for to from by with over and but or as after before since that which when while this last is was were
    are has had have it again today yesterday against despite amid until then too also so yet set late early ,
""")
_STATES = wordset("""
    hit hits hitting set sets setting reach notch post clinch reached reaches reaching made makes making notched notches notching posted posts
    registered registers logged printed scored clinched achieved achieves closed close closes closing ended ending
    ends finished finishes finishing at to into in is was are were be been being touched touching topped struck marked
    marks marking as becoming became another extending extended with a
""")


def bind_records(s: Sentence, scene: Scene) -> Iterator[Claim]:
    """`a record close`, `all-time high`, `a record weekly loss`."""
    for mark in s.marks_of("record"):
        claim = _record(s, scene, mark)
        if claim is not None:
            yield claim


def _record(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    if any(m.last == mark.first and s.low(m.first - 1) == "the" and s.low(m.first - 2) == "on" for m in s.mentions):
        return None  # `its best month on the SLV record`: its file
    if s.low(mark.last) == "to" and s.low(mark.last + 1) in ("now", "today", "here", "date"):
        return None  # `ATH to now: -76 %`
    head = _head(s, mark)
    if head is not None and _nearly(s, mark) and not head[0]:
        return _near(s, scene, mark, head[2])
    if head is None or not _asserts(s, mark):
        return None
    change, sign, last = head
    names = _of_name(s, last) or subjects_of(scene, s, mark.first, last)
    claim = Claim(s, mark.first, last, "record")
    counted = any(n.last == mark.first and not n.unit and n.form != "decimal" and n.magnitude > 1 for n in s.numbers)
    spelled = number_word(s.tokens, mark.first - 1) if mark.first > s.lo else None
    if counted or (
        spelled is not None and spelled[0] > 1 and spelled[1] == mark.first and s.low(last - 1).endswith("s")
    ):
        return replace(claim, missing="over which time they are counted is not said")  # `and 97 record closes`
    if "previously" in s.words(last, last + 4):
        return replace(claim, missing="the times before are not dated")
    if _of_none(s, mark):
        return replace(claim, missing="it is told of more than the text names")
    if not names:
        return replace(claim, missing="no instrument is named")
    if names[0].key is None:
        return replace(claim, missing=f"the tape has no {names[0].label}")
    moved = 0 if change else _of_a_move(s, mark)
    if change or moved:
        return _record_move(s, scene, claim, mark, names[0], moved or sign)
    negated = is_denied(s, mark) or _missed(s, mark)
    days, times = moments(scene, s, mark.first, last, "")
    if scene.kind(names[0]) == "flow":
        found = tuple(Reading(names[0].key, "extreme", at=d) for d in days)
        return replace(claim, readings=found, test=SinceTest(None, None, ever=True, anyway=True))
    if "intraday" in s.words(mark.first - 1, last + 1) and not negated:
        return _of_trading(claim, names[0].key, days, "high" if sign > 0 else "low")
    measure = "record.high" if sign > 0 else "record.low"
    readings = tuple(Reading(n.key or "", measure, at=d) for n in names if n.key for d in days[:2])
    if sign > 0 and not negated:
        readings = (*_in_window(s, scene, names, times.windows if times.window_named else (), mark), *readings)
    group = len(names) if len(names) > 1 and all(n.key for n in names) else 0
    first = mark.first - 1 if negated and s.low(mark.first - 1) in ("a", "new", "fresh", "another") else mark.first
    return replace(
        claim,
        first=first,
        readings=readings[: FEW_READINGS * max(1, group)],
        test=TruthTest(not negated, "record", "superlative"),
        group=group,
    )


def _of_trading(claim: Claim, key: str, days: Sequence[date | None], word: str) -> Claim:
    """`set an intraday record`: of the prices of trading."""
    found = tuple(Reading(key, "barsince", word, at=d) for d in days)
    return replace(claim, readings=found, test=SinceTest(None, None, ever=True))


def _of_a_move(s: Sentence, mark: Mark) -> int:
    """`up 116 % in one day, a record`: the direction of the move that words right before a record measure over a period."""
    k = mark.first - 1 - (s.low(mark.first - 1) in ("a", "another", "new"))
    when = next((w for w in s.whens if w.last == k and w.grain == "window"), None)
    if s.low(k) != "," or when is None or s.low(when.first) != "in" or s.low(when.first + 1) not in _ONE:
        return 0
    q = next((n for n in s.numbers if n.last == when.first and n.unit in ("percent", "points", "bp", "money")), None)
    return q.sign or dress(s, q)[2] if q is not None else 0


_ONE = ("a", "one", "single")


def _nearly(s: Sentence, mark: Mark) -> bool:
    """`close to a record`, `near its all-time high`."""
    k = mark.first - 1
    while s.low(k) in ("a", "an", "its", "their", "the", "another", "fresh", "new"):
        k -= 1
    near = s.words(k - 1, k + 1) == ["close", "to"] or s.low(k) in ("near", "nearing")
    return near and not any(s.part(mark.first).first <= q.first < k for q in s.numbers) and not is_supposed(s, mark)


def _near(s: Sentence, scene: Scene, mark: Mark, last: int) -> Claim | None:
    names = subjects_of(scene, s, mark.first, last)
    if not names or names[0].key is None or mark.cue.sign < 0:
        return None
    days, _ = moments(scene, s, mark.first, last, "")
    found = tuple(Reading(names[0].key, "drawdown", "all", at=d) for d in days[:2])
    return Claim(s, mark.first, last, "near", found, NearTest())


def _in_window(
    s: Sentence, scene: Scene, names: tuple[Name, ...], windows: tuple[str, ...], mark: Mark
) -> tuple[Reading, ...]:
    """`set a record this week`, `has set records`: some row of the window was one."""
    if any(w.grain == "day" and w.first in s.part(mark.first) for w in s.whens):
        return ()
    spans = [w for w in windows if w != "1d"]
    if s.words(mark.first - 3, mark.first - 1) in (["had", "been"], ["has", "been"], ["have", "been"]):
        return tuple(Reading(n.key or "", "anyrecord", w) for n in names if n.key for w in ("10s", "1m", "3m"))
    recent = s.block.role == "heading" or bool(
        set(s.words(s.lo, s.hi)) & {"recently", "again", "recent", "has", "have"}
        or set(s.words(mark.first - 3, mark.first)) & _LATELY
    )
    return tuple(
        Reading(n.key or "", "anyrecord", w) for n in names if n.key for w in (*spans, *(("10s",) if recent else ()))
    )


_LATELY = wordset("hits sets reaches makes hitting setting reaching making")  # of no one day


def _record_move(s: Sentence, scene: Scene, claim: Claim, mark: Mark, name: Name, sign: int) -> Claim:
    """`a record weekly loss`, `a record one-day gain`: the biggest move ever."""
    words = s.words(mark.first, claim.last)
    period = next((PERIODS[w] for w in words + s.words(mark.first - 4, mark.first) if w in PERIODS), "day")
    days, _ = moments(scene, s, mark.first, claim.last, period)
    measure = "best" if sign > 0 else "worst" if sign < 0 else "biggest"
    units = "units" if {"point", "points"} & set(words) or in_units(s, mark.first) else None
    found = tuple(Reading(name.key or "", measure, period, at=d, parameter=units) for d in days)
    test = SinceTest(None, None, ever=True)
    return replace(claim, readings=found[:FEW_READINGS], test=NotTest(test) if is_denied(s, mark) else test)


def _head(s: Sentence, mark: Mark) -> tuple[bool, int, int] | None:
    """Whether a record is one of moves, its sign, and where its words end; None where it is another kind of record."""
    if s.low(mark.first) not in ("record", "records", "new") or s.words(mark.first, mark.last) == ["new", "record"]:
        bare = s.low(mark.last - 1) in ("record", "records")
        if not bare:
            return False, mark.cue.sign, mark.last + (s.low(mark.last) in ("close", "finish"))
    if s.low(mark.first - 1) in ("track", "broken", "off", "public", "criminal", "service") or (
        mark.last < s.hi and s.tokens[mark.last].hyphen
    ):
        return None
    if (s.low(mark.first - 1) in ("on", "the") and s.low(mark.last) in ("player", "label", "books")) or _with(s, mark):
        return None
    k = mark.last
    while s.low(k) in _MODIFIERS and (s.low(k + 1) in _MODIFIERS | _CHANGES | _TAILS):
        k += 1
    low = s.low(k)
    if low in _CHANGES and low not in ("day", "week", "month", "quarter", "year"):
        return True, 1 if low in UP_NOUNS else -1 if low in DOWN_NOUNS else 0, k + 1
    if low in _TAILS:
        return False, -1 if low in _LOW_WORDS else mark.cue.sign, k + 1
    if (
        k < s.hi
        and s.tokens[k].kind == "word"
        and low not in _FOLLOWS
        and not any(m.first == k for m in s.mentions)
        and not any(w.first == k for w in s.whens)
    ):
        return None
    return False, -1 if "low" in s.words(mark.first - 4, mark.first) else mark.cue.sign, mark.last


def _with(s: Sentence, mark: Mark) -> bool:
    """`for the record`, `on record` alone: no record of prices."""
    before = s.words(mark.first - 2, mark.first)
    return before == ["for", "the"] or (before[-1:] == ["on"] and mark.last - mark.first == 1) or before[-1:] == ["of"]


def _described(s: Sentence, mark: Mark) -> bool:
    """`The record close is 4,796.57`, `the all-time high was set in January`: what the record is, not that there is one."""
    k = mark.last
    while s.low(k) in _TAILS:
        k += 1
    told = s.low(mark.first - 1) == "the" and s.low(k) in ("is", "was", "remains", "stands", "stood")
    return told and (any(k < q.first <= k + 3 for q in s.numbers) or s.low(k + 1) in ("set", "reached", "hit", "made"))


_TOLD_OF = wordset("dates dated stands stood remains was is lies came goes")


def _asserts(s: Sentence, mark: Mark) -> bool:
    """Whether the text says that this is a record, rather than measures from one or speaks of one."""
    if mark.cue.detail == "never" or _missed(s, mark):
        return True
    if refers(s, mark.first) or is_supposed(s, mark) or _described(s, mark):
        return False
    if _is_wanting(s, mark) or (s.low(mark.first - 1) == "no" and not s.mentions):
        return False
    k = mark.first - 1
    while s.low(k) in _LEADS or _counted(s, k):
        k -= 1
    definite = s.low(mark.first - 1) in ("the", "its", "their", "that", "this")
    before = s.low(k)
    if definite and (
        s.low(mark.last) in _TOLD_OF or (s.low(mark.last) == "," and any(q.first == mark.last + 1 for q in s.numbers))
    ):
        return False  # `its record, 482 exactly, dates from 2 February`
    if k < s.lo or s.tokens[k].kind not in ("word", "num") or any(m.last == k + 1 for m in s.mentions):
        possessive = k >= s.lo and s.tokens[k].possessive
        verb = s.part(mark.first).verb
        if definite and verb is not None and verb >= mark.last:
            return False  # `Its record, 482 exactly, dates from February`
        if definite and s.low(mark.last) == ",":
            return False
        return not possessive and not (definite and s.low(mark.last) == "of")
    if before in _STATES or s.mark_at(k) is not None:
        return not (definite and s.low(mark.last) in ("of", "was", "stands", "stood"))
    return (
        any(q.last == k + 1 for q in s.numbers)
        or any(w.last == k + 1 for w in s.whens)
        or before in ("and", "but", "still", "again", "also", "new", "not", "no", "for", "of")
    )


_LEADS = wordset("a an new fresh another yet its the their intraday closing all-time own")


def _is_wanting(s: Sentence, mark: Mark) -> bool:
    """Whether a record is one that is not there: yet to be matched, one of things that there are none of, or away."""
    return _to_match(s, mark) or _among_nothing(s, mark) or _is_away(s, mark)


def _to_match(s: Sentence, mark: Mark) -> bool:
    """`has 3 % to make good to match its record`: not there yet."""
    return any(
        w in ("match", "reach", "regain", "reclaim") for w in s.words(mark.first - 4, mark.first)
    ) and "to" in s.words(mark.first - 6, mark.first)


def _among_nothing(s: Sentence, mark: Mark) -> bool:
    """`no run, record or move`: one of several things that there are none of, told of nobody."""
    if s.low(mark.last) not in ("or", ",") or s.low(mark.first - 1) != ",":
        return False
    names = [m for m in s.part(mark.first).names if m.last <= mark.first]
    return "no" in s.words(mark.first - 5, mark.first) and not names


def _is_away(s: Sentence, mark: Mark) -> bool:
    """`the record close, set on 8 November, is 28 % away`: a place, and how far it is."""
    if s.low(mark.first - 1) not in ("the", "its", "their"):
        return False
    after = next((q for q in s.numbers if q.first >= mark.last), None)
    return after is not None and s.low(after.last) in ("away", "off", "distant") and s.low(after.first - 1) in ("is", "was", "lies", "remains")  # fmt: skip


def _of_none(s: Sentence, mark: Mark) -> bool:
    """`None of the series closed at a record`, `nothing stands at a record`: of a whole that names no instrument."""
    clause = s.part(mark.first)
    named = any(m.first in clause and m.last <= mark.first for m in s.mentions)
    return s.low(clause.first) in ("none", "nothing", "neither", "nobody") and not named


def _of_name(s: Sentence, last: int) -> tuple[Name, ...]:
    """`a record close of large caps`."""
    if s.low(last) != "of":
        return ()
    return tuple(m.name for m in s.mentions if m.first in (last + 1, last + 2) and m.name.anaphor is None)[:1]


def _counted(s: Sentence, k: int) -> bool:
    return k >= s.lo and (ordinal(s.tokens, k) or (0, 0))[1] == k + 1


def _missed(s: Sentence, mark: Mark) -> bool:
    """`missed a record`, `missed out on a record`, `failed to set a record`: it was none."""
    words = s.words(mark.first - 6, mark.first)
    return any(w in ("missed", "missing", "misses", "failed", "failing") for w in words)
