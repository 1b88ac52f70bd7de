"""Against a real WordPress: one post, as it was sent, whatever happens on the way."""

import hashlib
import os
import urllib.request
from html import unescape
from pathlib import Path

import pytest

from generator.errors import PublishError, UncertainError
from generator.publish.destinations import destination
from generator.publish.outbox import dry_run
from generator.publish.publication import Chart
from generator.publish.real import Real
from tests.publish.press import PNG, Fuse, Killed, MortalWorld, corrected, picture, publication
from tests.publish.servers import wordpress

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "truetape" / "tests"


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    if lacking := wordpress.missing():
        pytest.skip(f"no WordPress on this machine: {lacking} is missing")
    with wordpress.running(CACHE, tmp_path_factory.mktemp("wordpress") / "site", workers=2) as running:
        yield running


def given(site, role="editor", **more):
    return {"kind": "wordpress", "url": site.url, "user": role, "password": site.passwords[role], **more}


def posts(site, slug):
    return [post for post in site.posts() if slug in post["slug"]]


class Writes(MortalWorld):
    """Dies, or hears nothing, around a request that changes something; `lost` is a matter of the answer only."""

    def __init__(self, at, lost=False):
        super().__init__(Fuse(at))
        self.lost = lost

    def send(self, server, call):
        if not call.writes:
            return Real.send(self, server, call)
        try:
            return super().send(server, call)
        except Killed:
            if self.lost:
                raise UncertainError("the connection failed") from None
            raise


def test_a_post_is_live_once_as_it_was_sent(site, press):
    """Title, text, address and picture are read back; the mark is in no reader's way."""
    one = publication("brief-live")
    done = press(given(site, "author")).send(one)
    assert (done.state, done.result, done.link) == ("done", "live", f"{site.url}/brief-live/"), done.told
    (post,) = posts(site, "brief-live")
    assert post["status"] == "publish"
    assert unescape(post["title"]["raw"]) == one.title
    page = post["title"]["rendered"] + post["content"]["rendered"]  # there is no theme in the package
    assert "&lt;small&gt; caps lead" in page
    assert "Buy &lt;b&gt;now&lt;/b&gt;" in page
    address = f"{site.url}/wp-content/uploads/"
    file = next(part.split('"')[0] for part in page.split('src="') if part.startswith(address) and "chart-" in part)
    assert urllib.request.urlopen(file, timeout=30).read() == PNG


def test_a_dry_run_shows_what_is_sent(site, press):
    """The same requests in the same order; what only the server says stands in brackets."""
    desk = press(given(site))
    one = publication("brief-dry")
    shown = dry_run(one, "place", desk.place, {})
    assert [each.what.replace(f"{site.url}/wp-json/wp/v2", "").split("?")[0] for each in shown] == [
        "POST /media", "POST /posts", "POST /posts/‹answer to POST /posts.id›",
    ]  # fmt: skip
    assert shown[0].body == PNG
    assert hashlib.md5(PNG).hexdigest() == shown[0].headers["Content-MD5"]
    assert site.passwords["editor"] not in repr(shown)
    assert posts(site, "brief-dry") == []


@pytest.mark.parametrize("moment", range(1, 7))
def test_a_run_that_dies_around_a_write_leaves_one_post(site, press, moment):
    """Before and after each of the three requests that change something."""
    slug = f"brief-dead-{moment}"
    desk = press(given(site))
    delivery = desk.enter(publication(slug))
    with pytest.raises(Killed), Writes(moment) as world:
        desk.run_in(delivery, world)
    assert desk.run(delivery).state == "done"
    assert [post["status"] for post in posts(site, slug)] == ["publish"]


@pytest.mark.parametrize("moment", [2, 4, 6])
def test_an_answer_that_is_lost_makes_no_second_post(site, press, moment):
    """The request was carried out, and the connection failed: the effect is found."""
    slug = f"brief-lost-{moment}"
    desk = press(given(site))
    with Writes(moment, lost=True) as world:
        done = desk.run_in(desk.enter(publication(slug)), world)
    assert done.state == "done", done.told
    assert [post["status"] for post in posts(site, slug)] == ["publish"]


