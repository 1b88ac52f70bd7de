"""The words that compare with the past."""

from __future__ import annotations

from generator.check.text.wordset import wordset

WORSE = wordset("worse weaker poorer uglier")
BETTER = wordset("better stronger")
BIGGER = wordset("larger bigger sharper steeper greater deeper heavier faster wider")
HIGHER = wordset("higher dearer pricier richer tighter firmer")
LOWER = wordset("lower cheaper looser")
COMPARED = WORSE | BETTER | BIGGER | HIGHER | LOWER
TALL = wordset("high tight expensive strong dear pricey rich elevated")
SHORT = wordset("low loose cheap weak calm subdued quiet depressed")
SIZED = TALL | SHORT
SEEN = wordset(
    "seen happened occurred matched equalled equaled surpassed reached visited recorded witnessed beaten rivalled topped bettered exceeded touched"
)
