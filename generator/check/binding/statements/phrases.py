"""What causes, forecasts, advice and quotations share: whether words speak of markets, and where a stretch of them ends."""

from __future__ import annotations

from generator.check.binding.claim import Claim
from generator.check.comparing.policy import Ruling
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

MARKETS = wordset("""
    stock stocks share shares equity equities bond bonds treasury treasuries bill bills gilt gilts yield yields rate
    rates market markets index indices benchmark benchmarks price prices currency currencies crypto coin coins token
    tokens dollar euro yen sterling pound gold silver oil crude bullion metal metals commodity commodities volatility
    liquidity reserves inflation earnings profits margins dividend credit spread spreads curve duration rally selloff
    sell-off rout slump slide crash boom bubble bid bids flows inflow inflows outflow outflows positioning positions
    leverage leveraged hedging short-covering profit-taking rebalancing etf etfs fund funds portfolio exposure target
    drawdown correction bottom cap caps growth recession easing tightening hike hikes cut cuts facility selling buying
    qt qe taper tapering vol retest rotation rebound bounce breakout profit-booking
    unwinding move moves decline rise fall drop jump gain gains loss losses supply demand quarter session capitulation
""")
ACTORS = wordset("""
    trader traders dealer dealers analyst analysts strategist strategists economist economists investor investors
    broker brokers buyers sellers bulls bears whales speculators banks bank banker bankers fed ecb boe boj pboc opec
    experts observers commentators pundits watchers
    beijing treasuries treasury securities capital fund funds manager managers markets desk desks holders miners
    regulators ministers policymakers officials governor chair bank's fed's funds'
    goldman jpmorgan citi citigroup barclays ubs nomura hsbc bofa mizuho macquarie jefferies blackrock pimco bridgewater
""")
GENERIC = wordset("stocks shares equities markets bonds yields prices crypto indexes indices treasuries")
BE = wordset("is are was were 's remains remained be")
IDLE = wordset("i you we somebody someone my your our i'm you're we're") | {"it's", "that's"}
SIGNS = frozenset(",;.()\u2014:")
EFFECTS = ("move", "noun", "record", "super", "flat", "multiple", "compare", "extreme", "tie")
STOPS = frozenset(",;.()\u2014\u2013:?!\ufffc")
_TURNS = wordset("while whereas although though which who when before but until")
LONGEST = 60  # tokens of one cause or forecast


def settled(s: Sentence, first: int, last: int, kind: str, reason: str, message: str) -> Claim:
    """A claim that no number answers."""
    last = min(max(last, first + 1), len(s.tokens))
    return Claim(s, first, last, kind, settled=Ruling("not_covered", "source", reason), message=message)


def moved(s: Sentence, first: int, last: int) -> bool:
    """Whether some of these tokens tell of a move, a level or a size."""
    if any(first <= m.first < last and m.cue.role in EFFECTS for m in s.marks):
        return True
    if any(first <= q.core < last and q.unit for q in s.numbers):
        return True
    states = [m for m in s.marks if first <= m.first < last and m.cue.role == "state"]
    return any(m.last - m.first > 1 or s.low(m.first) in _STATES or _is_state(s, m.first) for m in states)


_STATES = wordset("higher lower stronger weaker firmer softer cheaper dearer")
_COPULAS = wordset("is are was were 's been be remains remained still ended closed finished")


def _is_state(s: Sentence, i: int) -> bool:
    beside = any(i < q.first <= i + 2 or i - 2 <= q.last - 1 < i for q in s.numbers)
    return beside or s.low(i - 1) in _COPULAS


def named(s: Sentence, first: int, last: int) -> bool:
    """Whether an instrument is named among these tokens."""
    return any(first <= m.first < last and m.name.anaphor is None for m in s.mentions)


def on_markets(s: Sentence, first: int, last: int) -> bool:
    """Whether some of these tokens speak of markets at all."""
    return named(s, first, last) or moved(s, first, last) or any(w in MARKETS for w in s.words(first, last))


def by_actors(s: Sentence, first: int, last: int) -> bool:
    """Whether those who trade, or set rates, are among these tokens."""
    return any(w in ACTORS for w in s.words(first, last))


def stretch_end(s: Sentence, i: int) -> int:
    """Where the words that begin at a token end: at a sign, at a turn of the sentence, at a time."""
    first = i
    while i < s.hi and i - first < LONGEST and s.tokens[i].text not in STOPS and s.low(i) not in _TURNS:
        i += 1
    times = [w.first for w in s.whens if first + 2 < w.first < i and w.grain == "day"]
    return min(times, default=i)


def clause_end(s: Sentence, i: int) -> int:
    """Where the words that begin at a token end: at the next sign."""
    first = i
    while i < s.hi and i - first < LONGEST and s.tokens[i].text not in STOPS:
        i += 1
    return i


def clause_start(s: Sentence, i: int) -> int:
    """Where the words that lead to a token begin: after the last sign."""
    first = i
    while i > s.lo and first - i < LONGEST and s.tokens[i - 1].text not in STOPS:
        i -= 1
    return i


def asks(s: Sentence) -> bool:
    """Whether a sentence is a question."""
    return s.tokens[s.hi - 1].text == "?" or (s.hi - s.lo > 1 and s.tokens[s.hi - 2].text == "?")


def denied(s: Sentence, first: int, last: int) -> bool:
    """Whether a negation stands among these tokens."""
    return any(w in _NOT for w in s.words(first, last))


_NOT = wordset("""
    not no nothing nobody never neither nor none hardly without cannot can't don't doesn't didn't isn't aren't wasn't
    weren't won't wouldn't couldn't hasn't haven't hadn't whatever unclear unknown
""")
