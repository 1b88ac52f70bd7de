"""Forecasts: words that say what a market will do. Nothing on the tape can answer them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.statements.phrases import (
    ACTORS,
    asks,
    clause_end,
    clause_start,
    moved,
    named,
    on_markets,
    settled,
)
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

MESSAGE = "A forecast: nothing on the tape can answer it."

_FIRM = wordset("will won't shall 'll")
_OUGHT = wordset("should ought must")
_MAYBE = wordset("could may might can")
_PHRASES: Phrases[str] = Phrases((words, words) for words in [
    "we expect", "i expect", "analysts see", "we anticipate", "we forecast", "we predict", "traders see", "economists see", "strategists see", "we look for", "this ends", "it ends", "expects", "expect", "expecting", "is expected to", "are expected to", "expected to", "we see", "i see", "i think we see", "likely to", "is likely", "are likely", "set to", "set for", "going to", "gonna", "poised to",
    "poised for", "forecast", "forecasts", "forecasting", "predict", "predicts", "predicting", "anticipate", "anticipates", "target of", "price target", "year-end target", "target for", "target is", "targets", "targeting", "our target", "on course to", "on track to", "bound to", "destined to",
    "destined for", "headed for", "heading for", "i would bet", "i'd bet", "my bet", "our bet", "the outlook is", "outlook for", "sees the", "sees", "looking for", "look for", "looks for", "projected to", "projects", "pencil in", "pencilled in", "base case", "matter of weeks", "matter of days",
    "matter of months", "matter of time", "is coming", "are coming", "more to come", "yet to come", "further to run", "further to fall", "further to go", "room to run", "due for", "overdue", "tend to", "tends to", "ends badly", "end badly", "lie ahead", "lies ahead", "next stop", "ends in tears", "end in tears", "always repeat", "bottom is in", "worst is over",
    "forecasters see", "most see", "traders now see", "investors now see", "markets now see", "markets see", "investors see", "no longer look for", "done deal",
    "a year from now", "a month from now", "a week from now", "months from now", "we think", "i think", "we reckon", "we suspect",
    "imply", "implies", "implying", "implied", "price in", "prices in", "pricing in", "priced", "pricing", "target to", "target from",
])  # fmt: skip
_ALONE = frozenset(
    {
        "this ends badly",
        "ends badly",
        "end badly",
        "ends in tears",
        "end in tears",
        "always repeat",
        "bottom is in",
        "worst is over",
    }
)
_SCHEDULES = wordset("""
    published publish release released appear appears held hold meet meets reopen reopens resume resumes return returns
    speak speaks testify announce announced report reports take show shows open opens close closed closes pay paid
    send sent write see discuss notice remember recall note find arrive arrives join need know learn read explain
    follow follows blame ever update updated cover covers answer
""")
_TALK = wordset("tell say help explain show describe mention mean argue blame")
_MARKET_VERBS = wordset("""
    be hit reach test top rise fall drop gain lose climb slide break run stretch extend slip sink tumble slump plunge surge soar
    jump spike dip ease weaken strengthen retreat approach exceed breach pierce revisit collapse grind advance decline head trade matter persist continue end turn move cut
    hike ease tighten step buy sell come go roll outperform underperform lead lag recover rebound rally double halve
    last mean-revert revert retest
    cutting hiking printing easing tightening buying selling rising falling put keep flow revised dampen dominate change repeat stay remain win get weigh drive push find follow
