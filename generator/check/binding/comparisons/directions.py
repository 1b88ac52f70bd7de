"""Directions without digits: sank, little changed, in the red for the year, steepened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.comparisons.ends import between_levels, by_then, within_the_day
from generator.check.binding.comparisons.gapways import gap_direction, gap_subject
from generator.check.binding.comparisons.likewise import bind_likewise
from generator.check.binding.context.asserted import is_denied, of_times
from generator.check.binding.context.scene import Scene
from generator.check.binding.readings import readings
from generator.check.binding.subjects.bonds import by_price
from generator.check.binding.subjects.subjects import subjects_of
from generator.check.binding.times.intraday import pared_after
from generator.check.binding.times.moments import since_unknown
from generator.check.binding.times.times import Times, still_told, times_of
from generator.check.binding.words.dress import passes
from generator.check.comparing.tests import SignTest
from generator.check.text.clauses import Clause
from generator.check.text.entities import Name
from generator.check.text.numerals import number_word
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_MINOR = wordset("""
    hurt hurts hurting suffer suffered suffers float floats cool cools heal heals healing firm build builds building
    leak leaks come came expand expands improve improves
""")
_NOUNS = frozenset({"firms"})
_HELPERS = wordset("""
    is are was were be been has have had did do does remain remains remained stay stays stayed closed close closes
    finished finish finishes ended end ends settled settles stands stood sits sat trades traded trading turned turns
    went goes 's not n't no longer hasn't haven't hadn't didn't doesn't isn't wasn't aren't weren't never yet both all
    itself themselves also again still now then just even once more too together meanwhile though however in for back
    only hardly barely either each got get gets , ( ) firmly well so far price prices shares index it they
""")
_ENDINGS = wordset("""
    is are was were 's remain remains remained stay stays stayed closed close closes finished finish finishes ended end
    ends settled settles stands stood sits sat trades traded opened opens been
""")
_MODALS = wordset("will would could should may might can must to if unless whether when whenever")
_GENERIC = wordset("usually often typically tends tend always whenever rarely historically sometimes")
_STRONG = wordset("sharply steeply hard heavily dramatically strongly sharp steep massive huge")
_WEAK = wordset("slightly modestly marginally fractionally narrowly gently barely slim slight tiny marginal fractional")
_ATTRIBUTES = wordset(
    "off ahead stronger weaker richer cheaper softer lighter upward downward upwards downwards firmer poorer"
)
SPAN = 10  # words from a direction to the number that carries it


_COURSE = wordset("""
    gave give gives given giving erased erase erases pared recovered recover recovers regained regain recouped recoup
    clawed retraced surrendered reversed wiped trimmed
