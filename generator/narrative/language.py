"""One language: its folder of templates, its words, and the Jinja environment that renders them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    pass_context,
)
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from generator import assets
from generator.errors import AssetError, TemplateError
from generator.narrative import vary
from generator.narrative.voice import FILTERS, FUNCTIONS, Voice
from generator.narrative.wording import Wording


class Language:
    """A folder `templates/<code>/`, ready to render."""

    def __init__(self, code: str, templates: Path, cache: Path | None = None) -> None:
        folder = templates / code
        if not (folder / "wording.toml").is_file():
            there = sorted(p.parent.name for p in templates.glob("*/wording.toml"))
            raise AssetError(
                f"there is no language {code}", subject=str(templates), remedy=f"Use one of: {', '.join(there)}."
            )
        self.code = code
        self.templates = templates
        self.wording = Wording(code, folder)
        # Templates of users run in the sandbox; the shipped ones are our own code and render a little faster without.
        environment = Environment if templates == assets.folder("templates") else SandboxedEnvironment
        self._env = environment(
            loader=FileSystemLoader(folder), undefined=StrictUndefined, extensions=[vary.Vary], trim_blocks=True,
            lstrip_blocks=True, bytecode_cache=_compiled(cache) if cache else None,
            autoescape=False,  # Markdown; pages are escaped where they are made
        )  # fmt: skip
        self._env.filters.update({name: _filter(name) for name in FILTERS})
        self._env.globals.update({name: _filter(name) for name in FUNCTIONS})

    def render(self, template: str, voice: Voice, **context: Any) -> str:  # noqa: ANN401 - what a template takes
        """Renders a template of the language; facts come out marked."""
        try:
            return self._env.get_template(template).render(voice=voice, **context)
        except TemplateNotFound as error:
            raise TemplateError(f"there is no template {error}", subject=self.code) from error
        except JinjaError as error:
            where = getattr(error, "name", None) or template
            raise TemplateError(f"{error}", subject=f"{self.code}/{where}", remedy="Mend the template.") from error


@lru_cache(maxsize=8)
def language(code: str, templates: Path, cache: Path | None = None) -> Language:
    """The language of a code, read once; compiled templates are kept in `cache`, which only its owner may write to."""
    return Language(code, templates, cache)


def _compiled(cache: Path) -> FileSystemBytecodeCache | None:
    # The extension is part of what a template compiles to; Jinja itself looks at its version and the source only.
    version = hashlib.sha256(Path(vary.__file__).read_bytes()).hexdigest()[:12]
    folder = cache / f"templates-{version}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))


def _filter(name: str) -> Callable[..., Any]:
    @pass_context
    def call(context: Context, *args: Any) -> Any:  # noqa: ANN401 - Jinja's own types
        return getattr(context["voice"], name)(*args)

    return call
