"""The clauses of a sentence: whose subject each has, and what it is to the clause before it.

A shallow reading, enough to keep apart what a sentence says of different things at different times: main clauses,
relative clauses and asides do not lend their times and subjects to what follows them; participles, appositions and
continuations take theirs from the clause that they hang on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from generator.check.text.cuts import CONTRASTS, JOINTS, RELATIVES, SUBORDINATES, stretches
from generator.check.text.verbs import AUXILIARIES, DRESS, PREPOSITIONS, is_oblique, verb_in
from generator.check.text.wordset import wordset

if TYPE_CHECKING:
    from generator.check.text.entities import Mention
    from generator.check.text.sentence import Sentence


ClauseKind = Literal["main", "relative", "aside", "apposition", "participle", "label"]


@dataclass(slots=True, eq=False)
class Clause:
    """Tokens `first` to `last` (exclusive), the opener included; `head` is the clause whose subject and time it shares."""

    first: int
    last: int
    kind: ClauseKind
    opener: str
    body: int
    verb: int | None
    names: tuple[Mention, ...] = ()
    head: Clause | None = None
    foreign: bool = False

    def __contains__(self, i: int) -> bool:
        return self.first <= i < self.last


_OPENERS = CONTRASTS | SUBORDINATES | RELATIVES
_LINKS = PREPOSITIONS | SUBORDINATES
_BOUND = _LINKS | CONTRASTS
_LEADING = DRESS | _BOUND | RELATIVES | JOINTS
_BEFORE_NAMES = JOINTS | {";", ":"}
_OPENING_NAMES = CONTRASTS | {"with"}


def read_clauses(s: Sentence) -> list[Clause]:
    """The clauses of a sentence in order; together they cover all its tokens."""
    return _joined(s, [_clause(s, lo, hi) for lo, hi in stretches(s)])


def _clause(s: Sentence, lo: int, hi: int) -> Clause:
    body = lo
    while body < hi and (s.tokens[body].text in ",;:\u2014()\u2013|" or s.low(body) in JOINTS):
        body += 1
    opener = s.low(lo) if s.tokens[lo].text != "," or body - lo < 2 else s.low(body - 1)
    if body < hi and s.low(body) in _OPENERS:
        opener = s.low(body)
    verb = verb_in(s, body, hi)
    names = () if verb is None and _with_object(s, body) else _subject_names(s, body, hi, verb)
    kind = _kind(s, lo, body, hi, verb, names)
    found = Clause(lo, hi, kind, opener, body, verb, names)
    if _indefinite(s, body, verb):
        found.names = names = ()
        found.foreign = True
        return found
    opens = lo == s.lo or s.low(body - 1) in _BEFORE_NAMES
    told = verb if verb is not None or not opens else _strange_verb(s, body, hi)
    found.foreign = not names and told is not None and kind != "relative" and _foreign_subject(s, body, told)
    return found


def _strange_verb(s: Sentence, body: int, hi: int) -> int | None:
    """`Bonds returned 7.3 %`, `The bank cut rates by 25 basis points`: the verb of a clause in which none is known."""
    for k in range(body + 1, hi - 1):
        token = s.tokens[k]
        if token.kind != "word" or s.masked[k] or s.mark_at(k) is not None:
            continue
        past = token.low in _PAST or (token.low.endswith("ed") and len(token.low) > 4 and not token.hyphen)
        if past and (s.tokens[k + 1].is_num or s.tokens[k + 1].text == "$" or s.low(k + 1) in _AFTER_VERBS):
            return k
    return None


_PAST = wordset("cut paid sold bought led shed grew kept made")
_AFTER_VERBS = PREPOSITIONS | wordset(
    "the a an its their rates interest about nearly almost roughly just only some more less"
)


def _with_object(s: Sentence, body: int) -> bool:
    """`beating the S&P by four points`: what follows a participle of comparison is no subject."""
    mark = s.mark_at(body)
    return mark is not None and mark.cue.role == "compare" and s.low(body).endswith("ing")


def _indefinite(s: Sentence, body: int, verb: int | None) -> bool:
    """`an index that tracks what investors expect of stocks rose`: a gauge that is only described."""
    if verb is None or s.vocabulary.isdisjoint(_GAUGES):
        return False
    k = body
    if s.low(k) == "in" or any(w.first == k for w in s.whens):
        k = next((j + 1 for j in range(k, min(k + 8, s.hi)) if s.tokens[j].text == ","), k)
    if s.low(k) not in ("a", "an"):
        return False
    noun = next((j for j in range(k + 1, min(k + 4, verb)) if s.low(j) in _GAUGES), None)
    if noun is None or any(m.first == noun for m in s.mentions):
        return False  # `a measure of Wall Street volatility` is one that is known
    described = s.low(noun + 1) in ("that", "which") or (
        s.low(noun + 1) == "of" and bool(_NERVES & set(s.words(noun, verb)))
    )
    return described and verb > noun + 2


_GAUGES = frozenset({"index", "gauge", "measure", "indicator", "barometer"})
_NERVES = frozenset({"volatility", "fear", "anxiety", "fears", "expectations", "nerves", "uncertainty", "turbulence"})


def _kind(s: Sentence, lo: int, body: int, hi: int, verb: int | None, names: tuple[Mention, ...]) -> ClauseKind:
    if s.tokens[lo].text == "(":
        return "aside"
    if (
        s.low(body) in RELATIVES
        or s.low(body + 1) in RELATIVES
        or (s.low(body) == "that" and verb == body + 1 and lo > s.lo)
    ):
        return "relative"
    if verb is None and lo != s.lo and _with_object(s, body):
        return "participle"
    if verb is None:
        if hi < s.hi and s.tokens[hi].text in ":\u2014\u2013|" and names and hi - lo <= 10:
            return "label"
        opens = lo == s.lo or s.low(body - 1) in _BEFORE_NAMES or s.low(body) in _OPENING_NAMES
        return "main" if names and (opens or _gapped(s, names, hi)) else "apposition"
    if not names and (s.low(body).endswith("ing") or (s.low(body) == "to" and lo != s.lo) or body == lo == verb):
        return "participle" if lo != s.lo or s.low(body).endswith("ing") else "main"
    return "main"


def _gapped(s: Sentence, names: tuple[Mention, ...], hi: int) -> bool:
    """`..., the Nasdaq 2%`: a name followed by its number, without a verb."""
    return any(0 <= q.first - names[-1].last <= 2 for q in s.numbers if q.first < hi)


def _subject_names(s: Sentence, lo: int, hi: int, verb: int | None) -> tuple[Mention, ...]:
    """The names in subject position: before the verb, or first where there is none."""
    stop = verb if verb is not None else hi
    if s.low(lo) == "with":
        lo += 1
        if (verb is None or s.low(verb).endswith("ing")) and (opened := _absolute_name(s, lo, hi)):
            return opened
    number = next((q.first for q in s.numbers if lo <= q.first < stop), hi)
    before = [
        m
        for m in s.mentions
        if lo <= m.first < stop and m.first not in s.scoped and not is_oblique(s, m) and not _possessive(s, m)
    ]
    before = before or _topic(s, lo, stop) or (_of(s, lo, hi) if verb is None else _turned(s, lo, verb))
    if verb is None:
        before = [m for m in before if m.first < number]
        before = [m for m in before if m is before[0] or s.low(m.first) not in ("it", "them")]  # `yields ignored it`
        if any(m.name.anaphor is None for m in before[:1]):  # `Gold supplied the other refuge`
            before = [m for m in before if m.name.anaphor is None or _follows_joint(s, m)]
    if not before:
        return ()
    chain = [before[-1]]
    for m in reversed(before[:-1]):
        between = s.words(m.last, chain[0].first)
        if not between or not all(w in (",", "and", "&", "or", "as", "well") or w in DRESS for w in between):
            break
        chain.insert(0, m)
    return tuple(chain)


def _follows_joint(s: Sentence, m: Mention) -> bool:
    return s.low(m.first - 1) in JOINTS or s.tokens[m.first - 1].text == ","


def _absolute_name(s: Sentence, lo: int, hi: int) -> tuple[Mention, ...]:
    """`With the DAX only 0.7 % firmer, ...`: who the number at the head of a sentence is of."""
    several = (None, ("majors",))  # `with all three major indexes ending lower`
    found = next((m for m in s.mentions if lo <= m.first <= lo + 1 and m.name.anaphor in several), None)
    if found is None:
        return ()
    if (
        lo - 1 != s.lo
    ):  # `..., with silver up 2 %`, `..., with the Nasdaq by midday erasing a loss`: cut where one is said
        return (found,)
    return (found,) if any(0 <= q.first - found.last <= 3 and q.last < hi for q in s.numbers) else ()


def _topic(s: Sentence, lo: int, stop: int) -> list[Mention]:
    """`For the Russell 2000 the damage is older`: what a clause is about, said first."""
    start = lo + (s.low(lo) == "as")
    if s.low(start) != "for":
        return []
    return [m for m in s.mentions if start < m.first <= start + 3 and m.last <= stop and m.name.anaphor is None][:1]


def _of(s: Sentence, lo: int, hi: int) -> list[Mention]:
    """`A year of gold`, `Line chart of the S&P 500`: where nothing else is named."""
    return [m for m in s.mentions if lo <= m.first < hi and "of" in s.words(m.first - 2, m.first)][:1]


_FRONTED = wordset("not never nor neither rarely seldom only hardly scarcely nowhere")


def _turned(s: Sentence, lo: int, verb: int) -> list[Mention]:
    """`Not since May has the VIX been as high`, `Only once did gold fall further`: the subject stands behind the verb."""
    if s.low(lo) not in _FRONTED or s.low(verb) not in AUXILIARIES:
        return []
    return [m for m in s.mentions if verb < m.first <= verb + 2 and m.name.anaphor is None][:1]


def _possessive(s: Sentence, m: Mention) -> bool:
    """`its` and `their` stand before a noun, `itself` after a name: they are no subject."""
    return s.low(m.first) in ("its", "their", "itself", "themselves") and m.last - m.first == 1


# Nouns before a verb that stand for what the text is about already, and so name nothing new.
CARRIERS = wordset("""
    index indexes whole indices benchmark gauge gauges measure measures market markets move moves rise gain gains fall
    decline declines drop rally session sessions day days week weeks month months year years quarter close price prices
    level levels it they this that these those run streak figure number reading which there what here both all none
    neither each one ones two three rest others same latter former supply issuance growth reward alone loss losses
    change slide advance jump surge comeback rebound recovery selloff retreat bounce volatility yields yield stocks
    shares equities bulls bears peak low high record trough bottom top total sum lead gap spread margin difference
    distance outperformance result spell stretch period half time moment january february march april may june
    july august september october november december monday tuesday wednesday thursday friday saturday sunday morning
    afternoon evening today yesterday so far thus and but or s he she we you i who let's nothing everything something
    flows inflows outflows inflow outflow leak exodus redemptions withdrawals
    money cash investors holders funds damage toll bill tally print balance return performance
    picture story pattern trend direction pace bell verdict upshot net itself themselves themself them finish finishes settlement
    calm sign steps tie drift rhythm appetite count rate size mark line way swings odds climb journey course
    range thing tally value usage uptake balances
    they've they're they'd they'll it'd it'll that's it's