""")
_CLOSED = wordset("closed closes close settled settles")
_EARLIER = wordset("gains losses gain loss advance decline rally slide drop rise ground jump fall")


def bind_directions(s: Sentence, scene: Scene, numbers: list[Claim]) -> Iterator[Claim]:
    """`sank`, `little changed`, `in the red for the year`, where no number says the same."""
    if s.text.rstrip().endswith("?") or s.low(s.lo) in ("if", "when", "whenever", "unless"):
        return
    for mark in s.marks_of("move", "state", "flat", "noun"):
        if mark.cue.role != "flat" and not mark.cue.sign:
            continue
        posted = mark.cue.noun and _posted(s, mark)
        if mark.cue.noun and not posted and not _as_verb(s, mark):
            continue
        if not (posted or asserts(s, mark)) or _said_by_number(s, mark, numbers):
            continue
        claim = _direction(s, scene, mark)
        if claim is not None:
            often = ("all", "but") in pairwise(s.words(mark.last, mark.last + 5))  # `went up on all but one day`
            yield replace(claim, readings=(), test=None, missing="how often is not counted") if often else claim
    yield from bind_likewise(s, scene, lambda mark: _direction(s, scene, mark))


def asserts(s: Sentence, mark: Mark) -> bool:
    """Whether a word of direction is what its clause says: its verb, or the state after one."""
    word = s.low(mark.first)
    if (
        (word in _NOUNS and not any(m.last == mark.first for m in s.mentions))
        or word in _MINOR
        or any(s.tokens[k].hyphen for k in range(mark.first, min(mark.last + 1, s.hi)))
    ):
        return False
    if word.startswith("f") and "short" in s.words(mark.last, mark.last + 3):  # `fell just short of a record`
        return False
    if s.low(mark.last) in ("so", "this", "that", "as") and s.low(mark.last + 1) in ("much", "far", "fast", "hard"):
        return False
    if s.words(mark.last, mark.last + 2) in (["each", "time"], ["every", "time"]):
        return False
    other = s.mark_at(mark.last + 1) if s.low(mark.last) == "or" else None
    if other is not None and other.cue.sign * mark.cue.sign < 0:
        return False  # `has gained or lost more than 1 %`
    clause = s.part(mark.first)
    if mark.first == s.lo and word in _ORDERS:
        return False  # `Add Thursday and it is 102 basis points`
    if of_times(s, mark.first):
        return False
    words = s.words(clause.first, mark.first)
    supposed = s.low(clause.first - 1) in ("if", "when")
    if supposed or not (_MODALS.isdisjoint(words) and s.vocabulary.isdisjoint(_GENERIC)):
        return False
    if clause.kind not in ("main", "relative", "label", "aside", "apposition"):
        return False
    if clause.verb is None and mark.cue.noun:
        return True
    if clause.verb is None:
        return _verbless(s, clause, mark)
    if clause.verb == mark.first:
        return True
    if clause.verb > mark.first:
        return False
    if mark.cue.role in ("move", "noun"):
        return _only_helpers(s, clause.verb, mark.first)
    ended = s.low(clause.verb) in _ENDINGS or mark.cue.role == "flat"
    return ended and _only_helpers(s, clause.verb + 1, mark.first) and not _attribute(s, mark)


def _as_verb(s: Sentence, mark: Mark) -> bool:
    """`did not fall`, `stocks rise as`: a noun in form that is the verb here."""
    if mark.last - mark.first > 1 or s.low(mark.first) not in _BASE:
        return False
    before = s.words(mark.first - 2, mark.first)
    if set(before) & _DO:
        return True
    clause = s.part(mark.first)
    own = clause.verb is None and bool(clause.names) and clause.names[-1].last == mark.first
    return own and (mark.last >= clause.last or s.low(mark.last) in _AFTER or s.tokens[mark.last].text in ".,;")


_POSTING = wordset("""
    logged logging posted posting notched notching registered registering recorded recording managed managing suffered
    suffering booked booking clinched secured securing locked locking eked scored sustained endured
""")


def _posted(s: Sentence, mark: Mark) -> bool:
    """`logged a slim decline on Friday`, `locked in a gain for the week`: a move told by its noun."""
    k = mark.first - (s.low(mark.first) != "a")
    while s.low(k) not in ("a", "an", "another") and mark.first - k < 4 and s.tokens[k].kind == "word" and k > s.lo:
        if s.mark_at(k) is not None or s.tokens[k].hyphen or any(w.first <= k < w.last for w in s.whens):
            return False
        k -= 1
    if (
        s.low(k) not in ("a", "an", "another")
        or s.low(mark.last) in ("of", "in")
        or set(s.words(s.part(k).first, k)) & _MODALS
    ):
        return False
    return s.low(k - 1) in _POSTING or (s.low(k - 1) in ("in", "out") and s.low(k - 2) in _POSTING)


_PEOPLE = wordset("we i you")
_ORDERS = wordset("add lose drop shed trim climb rise fall gain narrow widen lower")
_DO = wordset("did do does didn't don't doesn't")
_BASE = wordset("""
    rise rises fall falls gain gains drop drops jump jumps climb climbs slide slip slips surge surges plunge plunges
    advance advances decline declines rally rallies rebound bounce retreat tumble slump leap spike crash collapse dip
    increase increases decrease
