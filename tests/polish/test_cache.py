"""Answers are kept by what was asked: an unchanged draft costs nothing, and a spoiled cache does no harm."""

from __future__ import annotations

import stat

import pytest

from generator.polish.cache import Cache, key_of
from generator.polish.models.model import Reply
from tests.polish.drafts import behind, polished, short, talk
from tests.polish.server import changed, honest, says, serving
from tests.polish.test_budget import ask


def test_an_unchanged_draft_costs_nothing(tmp_path):
    """The second run asks nobody, and comes to the same text."""
    with serving(honest) as server:
        first = polished(short(), talk(behind(server), kept=tmp_path))
        asked = len(server.requests)
        second = polished(short(), talk(behind(server), kept=tmp_path))
        assert len(server.requests) == asked
    assert second.markdown == first.markdown and first.result.polished
    assert (second.result.tokens_in, second.result.tokens_out) == (0, 0)
    assert all(call.cached for call in second.result.calls)


def test_repairs_are_kept_too(tmp_path):
    """What was refused is refused again, and its repair is not asked for again."""
    with serving(changed(lambda t: t[:-1] + " because of hopes.", repair=lambda t: t)) as server:
        for _ in range(2):
            done = polished(short(), talk(behind(server), kept=tmp_path))
        assert len(server.requests) == 2 * len({r.kind for r in server.requests})
    assert done.result.counts["unchanged"]


def test_another_style_or_model_is_asked(tmp_path):
    """The key holds every word of the prompt."""
    with serving(honest) as server:
        polished(short(), talk(behind(server), kept=tmp_path))
        asked = len(server.requests)
        polished(short(), talk(behind(server), kept=tmp_path, style="plain"))
        assert len(server.requests) == 2 * asked


def test_nonsense_is_not_kept(tmp_path):
    """An answer that could not be read is asked for again."""
    with serving(says("nonsense")) as server:
        polished(short(), talk(behind(server), kept=tmp_path))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("spoiled", ["", "{", "[]", '{"text": 7}', "\xff"])
def test_a_spoiled_entry_is_no_entry(tmp_path, spoiled):
    """Whatever is in the file, the answer is asked for and kept anew."""
    cache = Cache(tmp_path)
    cache.put("ab12", Reply("good"))
    path = next(p for p in tmp_path.rglob("*.json"))
    path.write_bytes(spoiled.encode("latin-1"))
    assert cache.get("ab12") is None
    cache.put("ab12", Reply("again"))
    assert cache.get("ab12").text == "again"


def test_entries_are_their_owner_s_and_whole(tmp_path):
    """Nobody else reads them, and no half of one is left."""
    Cache(tmp_path / "c").put("ab12", Reply("good"))
    path = next(p for p in tmp_path.rglob("*.json"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["ab12.json"]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path):
    """A file where the folder should be."""
    (tmp_path / "c").write_text("x")
    cache = Cache(tmp_path / "c")
    cache.put("ab12", Reply("good"))
    assert cache.get("ab12") is None


def test_keys_differ_by_address_model_and_words():
    """And are hashes, which say nothing."""
    keys = {key_of("a", "m", ask()), key_of("b", "m", ask()), key_of("a", "n", ask()), key_of("a", "m", ask("y"))}
    assert len(keys) == 4 and all(len(key) == 64 for key in keys)
