"""The line of a brief that says who had a hand in it: nobody, a person who edited it, a model that polished it."""

from __future__ import annotations

from generator.narrative.wording import Wording


def disclosed(wording: Wording, *, edited: bool = False, polished: bool = False) -> str:
    """What the line says of who touched the text."""
    words = wording.words["disclosure"]
    return str(words["edited" if edited else "unedited"] + (words["polished"] if polished else ""))


def disclose(markdown: str, wording: Wording, *, edited: bool = False, polished: bool = False) -> str:
    """A text whose disclosure says what it says already, and what is true besides; added where there is none."""
    for was_polished in (True, False):
        for was_edited in (False, True):  # `not edited by a person` holds the words of `edited by a person`
            said = disclosed(wording, edited=was_edited, polished=was_polished)
            at = markdown.rfind(said)
            if at >= 0:
                now = disclosed(wording, edited=edited or was_edited, polished=polished or was_polished)
                return markdown[:at] + now + markdown[at + len(said) :]
    if not (edited or polished):
        return markdown
    words = wording.words["disclosure"]
    alone = " ".join(words[name] for name, is_so in (("edited_alone", edited), ("polished_alone", polished)) if is_so)
    return f"{markdown.rstrip()}\n\n*{alone}*\n"
