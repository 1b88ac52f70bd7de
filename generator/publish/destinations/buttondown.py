"""Buttondown, by its API: the newsletter is left there as a draft, which a person sends.

Its create call sends by default, so the state is always given, and an answer that is no draft is told at once. A draft
is found again by its metadata; the service's own idempotency key covers the moment before it can be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic import SecretStr, field_validator

from generator.errors import PublishError
from generator.publish.publication import Chart
from generator.publish.rendering import markdown_body
from generator.publish.steps import Job, Note, Notes, Options, Step
from generator.publish.web import checked
from generator.publish.world import Call, Server, World, form_call, json_call

_STRANGE = "answers, but not as Buttondown does"
_PAGES = 5  # of drafts that are looked through
_MODE = "<!-- buttondown-editor-mode: plaintext -->\n"  # the body is Markdown, and is not guessed at


class ButtondownOptions(Options):
    """`version` is the dated version of the API, sent as X-API-Version."""

    key: SecretStr
    url: str = "https://api.buttondown.com/v1"
    version: str = "2026-04-01"

    _url = field_validator("url")(checked)


class Buttondown:
    """A newsletter."""

    def __init__(self, options: ButtondownOptions) -> None:
        key = options.key.get_secret_value()
        self.options = options
        self._server = Server(
            options.url, options.url, {"Authorization": f"Token {key}", "X-API-Version": options.version}, (key,)
        )

    def steps(self, job: Job, world: World) -> Sequence[Step]:  # noqa: D102
        return _Delivery(self.options, self._server, job, world).steps()

    def health(self, world: World) -> str:  # noqa: D102
        found = world.send(self._server, Call("GET", "/emails?status=draft&page=1")).json
        if not isinstance(found, dict) or "results" not in found:
            raise PublishError(_STRANGE, subject=self.options.url)
        return f"lets us in; {found.get('count', len(found['results']))} drafts"


class _Delivery:
    def __init__(self, options: ButtondownOptions, server: Server, job: Job, world: World) -> None:
        self.options, self.server, self.job, self.world = options, server, job, world
        self.publication = job.publication
        self.mark = f"{job.key}-{self.publication.version}"

    def steps(self) -> list[Step]:
        """Pictures, the draft, looked at."""
        return [
            *(self._upload(chart) for chart in self.publication.charts),
            Step("draft", self._create, self._found),
            Step("content", self._change, self._changed, shown=False),
            Step("compare", self._compare, again=True, shown=False),
        ]

    def _upload(self, chart: Chart) -> Step:
        def do(_: Notes) -> Note:
            call = form_call("POST", "/images", {}, {"image": (chart.file, chart.png)})
            return {"url": self._send(self._once(call, chart.file))["image"]}

        return Step(f"chart:{chart.name}", do, again=True)

    def _found(self, _: Notes) -> Note | None:
        """Also among what was sent: a person may have done that already."""
        for status in ("draft", "scheduled", "about_to_send", "in_flight", "sent"):
            for page in range(1, _PAGES + 1):
                found = self._send(Call("GET", f"/emails?status={status}&page={page}"))
                for mail in found["results"]:
                    if (mail.get("metadata") or {}).get("truetape") == self.mark:
                        return {"id": mail["id"]}
                if not found.get("next"):
                    break
        return None

    def _create(self, notes: Notes) -> Note:
        call = json_call("POST", "/emails", self._fields(notes) | {"status": "draft"})
        return {"id": self._send(self._once(call, "draft"))["id"]}

    def _once(self, call: Call, what: str) -> Call:
        """The request with a key by which the service does it only once."""
        key = hashlib.sha256(f"{self.mark}\n{what}".encode() + call.body).hexdigest()[:40]
        return Call(call.method, call.path, call.body, {**call.headers, "X-Idempotency-Key": key}, call.also)

    def _changed(self, notes: Notes) -> Note | None:
        mail = self._read(notes)
        return {} if mail["status"] != "draft" or not self._differences(mail, notes) else None

    def _change(self, notes: Notes) -> Note:
        self._send(json_call("PATCH", f"/emails/{notes['draft']['id']}", self._fields(notes)))
        return {}

    def _compare(self, notes: Notes) -> Note:
        mail = self._read(notes)
        if mail["status"] in {"sent", "in_flight", "scheduled"}:
            return {"link": mail.get("absolute_url") or "", "state": str(mail["status"])}  # a person was faster
        if mail["status"] != "draft":
            raise PublishError(f"the mail is no draft there but `{mail['status']}`", subject=self.options.url,
                               remedy="Stop it there: it was meant to wait for a person.")  # fmt: skip
        if differs := self._differences(mail, notes):
            raise PublishError(f"the draft is not what was sent: {', '.join(differs)}", subject=self.options.url,
                               remedy="See what changed it there, then retry.")  # fmt: skip
        return {"state": "draft", "link": mail.get("absolute_url") or ""}

    def _fields(self, notes: Notes) -> dict[str, Any]:
        publication = self.publication
        body = _MODE + markdown_body(publication, lambda chart: str(notes[f"chart:{chart.name}"]["url"]))
        fields: dict[str, Any] = {
            "subject": self.job.title,
            "body": body, "description": publication.summary, "metadata": {"truetape": self.mark},
            "slug": publication.slug if publication.version == 1 else f"{publication.slug}-v{publication.version}",
        }  # fmt: skip
        if publication.link:
            fields["canonical_url"] = publication.link
        return fields

    def _differences(self, mail: dict[str, Any], notes: Notes) -> list[str]:
        wanted = self._fields(notes)
        compared = ("subject", "slug", "description", "metadata")
        found = [name for name in compared if (mail.get(name) or "") != wanted[name]]
        there, sent = (
            " ".join(str(text or "").removeprefix(_MODE).split()) for text in (mail.get("body"), wanted["body"])
        )
        return found + ([] if there == sent.removeprefix(_MODE.strip()).strip() else ["body"])

    def _read(self, notes: Notes) -> Any:  # noqa: ANN401 - JSON, or what stands for it in a dry run
        return self._send(Call("GET", f"/emails/{notes['draft']['id']}"))

    def _send(self, call: Call) -> Any:  # noqa: ANN401 - JSON
        value = self.world.send(self.server, call).json
        if not value:
            raise PublishError(_STRANGE, subject=self.options.url)
        return value
