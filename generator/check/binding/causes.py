"""Causes: words that explain why a market moved. No tape can show one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.phrases import (
    asks,
    by_actors,
    clause_end,
    clause_start,
    denied,
    moved,
    named,
    on_markets,
    settled,
    stretch_end,
)  # fmt: skip
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

MESSAGE = "A cause: no tape can show it."

_PUSHES = """
    driven fuelled fueled spurred sparked triggered prompted propelled underpinned lifted boosted buoyed supported
    helped aided hurt pressured caused stoked spooked rattled cheered encouraged unnerved dented squeezed ignited
    powered undermined knocked bolstered capped weighed dragged pushed pulled held kept sent hit led hammered roiled
"""
_PARTICLES = ("", "down", "up", "back", "lower", "higher", "on", "along", "partly", "largely", "mainly")
_BY: Phrases[bool] = Phrases((f"{v} {p} by", True) for v in _PUSHES.split() for p in _PARTICLES if v != "led" or p)
_LINKS: Phrases[bool] = Phrases((words, True) for words in [
    "because", "because of", "due to", "owing to", "thanks to", "on the back of", "courtesy of", "as a result of", "as a consequence of", "in response to", "in reaction to", "in the wake of", "on account of", "reacting to",
    "in response", "in reaction", "attributed to", "attributable to", "blamed on", "pinned on", "chalked up to", "put down to", "stems from", "stemmed from", "stemming from", "owes to", "explained by", "a reaction to", "a response to", "a consequence of", "the result of", "a result of",
    "led by fears", "led by hopes", "led by worries",
])  # fmt: skip
_IDLE = wordset("i you we somebody someone my your our i'm you're we're") | {"it's", "that's"}
_MOODS = wordset("""
    hope hopes fear fears worry worries concern concerns optimism pessimism expectation expectations sign signs news
    speculation relief talk bets prospects prospect profit-taking short-covering jitters doubts confidence hints rumours
    rumors reports anxiety nerves enthusiasm euphoria haven demand buying profit covering word signals
""")
_EVENTS = wordset("""
    data figures figure numbers print report reports news announcement decision comments remarks speech results earnings
    guidance statement downgrade upgrade ruling verdict hints signals warning warnings pledge deal deals bankruptcy
    failure tweet tariffs tariff sanctions attack attacks strike strikes minutes payrolls cpi releases
    worries fears concerns hopes reports auction intervention nomination resignation
""")
_DID = wordset("""
    said announced cut raised reported warned signalled signaled agreed pledged unveiled threatened launched imposed
    hinted published released revealed decided promised declared suspended filed confirmed ordered hiked resigned
    nominated vetoed defaulted collapsed failed invaded turned
