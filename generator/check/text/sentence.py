"""A sentence with everything that the lexicons recognise in it: names, times, numbers, cues, clauses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import InitVar, dataclass, field
from datetime import timedelta

from generator.check.text.clauses import Clause, read_clauses
from generator.check.text.crosses import crossed
from generator.check.text.dates import Clock
from generator.check.text.entities import Directory, Mention, Name
from generator.check.text.lexicon import CUES, Cue
from generator.check.text.masks import masks
from generator.check.text.numerals import counting, number_word
from generator.check.text.ones import with_ones
from generator.check.text.quantities import Quantity, quantities
from generator.check.text.replacing import replace
from generator.check.text.scopes import Scope, read_scopes
from generator.check.text.sheets import with_sheets
from generator.check.text.source import Block, Source
from generator.check.text.strangers import strangers
from generator.check.text.tickers import with_tickers
from generator.check.text.tokens import Token, sentences, tokenize
from generator.check.text.us import WORDS as US
from generator.check.text.us import with_us
from generator.check.text.verbs import AUXILIARIES
from generator.check.text.when import When
from generator.check.text.wordset import wordset

_CLAUSE_SIGNS = wordset(", ; : — – ( ) / | •")
_CLAUSE_WORDS = wordset("""
    and but while whereas although though as which who because after before when yet so whilst despite than then
    even
