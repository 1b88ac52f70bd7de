"""Quotations and attributions: what a draft gives to somebody, judged by the stored statements alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.check.answering.reading import Reading
from generator.check.binding.claim import Claim
from generator.check.binding.statements.phrases import (
    ACTORS,
    MARKETS,
    asks,
    clause_end,
    clause_start,
    named,
    on_markets,
)
from generator.check.comparing.altered import content_of
from generator.check.comparing.sources import Sourced, Statements, Told, signs_of
from generator.check.text.sentence import Sentence
from generator.check.text.source import Block
from generator.check.text.tokens import Token
from generator.check.text.wordset import wordset

_SAID = wordset(
    "said says say told argue argued argues warn warned warns wrote writes remarked reckons reckon believes believe claim claims claimed concluded"
)
_NOTED = wordset(
    "noted notes reported reports added adds suggest suggests suggested estimates estimated considers reviewed commented calculated pointed revealed showed"
)
_SEES = wordset(
    "expects expected sees forecasts forecast predicts projects targets thinks calls called put puts described describes per cited"
)
_TELLING = _SAID | _NOTED | _SEES | {"according"}
_QUOTED = (
    _SAID
    | _NOTED
    | wordset(
        "put commented asks asked quipped joked announced sighed muttered grumbled insisted admitted conceded explained shrugged laughed replied recalled"
    )
)
_NO_VOICES = wordset("""
    i we you he she it that this history data figures chart charts model numbers tape file table page label note box
    everyone everybody nobody who which they one's rule wisdom adage saying report survey
""")
_DATA = wordset("""
    data figures records record statistics tradingview factset bloomberg tradeweb coinmarketcap coingecko refinitiv lseg
    farside coinglass tape file table survey numbers me plan my our taste legend this schedule rules definitions
""")
_FIRMS = wordset(
    "bank council research capital securities group partners fund institute monitor letter association agency ministry treasury imf ecb committee markets"
)
_SPEAKERS = wordset(
    "issuer issuers client clients customers shareholders executive executives spokesman spokeswoman spokesperson boss cio ceo cfo"
)
_NO_TELLING = wordset("rose fell climbed yield yields were was are is due maturing auction")

LONGEST_QUOTE = 300  # tokens; what runs on is a mark that was never closed
TELLERS = 5  # words of saying in one part of a sentence that are looked at


@dataclass(slots=True)
class Voices:
    """The stored statements, and the quotations of the block that is being read."""

    statements: Statements
    spans: list[tuple[int, int]] = field(default_factory=list)

    def enter(self, block: Block, tokens: Sequence[Token]) -> None:
        """Finds the quotations of a block; one may run over several sentences."""
        marks = [mark for mark in ('"', "'") if mark in block.text]
        pairs = next((found for mark in marks if (found := _pairs(tokens, mark))), [])
        self.spans = [(a, b) for a, b in pairs if sum(t.kind == "word" for t in tokens[a:b]) > 3]

    def of(self, s: Sentence) -> list[tuple[int, int]]:
        """The quotations that begin in a sentence, or reach into it."""
        return [(a, b) for a, b in self.spans if a < s.hi and b >= s.lo]


def _pairs(tokens: Sequence[Token], mark: str) -> list[tuple[int, int]]:
    """Quotations: a mark that opens a word, and one that closes after one; a single mark only after a stop."""
    found: list[tuple[int, int]] = []
    opened = -1
    for i in [i for i, token in enumerate(tokens) if token.text == mark]:
        token = tokens[i]
        if i + 1 < len(tokens) and tokens[i + 1].glued and not (opened >= 0 and token.glued):
            opened = i
        elif opened >= 0 and token.glued and (mark == '"' or tokens[i - 1].text in (",", ".", "!", "?")):
            if i - opened <= LONGEST_QUOTE:
                found.append((opened, i))
            opened = -1
    return found


def bind_quotes(s: Sentence, voices: Voices) -> Iterator[Claim]:
    """The quotations that begin in a sentence."""
    for a, b in voices.of(s):
        if a < s.lo:
            continue
        told = _quoted(s, a, b)
        words = sum(t.kind == "word" for t in s.tokens[a:b])
        sourced = voices.statements.rule(told)
        if sourced.number or (words > 3 and _is_quotation(s, a, b, words)):
            yield _claim(s, a, b + 1, "quote", sourced)


def _quoted(s: Sentence, a: int, b: int) -> Told:
    end = min(b, s.hi)
    before = s.block.text[s.tokens[max(s.lo, a - 16)].start : s.tokens[a].start] if a > s.lo else ""
    last = min(b + 16, len(s.tokens) - 1)
    after = s.block.text[s.tokens[b].end : s.tokens[last].end]
    return Told(
        s.phrase(a + 1, b), f"{before} \u2026 {after}", True, numbers=tuple(q for q in s.numbers if a < q.core < end),
        signs=signs_of(s, a, end), days=_days(s), content=content_of(s, a + 1, end),
    )  # fmt: skip


def _days(s: Sentence) -> frozenset[str]:
    """The day on which a sentence says that somebody spoke."""
    days = [w for w in s.whens if w.grain == "day" and w.full and w.end and not w.since]
    return frozenset(str(w.end) for w in days if any(x in _SAID | _NOTED for x in s.words(w.first - 3, w.first)))


def _is_quotation(s: Sentence, a: int, b: int, words: int) -> bool:
    """Whether somebody is quoted on a market, and not a title or a word at arm's length."""
    around = [t.low for t in [*s.tokens[max(s.lo, a - 8) : a], *s.tokens[b + 1 : b + 8]]]
    said = any(w in _QUOTED for w in around) or (a > s.lo and s.tokens[a - 1].text == ":")
    near = s.tokens[max(s.lo, a - 12) : b + 16]
    market = named(s, a, b) or any(t.low in ACTORS | MARKETS | _FIRMS | _SPEAKERS for t in near)
    return market and (said or words > 7)


