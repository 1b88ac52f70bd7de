"""What others wrote does nothing: not in a draft, a title, a name, a comment, a sheet of facts, a feed or a file."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest

from generator.desk.drafts import PICTURE_SECURITY
from generator.desk.editing import rendered
from generator.errors import TruetapeError
from generator.review.drafting import submit
from generator.review.intake import brief, read_submission
from generator.review.referee import Referee
from generator.review.rules import Person
from tests.desk.hostile import NESTED, PAYLOADS
from tests.desk.visitors import FALSE, NOON, Elements, Visitor, room

TEXT = """
    h1 h2 h3 h4 h5 h6 p em strong code pre blockquote ul ol li table thead tbody tr th td hr br a figure figcaption img
"""
PREVIEW = frozenset(re.findall(r"\w+", TEXT))
CHROME = """
    html head meta title link script body header nav div button kbd span small form details summary label
    input main b dl
    dt dd dialog article aside section q textarea time select option sup del ins
"""
ELEMENTS = PREVIEW | frozenset(re.findall(r"\w+", CHROME))
WRITTEN = """
    lang charset name content rel href src defer class id data-draft data-form data-page aria-label aria-current type
    data-keys hidden title method action value for maxlength required autocomplete tabindex aria-labelledby aria-live
    aria-hidden rows formaction data-needs aria-describedby aria-disabled checked disabled data-place role data-key open
    aria-details data-step data-close data-take data-quote alt datetime spellcheck selected aria-pressed align start
