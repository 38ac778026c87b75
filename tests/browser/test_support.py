"""A request from question to closed: the requester in one window, a support member in another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, shoot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Windows

pytestmark = pytest.mark.slow

QUESTION = "wat kost een abonnement?"


def write(page: Page, place: str, text: str) -> None:
    page.locator(place).fill(text)
    page.locator(place).press("Enter")


def go_to(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def hand_over(page: Page) -> None:
    """Ask in the direct messages, and hand the question over from below the reply."""
    go_to(page, "econnect-bot")
    if page.get_by_role("tab", name="Messages").count():
        page.get_by_role("tab", name="Messages").click()
    write(page, "#compose", QUESTION)
    page.locator("#messages").get_by_role("button", name="Vraag het een medewerker").last.click()
    expect(page.locator("dialog")).to_contain_text("Je vraag gaat naar het supportteam")


def send(page: Page, name: str) -> None:
    page.locator("dialog").get_by_role("button", name=name, exact=True).click()


def test_a_request_is_answered_and_closed(windows: Windows) -> None:
    with windows.open("alice") as alice, windows.open("bob") as bob:
        hand_over(alice)
        shoot(alice, "support-1-form")
        send(alice, "Versturen")
        status = alice.locator("#messages .message", has_text="Verzoek #1").first
        expect(status).to_contain_text(re.compile("vóór|vanaf"))

        go_to(bob, "support-triage")
        card = bob.locator("#messages .message", has_text="#1").first
        expect(card).to_contain_text(QUESTION)
        shoot(bob, "support-2-card")
        card.get_by_role("button", name="Oppakken").click()
        expect(card).to_contain_text("Opgepakt door")
        expect(status).to_contain_text("is ermee bezig")

        card.get_by_role("button", name="Antwoorden…").click()
        bob.locator("dialog textarea").fill("Dat staat in de *prijslijst*.")
        bob.locator("dialog select").select_option(label="Welk eConnect-abonnement je nodig hebt")
        shoot(bob, "support-3-reply")
        send(bob, "Voorbeeld bekijken")
        expect(bob.locator("dialog blockquote")).to_contain_text("Dat staat in de *prijslijst*.")
        shoot(bob, "support-4-preview")
        send(bob, "Versturen")
        expect(bob.locator("dialog")).to_be_hidden()
        status.locator(".thread-link").click()
        expect(alice.locator("#replies")).to_contain_text("Dat staat in de *prijslijst*.")
        write(alice, "#reply", "Dank je. En per jaar?")
        card.locator(".thread-link").click()
        expect(bob.locator("#replies")).to_contain_text("En per jaar?")
        expect(bob.locator("#replies")).to_contain_text("✓")

        card.get_by_role("button", name="Afronden…").click()
        bob.locator("dialog").get_by_label("Niets").check()
        shoot(bob, "support-5-resolve")
        send(bob, "Afronden")
        expect(card).to_contain_text("Opgelost door")
        shoot(alice, "support-6-solved")
        alice.locator("#replies").get_by_role("button", name="Ja, opgelost").click()
        expect(status).to_contain_text("Afgesloten")
        expect(card).to_contain_text("Afgesloten")
        shoot(bob, "support-7-closed")


def test_of_two_who_press_at_once_one_has_it_and_the_requester_is_asked_back_in_english(windows: Windows) -> None:
    with windows.open("alice") as alice, windows.open("bob") as bob, windows.open("carol") as carol:
        go_to(alice, "econnect-bot")
        write(alice, "#compose", "/econnect-support why do my invoices come twice?")
        send(alice, "Send")
        # The form's own button to close says "Cancel": this one is of the receipt that takes its place.
        alice.locator("dialog footer").get_by_role("button", name="Close").click()
        status = alice.locator("#messages .message", has_text="#1").first
        for window in (bob, carol):
            go_to(window, "support-triage")
        cards = [window.locator("#messages .message", has_text="#1").first for window in (bob, carol)]
        for card in cards:
            expect(card.get_by_role("button", name="Oppakken")).to_be_visible()
        # Both press what they see, whatever either page shows a moment later.
        for button in [card.get_by_role("button", name="Oppakken").element_handle() for card in cards]:
            button.evaluate("button => button.click()")
        expect(cards[0]).to_contain_text("Opgepakt door")
        winner, card = (bob, cards[0]) if "Bob" in cards[0].inner_text() else (carol, cards[1])
        loser = carol if winner is bob else bob
        expect(loser.locator("#messages .ephemeral", has_text="was je voor")).to_be_visible()

        card.locator(".thread-link").click()
        write(winner, "#reply", "binnenskamers: kijk even mee")
        card.get_by_role("button", name="Antwoorden…").click()
        winner.locator("dialog textarea").fill("Which folder do you look in?")
        winner.locator("dialog input[type=checkbox]").check()
        send(winner, "Voorbeeld bekijken")
        send(winner, "Versturen")
        expect(card).to_contain_text("Wacht op de vraagsteller")
        expect(status).to_contain_text("has a question for you")
        status.locator(".thread-link").click()
        expect(alice.locator("#replies")).to_contain_text("Which folder do you look in?")
        write(alice, "#reply", "In the folder Sales.")
        expect(card).to_contain_text("Opgepakt door")
        expect(winner.locator("#replies")).to_contain_text("In the folder Sales.")
        card.get_by_role("button", name="Afronden…").click()
        send(winner, "Afronden")
        alice.locator("#replies").get_by_role("button", name="Not yet").click()
        expect(card).to_contain_text("Opgepakt door")
        assert "binnenskamers" not in alice.locator("body").inner_text()


def test_the_menu_of_a_card_and_the_choice_of_a_colleague_work(windows: Windows) -> None:
    with windows.open("alice") as alice, windows.open("bob") as bob:
        hand_over(alice)
        send(alice, "Versturen")
        go_to(bob, "support-triage")
        card = bob.locator("#messages .message", has_text="#1").first
        card.get_by_role("button", name="Toewijzen…").click()
        bob.locator("dialog select").select_option(label="Carol Support")
        send(bob, "Toewijzen")
        expect(card).to_contain_text("Carol Support")
        card.locator("select").select_option(label="Geen supportvraag")
        expect(card).to_contain_text("Afgesloten")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_home_shows_each_their_own(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("alice") as alice:
        hand_over(alice)
        send(alice, "Versturen")
        expect(alice.locator("#messages")).to_contain_text("Verzoek #1")
        alice.get_by_role("tab", name="Home").click()
        expect(alice.locator("#home")).to_contain_text(QUESTION)
    with windows.open("bob", size) as bob:
        if size == PHONE:
            bob.locator(".menu").click()
        go_to(bob, "econnect-bot")
        bob.get_by_role("tab", name="Home").click()
        expect(bob.locator("#home")).to_contain_text("Nog niet opgepakt")
        expect(bob.locator("#home")).to_contain_text(QUESTION)
        shoot(bob, f"{'desktop' if size == DESKTOP else 'phone'}-home")


def test_a_vote_is_asked_for_its_reason(windows: Windows) -> None:
    with windows.open("alice") as page:
        write(page, "#compose", "/econnect welke versie heb ik nodig?")
        page.locator("#messages").get_by_role("button", name="Dit hielp niet").click()
        page.locator("#messages").get_by_role("button", name="Verouderd").click()
        expect(page.locator("#messages .message").last).to_contain_text("Genoteerd")
        shoot(page, "feedback")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_clock_is_put_forward_from_the_keyboard_and_read_out(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("bob", size) as page:
        tools, moment = page.get_by_role("region", name="Clock"), page.locator("#tools .moment")
        before = moment.text_content()
        button = tools.get_by_role("button", name="Over the weekend")
        button.focus()
        button.press("Enter")

        expect(tools.get_by_role("status")).to_contain_text("in Europe/Amsterdam")
        # Where a review is due, Monday begins with a digest.
        expect(tools.locator(".happened")).to_have_text(re.compile("^(Nothing fell due|1 digest)$"))
        expect(tools.locator(".happened")).to_be_in_viewport()
        expect(moment).to_contain_text("09:00")
        expect(moment).not_to_have_text(str(before))
        expect(button).to_be_focused()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        shoot(page, f"clock-{size[0]}")