""")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue at tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    cue: Cue


class _Lows(dict[int, str]):
    """Lower-case words by token; nothing outside the sentence."""

    def __missing__(self, i: int) -> str:
        return ""


@dataclass(slots=True)
class _Seen:
    """What was looked up in a sentence, which its copies share: nothing in it hangs on what was used or settled."""

    low: Callable[[int], str]
    vocabulary: frozenset[str]
    counting: list[int] | None = None
    whole: list[int] | None = None
    verbal: list[int] | None = None
    bounds: list[int] | None = None
    marked: dict[int, Mark] | None = None
    roles: frozenset[str] | None = None
    scoped: frozenset[int] | None = None

    @classmethod
    def of(cls, lows: list[str], lo: int, hi: int) -> _Seen:
        """Tokens `lo` to `hi` of a block with these words."""
        own = lows[lo:hi]
        return cls(_Lows(enumerate(own, lo)).__getitem__, frozenset(own))  # `low` needs no frame


@dataclass(slots=True)
class Sentence:
    """Tokens `lo` to `hi` of a block, with what was recognised in them."""

    block: Block
    tokens: list[Token]
    lows: list[str]  # the lower-case word of each token
    lo: int
    hi: int
    mentions: list[Mention]
    whens: list[When]
    numbers: list[Quantity]
    marks: list[Mark]
    masked: list[bool]
    scopes: list[Scope] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    spent: set[int] = field(default_factory=set)
    backs: dict[int, tuple[str, str, int]] = field(default_factory=dict)  # `since` a time: kind, period, sign
    counts: dict[int, tuple[int, int, bool] | None] = field(default_factory=dict)  # what `count_at` has found
    lacking: dict[int, tuple[str, ...]] = field(default_factory=dict)  # at a token: who of those meant is on no tape
    low: Callable[[int], str] = field(init=False)  # the lower-case word at a token, or nothing outside the sentence
    vocabulary: frozenset[str] = field(init=False)  # a rule whose words are not among them has nothing to find
    seen: InitVar[_Seen | None] = None
    _seen: _Seen = field(init=False)
    _parts: list[Clause] = field(init=False, default_factory=list)

    def __post_init__(self, seen: _Seen | None) -> None:
        self._seen = seen or _Seen.of(self.lows, self.lo, self.hi)
        self.low, self.vocabulary = self._seen.low, self._seen.vocabulary

    @property
    def parts(self) -> list[Clause]:
        """The clauses of the sentence."""
        if not self._parts:
            self._parts = read_clauses(self)
        return self._parts

    @property
    def scoped(self) -> frozenset[int]:
        """Tokens of `since our file starts in 2018` and the like: no verb in them is the sentence's."""
        if self._seen.scoped is None:
            self._seen.scoped = frozenset(k for c in self.scopes for k in range(c.first, c.last))
        return self._seen.scoped

    def places(self, words: Set[str], hi: int | None = None) -> list[int]:
        """The tokens of the sentence (before `hi`) whose lower-case word is one of these."""
        if self.vocabulary.isdisjoint(words):
            return []
        lows = self.lows
        return [i for i in range(self.lo, self.hi if hi is None else hi) if lows[i] in words]

    @property
    def counting(self) -> list[int]:
        """The tokens that a number or ordinal may begin with."""
        if self._seen.counting is None:
            self._seen.counting = counting(self.tokens, self.lo, self.hi)
        return self._seen.counting

    @property
    def whole(self) -> list[int]:
        """The tokens that a whole number begins with, in digits or words."""
        if self._seen.whole is None:
            self._seen.whole = [i for i in self.counting if number_word(self.tokens, i) is not None]
        return self._seen.whole

    @property
    def verbal(self) -> list[int]:
        """The tokens that may be a verb: auxiliaries, cues and contractions (`it's`)."""
        if self._seen.verbal is None:
            marked = {m.first for m in self.marks}
            self._seen.verbal = [
                k
                for k in range(self.lo, self.hi)
                if (k in marked or self.lows[k] in AUXILIARIES or self.tokens[k].possessive) and k not in self.scoped
            ]
        return self._seen.verbal

    def again(self) -> Sentence:
        """The sentence as it was read, with nothing in it used or settled yet."""
        return Sentence(
            self.block, self.tokens, self.lows, self.lo, self.hi, [*self.mentions], [*self.whens], [*self.numbers],
            self.marks, self.masked, self.scopes, seen=self._seen,
        )  # fmt: skip

    def reread(self) -> None:
        """Forgets the clauses, after names were settled anew."""
        self._parts = []

    def part(self, i: int) -> Clause:
        """The clause that a token belongs to."""
        parts = self._parts or self.parts
        for clause in parts:
            if i < clause.last:
                return clause
        return parts[-1]

    def words(self, first: int, last: int) -> list[str]:
        """Lower-case words."""
        return self.lows[first if first > self.lo else self.lo : last if last < self.hi else self.hi]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The place in the draft of tokens `first` to `last` (exclusive)."""
        return self.block.span(self.tokens[first].start, self.tokens[last - 1].end)

    @property
    def text(self) -> str:
        """The clean text of the sentence."""
        return self.block.text[self.tokens[self.lo].start : self.tokens[self.hi - 1].end]

    def phrase(self, first: int, last: int) -> str:
        """The clean text of some tokens; nothing where there are none."""
        if not 0 <= first < last <= len(self.tokens):
            return ""
        return self.block.text[self.tokens[first].start : self.tokens[last - 1].end]

    def boundary(self, i: int) -> bool:
        """Whether a clause begins or ends at this token."""
        return self.lows[i] in _CLAUSE_SIGNS or (self.lows[i] in _CLAUSE_WORDS and not self.masked[i])

    def clause(self, i: int) -> tuple[int, int]:
        """The clause around a token, between commas, brackets and conjunctions."""
        bounds = self._seen.bounds
        if bounds is None:
            bounds = self._seen.bounds = [k for k in range(self.lo, self.hi) if self.boundary(k)]
        before, after = bisect_left(bounds, i), bisect_right(bounds, i)
        lo = bounds[before - 1] + 1 if before else self.lo
        hi = bounds[after] if after < len(bounds) else self.hi
        return lo, max(hi, i + 1)

    def hard_clause(self, i: int) -> tuple[int, int]:
        """The stretch around a token between semicolons, colons, dashes and full stops."""
        if self.lo <= i < self.hi and self.vocabulary.isdisjoint(_HARD):
            return self.lo, self.hi
        lo = i
        while lo > self.lo and self.lows[lo - 1] not in _HARD:
            lo -= 1
        hi = i + 1
        while hi < self.hi and self.lows[hi] not in _HARD:
            hi += 1
        return lo, hi

    def mark_at(self, i: int) -> Mark | None:
        """The cue that begins at a token."""
        if self._seen.marked is None:
            self._seen.marked = {m.first: m for m in reversed(self.marks)}
        return self._seen.marked.get(i)

    def marks_of(self, *roles: str, lo: int | None = None, hi: int | None = None) -> list[Mark]:
        """Cues of some roles in a stretch."""
        if self._seen.roles is None:
            self._seen.roles = frozenset([m.cue.role for m in self.marks])
        if self._seen.roles.isdisjoint(roles):
            return []
        low, high = self.lo if lo is None else lo, self.hi if hi is None else hi
        return [m for m in self.marks if m.cue.role in roles and low <= m.first < high]


Parsed = list[tuple[Block, list[Sentence]]]  # the blocks of a text with their sentences
_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are", "get", "gets", "got"})
_HARD = frozenset({";", "\u2014", ":"})


def read_blocks(source: Source, directory: Directory, clock: Clock) -> Parsed:
    """The blocks of a text with their sentences."""
    return [(block, read_sentences(block, directory, clock)) for block in source.blocks]


def read_sentences(block: Block, directory: Directory, clock: Clock) -> list[Sentence]:
    """The sentences of a block."""
    tokens = tokenize(block.text)
    if not tokens:
        return []
    masked = masks(tokens)
    lows = [t.low for t in tokens]
    mentions = with_tickers(tokens, [m for m in directory.find(tokens) if not masked[m.first]])
    mentions = with_ones(tokens, mentions, directory) if "ones" in lows or "one" in lows else mentions
    mentions = with_us(tokens, mentions) if not US.isdisjoint(lows) else mentions
    mentions = with_sheets(tokens, mentions, directory) if "sheet" in lows else mentions
    mentions = _without_growth(tokens, mentions) if "inflation" in lows else mentions
    taken = list(masked)
    _take(taken, (m for m in mentions if m.name.anaphor is None))
    whens = [w for w in clock.find(tokens) if not any(taken[w.first : w.last])]
    _take(taken, whens)
    numbers = quantities(tokens, taken)
    for q in numbers:
        taken[q.first : q.last] = [True] * (q.last - q.first)
    mentions = crossed(tokens, _outside(mentions, numbers), numbers, directory) if mentions else []
    marks = list(_marks(tokens, taken, numbers))
    mentions = _with_strangers(block, tokens, mentions, whens, numbers, marks, masked)
    found = [
        _part(block, tokens, lows, lo, hi, mentions, whens, numbers, marks, taken)
        for lo, hi in sentences(tokens, block.text)
    ]
    rest = iter(found)
    here = next(rest)
    for scope in read_scopes(tokens, whens):
        while scope.first >= here.hi:
            here = next(rest)
        if scope.kind == "age" and any(scope.first < m.first < scope.last for m in here.mentions):
            continue  # `the biggest rise in two-year yields`
        here.scopes.append(scope)
        if scope.on_file:  # the start of a file is no time that is told of
            here.whens = [_from_then(w, scope) for w in here.whens if w.day or not scope.first <= w.first < scope.last]
    return found


def _from_then(when: When, scope: Scope) -> When:
    """`since the funds began trading on 11 January`: also a day from which the moves of others count."""
    if not scope.first <= when.first < scope.last or when.day is None:
        return when
    return replace(when, prep="since", others=(when.day - timedelta(1),))


def _without_growth(tokens: Sequence[Token], mentions: list[Mention]) -> list[Mention]:
    """The names without the `inflation` of Bitcoin's own supply: `BTC's annual inflation rate`."""
    ends = {m.last for m in mentions if m.name.concept == "btc"}
    return [m for m in mentions if tokens[m.first].low != "inflation" or not ends & {m.first, m.first - 1}]


def _with_strangers(
    block: Block,
    tokens: Sequence[Token],
    mentions: list[Mention],
    whens: Sequence[When],
    numbers: Sequence[Quantity],
    marks: Sequence[Mark],
    masked: Sequence[bool],
) -> list[Mention]:
    """The mentions, and beside them the instruments that no list knows."""
    if block.role == "cell":
        return mentions
    busy = list(masked)
    _take(busy, mentions)
    _take(busy, whens)
    cues = {m.first: m.cue for m in marks}
    found = [
        Mention(first, last, Name(name.lower(), None, "", name))
        for first, last in strangers(tokens, busy, numbers, cues.get, heading=block.role == "heading")
        for name in [" ".join(t.text for t in tokens[first:last])]
    ]
    return sorted([*mentions, *found], key=lambda m: m.first) if found else mentions


def _outside(mentions: Sequence[Mention], numbers: Sequence[Quantity]) -> list[Mention]:
    """The mentions that are no unit of a number: the yen of `145 yen` is none."""
    inside = {k for q in numbers for k in range(q.core, q.last)}
    return [m for m in mentions if m.first not in inside]


def _part(
    block: Block,
    tokens: list[Token],
    lows: list[str],
    lo: int,
    hi: int,
    mentions: Sequence[Mention],
    whens: Sequence[When],
    numbers: Sequence[Quantity],
    marks: Sequence[Mark],
    taken: list[bool],
) -> Sentence:
    return Sentence(
        block, tokens, lows, lo, hi, [m for m in mentions if lo <= m.first < hi], [w for w in whens if lo <= w.first < hi],
        [q for q in numbers if lo <= q.core < hi], [m for m in marks if lo <= m.first < hi], taken,
    )  # fmt: skip


def _take(taken: list[bool], spans: Iterable[Mention | When]) -> None:
    for span in spans:
        for k in range(span.first, span.last):
            taken[k] = True


def _by_number(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a cue's `by` only leads to its number."""
    return end - i > 1 and tokens[end - 1].low == "by" and not (i and tokens[i - 1].low in _PASSIVE)


_PHRASAL = wordset(
    "blew blow blows blown broke breaks wrapped wraps wrapping lit showed shows shown summed sums kicked kicks laid paid shut wound calmed"
)


def _plain_noun(tokens: Sequence[Token], i: int, taken: Sequence[bool]) -> bool:
    """`smaller and domestic firms`: companies; `gold firms` is a move. `Terra blew up`: no rise."""
    if tokens[i].low in ("up", "down", "off") and i and tokens[i - 1].low in _PHRASAL:
        return True
    if tokens[i].low == "up" and [t.low for t in tokens[i + 1 : i + 4]] == ["to", "and", "including"]:
        return True
    return tokens[i].low == "firms" and i > 0 and not taken[i - 1] and tokens[i - 1].text.islower()


_TIMES = frozenset(
    {"day", "session", "week", "month", "quarter", "year", "decade", "half", "one-day", "spell", "century"}
)


def _of_time(tokens: Sequence[Token], i: int, last: int) -> tuple[int, tuple[int, Cue]] | None:
    """`the weakest month since`, `its worst of the year`: the superlative of a time, and no place among instruments."""
    if last >= len(tokens) or tokens[last].low not in _TIMES:
        return None
    first = i + (tokens[i].low == "the")
    inner = CUES.match(tokens, first, first + 1)
    return None if inner is None or inner[1].role != "super" else (first, inner)


def _marks(tokens: Sequence[Token], taken: Sequence[bool], numbers: Sequence[Quantity]) -> Iterator[Mark]:
    last = 0
    edges = iter([*(q.first for q in numbers), len(tokens)])
    end = next(edges)  # a phrase does not run into a number: `lost | more than 100 points`
    for i in CUES.starts(tokens):
        if i < last or taken[i] or _plain_noun(tokens, i, taken):
            continue
        while end <= i and end < len(tokens):
            end = next(edges)
        match = CUES.match(tokens, i, end)
        if match is not None and match[0] == end < len(tokens) and _by_number(tokens, i, end):
            match = CUES.match(tokens, i, end - 1)  # `outperformed by 5 points` is no passive
        if match is not None:
            first, (last, cue) = i, match
            if cue.role == "rank" and (plain := _of_time(tokens, i, last)) is not None:
                first, (last, cue) = plain
            yield Mark(first, last, cue)