"""
ATTRIBUTES = frozenset(re.findall(r"[\w-]+", WRITTEN))
PLACES = ("", "/edit", "/compare", "/history")


def harmless(html, elements=ELEMENTS):
    """Whether a page holds only elements, attributes and addresses that our templates write."""
    page = Elements(html)
    for tag, attributes in page.found:
        assert tag in elements, (tag, attributes)
        assert set(attributes) <= ATTRIBUTES, (tag, attributes)
        for name in ("href", "src", "action", "formaction"):
            address = attributes.get(name, "")
            assert re.match(r"(?:$|/(?!/)|#|data:image/svg\+xml;base64,)", address) or (
                elements is PREVIEW and name == "href" and re.match(r"https?://|mailto:", address)
            ), (tag, attributes)
    for script in page.all("script"):
        assert re.fullmatch(r"/static/(?:desk|editor)\.js\?[0-9a-f]{12}", script["src"])
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", html)
    return page


def draft_of(payloads):
    """A draft that says them everywhere."""
    first = json.dumps(payloads[0])
    body = "".join(
        f"# {payload}\n\n{payload}\n\n- {payload}\n\nThe Russell 2000 is up 12.5% {payload} this year. {payload} said: "
        f"\u201cSilver gained 219% {payload}\u201d.\n\n| a | {payload} |\n| --- | --- |\n| Gold | {payload} |\n\n"
        for payload in payloads
    )
    fields = f"title: {first}\nsummary: {first}\nstory: {first}\nlang: {first}\ndate: 2026-01-22\n"
    return f"---\n{fields}---\n\n{body}"


@pytest.mark.parametrize("payloads", [PAYLOADS[n::18] for n in range(18)])
def test_nothing_that_a_person_writes_does_anything(nina, payloads):
    """In the text, its front matter, a comment, its quotation, a name, a reason, an override; on every page."""
    text = draft_of(payloads)
    id = nina.hand_in(text)
    for payload in payloads:
        nina.post("/name", follow=False, name=payload[:80])
        nina.post(f"/drafts/{id}/comment", follow=False, words=payload, quote=payload[:500])
    nina.post(f"/drafts/{id}/approve", follow=False, seen=1, words=payloads[0], override=payloads[1])
    nina.post(f"/drafts/{id}/changes", follow=False, seen=2, words=payloads[2])
    for path in ("/", *(f"/drafts/{id}{place}" for place in PLACES)):
        page = nina.get(path)
        assert page.status_code == 200
        harmless(page.text)
    shown = nina.get(f"/drafts/{id}").text
    claims = [int(place) for place in re.findall(r'<li class="entry \w+" id="c0-(\d+)', shown)]
    for place in claims[:4]:
        harmless(nina.get(f"/drafts/{id}/claims/{place}?part=1").json()["html"])
    harmless(nina.get(f"/drafts/{id}/claims/{claims[0]}").text)
    conflict = nina.post(f"/drafts/{id}/edit", seen=1, text=text + "x")
    assert conflict.status_code == 409
    harmless(conflict.text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_preview_holds_more_than_text(payload):
    """Each alone, as Markdown and HTML would have it."""
    harmless(rendered(draft_of([payload]), 1, ["year.svg"]), PREVIEW)
    harmless(rendered(payload, 1, ["year.svg"]), PREVIEW)


@pytest.mark.parametrize("payloads", [PAYLOADS[n::12] for n in range(12)])
def test_nothing_in_a_sheet_of_facts_does_anything(store, tape_of_another, sheet, payloads):
    """Sources, formulas, statements of feeds with who said them and where, as a brief of somebody else brings them."""
    visitor = Visitor(room(store, tape_of_another))
    for payload in payloads:
        given = brief(FALSE, hostile_sheet(sheet, payload), payload, {"year.svg": f"<svg>{payload}</svg>".encode()})
        id = submit(store, tape_of_another, given, Person("Bob"), NOON).draft.id
        for path in (f"/drafts/{id}", f"/drafts/{id}/claims/1"):
            harmless(visitor.get(path).text)
        assert "the facts that came with the draft" in visitor.get(f"/drafts/{id}").text
        picture = visitor.get(f"/drafts/{id}/pictures/0")
        assert picture.headers["content-security-policy"] == PICTURE_SECURITY
    for path in ("/", f"/drafts/{id}/edit", f"/drafts/{id}/history"):
        harmless(visitor.get(path).text)


def hostile_sheet(sheet, payload):
    """A sheet that says it in every field of words."""
    facts = [
        {**fact, "source": payload, "formula": payload, "reason": payload, "title": payload}
        for fact in sheet["facts"]
        if fact["id"] in ("rut.change.ytd", "rut.level")
    ]
    said = facts[0] | {"id": "statement.1", "subject": "statement", "measure": "statement", "unit": "text"}
    tape = sheet["tape"] | {"title": payload}
    return json.dumps(sheet | {"facts": [*facts, said | {"value": payload}], "story": payload, "tape": tape}).encode()


@pytest.fixture(scope="module")
def sheet(referee):
    """A sheet of the sample tape as an object."""
    return json.loads(referee.facts_of("The Russell 2000 closed at 2,719.01 and is up 9.6% this year.", None))


@pytest.fixture(scope="module")
def tape_of_another(referee):
    """A referee whose tape is not that of the sheet."""
    return Referee(replace(referee.tape, title="Another tape"))


@pytest.mark.parametrize("payload", NESTED.values(), ids=NESTED)
def test_nothing_that_is_deep_or_long_stops_the_desk(nina, payload):
    """It is answered within seconds, whole or with what is wrong with it."""
    begun = time.perf_counter()
    answer = nina.post("/new/article", text=payload)
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        harmless(answer.text)
        shown = nina.script("/drafts/1/preview", text=payload)
        assert shown.status_code in (200, 400)
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    "sheet",
    [b"[]", b"null", b"{", b"\xff", b'{"facts": 1}', b'{"facts": [1]}', b'{"facts": [{"id": 1}]}', b'{"facts": [{}]}',
     b"[" * 100_000, b'{"facts": [], "as_of": "never"}',
     b'{"facts": [], "as_of": {"a": 1}}', b'{"as_of": "2026-01-22"}'],
)  # fmt: skip
def test_a_sheet_that_is_none_is_refused(tmp_path, sheet):
    """With the file's name; nothing else happens."""
    (tmp_path / "brief.md").write_text(FALSE, "utf-8")
    (tmp_path / "facts.json").write_bytes(sheet)
    with pytest.raises(TruetapeError) as caught:
        read_submission(tmp_path)
    assert "facts.json" in caught.value.subject


def test_pictures_are_taken_only_from_where_they_are(tmp_path, sheet):
    """No link to elsewhere, no other name, none that is too large."""
    (tmp_path / "secret.svg").write_text("secret", "utf-8")
    folder = tmp_path / "brief" / "charts"
    folder.mkdir(parents=True)
    (folder.parent / "brief.md").write_text(FALSE, "utf-8")
    (folder.parent / "facts.json").write_text(json.dumps(sheet), "utf-8")
    (folder / "year.svg").write_text("<svg/>", "utf-8")
    (folder / "link.svg").symlink_to(tmp_path / "secret.svg")
    (folder / "A B.svg").write_text("<svg/>", "utf-8")
    (folder / "large.svg").write_bytes(b"x" * 2_000_001)
    (folder / "page.html").write_text("<script>", "utf-8")
    assert list(read_submission(folder.parent).pictures) == ["year.svg"]


def test_there_are_enough():
    """Each of the texts is tried in a dozen places."""
    assert len(PAYLOADS) + len(NESTED) >= 130
    assert len(set(PAYLOADS)) == len(PAYLOADS)