""")


def _verbless(s: Sentence, clause: Clause, mark: Mark) -> bool:
    """`Gold flat, silver lower.`: a name and its state, as headlines have it."""
    if mark.cue.role == "move" or clause.kind == "apposition" or not clause.names or _attribute(s, mark):
        return False
    named = any(m.name.anaphor is None for m in clause.names)
    ends = mark.last >= clause.last or s.tokens[mark.last].text in ".,;!)" or any(w.first == mark.last for w in s.whens)
    return named and ends and _only_helpers(s, clause.names[-1].last, mark.first)


def _only_helpers(s: Sentence, start: int, end: int) -> bool:
    """Whether nothing but helping verbs, adverbs and times stands between two tokens."""
    timed = {k for w in s.whens if start <= w.first < end for k in range(w.first, w.last)}
    return all(
        k in timed or s.low(k) in _HELPERS or s.low(k).endswith("ly") or (s.low(k) in ("the", "a") and k + 1 in timed)
        for k in range(start, end)
    )


def _attribute(s: Sentence, mark: Mark) -> bool:
    """`stronger demand`, `lower yields`, `off its high`: the state belongs to what follows it."""
    word = s.low(mark.first)
    if mark.last - mark.first > 1 or mark.last >= s.hi:
        return False
    after = s.tokens[mark.last]
    if word in ("up", "down", "off", "ahead", "higher", "lower") and s.low(mark.last) in (
        "to",
        "from",
        "at",
        "than",
        "of",
        "its",
        "the",
        "with",
        "against",
    ):
        return s.low(mark.last) not in ("than", "at") or word in ("off", "ahead")
    plain = after.kind == "word" and s.low(mark.last) not in _AFTER and not any(w.first == mark.last for w in s.whens)
    return plain and (word in _ATTRIBUTES or word in ("lower", "higher")) and not s.low(mark.last).endswith("ly")


_AFTER = wordset("""
    in on at for from as after and but while with by than over since again today yesterday this that too also amid
    despite overall still so before until then or during across when because