""")
_PEOPLE = wordset("i you we he she i'm nobody anyone readers reader everyone")
_PRONOUNS = wordset("it they this that these which those so")
_SOON = wordset("christmas easter summer spring autumn winter year-end yearend midyear mid-year halloween thanksgiving")
_MONTHS = wordset("january february march april may june july august september october november december")
_GONE = wordset("was were had did been has have since fell rose closed ended hit lost gained")


def bind_forecasts(s: Sentence) -> Iterator[Claim]:
    """What a sentence says of what a market will do."""
    if asks(s):
        return
    last = s.lo
    will = [word for word in s.vocabulary if word[-3:] == "'ll"]
    for i in s.places(_STARTS.union(will) if will else _STARTS):
        if i < last or (s.masked[i] and not s.tokens[i].is_num):
            continue
        first = _begins(s, i)
        first = _expects(s, i) if first < 0 and s.low(i) in _EXPECTING else first
        if first >= 0:
            last = clause_end(s, i + 1)
            yield settled(s, max(first, s.lo), last, "forecast", "forecast", MESSAGE)


_EXPECTING = wordset(
    "see sees expect expects anticipate anticipates reckon bet price prices foresee foresees bounce rally crash"
)
_MEANWHILE = wordset("now still also currently already no longer only 'd would do not don't fully all do both")
_COMING = wordset(
    "cut cuts hike hikes move moves recession easing rebound rally correction chance odds probability pivot"
)
_TIMES_AHEAD = wordset("by before next until till tomorrow")


def _expects(s: Sentence, i: int) -> int:
    """`traders now see a one-in-three chance of a hike`, `we still see six figures before Christmas`, `tomorrow we bounce`."""
    k = i - 1
    while k > s.lo and s.low(k) in _MEANWHILE:
        k -= 1
    end = clause_end(s, i + 1)
    words = set(s.words(i + 1, end))
    if s.low(k) in ("we", "it", "they", "stocks", "markets") and s.low(k - 1) == "tomorrow":
        return k - 1
    if s.low(i) in ("bounce", "rally", "crash") or s.masked[i]:
        return -1
    if _GAUGES & set(s.words(clause_start(s, i), i)):
        return -1
    ours = s.low(k) in ("we", "i", "we'd", "i'd")
    if not ours and s.low(k) not in ACTORS:
        return -1
    if s.low(i).startswith(("see", "fore")) and not words & (_COMING | _TIMES_AHEAD):
        return -1
    ahead = words & _TIMES_AHEAD and (ours or k < i - 1)
    return k if words & _COMING or ahead or (s.low(k).endswith("'d") and on_markets(s, i, end)) else -1


def _begins(s: Sentence, i: int) -> int:
    """Where the forecast begins that a token announces, or -1."""
    word = s.low(i)
    if word in _FIRM or word.endswith("'ll"):
        return _subject(s, i) if _will(s, i) else -1
    if word in _OUGHT:
        return _subject(s, i) if _should(s, i) else -1
    if word in _MAYBE:
        return _subject(s, i) if _could(s, i) else -1
    if word in _VIEWS:
        return _subject(s, i) if _is_view(s, i) else -1
    if word in ("by", "before"):
        return clause_start(s, i) if _by_then(s, i) else -1
    match = _PHRASES.match(s.tokens, i, s.hi)
    return -1 if match is None or not _meant(s, i, match[0], match[1]) else _subject(s, i)


def _subject(s: Sentence, i: int) -> int:
    start = clause_start(s, i)
    return start if i - start <= 8 else max(start, i - 2)


def _verb(s: Sentence, i: int) -> str:
    """The verb after a modal, past its adverbs."""
    k = i + 1
    while k < min(i + 4, s.hi) and (
        s.low(k).endswith("ly")
        or s.low(k) in ("not", "also", "then", "soon", "now", "have", "to", "still", "never", "be")
    ):
        k += 1
    return s.low(k)


def _of_market(s: Sentence, i: int) -> bool:
    """Whether the clause around a modal speaks of a market, its actors, or a coming period."""
    first, last = clause_start(s, i), clause_end(s, i)
    if on_markets(s, first, last) or any(w in ACTORS for w in s.words(first, i)):
        return True
    return (
        any(w.grain in ("year", "quarter", "month") and first <= w.first < i for w in s.whens)
        or s.low(i - 1) in _QUARTERS
    )


_QUARTERS = wordset("q1 q2 q3 q4")


def _will(s: Sentence, i: int) -> bool:
    first = clause_start(s, i)
    subject = [*s.words(first, i), *([s.low(i)[:-3]] if len(s.low(i)) > 3 and s.low(i).endswith("'ll") else [])]
    verb = _verb(s, i)
    if not subject or s.low(i + 1) == "ever" or s.tokens[i].hyphen or (subject[-1] in _PEOPLE):
        if not subject or subject[-1] not in ("we", "i", "you"):
            return False
        if s.low(i + 1) == "be" and _BACK_AT & set(s.words(i + 2, i + 5)):
            return on_markets(s, s.lo, s.hi)  # `we'll be back under two`
        return verb in ("see", "get") and moved(s, i, clause_end(s, i))
    if (verb in _TALK and s.low(i + 2) != "revert") or {"supply", "issuance"} & set(
        subject
    ):  # what is mined follows a rule
        return False
    if verb in _NOTICING and "that" in s.words(i + 1, i + 5):
        return False  # `veterans will note that both are still below their peaks`: of what is, not of what will be
    if verb in _SCHEDULES and not moved(s, i + 1, clause_end(s, i)):
        return False
    if s.low(i + 1) == "be" and verb in _SCHEDULES:
        return False
    if verb in ("cost", "buy", "get", "fetch") and s.low(i + 2) in ("you", "me", "us") and any(w.windows[:1] == ("1d",) for w in s.whens):  # fmt: skip
        return False  # `a bitcoin will cost you $20,000 tonight`
    if _of_market(s, i):
        return True
    return subject[-1] in _PRONOUNS and verb in _MARKET_VERBS | {"bigger", "worse", "better", "back"}


_BACK_AT = wordset("under above below at over near")
_NOTICING = wordset("note notice remember recall know agree recognise recognize observe spot see find realise realize")


def _should(s: Sentence, i: int) -> bool:
    if (
        i == s.lo
        or s.low(i + 1) in ("have", "i", "we", "you")
        or s.low(i - 1) in _PEOPLE | {"who", "investors", "bulls", "traders", "what", "why", "if"}
    ):
        return False
    if s.low(i) == "ought" and s.low(i + 1) != "to":
        return False
    return _of_market(s, i) and (_verb(s, i) not in _SCHEDULES or moved(s, i, clause_end(s, i)))


def _could(s: Sentence, i: int) -> bool:
    """Only what gives a size or a level: `could hit 7,000`."""
    end = clause_end(s, i)
    if i == s.lo or s.low(i + 1) in ("have", "not", "be") or s.low(i - 1) in _PEOPLE | {"that", "which", "what"}:
        return False
    if _verb(s, i) not in _MARKET_VERBS or not _of_market(s, i):
        return False
    if _verb(s, i) == "last" and {"till", "until", "into", "through"} & set(s.words(i + 2, i + 5)):
        return True
    return s.low(i) == "could" or any(i < q.core < end and not q.spelled for q in s.numbers)


_VIEWS = wordset("bullish bearish constructive overvalued undervalued overbought oversold overpriced underpriced")
_STARTS = _EXPECTING | _FIRM | _OUGHT | _MAYBE | _VIEWS | _PHRASES.firsts | {"by", "before"}


def _is_view(s: Sentence, i: int) -> bool:
    """An opinion told as a fact: `stocks are overvalued`, `we stay bullish on gold`."""
    k = next((k for k in range(i - 1, max(i - 4, s.lo) - 1, -1) if s.low(k) in _SEEMS), -1)
    return k > s.lo and on_markets(s, clause_start(s, i), clause_end(s, i))


_SEEMS = wordset("is are look looks remain remains stay stays seem seems turn turned")


def _by_then(s: Sentence, i: int) -> bool:
    """`$5k by August`, `something breaks before Christmas`: a date to come, and nothing that is past."""
    time = next((w for w in s.whens if w.first in (i, i + 1)), None)
    k = i + 2 if s.low(i + 1) in ("the", "early", "late", "next", "end-") else i + 1
    seasonal = s.low(k) in _SOON or s.low(i + 1) in _SOON
    month = s.low(k) in _MONTHS and not s.tokens[min(k + 1, s.hi - 1)].is_num
    if not seasonal and not month:
        return False
    if time is not None and time.end is not None and time.start is not None and time.end < time.start:
        return False
    first = clause_start(s, i)
    words = s.words(first, i)
    past = any(w in _GONE or (w.endswith("ed") and len(w) > 4) for w in words)
    if not words or past or any(m.cue.role == "move" and first <= m.first < i for m in s.marks):
        return False
    numbers = any(first <= q.core < i and (q.unit or q.magnitude >= 100) for q in s.numbers)
    if named(s, first, i) and _ACTS_NOW & set(words):
        return True  # `SPX retests the June low before Halloween`
    return numbers or (s.low(i) == "before" and s.low(i - 1) in ("breaks", "cracks", "gives", "snaps", "turns"))


_ACTS_NOW = wordset(
    "retests tests revisits reaches hits breaks makes sees prints trades takes doubles retakes reclaims tops"
)
_FIRST = wordset("we i i'd")


_OURS = frozenset({"we expect", "i expect", "we anticipate", "we forecast", "we predict", "we look for"})
_NOT_MARKETS = wordset("you your readers that's nothing everyone nobody questions")


_NARROW = frozenset({"look for", "looking for", "looks for", "set for", "due for", "sees", "sees the", "i see", "we see", "targets", "targeting", "headed for", "heading for", "target is", "target of", "target for", "tend to", "tends to", "overdue", "is coming", "are coming"})  # fmt: skip


def _meant(s: Sentence, i: int, stop: int, words: str) -> bool:
    """Whether a phrase of the future is about a market here."""
    if words in _ALONE:
        return True
    if words.endswith(" see") and words not in ("we see", "i see"):
        return on_markets(s, stop, clause_end(s, stop)) or any(stop <= q.core < clause_end(s, stop) for q in s.numbers)
    if words.endswith("from now"):
        return any(clause_start(s, i) <= q.core < i for q in s.numbers)
    if words in ("we think", "i think", "we reckon", "we suspect"):
        return _to_come(s, stop)
    if words in ("done deal", "no longer look for"):
        return bool(_POLICY & set(s.words(clause_start(s, i), clause_end(s, i))))
    if words in ("imply", "implies", "implying", "implied", "priced", "pricing") or words.endswith(" in"):
        return _priced(s, i, stop)
    if words in _OURS and s.low(stop) not in _NOT_MARKETS:
        return s.low(stop) != "to" or s.low(stop + 1) not in _SCHEDULES | {"be"} or on_markets(s, stop, s.hi)
    if s.low(i - 1) in ("as", "than", "not", "to", "i'm", "had") and s.low(i) in (
        "expected",
        "going",
        "expect",
        "look",
        "forecast",
        "targeting",
        "predict",
    ):
        return False
    end = clause_end(s, stop)
    if s.low(stop) in ("anyway", "you", "your", "be") and words in ("going to", "set to", "look for", "looking for"):
        return s.low(stop) == "be" and on_markets(s, clause_start(s, i), i)
    if words in ("it ends", "this ends") and any(w.first in (stop, stop + 1) and w.grain != "day" for w in s.whens):
        return False  # `it ends the year at 1.92 %`
    if words in _NARROW:
        return _narrow(s, i, stop, words, end)
    if words in ("on course to", "on track to"):
        return s.low(stop) in _MARKET_VERBS - {"end"}
    if words in ("forecast", "forecasts", "outlook for") and not moved(s, stop, end):
        return False
    if words.startswith("matter of"):
        return s.low(i - 1) in ("a", "only", "just") and on_markets(s, s.lo, i)
    return on_markets(s, clause_start(s, i), end) and not _GAUGES & set(s.words(clause_start(s, i), i))


_GAUGES = wordset("measures gauges tracks")  # `which measures how much volatility traders expect`: what a gauge is
_FUTURE = wordset(
    "settles falls rises gets goes reaches ends hits back returns will is rebounds recovers breaks slips drifts"
)


def _to_come(s: Sentence, stop: int) -> bool:
    """`We think the VIX settles back to 15 by year-end`, `We think December's hike is a done deal`: of a time to come."""
    end = clause_end(s, stop)
    words = s.words(stop, end)
    ahead = bool({"year-end", "next", "soon", "eventually", "christmas", "spring", "summer", "autumn"} & set(words))
    deal = "deal" in words and bool(_POLICY & set(words))
    year = any(words[k : k + 3] in (["by", "year", "end"], ["by", "the", "end"]) for k in range(len(words)))
    return on_markets(s, stop, end) and (deal or ((ahead or year) and bool(_FUTURE & set(words))))


_PRICING = wordset("futures swaps option options markets market curve traders investors bonds forwards contracts")
_POLICY = wordset(
    "cut cuts hike hikes rise rises increase increases move moves swing swings easing tightening chance probability odds"
)


def _priced(s: Sentence, i: int, stop: int) -> bool:
    """`futures imply three more cuts by year-end`, `traders price in a hike`: what a market is said to expect."""
    who = set(s.words(clause_start(s, i), i))
    return bool(_PRICING & who) and bool(_POLICY & set(s.words(stop, min(stop + 9, clause_end(s, stop)))))


def _narrow(s: Sentence, i: int, stop: int, words: str, end: int) -> bool:
    """Phrases with other meanings: they need a level, a size or a market beside them."""
    numbers = any(stop <= q.core < end for q in s.numbers)
    if words in ("i see", "we see", "sees", "sees the"):
        return numbers and any(w in ("by", "before", "at", "to", "toward", "towards", "as") for w in s.words(stop, end))
    if words.startswith(("look", "target")):
        told = moved(s, stop, end) or bool({"cut", "hike", "correction", "pullback"} & set(s.words(stop, end)))
        return numbers or (words.startswith("look") and told and s.low(i - 1) in _FIRST)
    if words.startswith("tend"):
        return on_markets(s, clause_start(s, i), i) and moved(s, stop, end)
    if words.endswith("coming") or words == "overdue":
        return any(m.cue.role in ("noun", "move") for m in s.marks) or any(
            w in ("run", "cut", "hike", "correction") for w in s.words(clause_start(s, i), i)
        )
    return moved(s, stop, end) and (named(s, s.lo, i) or s.low(i) in ("set", "due"))
