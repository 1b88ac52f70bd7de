"""The endpoint: what it sends, what it makes of answers and failures, and that the key stays with it."""

from __future__ import annotations

import json
import logging
import time
from contextlib import closing
from dataclasses import replace
from email.utils import formatdate

import pytest
import stamina

from generator.errors import ModelError, OptionError
from generator.polish.models.endpoint import Endpoint, shown
from generator.polish.models.model import Ask, BusyError
from generator.polish.tasks import Task
from tests.polish.drafts import behind, polished, short, talk
from tests.polish.server import KEY, Answer, Request, honest, in_turn, says, serving

ASK = Ask("Be brief.", "Say something.", {"type": "object"}, 300, Task(kind="polish", mode="free", passages=()))


def asked(behaviour, ask=ASK, **how):
    """The answer of a server of that behaviour, the pieces that were heard, and the requests that it took."""
    heard: list[str] = []
    with serving(behaviour) as server:
        return behind(server, **how).reply(ask, heard.append), heard, server.requests


def refusing(*words: str, status: int = 400):
    """An endpoint that does not understand requests with some words in them."""

    def behaviour(request: Request) -> Answer:
        told = json.dumps({k: v for k, v in request.body.items() if k != "messages"})
        found = next((word for word in words if word in told), None)
        return Answer(status=status, body={"error": {"message": f"unknown: {found}"}}) if found else Answer("fine")

    return behaviour


def test_an_answer_is_streamed_and_counted():
    """Pieces are heard as they come, the usage of the last event is the count, and the time is taken."""
    reply, heard, requests = asked(says("x" * 500, usage=(321, 123)))
    assert (reply.text, reply.tokens_in, reply.tokens_out, reply.cut) == ("x" * 500, 321, 123, False)
    assert len(heard) > 3 and "".join(heard) == reply.text
    assert reply.seconds > 0
    body = requests[0].body
    assert body["model"] == "test-model" and body["max_tokens"] == 300 and body["stream"] is True
    assert body["response_format"]["json_schema"]["schema"] == ASK.schema
    assert requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_length_that_was_reached_is_told():
    """An answer that broke off is no whole answer."""
    assert asked(says("half of", ending="length"))[0].cut


@pytest.mark.parametrize("status", [400, 422, 500])
def test_without_schemas_an_object_is_asked_for_and_without_those_a_text(status):
    """The ladder: schema, object, text; an endpoint that fails at a schema with 500 is taken at its word."""
    words = ("json_schema",) if status == 500 else ("json_schema", "json_object")
    reply, _, requests = asked(refusing(*words, status=status))
    forms = [r.body.get("response_format", {}).get("type") for r in requests]
    assert reply.text == "fine"
    assert forms == (["json_schema", "json_object"] if status == 500 else ["json_schema", "json_object", None])


def test_what_an_endpoint_does_not_know_is_left_out():
    """The newer name of the limit, no usage in streams, no streams: each is learned once."""

    def particular(request: Request) -> Answer:
        if "max_tokens" in request.body:
            return Answer(status=400, body={"error": {"message": "Use 'max_completion_tokens' instead."}})
        return refusing("stream_options")(request)

    with serving(particular) as server:
        model = behind(server)
        assert model.reply(ASK, lambda _: None).text == "fine"
        first = len(server.requests)
        assert model.reply(ASK, lambda _: None).text == "fine"
        assert len(server.requests) == first + 1
    assert "max_completion_tokens" in server.requests[-1].body
    assert "stream_options" not in server.requests[-1].body


def test_an_endpoint_that_does_not_stream_is_asked_for_the_whole():
    """An answer that is no stream of events is asked for again as one piece."""

    def whole(request: Request) -> Answer:
        if not request.body["stream"]:
            return Answer("fine")
        message = {"role": "assistant", "content": "fine"}
        return Answer(status=200, text="", ending="done") if False else Answer(status=200, text=json.dumps(message))

    with serving(whole) as server:
        model = behind(server)
        model._dialect = replace(model._dialect, stream=False)
        assert model.reply(ASK, lambda _: None).text == "fine"