""")


def bind_causes(s: Sentence) -> Iterator[Claim]:
    """What a sentence says of why a market moved."""
    if asks(s):
        return
    last = s.lo
    for first, stop in sorted([*_linked(s), *_blamed(s), *_stories(s)]):
        if first >= last:
            yield settled(s, first, stop, "cause", "cause", MESSAGE)
            last = stop


# words that join a cause to its effect


def _linked(s: Sentence) -> Iterator[tuple[int, int]]:
    for i in range(s.lo, s.hi):
        strong = _LINKS.match(s.tokens, i, s.hi) or _BY.match(s.tokens, i, s.hi)
        if strong is not None:
            if _explains(s, i, strong[0]) and not _of_files(s, strong[0]):
                yield i, stretch_end(s, strong[0])
            continue
        after = _weak(s, i)
        if after and _has_effect(s, i, after) and not _of_files(s, after):
            yield i, stretch_end(s, after)
        elif s.tokens[i].hyphen and s.low(i) in _DRIVEN and i - s.lo and _is_compound(s, i):
            yield i - 1, i + 1


def _of_files(s: Sentence, i: int) -> bool:
    """Whether the reason is one of method: `because the file starts in 2006`."""
    return bool(_FILES & set(s.words(i, stretch_end(s, i))))


_FILES = wordset("file files sample column table row rows chart")
_DRIVEN = wordset("driven fuelled fueled induced inspired sparked")
_TECHNICAL = wordset("data event computer research purpose index rule model process self news price value")


def _is_compound(s: Sentence, i: int) -> bool:
    """`a liquidity-driven rally`."""
    return s.low(i - 1) not in _TECHNICAL and moved(s, i + 1, i + 4)


def _explains(s: Sentence, i: int, stop: int) -> bool:
    """Whether a strong link joins its cause to a market."""
    end = stretch_end(s, stop)
    if stop >= s.hi or (s.low(i - 1) in ("not", "just", "only", "also", "nor") and not moved(s, s.lo, i)):
        return s.low(i - 1) == "only" and moved(s, s.lo, i)
    if i - s.lo <= 1:
        end = end if end < s.hi - 1 or s.low(i) == "because" else stop
        return moved(s, end, s.hi) or (named(s, end, s.hi) and s.low(i) != "because")
    if denied(s, clause_start(s, i), i) and s.low(i) != "because":
        return False
    if s.low(i) == "because" and s.low(stop) in _IDLE | {"this"} and not moved(s, clause_start(s, i), i):
        return False
    if s.low(clause_start(s, i)) in _IDLE and not moved(s, clause_start(s, i), i):
        return False
    left = s.low(i) in ("because", "driven", "supported") and moved(s, s.lo, i)
    return (
        left
        or (s.low(i) not in ("because", "supported") and on_markets(s, s.lo, i))
        or moved(s, stop, end)
        or (on_markets(s, stop, end) and s.low(i) != "because")
    )


def _has_effect(s: Sentence, i: int, stop: int) -> bool:
    """Whether a weak link (`as`, `after`, `amid`) joins its cause to a move."""
    if i - s.lo <= 1:
        end = clause_end(s, stop)
        return moved(s, end, s.hi) and (named(s, end, s.hi) or any(w in _GENERIC for w in s.words(end, s.hi)))
    start = clause_start(s, i)
    start = start if start < i else s.lo
    relative = next((k for k in range(i - 1, start, -1) if s.low(k) in ("when", "which", "who", "where")), start)
    return moved(s, relative, i)


def _weak(s: Sentence, i: int) -> int:
    """The token after a weak link, or 0."""
    match s.low(i):
        case "as":
            return i + 1 if _is_reason(s, i) else 0
        case "after" | "following":
            return i + 1 if _is_news(s, i) else 0
        case "amid":
            return i + 1 if not moved(s, i + 1, min(stretch_end(s, i + 1), i + 3)) or _moody(s, i) else 0
        case "on":
            return i + 1 if _moody(s, i) and s.low(i - 1) not in _LEANS else 0
        case "reflecting" | "reflects" | "reflected":
            return i + 1 if any(w in _MOODS | _EVENTS for w in s.words(i + 1, i + 6)) else 0
        case _:
            return 0


_LEANS = wordset("based focus focused depends depending keep keeping bet bets comment commented eye ear early later")


def _moody(s: Sentence, i: int) -> bool:
    """`on renewed hopes`, `on safe-haven demand`, `on weak data`."""
    if any(w.first <= i + 1 < w.last for w in s.whens):
        return False
    for k in range(i + 1, min(i + 5, s.hi)):
        word = s.low(k)
        if word in ("demand", "news", "word") and k == i + 1:
            return s.low(k + 1) in ("for", "from", "of", "that")
        if word in _MOODS or (word in _EVENTS and k > i + 1 and word not in ("figure", "numbers", "deal", "print")):
            return not s.masked[k] and not any(w.first <= k < w.last for w in s.whens)
        if word in ("the", "a", "an") and s.low(k + 1) not in _MOODS | {"back"} and k > i + 1:
            return False
        if s.tokens[k].text in _SIGNS or s.tokens[k].is_num:
            return False
    return False


_SIGNS = frozenset(",;.()\u2014:")
_GENERIC = wordset("stocks shares equities markets bonds yields prices crypto indexes indices treasuries")
_TAUTOLOGIES = _GENERIC | wordset("selling trading sellers rout selloff sell-off rally market index volatility the")
_NOT_REASONS = wordset("""
    of well if though a an at usual expected much many high low far soon long follows such always ever it you i we
    they one in for on and or measured shown per before with to did does was were is are has good not be being he she
    planned noted set opposed compared against regards most early late recently well-known ordinary that there
    yesterday today ago told explained described said mentioned written seen time trading
