"""The guided set-up on a phone's width, over a pause, a restart of the bot and a second administration."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from bot.bootstrap.clock import ForwardClock
from bot.playground.running import Scene, playground
from tests.browser.conftest import PHONE, Windows, shoot
from tests.browser.test_support import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from bot.settings import Settings

pytestmark = pytest.mark.slow

WEDNESDAY: Final = datetime(2026, 11, 25, 9, tzinfo=UTC)
OWN: Final = "12345678@facturen.econnect.eu"


@contextmanager
def on_phone(browser: Browser, settings: Settings, folder: Path) -> Iterator[Page]:
    """Run the bot on what is kept in `folder`, and open its direct messages on a phone."""
    scene = Scene(ForwardClock(begins_at=WEDNESDAY), folder=folder)
    with playground(settings, 0, "socket", scene=scene) as running:
        windows = Windows(browser, running)
        with windows.open("alice", PHONE) as page:
            yield page
        assert windows.wrong == []


def card(page: Page) -> Locator:
    """Return the last message that the bot wrote in the direct messages."""
    return page.locator("#messages .message").last


def goes_to_bot(page: Page) -> None:
    page.locator(".menu").click()
    page.locator(".room", has_text="econnect-bot").first.click()
    if page.get_by_role("tab", name="Messages").count():
        page.get_by_role("tab", name="Messages").click()


def press(page: Page, name: str, then: str) -> None:
    """Press a button of the card, which reads `then` after it.

    By its key: where a mouse comes, the message's bar makes room for itself, and the button moves.
    """
    card(page).get_by_role("button", name=name, exact=True).press("Enter")
    expect(card(page)).to_contain_text(then)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def fill_in(page: Page, **fields: str) -> None:
    """Fill in the form on top, and send it."""
    dialog = page.locator("#modal[open]")
    for label, value in fields.items():
        dialog.get_by_label(re.compile(label)).first.fill(value)
    shoot(page, "setup-form")
    dialog.locator("[type=submit]").click()


def close_form(page: Page) -> None:
    page.locator("#modal[open]").get_by_role("button", name="Sluiten").click()
    expect(page.locator("#modal[open]")).to_have_count(0)


def test_a_bookkeeper_comes_to_the_end_on_another_day(browser: Browser, settings: Settings, tmp_path: Path) -> None:
    with on_phone(browser, settings, tmp_path / "kept") as page:
        goes_to_bot(page)
        write(page, "#compose", "/econnect-help nl")
        write(page, "#compose", "/econnect-setup")
        card(page).get_by_role("button", name="Beginnen").click()
        page.get_by_label("Ja, tot 90 dagen").check()
        fill_in(page, Naam="Bakkerij Jansen", Versie="412", KvK="12345678")
        expect(page.locator("#modal[open]")).to_contain_text("te oud")
        fill_in(page, Versie="415")
        close_form(page)
        expect(card(page)).to_contain_text("Vóór de 3 stappen")
        shoot(page, "setup-1")
        press(page, "Gelukt", OWN)
        shoot(page, "setup-2")
        press(page, "Het lukt niet", "Misschien helpt een van deze antwoorden")
        shoot(page, "setup-3-stuck")
        press(page, "Maak de Digitale Brievenbus handmatig aan", "Mijn relatiegegevens")
        shoot(page, "setup-4-by-hand")
        press(page, "Later", "wacht op je bij stap 1 van 3")
        page.get_by_role("button", name="+1 working day").click()
        expect(page.locator("#tools .moment")).to_contain_text("26 Nov")
    with on_phone(browser, settings, tmp_path / "kept") as page:
        goes_to_bot(page)
        press(page, "Verdergaan", "Mijn relatiegegevens")
        press(page, "Gelukt", "Systeem > Instellingen > Administratie-instellingen")
        card(page).get_by_role("combobox").select_option(label="Nog een administratie instellen")
        fill_in(page, Naam="Slagerij Bos")
        close_form(page)
        expect(card(page)).to_contain_text("Slagerij Bos")
        expect(card(page)).to_contain_text("Vóór de 3 stappen")
        shoot(page, "setup-5-second")
        press(page, "Bakkerij Jansen: stap 2 van 3", "Stap 2 van 3")
        press(page, "Gelukt", "Actualiseren")
        press(page, "Gelukt", "Je hebt alle stappen gedaan")
        expect(card(page)).to_contain_text(OWN)
        expect(card(page)).to_contain_text("Slagerij Bos: het begin")
        shoot(page, "setup-6-end")
