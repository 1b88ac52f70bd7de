"""Against a real Ghost, where one was set up: what the fake of test_ghost.py says, the real one does."""

import json
import urllib.request

import pytest

from generator.publish.destinations.ghost import server
from generator.publish.real import Real
from generator.publish.world import Call, json_call
from tests.publish.press import PNG, corrected, publication
from tests.publish.servers import real_ghost


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if command := real_ghost.missing():
        pytest.skip(f"no Ghost on this machine; set one up with: {command}")
    with real_ghost.running(tmp_path_factory.mktemp("ghost")) as (url, key):
        yield {"kind": "ghost", "url": url, "key": key}


def posts(desk, slug):
    """Every post whose address begins with the slug, past the product."""
    with Real() as world:
        path = "/posts/?limit=all&formats=html&include=tags&filter=status:[draft,published]"
        found = world.send(server(desk.options), Call("GET", path)).json["posts"]
    return [post for post in found if post["slug"].startswith(slug)]


def test_a_post_is_live_once_as_it_was_sent_and_is_corrected(site, press):
    """Found by its internal tag, compared, published, and changed in its place."""
    desk = press(site)
    first = publication("brief-live")
    done = desk.send(first)
    assert (done.state, done.link) == ("done", f"{site['url']}/brief-live/"), done.told
    (post,) = posts(desk, "brief-live")
    assert (post["status"], post["title"], post["canonical_url"]) == ("published", first.title, first.link)
    assert "Buy &lt;b&gt;now&lt;/b&gt;" in post["html"]
    picture = next(part.split('"')[0] for part in post["html"].split('src="')[1:])
    assert urllib.request.urlopen(picture, timeout=30).read() == PNG
    page = urllib.request.urlopen(done.link, timeout=60).read().decode()
    assert json.dumps("NewsArticle") in page
    assert desk.send(corrected(first)).state == "done"
    (after,) = posts(desk, "brief-live")
    assert (after["id"], "0.7%" in after["html"]) == (post["id"], True)


@pytest.mark.parametrize("moment", range(4, 40, 3))
def test_a_run_that_dies_leaves_one_post(site, press, moment):
    """At moments all over a delivery."""
    desk = press(site)
    delivery = desk.enter(publication(f"brief-dead-{moment:02}"))
    desk.killed(delivery, moment)
    assert desk.run(delivery).state == "done"
    assert [post["status"] for post in posts(desk, f"brief-dead-{moment:02}")] == ["published"]


def test_an_address_that_is_taken_keeps_ours_a_draft(site, press):
    """Ghost calls it -2."""
    desk = press(site)
    other = {"title": "Other", "slug": "brief-taken", "status": "published", "html": "<p>x</p>"}
    with Real() as world:
        world.send(server(desk.options), json_call("POST", "/posts/?source=html", {"posts": [other]}))
    done = desk.send(publication("brief-taken"))
    assert (done.state, "is taken" in done.told) == ("refused", True)
    assert sorted(post["status"] for post in posts(desk, "brief-taken")) == ["draft", "published"]
