"""Short texts beside a brief (headlines, a summary, a post, an e-mail's subject), each through the same gate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, get_args

from generator.polish.conversation import Conversation
from generator.polish.front import lede, title
from generator.polish.passages import Sentence
from generator.polish.polishing import AT_ONCE, Work, asked_passages, task_of
from generator.polish.prompts import LIMITS
from generator.polish.replies import Variants
from generator.polish.result import Variant
from generator.polish.units import faults_of_form

Kind = Literal["headlines", "summary", "social", "subject"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_ENDS = re.compile(r"(?<=[.!?])\s+")


def variants_of(work: Work, conversation: Conversation) -> tuple[Variant, ...]:
    """One request; what fails gets no second one, since the plain text has a headline and a summary already."""
    asked = asked_passages(work, AT_ONCE)
    if not asked or conversation.trouble is not None:
        return tuple(_plain(work, kind, "unanswered") for kind in KINDS)
    answer = conversation.ask_all([task_of(work, "variants", asked)], Variants)[0]
    wanted = {(p.id, s.n) for p in asked for s in p.sentences}
    sentences = [s for p in work.found for s in p.sentences if (p.id, s.n) in wanted]
    return tuple(one for kind in KINDS for one in _of_kind(work, kind, answer, sentences))


def _of_kind(work: Work, kind: Kind, answer: Variants | None, sentences: Sequence[Sentence]) -> list[Variant]:
    lines = [" ".join(line.split()) for line in getattr(answer, kind)] if answer else []
    limit = LIMITS[kind]
    if not lines:
        return [_plain(work, kind, "unanswered")]
    if kind == "summary":
        return [_judged(work, kind, lines, sentences)]
    return [_judged(work, kind, [line], sentences) for line in lines[: limit.lines]]


def _judged(work: Work, kind: Kind, lines: Sequence[str], sentences: Sequence[Sentence]) -> Variant:
    proposed, filled, faults = " ".join(lines), [], []
    for line in lines:
        if work.mode == "slots":
            faults += work.slots.faults(line, sentences, some=True)
            filled.append(work.slots.filled(line)[0])
        else:
            filled.append(line)
    faults += [
        f for one in filled for f in faults_of_form(one if kind == "summary" else f"{one.rstrip('.')}.", one, new=True)
    ]
    limit = LIMITS[kind]
    if len(lines) > limit.lines or any(len(one) > limit.longest for one in filled):
        faults.append(f"more than {limit.lines} of {limit.longest} characters")
    text = " ".join(filled)
    if faults:
        return _plain(work, kind, "refused", proposed, ("form",), "; ".join(dict.fromkeys(faults)) + ".")
    refused = [s for s in work.gate.judge(f"{text}\n").report.sentences or () if not s.accepted]
    if refused:
        reasons = tuple(dict.fromkeys(r for s in refused for r in s.reasons))
        return _plain(work, kind, "refused", proposed, reasons, " ".join(dict.fromkeys(s.message for s in refused)))
    return Variant(kind=kind, proposed=proposed, verdict="accepted", final=text)


def _plain(
    work: Work, kind: Kind, verdict: Literal["refused", "unanswered"], proposed: str | None = None,
    reasons: tuple[str, ...] = (), message: str = "",
) -> Variant:  # fmt: skip
    """What the plain text has for it."""
    return Variant(
        kind=kind, proposed=proposed, verdict=verdict, reasons=reasons, message=message, final=_from_plain(work, kind)
    )


def _from_plain(work: Work, kind: Kind) -> str:
    text = work.gate.text
    opening = _ENDS.split(lede(text))[: LIMITS["summary"].lines] if lede(text) else []
    opening = opening or [s.text for p in work.found for s in p.sentences][: LIMITS["summary"].lines]
    head = title(text) or (opening[0] if opening else "")
    if kind == "summary":
        return " ".join(opening)
    if kind == "social":
        return next((one for one in opening if len(one) <= LIMITS["social"].longest), head)
    return head.split("; ")[0] if kind == "subject" else head
