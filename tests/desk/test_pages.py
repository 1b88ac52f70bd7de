"""Every page says what it must, works without scripts, and decides nothing that review would not."""

from __future__ import annotations

import json
import re
import time

import pytest

from generator.review.deciding import approval_of
from generator.review.drafting import opened
from tests.desk.visitors import FALSE, TRUE, Elements, Visitor


def test_an_empty_desk_says_what_to_do(nina):
    """And leads to the page for a new draft."""
    page = nina.get("/")
    assert page.status_code == 200
    assert "Nothing to review yet" in page.text
    assert "/new" in page.text


def test_a_pasted_article_is_judged(nina):
    """Its claims are marked in the text and listed, the wrong ones first."""
    id = nina.hand_in(FALSE)
    page = nina.get(f"/drafts/{id}")
    assert 'class="claim contradicted"' in page.text
    assert 'class="claim supported"' in page.text
    entries = re.findall(r'<li class="entry (\w+)"', page.text)
    assert entries == sorted(entries, key=["contradicted", "imprecise", "not_covered", "supported"].index)
    assert "in review" in page.text
    assert "in review" in nina.get("/").text


def test_a_claim_tells_all_that_it_rests_on(nina):
    """Question, answer, rows, a chart around its window, source, policy and a correction, as a page and as a part."""
    id = nina.hand_in(FALSE)
    place = _place(nina, id, "contradicted")
    page = Elements(nina.get(f"/drafts/{id}/claims/{place}").text)
    for told in ("rut.change.ytd", "9.5597 %", "2025-12-31", "2,481.76", "made by fixtures", "within half", "12.5%"):
        assert told in page.text, told
    (picture,) = page.all("img")
    assert picture["src"].startswith("data:image/svg+xml;base64,")
    assert "Russell 2000" in picture["alt"]
    part = nina.get(f"/drafts/{id}/claims/{place}?part=1")
    assert "up 9.6%" in json.loads(part.text)["html"]
    assert nina.get(f"/drafts/{id}/claims/99").status_code == 400


def _place(visitor, id, verdict):
    return int(re.search(rf'<li class="entry {verdict}" id="c0-(\d+)"', visitor.get(f"/drafts/{id}").text)[1])


def test_a_correction_is_taken_with_one_click(nina):
    """It is a new version, in which the claim holds."""
    id = nina.hand_in(FALSE)
    place = _place(nina, id, "contradicted")
    page = nina.post(f"/drafts/{id}/mend", place=place, seen=1)
    assert page.status_code == 200
    assert "entry contradicted" not in page.text
    assert opened(nina.room.store, id).text == TRUE


def test_a_brief_is_written_from_the_page(nina):
    """Date, story, language; with its pictures, which the preview shows."""
    page = nina.post("/new/brief", date="2026-01-20", story="wrap", period="day", lang="en")
    assert page.status_code == 200, page.text
    assert "closes of 20 January 2026" in page.text
    found = opened(nina.room.store, 1)
    assert (found.version.kind, found.draft.story) == ("plain", "wrap")
    html = nina.script("/drafts/1/preview", text=found.text).json()["html"]
    where = Elements(html).all("img")[0]["src"]
    picture = nina.get(where)
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in picture.headers["content-security-policy"]
    assert nina.get("/drafts/1/pictures/99").status_code == 400


@pytest.mark.parametrize(
    "fields",
    [
        {"date": "2026-02-30"}, {"date": "2030-01-01"}, {"story": "gossip"}, {"lang": "../en"}, {"lang": "xx"},
        {"date": "yesterday"},
    ],
)  # fmt: skip
def test_an_order_that_makes_no_sense_is_refused(nina, fields):
    """With what can be chosen; nothing is stored."""
    page = nina.post("/new/brief", **{"date": "2026-01-22", "story": "wrap", "period": "day", "lang": "en", **fields})
    assert page.status_code == 400
    assert "Nothing to review yet" in nina.get("/").text


def test_from_comment_to_approval(nina):
    """Each with name and time on the history."""
    id = nina.hand_in()
    assert "Your comment is kept" in nina.post(f"/drafts/{id}/comment", words="Which one?", quote="Small caps").text
    assert "Sent back" in nina.post(f"/drafts/{id}/changes", seen=1, words="Name the source.").text
    assert "Saved" in nina.post(f"/drafts/{id}/edit", seen=2, text=TRUE + "\nSource: the tape.\n").text
    page = nina.post(f"/drafts/{id}/approve", seen=3, words="Good.")
    assert "Approved, for exactly this text" in page.text
    assert approval_of(nina.room.store, id).who == "Nina"
    history = Elements(nina.get(f"/drafts/{id}/history").text).text
    for told in (
        "handed it in",
        "Which one?",
        "Small caps",
        "requested changes",
        "wrote version 2",
        "approved version 2",
    ):
        assert told in history, told
    assert "the chain closes" in history


def test_nothing_contradicted_is_approved_without_a_reason(nina):
    """The reason is then on every page of the draft and in the list, in later versions too."""
    id = nina.hand_in(FALSE)
    assert "contradicted" in nina.post(f"/drafts/{id}/approve", seen=1, words="ok").text
    assert approval_of(nina.room.store, id) is None
    nina.post(f"/drafts/{id}/approve", seen=1, override="Restated today.")
    nina.post(f"/drafts/{id}/edit", seen=2, text=TRUE)
    for path in ("", "/edit", "/compare", "/history"):
        assert "Restated today." in nina.get(f"/drafts/{id}{path}").text
    assert "approved although contradicted" in nina.get("/").text