@pytest.mark.parametrize(
    ("status", "body", "remedy"),
    [
        (401, {"error": {"message": "no such key"}}, "TRUETAPE_LLM__API_KEY"),
        (403, {"error": {"message": "not yours"}}, "TRUETAPE_LLM__API_KEY"),
        (404, {"error": {"message": "no such model"}}, "a model there"),
        (429, {"error": {"message": "pay first", "code": "insufficient_quota"}}, ""),
        (302, "elsewhere", ""),
    ],
)
def test_what_will_not_pass_is_not_tried_again(status, body, remedy):
    """Keys, models, money and other addresses: the message says what, and what to do."""
    with pytest.raises(ModelError) as caught:
        asked(says("", status=status, body=body, headers={"Location": "http://127.0.0.1:1/"} if status == 302 else {}))
    assert not isinstance(caught.value, BusyError)
    assert str(status) in caught.value.message and remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"retry-after-ms": "250", "Retry-After": "7"}, 0.25),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_how_long_to_wait_is_as_the_endpoint_says(status, headers, wait):
    """Seconds, milliseconds, or nothing to go by; such a call cost nothing."""
    with pytest.raises(BusyError) as caught:
        asked(says("", status=status, headers=headers))
    assert (caught.value.wait, caught.value.unbilled) == (wait, True)


def test_a_date_to_wait_for_is_understood():
    """The other form of Retry-After."""
    with pytest.raises(BusyError) as caught:
        asked(says("", status=429, headers={"Retry-After": formatdate(time.time() + 30, usegmt=True)}))
    assert 20 < caught.value.wait <= 30


def test_a_429_is_waited_out_for_as_long_as_asked():
    """The whole path, with a clock: no attempt before the time is over."""
    with serving(in_turn(says("", status=429, headers={"retry-after-ms": "300"}), honest)) as server:
        began = time.perf_counter()
        done = polished(short(), talk(behind(server), at_once=1))
        assert time.perf_counter() - began > 0.3
    assert done.result.polished and done.result.trouble == ""


def test_too_long_a_wait_is_a_failure():
    """Nobody sits through an hour; the brief is plain at once."""
    with serving(says("", status=429, headers={"Retry-After": "3600"})) as server:
        done = polished(short(), talk(behind(server), at_once=1))
        assert len(server.requests) == 1
    assert "429" in done.result.trouble and not done.result.polished


def test_an_endpoint_that_is_down_is_told():
    """Nobody listens there; one request finds it out for all."""
    with serving(honest) as server:
        pass
    with stamina.set_testing(True, attempts=2), closing(Endpoint("m", server.url, None, 2.0)) as model:
        done = polished(short(), talk(model))
    assert done.markdown == short().markdown
    assert "cannot be reached" in done.result.trouble and server.url in done.result.trouble


@pytest.mark.parametrize(
    "behaviour",
    [
        says("", status=401, body={"error": {"message": f"Incorrect API key provided: {KEY}."}}),
        says("", status=400, body={"error": {"message": f"header was Bearer {KEY[:12]}"}}),
        says("", status=500, body=f"Authorization: Bearer {KEY}"),
        says(f"My key is {KEY}"),
        says(KEY, ending="error"),
    ],
)
def test_the_key_is_in_no_message_report_log_or_cache(behaviour, tmp_path, caplog):
    """Not even when an endpoint says it out loud."""
    caplog.set_level(logging.DEBUG)
    with serving(behaviour) as server, stamina.set_testing(True, attempts=2):
        model = behind(server)
        done = polished(short(), talk(model, kept=tmp_path))
    kept = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    for told in (done.result.model_dump_json(), done.markdown, caplog.text, kept, repr(model.__dict__["name"])):
        assert KEY not in told and KEY[:12] not in told


def test_a_key_that_cannot_be_one_is_not_shown():
    """A line break in a key would end up in an error of the HTTP library, key and all."""
    with pytest.raises(OptionError) as caught:
        Endpoint("m", "http://127.0.0.1:1/v1", "sk-one\nsk-two")
    assert "sk-" not in str(caught.value)


@pytest.mark.parametrize("url", ["ftp://host/v1", "http://", "host:8000", "", "http://[::1", "file:///etc/passwd"])
def test_an_address_that_is_none_is_refused(url):
    """With an example of one."""
    with pytest.raises(OptionError, match="no http"):
        shown(url)


def test_an_address_is_shown_without_its_password():
    """Nor a query, which may hold a key."""
    assert shown("https://user:secret@host:8443/v1/?key=secret") == "https://host:8443/v1"


def test_another_key_of_the_environment_is_not_sent(monkeypatch):
    """OPENAI_API_KEY, organisation and project belong to OpenAI and go nowhere else."""
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "sk-of-another")
    _, _, requests = asked(says("fine"), key=None)
    assert "sk-of-another" not in json.dumps(requests[0].headers)