def test_an_address_that_is_taken_keeps_ours_a_draft(site, press):
    """WordPress would call it -2. Once the other one has gone, a retry goes on."""
    other = site.ask("POST", "/posts", {"title": "Other", "slug": "brief-taken", "status": "publish", "content": "x"})
    desk = press(given(site))
    delivery = desk.enter(publication("brief-taken"))
    done = desk.run(delivery)
    assert done.state == "refused"
    assert "taken" in done.told
    assert {post["status"] for post in posts(site, "brief-taken") if post["id"] != other["id"]} == {"draft"}
    site.ask("POST", f"/posts/{other['id']}", {"slug": "elsewhere"})
    assert desk.run(delivery, fresh=True).link == f"{site.url}/brief-taken/"


def test_a_double_draft_is_put_into_the_trash(site, press):
    """As a request leaves it that was thought lost and arrived late."""
    desk = press(given(site))
    one = publication("brief-double")
    mark = f"<!-- truetape:{one.key('place')} -->"
    for _ in range(2):
        site.ask("POST", "/posts", {"title": "x", "slug": one.slug, "status": "draft", "content": mark})
    assert desk.send(one).state == "done"
    assert sorted(post["status"] for post in posts(site, one.slug)) == ["publish", "trash"]


def test_a_correction_changes_the_post_in_its_place(site, press):
    """Same number, new text and picture; the second time nothing is sent."""
    desk = press(given(site))
    first = publication("brief-corrected")
    desk.send(first)
    (before,) = posts(site, first.slug)
    second = corrected(first, charts=(Chart(name="lead", alt="Another.", png=picture(9)),))
    assert desk.send(second).state == "done"
    (after,) = posts(site, first.slug)
    assert (after["id"], after["status"]) == (before["id"], "publish")
    assert "0.7%" in after["content"]["raw"]
    assert second.charts[0].file in after["content"]["raw"]


def test_what_was_changed_by_hand_is_not_overwritten_unasked(site, press):
    """The correction waits, and says why; --overwrite goes on."""
    desk = press(given(site))
    first = publication("brief-by-hand")
    desk.send(first)
    (post,) = posts(site, first.slug)
    site.ask("POST", f"/posts/{post['id']}", {"content": post["content"]["raw"] + "<p>By hand.</p>"})
    delivery = desk.enter(corrected(first))
    done = desk.run(delivery)
    assert (done.state, "by hand" in done.told) == ("refused", True)
    assert "By hand." in posts(site, first.slug)[0]["content"]["raw"]
    assert desk.run(delivery, fresh=True, overwrite=True).state == "done"
    assert "By hand." not in posts(site, first.slug)[0]["content"]["raw"]


def test_a_post_that_a_person_put_into_the_trash_stays_there(site, press):
    """It is not written a second time."""
    desk = press(given(site))
    first = publication("brief-trashed")
    desk.send(first)
    site.ask("DELETE", f"/posts/{posts(site, first.slug)[0]['id']}")
    done = desk.send(corrected(first))
    assert (done.state, "trash" in done.told) == ("refused", True)
    assert [post["status"] for post in posts(site, first.slug)] == ["trash"]


def test_a_draft_is_left_as_one(site, press):
    """`live = false`."""
    done = press(given(site, live=False)).send(publication("brief-draft"))
    assert (done.state, done.result) == ("done", "draft")
    assert [post["status"] for post in posts(site, "brief-draft")] == ["draft"]


def test_who_may_not_is_told_so_and_nothing_is_live(site, press):
    """A contributor may neither upload nor publish; a wrong password is refused, and shown nowhere."""
    done = press(given(site, "contributor")).send(publication("brief-not-allowed"))
    assert (done.state, posts(site, "brief-not-allowed")) == ("refused", [])
    assert "403" in done.told or "401" in done.told
    wrong = press(given(site) | {"password": "geheim geheim"}, "other").send(publication("brief-wrong"))
    assert wrong.state == "refused"
    assert "geheim" not in wrong.told


def test_health_tells_what_an_account_may(site):
    """Without writing anything."""
    before = len(site.posts())
    with Real() as world:
        assert "publish" in destination("b", given(site, "author"))[1].health(world)
        for settings in (
            given(site, "contributor"),
            given(site, "author", jsonld=True),
            given(site) | {"password": "x"},
        ):
            with pytest.raises(PublishError):
                destination("b", settings)[1].health(world)
    assert len(site.posts()) == before
