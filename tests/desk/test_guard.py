"""Who is let in, and what is refused: forged, replayed, oversized and misdirected requests, one table each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.desk import app
from generator.desk.ask import COOKIE, form_token, loaded
from generator.desk.door import TRIES, TRIES_FROM, Door
from generator.desk.guard import HEADERS, LARGEST
from generator.desk.serve import place
from generator.errors import OptionError, ReviewError
from generator.review.drafting import opened
from tests.desk.visitors import NOON, PASSWORD, QUICK, TRUE, Visitor

READS = ("/", "/new", "/drafts/1", "/drafts/1/edit", "/drafts/1/compare", "/drafts/1/history", "/drafts/1/claims/0",
         "/drafts/1/pictures/0", "/?before=5")  # fmt: skip
WRITES = ("/name", "/logout", "/new/brief", "/new/article", "/drafts/1/edit", "/drafts/1/judge", "/drafts/1/preview",
          "/drafts/1/claim", "/drafts/1/mend", "/drafts/1/comment", "/drafts/1/approve", "/drafts/1/changes",
          "/drafts/1/reject")  # fmt: skip
FULL = {"seen": "1", "words": "x", "override": "x", "text": TRUE + "x", "name": "Eve", "place": "0", "start": "0",
        "date": "2026-01-22", "story": "wrap", "period": "day", "lang": "en"}  # fmt: skip


def untouched(room):
    """Whether the only draft is as it was handed in."""
    found = opened(room.store, 1)
    return (found.draft.entries, found.text) == (1, TRUE)


# -- hosts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8765", "localhost", "LOCALHOST:1", "desk.example.com", "localhost."]
)
def test_it_answers_to_its_own_names(nina, host):
    """With any port."""
    assert nina.client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:8765", "localhost.evil.example", "",
     "127.0.0.1@evil.example", "desk.example.com.evil.example", "127.0.0.2", "[::1", "0.0.0.0", "2130706433",
     "127.1", "xn--lcalhost-54a"],
)  # fmt: skip
def test_a_page_of_another_name_gets_nothing(nina, host):
    """DNS rebinding: a name of somebody else that leads here."""
    for path in ("/", "/static/desk.js", "/login"):
        answer = nina.client.get(path, headers={"Host": host})
        assert answer.status_code == 421
        assert "Truetape" not in answer.text


# -- forged ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WRITES)
def test_nothing_is_written_without_the_token_of_the_form(nina, path):
    """Missing, empty, of somebody else, cut short, doubled, in the address: 403 and nothing stored."""
    nina.hand_in()
    other = form_token("A" * 43)
    for given in ({}, {"form": ""}, {"form": other}, {"form": nina.token[:-1]}, {"form": nina.token * 2}):
        assert nina.client.post(path, data=FULL | given).status_code == 403
    assert nina.client.post(f"{path}?form={nina.token}", data=FULL).status_code == 403
    assert nina.client.post(path, data=FULL, headers={"X-Truetape-Form": other}).status_code == 403
    assert nina.client.post(path, json=FULL | {"form": ["a"]}).status_code == 403
    assert untouched(nina.room)


STRANGERS = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("path", WRITES)
def test_nothing_is_written_for_a_page_of_another_site(nina, path):
    """Even with a token that is right."""
    nina.hand_in()
    for headers in STRANGERS:
        assert nina.client.post(path, data=FULL | {"form": nina.token}, headers=headers).status_code == 403
    assert untouched(nina.room)


@pytest.mark.parametrize("path", WRITES)
def test_only_a_form_that_is_posted_writes(nina, path):
    """Whatever else is asked of its address changes nothing."""
    nina.hand_in()
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        answer = nina.client.request(method, path, params=FULL | {"form": nina.token})
        assert answer.status_code in (404, 405) or (answer.status_code == 200 and path == "/drafts/1/edit")
    assert untouched(nina.room)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", "form={token}&words=x"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=form\r\n\r\n{token}\r\n--x--"),
        ("application/xml", "<form>{token}</form>"),
        ("application/json", "[]"),
        ("application/json", "null"),
        ("application/json", "{{"),
        ("application/json", "[" * 100_000),
        ("application/x-www-form-urlencoded", "form={token}&" + "a=1&" * 100),
        ("application/x-www-form-urlencoded", "form={token}&words=%ff%fe"),
        ("application/x-www-form-urlencoded", b"form={token}&words=\xff"),
        ("", "form={token}&words=x"),
    ],
)
def test_a_body_that_is_no_form_is_refused(nina, kind, body):
    """Before anything is done."""
    nina.hand_in()
    raw = body.replace(b"{token}", nina.token.encode()) if isinstance(body, bytes) else body.format(token=nina.token)
    answer = nina.client.post("/drafts/1/comment", content=raw, headers={"Content-Type": kind})
    assert answer.status_code in (400, 403)
    assert untouched(nina.room)


# -- too large ---------------------------------------------------------------------------------------------------------


def test_what_is_too_large_is_refused(nina):
    """By its header before it is read, or when it goes on beyond what may be; nothing of it is kept."""
    nina.hand_in()
    huge = {"Content-Type": "application/x-www-form-urlencoded"}
    assert nina.client.post("/new/article", content=b"x" * (LARGEST + 1), headers=huge).status_code == 413
    assert nina.client.post("/new/article", content=iter([b"x" * 600_000] * 4), headers=huge).status_code == 413
    for length in ("-1", "1e9", "\u0661", "9" * 30, "abc"):
        given = {name.encode(): value.encode() for name, value in (huge | {"Content-Length": length}).items()}
        assert nina.client.post("/new/article", content=b"x", headers=given).status_code == 413
    for text in ("x" * 200_001, "\U0001f600" * 200_001):
        assert nina.post("/new/article", text=text).status_code in (400, 413)
    assert nina.post("/drafts/1/comment", words="x" * 10_001).status_code == 400
    assert nina.post("/drafts/1/comment", words="x", quote="x" * 501).status_code == 400
    assert nina.post("/name", name="x" * 81).status_code == 400
    assert untouched(nina.room)


# -- paths and numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/static/../room.py", "/static/..%2froom.py", "/static/%2e%2e/%2e%2e/etc/passwd",
     "/static//etc/passwd", "/static/desk.css%00.js", "/static/..\\..\\store.db", "/static/", "/static/desk.js/",
     "/static/base.html.j2", "/static/DESK.CSS", "/../../etc/passwd", "//etc/passwd", "/static/%252e%252e/store.db",
     "/templates/desk/base.html.j2", "/.git/config", "/static/./desk.css/../../store.db", "/drafts/../../etc/passwd",
     "/drafts/1/pictures/../../../x",
     "/drafts/1/pictures/year.svg", "/drafts/1%2f..%2f2"],
)  # fmt: skip
def test_no_path_leads_to_a_file(nina, path):
    """There is a table of files and no other way to one."""
    nina.hand_in()
    answer = nina.client.get(path)
    assert answer.status_code in (404, 405, 303, 307)
    for secret in ("SQLite format", "root:", "{% block", "[core]"):
        assert secret not in answer.text


@pytest.mark.parametrize(
    "number", ["0", "-1", "99999999999999999999", "1e0", "0x1", "1.0", "\u0661", "1;drop", "1'--", "%00", "NaN", ""]
)
def test_a_number_is_a_number(nina, number):
    """In the address and in a form."""
    nina.hand_in()
    assert nina.client.get(f"/drafts/{number}/history").status_code in (400, 404)
    assert nina.client.get("/", params={"before": number}).status_code in (200, 400)
    assert nina.post("/drafts/1/approve", seen=number).status_code in (400, 409)
    assert nina.get("/drafts/1/compare", params={"from": number}).status_code == 400
    assert untouched(nina.room)


def test_every_address_has_its_page():
    """Pages are loaded when they are asked for, so that each name is looked up here."""
    names = re.findall(r'page\("(\w+\.\w+)"', Path(app.__file__).read_text("utf-8"))
    assert len(names) == len(app.ROUTES) - 1
    assert all(callable(loaded(name)) for name in names)


# -- headers -----------------------------------------------------------------------------------------------------------


def test_every_answer_forbids_what_no_page_needs(nina, ada):
    """Pages, parts, files, errors and refusals alike."""
    nina.hand_in()
    answers = [nina.get(path) for path in (*READS, "/static/desk.js", "/nothing", "/login")]
    answers += [nina.client.get("/", headers={"Host": "evil.example"}), nina.client.put("/"), ada.get("/login")]
    for answer in answers:
        for name in HEADERS:
            assert name in answer.headers, (answer.url, name)
        policy = answer.headers["content-security-policy"]
        assert "unsafe-eval" not in policy
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy.split("script-src")[-1].split(";")[0]
        assert "server" not in answer.headers


def test_cookies_are_out_of_reach(nina, ada, team, store, referee):
    """Of scripts and of other sites; and with TLS in front, of plain HTTP."""
    for visitor in (nina, ada):
        visitor.client.cookies.clear()
        cookie = visitor.client.get("/login").headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "secure" not in cookie
    team.secure = True
    answer = Visitor(team).client.get("/login")
    assert "secure" in answer.headers["set-cookie"].lower()
    assert "strict-transport-security" in answer.headers


# -- accounts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", READS)
def test_nobody_sees_a_page_without_signing_in(team, ada, path):
    """She is led to the page for it."""
    ada.hand_in()
    answer = Visitor(team).client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


@pytest.mark.parametrize("path", WRITES)
def test_nobody_writes_without_signing_in(team, ada, path):
    """Whatever token a form has."""
    ada.hand_in()
    stranger = Visitor(team)
    stranger.get("/login")
    answer = stranger.client.post(path, data=FULL | {"form": stranger.token})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert untouched(team)


@pytest.mark.parametrize(
    ("name", "password"),
    [("Ada", "wrong horse battery"), ("Ada", ""), ("Ada", PASSWORD + " "), ("ada", PASSWORD), ("Eve", PASSWORD),
     ("", ""), ("Ada' OR '1'='1", "x"), ("Ada\x00", PASSWORD), ("Ada", "x" * 100_000), ("*", "*"), ("Ada",
     "\U0001f600" * 1000)],
)  # fmt: skip
def test_who_does_not_know_the_password_stays_out(team, name, password):
    """And is not told which of the two was wrong."""
    stranger = Visitor(team)
    answer = stranger.sign_in(name, password)
    assert answer.status_code == 401
    assert "Name or password is not right" in answer.text
    assert stranger.client.get("/").status_code == 303


@pytest.mark.parametrize(
    "token",
    ["", "x", "A" * 43, "../../etc/passwd", "A" * 5000, "' OR 1=1 --", "null", "0", "\u0661" * 43, "A" * 42 + ";"],
)
def test_a_cookie_that_was_made_up_opens_nothing(team, token):
    """However it looks."""
    answer = Visitor(team).client.get("/", headers={"Cookie": f"{COOKIE}={token}".encode()})
    assert answer.headers.get("location") == "/login"


def test_signing_in_gives_a_new_token(team):
    """One that somebody planted before is worth nothing afterwards."""
    planted = "A" * 43
    visitor, attacker = Visitor(team), Visitor(team)
    visitor.client.cookies.set(COOKIE, planted)
    attacker.client.cookies.set(COOKIE, planted)
    assert visitor.sign_in("Ada").status_code == 303
    assert attacker.client.get("/").status_code == 303
    assert visitor.client.get("/").status_code == 200


def test_a_session_ends(team, ada):
    """By signing out, after its time, with the account, and with a new password; a replayed cookie opens nothing."""
    cookie = ada.client.cookies[COOKIE]
    ada.get("/")
    ada.post("/logout", follow=False)
    replayed = Visitor(team)
    replayed.client.cookies.set(COOKIE, cookie)
    assert replayed.client.get("/").status_code == 303
    for end in (
        lambda: team.clock.pass_(hours=13),
        lambda: team.door.add("Ada", "reviewer", PASSWORD, NOON),
        lambda: team.door.remove("Ada"),
    ):
        ada.sign_in("Ada")
        assert ada.client.get("/").status_code == 200
        end()
        assert ada.client.get("/").status_code == 303


def test_a_form_of_before_does_not_work_after(team, ada):
    """Its token was that of another session."""
    ada.hand_in()
    before = ada.token
    ada.post("/logout", follow=False)
    ada.sign_in("Ada")
    assert ada.client.post("/drafts/1/approve", data={"form": before, "seen": 1}).status_code == 403
    assert untouched(team)


def test_a_request_that_is_sent_again_is_refused(ada, team):
    """The same form a second time: somebody was first."""
    ada.hand_in()
    form = {"form": ada.token, "seen": 1, "words": "ok"}
    assert ada.client.post("/drafts/1/approve", data=form).status_code == 303
    for path in ("approve", "changes", "reject"):
        assert ada.client.post(f"/drafts/1/{path}", data=form).status_code in (400, 409)
    assert opened(team.store, 1).draft.entries == 2


def test_a_role_does_what_it_may(team, ada, bob):
    """Writers neither see nor get what reviewers do, whatever they send."""
    bob.hand_in()
    page = bob.get("/drafts/1")
    assert "/approve" not in page.text
    for path, fields in (("approve", {}), ("changes", {"words": "x"}), ("reject", {"words": "x"})):
        assert bob.post(f"/drafts/1/{path}", seen=1, role="publisher", **fields).status_code == 400
    assert untouched(team)
    assert ada.post("/drafts/1/approve", seen=1).status_code == 200


def test_two_people_where_that_is_the_rule(team, ada):
    """On the page as in the shell."""
    team.two_people = True
    ada.hand_in()
    assert "whoever wrote a version" in ada.post("/drafts/1/approve", seen=1).text


def test_a_role_that_was_taken_away_is_gone_at_once(team, ada):
    """Sessions know no roles."""
    ada.hand_in()
    team.door.add("Ada", "writer", PASSWORD, NOON)
    ada.sign_in("Ada")
    assert ada.post("/drafts/1/approve", seen=1).status_code == 400


def test_tries_are_braked(team):
    """For a name from anywhere, and from an address for any name; then time helps, and the right password too."""
    for n in range(TRIES):
        assert Visitor(team, f"10.0.0.{n}").sign_in("Ada", "wrong horse battery").status_code == 401
    stranger = Visitor(team, "10.0.1.1")
    answer = stranger.sign_in("Ada")
    assert answer.status_code == 429
    assert "minutes" in answer.text
    assert Visitor(team, "10.0.1.1").sign_in("Bob").status_code == 303
    for n in range(TRIES_FROM):
        Visitor(team, "10.0.2.1").sign_in(f"Nobody {n}", "wrong horse battery")
    assert Visitor(team, "10.0.2.1").sign_in("Pam").status_code == 429
    assert Visitor(team, "10.0.2.2").sign_in("Pam").status_code == 303
    team.clock.pass_(minutes=16)
    assert Visitor(team, "10.0.2.1").sign_in("Ada").status_code == 303


def test_passwords_and_tokens_are_kept_as_hashes(store, team, ada, tmp_path):
    """Nothing in the store lets anybody in."""
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("store.db*"))
    assert PASSWORD.encode() not in raw
    assert ada.client.cookies[COOKIE].encode() not in raw
    assert b"$argon2id$" in raw


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("", "writer", PASSWORD), ("x" * 81, "writer", PASSWORD), ("Eve", "admin", PASSWORD), ("Eve", "writer", "short"),
     ("Eve", "writer", "x" * 1001), ("\u202e", "writer", PASSWORD)],
)  # fmt: skip
def test_an_account_that_is_none_is_refused(store, name, role, password):
    """With what to do."""
    with pytest.raises(ReviewError):
        Door(store, QUICK).add(name, role, password, NOON)
    assert not Door(store, QUICK).people()


# -- where it is served ------------------------------------------------------------------------------------------------


def test_it_listens_on_this_machine_unless_told_otherwise():
    """And answers elsewhere only to names that were said."""
    assert place("127.0.0.1", 8765, "").local
    assert place("localhost", 8765, "").hosts == {"127.0.0.1", "localhost", "::1"}
    public = place("127.0.0.1", 8765, "https://desk.example.com")
    assert (public.local, public.secure, "desk.example.com" in public.hosts) == (False, True, True)
    assert not place("192.0.2.7", 8765, "").local
    for host in ("0.0.0.0", "::", ""):
        with pytest.raises(OptionError, match="no"):
            place(host, 8765, "")
    for url in ("ftp://desk.example.com", "desk.example.com", "https://", "https://x/path", "javascript:alert(1)"):
        with pytest.raises(OptionError):
            place("127.0.0.1", 8765, url)


def test_the_form_token_is_no_secret_of_the_cookie(ada):
    """What stands in a page does not give the session away."""
    token = ada.client.cookies[COOKIE]
    assert token not in ada.get("/").text
    assert re.fullmatch("[0-9a-f]{64}", form_token(token))
