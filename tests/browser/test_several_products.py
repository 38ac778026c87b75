"""Several packages in the playground, on a desktop and on a phone's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Windows, shoot
from tests.browser.test_setting_up import card
from tests.browser.test_support import write
from tests.several import files_of_several

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from bot.settings import Settings

pytestmark = pytest.mark.slow


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Those of a bot that knows several packages."""
    for name, content in files_of_several().items():
        path = tmp_path / "knowledge" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return settings


def goes_to_bot(page: Page) -> None:
    if page.locator(".menu").is_visible():
        page.locator(".menu").click()
    page.locator(".room", has_text="econnect-bot").first.click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_package_is_chosen_and_gone_on_about(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("alice", size) as page:
        goes_to_bot(page)
        if page.get_by_role("tab", name="Messages").count():
            page.get_by_role("tab", name="Messages").click()
        write(page, "#compose", "welke versie heb ik nodig?")
        expect(card(page)).to_contain_text("Over welk pakket gaat het")
        shoot(page, f"several-asked-{size[0]}")
        card(page).get_by_role("button", name="Balansboek", exact=True).press("Enter")
        expect(card(page)).to_contain_text("release 2025.2")
        shoot(page, f"several-answered-{size[0]}")
        write(page, "#compose", "en voor Factuurhuis?")
        expect(card(page)).to_contain_text("Build 88 van Factuurhuis Pro")
