from __future__ import annotations

from pathlib import Path

from bot.settings.shipped import is_packages_copy, shipped

ROOT = Path(__file__).parents[2]


def test_a_checkout_has_its_files_beside_the_package() -> None:
    assert shipped("knowledge") == ROOT / "knowledge"
    assert shipped("manifest.yml").is_file()


def test_what_lies_in_the_installed_package_is_its_copy() -> None:
    assert is_packages_copy(ROOT / "bot" / "shipped" / "knowledge")
    assert not is_packages_copy(ROOT / "knowledge")
