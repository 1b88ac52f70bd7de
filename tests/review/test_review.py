"""Approval is bound to bytes and answers, nothing is lost between two people, and the trail only grows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from threading import Barrier, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from generator.errors import ConflictError, ReviewError, StoreError, TruetapeError
from generator.review import deciding
from generator.review.deciding import approval_for, approval_of
from generator.review.drafting import edit, opened, submit
from generator.review.intake import article
from generator.review.referee import Referee
from generator.review.rules import DECISIONS, MAY, ROLES, Person, state, written
from generator.review.standing import as_json, listed, standing
from generator.store.decisions import Event, broken
from generator.store.schema import draft_trail
from tests.review.conftest import ADA, BOB, CARL, FALSE, NOON, TRUE, later


@pytest.fixture
def one(store, referee):
    """An article of Bob's in which every claim holds."""
    return submit(store, referee, article(TRUE, "page"), BOB, NOON).draft.id


@pytest.fixture
def wrong(store, referee):
    """One in which a claim is contradicted."""
    return submit(store, referee, article(FALSE, "page"), BOB, NOON).draft.id


# -- approval ----------------------------------------------------------------------------------------------------------


def test_an_approval_is_of_exactly_the_bytes(store, referee, one):
    """It names the hashes of text and facts, who, when and what was said with it."""
    approved = deciding.approve(store, referee, one, 1, ADA, later(1), note="Good.")
    found = opened(store, one)
    assert (approved.text_sha256, approved.facts_sha256) == (found.version.text_sha256, found.version.facts_sha256)
    assert (approved.who, approved.at, approved.note, approved.override) == ("Ada", later(1), "Good.", "")
    assert approval_of(store, one, referee) == approved
    assert approval_for(store, approved.text_sha256, approved.facts_sha256) == approved
    assert approval_for(store, approved.text_sha256, "0" * 64) is None
    assert approval_for(store, "0" * 64, approved.facts_sha256) is None


def test_nothing_contradicted_is_approved_without_a_written_reason(store, referee, wrong):
    """White space is no reason; a written one is kept with the approval and shown for ever."""
    for reason in ("", "  \n "):
        with pytest.raises(ReviewError, match="1 claim is contradicted"):
            deciding.approve(store, referee, wrong, 1, ADA, later(1), override=reason)
    assert approval_of(store, wrong) is None
    approved = deciding.approve(store, referee, wrong, 1, ADA, later(2), override="The index was restated today.")
    assert approved.override == "The index was restated today."
    edit(store, referee, wrong, TRUE, 2, BOB, later(3))
    stands = standing(opened(store, wrong), referee)
    assert [event.override for event in stands.overrides] == ["The index was restated today."]
    assert as_json(stands)["overrides"][0]["override"] == "The index was restated today."


def test_a_comment_by_which_a_writer_left_a_claim_does_not_free_it_of_review(store, referee):
    """What is contradicted stays so, whatever the text says of itself."""
    text = FALSE.replace("this year.", "this year. <!-- truetape: ignore we know better -->")
    id = submit(store, referee, article(text, "page"), BOB, NOON).draft.id
    assert referee.judge(text, as_of=date(2026, 1, 22)).report.clean
    with pytest.raises(ReviewError, match="contradicted"):
        deciding.approve(store, referee, id, 1, ADA, later(1))


def test_an_override_that_nothing_needs_is_none(store, referee, one):
    """So that an override always means that something was contradicted."""
    assert deciding.approve(store, referee, one, 1, ADA, later(1), override="just in case").override == ""


def test_an_approval_lapses_with_the_text(store, referee, one):
    """A new version is in nobody's name."""
    deciding.approve(store, referee, one, 1, ADA, later(1))
    edit(store, referee, one, TRUE + "\nMore.\n", 2, BOB, later(2))
    assert approval_of(store, one) is None
    assert standing(opened(store, one), referee).state == "lapsed"


