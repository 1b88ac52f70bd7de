"""What the chats have in common: a text of the title, the summary and the link, in messages that fit.

None of their webhooks can be asked what was posted. So a message whose answer is lost is `unknown`, and a person looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from generator.publish.rendering import pieces
from generator.publish.steps import Job, Notes


def said(job: Job, most: int, length: Callable[[str], int] = len) -> list[str]:
    """The summary in pieces."""
    return pieces(job.summary, most, length) or [""]


def cut(text: str, most: int, length: Callable[[str], int] = len) -> str:
    """One line of at most `most`, ended by an ellipsis where something is left out."""
    line = " ".join(text.split())
    if length(line) <= most:
        return line
    return pieces(line, most - 1, length)[0].rstrip(" ,;:") + "…"


def packed(parts: Sequence[str], most: int, length: Callable[[str], int] = len) -> list[str]:
    """Parts in as few messages as hold them, a blank line between two; no part is longer than `most`."""
    found: list[str] = []
    for part in parts:
        if found and length(f"{found[-1]}\n\n{part}") <= most:
            found[-1] += f"\n\n{part}"
        elif part:
            found.append(part)
    return found


def left_over(before: Notes, used: int) -> list[Any]:
    """The ids of an earlier version's messages, beyond those that the new one changes."""
    names = sorted((name for name in before if name.startswith("message:")), key=lambda name: int(name[8:]))
    return [before[name]["id"] for name in names[used:] if before[name].get("id")]
