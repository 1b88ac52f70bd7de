"""What is wrong with a value, in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from generator.market import Key
from generator.validation import first_fault


class Inner(BaseModel):
    """A table within."""

    n: Annotated[int, Field(ge=1, lt=9)] = 1


class Form(BaseModel):
    """One of each."""

    model_config = ConfigDict(extra="forbid")

    key: Key = "a"
    word: Annotated[str, Field(min_length=1, max_length=3, pattern="^[a-z]*$")] = "a"
    some: Annotated[list[int], Field(min_length=1, max_length=2)] = [1]
    one: Literal["this", "that"] = "this"
    real: Annotated[float, Field(gt=0, le=5, allow_inf_nan=False)] = 1
    flag: bool = True
    day: date = date(2026, 1, 1)
    place: Path = Path()
    inner: Inner = Inner()
    own: int = 1

    @field_validator("own")
    @classmethod
    def refuse(cls, value: int) -> int:
        """Only 1."""
        if value != 1:
            raise ValueError("it is not mine")
        return value


@pytest.mark.parametrize(
    ("given", "where", "what"),
    [
        ({"key": "A b"}, "key", "takes small letters, digits and _, a letter first"),
        ({"word": ""}, "word", "is empty"),
        ({"word": "abcd"}, "word", "has more than 3 characters"),
        ({"word": "A"}, "word", "is not of the form ^[a-z]*$"),
        ({"word": 3}, "word", "is no text"),
        ({"some": []}, "some", "is empty"),
        ({"some": [1, 2, 3]}, "some", "has more than 2 entries"),
        ({"some": 3}, "some", "is no list"),
        ({"some": [1, "x"]}, "some.1", "is no whole number"),
        ({"one": "other"}, "one", "is none of this or that"),
        ({"real": "x"}, "real", "is no number"),
        ({"real": 0}, "real", "is not above 0.0"),
        ({"real": 6}, "real", "is above 5.0"),
        ({"real": float("inf")}, "real", "is no finite number"),
        ({"flag": "perhaps"}, "flag", "is neither true nor false"),
        ({"day": "soon"}, "day", "is no date (YYYY-MM-DD)"),
        ({"place": 5}, "place", "is no path"),
        ({"inner": 1}, "inner", "is no table"),
        ({"inner": {"n": 0}}, "inner.n", "is below 1"),
        ({"inner": {"n": 9}}, "inner.n", "is not below 9"),
        ({"more": 1}, "more", "is not known here"),
        ({"own": 2}, "own", "it is not mine"),
        ([1], "", "is no table"),
    ],
)
def test_the_first_fault_is_told_where_it_stands(given: Any, where: str, what: str) -> None:
    """And never in the words of the library."""
    with pytest.raises(ValidationError) as caught:
        Form.model_validate(given)
    assert first_fault(caught.value) == (where, what)
