"""Where a publication can go: one file a kind, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from generator.errors import OptionError
from generator.publish.destinations.buttondown import Buttondown, ButtondownOptions
from generator.publish.destinations.discord import Discord, DiscordOptions
from generator.publish.destinations.feed import Feed, FeedOptions
from generator.publish.destinations.ghost import Ghost, GhostOptions
from generator.publish.destinations.mail import Mail, MailOptions
from generator.publish.destinations.matrix import Matrix, MatrixOptions
from generator.publish.destinations.site import Site, SiteOptions
from generator.publish.destinations.slack import Slack, SlackOptions
from generator.publish.destinations.telegram import Telegram, TelegramOptions
from generator.publish.destinations.wordpress import WordPress, WordPressOptions
from generator.publish.steps import Destination, Options
from generator.validation import first_fault


@dataclass(frozen=True)
class Kind:
    """A kind of destination: its settings, and what is made of them."""

    options: type[Options]
    make: Callable[[Any], Destination]


KINDS: Mapping[str, Kind] = {
    "site": Kind(SiteOptions, Site),
    "wordpress": Kind(WordPressOptions, WordPress),
    "ghost": Kind(GhostOptions, Ghost),
    "mail": Kind(MailOptions, Mail),
    "buttondown": Kind(ButtondownOptions, Buttondown),
    "slack": Kind(SlackOptions, Slack),
    "discord": Kind(DiscordOptions, Discord),
    "telegram": Kind(TelegramOptions, Telegram),
    "matrix": Kind(MatrixOptions, Matrix),
    "feed": Kind(FeedOptions, Feed),
}


def destination(name: str, given: Mapping[str, Any]) -> tuple[Options, Destination]:
    """A destination of the settings. Raises OptionError, naming the setting and never its value."""
    kind = KINDS.get(str(given.get("kind")))
    if kind is None:
        raise OptionError(f"there is no kind of destination `{given.get('kind', '')}`",
                          subject=f"setting publish.{name}.kind", remedy=f"Use {', '.join(KINDS)}.")  # fmt: skip
    try:
        options = kind.options.model_validate(dict(given))
    except ValidationError as error:
        raise _told(name, error, kind.options) from None
    return options, kind.make(options)


def _told(name: str, error: ValidationError, options: type[Options]) -> OptionError:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(["publish", name, *(str(part) for part in first["loc"][:1])])
    if first["type"] == "extra_forbidden":
        known = ", ".join(options.model_fields)
        return OptionError("unknown setting", subject=f"setting {where}", remedy=f"Use one of: {known}.")
    if first["type"] == "missing":
        variable = f"TRUETAPE_{where.upper().replace('.', '__')}"
        return OptionError("is needed", subject=f"setting {where}", remedy=f"Set it, or {variable}.")
    return OptionError(first_fault(error)[1], subject=f"setting {where}")
