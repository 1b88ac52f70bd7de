"""What no number supports: causes, forecasts, advice, quotations and attributions, found and named as such."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.statements.advice import bind_advice
from generator.check.binding.statements.causes import bind_causes
from generator.check.binding.statements.forecasts import bind_forecasts
from generator.check.binding.statements.phrases import clause_end
from generator.check.binding.statements.quotes import Voices, bind_attributions, bind_quotes, is_sourced
from generator.check.comparing.policy import Ruling
from generator.check.text.quantities import Quantity
from generator.check.text.sentence import Sentence


def bind_statements(s: Sentence, voices: Voices) -> list[Claim]:
    """The claims of a sentence that no number supports. What a stored statement speaks to is judged by it alone."""
    told = [*bind_quotes(s, voices), *bind_attributions(s, voices)]
    taken = [c for c in told if c.kind == "quote" or is_sourced(c)]
    found = [*told]
    for claim in (*bind_causes(s), *bind_forecasts(s), *bind_advice(s)):
        if not _among(claim, taken):
            found.append(claim)
            taken.append(claim)
    spoken = [q for q in s.numbers if any(_covers(c, q) for c in taken if c.kind != "cause")]
    spoken += [q for q in s.numbers if _is_quoted(voices, s, q.core) or _is_supposed(s, q)]
    s.used |= {q.core for q in spoken}
    return [*found, *_numbers(s, [c for c in found if c.kind == "forecast"])]


def is_spoken_for(claim: Claim, others: list[Claim], voices: Voices) -> bool:
    """Whether a claim stands in words that are somebody else's, or about what is to come."""
    if _is_quoted(voices, claim.sentence, claim.first):
        return True
    return _among(claim, [c for c in others if c.kind in ("forecast", "quote", "advice") or is_sourced(c)])


def _is_quoted(voices: Voices, s: Sentence, i: int) -> bool:
    return bool(voices.spans) and any(a < i < b for a, b in voices.of(s))


def _is_supposed(s: Sentence, q: Quantity) -> bool:
    """`We would not attach meaning to a threshold of 20%`."""
    if "would" not in s.vocabulary:
        return False
    first = s.hard_clause(q.core)[0]
    return any(s.low(k) == "would" and s.low(k + 1) != "have" for k in range(first, q.core))


def _among(claim: Claim, others: list[Claim]) -> bool:
    return any(o.first < claim.last and o.last > claim.first for o in others)


def _covers(claim: Claim, q: Quantity) -> bool:
    return claim.first <= q.core < (_reach(claim) if claim.kind == "forecast" else claim.last)


def _reach(claim: Claim) -> int:
    """How far the numbers of a forecast go: `..., with purchases of $60 billion`, `..., to 4,200`."""
    s, end = claim.sentence, claim.last
    if s.low(end + 1) in ("with", "and", "or", "to", "from", "then") or s.tokens[min(end, s.hi - 1)].text == "(":
        further = clause_end(s, end + 1)
        if not any(end < m.first < further and m.cue.role in ("move", "state") for m in s.marks):
            return further
    return end


def _numbers(s: Sentence, forecasts: list[Claim]) -> Iterator[Claim]:
    """A forecast's numbers are forecasts, each by itself."""
    for claim in forecasts:
        for q in (q for q in s.numbers if _covers(claim, q)):
            ruling = Ruling("not_covered", "source", "forecast")
            yield Claim(s, q.first, q.last, "forecast", settled=ruling, message=claim.message)
