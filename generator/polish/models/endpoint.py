"""Any endpoint that speaks OpenAI's chat completions: OpenAI, Azure, vLLM, Ollama, llama.cpp, LiteLLM.

Endpoints differ in what they understand. The richest request is tried first (an answer held to a JSON schema, streamed,
with its usage); what an endpoint refuses is left out from then on. This is the only module that knows the client.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx2
import openai

from generator.errors import ModelError, OptionError
from generator.polish.models.model import Ask, BusyError, Heard, Reply, UnaskedError

OPENAI = "https://api.openai.com/v1"
LONGEST = 400_000  # characters of an answer; no more is read
KEYLESS = "none"  # what the client is given where an endpoint needs no key
_PASSING = {408, 409, 425, 429}
_TOLD = 200  # characters of an endpoint's own message that are shown
Form = Literal["json_schema", "json_object", "text"]
_PLAINER: dict[Form, Form] = {"json_schema": "json_object", "json_object": "text"}
_WORDS = {
    "format": ("response_format", "json_schema", "json_object", "structured output", "grammar"),
    "limit": ("max_completion_tokens", "max_tokens"),
    "usage": ("stream_options", "include_usage"),
    "stream": ("stream",),
}


@dataclass(frozen=True)
class Dialect:
    """What an endpoint understands."""

    form: Form = "json_schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    usage: bool = True
    stream: bool = True

    def request(self, ask: Ask) -> dict[str, Any]:
        """The parts of a request that depend on it."""
        found: dict[str, Any] = {self.limit: ask.longest, "stream": self.stream}
        if self.form == "json_schema":
            named = {"name": ask.task.kind, "strict": True, "schema": ask.schema}
            found["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.form == "json_object":
            found["response_format"] = {"type": "json_object"}
        if self.stream and self.usage:
            found["stream_options"] = {"include_usage": True}
        return found

    def without(self, complaint: str) -> Dialect | None:
        """The next simpler dialect after a complaint of the endpoint; None when nothing is left to leave out."""
        said = complaint.lower()
        if any(word in said for word in _WORDS["format"]) and self.form in _PLAINER:
            return replace(self, form=_PLAINER[self.form])
        if "max_completion_tokens" in said and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        if any(word in said for word in _WORDS["usage"]) and self.usage:
            return replace(self, usage=False)
        if any(word in said for word in _WORDS["stream"]) and self.stream:
            return replace(self, stream=False)
        return replace(self, form=_PLAINER[self.form]) if self.form in _PLAINER else None


class Endpoint:
    """A model behind an address. The key is held by the client only; no message of this class holds it."""

    def __init__(self, name: str, base_url: str | None = None, key: str | None = None, timeout: float = 60.0) -> None:
        url = base_url or OPENAI
        self.name, self.address, self._key, self._timeout = name, shown(url), key, timeout
        if key is not None and not (key.isascii() and key.isprintable() and " " not in key):
            raise OptionError("it holds characters that no key has", subject="setting llm.api_key")
        self._dialect = Dialect()
        self._lock = threading.Lock()
        http = httpx2.Client(follow_redirects=False, timeout=httpx2.Timeout(timeout, connect=min(timeout, 10.0)))
        self._client = openai.OpenAI(api_key=key or KEYLESS, base_url=url, max_retries=0, http_client=http)
        self._client.organization = self._client.project = None  # of another account than the key's, if set at all

    def reply(self, ask: Ask, heard: Heard) -> Reply:
        """Answers one prompt. Raises BusyError where asking again may help, and ModelError where it will not."""
        began = time.perf_counter()
        while True:
            dialect = self._dialect
            try:
                found = self._asked(ask, dialect, heard, began + self._timeout)
                return replace(found, seconds=time.perf_counter() - began)
            except openai.APIStatusError as error:
                if not self._simpler(dialect, error):
                    raise self._failure(error) from None  # the cause holds the request, and the request the key
            except openai.APIConnectionError as error:
                raise self._unreached(error) from None
            except (openai.OpenAIError, httpx2.HTTPError, TimeoutError, ValueError) as error:
                raise self._broken(error) from None

    def health(self) -> str:
        """Whether it takes the key and lists the model; no text is asked for. Raises ModelError."""
        try:
            listed = {each.id for each in self._client.models.list(timeout=10).data}
        except openai.NotFoundError:
            return "answers, and lists no models"
        except openai.APIStatusError as error:
            raise self._failure(error) from None  # the cause holds the request, and the request the key
        except openai.APIConnectionError as error:
            raise self._unreached(error) from None
        except (openai.OpenAIError, httpx2.HTTPError, ValueError, AttributeError, TypeError) as error:
            raise self._broken(error) from None
        return f"answers, and {'lists' if self.name in listed else 'does not list'} the model"

    def close(self) -> None:
        """Lets go of connections."""
        self._client.close()

    def _asked(self, ask: Ask, dialect: Dialect, heard: Heard, until: float) -> Reply:
        messages = [{"role": "system", "content": ask.system}, {"role": "user", "content": ask.user}]
        answer: Any = self._client.chat.completions.create(
            model=self.name,
            messages=messages,  # type: ignore[arg-type]  # plain dictionaries are what is sent
            **dialect.request(ask),
        )
        if not dialect.stream:
            return _whole(answer, heard)
        try:
            found = _streamed(answer, heard, until)
        finally:
            answer.close()
        if found is None:  # it answered, but not as a stream
            with self._lock:
                self._dialect = replace(self._dialect, stream=False)
            raise BusyError("its answer is no stream", subject=self.address, wait=0.0)
        return found

    def _simpler(self, dialect: Dialect, error: openai.APIStatusError) -> bool:
        """Whether the request may be understood when something is left out of it; the next one leaves it out."""
        refused = error.status_code in (400, 422) or (error.status_code == 500 and dialect.form == "json_schema")
        simpler = dialect.without(_complaint(error)) if refused else None
        if simpler is None:
            return False
        with self._lock:
            if self._dialect == dialect:
                self._dialect = simpler
        return True

    def _failure(self, error: openai.APIStatusError) -> ModelError:
        status, told = error.status_code, self._safe(_complaint(error))
        said = f"the endpoint answered {status}" + (f": {told}" if told else "")
        if status in (401, 403):
            return UnaskedError(
                said, subject=self.address, remedy="Set TRUETAPE_LLM__API_KEY to a key that is valid there."
            )
        if status == 404:
            return UnaskedError(
                said, subject=self.address, remedy=f"Is {self.name} a model there, and the address right?"
            )
        passing = (status in _PASSING or status >= 500) and error.code != "insufficient_quota"
        if not passing:
            return UnaskedError(said, subject=self.address)
        return BusyError(said, subject=self.address, remedy=_LATER, wait=_wait(error.response.headers), unbilled=True)

    def _unreached(self, error: openai.APIConnectionError) -> BusyError:
        if isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout):
            return BusyError("the endpoint cannot be reached", subject=self.address, remedy=_RUNNING, unbilled=True)
        late = isinstance(error, openai.APITimeoutError)
        said = f"no answer within {self._timeout:g} seconds" if late else "the connection broke off"
        return BusyError(said, subject=self.address)

    def _broken(self, error: Exception) -> BusyError:
        if isinstance(error, httpx2.TimeoutException | TimeoutError):
            return BusyError(f"its answer stalled or took longer than {self._timeout:g} seconds", subject=self.address)
        told = self._safe(error.message) if isinstance(error, openai.APIError) else ""
        return BusyError("its answer broke off or is none" + (f": {told}" if told else ""), subject=self.address)

    def _safe(self, text: str) -> str:
        """An endpoint's own words, short, on one line, and without the key or any part of it."""
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_TOLD]
        key = self._key or ""
        if any(key[k : k + 6] in text for k in range(len(key) - 5)):
            return "(not shown, since it repeats the key)"
        return text