@pytest.mark.parametrize("deed", ["changes", "reject", "comment"])
def test_a_decision_without_words_is_refused(nina, deed):
    """With what to do."""
    id = nina.hand_in()
    assert nina.post(f"/drafts/{id}/{deed}", seen=1, words="  ").status_code == 400


def test_differences_show_what_went_and_what_came(nina):
    """Any two versions."""
    id = nina.hand_in(FALSE)
    nina.post(f"/drafts/{id}/edit", seen=1, text=TRUE)
    page = nina.get(f"/drafts/{id}/compare")
    assert "<del>12.5%</del><ins>9.6%</ins>" in page.text
    same = nina.get(f"/drafts/{id}/compare?from=1&to=1")
    assert "<del>" not in same.text
    assert nina.get(f"/drafts/{id}/compare?from=7").status_code == 400


def test_the_second_of_two_editors_loses_nothing(nina):
    """She is told who was first, sees what differs, and has her text to save again."""
    id = nina.hand_in(FALSE)
    other = Visitor(nina.room)
    other.post("/name", name="Otto")
    other.post(f"/drafts/{id}/edit", seen=1, text=TRUE)
    page = nina.post(f"/drafts/{id}/edit", seen=1, text=FALSE + "\nMine.\n")
    assert page.status_code == 409
    assert "Otto was first" in page.text
    assert "Mine." in page.text
    assert 'name="seen" value="2"' in page.text
    assert opened(nina.room.store, id).text == TRUE


def test_the_second_of_two_reviewers_is_told(nina):
    """Her decision is not stored."""
    id = nina.hand_in()
    nina.post(f"/drafts/{id}/approve", seen=1)
    page = nina.post(f"/drafts/{id}/reject", seen=1, words="No.")
    assert page.status_code == 409
    assert "was first: approved" in page.text
    assert approval_of(nina.room.store, id) is not None


def test_a_text_is_judged_while_it_is_typed(nina):
    """Places count as a browser counts them, whatever letters stand before."""
    id = nina.hand_in()
    text = "\U0001f600\U0001f600 " + FALSE
    found = nina.script(f"/drafts/{id}/judge", text=text).json()
    assert found["settled"]
    assert found["counts"]["contradicted"] == 1
    wide = text.encode("utf-16-le")
    wrong = [
        wide[2 * s : 2 * e].decode("utf-16-le") for s, e, verdict, _ in found["claims"] if verdict == "contradicted"
    ]
    assert wrong == ["up 12.5%"]
    start = next(s for s, _, verdict, _ in found["claims"] if verdict == "contradicted")
    card = nina.script(f"/drafts/{id}/claim", text=text, start=start).json()
    assert card["words"] == "up 9.6%"
    assert "Take it" in card["html"]


def test_a_long_draft_is_judged_at_once_where_it_changed(nina, referee):
    """5,000 words: the first answer in well under half a second, the same verdicts as that of the whole."""
    brief = _brief_text(nina)
    long = brief
    while len(long.split()) < 5_000:
        long += "\n\n## Once more\n" + brief.split("\n# ", 1)[1]
    id = nina.hand_in(long)
    place = long.index("up 18.1%")
    text = long[:place] + "up 81.1%" + long[place + 8 :]
    nina.script(f"/drafts/{id}/judge", text=text + " ")
    begun = time.perf_counter()
    first = nina.script(f"/drafts/{id}/judge", text=text).json()
    took = time.perf_counter() - begun
    whole = nina.script(f"/drafts/{id}/judge", text=text, all=True).json()
    assert (first["settled"], whole["settled"]) == (False, True)
    assert [c[:3] for c in first["claims"]] == [c[:3] for c in whole["claims"]]
    assert took < 0.5, took


def _brief_text(visitor):
    id = int(re.search(r"drafts/(\d+)", visitor.post("/new/brief", follow=False, date="2026-01-22", story="wrap",
                                                     period="day", lang="en").headers["location"])[1])  # fmt: skip
    return opened(visitor.room.store, id).text


def test_a_name_is_kept_in_the_browser(nina):
    """Without accounts; what steers a terminal is left out of it."""
    nina.post("/name", name="  Zoë \u202eevil  ")
    id = nina.hand_in()
    assert opened(nina.room.store, id).version.author == "Zoë evil"


def test_many_drafts_come_by_pages(nina):
    """The newest first."""
    for n in range(27):
        nina.hand_in(f"# Draft number {n}\n\nThe Russell 2000 is up 9.6% this year.\n")
    first = nina.get("/")
    assert len(re.findall('class="row"', first.text)) == 25
    older = re.search(r'href="(/\?before=\d+)"', first.text)[1]
    assert len(re.findall('class="row"', nina.get(older).text)) == 2


def test_a_draft_that_is_not_there_is_told(nina):
    """404, with the way back."""
    for path in ("/drafts/1", "/drafts/1/edit", "/drafts/1/history", "/drafts/1/compare", "/nothing"):
        page = nina.get(path)
        assert page.status_code == 404
        assert 'href="/"' in page.text
