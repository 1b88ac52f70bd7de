"""The disclosure says who had a hand in a text, and keeps what it said before."""

import pytest

from generator import assets
from generator.narrative import language
from generator.narrative.disclosure import disclose, disclosed

WORDING = language("en", assets.folder("templates")).wording
NOBODY = "Text.\n\n*Computed from a tape, not edited by a person. No advice.*\n"


def test_a_brief_of_nobody_says_so():
    """As the template prints it."""
    assert disclosed(WORDING) == "not edited by a person"


@pytest.mark.parametrize("first", [{"edited": True}, {"polished": True}])
@pytest.mark.parametrize("second", [{"edited": True}, {"polished": True}, {}])
def test_hands_add_up(first, second):
    """A person after a model, or a model after a person: both are told, in one way."""
    done = disclose(disclose(NOBODY, WORDING, **first), WORDING, **second)
    hands = {**first, **second}
    assert done == NOBODY.replace("not edited by a person", disclosed(WORDING, **hands))
    assert ("not edited" in done) == ("edited" not in hands)
    assert ("by a model" in done) == ("polished" in hands)


def test_a_text_without_a_disclosure_gets_one():
    """At its end, once something was done to it."""
    assert disclose("Text.\n", WORDING) == "Text.\n"
    assert disclose("Text.\n", WORDING, polished=True).endswith(
        "\n\n*Prose polished by a model within the facts given.*\n"
    )
