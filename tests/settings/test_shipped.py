from __future__ import annotations

from pathlib import Path

from bot.settings.shipped import shipped, why_not_to_edit

ROOT = Path(__file__).parents[2]


def test_a_checkout_has_its_files_beside_the_package() -> None:
    assert shipped("knowledge") == ROOT / "knowledge"
    assert shipped("manifest.yml").is_file()


def test_the_copy_in_the_installed_package_is_not_to_be_edited() -> None:
    assert "knowledge copy FOLDER" in (why_not_to_edit(ROOT / "bot" / "shipped" / "knowledge") or "")
    assert why_not_to_edit(ROOT / "knowledge") is None
