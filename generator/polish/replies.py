"""What a model returns, validated: passages of sentences that each say which sentences they stand for, or variants."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.errors import ModelError
from generator.validation import first_fault

LONGEST = 200_000  # characters of an answer that are looked at
_FENCE = re.compile(r"^```(?:json)?[ \t]*$", re.MULTILINE)


class _Reply(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")  # a model may add remarks; nobody reads them


class Said(_Reply):
    """A returned sentence, and the numbers of the sentences that it stands for."""

    stands_for: tuple[int, ...] = Field(min_length=1)
    text: str = Field(min_length=1)


class SaidPassage(_Reply):
    """A returned passage."""

    id: str
    sentences: tuple[Said, ...]


class Rewritten(_Reply):
    """The answer to a request to rewrite."""

    passages: tuple[SaidPassage, ...] = Field(min_length=1)


class Variants(_Reply):
    """Short texts beside a brief; of each as many lines as were asked for."""

    headlines: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    social: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()


T = TypeVar("T", Rewritten, Variants)


def read_reply(text: str, form: type[T]) -> T:
    """The answer in a text: its first JSON object, with or without words around it. Raises ModelError."""
    try:
        return form.model_validate(_first_object(text[:LONGEST]))
    except ValidationError as error:
        where, what = first_fault(error)
        raise ModelError(f"its answer is not of the form asked for: {where or 'the object'} {what}") from error


def _first_object(text: str) -> Any:  # noqa: ANN401 - whatever it holds
    text = _FENCE.sub("", text)
    at = text.find("{")
    if at < 0:
        raise ModelError("its answer is empty" if not text.strip() else "its answer holds no JSON object")
    try:
        return json.JSONDecoder().raw_decode(text, at)[0]
    except (ValueError, RecursionError) as error:
        raise ModelError("its answer is no valid JSON") from error


def schema_of(form: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of an answer, closed and with every field required, as strict endpoints want it."""
    found: dict[str, Any] = _strict(form.model_json_schema())
    return found


def _strict(schema: Any) -> Any:  # noqa: ANN401 - a JSON value
    if isinstance(schema, list):
        return [_strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    dropped = (
        {"default", "title", "description", "minItems", "minLength"} if "type" in schema or "$ref" in schema else set()
    )
    found = {name: _strict(part) for name, part in schema.items() if name not in dropped}
    if found.get("type") == "object" and "properties" in found:
        found |= {"additionalProperties": False, "required": list(found["properties"])}
    return found