""")
_AGAINST = frozenset({"than", "against", "versus", "vs", "as"})
_GENERAL = frozenset({"stocks", "shares", "equities", "yields", "prices", "funds"})
_BESIDE_VERBS = AUXILIARIES | wordset(
    "not also still now then never again just already even only both all once soon since ever yet"
)


_OTHER_MARKETS = wordset("treasury bond debt credit housing labor labour oil commodity currency crypto options futures")


def _foreign_subject(s: Sentence, body: int, verb: int) -> bool:
    """Whether the words before a verb name something that no catalog knows."""
    if s.tokens[verb - 1].text == "," and s.tokens[body - 1].text == "," and s.low(body) not in _BOUND:
        return False  # `the Nasdaq, already in correction, dropped 2 %`
    k = verb - 1
    while k >= body and (s.low(k) in _BESIDE_VERBS or (s.low(k).endswith("ly") and s.low(k) not in CARRIERS)):
        k -= 1
    k = _head_of(s, body, k)
    if k < body:
        return False
    if s.tokens[k].is_num:
        return _numbered(s, k, body)
    if s.tokens[k].kind != "word" or s.masked[k] or s.mark_at(k) is not None:
        return False
    if s.low(k) in _GENERAL and k > body and s.tokens[k - 1].kind == "word":
        return s.low(k - 1) not in _LEADING  # `larger stocks`, not `US stocks`
    if s.low(k) in ("market", "markets") and k > body and s.low(k - 1) in _OTHER_MARKETS:
        return True
    if s.low(k) in CARRIERS or s.low(k) in _BOUND:
        return False
    return not any(w.first <= k < w.last for w in s.whens)


def _head_of(s: Sentence, body: int, k: int) -> int:
    """The noun that a preposition hangs on: of `worries about talks in Washington` it is `worries`."""
    prep = next((j for j in range(body + 1, k) if s.low(j) in _HANGS), None)
    if (
        prep is None
        or s.low(prep - 1) == "of"
        or s.low(body) in PREPOSITIONS
        or any(w.first <= prep < w.last for w in s.whens)
    ):
        return k
    moving = s.low(prep - 1).endswith("ing") and prep - 2 >= body  # `the cash pouring into the funds`
    return prep - 1 - moving


_HANGS = frozenset({"into", "in", "of", "for", "about", "over", "among", "against", "at"})


def is_plural(s: Sentence, k: int) -> bool:
    """Whether a word is a plural noun that stands for nothing of the market's own: `banks`, not `points` or `terms`."""
    low = s.low(k)
    return len(low) > 3 and low.endswith("s") and not low.endswith("ss") and low not in CARRIERS and low not in _UNITS


