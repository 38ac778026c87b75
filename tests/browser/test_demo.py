"""How a demo's page begins: as read, with room for the talk, and with one time in every place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.bootstrap.clock import ForwardClock
from bot.playground.running import Scene, playground
from tests.browser.conftest import PHONE, Windows, shoot
from tests.localslack.page.window import as_bot
from tests.playground.test_turning import FRIDAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from bot.settings import Settings

pytestmark = pytest.mark.slow

ON_TOP = (
    "it => { const {x, y} = it.getBoundingClientRect(); return it.contains(document.elementFromPoint(x + 5, y + 5)) }"
)


BELOW_EDGE = "it => it.getBoundingClientRect().top - it.parentElement.getBoundingClientRect().top"


@pytest.fixture
def demo(browser: Browser, settings: Settings) -> Iterator[Windows]:
    scene = Scene(ForwardClock(begins_at=FRIDAY), {"bob": {"en": ("Look at this.",), "nl": ("Kijk hiernaar.",)}})
    with playground(settings, 0, "socket", scene=scene) as running:
        slack, alice = running.slack, running.slack.people["alice"]
        slack.wait_for_reply(alice.says(slack.channels["general"], f"{slack.bot_mention} which version do I need?"))
        alice.says(slack.channels["random"], "hello")
        windows = Windows(browser, running)
        yield windows
        assert windows.wrong == []


def test_what_was_said_before_is_read_and_what_comes_is_not(demo: Windows) -> None:
    with demo.open("bob") as bob:
        expect(bob.locator("#messages .thread-link")).to_be_visible()
        expect(bob.locator("#rooms .count")).to_have_count(0)
        expect(bob.locator("#messages .new")).to_have_count(0)
        demo.running.slack.people["alice"].says(demo.running.slack.channels["random"], "hello again")
        expect(bob.locator("#rooms .count")).to_have_text("1")


def test_times_are_the_clocks(demo: Windows) -> None:
    with demo.open("bob") as bob:
        expect(bob.locator("#messages .by time").first).to_have_text(re.compile(r", 15:3\d$"))
        expect(bob.locator("#messages .thread-link time")).to_have_text(re.compile(r"^15:3\d$"))


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_a_thread_leaves_room_for_the_talk_and_the_clock(demo: Windows, size: tuple[int, int]) -> None:
    with demo.open("bob", size) as bob:
        bob.locator("#messages .thread-link").click()
        expect(bob.locator("#thread")).to_be_visible()
        expect(bob.locator("#inspector")).to_be_hidden()
        shoot(bob, f"demo-thread-{size[0]}")
        for place in (".moment", ".turns button:last-child"):
            assert bob.locator(place).evaluate(ON_TOP)
        assert size == PHONE or bob.locator("#messages").evaluate("it => it.clientWidth") > 600


def hand_over(demo: Windows) -> None:
    """Have Alice hand a question over, and wait until its card is there."""
    slack, alice = demo.running.slack, demo.running.slack.people["alice"]
    alice.types("/econnect-support where is my mailbox")
    receipt = alice.submits(slack.wait_for(lambda: alice.modal), {}).view
    assert receipt
    alice.closes(receipt)
    slack.wait_for(lambda: slack.messages(slack.channels["support-triage"]))


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_what_happened_leads_to_where_it_stands(demo: Windows, size: tuple[int, int]) -> None:
    hand_over(demo)
    with demo.open("bob", size) as bob:
        bob.get_by_role("button", name="Over the weekend").click()
        bob.locator(".happened").get_by_role("button", name="1 digest").click()
        expect(bob.locator("#head h1")).to_have_text("# support-triage")
        expect(bob.locator("#messages .heading", has_text="Goedemorgen")).to_be_in_viewport()
        bob.get_by_role("button", name="+1 working day").click()
        bob.locator(".happened").get_by_role("button", name="#1").click()
        expect(bob.locator("#replies .message").last).to_contain_text("De deadline")
        expect(bob.locator("#replies .message").last).to_be_in_viewport()


def test_who_is_not_in_the_teams_channel_is_told_what_happened_and_led_nowhere(demo: Windows) -> None:
    hand_over(demo)
    with demo.open("alice") as alice:
        alice.get_by_role("button", name="Over the weekend").click()
        expect(alice.locator(".happened")).to_have_text("1 digest")
        expect(alice.locator(".happened button")).to_have_count(0)


def test_a_link_to_a_message_leads_there_and_one_to_a_place_unseen_says_so(demo: Windows) -> None:
    hand_over(demo)
    slack = demo.running.slack
    with demo.open("bob") as bob, demo.open("alice") as alice:
        bob.locator(".room", has_text="support-triage").click()
        bob.get_by_role("button", name="/econnect-triage", exact=True).click()
        bob.locator("#compose").press("Enter")
        bob.locator("#messages .ephemeral").get_by_role("link", name="#1").click()
        expect(bob.locator("#messages .message", has_text="#1").first).to_be_focused()
        card = slack.messages(slack.channels["support-triage"])[0]
        address = as_bot(slack, "chat.getPermalink", channel=card.channel, message_ts=card.ts)["permalink"]
        as_bot(slack, "chat.postMessage", channel=slack.channels["general"].id, text=f"<{address}|There>")
        alice.get_by_role("link", name="There").click()
        expect(alice.locator("#notice")).to_contain_text("You are not in that channel")


def test_a_link_to_a_long_message_leads_to_its_beginning(demo: Windows) -> None:
    slack = demo.running.slack
    long = slack.people["alice"].says(slack.channels["general"], "\n".join(f"line {number}" for number in range(90)))
    address = as_bot(slack, "chat.getPermalink", channel=long.channel, message_ts=long.ts)["permalink"]
    as_bot(slack, "chat.postMessage", channel=slack.channels["general"].id, text=f"<{address}|There>")
    with demo.open("bob") as bob:
        bob.get_by_role("link", name="There").click()
        message = bob.locator("#messages .message", has_text="line 89")
        expect(message).to_be_focused()
        assert message.evaluate(BELOW_EDGE) > -1


def test_the_channel_one_is_in_has_no_badge(demo: Windows) -> None:
    slack = demo.running.slack
    with demo.open("bob") as bob:
        asked = slack.messages(slack.channels["general"])[0]
        slack.people["alice"].says(slack.channels["general"], "and now?", asked.ts)
        expect(bob.locator("#messages .new")).to_be_visible()
        expect(bob.locator("#rooms .count")).to_have_count(0)
        bob.locator(".room", has_text="random").click()
        expect(bob.locator("#rooms .count")).to_be_visible()


def test_the_tour_is_in_the_browsers_language(demo: Windows) -> None:
    for locale, step in (("nl-NL", "Kijk hiernaar."), ("fr-FR", "Look at this.")):
        with demo.open("bob", locale=locale) as bob:
            expect(bob.locator(".tour li")).to_have_text(step)