""")
_SPANS_OF_TIME = wordset("""
    year month week day session quarter hour hours days weeks months years trading night morning afternoon evening
    dawn dusk winter summer spring autumn decade half clock bell close open time dust
""")
_BEFORE_AS = wordset("such same as soon far well just known regarded seen marked described billed hailed so much even")
_PAST = wordset("""
    fell rose sold bought went came took grew sank built began broke held kept left lost made met paid ran saw sent
    set shook spent stood struck swung told thought threw wore won hit shut cut put bet fled led fed drew
""")


def _is_reason(s: Sentence, i: int) -> bool:
    """`as European banks scrambled for funding`: a subject that is no time, and a verb."""
    if s.low(i + 1) in _NOT_REASONS or s.low(i - 1) in _BEFORE_AS or i + 2 >= s.hi:
        return False
    if any(w.first in (i + 1, i + 2) for w in s.whens) or any(q.first == i + 1 for q in s.numbers):
        return False
    end = stretch_end(s, i + 1)
    subject = i + 2 if s.low(i + 1) in ("the", "this", "that", "its", "their") else i + 1
    if s.low(subject) in _SPANS_OF_TIME or "as" in s.words(i + 1, end):
        return False
    verb = next((k for k in range(subject + 1, end) if _is_verb(s, k)), 0)
    if not verb:
        return False
    itself = any(w in _TAUTOLOGIES for w in s.words(subject, verb)) and not named(s, subject, verb)
    return not (itself and not any(w in _MOODS for w in s.words(subject, verb)))


def _is_verb(s: Sentence, k: int) -> bool:
    word = s.low(k)
    if word in _PAST or word in ("is", "are", "was", "were", "has", "have", "had"):
        return True
    if s.tokens[k].hyphen or word.endswith(("ss", "'s")) or s.tokens[k].kind != "word":
        return False
    return len(word) > 3 and (word.endswith("ed") or (word.endswith("s") and s.low(k - 1) not in ("the", "of", "in")))


def _is_news(s: Sentence, i: int) -> bool:
    """`after soft inflation figures`, `after the Fed cut rates`; not `after a three-day slide`."""
    if i + 1 >= s.hi or s.low(i + 1).endswith("ing") or s.low(i + 1) in ("that", "this", "all", "which", "it", "those"):
        return False
    if s.low(i) == "following" and s.low(i - 1) in ("the", "a", "on", "its"):
        return False
    if any(w.first == i + 1 for w in s.whens) or s.low(i - 1) in (
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
    ):
        return False
    end = min(stretch_end(s, i + 1), i + 12)
    for k in range(i + 1, end):
        word = s.low(k)
        if any(m.first <= k < m.last and m.cue.role in ("noun", "move", "super") for m in s.marks) and word not in _DID:
            return False
        if word in _EVENTS or (word in _DID and k > i + 1):
            return True
    return False


# words that name a cause as one

_DRIVERS = wordset(
    "driver drivers trigger catalyst culprit cause causes explanation reason reasons engine spark factor factors"
)
_BE = wordset("is are was were 's remains remained be")
_SAYS_SO: Phrases[bool] = Phrases((words, True) for words in [
    "to blame", "was widely blamed", "were widely blamed", "was blamed", "were blamed", "is blamed", "are blamed", "being blamed", "got the blame", "gets the blame", "took the blame", "what did it", "that did it", "did the rest",
    "did this", "did the trick", "did the damage", "was behind it", "is behind it", "is behind this", "was behind this", "lay behind", "lies behind", "stood behind", "explains why", "explain why", "explained why", "is why", "was why", "are why",
])  # fmt: skip
_ACTS = wordset("""
    drove drives driving sparked sparks fuelled fueled fuels fuelling triggered triggers triggering spurred spurs spurring
    prompted ignited ignites propelled propels caused causes causing stoked stokes underpinned underpins underpinning
    buoyed buoys boosted boosts boosting dented rattled rattles spooked spooks unnerved cheered roiled roils
    drive fuel spark trigger spur cause boost underpin squeezed
