"""The settings of destinations: each is told in the docs, secrets are refused in the file, errors name the setting."""

import re
from pathlib import Path

import pytest

from generator.errors import OptionError
from generator.publish.destinations import KINDS, destination
from generator.settings import read_settings

DOCS = (Path(__file__).parents[2] / "docs" / "press.md").read_text("utf-8")
GOOD = {
    "site": {"path": "."},
    "wordpress": {"url": "https://blog.example", "user": "press", "password": "hidden-1"},
    "ghost": {"url": "https://blog.example", "key": "abc:" + "0f" * 32},
    "mail": {"host": "smtp.example", "sender": "a@example.org", "to": "list@example.org", "password": "hidden-2"},
    "buttondown": {"key": "hidden-3"},
    "slack": {"webhook": "https://hooks.example/services/hidden-4"},
    "discord": {"webhook": "https://discord.example/api/webhooks/1/hidden-5"},
    "telegram": {"token": "1:hidden-6", "chat": "@briefs"},
    "matrix": {"url": "https://matrix.example", "token": "hidden-7", "room": "!r:example"},
    "feed": {"path": ".", "url": "https://brief.example/feed"},
}


def told():
    """(kind, setting) of the table in docs/press.md."""
    part = DOCS.split("| kind | setting |", 1)[1].split("\n\n", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines()[2:]]
    return {(row[0].strip("`"), name) for row in rows for name in re.findall(r"`(\w+)`", row[1])}


def test_every_setting_of_every_kind_is_told():
    """And no other."""
    wanted = {(kind, name) for kind, each in KINDS.items() for name in each.options.model_fields}
    assert told() == {(kind, name) for kind, name in wanted if name not in {"kind", "after"}} | {
        ("all", "kind"), ("all", "after"),
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_made_of_its_settings_and_hides_its_secrets(kind):
    """No secret is in what an options object or a destination prints of itself."""
    options, place = destination("place", {"kind": kind, **GOOD[kind]})
    assert "hidden" not in repr(options)
    assert "hidden" not in repr(vars(place))


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"kind": "fax"}, "publish.place.kind"),
        ({"kind": "site"}, "publish.place.path"),
        ({"kind": "site", "path": ".", "section": "../up"}, "publish.place.section"),
        ({"kind": "site", "path": ".", "nonsense": 1}, "publish.place.nonsense"),
        ({"kind": "wordpress", **GOOD["wordpress"], "url": "http://blog.example"}, "publish.place.url"),
        ({"kind": "wordpress", **GOOD["wordpress"], "url": "https://u:p@blog.example"}, "publish.place.url"),
        ({"kind": "ghost", **GOOD["ghost"], "key": "hidden"}, "publish.place.key"),
        ({"kind": "slack", "webhook": "http://hooks.example/hidden"}, "publish.place.webhook"),
        ({"kind": "telegram", **GOOD["telegram"], "token": "../hidden"}, "publish.place.token"),
        ({"kind": "mail", **GOOD["mail"], "sender": "a@example.org\r\nBcc: b@example.org"}, "publish.place.sender"),
        ({"kind": "mail", **GOOD["mail"], "security": "none"}, "publish.place"),
        ({"kind": "mail", **GOOD["mail"], "to": "", "readers": "r.txt"}, "publish.place"),
        ({"kind": "mail", **GOOD["mail"], "unsubscribe": "http://x.example/{reader}"}, "publish.place.unsubscribe"),
    ],
)
def test_what_cannot_be_is_named_without_its_value(given, named):
    """The setting, and nothing of what was given for it."""
    with pytest.raises(OptionError) as caught:
        destination("place", given)
    assert caught.value.subject == f"setting {named}"
    assert "hidden" not in str(caught.value)


def test_secrets_come_from_the_environment_and_are_refused_in_the_file(tmp_path, monkeypatch):
    """The two are put together; a password that stands in the file is refused by name."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "truetape.toml"
    file.write_text('[publish.blog]\nkind = "wordpress"\nurl = "https://blog.example"\nuser = "press"\n')
    monkeypatch.setenv("TRUETAPE_PUBLISH__BLOG__PASSWORD", "hidden")
    given = read_settings()
    assert given.publish["blog"]["password"] == "hidden"
    assert "hidden" not in repr(given)
    destination("blog", given.publish["blog"])
    file.write_text(file.read_text() + 'password = "hidden"\n')
    with pytest.raises(OptionError) as caught:
        read_settings()
    assert "TRUETAPE_PUBLISH__BLOG__PASSWORD" in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_a_name_must_do_for_a_variable(tmp_path, monkeypatch):
    """`my-blog` could not be said in the environment."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "truetape.toml").write_text('[publish.my-blog]\nkind = "site"\n')
    with pytest.raises(OptionError, match="my-blog"):
        read_settings()
