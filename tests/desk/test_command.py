"""`truetape desk`: its accounts, and where it refuses to be served."""

from __future__ import annotations

import io
import socket
import sys

import pytest

from generator import cli
from generator.desk.door import Door
from generator.store.database import open_store
from tests.desk.visitors import PASSWORD


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs `truetape desk ...` with a store of its own; what is typed comes from standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    def command(*args, typed=""):
        monkeypatch.setattr(sys, "argv", ["truetape", "desk", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return command


def test_people_are_added_listed_and_removed(run, tmp_path):
    """The password comes from standard input and is nowhere but in the store, as a hash that knows it."""
    status, out, err = run("--add-user", "Ada", "--role", "reviewer", typed=PASSWORD + "\n")
    assert (status, out, err) == (0, "Ada  reviewer\n", "")
    store = open_store(f"sqlite:///{tmp_path / 'truetape' / 'store.db'}")
    (kept,) = Door(store).people()
    store.close()
    assert kept.password.startswith("$argon2id$")
    assert PASSWORD not in kept.password
    run("--add-user", "Bob", typed=PASSWORD)
    assert run("--users")[1] == "Ada  reviewer\nBob  writer\n"
    assert run("--remove-user", "Bob")[1] == "Ada  reviewer\n"
    status, _, err = run("--remove-user", "Bob")
    assert (status, "no such account" in err) == (2, True)


@pytest.mark.parametrize("typed", ["", "\n", "short\n", "x" * 1001])
def test_a_password_that_is_none_is_refused(run, typed):
    """Nobody is added, and the password is not repeated."""
    status, out, err = run("--add-user", "Ada", typed=typed)
    assert (status, out) == (2, "")
    assert typed.strip() == "" or typed.strip() not in err
    assert run("--users")[1] == ""


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--host", "192.0.2.7"), "no accounts"),
        (("--url", "https://desk.example.com"), "no accounts"),
        (("--host", "0.0.0.0"), "by which name"),
        (("--host", "::"), "by which name"),
        (("--url", "desk.example.com"), "no address"),
        (("--port", "0"), "--port"),
        (("--role", "owner", "--add-user", "Eve"), "owner"),
    ],
)
def test_where_it_cannot_be_served_it_says_so(run, args, told):
    """Before anything listens."""
    status, _, err = run(*args)
    assert (status, told in err) == (2, True), err


def test_a_port_that_is_taken_is_told(run):
    """With what to do."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        status, _, err = run("--port", other.getsockname()[1], "--quiet")
    assert (status, "cannot listen" in err, "--port" in err) == (2, True, True)