""")


def _said_by_number(s: Sentence, mark: Mark, numbers: list[Claim]) -> bool:
    """Whether a number of the same clause carries this direction."""
    clause = s.part(mark.first)
    if any(q.first == mark.last and passes(s, q) for q in s.numbers):
        return True  # `rose above 5,000 in early March`: that a level was passed, not a change over March
    for claim in numbers:
        if claim.first < mark.last and claim.last > mark.first:
            return True
        if claim.first not in clause:
            if (
                mark.last <= claim.first <= mark.last + SPAN
                and ":" in s.words(mark.last, claim.first)
                and claim.kind not in ("level", "pair")
                and mark.cue.role == "move"
            ):
                return True
            continue
        if claim.kind in ("streak", "count"):
            return True
        if claim.kind in ("superlative", "record", "date", "rank"):
            continue
        if any(mark.last <= w.first < claim.first and w.windows for w in s.whens):
            continue  # `still up on the year, by 0.6 %`
        if claim.kind in ("level", "pair"):
            if claim.kind == "pair" and mark.last <= claim.first <= mark.last + 1:
                return True
            if mark.last <= claim.first <= mark.last + 1 and s.low(claim.last) == "from":
                return True  # `fell to 2.76 percent from 2.79 percent`: both are judged
            continue
        if -1 <= claim.first - mark.last <= SPAN or 0 <= mark.first - claim.last <= 1:
            return True
    return False


def _direction(s: Sentence, scene: Scene, mark: Mark) -> Claim | None:
    clause = s.part(mark.first)
    if not clause.names and any(number_word(s.tokens, k) for k in range(clause.body, mark.first)):
        return None  # `twelve were up`
    if not clause.names and "of" in s.words(clause.first, mark.first):
        return None  # `more than half of it was clawed back`
    names = subjects_of(scene, s, mark.first, mark.last)
    if not names or any(n.concept == "?" for n in names):
        return None
    claim = Claim(s, mark.first, mark.last, "direction")
    if _PEOPLE & set(s.words(clause.first, mark.first)):
        return replace(claim, missing="what people did is not on the tape")
    if _of_an_earlier_move(s, mark):
        return replace(claim, missing="how much of an earlier move that is")
    if gap_subject(s, mark):
        windows, days, _ = _when(s, mark, times_of(scene, s, mark.first, mark.last))
        return gap_direction(s, scene, mark, claim, windows, days)
    missing = next((n for n in names if n.key is None and n.concept != "curve"), None)
    if missing is not None:
        return replace(claim, missing=f"the tape has no {missing.label}")
    kind = scene.kind(names[0])
    if kind == "flow":
        return None
    times = times_of(scene, s, mark.first, mark.last)
    if times.moment or pared_after(s, mark.last) or within_the_day(s, mark):
        return replace(claim, missing="a move within the day is not on the tape")
    if since_unknown(s, mark.last):
        return replace(claim, missing="the day that it counts from is not known")
    sign = (_of_object(s, mark) or mark.cue.sign) * (-1 if is_denied(s, mark) else 1)
    if by_then(s, mark, times):
        return None
    if by_price(s, names[0].key or "", mark.first):
        sign = -sign
    told = between_levels(s, mark)
    windows, days, open_window = told or _when(s, mark, times)
    found = tuple(r for n in names for r in _readings(scene, n, windows, days))
    if s.low(mark.first) == "flat":  # `the curve was exactly flat`: its two yields are the same
        level = (replace(r, measure="gap", window=None) for r in found[:1] if r.measure == "gapchange")
        found = tuple(r for r in level if (a := scene.answers.ask(r)) is not None and not round(a.value, 9)) or found
    if not found:
        return None
    test = SignTest(sign, kind, "" if told else _size(s, mark), open_window=open_window)
    return replace(claim, readings=found, test=test, group=len(names) if len(names) > 1 else 0)


def _of_an_earlier_move(s: Sentence, mark: Mark) -> bool:
    """`gave back its gains`, `recovered most of it`: from where to where is not said."""
    if s.low(mark.first) not in _COURSE:
        return False
    words = s.words(mark.last, mark.last + 6)
    return bool(_EARLIER & set(words)) or words[:1] in (["most"], ["half"], ["some"], ["much"], ["part"], ["all"])


def _of_object(s: Sentence, mark: Mark) -> int:
    """`added to its losses`, `extended its decline`: the sign of what grew."""
    if s.low(mark.last) != "to":
        return 0
    near = (m for m in s.marks if mark.last < m.first <= mark.last + 4 and m.cue.role == "noun" and m.cue.sign)
    found = next(near, None)
    return found.cue.sign if found is not None else 0


def _when(s: Sentence, mark: Mark, times: Times) -> tuple[tuple[str, ...], tuple[date | None, ...], bool]:
    """The windows and days of a direction, and whether the text leaves them open: then the two most likely ones."""
    ago = next((w for w in s.whens if mark.first < w.first <= mark.last < w.last and (w.ago or w.prep == "than")), None)
    if ago is not None and (ago.windows or ago.day):
        return (*ago.windows, f"since:{ago.day}")[:1], (None,), False  # `where they were twelve months ago`
    clause = s.part(mark.first)
    stop = next((k for k in range(mark.last, clause.last) if s.low(k) == "from"), clause.last)
    own = [
        w
        for w in s.whens
        if clause.first <= w.first < stop
        and w.grain == "day"
        and not (w.since or w.edge)
        and w.end is not None
        and s.low(w.last - 1) != "after"  # `fell below it a day after passing it`: the day of the passing
    ]
    windows = times.windows or ("1d",)
    told = still_told(s, mark.first) if own and mark.cue.role == "state" else ()
    if told:
        return told, (own[-1].end,), False
    if own and not times.window_named:
        return ("1d",), (own[-1].end,), False
    elsewhere = times.when is not None and stop <= times.when.first < clause.last
    if (times.window_named or times.day_named) and not elsewhere:
        return windows[:1], times.days[:1], False
    if s.low(mark.first) in _CLOSED or s.low(mark.first - 1) in _CLOSED:
        return ("1d",), (None,), False
    return tuple(dict.fromkeys((*windows[:1], "1d"))), (None,), True


def _readings(scene: Scene, name: Name, windows: tuple[str, ...], days: tuple[date | None, ...]) -> tuple[Reading, ...]:
    days = tuple(None if d is None or d >= scene.as_of else d for d in days)
    if name.concept == "curve":
        ten, two = scene.directory.key("us10y"), scene.directory.key("us2y")
        return readings(ten, "gapchange", windows, days, two) if ten and two else ()
    return readings(name.key or "", "change", windows, days)


def _size(s: Sentence, mark: Mark) -> str:
    """The size that a word of direction, or an adverb beside it, claims."""
    if mark.cue.size:
        return mark.cue.size
    beside = set(s.words(mark.first - 1, mark.first)) | set(s.words(mark.last, mark.last + 1))
    return "large" if beside & _STRONG else "small" if beside & _WEAK else ""
