"""Where the words and the sample tape lie: inside an installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from generator.errors import AssetError

Name = Literal["templates", "prompts", "sample"]

PACKAGE = Path(__file__).parent
CHECKOUT = {"templates": "templates", "prompts": "prompts", "sample": "fixtures/sample"}


def folder(name: Name) -> Path:
    """The folder of that name: the packaged one, which only an installed package has, else the checkout's.

    The packaged one comes first because a stranger's `templates` may lie beside an installed package.
    """
    places = (PACKAGE / name, PACKAGE.parent / CHECKOUT[name])
    for place in places:
        if place.is_dir():
            return place
    looked = " or ".join(str(place) for place in places)
    raise AssetError(f"not found in {looked}", subject=name, remedy="Install truetape again, or run it in a checkout.")


def sample_tape() -> Path:
    """The folder of the embedded sample tape: made, not market data."""
    return folder("sample")
