"""How the bot behaves in a channel, set by form on a phone's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, shoot
from tests.browser.test_checking_numbers import fits
from tests.browser.test_support import write

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Windows

pytestmark = pytest.mark.slow


def goes_to_channel(page: Page, name: str) -> None:
    page.locator(".menu").click()
    page.locator(".room", has_text=name).first.click()


def test_a_channel_is_set_on_a_phone_and_shows_who_set_it(windows: Windows) -> None:
    with windows.open("bob", PHONE) as page:
        goes_to_channel(page, "general")
        write(page, "#compose", "/econnect-channel")
        dialog = page.locator("#modal[open]")
        expect(dialog).to_contain_text("Hier is nog niets ingesteld")
        shoot(page, "channel-1-form")
        assert fits(page)

        dialog.get_by_label("Nooit (uit)").check()
        dialog.locator("select").first.select_option(label="King")
        dialog.locator("select").last.select_option(label="3")
        shoot(page, "channel-2-filled-in")
        assert fits(page)
        dialog.locator("[type=submit]").click()
        expect(dialog).to_contain_text("Opgeslagen")
        shoot(page, "channel-3-saved")
        dialog.get_by_role("button", name="Sluiten").click()

        write(page, "#compose", "/econnect-channel")
        expect(dialog).to_contain_text("Laatst gewijzigd door")
        expect(dialog.get_by_label("Nooit (uit)")).to_be_checked()
        expect(dialog.locator("select").last).to_have_value("3")
        shoot(page, "channel-4-again")
        assert fits(page)
