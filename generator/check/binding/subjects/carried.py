"""Who words are about that name nobody: what was told of last, what is named soon, whom a note is about."""

from __future__ import annotations

from generator.check.binding.context.scene import Scene
from generator.check.text.entities import Name
from generator.check.text.sentence import Sentence
from generator.check.text.wordset import wordset

_WE = wordset("we we're we've us our")
_WATCH = wordset("see saw seen look looked go gone know known had expect think find found get got")
_ASSERTING = ("move", "record", "super", "compare", "state")


def carried(scene: Scene, s: Sentence, first: int) -> tuple[Name, ...]:
    """The last subject; what opens a draft and asserts something speaks of what is named first, and soon."""
    words = set(s.words(s.part(first).first, first + 3))
    if scene.lead is not None and scene.subject is not None and _WE & words and not _WATCH & words:
        return (scene.lead,)  # who writes of `us` speaks of what the draft is about
    told = scene.lead_near and any(m.cue.role in _ASSERTING for m in s.marks)
    name = scene.subject or scene.section or (scene.lead if told else None)
    return (_of_note(scene, s) or name,) if name else ()


def _of_note(scene: Scene, s: Sentence) -> Name | None:
    """In a note on one company what names nothing is about it, also after a word on the index."""
    lead, last = scene.lead, scene.subject
    if s.mentions or lead is None or last is None or scene.kind(last) not in ("equity_index", "etf"):
        return None
    alone = sum(scene.directory.kind(k) == "equity" for k in scene.cast) == 1
    return lead if alone and scene.kind(lead) == "equity" else None
