"""What is wrong with a value that somebody wrote, in words that need no knowledge of the library that found it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import ValidationError

KEY = r"^[a-z][a-z0-9_]*$"
_BY_TYPE = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "finite_number": "is no finite number",
    "literal_error": "is none of {expected}",
    "enum": "is none of {expected}",
    "greater_than": "is not above {gt}",
    "greater_than_equal": "is below {ge}",
    "less_than": "is not below {lt}",
    "less_than_equal": "is above {le}",
    "string_too_short": "has fewer than {min_length} characters",
    "too_short": "has fewer than {min_length} entries",
    "too_long": "has more than {max_length} entries",
    "string_too_long": "has more than {max_length} characters",
    "json_invalid": "is no JSON",
}
_BY_STEM = {
    "string": "is no text", "int": "is no whole number", "float": "is no number", "decimal": "is no number",
    "bool": "is neither true nor false", "date": "is no date (YYYY-MM-DD)", "datetime": "is no time",
    "list": "is no list", "tuple": "is no list", "set": "is no list", "dict": "is no table", "mapping": "is no table",
    "model": "is no table", "dataclass": "is no table", "url": "is no address", "path": "is no path",
}  # fmt: skip


def first_fault(error: ValidationError) -> tuple[str, str]:
    """Where the first value stands that does not fit (`llm.timeout`; empty: the whole), and what is wrong with it."""
    first = error.errors(include_url=False)[0]
    return ".".join(str(part) for part in first["loc"]), _in_words(first["type"], first.get("ctx", {}), first["msg"])


def _in_words(kind: str, context: dict[str, Any], message: str) -> str:
    if kind.endswith("too_short") and context["min_length"] == 1:
        return "is empty"
    if kind == "string_pattern_mismatch":
        key = context["pattern"] == KEY
        return (
            "takes small letters, digits and _, a letter first" if key else f"is not of the form {context['pattern']}"
        )
    if kind in _BY_TYPE:
        return _BY_TYPE[kind].format(**context).replace("'", "")
    stem = kind.partition("_")[0]
    if stem in _BY_STEM:
        return _BY_STEM[stem]
    return message.removeprefix("Value error, ")
