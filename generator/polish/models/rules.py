"""A stand-in for a model that needs none: a few rewrites that keep the meaning, to see the whole path offline.

It merges two sentences on one instrument, puts a pronoun for a name that was just said, and varies an opening. Its
proposals go through the same gate as any model's, and some are refused there like any model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.polish.models.model import Ask, Heard, Reply
from generator.polish.replies import Rewritten, Said, SaidPassage, Variants
from generator.polish.tasks import AskedPassage, AskedSentence, Task

MOST_WORDS = 32  # of a merged sentence
MOST_SHORT = 18  # of two that are merged for their shortness
_SMALL = frozenset({"No", "The", "It", "Its", "Both", "Neither", "That", "This", "A", "An"})
_JOINED = re.compile(r"[;:?]|, (?:and|but)\b| and | but | while ")
_TIME = (
    r"(?:[Oo]ver|[Ii]n) (?:a|one|two|three|six|twelve|the past) (?:week|month|year)s?"
    r"|[Tt]his (?:week|month|quarter|year)"
)
_TIME_FIRST = re.compile(rf"({_TIME}),? ([^,]+)\.")
_TIME_LAST = re.compile(rf"([^,]+) ({_TIME})\.")
_SLOT = r"\[\[\d+\]\]"
# A verb, or the slot that holds one, may follow a subject.
_VERB = (
    rf"(?:{_SLOT}|(?:rose|fell|gained|lost|climbed|slipped|stood|stands|closed|ended|is|was|has|had|added|dropped)\b)"
)
_NAME = re.compile(rf"((?:The )?[A-Z][\w&.]*(?: (?:[A-Z&]|\d)[\w&.]*)*) (?={_VERB})")


class Rules:
    """Answers as a model would, by rule."""

    name = "rules"
    address = "rules:"

    def reply(self, ask: Ask, heard: Heard) -> Reply:
        """The rewritten passages of the task."""
        task = ask.task
        found = _short(task) if task.kind == "variants" else Rewritten(passages=tuple(map(_passage, _passages(task))))
        text = found.model_dump_json()
        heard(text)
        return Reply(text, 0, 0)

    def health(self) -> str:
        """It is always there."""
        return "needs no endpoint"

    def close(self) -> None:
        """Holds nothing."""


def _short(task: Task) -> Variants:
    """The first sentences of the brief, as they are."""
    texts = [s.text for p in task.passages for s in p.sentences]
    first = texts[:1]
    return Variants(headlines=tuple(t.rstrip(".") for t in texts[:3]), summary=tuple(texts[:3]), social=tuple(first))


def _passages(task: Task) -> Sequence[AskedPassage]:
    """What was refused once is not tried again."""
    return task.passages if task.kind == "polish" else [p.model_copy(update={"sentences": ()}) for p in task.passages]


def _passage(passage: AskedPassage) -> SaidPassage:
    return SaidPassage(id=passage.id, sentences=tuple(_said(list(passage.sentences))))


def _said(sentences: list[AskedSentence]) -> Iterator[Said]:
    k, before = 0, ""
    while k < len(sentences):
        one, two = sentences[k], sentences[k + 1] if k + 1 < len(sentences) else None
        merged = (_one_subject(one, two) or _two_short(one, two)) if two else None
        if merged and two:
            yield Said(stands_for=(one.n, two.n), text=merged)
            k, before = k + 2, ""
            continue
        yield Said(stands_for=(one.n,), text=_with_pronoun(one, before) or _opened_otherwise(one) or one.text)
        k, before = k + 1, _subject(one)


def _subject(sentence: AskedSentence) -> str:
    """The name that a sentence opens with, as it is written there; empty where it opens otherwise."""
    found = _NAME.match(sentence.text)
    return found[1] if found and found[1] not in _SMALL else ""


def _one_subject(one: AskedSentence, two: AskedSentence) -> str | None:
    """`Gold [[1]]. Gold stands at [[2]].` becomes `Gold [[1]] and stands at [[2]].`"""
    subject = _subject(one)
    rest = two.text.removeprefix(f"{subject} ") if subject else ""
    if not subject or subject != _subject(two) or _JOINED.search(one.text + rest):
        return None
    merged = f"{one.text.removesuffix('.')} and {rest}"
    return merged if one.text.endswith(".") and len(merged.split()) <= MOST_WORDS else None


def _two_short(one: AskedSentence, two: AskedSentence) -> str | None:
    """Two short sentences, of which the second opens with a small word, become one."""
    opening = two.text.split(" ", 1)[0]
    words = len(one.text.split()) + len(two.text.split())
    if opening not in _SMALL or words > MOST_SHORT or not one.text.endswith(".") or _JOINED.search(one.text + two.text):
        return None
    return f"{one.text.removesuffix('.')}, and {opening.lower()}{two.text.removeprefix(opening)}"


def _with_pronoun(sentence: AskedSentence, before: str) -> str | None:
    """`It` for the subject of the sentence before, where both open with the same name."""
    if not before or _subject(sentence) != before:
        return None
    return f"It{sentence.text.removeprefix(before)}"


def _opened_otherwise(sentence: AskedSentence) -> str | None:
    """`Over a month gold is up [[1]].` becomes `Gold is up [[1]] over a month.`, and the other way round."""
    text = sentence.text
    if _JOINED.search(text):
        return None
    if found := _TIME_FIRST.fullmatch(text):
        rest = found[2]
        if not any(rest.lower().startswith((f"{name.lower()} ", f"the {name.lower()} ")) for name in sentence.about):
            return None  # `this year alone` is no time of its own
        return f"{rest[:1].upper()}{rest[1:]} {found[1][:1].lower()}{found[1][1:]}."
    if _subject(sentence) and (found := _TIME_LAST.fullmatch(text)):
        rest = found[1]
        rest = rest[:1].lower() + rest[1:] if rest.startswith("The ") else rest
        return f"{found[2][:1].upper()}{found[2][1:]} {rest}."
    return None
