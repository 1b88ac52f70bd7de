"""A brief before its own checker, which sees the text alone: other words, then a passage less, else no brief.

A statement that a fact has proved and that the checker reads otherwise is badly put, or badly read; a reader may read
it so too. Other words are tried first. Where none help, the sentence is left out with what follows it in its paragraph.
A figure that no fact stands behind is a template's own, and refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from generator.check.checker import Checker
from generator.check.report import Finding, Report
from generator.errors import BriefError
from generator.narrative import Draft
from generator.narrative.draft import FRONT_MATTER
from generator.narrative.marks import Span
from generator.tape import Tape

T = TypeVar("T")

WORDINGS = 12  # choices of words that are tried
CUTS = 6  # passages that may be left out of one draft
_READ = ("en",)  # languages that the checker reads
_SENTENCE = re.compile(r"[.!?][”\"’)*]*\s+(?=[“\"*(]*[A-Z0-9])")
_FIXED = ("#", "|", "!", ">", "-", "*")  # how blocks begin from which no sentence can be taken


def settle(tape: Tape, drafted: Callable[[int], tuple[T, Draft]]) -> tuple[T, Draft, Report | None]:
    """The first draft of `drafted(0)`, `drafted(1)` ... in which the checker finds nothing wrong, with its report.

    Where each has something, the one with the least, without the passages in question. Raises BriefError for a figure
    that no fact has proved, and where something wrong cannot be left out.
    """
    tried: list[tuple[int, T, Draft, Report]] = []
    for turn in range(WORDINGS):
        extra, draft = drafted(turn)
        report = checked(tape, draft)
        if report is None or not wrong(report):
            return extra, draft, report
        tried.append((len(wrong(report)), extra, draft, report))
    if all(unproven(report, draft) for _, _, draft, report in tried):
        raise _refused(unproven(tried[0][3], tried[0][2]) or wrong(tried[0][3])[0])
    for _, extra, draft, report in sorted(tried, key=lambda each: each[0]):
        left = _without(tape, draft, report)
        if left:
            return extra, *left
    raise _refused(wrong(tried[0][3])[0])


def checked(tape: Tape, draft: Draft) -> Report | None:
    """What the checker, which has no part in writing, says of the text; None in a language that it does not read."""
    if draft.language not in _READ:
        return None
    return _checker(tape).check(draft.markdown, draft.sheet.as_of, draft="brief.md")


def unproven(report: Report | None, draft: Draft) -> Finding | None:
    """The first contradicted figure that no proven fact stands behind: a template that prints a number by itself."""
    for claim in report.claims if report else ():
        proven = any(claim.start < s.end and claim.end > s.start for s in draft.spans)
        if claim.verdict == "contradicted" and not proven and any(c.isdigit() for c in claim.text):
            return claim
    return None


@lru_cache(maxsize=2)
def _checker(tape: Tape) -> Checker:
    return Checker(tape)


def wrong(report: Report | None) -> list[Finding]:
    """What the checker reads otherwise than the tape has it."""
    return [c for c in report.claims if c.verdict in ("contradicted", "imprecise")] if report else []


def _without(tape: Tape, draft: Draft, report: Report) -> tuple[Draft, Report] | None:
    """The draft without what the checker reads otherwise; None where that cannot be taken out."""
    for _ in range(CUTS):
        if unproven(report, draft):
            return None
        shorter = cut(draft, wrong(report)[0].start)
        if shorter is None:
            return None
        draft, again = shorter, checked(tape, shorter)
        if again is None or not wrong(again):
            return draft, again or report
        report = again
    return None


def cut(draft: Draft, at: int) -> Draft | None:
    """The draft without the sentence at `at` and what follows it in its paragraph, and a heading left with nothing.

    None where the place is in no paragraph: a heading, the summary, a table, a picture, the front matter, the notes.
    """
    text = draft.markdown
    first = text.rfind("\n\n", 0, at) + 2
    last = text.find("\n\n", at)
    last = len(text) if last < 0 else last
    front = FRONT_MATTER.match(text)
    in_front = front is not None and at < front.end()
    if in_front or text[first:last].startswith(_FIXED) or first > text.rfind("\n---\n"):
        return None
    ends = [first + m.end() for m in _SENTENCE.finditer(text[first:last]) if first + m.end() <= at]
    begin = ends[-1] if ends else first
    if begin == first:  # the whole paragraph, and its heading where nothing else stands under it
        above = text.rfind("\n\n", 0, first - 2) + 2
        alone = text[above:first].startswith("#") and text[last : last + 4].lstrip("\n").startswith(("#", "-"))
        begin = above if alone else first
        gone = (begin, min(last + 2, len(text)))
    else:
        gone = (len(text[:begin].rstrip()), last)
    spans = tuple(moved for span in draft.spans if (moved := _moved(span, *gone)))
    return replace(draft, markdown=text[: gone[0]] + text[gone[1] :], spans=spans)


def _moved(span: Span, begin: int, end: int) -> Span | None:
    if span.end <= begin:
        return span
    back = end - begin
    return span.model_copy(update={"start": span.start - back, "end": span.end - back}) if span.start >= end else None


def _refused(claim: Finding) -> BriefError:
    return BriefError(
        f"the brief says `{claim.text}`, which the checker has otherwise: {claim.message}",
        subject=claim.sentence,
        remedy="Mend the template that says so, or name another --seed; nothing was written.",
    )
