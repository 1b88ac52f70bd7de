"""What a story is: a plan (which facts, in which order) made from the ranking, and a template that tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.facts.ranking import News
from generator.facts.sheet import Recorder


@dataclass(frozen=True)
class Picture:
    """A chart to be drawn: what it shows, as data. Title and alt text come from the story's template."""

    name: str
    kind: Literal["lines", "spread", "flows", "cases", "ranked"]
    subjects: tuple[str, ...]
    window: str = "1y"
    study: str | None = None


@dataclass(frozen=True)
class Plan:
    """What a template is given by name, pictures, keywords for the front matter, and the keys that it is about."""

    context: dict[str, Any]
    pictures: tuple[Picture, ...] = ()
    tags: tuple[str, ...] = ()
    about: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Story:
    """A story: its name, when it is worth telling (0 to 1), and how it is planned."""

    name: str
    plan: Callable[[Recorder, list[News]], Plan]
    fits: Callable[[Recorder, list[News]], bool] = field(default=lambda _recorder, _ranking: True)