_UNITS = frozenset(
    {"points", "terms", "percentage", "hours", "minutes", "seconds", "deals", "dealings", "value", "cents"}
)


def _numbered(s: Sentence, k: int, body: int) -> bool:
    """`The FOX 50`: a capitalised word and a number, which no catalog knows."""
    word = s.tokens[k - 1] if k > body else None
    named = word is not None and word.kind == "word" and word.text[:1].isupper() and word.low not in DRESS
    named = named and not s.tokens[k - 1].possessive and s.tokens[k].text.isdigit()
    return named and len(s.tokens[k].text) > 1 and not any(w.first <= k < w.last for w in s.whens)


def _joined(s: Sentence, clauses: list[Clause]) -> list[Clause]:
    """Gives each clause the one that it hangs on."""
    main: Clause | None = None
    behind: Clause | None = None  # the clause before, asides apart
    opened: Clause | None = None  # the aside whose bracket has not closed
    for at, c in enumerate(clauses):
        opened = _opened(s, opened, c)
        if opened is not None and opened is not c and not c.names:
            c.head = opened  # `(SOFR, unchanged on the day)`
            continue
        apart = _parted(s, clauses, at)
        if apart is not None:
            c.kind, c.names = "main", _before_bracket(apart)
            known = any(m.first in apart for m in s.mentions)
            c.foreign = not known and _foreign_subject(s, apart.body, apart.last)
        if c.kind == "relative":
            c.head = behind
            if not c.names and behind is not None:
                c.names = _antecedent(s, behind, c.first)
        elif c.kind in ("apposition", "participle"):
            c.names = c.names or _named_beside(s, c)
            beside = behind.head if behind is not None and behind.kind == "apposition" else behind
            c.head = beside if beside is not None and beside.kind == "relative" else main or behind
            if beside is not None and c.head is beside and beside.opener == "which" and s.low(c.body) == "at":
                c.head, c.names = beside.head, ()  # `and SPY, which tracks the S&P 500, at $208`
        elif c.kind == "aside":
            c.head = behind
        elif not c.names and not c.foreign:
            c.head = main or behind
            c.foreign = main is None and c.verb == c.body and _strange_start(s, clauses[0])
        if c.kind in ("main", "label") and (c.names or c.verb is not None):
            main = c
        if c.kind != "aside":
            behind = c
    return clauses


