"""Templates, prompts and the sample tape are found in a checkout and in an installed package."""

from pathlib import Path

import pytest

from generator import assets
from generator.errors import AssetError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package somewhere else, with nothing around it."""
    package = tmp_path / "site" / "generator"
    package.mkdir(parents=True)
    monkeypatch.setattr(assets, "PACKAGE", package)
    return package


def test_a_checkout_serves_its_own_folders(sample_tape_folder: Path) -> None:
    """An edit of the words in a checkout shows at once, because nothing is copied."""
    assert assets.folder("sample") == sample_tape_folder
    assert (assets.folder("sample") / "catalog.toml").is_file()


@pytest.mark.parametrize("name", ["templates", "prompts", "sample"])
def test_an_installed_package_serves_what_it_carries(package: Path, name: assets.Name) -> None:
    """The packaged folder wins over a stranger's that lies beside the package."""
    (package.parent / assets.CHECKOUT[name]).mkdir(parents=True)
    assert assets.folder(name) == package.parent / assets.CHECKOUT[name]
    (package / name).mkdir()
    assert assets.folder(name) == package / name


def test_a_file_is_no_folder(package: Path) -> None:
    """A file of the right name is passed over."""
    (package / "prompts").write_text("", encoding="utf-8")
    (package.parent / "prompts").mkdir()
    assert assets.folder("prompts") == package.parent / "prompts"


def test_a_missing_folder_is_named_with_the_places_looked_at(package: Path) -> None:
    """Whoever must mend it learns where it was sought."""
    with pytest.raises(AssetError) as missing:
        assets.folder("sample")
    assert missing.value.subject == "sample"
    assert str(package / "sample") in missing.value.message
    assert str(package.parent / "fixtures" / "sample") in missing.value.message
    assert missing.value.remedy
