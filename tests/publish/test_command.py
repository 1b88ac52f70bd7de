"""`truetape publish`, `deliveries` and `correct`, as somebody uses them."""

import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import cli
from generator.cli import correct, publish, review
from generator.publish.prepare import split
from generator.review.drafting import edit, opened
from generator.review.referee import Referee
from generator.review.rules import Person
from generator.store.database import open_store
from generator.tape import read_tape
from tests.publish.press import NOON
from tests.publish.servers.chats import Slack
from tests.publish.servers.mail import Server

REPOSITORY = Path(__file__).parents[2]
BRIEF = "briefs/2026-01-22-wrap"
FIXTURE = REPOSITORY / "fixtures" / "sample"
SAMPLE = (FIXTURE / "rut.csv").read_bytes()
SETTINGS = """
[press]
name = "Example Brief"
link = "https://brief.example/posts/{{slug}}/"
[publish.site]
kind = "site"
path = "site"
[publish.feed]
kind = "feed"
path = "feed"
url = "https://brief.example/feed"
after = ["site"]
[publish.letter]
kind = "mail"
host = "127.0.0.1"
port = {port}
security = "none"
sender = "Brief <brief@example.org>"
to = "list@example.org"
[publish.chat]
kind = "slack"
after = ["site"]
"""


@cache
def referee_of_once(tape, content):
    return Referee(read_tape(tape))


def referee_of(folder):
    """A referee that remembers what it has read, for each state of the tape."""
    closes = ((folder or FIXTURE) / "rut.csv").read_bytes()
    return referee_of_once(FIXTURE if closes == SAMPLE else folder.resolve(), closes)


class Done(NamedTuple):
    status: int
    stdout: str
    stderr: str


