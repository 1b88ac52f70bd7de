"""Prompts are files: Jinja templates and styles of a folder, with a version and a hash that reports give."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from generator.errors import OptionError, TemplateError
from generator.polish.models.model import Ask
from generator.polish.replies import Rewritten, Variants, schema_of
from generator.polish.tasks import Task
from generator.validation import first_fault

_VERSION = re.compile(r"\{#\s*version:\s*(\d+)")
_NAME = re.compile(r"[a-z0-9_-]+")


class Style(BaseModel):
    """A house style: how to write, the longest sentence in words, and the school grade of a reader who follows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    guidance: str
    words: int = Field(ge=5, le=60)
    grade: int = Field(ge=3, le=20)


class Limit(BaseModel):
    """How many texts of a kind are asked for, and the most characters of each."""

    model_config = ConfigDict(frozen=True)

    lines: int
    longest: int


LIMITS = {
    "headlines": Limit(lines=3, longest=110),
    "summary": Limit(lines=3, longest=240),
    "social": Limit(lines=1, longest=280),
    "subject": Limit(lines=1, longest=70),
}


@dataclass(frozen=True)
class Identity:
    """Which prompts were used: the version of the files, and the hash of all that they and the style say."""

    version: str
    hash: str


class Prompts:
    """A folder of prompts, with one of its styles."""

    def __init__(self, folder: Path, style: str) -> None:
        self.style = _style(folder, style)
        self._env = SandboxedEnvironment(
            loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            autoescape=False,  # a prompt is no page; what it holds of others is JSON between delimiters
        )  # fmt: skip
        sources = {name: _read(folder / f"{name}.md.j2") for name in ("system", "polish", "repair", "variants")}
        versions = [_VERSION.search(text) for text in sources.values()]
        told = "\0".join([*sources.values(), self.style.model_dump_json()])
        self.identity = Identity(
            ".".join(found[1] if found else "0" for found in versions), hashlib.sha256(told.encode()).hexdigest()
        )

    def ask(self, task: Task, longest: int) -> Ask:
        """The prompt for a task. Raises TemplateError."""
        given: dict[str, Any] = {
            "mode": task.mode, "kind": task.kind, "style": self.style, "data": task.data(),
            "limits": {name: limit.model_dump() for name, limit in LIMITS.items()},
        }  # fmt: skip
        schema = schema_of(Variants if task.kind == "variants" else Rewritten)
        return Ask(self._render("system", given), self._render(task.kind, given), schema, longest, task)

    def _render(self, name: str, given: dict[str, Any]) -> str:
        try:
            return self._env.get_template(f"{name}.md.j2").render(given).strip() + "\n"
        except JinjaError as error:
            raise TemplateError(f"{error}", subject=f"prompts/{name}.md.j2", remedy="Mend the prompt.") from error


def _style(folder: Path, name: str) -> Style:
    path = folder / "styles" / f"{name}.toml"
    if not _NAME.fullmatch(name) or not path.is_file():
        there = ", ".join(sorted(p.stem for p in (folder / "styles").glob("*.toml")))
        raise OptionError(f"there is no style {name}", subject="--style", remedy=f"Use one of: {there}.")
    try:
        return Style.model_validate(tomllib.loads(_read(path)))
    except ValidationError as error:
        where, what = first_fault(error)
        raise OptionError(f"`{where}` {what}", subject=str(path), remedy="See prompts/README.md.") from error
    except tomllib.TOMLDecodeError as error:
        raise OptionError(f"no TOML: {error}", subject=str(path), remedy="Mend the file.") from error


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(
            f"cannot be read: {error}", subject=str(path), remedy="Give another folder of prompts."
        ) from error
