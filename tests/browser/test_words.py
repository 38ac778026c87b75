"""The page's own words: in the browser's language, as Slack's are, and in English where it speaks another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Windows, shoot
from tests.browser.test_support import QUESTION, go_to, hand_over, send, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow

# Each word's kind, by its name: a text, a function, or the words below it.
NAMES = """async (file) => {
  const kinds = (words) => Object.entries(words ?? {}).flatMap(([name, word]) =>
    typeof word === "object" ? kinds(word).map((each) => `${name}.${each}`) : [`${name}: ${typeof word}`]).sort();
  const { LANGUAGES } = await import(file);
  return Object.fromEntries(Object.entries(LANGUAGES).map(([language, words]) => [language, kinds(words)]));
}"""


def hand_over_to_the_team(page: Page) -> None:
    hand_over(page)
    send(page, "Versturen")
    expect(page.locator("#messages")).to_contain_text("Verzoek #1")


def test_in_dutch_nothing_around_a_dutch_card_is_english(windows: Windows) -> None:
    with windows.open("alice") as alice, windows.open("bob", locale="nl-NL") as bob:
        hand_over_to_the_team(alice)
        expect(bob.get_by_text("Directe berichten", exact=True)).to_be_visible()
        go_to(bob, "support-triage")
        card = bob.locator("#messages .message", has_text="#1").first
        expect(card).to_contain_text(re.compile("zojuist|geleden"))
        card.get_by_role("button", name="Oppakken").click()
        expect(card.locator(".edited")).to_have_text("(bewerkt)")
        card.get_by_role("button", name="Antwoorden…").click()
        expect(bob.locator("dialog .label").first).to_contain_text("(optioneel)")
        expect(bob.locator("dialog select").first.locator("option").first).to_have_text("Kies…")
        bob.keyboard.press("Escape")
        expect(bob.locator("dialog[open]")).to_have_count(0)
        write(bob, "#compose", "/econnect-triage")
        expect(bob.locator(".only-you")).to_contain_text("Alleen zichtbaar voor jou")
        assert bob.evaluate("document.documentElement.lang") == "nl"
        shoot(bob, "words-dutch")


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_in_a_language_that_it_does_not_know_it_is_english(windows: Windows, locale: str) -> None:
    with windows.open("alice", locale=locale) as page:
        write(page, "#compose", f"/econnect {QUESTION}")
        expect(page.locator(".only-you")).to_contain_text("Only visible to you")
        assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("file", ["/words.js", "/playground_words.js", "/board_words.js"])
def test_every_language_has_every_word(windows: Windows, file: str) -> None:
    with windows.open("alice") as page:
        words = page.evaluate(NAMES, file)
        assert {"en", "nl"} <= words.keys()
        assert len(words["en"]) > 10
        assert all(names == words["en"] for names in words.values())


def test_the_dutch_words_fit_a_phone(windows: Windows) -> None:
    with windows.open("alice", PHONE, locale="nl-NL") as page:
        expect(page.get_by_role("button", name="Na het weekend")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        shoot(page, "words-dutch-phone")