def test_an_approval_comes_back_with_the_very_text_that_was_approved(store, referee, one):
    """Bytes are bytes: who takes an edit back has the approved text again."""
    approved = deciding.approve(store, referee, one, 1, ADA, later(1))
    edit(store, referee, one, TRUE + "\nMore.\n", 2, BOB, later(2))
    edit(store, referee, one, TRUE, 3, BOB, later(3))
    assert approval_of(store, one, referee) == approved


def test_an_approval_lapses_with_the_data(store, referee, one, tape):
    """A tape that answers otherwise than it did voids it; one that gives the same answers does not."""
    deciding.approve(store, referee, one, 1, ADA, later(1))
    revised = _revised(tape)
    assert approval_of(store, one, Referee(tape)) is not None
    assert approval_of(store, one, Referee(revised)) is None
    assert standing(opened(store, one), Referee(revised)).state == "lapsed"


def _revised(tape):
    """The sample with another close of the Russell 2000 at the end of 2025."""
    rut = tape.series["rut"]
    close = rut.close.copy()
    close[rut.days < rut.days[-14]] *= 0.99
    return replace(tape, series=dict(tape.series) | {"rut": replace(rut, close=close)}, _views={})


def test_an_approval_lapses_with_the_sheet(store, referee, small_brief):
    """The facts of a brief are part of what was approved."""
    id = submit(store, referee, small_brief, BOB, NOON).draft.id
    approved = deciding.approve(store, referee, id, 1, ADA, later(1))
    again = submit(store, referee, replace(small_brief, facts=small_brief.facts + b"\n"), BOB, later(2))
    assert again.version.text_sha256 == approved.text_sha256
    assert approval_for(store, again.version.text_sha256, again.version.facts_sha256) is None
    assert approval_of(store, again.draft.id) is None


def test_a_brief_is_judged_by_its_own_sheet_where_the_tape_is_another(store, tape, small_brief):
    """And by the tape it was written from where that is at hand."""
    other = Referee(replace(tape, title="Another tape"))
    given = submit(store, other, small_brief, BOB, NOON)
    assert standing(given, other).judged.by == "the facts that came with the draft"
    assert "Truetape" not in standing(given, Referee(tape)).judged.by
    assert tape.title in standing(given, Referee(tape)).judged.by
    assert standing(given, other).judged.report.counts["contradicted"] == 0


def test_the_sample_does_not_judge_a_brief_of_a_changed_copy_of_it(tape, sheet):
    """Its own facts answer, although it has the sample's name; a tape that somebody named answers as before."""
    copy = json.loads(sheet)
    copy["tape"]["hash"] = "0" * 64
    changed = json.dumps(copy).encode()
    unasked, named = Referee(tape, articles=False), Referee(tape)
    assert unasked.judge(TRUE, changed).by == "the facts that came with the draft"
    assert unasked.judge(TRUE, sheet).by == named.judge(TRUE, changed).by == f"the tape \u201c{tape.title}\u201d"


def test_the_sample_is_not_asked_about_articles_of_others(store, tape):
    """Without a tape of one's own an article is only judged by what it says about itself."""
    shy = Referee(tape, articles=False)
    found = standing(submit(store, shy, article(FALSE, "page"), BOB, NOON), shy)
    assert found.judged.report.counts["contradicted"] == 0
    assert found.judged.by == "only what the draft says about itself"


def test_nobody_approves_twice(store, referee, one):
    """A second person may, the same one has nothing to add."""
    deciding.approve(store, referee, one, 1, ADA, later(1))
    with pytest.raises(ReviewError, match="it holds"):
        deciding.approve(store, referee, one, 2, ADA, later(2))
    assert deciding.approve(store, referee, one, 2, CARL, later(3)).who == "Carl"


def test_two_people_where_that_is_the_rule(store, referee, one):
    """Whoever wrote the latest version does not approve it."""
    bob = Person("Bob", "reviewer")
    with pytest.raises(ReviewError, match="whoever wrote"):
        deciding.approve(store, referee, one, 1, bob, later(1), two_people=True)
    assert deciding.approve(store, referee, one, 1, ADA, later(1), two_people=True).who == "Ada"


