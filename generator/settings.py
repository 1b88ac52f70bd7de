"""Settings, read once at the edge: `truetape.toml` in the working folder, then TRUETAPE_* of the environment.

This is the only module that reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

from generator.errors import OptionError

FILE = Path("truetape.toml")
PREFIX = "TRUETAPE_"
KNOWN = {"data": Path, "out": Path, "lang": str, "seed": int, "templates": Path}


def read_settings() -> dict[str, Any]:
    """The settings that are given, by name; a command's own options win over them."""
    given = _from_file() | _from_environment()
    unknown = sorted(set(given) - set(KNOWN))
    if unknown:
        raise OptionError(f"unknown setting {unknown[0]}", subject=str(FILE), remedy=f"Use one of: {', '.join(KNOWN)}.")
    return {name: _as(name, value) for name, value in given.items()}


def _from_file() -> dict[str, Any]:
    try:
        return tomllib.loads(FILE.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise OptionError(f"cannot be read: {error}", subject=str(FILE), remedy="Mend or remove the file.") from error


def _from_environment() -> dict[str, str]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in os.environ.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() in KNOWN
    }


def _as(name: str, value: Any) -> Any:  # noqa: ANN401 - what TOML gives
    try:
        return KNOWN[name](value)
    except (TypeError, ValueError) as error:
        raise OptionError(f"`{value}` is no value for it", subject=f"setting {name}") from error


def cache_folder() -> Path:
    """Where what can be made again is kept: `truetape` in the user's cache folder."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "truetape"
