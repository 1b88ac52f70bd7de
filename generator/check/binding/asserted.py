"""Whether words assert, deny, or only suppose."""

from __future__ import annotations

from generator.check.text.sentence import Mark, Sentence


def is_denied(s: Sentence, mark: Mark) -> bool:
    """Whether a negation stands before a cue in its clause."""
    lo, _ = s.clause(mark.first)
    return any(m.cue.role == "not" and lo <= m.first < mark.first and mark.first - m.first <= 5 for m in s.marks)


def is_supposed(s: Sentence, mark: Mark) -> bool:
    """Whether a clause only supposes: `if`, `when`, `could`, or a question."""
    lo, _ = s.clause(mark.first)
    words = s.words(max(lo - 1, s.lo), mark.first)
    if s.low(s.lo) in ("if", "when", "whenever", "unless"):
        return True
    return any(
        w in ("if", "when", "whenever", "unless", "could", "would", "should", "may", "might", "will", "can", "as")
        for w in words
    ) or s.text.rstrip().endswith("?")