# -- other decisions ---------------------------------------------------------------------------------------------------


def test_a_draft_sent_back_is_in_review_again_with_its_next_version(store, referee, one):
    """What is to be changed must be written; the approval before is void."""
    deciding.approve(store, referee, one, 1, CARL, later(1))
    with pytest.raises(ReviewError, match="is empty"):
        deciding.request_changes(store, one, 2, ADA, later(2), " ")
    deciding.request_changes(store, one, 2, ADA, later(2), "Name the source.")
    assert approval_of(store, one) is None
    assert standing(opened(store, one), referee).state == "changes requested"
    edit(store, referee, one, TRUE + "\nSource: the tape.\n", 3, BOB, later(3))
    assert standing(opened(store, one), referee).state == "in review"


def test_a_rejected_version_is_not_decided_on_again(store, referee, one):
    """Only a new one is."""
    deciding.reject(store, one, 1, ADA, later(1), "Yesterday's news.")
    for decide in (
        lambda: deciding.approve(store, referee, one, 2, ADA, later(2)),
        lambda: deciding.request_changes(store, one, 2, ADA, later(2), "Why not."),
        lambda: deciding.reject(store, one, 2, ADA, later(2), "Again."),
    ):
        with pytest.raises(ReviewError, match="already rejected by Ada"):
            decide()
    edit(store, referee, one, TRUE + "\nNew.\n", 2, BOB, later(3))
    assert deciding.approve(store, referee, one, 3, ADA, later(4)).version == 2


def test_a_comment_decides_nothing(store, referee, one):
    """It stands on the trail with the words that it is about, and hinders nobody who decides meanwhile."""
    deciding.comment(store, one, BOB, later(1), "Which index?", "Russell 2000")
    assert deciding.approve(store, referee, one, 1, ADA, later(2)).version == 1
    said = opened(store, one).trail[1]
    assert (said.what, said.who, said.words, said.quote) == ("commented", "Bob", "Which index?", "Russell 2000")


def test_a_role_allows_what_it_allows(store, referee, one):
    """Writers do not decide, and every role can at least what the one before can."""
    for decide in (
        lambda: deciding.approve(store, referee, one, 1, BOB, later(1)),
        lambda: deciding.request_changes(store, one, 1, BOB, later(1), "x"),
        lambda: deciding.reject(store, one, 1, BOB, later(1), "x"),
    ):
        with pytest.raises(ReviewError, match="a writer may not"):
            decide()
    assert [MAY[a] < MAY[b] for a, b in pairwise(ROLES)] == [True, True]


# -- two at once -------------------------------------------------------------------------------------------------------


def test_the_second_of_two_editors_is_told(store, referee, one):
    """Nothing of the first is lost, nothing of the second is stored."""
    edit(store, referee, one, TRUE + "\nFirst.\n", 1, BOB, later(1))
    with pytest.raises(ConflictError, match="Bob was first: edited") as caught:
        edit(store, referee, one, TRUE + "\nSecond.\n", 1, ADA, later(2))
    assert "nothing of yours was stored" in str(caught.value)
    assert opened(store, one).text.endswith("First.\n")


def test_a_decision_on_a_text_that_changed_meanwhile_is_refused(store, referee, one):
    """Nobody approves what she has not seen."""
    edit(store, referee, one, FALSE, 1, BOB, later(1))
    with pytest.raises(ConflictError):
        deciding.approve(store, referee, one, 1, ADA, later(2), override="x")
    with pytest.raises(ConflictError):
        deciding.reject(store, one, 1, ADA, later(2), "x")
    with pytest.raises(ConflictError):  # a revision that is still to come is no way round
        deciding.approve(store, referee, one, 3, ADA, later(2), override="x")


