"""Settings: a file in the working folder, then the environment, each checked by name and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import OptionError
from generator.settings import KNOWN, Settings, cache_folder, read_settings


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_given_is_nothing_set() -> None:
    """Without a file and without variables there are no settings."""
    assert read_settings() == Settings.model_construct()


def test_the_file_is_read_and_its_values_typed(here: Path) -> None:
    """Folders become paths, the seed a number."""
    (here / "truetape.toml").write_text('data = "tape"\nout = "briefs"\nlang = "en"\nseed = 3\n', "utf-8")
    given = read_settings()
    assert (given.data, given.out, given.lang, given.seed) == (Path("tape"), Path("briefs"), "en", 3)


def test_the_environment_wins_over_the_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable is nearer than a file; what it does not name stays."""
    (here / "truetape.toml").write_text('seed = 3\nlang = "en"\n', "utf-8")
    monkeypatch.setenv("TRUETAPE_SEED", "7")
    monkeypatch.setenv("SEED", "9")
    monkeypatch.setenv("TRUETAPE_SOMETHING_ELSE", "x")
    assert (read_settings().seed, read_settings().lang) == (7, "en")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed = ", "cannot be read"),
        ("seed = 'three'\n", "`three` is no whole number"),
        ("sed = 3\n", "unknown setting sed"),
        ("data = 5\n", "`5` is no path"),
    ],
)
def test_a_faulty_file_is_told(here: Path, text: str, message: str) -> None:
    """No TOML, a wrong type, a misspelt name: the file or the setting is named."""
    (here / "truetape.toml").write_text(text, "utf-8")
    with pytest.raises(OptionError) as caught:
        read_settings()
    assert message in str(caught.value)
    assert "truetape.toml" in str(caught.value) or "setting" in str(caught.value)


def test_an_unknown_setting_names_the_known_ones(here: Path) -> None:
    """The remedy lists what can be set."""
    (here / "truetape.toml").write_text("sed = 3\n", "utf-8")
    with pytest.raises(OptionError) as caught:
        read_settings()
    assert all(name in caught.value.remedy for name in KNOWN)


def test_bytes_that_are_no_text_are_told(here: Path) -> None:
    """A file that is not UTF-8 is refused by its name, and so is a folder in its place."""
    (here / "truetape.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(OptionError, match="cannot be read"):
        read_settings()
    (here / "truetape.toml").unlink()
    (here / "truetape.toml").mkdir()
    with pytest.raises(OptionError, match="cannot be read"):
        read_settings()


def test_a_variable_of_the_wrong_type_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """`TRUETAPE_SEED=many` is refused by the setting's name."""
    monkeypatch.setenv("TRUETAPE_SEED", "many")
    with pytest.raises(OptionError, match="setting seed: `many` is no whole number"):
        read_settings()


def test_the_cache_lies_where_the_user_keeps_caches(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """XDG_CACHE_HOME if set, else `.cache` of the home folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "cache"))
    assert cache_folder() == here / "cache" / "truetape"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(here))
    assert cache_folder() == here / ".cache" / "truetape"
