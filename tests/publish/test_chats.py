"""The chats: limits, mentions, refusals and silences, by what their services document."""

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from generator.errors import PublishError
from generator.publish.destinations.slack import Slack as SlackPlace
from generator.publish.destinations.slack import SlackOptions
from generator.publish.destinations.telegram import Telegram as TelegramPlace
from generator.publish.destinations.telegram import TelegramOptions, _plain_units
from generator.publish.real import Real
from generator.publish.steps import Job
from tests.publish.press import NOON, corrected, publication
from tests.publish.servers.chats import Discord, Matrix, Slack, Telegram

LONG = "One sentence of a summary that goes on. " * 260  # 10,400 characters


def settings(service):
    return {
        "Slack": lambda: {"kind": "slack", "webhook": service.webhook, "charts": "https://brief.example/feed/charts"},
        "Discord": lambda: {"kind": "discord", "webhook": service.webhook},
        "Telegram": lambda: {"kind": "telegram", "url": service.url, "token": service.TOKEN, "chat": "@briefs"},
        "Matrix": lambda: {"kind": "matrix", "url": service.url, "token": service.TOKEN, "room": service.ROOM},
    }[type(service).__name__]()


@pytest.fixture(params=[Slack, Discord, Telegram, Matrix])
def service(request):
    running = request.param()
    yield running
    running.close()


@pytest.fixture
def of():
    """Starts a service of a kind."""
    running = []

    def start(kind):
        running.append(kind())
        return running[-1]

    yield start
    for each in running:
        each.close()


def test_slack_gets_plain_blocks(of, press):
    """Nothing is a mention or markup; the picture comes from the web."""
    slack = of(Slack)
    one = publication()
    assert press(settings(slack)).send(one).state == "done"
    (message,) = slack.messages
    head, text, image, link = message["blocks"]
    assert head["text"] == {"type": "plain_text", "text": one.title, "emoji": False}
    assert text["text"]["type"] == "plain_text"
    assert image["image_url"] == f"https://brief.example/feed/charts/{one.charts[0].file}"
    assert link["text"]["text"] == f"<{one.link}|Read the brief>"
    assert "&lt;small&gt;" in message["text"]


def test_discord_mentions_nobody(of, press):
    """Markup is escaped, and no mention is allowed."""
    discord = of(Discord)
    one = publication()
    assert press(settings(discord)).send(one).state == "done"
    (message,) = discord.messages.values()
    assert message["allowed_mentions"] == {"parse": []}
    assert "@\u2060everyone" in message["embeds"][0]["description"]
    assert message["embeds"][0]["image"]["url"] == f"attachment://{one.charts[0].file}"
    assert message["files"] == ["files[0]"]


def test_telegram_mentions_nobody(of, press):
    """A word joiner stands behind each @, and tags are text."""
    telegram = of(Telegram)
    done = press(settings(telegram)).send(publication())
    assert (done.state, done.link) == ("done", "https://t.me/briefs/7")
    (message,) = telegram.messages.values()
    assert "@\u2060everyone" in message["caption"]
    assert "<small> caps lead" in message["caption"]


def test_a_long_summary_is_split_and_nothing_is_lost(service, press):
    """In as many messages or blocks as the limits ask for, in their order."""
    assert press(settings(service)).send(publication(summary=LONG, title="T" * 300)).state == "done"
    match service:
        case Slack():
            text = " ".join(b["text"]["text"] for b in service.messages[0]["blocks"] if b["type"] == "section")
        case Discord():
            text = " ".join(m["embeds"][0]["description"] for m in service.messages.values())
        case Telegram():
            text = " ".join(m.get("text", "") for m in service.messages.values())
        case Matrix():
            text = service.events["$event0"]["content"]["body"]
    assert text.count("One sentence of a summary that goes on.") == 260


def test_a_refusal_is_told_without_the_secret(service, press):
    """And is not tried again."""
    service.fault(
        "(POST|PUT)", "status", status=403, body=b'{"message": "no rights for ' + b"secret-of" + b'"}', times=1
    )
    done = press(settings(service)).send(publication())
    assert done.state == "refused"
    assert "403" in done.told
    assert "secret-of-" not in done.told
    assert "T000" not in done.told


def test_too_many_requests_wait_as_long_as_is_asked(service, press):
    """Longer than a run waits: the next one is due then."""
    service.fault("(POST|PUT)", "status", status=429, headers={"Retry-After": "7200"}, times=9)
    desk = press(settings(service))
    done = desk.send(publication())
    assert done.state == "waiting"
    assert (done.due - NOON).total_seconds() >= 7200


def test_a_connection_that_fails_before_is_not_taken_for_one_after(service, press):
    """Nobody can tell the two apart, so a chat that cannot be asked says `unknown`; a person decides."""
    service.fault("(POST|PUT) .*(services|webhooks|send)", "before")
    desk = press(settings(service))
    done = desk.send(publication())
    if isinstance(service, Matrix):
        assert done.state == "done"
        return
    assert done.state == "unknown"
    assert "--sent" not in done.told or "Look" in done.told
    assert desk.answered(done, there=False).state == "done"


def test_a_correction_changes_discord_and_telegram_in_place(of, press):
    """Fewer messages than before take the rest away."""
    for kind in (Discord, Telegram):
        service = of(kind)
        desk = press(settings(service), kind.__name__.lower())
        first = publication(summary=LONG)
        desk.send(first)
        ids = list(service.messages)
        assert len(ids) > 1
        assert desk.send(corrected(first, summary="Short.")).state == "done"
        assert list(service.messages) in (ids[:1], ids[:2])
        assert "Corrected: " in str(service.messages[ids[0]])


def test_health_posts_nothing(service, press):
    """A webhook that is gone is told."""
    place = press(settings(service)).place
    with Real() as world:
        place.health(world)
        service.fault("(GET|POST)", "status", status=404, body=b"no_service", times=2)
        with pytest.raises(PublishError):
            place.health(world)
    assert not getattr(service, "messages", None)
    assert not getattr(service, "events", None)


@any_of(st.text(min_size=1, max_size=3000), st.text(min_size=1, max_size=9000))
def test_no_message_is_longer_than_it_may_be(title, summary):
    """Whatever title and summary hold."""
    one = publication(title=title.strip() or "x", summary=summary)
    job = Job(one, "k", {})
    telegram = TelegramPlace(TelegramOptions(kind="telegram", token="1:a", chat="@c"))
    first, *others = telegram.messages(job)
    assert _plain_units(first) <= 1024
    assert all(_plain_units(text) <= 4096 for text in others)
    slack = SlackPlace(SlackOptions(kind="slack", webhook="https://hooks.example/x"))
    for block in slack.message(job)["blocks"]:
        assert len(block["text"]["text"]) <= (150 if block["type"] == "header" else 3000)