def bind_attributions(s: Sentence, voices: Voices) -> Iterator[Claim]:
    """The attributions of a sentence: one a part, since one teller carries the rest of it."""
    if s.vocabulary.isdisjoint(_TELLING) or asks(s) or any(a < s.hi and b >= s.lo for a, b in voices.spans):
        return
    for start, end in _parts(s):
        part = s.phrase(start, end)
        known = part if voices.statements.spoken_of(part) else ""
        saying = [i for i in s.places(_TELLING) if start <= i < end]
        tellers = [(i, *t) for i in saying if (t := _teller(s, i, bool(known)))]
        for i, first, last in tellers[:TELLERS]:
            told = _reported(s, start, end, known or s.phrase(first, last), (first, last))
            sourced = voices.statements.rule(told)
            if sourced.number:
                yield _claim(s, start, end, "attribution", sourced)
                break
            if _asserts(s, i, first, last):
                yield _claim(s, min(first, i), max(clause_end(s, max(last, i + 1)), i + 1), "attribution", sourced)
                break


def _parts(s: Sentence) -> Iterator[tuple[int, int]]:
    """The stretches of a sentence between semicolons."""
    cuts = [s.lo - 1, *(k for k in range(s.lo, s.hi) if s.tokens[k].text == ";"), s.hi]
    return ((a + 1, b) for a, b in pairwise(cuts) if b - a > 2)


def _reported(s: Sentence, first: int, last: int, teller: str, named: tuple[int, int]) -> Told:
    return Told(
        s.phrase(first, last), teller, False, frozenset(m.key for m in s.mentions if m.key),
        tuple(q for q in s.numbers if first <= q.core < last), signs_of(s, first, last), _days(s),
        content_of(s, first, last, named),
    )  # fmt: skip


def _teller(s: Sentence, i: int, known: bool) -> tuple[int, int] | None:
    """The tokens that name who says something, where token `i` says that somebody does."""
    word = s.low(i)
    if word == "according" and s.low(i + 1) == "to":
        return i + 2, max(clause_end(s, i + 2), i + 3)
    if word not in _SAID and word not in _NOTED and not (known and word in _SEES):
        return None
    if s.low(i - 1) == ")":  # `Nordbank (Oslo) said`
        i = next((k for k in range(i - 2, s.lo, -1) if s.low(k) == "("), i)
    first = clause_start(s, i)
    if first < i:
        return first, i
    return (i + 1, max(clause_end(s, i + 1), i + 2)) if i + 1 < s.hi else None


def _asserts(s: Sentence, i: int, first: int, last: int) -> bool:
    """Whether words without a source are given to somebody, and are about a market."""
    teller = s.words(first, last)
    if s.low(i) == "according":
        return not set(teller) & _DATA and on_markets(s, s.lo, s.hi)
    if (
        not teller
        or set(teller[-2:]) & _NO_VOICES
        or teller[0] in _NO_VOICES
        or s.low(i - 1) in ("be", "to", "been", "is", "are", "was")
    ):
        return False
    if any(
        m.last == last and m.name.kind in ("equity_index", "crypto", "commodity", "volatility_index", "rate")
        for m in s.mentions
    ):
        return False
    if any(q.first == i + 1 + (s.low(i + 1) == "another") for q in s.numbers):
        return False  # `the index has added 1.6 %`, `added another 1.4 %`
    voice = set(teller) & (ACTORS | _FIRMS) or _is_name(s, first, last)
    if s.low(i) in _NOTED and not (
        (
            voice
            and s.low(i + 1) not in _NO_TELLING
            and s.low(i - 1) not in ("treasury", "treasuries", "year", "bank", "jobless", "earnings")
        )
        or s.low(i + 1) in ("that", "no")
    ):
        return False
    return bool(voice) and (on_markets(s, i + 1, s.hi) or on_markets(s, s.lo, first))


def _is_name(s: Sentence, first: int, last: int) -> bool:
    """Whether the teller is named: `Kenji Mori`, `the World Bank`."""
    names = [t for t in s.tokens[first:last] if t.kind == "word" and t.text[:1].isupper()]
    return len(names) > 1 or (len(names) == 1 and names[0] is not s.tokens[s.lo])


def _claim(s: Sentence, first: int, last: int, kind: str, sourced: Sourced) -> Claim:
    missing = "A quotation without a stored source." if kind == "quote" else "An attribution without a stored source."
    readings = (Reading("statement", str(sourced.number)),) if sourced.number else ()
    return Claim(
        s, first, min(last, len(s.tokens)), kind, readings, settled=sourced.ruling, message=sourced.message or missing
    )


def is_sourced(claim: Claim) -> bool:
    """Whether a stored statement spoke to a claim."""
    return claim.kind in ("quote", "attribution") and bool(claim.readings)
