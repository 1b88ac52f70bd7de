"""Ghost and Buttondown: what they are silent about is found by reading back."""

import pytest

from generator.errors import PublishError
from generator.publish.destinations.ghost import token
from generator.publish.real import Real
from tests.publish.press import Chart, corrected, picture, publication
from tests.publish.servers.chats import Buttondown
from tests.publish.servers.ghost import KEY, Ghost


@pytest.fixture
def ghost():
    service = Ghost()
    yield service
    service.close()


@pytest.fixture
def buttondown():
    service = Buttondown()
    yield service
    service.close()


def settings(service, **more):
    if isinstance(service, Ghost):
        return {"kind": "ghost", "url": service.url, "key": KEY, **more}
    return {"kind": "buttondown", "url": f"{service.url}/v1", "key": service.KEY, **more}


def test_ghost_publishes_a_draft_that_was_compared(ghost, press):
    """Body, head, canonical link and internal tag; the picture was uploaded."""
    one = publication()
    done = press(settings(ghost)).send(one)
    assert (done.state, done.link) == ("done", f"{ghost.url}/{one.slug}/"), done.told
    (post,) = ghost.published
    assert post["canonical_url"] == one.link
    assert '"@type": "NewsArticle"' in post["codeinjection_head"]
    assert "</script>" not in post["codeinjection_head"].removesuffix("</script>")
    assert {"name": f"#truetape-{one.key('place')}"} in post["tags"]
    assert ghost.images == [one.charts[0].png]
    assert "Buy &lt;b&gt;now&lt;/b&gt;" in post["html"]


def test_an_empty_body_that_was_stored_with_201_is_never_live(ghost, press):
    """As Ghost does without `source=html`."""
    keep = ghost.take
    ghost.take = lambda id, given, asked: keep(id, {k: v for k, v in given.items() if k != "html"}, asked)
    done = press(settings(ghost)).send(publication())
    assert (done.state, "html" in done.told) == ("refused", True)
    assert ghost.published == []


def test_a_slug_with_a_number_behind_it_is_never_live(ghost, press):
    """Another post has the address; ours stays a draft, and goes on when it is free."""
    ghost.posts["x"] = {"id": "x", "slug": publication().slug, "status": "published", "tags": [], "title": "Other"}
    desk = press(settings(ghost))
    delivery = desk.enter(publication())
    done = desk.run(delivery)
    assert (done.state, "is taken" in done.told) == ("refused", True)
    assert [post["id"] for post in ghost.published] == ["x"]
    ghost.posts["x"]["slug"] = "elsewhere"
    assert desk.run(delivery, fresh=True).state == "done"


def test_a_double_draft_is_deleted(ghost, press):
    """As a request leaves it that was thought lost."""
    desk = press(settings(ghost))
    one = publication()
    desk.send(one)
    (post,) = ghost.published
    ghost.posts["double"] = post | {"id": "double", "slug": "double", "status": "draft"}
    assert desk.send(corrected(one)).state == "done"
    assert list(ghost.posts) == [post["id"]]


def test_somebody_who_saves_at_the_same_time_is_not_overwritten(ghost, press):
    """Ghost's 409 is a refusal, and the retry reads the new time."""
    ghost.fault("PUT", "status", status=409, body=b'{"errors":[{"message":"Saving failed","code":"UPDATE_COLLISION"}]}')
    desk = press(settings(ghost))
    delivery = desk.enter(publication())
    assert desk.run(delivery).state == "refused"
    assert desk.run(delivery).state == "done"


@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("where", ["POST .*images", "POST .*posts", "PUT", "GET .*posts"])
def test_a_connection_that_fails_makes_no_second_post(ghost, press, where, how):
    """Before or after the effect of any request."""
    ghost.fault(where, how)
    assert press(settings(ghost)).send(publication()).state == "done"
    assert len(ghost.posts) == len(ghost.published) == 1


def test_a_correction_in_ghost(ghost, press):
    """One post, changed in its place; by hand is by hand."""
    desk = press(settings(ghost))
    first = publication()
    desk.send(first)
    second = corrected(first, charts=(Chart(name="lead", alt="x", png=picture(3)),))
    assert desk.send(second).state == "done"
    (post,) = ghost.published
    assert "0.7%" in post["html"]
    post["html"] += "<p>By hand.</p>"
    delivery = desk.enter(corrected(second))
    assert "by hand" in desk.run(delivery).told
    assert desk.run(delivery, fresh=True, overwrite=True).state == "done"


def test_a_key_that_is_wrong_is_refused_without_being_shown(ghost, press):
    """Nor is any part of it."""
    wrong = "abc123:" + "ab" * 32
    done = press(settings(ghost) | {"key": wrong}).send(publication())
    assert (done.state, "401" in done.told) == ("refused", True)
    assert "abab" not in done.told


def test_a_token_is_for_now_and_for_the_admin_api():
    """Three parts; the same second gives the same token."""
    assert token(KEY, 1_700_000_000) == token(KEY, 1_700_000_000)
    assert token(KEY, 1_700_000_000).count(".") == 2


def test_buttondown_is_left_with_a_draft(buttondown, press):
    """Marked, with the body as Markdown, and never sent."""
    one = publication()
    done = press(settings(buttondown)).send(one)
    assert (done.state, done.result) == ("done", "draft"), done.told
    (mail,) = buttondown.emails.values()
    assert mail["status"] == "draft"
    assert mail["body"].startswith("<!-- buttondown-editor-mode: plaintext -->")
    assert "{&#123; 7 * 7 }}" in mail["body"]
    assert mail["canonical_url"] == one.link


def test_a_service_that_sends_all_the_same_is_told_at_once(buttondown, press):
    """Its default; the answer is no draft."""
    keep = buttondown.serve

    def serve(handler, asked):
        keep(handler, asked)
        for mail in buttondown.emails.values():
            mail["status"] = "about_to_send"

    buttondown.serve = serve
    done = press(settings(buttondown)).send(publication())
    assert (done.state, "no draft" in done.told) == ("refused", True)
    assert len(buttondown.emails) == 1


def test_a_double_that_the_service_refuses_is_told(buttondown, press):
    """`email_duplicate`: somebody wrote one with this slug."""
    buttondown.emails["x"] = {"id": "x", "slug": publication().slug, "status": "draft", "metadata": {}}
    done = press(settings(buttondown)).send(publication())
    assert (done.state, "same identifiers" in done.told) == ("refused", True)


@pytest.mark.parametrize("how", ["before", "after"])
@pytest.mark.parametrize("where", ["POST .*images", "POST .*emails", "GET .*emails"])
def test_a_connection_that_fails_makes_no_second_draft(buttondown, press, where, how):
    """Before or after."""
    buttondown.fault(where, how)
    assert press(settings(buttondown)).send(publication()).state == "done"
    assert len(buttondown.emails) == 1


def test_health_lets_in_and_changes_nothing(ghost, buttondown, press):
    """And says so when it does not."""
    with Real() as world:
        for service in (ghost, buttondown):
            place = press(settings(service)).place
            assert "lets us in" in place.health(world)
            service.fault("GET", "status", status=401)
            with pytest.raises(PublishError):
                place.health(world)
            assert {asked.method for asked in service.asked} == {"GET"}
