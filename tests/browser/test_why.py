"""Why this answer? As it is read on a wide window and on a phone, by who asked and by a support member."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Windows, shoot
from tests.browser.test_support import go_to, write

pytestmark = pytest.mark.slow

WIDE = (1280, 800)
ASKED = "@econnect-bot welke versei van Globe heb ik nodig?"


def open_why(page: Page) -> None:
    page.locator("#replies").get_by_role("button", name="Waarom dit antwoord?").last.click()
    expect(page.locator("dialog").get_by_text("In het kort")).to_be_in_viewport()


@pytest.mark.parametrize(("size", "name"), [(WIDE, "wide"), (PHONE, "phone")])
def test_who_asked_reads_why_and_a_support_member_says_what_was_right(
    windows: Windows, size: tuple[int, int], name: str
) -> None:
    with windows.open("alice", WIDE) as alice, windows.open("bob", size) as bob:
        go_to(alice, "general")
        write(alice, "#compose", ASKED)
        for page in (alice, bob):
            if page is bob and size == PHONE:
                page.locator(".menu").click()
            go_to(page, "general")
            page.locator("#messages .thread-link").last.click()
        alice.set_viewport_size({"width": size[0], "height": size[1]})
        open_why(alice)
        expect(alice.locator("dialog")).to_contain_text("‘versei’ gelezen als ‘versie’")
        expect(alice.locator("dialog")).not_to_contain_text(".yml")
        shoot(alice, f"why-1-{name}")
        assert alice.evaluate("document.documentElement.scrollWidth <= innerWidth")

        open_why(bob)
        expect(bob.locator("dialog")).to_contain_text("version-required.yml:1")
        bob.locator("dialog select").select_option(label="Wat je nodig hebt voordat je begint")
        bob.locator("dialog select").scroll_into_view_if_needed()
        shoot(bob, f"why-2-{name}")
        bob.locator("dialog").get_by_role("button", name="Dit klopte niet").click()
        expect(bob.locator("dialog")).to_contain_text("Bedankt, genoteerd.")