def run(folder, *words, **variables):
    """Runs the command in a folder, with a store of its own, in this process."""
    given = {"XDG_DATA_HOME": str(folder / "data"), "XDG_CACHE_HOME": str(folder / "cache"), **variables}
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(folder)
        for name, value in given.items():
            patch.setenv(name, value)
        for module in (publish, correct, review):
            patch.setattr(module, "referee_of", referee_of)
        patch.setattr(sys, "argv", ["truetape", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def approved(tmp_path_factory):
    """A folder with a brief that was approved; made once, copied for each test."""
    folder = tmp_path_factory.mktemp("approved")
    shutil.copytree(FIXTURE, folder / "tape")
    for words in (
        ["brief", "--quiet", "--data", "tape"], ["review", "submit", BRIEF, "--data", "tape"],
        ["review", "approve", "1", "--data", "tape", "--override", "A test."],
    ):  # fmt: skip
        done = run(folder, *words)
        assert done.status == 0, done.stderr
    return folder


@pytest.fixture
def server():
    with Server() as running:
        yield running


@pytest.fixture
def slack():
    service = Slack()
    yield service
    service.close()


@pytest.fixture
def desk(approved, tmp_path, server, slack):
    """Runs the command in a copy of that folder."""
    folder = tmp_path / "desk"
    shutil.copytree(approved, folder)
    for name in ("site", "feed"):
        (folder / name).mkdir()
    (folder / "truetape.toml").write_text(SETTINGS.format(port=server.port))

    def command(*words, status=0):
        done = run(folder, *words, TRUETAPE_PUBLISH__CHAT__WEBHOOK=slack.webhook)
        assert done.status == status, done.stdout + done.stderr
        assert "secret-of-slack" not in done.stdout + done.stderr
        return done

    command.folder = folder
    return command


def page(desk):
    (found,) = (desk.folder / "site").rglob("index.md")
    return found


def test_an_approved_brief_goes_everywhere_once(desk, server, slack):
    """Twice the same command, one post each; the feed and the chat come after the site."""
    done = desk("publish", BRIEF, "--to", "all", "--data", "tape", "--json")
    found = json.loads(done.stdout)["deliveries"]
    assert {each["destination"]: (each["state"], each["result"]) for each in found} == dict.fromkeys(
        ("site", "letter", "feed", "chat"), ("done", "live")
    )
    desk("publish", "1", "--to", "all", "--data", "tape")
    assert (len(server.taken), len(slack.messages)) == (1, 1)
    assert (desk.folder / "feed" / "feed.atom").read_text().count("<entry>") == 1
    assert "not edited by a person" in page(desk).read_text()
    assert desk("deliveries").stdout.count("live") == 4


def test_what_is_not_approved_is_not_published(desk, server):
    """One letter more, and it is another text; data that has changed lapses the approval too."""
    markdown = desk.folder / BRIEF / "brief.md"
    text = markdown.read_text()
    markdown.write_text(text + "x")
    told = desk("publish", BRIEF, "--to", "site", "--data", "tape", status=2).stderr
    assert "is not approved" in told
    assert f"truetape review submit {BRIEF}" in told
    markdown.write_text(text)
    closes = desk.folder / "tape" / "rut.csv"
    closes.write_text(closes.read_text().replace(",2719.01,", ",2709.01,"))
    desk("publish", BRIEF, "--to", "site", "--data", "tape", status=2)
    assert not list((desk.folder / "site").rglob("*.md"))
    assert server.taken == []


def test_a_dry_run_and_a_preview_send_nothing(desk, server, slack):
    """They show and write what would be sent."""
    told = desk("publish", BRIEF, "--to", "all", "--dry-run", "--data", "tape").stdout
    for each in (
        "== site",
        "-- file site/content/posts/",
        "Message-ID: <truetape.",
        '"type": "header"',
        "-- POST http://127",
    ):
        assert each in told
    desk("publish", BRIEF, "--to", "all", "--preview", "seen", "--data", "tape")
    kinds = {path.suffix for path in (desk.folder / "seen").rglob("*.*")}
    assert kinds >= {".eml", ".md", ".json", ".png", ".atom"}
    assert (len(server.taken), len(slack.messages), list((desk.folder / "site").iterdir())) == (0, 0, [])
    assert desk("deliveries").stdout == ""


def test_an_embargo_holds_until_its_time(desk, server):
    """And `send` lets go what is due."""
    desk("publish", BRIEF, "--to", "letter", "--at", "2999-01-01T07:00+01:00", "--data", "tape")
    desk("deliveries", "send")
    assert server.taken == []
    assert "queued until 2999-01-01 06:00 UTC" in desk("deliveries").stdout
    desk("publish", BRIEF, "--to", "site", "--at", "2020-01-01", "--data", "tape")
    assert page(desk)
    desk("publish", BRIEF, "--to", "site", "--at", "noon", "--data", "tape", status=2)


def test_an_embargo_does_not_outlive_its_approval(desk, server):
    """Sent back meanwhile, it stays here."""
    with (desk.folder / "truetape.toml").open("a") as file:
        file.write('[publish.later]\nkind = "site"\npath = "site"\nafter = ["never"]\n')
    desk("publish", BRIEF, "--to", "later", "--data", "tape", status=1)
    desk("review", "request-changes", "1", "--reason", "Wait.", "--data", "tape")
    file = desk.folder / "truetape.toml"
    file.write_text(file.read_text().replace('after = ["never"]', ""))
    assert "approval does not hold" in desk("deliveries", "send", status=1).stdout
    assert not list((desk.folder / "site").rglob("*.md"))


def test_one_place_that_fails_stops_no_other_and_is_retried(desk, server, slack):
    """The state says what to do; `retry` goes on."""
    server.keeper.refused["list@example.org"] = "550 not today"
    told = desk("publish", BRIEF, "--to", "letter", "--to", "site", "--data", "tape", status=1).stdout
    assert "refused" in told
    assert "550 not today" in told
    assert page(desk)
    desk("deliveries", "--open", status=1)
    server.keeper.refused.clear()
    number = next(line.split()[0] for line in told.splitlines() if "letter" in line)
    desk("deliveries", "retry", number)
    assert len(server.taken) == 1
    shown = json.loads(desk("deliveries", "show", number, "--json").stdout)
    assert (shown["state"], len(shown["steps"])) == ("done", 1)
    assert any("550 not today" in each["what"] for each in shown["history"])


def test_what_is_unknown_waits_for_a_person(desk, slack):
    """Slack cannot be asked: nothing is sent again until somebody has looked."""
    slack.fault("POST", "after")
    told = desk("publish", BRIEF, "--to", "site", "--to", "chat", "--data", "tape", status=1).stdout
    assert "unknown" in told
    number = next(line.split()[0] for line in told.splitlines() if " chat " in line)
    desk("deliveries", "send")
    desk("deliveries", "retry", number, status=2)
    desk("deliveries", "retry", number, "--sent", "--not-sent", status=2)
    desk("deliveries", "retry", number, "--sent", "--step", "other", status=2)
    desk("deliveries", "retry", number, "--sent")
    assert len(slack.messages) == 1


def test_the_doctor_asks_each_place_and_names_what_waits_for_a_person(desk, server):
    """Nothing is posted by it."""
    server.keeper.refused["list@example.org"] = "550 not today"
    desk("publish", BRIEF, "--to", "letter", "--data", "tape", status=1)
    found = json.loads(desk("doctor", "--json", status=1).stdout)["findings"]
    told = {each["name"]: each["state"] for each in found if each["section"] == "publish"}
    assert told == {**dict.fromkeys(("site", "feed", "letter", "chat"), "ok"), "delivery 1 to letter": "bad"}
    assert server.taken == []


def test_rubbish_is_told_with_its_remedy(desk):
    """Exit 2, and nothing was sent."""
    for words in (
        ["publish", BRIEF, "--data", "tape"], ["publish", BRIEF, "--to", "fax", "--data", "tape"],
        ["publish", "nothing", "--to", "site"], ["publish", "99", "--to", "site", "--data", "tape"],
        ["deliveries", "show", "99"], ["deliveries", "retry", "99"], ["correct", BRIEF, "--data", "tape"],
        ["publish", BRIEF, "--to", "site", "--test-to", "me@example.org", "--data", "tape"],
    ):  # fmt: skip
        told = desk(*words, status=2).stderr
        assert told.startswith("truetape: "), words
        assert "Traceback" not in told


def test_a_test_mail_goes_out_alone(desk, server):
    """Marked, and not noted."""
    desk("publish", BRIEF, "--to", "letter", "--test-to", "me@example.org", "--data", "tape")
    (taken,) = server.taken
    assert (taken.reader, b"[Test]" in taken.data) == ("me@example.org", True)
    assert desk("deliveries").stdout == ""


def test_revised_data_is_corrected_wherever_the_brief_stands(desk, server, slack):
    """A new version with a dated note, reviewed, in the place of the first; a mail and a message of their own."""
    desk("publish", BRIEF, "--to", "all", "--data", "tape")
    closes = desk.folder / "tape" / "rut.csv"
    closes.write_text(closes.read_text().replace(",2719.01,", ",2709.01,"))
    told = json.loads(desk("correct", BRIEF, "--data", "tape", "--json").stdout)
    assert (told["draft"], told["version"]) == (2, 2)
    assert "Russell 2000" in told["note"]
    assert "`+0.8%` (now `+0.4%`)" in told["note"]
    desk("publish", "2", "--data", "tape", status=2)
    desk("review", "approve", "2", "--data", "tape", "--override", "A test.")
    desk("publish", "2", "--data", "tape")
    text = page(desk).read_text()
    assert "> **Correction, " in text
    assert "2,709.01" in text
    assert (desk.folder / "feed" / "feed.atom").read_text().count("<entry>") == 1
    assert b"Subject: Corrected:" in server.taken[1].data
    assert slack.messages[1]["blocks"][0]["text"]["text"].startswith("Corrected: ")
    done = desk("correct", "2", "--data", "tape", "--note", "It was `12%`.")
    assert "approve 3 --data tape, then truetape publish 3 --data tape" in done.stderr
    third = (desk.folder / "briefs" / "2026-01-22-wrap-v3" / "brief.md").read_text()
    notes = [line for line in third.splitlines() if line.startswith("> **Correction, ")]
    assert "It was `12%`." in notes[0]
    assert told["note"] in notes[1]
    assert len(notes) == len(split(third)[0]["corrections"]) == 2
    refused = desk("correct", "2", "--data", "tape", "--note", "It was `11%`.", status=2).stderr
    assert "holds another correction of this version" in refused
    assert (desk.folder / "briefs" / "2026-01-22-wrap-v3" / "brief.md").read_text() == third


def test_an_edited_text_is_kept_by_a_correction(desk):
    """A person's words are not written over; the disclosure says that there are some."""
    store = open_store(f"sqlite:///{desk.folder / 'data' / 'truetape' / 'store.db'}")
    before = opened(store, 1)
    text = before.text.replace("## ", "Words of an editor.\n\n## ", 1)
    edit(store, Referee(read_tape(desk.folder / "tape")), 1, text, before.draft.revision, Person("Ada"), NOON)
    store.close()
    desk("review", "approve", "1", "--data", "tape", "--override", "A test.")
    desk("publish", BRIEF, "--to", "site", "--data", "tape", status=2)
    desk("publish", "1", "--to", "site", "--data", "tape")
    assert "Words of an editor." in page(desk).read_text()
    assert ", edited by a person" in page(desk).read_text()
    told = json.loads(desk("correct", "1", "--data", "tape", "--note", "A word was wrong.", "--json").stdout)
    written = (desk.folder / told["folder"] / "brief.md").read_text()
    assert "Words of an editor." in written
    assert "A word was wrong." in written