def test_of_many_at_once_exactly_one_is_first(store, referee, one):
    """Eight threads edit the same revision: one version more, seven conflicts."""
    start, ended = Barrier(8), []

    def run(n):
        start.wait()
        try:
            edit(store, referee, one, f"{TRUE}\nBy {n}.\n", 1, BOB, later(n))
            ended.append("stored")
        except ConflictError:
            ended.append("told")

    threads = [Thread(target=run, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = opened(store, one)
    assert sorted(ended) == ["stored"] + ["told"] * 7
    assert [v.number for v in found.versions] == [1, 2]
    assert broken(found.trail, found.draft.entries) is None


# -- the trail ---------------------------------------------------------------------------------------------------------


def test_the_trail_cannot_be_changed(store, one):
    """The database refuses it."""
    for statement in (update(draft_trail).values(who="Eve"), delete(draft_trail)):
        with pytest.raises((IntegrityError, StoreError), match="only ever added to"), store.begin() as db:
            db.execute(statement)


def test_a_trail_that_was_tampered_with_is_told(store, referee, one):
    """Whatever is changed, moved, taken out or cut off."""
    deciding.comment(store, one, ADA, later(1), "one")
    deciding.approve(store, referee, one, 1, ADA, later(2))
    events, entries = opened(store, one).trail, opened(store, one).draft.entries
    assert broken(events, entries) is None
    assert broken([events[0], replace(events[1], words="two"), events[2]], entries) == 2
    assert broken([events[0], events[2]], entries) == 2
    assert broken(events[:-1], entries) == 3
    assert broken([replace(events[0], who="Eve"), *events[1:]], entries) == 1


# -- what is kept ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n ", "a\0b", "x" * 200_001, "\ud800"])
def test_what_is_no_draft_is_refused(store, referee, one, text):
    """Nothing is stored of it."""
    with pytest.raises(ReviewError):
        edit(store, referee, one, text, 1, BOB, later(1))
    with pytest.raises(ReviewError):
        submit(store, referee, article(text, "page"), BOB, NOON)
    assert len(listed(store, referee)) == 1


@given(st.text())
@settings(max_examples=200)
def test_words_that_are_kept_steer_nothing(text):
    """No control, no turning round of letters, no blank edges; what was kept is kept again unchanged."""
    try:
        kept = written(text, "the comment")
    except ReviewError:
        assert not any(char.isprintable() and not char.isspace() for char in text)
        return
    assert all(char.isprintable() or char == "\n" for char in kept)
    assert written(kept, "the comment") == kept


@given(st.lists(st.sampled_from(["edit", "approved", "changes requested", "rejected", "commented"]), max_size=12))
def test_whatever_happens_a_draft_is_approved_only_by_a_decision_on_its_very_text(what):
    """The state follows from the trail: approved exactly while the last decision approves the latest text."""
    trail, number, text = [], 1, "a"
    for step in what:
        if step == "edit":
            number, text = number + 1, text + "a"
            continue
        trail.append(Event(1, len(trail) + 1, number, NOON, "Ada", step, text, "facts", "answers"))
    found = state(_version(number, text), trail, "answers")
    decisions = [event for event in trail if event.what in DECISIONS]
    approved = bool(decisions) and decisions[-1].what == "approved" and decisions[-1].text_sha256 == text
    assert (found == "approved") == approved
    assert state(_version(number, text), trail, "others") != "approved"


def _version(number, text):
    from generator.store.drafts import Version  # noqa: PLC0415

    return Version(1, number, NOON, "Bob", "edited", "t", text, "facts")


def test_every_refusal_says_what_to_do(store, referee, wrong):
    """Each error has a subject; those that can be mended a remedy."""
    for fail in (
        lambda: deciding.approve(store, referee, wrong, 1, ADA, later(1)),
        lambda: deciding.approve(store, referee, wrong, 7, ADA, later(1)),
        lambda: deciding.comment(store, 99, ADA, later(1), "x"),
        lambda: edit(store, referee, wrong, FALSE, 1, BOB, later(1)),
        lambda: deciding.comment(store, wrong, ADA, later(1), "x" * 10_001),
        lambda: deciding.comment(store, wrong, Person(" "), later(1), "x"),
    ):
        with pytest.raises(TruetapeError) as caught:
            fail()
        assert caught.value.subject
        assert caught.value.remedy
