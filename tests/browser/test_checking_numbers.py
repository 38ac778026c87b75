"""Numbers checked by form on a phone's width, from below the article to the set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Windows, shoot
from tests.browser.test_setting_up import card, goes_to_bot
from tests.browser.test_support import write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow


def fits(page: Page) -> bool:
    """Return whether nothing is wider than the page, nor than the form on top."""
    widest = "Math.max(...[...document.querySelectorAll('#modal *')].map(each => each.getBoundingClientRect().right))"
    width: float = page.evaluate(f"Math.max(document.documentElement.scrollWidth, {widest})")
    return width <= PHONE[0]


def test_from_below_the_article_to_the_set_ups_form(windows: Windows) -> None:
    with windows.open("alice", PHONE) as page:
        goes_to_bot(page)
        write(page, "#compose", "wat is het adres van de digitale brievenbus?")
        expect(card(page).get_by_role("button", name="Schrijf mijn adres uit")).to_be_visible()
        shoot(page, "numbers-1-article")
        card(page).get_by_role("button", name="Schrijf mijn adres uit").press("Enter")
        dialog = page.locator("#modal[open]")
        dialog.get_by_label("KvK-nummer").fill("1035286")
        dialog.locator("[type=submit]").click()
        expect(dialog).to_contain_text("Dit nummer heeft 7 cijfers")
        expect(dialog.get_by_label("KvK-nummer")).to_have_value("1035286")
        shoot(page, "numbers-2-error")
        assert fits(page)

        dialog.get_by_label("KvK-nummer").fill("01.03.52.86")
        dialog.locator("[type=submit]").click()
        expect(dialog.locator("pre")).to_have_text("01035286@facturen.econnect.eu")
        shoot(page, "numbers-3-result")
        assert fits(page)
        dialog.get_by_role("button", name="Loop het met me door").click()
        expect(dialog.get_by_label("KvK-nummer")).to_have_value("01035286")
        expect(dialog.get_by_label("Ja, tot 90 dagen")).not_to_be_checked()
        shoot(page, "numbers-4-setup")
