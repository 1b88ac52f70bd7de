"""Settings, read once at the edge: `truetape.toml` in the working folder, then TRUETAPE_* of the environment.

This is the only module that reads the environment. A table of the file is a group of settings, and its variables have
two underscores: `[llm] model` is TRUETAPE_LLM__MODEL. Secrets are SecretStr, which prints as stars, and belong in the
environment.
"""

from __future__ import annotations

import getpass
import os
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from generator.errors import OptionError
from generator.validation import first_fault

FILE = Path("truetape.toml")
PREFIX = "TRUETAPE_"


class Group(BaseModel):
    """Settings that belong together: a table of `truetape.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StoreSettings(Group):
    """Where what must last is kept; the URL may carry a password."""

    url: SecretStr | None = None


class DeskSettings(Group):
    """The table `[desk]`: who may decide, and where the page is served."""

    host: str = "127.0.0.1"
    port: int = 8765
    url: str = ""  # the address that browsers use, where it is another one
    two_people: bool = False  # whoever wrote a version does not approve it


class SourceSettings(Group):
    """Where data is fetched from, and how patiently."""

    catalog: Path | None = None
    folder: Path | None = None
    fred_key: SecretStr | None = None
    timeout: float = Field(30.0, gt=0, le=600)
    pause: float = Field(0.25, ge=0, le=60)
    parallel: int = Field(8, ge=1, le=64)
    private: bool = False
    endpoints: dict[str, str] = Field(default_factory=dict)


class PressSettings(Group):
    """The table `[press]`: who publishes. `link` is where a brief's own page is, with {slug} in it."""

    name: str = "Truetape"
    author: str = ""
    link: str = ""


class LlmSettings(Group):
    """The model that polishes: which, where, how, and what a run may spend; prices are for a million tokens."""

    model: str | None = None
    base_url: str | None = None
    api_key: SecretStr | None = None
    mode: Literal["slots", "free"] = "slots"
    style: str = "newswire"
    prompts: Path | None = None
    variants: bool = False
    timeout: float = Field(60.0, gt=0)
    concurrency: int = Field(4, ge=1, le=32)
    reply_tokens: int = Field(4096, ge=64)
    budget_tokens: int | None = Field(400_000, ge=0)
    budget_money: Decimal | None = Field(None, ge=0)
    price_prompt: Decimal | None = Field(None, ge=0)
    price_answer: Decimal | None = Field(None, ge=0)


class Settings(BaseSettings):
    """What is set; None or a default where nothing is. A command's own options win over it."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__", toml_file=FILE
    )

    data: Path | None = None
    out: Path = Path("briefs")
    lang: str = "en"
    seed: int = 0
    templates: Path | None = None
    store: StoreSettings = StoreSettings()
    desk: DeskSettings = DeskSettings()
    sources: SourceSettings = SourceSettings()
    press: PressSettings = PressSettings()
    publish: dict[str, dict[str, Any]] = Field({}, repr=False)  # by name; each kind knows its own settings
    llm: LlmSettings = LlmSettings()

    def store_url(self) -> str:
        """The URL of the store: `store.db` of the user's data folder when none is given."""
        return self.store.url.get_secret_value() if self.store.url else f"sqlite:///{data_folder() / 'store.db'}"

    def llm_key(self, base_url: str | None) -> str | None:
        """The key for a model's address. OPENAI_API_KEY is OpenAI's own, and is sent to no other address."""
        if self.llm.api_key:
            return self.llm.api_key.get_secret_value().strip() or None
        return None if base_url else os.environ.get("OPENAI_API_KEY", "").strip() or None

    @classmethod
    def settings_customise_sources(  # noqa: D102 - pydantic's
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def _names(group: type[BaseModel], before: str = "") -> Iterator[str]:
    for name, field in group.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, Group):
            yield from _names(inner, f"{before}{name}.")
        else:
            yield before + name


KNOWN = tuple(_names(Settings))  # as in the file: `seed`, `llm.model`
_PLACE = re.compile(r"(?=.{1,40}$)[a-z0-9]+(?:_[a-z0-9]+)*")  # so that a variable can be named after it
_DESTINATION_SECRETS = {"key", "password", "token", "webhook"}
_SECRET = re.compile(r"key|password|secret|token|url")  # a URL may carry a password


def read_settings() -> Settings:
    """The settings that are given. Raises OptionError, naming the setting, for what cannot be one."""
    try:
        if FILE.is_dir():
            raise IsADirectoryError("it is a folder")
        found = Settings()
        _refuse_written_secrets()
        return found
    except ValidationError as error:
        raise _told(error) from error
    except (ValueError, OSError) as error:  # no TOML, no UTF-8, a folder, or a variable that is no JSON
        raise OptionError(f"cannot be read: {error}", subject=str(FILE), remedy="Mend or remove the file.") from error


def _refuse_written_secrets() -> None:
    """A file is copied, committed and shown; so what a destination keeps secret stands in the environment only."""
    written = tomllib.loads(FILE.read_text("utf-8")).get("publish", {}) if FILE.is_file() else {}
    for place, table in written.items():
        if not _PLACE.fullmatch(place):
            raise OptionError(f"`{place}` is no name for a destination", subject=str(FILE),
                              remedy="Use small letters and digits, with single _ between them.")  # fmt: skip
        for name in table:
            if name in _DESTINATION_SECRETS:
                variable = f"{PREFIX}PUBLISH__{place}__{name}".upper()
                raise OptionError(
                    "is a secret, which does not belong in a file", subject=f"setting publish.{place}.{name}",
                    remedy=f"Take it out of {FILE}, and set {variable}.",
                )  # fmt: skip


def _told(error: ValidationError) -> OptionError:
    first = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return OptionError(f"unknown setting {name}", subject=str(FILE), remedy=f"Use one of: {', '.join(KNOWN)}.")
    shown = "what is given" if _SECRET.search(name) else f"`{first['input']}`"
    return OptionError(f"{shown} {first_fault(error)[1]}", subject=f"setting {name}")


def cache_folder() -> Path:
    """Where what can be made again is kept: `truetape` in the user's cache folder."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "truetape"


def data_folder() -> Path:
    """Where what must last is kept (the store): `truetape` in the user's data folder."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "truetape"


def user_name() -> str:
    """The name of whoever runs the command, as the machine knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such account: in a container, say
        return "somebody"
