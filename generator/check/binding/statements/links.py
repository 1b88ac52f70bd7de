"""Causes that a word joins to a move: `because`, `thanks to`, `on hopes of`, `as funds sold`, `after the Fed cut`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.statements.phrases import (
    GENERIC,
    IDLE,
    SIGNS,
    clause_end,
    clause_start,
    denied,
    moved,
    named,
    on_markets,
    stretch_end,
)
from generator.check.text.sentence import Sentence
from generator.check.text.tokens import Phrases
from generator.check.text.wordset import wordset

_PUSHES = """
    driven fuelled fueled spurred sparked triggered prompted propelled underpinned lifted boosted buoyed supported
    helped aided hurt pressured caused stoked spooked rattled cheered encouraged unnerved dented squeezed ignited
    pumped inflated swollen puffed powered undermined knocked bolstered capped weighed dragged pushed pulled held kept sent hit led hammered roiled
"""
_PARTICLES = ("", "down", "up", "back", "lower", "higher", "on", "along", "partly", "largely", "mainly")
_BY = [f"{v} {p} by" for v in _PUSHES.split() for p in _PARTICLES if v != "led" or p]
_STRONG: Phrases[bool] = Phrases((words, True) for words in [
    *_BY,
    "because", "because of", "due to", "owing to", "thanks to", "on the back of", "courtesy of", "as a result of", "as a consequence of", "in response to", "in reaction to", "in the wake of", "on account of", "reacting to",
    "in response", "in reaction", "attributed to", "attributable to", "blamed on", "pinned on", "chalked up to", "put down to", "stems from", "stemmed from", "stemming from", "owes to", "explained by", "a reaction to", "a response to", "a consequence of", "the result of", "a result of",
    "benefited from", "profited from", "suffered from", "owes much to", "owe much to", "owed much to", "owes more to", "got a boost from", "took its cue from", "took their cue from", "took heart from",
    "led by fears", "led by hopes", "led by worries",
])  # fmt: skip
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


def linked_causes(s: Sentence) -> Iterator[tuple[int, int]]:
    """The causes that a sentence joins to a move."""
    for i in s.places(_STARTS):
        strong = _STRONG.match(s.tokens, i, s.hi)
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
_REFLECTS = wordset("reflecting reflects reflected")
_STARTS = _STRONG.firsts | _DRIVEN | _REFLECTS | {"as", "after", "following", "amid", "on"}
_TECHNICAL = wordset("data event computer research purpose index rule model process self news price value")


def _is_compound(s: Sentence, i: int) -> bool:
    """`a liquidity-driven rally`."""
    return s.low(i - 1) not in _TECHNICAL and moved(s, i + 1, i + 4)


_SUPPOSED = wordset("can could may might whether if would either often usually said believed seen thought")


def _explains(s: Sentence, i: int, stop: int) -> bool:
    """Whether a strong link joins its cause to a market."""
    end = stretch_end(s, stop)
    if stop >= s.hi or (s.low(i - 1) in ("not", "just", "only", "also", "nor") and not moved(s, s.lo, i)):
        return s.low(i - 1) == "only" and moved(s, s.lo, i)
    if s.low(i) == "because" and (_answered(s, i, end) or (i > s.lo and set(s.words(s.lo, i)) <= _ALL_OF_IT)):
        return True
    if i - s.lo <= 1:
        end = end if end < s.hi - 1 or s.low(i) == "because" else stop
        return moved(s, end, s.hi) or (named(s, end, s.hi) and s.low(i) != "because")
    if s.phrase(s.lo, i).lower().endswith("better of it,"):  # of an argument
        return False
    if any(w in _SUPPOSED for w in s.words(clause_start(s, i), i)):
        return False
    if denied(s, clause_start(s, i), i) and s.low(i) != "because":
        return False
    if s.low(i) == "because" and s.low(stop) in IDLE | {"this"} and not moved(s, clause_start(s, i), i):
        return False
    if s.low(clause_start(s, i)) in IDLE and not moved(s, clause_start(s, i), i):
        return False
    left = s.low(i) in ("because", "driven", "supported") and (moved(s, s.lo, i) or _told_of_market(s, i))
    return (
        left
        or (s.low(i) not in ("because", "supported") and on_markets(s, s.lo, i))
        or moved(s, stop, end)
        or (on_markets(s, stop, end) and s.low(i) != "because")
    )


def _told_of_market(s: Sentence, i: int) -> bool:
    """`QT barely touched reserves, because ...`: a clause about an instrument, in the past."""
    part = s.part(i - 1 - (s.tokens[i - 1].text == ","))
    return named(s, part.first, i) and part.verb is not None and s.low(part.verb).endswith(("ed", "ew", "ank"))


_ALL_OF_IT = wordset("all of it this that most and mainly mostly largely partly simply is was the rest entirely just")


def _answered(s: Sentence, i: int, end: int) -> bool:
    """`Because he said "taper", yes.`: a reason and nothing else answers the question before."""
    asked = "?" in [t.text for t in s.tokens[max(s.lo - 2, 0) : s.lo]] or s.words(s.lo, i) == ["a", ":"]
    told = any(_is_verb(s, k) or s.low(k) in _DID for k in range(i + 2, end))
    return i - s.lo <= 2 and asked and told and not moved(s, end, s.hi) and s.hi - end <= 3


def _has_effect(s: Sentence, i: int, stop: int) -> bool:
    """Whether a weak link (`as`, `after`, `amid`) joins its cause to a move."""
    if i - s.lo <= 1:
        end = clause_end(s, stop)
        return moved(s, end, s.hi) and (named(s, end, s.hi) or any(w in GENERIC for w in s.words(end, s.hi)))
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
        if k > i + 1 and word in ("the", "a", "an") and s.low(k + 1) != "back" and s.low(k + 1) not in _MOODS:
            return False
        if s.tokens[k].text in SIGNS or s.tokens[k].is_num:
            return False
    return False


_TAUTOLOGIES = GENERIC | wordset("selling trading sellers rout selloff sell-off rally market index volatility the")
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
    if any(w.first in (i, i + 1, i + 2) for w in s.whens) or any(q.first in (i + 1, i + 2) for q in s.numbers):
        return False
    end = stretch_end(s, i + 1)
    subject = i + 2 if s.low(i + 1) in ("the", "this", "that", "its", "their") else i + 1
    if s.low(subject) in _SPANS_OF_TIME or "as" in s.words(i + 1, end):
        return False
    verb = next((k for k in range(subject + 1, end) if _is_verb(s, k)), 0)
    if not verb:
        return False
    itself = any(s.low(k) in _TAUTOLOGIES and not _other_market(s, k) for k in range(subject, verb)) and not named(
        s, subject, verb
    )
    return not (itself and not any(w in _MOODS for w in s.words(subject, verb)))


def _other_market(s: Sentence, k: int) -> bool:
    """`the bond market`, `the jobs market`: another market than that of stocks."""
    return s.low(k) == "market" and s.low(k - 1) in _OTHER_MARKETS


_OTHER_MARKETS = wordset(
    "bond labour labor job jobs housing credit futures options money debt treasury swaps repo funding"
)


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