""")
_SENDS = wordset(
    "pushed push pushes pushing sent sends sending pulled pulls dragged drags knocked knocks lifted lifts lift"
)
_WAYS = wordset("higher lower up down above below to into past beyond")
_WHERE = wordset("that which this it these those they")


def _blamed(s: Sentence) -> Iterator[tuple[int, int]]:
    for i in range(s.lo, s.hi):
        if _says_so(s, i) or _is_driver(s, i) or _acts(s, i) or _weighs(s, i):
            first = clause_start(s, i)
            if not denied(s, first, i + 2) and not _is_shy(s, first, i):
                yield first, clause_end(s, i)
        elif _cites(s, i) or _behind(s, i) or _accounts(s, i):
            yield clause_start(s, i), clause_end(s, i + 1)


def _is_shy(s: Sentence, first: int, i: int) -> bool:
    """`if tariffs are the reason`, `to explain`, `I blame`."""
    return any(w in ("if", "whether", "what", "to", "why", "let", "i", "you") for w in s.words(first, i))


def _says_so(s: Sentence, i: int) -> bool:
    match = _SAYS_SO.match(s.tokens, i, s.hi)
    if match is None or i == s.lo:
        return False
    words = s.phrase(i, match[0]).lower()
    if words.endswith("why"):
        return on_markets(s, match[0], s.hi) and s.low(match[0]) not in ("i", "we", "you")
    if words in ("did this", "that did it", "what did it"):
        return match[0] >= s.hi or s.tokens[match[0]].text in _SIGNS
    return True


def _is_driver(s: Sentence, i: int) -> bool:
    """`is the main driver`; `the trigger was`, `the culprit: the dollar`."""
    if s.low(i) not in _DRIVERS or s.low(i + 1) in ("i", "we", "you", "to", "not"):
        return False
    det = next((k for k in range(i - 1, max(i - 4, s.lo) - 1, -1) if s.low(k) in ("the", "a", "its", "one")), -1)
    if det < 0 or s.low(det - 1) in ("for", "no", "with", "of", "behind"):
        return False
    if s.low(det - 1) in _BE and det - 1 > s.lo and s.low(det - 2) not in ("it", "that", "this", "what", "there"):
        return True
    if s.low(det - 1) in _BE and s.low(det - 2) in ("it", "that", "this") and s.low(i) in ("reason", "cause", "driver"):
        return named(s, i, s.hi)
    named_so = det == clause_start(s, det) and s.low(det) == "the"
    after = i + 1
    while s.low(after) in (
        "for",
        "of",
        "behind",
        "the",
        "this",
        "that",
        "all",
        "move",
        "slide",
        "decline",
        "rise",
        "fall",
        "rally",
        "drop",
        "jump",
    ):
        after += 1
    return named_so and after < s.hi - 1 and (s.tokens[after].text == ":" or s.low(after) in _BE)


def _acts(s: Sentence, i: int) -> bool:
    """`tariffs sparked the slide`, `worries sent stocks lower`."""
    word = s.low(i)
    if (word not in _ACTS and word not in _SENDS) or i == s.lo or s.tokens[i].hyphen:
        return False
    first = clause_start(s, i)
    subject = s.words(first, i)
    if (
        not subject
        or subject[0] in _WHERE
        or subject[-1] in ("the", "a", "to", "of", "is", "was", "were", "are", "been")
    ):
        return False
    end = min(clause_end(s, i + 1), i + 8)
    if not (named(s, i + 1, end) or moved(s, i + 1, end) or any(w in _GENERIC for w in s.words(i + 1, end))):
        return False
    if word in _ACTS:
        return not any(first <= m.first < i and m.name.kind in ("equity", "equity_index") for m in s.mentions)
    turned = any(w in _WAYS for w in s.words(i + 2, end))
    return turned and not moved(s, first, i) and not named(s, first, i)


def _weighs(s: Sentence, i: int) -> bool:
    """`worries about growth weighed on stocks`, `a story that helped`."""
    if s.low(i) not in ("weighed", "weighs", "weighing", "weigh") or s.low(i + 1) not in ("on", "heavily"):
        return False
    return i > clause_start(s, i) and on_markets(s, i + 1, min(i + 8, s.hi))


def _cites(s: Sentence, i: int) -> bool:
    """`traders cited the nomination`, `analysts pointed to`."""
    word = s.low(i)
    if word in ("cited", "cite", "blamed", "blame") or (word in ("pointed", "point") and s.low(i + 1) == "to"):
        return i > s.lo and by_actors(s, max(clause_start(s, i), i - 4), i) and s.low(i + 1) not in ("by", "for")
    return word == "citing" and i > s.lo


def _behind(s: Sentence, i: int) -> bool:
    """`was behind Friday's print`, `Behind the decline stood the shutdown`."""
    if s.low(i) != "behind" or i + 2 >= s.hi:
        return False
    led = (s.low(i - 1) in _BE and s.low(i + 1) in _THE_MOVE | {"friday's", "monday's"}) or s.tokens[i + 1].possessive
    if s.low(i - 1) in _BE and led:
        moves = any(m.cue.role in ("noun", "move") and i < m.first <= i + 5 for m in s.marks)
        return moves or any(w in ("print", "buying", "selling", "flows") for w in s.words(i + 2, i + 5))
    end = clause_end(s, i)
    told = any(w in ("stood", "stands", "lies", "lay", "is", "are", "was", "were") for w in s.words(i + 2, end))
    return i - s.lo <= 1 and moved(s, i, end) and told


_THE_MOVE = wordset("the this that these those much most part today's yesterday's all")
_SHARES = wordset("most part much some half all the this that a it why these both")


def _accounts(s: Sentence, i: int) -> bool:
    """`bill paydowns explain most of the move`, `higher margins may explain part of this`."""
    if s.low(i) not in ("explain", "explains", "explained") or s.low(i + 1) not in _SHARES or i == s.lo:
        return False
    first = clause_start(s, i)
    subject = s.words(first, i)
    if (
        not subject
        or subject[0] in ("i", "we", "you", "let", "it", "he", "she")
        or "to" in subject
        or denied(s, s.lo, i)
    ):
        return False
    end = clause_end(s, i)
    return s.low(i + 1) in ("most", "part", "much", "some", "half", "all", "this") or on_markets(s, i + 1, end)


# causes told as stories

_USUAL = wordset(
    "different another same old long short good bad global success cautionary similar other whole full real"
)
_TRADES = wordset("selling buying hedging dumping liquidating unwinding deleveraging")


def _stories(s: Sentence) -> Iterator[tuple[int, int]]:
    """`is, in our view, a financing-cost story`; `somebody is selling what they can`."""
    for i in range(s.lo, s.hi):
        if s.low(i) in ("story", "tale", "phenomenon"):
            first = next((k for k in range(i - 1, max(i - 5, s.lo), -1) if s.low(k) in ("a", "an")), -1)
            told = s.words(first + 1, i)
            was = any(w in _BE for w in s.words(s.lo, max(first, s.lo)))
            if first >= 0 and was and told and not set(told) & _USUAL and not denied(s, s.lo, first):
                yield first, i + 1
        elif s.low(i) in ("somebody", "someone") and any(w in _TRADES for w in s.words(i + 1, i + 4)):
            yield i, clause_end(s, i)
