"""A third party's server of OpenAI's protocol (aimock, from npm): streams, counts, limits, cuts and strictness."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import stamina

from generator.polish.models.endpoint import Endpoint
from tests.polish.drafts import polished, short, talk

AIMOCK = "@copilotkit/aimock@1.43.0"
HOME = Path.home() / ".cache" / "truetape" / "tests"


@pytest.fixture(scope="session")
def program() -> Path:
    """The server's program, installed once into the user's cache folder."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("no npm to install aimock with")
    folder = HOME / AIMOCK.rpartition("/")[2].replace("@", "-")
    found = folder / "node_modules" / ".bin" / "llmock"
    if not found.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), AIMOCK]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            pytest.skip("npm could not install aimock")
    return found


@pytest.fixture
def serve(program, tmp_path) -> Iterator:
    """Starts the server with answers; gives the base URL."""
    started: list[subprocess.Popen] = []

    def start(*answers: dict) -> str:
        (tmp_path / "fixtures").mkdir()
        (tmp_path / "fixtures" / "a.json").write_text(json.dumps({"fixtures": list(answers)}), "utf-8")
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [str(program), "-p", str(port), "-h", "127.0.0.1", "-f", str(tmp_path / "fixtures"), "--strict"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started.append(subprocess.Popen(command, cwd=tmp_path, **quiet))
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1):
                    return f"http://127.0.0.1:{port}/v1"
            except OSError:
                time.sleep(0.05)
        pytest.skip("aimock did not start")

    yield start
    for process in started:
        process.terminate()
        process.wait(10)


def answer(text: str) -> str:
    """The first sentence of the first passage in other words."""
    return json.dumps({"passages": [{"id": "p1", "sentences": [{"stands_for": [1], "text": text}]}]})


def asked(url: str):
    """A short brief polished by the server, in free mode."""
    with closing(Endpoint("gpt-test", url, "sk-none", 10.0)) as model, stamina.set_testing(True, attempts=3):
        return polished(short(), talk(model, at_once=1), mode="free")


HONEST = "On 14 sessions in a row the Russell 2000 has done better than the S&P 500."
FALSE = "On 41 sessions in a row the Russell 2000 has done better than the S&P 500."


def test_an_honest_answer_stands_and_is_counted(serve):
    """Streamed, with the server's own count of tokens."""
    usage = {"prompt_tokens": 321, "completion_tokens": 12, "total_tokens": 333}
    done = asked(serve({"match": {"userMessage": "Rewrite"}, "response": {"content": answer(HONEST), "usage": usage}}))
    assert HONEST in done.markdown
    assert done.result.calls[0].tokens_in == 321 and done.result.calls[0].counted


def test_a_false_one_does_not(serve):
    """Whoever's server says it."""
    done = asked(serve({"match": {"userMessage": "Rewrite"}, "response": {"content": answer(FALSE)}}))
    assert done.markdown == short().markdown
    assert any(s.verdict == "refused" for s in done.result.sentences)


def test_a_busy_server_is_asked_again(serve):
    """429 first, then an answer."""
    busy = {"error": {"message": "slow down", "type": "rate_limit_error", "code": "rate_limit_exceeded"}, "status": 429}
    done = asked(
        serve(
            {"match": {"userMessage": "Rewrite", "sequenceIndex": 0}, "response": busy},
            {"match": {"userMessage": "Rewrite", "sequenceIndex": 1}, "response": {"content": answer(HONEST)}},
        )
    )
    assert HONEST in done.markdown
    assert done.result.calls[0].attempts == 2


def test_an_answer_cut_short_is_no_answer(serve):
    """The finish reason is believed."""
    cut = {"content": answer(HONEST), "finishReason": "length"}
    done = asked(serve({"match": {"userMessage": "Rewrite"}, "response": cut}))
    assert done.markdown == short().markdown and "cut off" in done.result.calls[0].trouble


def test_a_server_without_an_answer_leaves_the_brief_plain(serve):
    """It is strict, and says 503."""
    done = asked(serve({"match": {"userMessage": "something else"}, "response": {"content": "no"}}))
    assert done.markdown == short().markdown and "503" in done.result.trouble
