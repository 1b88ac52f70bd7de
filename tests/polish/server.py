"""A server on loopback that speaks chat completions, streamed or whole, and answers as a test tells it to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

from generator.polish.models.model import Ask, ChatModel
from generator.polish.models.rules import Rules
from generator.polish.tasks import Task

KEY = "sk-test-5f2c9a77d1e84b06"
_DATA = re.compile(r"<draft>\n(.*?)\n</draft>", re.DOTALL)
Ending = Literal["done", "cut", "stall", "malformed", "length", "error", "drip"]


@dataclass(frozen=True)
class Request:
    """A request as it came in, and the task that its prompt holds."""

    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def prompt(self) -> str:
        """Everything that the model is told."""
        return "\n".join(message["content"] for message in self.body["messages"])

    @property
    def data(self) -> dict[str, Any]:
        """What stands between the delimiters."""
        return json.loads(_DATA.search(self.body["messages"][-1]["content"])[1])

    @property
    def kind(self) -> str:
        """What is asked."""
        user = self.body["messages"][-1]["content"]
        return "variants" if "headlines" in user else "repair" if "refused" in user.split("<draft>")[0] else "polish"

    @property
    def mode(self) -> str:
        """Whether facts are slots."""
        return "slots" if "is a slot such as" in self.body["messages"][0]["content"] else "free"


@dataclass(frozen=True)
class Answer:
    """What comes back: a text and how it ends, or a status with headers and a body."""

    text: str = ""
    ending: Ending = "done"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    usage: tuple[int, int] | None = (100, 50)


Behaviour = Callable[[Request], Answer]


class Server:
    """Requests in, answers out; what came in is kept."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.requests: list[Request] = []
        self.models: list[ChatModel] = []  # closed with it
        self.at_once = self.most_at_once = 0
        self.released = threading.Event()  # what stalls ends with the test
        self._lock = threading.Lock()
        self._http = _Quiet(("127.0.0.1", 0), type("Handler", (_Handler,), {"chat": self}))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        """The base URL of the endpoint."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.released.set()
        for model in self.models:
            model.close()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def take(self, request: Request) -> Answer:
        with self._lock:
            self.requests.append(request)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            return self.behaviour(request)
        finally:
            with self._lock:
                self.at_once -= 1


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[Server]:
    """A server while a test runs."""
    server = Server(behaviour)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Clients may hang up."""


class _Handler(BaseHTTPRequestHandler):
    chat: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The models, for those who have the key."""
        if self.path != "/v1/models":
            return self._json(404, {"error": {"message": f"no such path: {self.path}"}})
        if self.headers["Authorization"] != f"Bearer {KEY}":
            return self._json(401, {"error": {"message": f"wrong key: {self.headers['Authorization']}"}})
        return self._json(200, {"object": "list", "data": [{"id": "test-model", "object": "model", "created": 0}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/chat/completions":
            return self._json(404, {"error": {"message": f"no such path: {self.path}"}})
        answer = self.chat.take(Request(body, {k.lower(): v for k, v in self.headers.items()}))
        if answer.status != 200:
            told = answer.body if answer.body is not None else {"error": {"message": f"status {answer.status}"}}
            return self._json(answer.status, told, answer.headers)
        return self._stream(answer, body) if body.get("stream") else self._whole(answer)

    def _json(self, status: int, told: Any, headers: dict[str, str] | None = None) -> None:
        raw = told.encode() if isinstance(told, str) else json.dumps(told).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def _whole(self, answer: Answer) -> None:
        if answer.ending == "malformed":
            return self._json(200, '{"choices": [')
        ending = "length" if answer.ending == "length" else "stop"
        message = {"role": "assistant", "content": answer.text}
        told = {"id": "c1", "object": "chat.completion", "created": 0, "model": "m", "usage": _usage(answer.usage)}
        return self._json(200, told | {"choices": [{"index": 0, "message": message, "finish_reason": ending}]})

    def _stream(self, answer: Answer, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in _pieces(answer.text if answer.ending in ("done", "length", "drip") else answer.text[:40]):
            self._event(_chunk({"content": piece}))
            if answer.ending == "drip" and self.chat.released.wait(0.1):
                break
        if answer.ending == "cut":
            self.close_connection = True
            return
        if answer.ending == "stall":
            self.chat.released.wait(30)
            self.close_connection = True
            return
        if answer.ending == "malformed":
            self._event('{"id": "c1", "choices": [')
        elif answer.ending == "error":
            self._event(json.dumps({"error": {"message": "the engine fell over", "type": "server_error"}}))
        else:
            self._event(_chunk({}, "length" if answer.ending == "length" else "stop"))
            if body.get("stream_options", {}).get("include_usage") and answer.usage:
                self._event(json.dumps({**json.loads(_chunk({})), "choices": [], "usage": _usage(answer.usage)}))
        self._event("[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _event(self, data: str) -> None:
        raw = f"data: {data}\n\n".encode()
        self.wfile.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        pass


def _pieces(text: str) -> Iterator[str]:
    for k in range(0, len(text), 97):
        yield text[k : k + 97]


def _chunk(delta: dict[str, str], ending: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": ending}
    return json.dumps({"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]})


def _usage(usage: tuple[int, int] | None) -> dict[str, int] | None:
    if usage is None:
        return None
    return {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}


# -- behaviours --------------------------------------------------------------------------------------------------------


def honest(request: Request) -> Answer:
    """What a careful copy editor would do, by rule."""
    task = Task.model_validate({**request.data, "kind": request.kind, "mode": request.mode})
    return Answer(Rules().reply(Ask("", "", {}, 0, task), lambda _: None).text)


def echo(request: Request) -> Answer:
    """Every sentence as it is."""
    return changed(lambda text: text)(request)


def changed(change: Callable[[str], str], repair: Callable[[str], str] | None = None) -> Behaviour:
    """Every sentence changed in one way, and in another when it is asked for again."""

    def behaviour(request: Request) -> Answer:
        how = repair if repair and request.kind == "repair" else change
        passages = [
            {"id": p["id"], "sentences": [{"stands_for": [s["n"]], "text": how(s["text"])} for s in p["sentences"]]}
            for p in request.data["passages"]
        ]
        return Answer(json.dumps({"passages": passages}))

    return behaviour


def says(text: str, **how: Any) -> Behaviour:
    """The same text to everybody."""
    return lambda _: Answer(text, **how)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One behaviour after another, the last one again and again."""
    turns = iter(behaviours)
    lock = threading.Lock()
    current = [behaviours[-1]]

    def behaviour(request: Request) -> Answer:
        with lock:
            mine = next(turns, current[0])
        return mine(request)

    return behaviour


def slowly(behaviour: Behaviour, seconds: float) -> Behaviour:
    """A behaviour after some time."""

    def late(request: Request) -> Answer:
        time.sleep(seconds)
        return behaviour(request)

    return late
