"""A service on loopback that speaks a documented contract, and can be told to refuse, to drop, or to say nothing.

Made for these tests from what the vendors document; none of it is theirs.
"""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Asked:
    """A request as it came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, bytes]:
        """The parts of multipart/form-data by name."""
        whole = b"Content-Type: " + self.headers["content-type"].encode() + b"\r\n\r\n" + self.body
        message = BytesParser(policy=HTTP).parsebytes(whole)
        return {part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
                for part in message.iter_parts()}  # fmt: skip


@dataclass
class Fault:
    """What goes wrong with the next request that matches: `before` or `after` its effect."""

    match: str
    how: str  # "before", "after", or a status
    status: int = 0
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1


class Service:
    """Routes are (method, pattern, answer); an answer takes the request and the groups, and gives status and JSON."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.faults: list[Fault] = []
        self.routes: list[tuple[str, re.Pattern[str], Callable[..., tuple[int, Any]]]] = []
        self._lock = threading.Lock()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 65536  # an answer is one packet, so that nobody waits for an acknowledgement

            def handle_any(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.serve(self, Asked(self.command, parts.path, query, headers, self.rfile.read(length)))

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 - the library's names

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def route(self, method: str, pattern: str, answer: Callable[..., tuple[int, Any]]) -> None:
        self.routes.append((method, re.compile(pattern), answer))

    def fault(self, match: str, how: str, **more: Any) -> None:
        """The next request whose `METHOD /path` matches goes wrong."""
        self.faults.append(Fault(match, how, **more))

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def serve(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        with self._lock:
            self.asked.append(asked)
            fault = self._fault(asked)
            if fault and fault.how == "before":
                handler.close_connection = True
                return
            if fault and fault.how == "status":
                self._reply(handler, fault.status, fault.body, fault.headers)
                return
            status, value = self._answer(asked)
            if fault and fault.how == "after":
                handler.close_connection = True
                return
            body = value if isinstance(value, bytes) else b"" if value is None else json.dumps(value).encode()
            kind = "text/plain" if isinstance(value, bytes) else "application/json"
            self._reply(handler, status, body, {"Content-Type": kind})

    def _fault(self, asked: Asked) -> Fault | None:
        for fault in self.faults:
            if re.search(fault.match, f"{asked.method} {asked.path}"):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None

    def _answer(self, asked: Asked) -> tuple[int, Any]:
        for method, pattern, answer in self.routes:
            if method == asked.method and (found := pattern.fullmatch(asked.path)):
                return answer(asked, *found.groups())
        return 404, {"message": "no such route"}

    @staticmethod
    def _reply(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