_LATER = "Polish again later: answers that came are kept, and cost nothing then."
_RUNNING = "Is it running there? --base-url, or base_url of [llm], is its address."


def shown(url: str) -> str:
    """An address without anything secret in it. Raises OptionError for what is none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in ("http", "https"):
        raise OptionError(
            "it is no http(s) address", subject="--base-url", remedy="Write it as http://127.0.0.1:11434/v1."
        )
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path}".rstrip("/")


def _streamed(chunks: Any, heard: Heard, until: float) -> Reply | None:  # noqa: ANN401 - the client's stream
    """The pieces of an answer joined; None where there was no piece at all."""
    parts: list[str] = []
    seen, length, usage, ending = False, 0, None, None
    for chunk in _in_time(chunks, until):
        seen = True
        usage = chunk.usage or usage
        for choice in chunk.choices[:1]:
            ending = choice.finish_reason or ending
            piece = choice.delta.content if choice.delta else None
            if piece:
                parts.append(piece)
                length += len(piece)
                heard(piece)
        if length > LONGEST:
            return Reply("".join(parts), *_tokens(usage), cut=True)
    if not seen:
        return None
    if ending is None:
        raise ValueError("the stream ended before the answer did")
    return Reply("".join(parts), *_tokens(usage), cut=ending != "stop")


def _in_time(chunks: Any, until: float) -> Iterator[Any]:  # noqa: ANN401 - the client's stream
    for chunk in chunks:
        yield chunk
        if time.perf_counter() > until:
            raise TimeoutError


def _whole(answer: Any, heard: Heard) -> Reply:  # noqa: ANN401 - the client's answer
    choices = getattr(answer, "choices", None)
    if not choices:
        raise ValueError("an answer without a choice")
    text = choices[0].message.content or ""
    heard(text)
    return Reply(text[:LONGEST], *_tokens(answer.usage), cut=choices[0].finish_reason not in ("stop", None))


def _tokens(usage: Any) -> tuple[int | None, int | None]:  # noqa: ANN401 - the client's count
    found = [getattr(usage, name, None) for name in ("prompt_tokens", "completion_tokens")]
    first, second = (n if isinstance(n, int) and n >= 0 else None for n in found)
    return first, second


def _complaint(error: openai.APIStatusError) -> str:
    body = error.body
    told = body.get("message") if isinstance(body, dict) else body
    return told if isinstance(told, str) else ""


def _wait(headers: Any) -> float | None:  # noqa: ANN401 - the client's headers
    """How many seconds an endpoint asks to be left alone."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name)
        if value is None:
            continue
        try:
            return max(0.0, float(value) * scale)
        except ValueError:
            pass
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
        except (ValueError, TypeError):
            continue
    return None
