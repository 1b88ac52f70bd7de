"""The feed: valid, permanent, newest first, and its own memory."""

import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from generator.errors import PublishError
from generator.publish.real import Real
from tests.publish.press import NOON, PNG, corrected, publication

ATOM = "{http://www.w3.org/2005/Atom}"


def settings(folder, **more):
    return {"kind": "feed", "path": folder, "url": "https://brief.example/feed", "title": "Briefs & more", **more}


def entries(folder):
    root = ET.parse(folder / "feed.atom").getroot()
    return root, root.findall(f"{ATOM}entry")


def test_atom_and_json_say_the_same(tmp_path, press):
    """Ids, dates, links, content; the picture lies beside them."""
    one = publication()
    assert press(settings(tmp_path)).send(one).state == "done"
    root, (entry,) = entries(tmp_path)
    feed = json.loads((tmp_path / "feed.json").read_text())
    (item,) = feed["items"]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert root.findtext(f"{ATOM}title") == feed["title"] == "Briefs & more"
    assert entry.findtext(f"{ATOM}id") == item["id"] == f"tag:brief.example,2026-01-23:{one.slug}"
    assert entry.findtext(f"{ATOM}title") == item["title"] == one.title
    assert entry.find(f"{ATOM}link").get("href") == item["url"] == one.link
    assert entry.findtext(f"{ATOM}content") == item["content_html"]
    assert entry.findtext(f"{ATOM}updated") == item["date_modified"] == "2026-01-23T12:00:00+00:00"
    file = item["image"].removeprefix("https://brief.example/feed/")
    assert (tmp_path / file).read_bytes() == PNG


def test_a_feed_reader_reads_it(tmp_path, press):
    """feedparser finds nothing wrong."""
    feedparser = pytest.importorskip("feedparser", reason="feedparser is not installed")
    press(settings(tmp_path)).send(publication())
    read = feedparser.parse((tmp_path / "feed.atom").read_bytes())
    assert not read.bozo
    assert read.entries[0].link == publication().link


def test_a_correction_keeps_the_id_and_moves_the_date(tmp_path, press):
    """One entry, updated."""
    desk = press(settings(tmp_path))
    first = publication()
    desk.send(first)
    (before,) = entries(tmp_path)[1]
    desk.send(corrected(first))
    (after,) = entries(tmp_path)[1]
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")


def test_the_newest_come_first_and_the_oldest_go(tmp_path, press):
    """As many as are kept; one that is too old to be shown is no failure."""
    desk = press(settings(tmp_path, most=3))
    for day in (2, 1, 4, 3, 0):
        when = NOON + timedelta(days=day)
        assert desk.send(publication(f"brief-{day}", published=when, updated=when)).state == "done"
    assert [e.findtext(f"{ATOM}id")[-7:] for e in entries(tmp_path)[1]] == ["brief-4", "brief-3", "brief-2"]


def test_a_file_that_is_no_feed_of_ours_is_left_alone(tmp_path, press):
    """And told."""
    (tmp_path / "feed.json").write_text("{}")
    done = press(settings(tmp_path)).send(publication())
    assert (done.state, "is no feed of ours" in done.told) == ("refused", True)
    assert (tmp_path / "feed.json").read_text() == "{}"
    with Real() as world, pytest.raises(PublishError):
        press(settings(tmp_path / "not-there")).place.health(world)