def _opened(s: Sentence, opened: Clause | None, c: Clause) -> Clause | None:
    """The aside that a clause stands in."""
    if c.kind == "aside":
        return c
    return opened if opened is not None and ")" not in s.words(opened.first, c.first) else None


def _parted(s: Sentence, clauses: list[Clause], at: int) -> Clause | None:
    """`the VIX (a gauge of volatility) traded at 17`: the clause whose subject a bracket parts from its verb."""
    if at < 2 or clauses[at - 1].kind != "aside" or clauses[at - 2].verb is not None:
        return None
    c, before = clauses[at], clauses[at - 2]
    if c.names or c.verb is None or c.verb != c.body or s.low(c.first) in JOINTS or s.tokens[c.first].text == ",":
        return None
    if before.names and before.names[-1].last != before.last:
        return None
    return before


def _before_bracket(before: Clause) -> tuple[Mention, ...]:
    return before.names if before.names and before.names[-1].last == before.last else ()


def _strange_start(s: Sentence, c: Clause) -> bool:
    """`Investment-grade bonds, as measured by a fund, lost 11 %`: a subject apart from its verb that no catalog knows."""
    if c.kind != "apposition" or c.names or c.verb is not None or s.low(c.body) in _LINKS:
        return False
    k = c.last - 1
    definite = s.low(c.body) in ("the", "that", "this") and s.low(k) not in CARRIERS and s.tokens[k].kind == "word"
    return (
        (is_plural(s, k) or definite)
        and not any(w.first <= k < w.last for w in s.whens)
        and not any(m.first in c for m in s.mentions)
    )


def _named_beside(s: Sentence, c: Clause) -> tuple[Mention, ...]:
    """`the CSI 300, up 5.9 %`: what directly follows a name with a number is said of it."""
    if c.kind != "apposition" or s.tokens[c.first].text != ",":
        return ()
    mark = s.mark_at(c.body)
    dressed = mark is not None and mark.cue.role in ("state", "level", "flat")
    if not dressed and not any(q.first == c.body for q in s.numbers):
        return ()
    beside = [m for m in s.mentions if m.last == c.first and m.name.anaphor is None]
    return tuple(m for m in beside if s.low(m.first - 1 - (s.low(m.first - 1) == "the")) not in _AGAINST)


def _antecedent(s: Sentence, before: Clause, at: int) -> tuple[Mention, ...]:
    inside = [m for m in s.mentions if before.first <= m.first < at and m.last <= at]
    if inside and at - inside[-1].last <= 2:
        return (inside[-1],)
    return before.names if before.verb is None else ()
