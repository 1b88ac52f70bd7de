"""Polish: a draft in, a draft out, with a report of every sentence. The plain text is what stands in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.narrative.disclosure import disclose
from generator.narrative.marks import Span
from generator.narrative.wording import Wording
from generator.polish.conversation import Conversation
from generator.polish.front import lede, with_summary
from generator.polish.polishing import Manuscript, Work, lay_open, rewrite
from generator.polish.readability import reading_of
from generator.polish.result import Attempt, Prompt, Result, Sentence, Variant
from generator.polish.settling import Settled
from generator.polish.tasks import Mode
from generator.polish.units import Unit
from generator.polish.variants import variants_of


@dataclass(frozen=True)
class Polished:
    """The text that stands, where it states which fact, and the report."""

    markdown: str
    spans: tuple[Span, ...]
    result: Result

    @property
    def summary(self) -> str:
        """What the text says in short; empty where it does not say so."""
        return lede(self.markdown)

    def withdrawn(self, why: str, spans: tuple[Span, ...]) -> Result:
        """The report when the text cannot stand after all: nothing was changed, and the plain text has these spans."""
        return self.result.model_copy(update={"polished": False, "trouble": why, "spans": spans})


def polish(
    draft: Manuscript, conversation: Conversation, wording: Wording, *, mode: Mode = "slots", variants: bool = False
) -> Polished:
    """Rewrites the prose of a draft within its facts. Whatever a model does, at worst the text stays plain."""
    work = lay_open(draft, mode)
    settled = rewrite(work, conversation)
    short = variants_of(work, conversation) if variants else ()
    sentences = tuple(_sentences(work))
    changed = any(s.verdict == "accepted" for s in sentences)
    markdown, spans = (settled.markdown, settled.spans) if changed else (draft.markdown, tuple(work.spans))
    if changed:
        markdown, moved = with_summary(draft.markdown, markdown, spans)
        markdown, spans = disclose(markdown, wording, polished=True), tuple(moved)
    return Polished(markdown, spans, _result(conversation, mode, sentences, short, spans, changed=changed))


def _sentences(work: Work) -> Iterator[Sentence]:
    for group in work.groups:
        yield from (_sentence(unit) for unit in group)


def _sentence(unit: Unit) -> Sentence:
    same = unit.live and unit.text == unit.plain
    verdict = (
        "unanswered" if unit.proposed is None else "refused" if not unit.live else "unchanged" if same else "accepted"
    )
    return Sentence(
        passage=unit.passage.id, plain=tuple(s.text for s in unit.sentences), proposed=unit.proposed, verdict=verdict,
        reasons=tuple(unit.reasons), message=unit.message, round=unit.round,
        earlier=tuple(Attempt(proposed=text, message=why) for text, why in unit.earlier),
        final=unit.text if unit.live and unit.text else unit.plain,
    )  # fmt: skip


def _result(
    conversation: Conversation, mode: Mode, sentences: Sequence[Sentence], variants: Sequence[Variant],
    spans: Sequence[Span], *, changed: bool,
) -> Result:  # fmt: skip
    calls = conversation.calls
    spent = conversation.budget.spent
    prompts = conversation.prompts
    prompt = Prompt(version=prompts.identity.version, hash=prompts.identity.hash, style=prompts.style.title)
    return Result(
        model=conversation.model.name, mode=mode, prompt=prompt, polished=changed,
        trouble=_trouble(conversation, sentences, changed=changed), sentences=tuple(sentences),
        variants=tuple(variants), calls=tuple(calls), tokens_in=spent[0], tokens_out=spent[1],
        cost=conversation.budget.cost, seconds=round(sum(call.seconds for call in calls), 3),
        plain_reading=reading_of([s for one in sentences for s in one.plain]),
        final_reading=reading_of([one.final for one in sentences]), spans=tuple(spans),
    )  # fmt: skip


def _trouble(conversation: Conversation, sentences: Sequence[Sentence], *, changed: bool) -> str:
    """Why the text is plain, or plain in part, though it need not be; empty where the model did its work."""
    if conversation.trouble is not None:
        return str(conversation.trouble)
    if not sentences:
        return "There is no sentence that may be rewritten."
    failed = [call.trouble for call in conversation.calls if call.trouble]
    if failed and any(s.verdict == "unanswered" for s in sentences):
        return f"{conversation.model.name}: {failed[0]}"
    proposed = [s for s in sentences if s.verdict != "unchanged"]
    if not changed and proposed:
        why = next((s.message for s in proposed if s.message), "")
        return f"{conversation.model.name}: nothing that it proposed could stand" + (f" (first: {why})" if why else ".")
    return ""


__all__ = ["Manuscript", "Polished", "Settled", "polish"]
