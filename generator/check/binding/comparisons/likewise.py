"""Who else moved so: `yields ended the quarter higher, and so did the dollar and gold`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.binding.claim import Claim
from generator.check.binding.context.scene import Scene
from generator.check.comparing.tests import SignTest
from generator.check.text.replacing import replace
from generator.check.text.sentence import Mark, Sentence
from generator.check.text.wordset import wordset

_DID = wordset("did has have was were is are had do does")
_JOINTS = (["and"], [","], [",", "and"], ["and", "the"], [",", "the"], [",", "and", "the"])


def bind_likewise(s: Sentence, scene: Scene, told: Callable[[Mark], Claim | None]) -> Iterator[Claim]:
    """A claim for each instrument of which a sentence says that it did as the one before; `told`: what that one did."""
    for k in s.places({"so", "as"}, s.hi - 2):
        first = k + 2 + (s.low(k + 2) == "the")
        named = next((m for m in s.mentions if m.first in (k + 2, first) and m.name.anaphor is None), None)
        marks = [m for m in s.marks_of("move", "state", hi=k) if m.cue.sign]
        if s.low(k + 1) not in _DID or named is None or not marks or s.low(k - 1) not in ("and", ",", ";", "but"):
            continue
        claim = told(marks[-1])
        if claim is None or not claim.readings or not isinstance(claim.test, SignTest):
            continue
        own = [r for r in claim.readings if r.subject == claim.readings[0].subject]
        at, last = k, named.last
        for m in (named, *(m for m in s.mentions if m.first > named.first)):
            if m is not named and s.words(last, m.first) not in _JOINTS:
                break
            last = m.last
            said = Claim(s, at, last, "direction")
            at = last + 1
            if m.name.key is None:
                yield replace(said, missing=f"the tape has no {m.name.label}")
            elif scene.kind(m.name) not in ("flow", "breadth"):
                test = SignTest(claim.test.sign, scene.kind(m.name), open_window=claim.test.open_window)
                yield replace(said, readings=tuple(replace(r, subject=m.name.key) for r in own), test=test)
