"""All stories by name. A new one is a file here, a template of its name, and a line in this table."""

from __future__ import annotations

from generator.narrative.stories import analog, breakout, divergence, rotation, wrap
from generator.narrative.story import Story

STORIES: dict[str, Story] = {
    story.name: story for story in (wrap.STORY, divergence.STORY, breakout.STORY, rotation.STORY, analog.STORY)
}
