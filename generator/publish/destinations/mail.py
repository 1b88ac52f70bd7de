"""A newsletter by SMTP: to every reader of a file, one mail each, or to the address of a list.

A mail has a text part, an HTML part with its style inside the elements, and the pictures inline. The same mail to the
same reader has the same bytes and the same Message-ID at every try. What each reader was sent is in the ledger, by a
hash of the address. A run that dies between the last dot of a mail and the server's answer leaves this one mail
`unknown`: nobody can ask the server, so a person says whether it arrived.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, parseaddr
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from pydantic import Field, SecretStr, field_validator, model_validator

from generator.errors import PublishError
from generator.publish.publication import Chart, Publication
from generator.publish.rendering import html_body, plain_text
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.world import MailServer, World


class MailOptions(Options):
    """`to` is a list's address, `readers` a file of addresses; exactly one of them.

    `unsubscribe` is a page that takes a POST (one click), with {reader} for what tells the reader.
    """

    host: str
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: str
    reply_to: str = ""
    to: str = ""
    readers: Path | None = None
    unsubscribed: Path | None = None
    unsubscribe: str = ""
    unsubscribe_mail: str = ""

    @field_validator("sender", "to", "reply_to", "unsubscribe_mail")
    @classmethod
    def _is_an_address(cls, text: str) -> str:
        if text and not _address(text):
            raise ValueError("it must be one address, like Name <name@example.org>")
        return text

    @field_validator("unsubscribe")
    @classmethod
    def _is_a_page(cls, url: str) -> str:
        if url and (not url.startswith("https://") or any(c in url for c in " <>\r\n")):
            raise ValueError("it must be an https address")
        return url

    @model_validator(mode="after")
    def _fits(self) -> MailOptions:
        if bool(self.to) == bool(self.readers):
            raise ValueError("give either to (a list) or readers (a file)")
        if self.readers and not (self.unsubscribe or self.unsubscribe_mail):
            raise ValueError("mail to readers needs unsubscribe or unsubscribe_mail")
        if self.security == "none" and self.host not in {"localhost", "127.0.0.1", "::1"}:
            raise ValueError("security = none is for this machine only")
        return self


@dataclass(frozen=True)
class Reader:
    """An address, with a name where one is given."""

    name: str
    address: str

    @property
    def mark(self) -> str:
        """What stands for the reader in the ledger."""
        return hashlib.sha256(self.address.lower().encode()).hexdigest()[:16]


class Mail:
    """A newsletter."""

    def __init__(self, options: MailOptions) -> None:
        self.options = options
        password = options.password.get_secret_value()
        self._server = MailServer(options.host, options.port, options.security, options.user, password)

    def steps(self, job: Job, world: World) -> Sequence[Step]:
        """A step for each reader; the failure of one leaves the others standing."""
        return [self._step(job, world, reader) for reader in self._readers()]

    def _step(self, job: Job, world: World, reader: Reader) -> Step:
        def ready() -> None:
            world.offer(self._server, self.message(job, reader), reader.address)

        def do(_: Notes) -> Note:
            world.hand_over()
            return {"state": "live", "version": job.publication.version}

        return Step(f"to:{reader.mark}", do, ready=ready, apart=True)

    def health(self, world: World) -> str:  # noqa: D102
        readers = self._readers()
        return f"{world.greet(self._server)} lets us in; {len(readers)} {'reader' if len(readers) == 1 else 'readers'}"

    def test(self, job: Job, world: World, address: str, mark: str) -> None:
        """Sends one mail to oneself, with a Message-ID of its own. Raises PublishError."""
        name, found = parseaddr(address)
        if not _address(address):
            raise PublishError("is no address", subject=address, remedy="Write it as name@example.org.")
        message = self.message(job, Reader(name, found))
        message.replace_header("Subject", f"[Test] {message['Subject']}")
        message.replace_header("Message-ID", str(message["Message-ID"]).replace("<", f"<test.{mark}.", 1))
        world.offer(self._server, message, found)
        world.hand_over()

    # -- readers -------------------------------------------------------------------------------------------------------

    def _readers(self) -> list[Reader]:
        """Everybody once, without those who have unsubscribed. Raises PublishError for a line that is no address."""
        if not self.options.readers:
            name, address = parseaddr(self.options.to)
            return [Reader(name, address)]
        gone = {r.address.lower() for r in _listed(self.options.unsubscribed)} if self.options.unsubscribed else set()
        readers = {r.address.lower(): r for r in reversed(list(_listed(self.options.readers)))}
        return [reader for address, reader in reversed(readers.items()) if address not in gone]

    # -- the mail ------------------------------------------------------------------------------------------------------

    def message(self, job: Job, reader: Reader) -> EmailMessage:
        """The mail to a reader: the same bytes at every try."""
        publication = job.publication
        mail = EmailMessage(policy=SMTP)
        sender = parseaddr(self.options.sender)
        mail["From"] = _header(*sender)
        mail["To"] = _header(reader.name, reader.address)
        if self.options.reply_to:
            mail["Reply-To"] = _header(*parseaddr(self.options.reply_to))
        mail["Subject"] = f"{'Corrected: ' if self._had(job, reader) else ''}{' '.join(publication.title.split())}"
        mail["Date"] = format_datetime(publication.updated)
        mail["Message-ID"] = _message_id(job, publication.version, reader, sender[1])
        if had := self._had(job, reader):
            mail["References"] = mail["In-Reply-To"] = _message_id(job, had, reader, sender[1])
        for name, value in self._list_headers(reader, sender[1]):
            mail[name] = value
        foot = self._foot(reader)
        mail.set_content(_text(publication, foot), cte="quoted-printable")
        domain = sender[1].rpartition("@")[2]
        mail.add_alternative(_html(publication, domain, foot), subtype="html", cte="quoted-printable")
        html = mail.get_payload()[1]  # type: ignore[index]
        for chart in publication.charts:
            html.add_related(  # type: ignore[union-attr]
                chart.png, "image", "png", cid=f"<{_cid(chart, domain)}>", filename=chart.file, disposition="inline"
            )
        for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
            part.set_boundary(f"=_truetape_{job.key}_{number}")
        return mail

    def _had(self, job: Job, reader: Reader) -> int:
        """The earlier version that this reader has had, or none."""
        return int(job.before.get(f"to:{reader.mark}", {}).get("version", 0))

    def _list_headers(self, reader: Reader, sender: str) -> Iterator[tuple[str, str]]:
        if self.options.readers:
            local, _, domain = sender.partition("@")
            yield "List-Id", f"<{local}.{domain}>"
            yield "Precedence", "bulk"
        page, post = self._unsubscribe(reader)
        if page or post:
            yield "List-Unsubscribe", ", ".join(f"<{each}>" for each in (page, post) if each)
        if page:
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"

    def _unsubscribe(self, reader: Reader) -> tuple[str, str]:
        page = self.options.unsubscribe.replace("{reader}", quote(reader.address, safe=""))
        post = parseaddr(self.options.unsubscribe_mail)[1]
        return page, f"mailto:{post}?subject=unsubscribe" if post else ""

    def _foot(self, reader: Reader) -> str:
        page, post = self._unsubscribe(reader)
        return page or post


def _listed(path: Path) -> Iterator[Reader]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(
            f"cannot be read ({error})", subject=str(path), remedy="See the path in the settings."
        ) from None
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if text and not text.startswith("#"):
            if not _address(text):
                raise PublishError(f"line {number} is no address", subject=str(path),
                                   remedy="Write name@example.org, or Name <name@example.org>.")  # fmt: skip
            yield Reader(*parseaddr(text))


def _address(text: str) -> str:
    """The one address of a text, or an empty text."""
    found = getaddresses([text])
    address = found[0][1] if len(found) == 1 else ""
    local, at, domain = address.rpartition("@")
    fine = at and local and "." in domain + "." and address.isascii() and address.isprintable()
    return address if fine and not any(c in address for c in " \r\n<>,;:\"'\\") else ""


def _header(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(" ".join(name.split()), local, domain)


def _message_id(job: Job, version: int, reader: Reader, sender: str) -> str:
    return f"<truetape.{job.key}.{version}.{reader.mark}@{sender.rpartition('@')[2]}>"


def _cid(chart: Chart, domain: str) -> str:
    return f"{chart.file.removesuffix('.png')}@{domain}"


def _text(publication: Publication, foot: str) -> str:
    parts = [publication.title, plain_text(publication).strip()]
    parts += [f"On the web: {publication.link}"] if publication.link else []
    parts += [f"-- \nTo unsubscribe: {foot}"] if foot else []
    return "\n\n".join(parts) + "\n"


def _html(publication: Publication, domain: str, foot: str) -> str:
    return _page(publication, domain).replace("<!-- foot -->", _foot_html(foot))


def _foot_html(foot: str) -> str:
    return f'<p style="{_FOOT}"><a href="{escape(foot)}" style="color:#666d76">Unsubscribe</a></p>' if foot else ""


_FOOT = "font-size:13px;color:#666d76"


@cache
def _page(publication: Publication, domain: str) -> str:
    """The HTML with its style in the elements, since mail programs drop style sheets; the same for every reader."""
    import css_inline  # noqa: PLC0415 - only mail needs it

    body = html_body(publication, lambda chart: f"cid:{_cid(chart, domain)}")
    link = escape(publication.link)
    web = f'<p class="foot"><a href="{link}">Read it on the web</a></p>' if link else ""
    page = (
        f'<!doctype html><html lang="{escape(publication.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(publication.title)}</title>'
        f'<style>{_STYLE}</style></head><body><div class="page"><h1>{escape(publication.title)}</h1>'
        f"{body}{web}<!-- foot --></div></body></html>"
    )
    inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)
    return str(inliner.inline(page))


_STYLE = """
body { margin: 0; padding: 0; background: #ffffff }
.page { max-width: 640px; margin: 0 auto; padding: 16px; color: #16191d; font: 17px/1.55 Georgia, serif }
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 12px }
h2 { font-size: 20px; line-height: 1.25; margin: 28px 0 8px }
p { margin: 0 0 16px }
blockquote { margin: 0 0 16px; padding: 0 0 0 12px; border-left: 3px solid #dfe2e6; color: #474d55 }
table { width: 100%; border-collapse: collapse; font: 14px/1.35 Arial, sans-serif; margin: 0 0 16px }
th { font-weight: normal; color: #666d76; text-align: left }
th, td { padding: 6px 6px; border-bottom: 1px solid #dfe2e6 }
th[align=right], td[align=right] { text-align: right }
figure { margin: 0 0 16px }
img { width: 100%; max-width: 640px; height: auto; border: 0 }
a { color: #0b4ea2 }
.foot { font-size: 13px; color: #666d76 }
"""
