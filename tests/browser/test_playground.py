"""What a newcomer does in the playground, in a real browser, with the shipped knowledge base."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, shoot
from tests.factories import VAGUE
from tests.localslack.page.window import as_bot, open_modal

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Windows

pytestmark = pytest.mark.slow

DUTCH = "@econnect-bot welke versie van Exact Globe heb ik nodig?"
TOLD = f"@econnect-bot {VAGUE}"


def say(page: Page, text: str) -> None:
    page.locator("#compose").fill(text)
    page.locator("#compose").press("Enter")


def ask(page: Page, text: str) -> None:
    """Ask in the channel, and open the thread with the answer."""
    messages = page.locator("#messages .message", has_text=text.removeprefix("@econnect-bot "))
    asked_before = messages.count()
    say(page, text)
    messages.nth(asked_before).locator(".thread-link").click()


def test_a_dutch_question_is_answered_and_explained(windows: Windows) -> None:
    with windows.open("alice") as page:
        ask(page, DUTCH)

        expect(page.locator("#replies")).to_contain_text("minimaal update 413")
        expect(page.locator("#inspector .entry", has_text="app_mention")).to_contain_text("ms")
        expect(page.locator("#inspector .entry", has_text="chat.postMessage").first).to_contain_text("ok")
        expect(page.locator("#inspector .why-words")).to_contain_text("Waarom dit antwoord")


def test_a_did_you_mean_is_clicked(windows: Windows) -> None:
    with windows.open("alice") as page:
        ask(page, TOLD)
        page.locator("#replies").get_by_role("button", name="Wat de koppeling is").click()

        expect(page.locator("#replies .message")).to_have_count(3)
        expect(page.locator("#replies .message").last).to_contain_text("Digitale Brievenbus")
        expect(page.locator("#inspector .entry", has_text="block_actions")).to_contain_text("ok")


def test_a_command_shows_the_address_to_its_author_alone(windows: Windows) -> None:
    with windows.open("alice") as alice, windows.open("bob") as bob:
        say(alice, "/econnect-address 01035286")
        shown = alice.locator("#messages .ephemeral")

        expect(shown).to_contain_text("01035286@facturen.econnect.eu")
        expect(shown).to_contain_text("Only visible to you")
        expect(bob.locator("#inspector .entry", has_text="/econnect-address")).to_be_visible()
        expect(bob.locator("#messages .message")).to_have_count(0)


def test_two_people_in_two_windows_see_each_other_at_once(windows: Windows) -> None:
    with windows.open("alice") as alice, windows.open("bob") as bob:
        bob.get_by_role("button", name="econnect-bot").first.click()
        say(alice, "Is anybody there? @bob")
        unread = bob.locator("#rooms .room.unread")
        expect(unread).to_contain_text("general")
        unread.click()
        expect(bob.locator("#messages")).to_contain_text("Is anybody there?")
        expect(bob.locator(".mention.own")).to_have_text("@Bob Support")
        say(bob, "I am.")

        expect(alice.locator("#messages")).to_contain_text("I am.")
        expect(bob.locator("#rooms .room.unread")).to_have_count(0)


def test_everything_works_by_keyboard_alone(windows: Windows) -> None:
    with windows.open("alice") as page:
        keys = page.keyboard
        keys.press("Tab")
        expect(page.get_by_text("Skip to the composer")).to_be_focused()
        keys.press("Enter")
        expect(page.locator("#compose")).to_be_focused()
        keys.type("/econnect-")
        expect(page.locator(".completion [aria-selected=true]").first).to_contain_text("/econnect-setup")
        keys.press("Escape")
        expect(page.locator(".completion").first).to_be_hidden()
        keys.type("v")
        keys.press("Enter")
        expect(page.locator("#compose")).to_have_value("/econnect-version ")
        keys.type("412SP26")
        keys.press("Enter")
        expect(page.locator("#messages .ephemeral")).to_contain_text("412")
        keys.type("@eco")
        keys.press("Tab")
        keys.type(VAGUE)
        keys.press("Enter")
        link = page.locator(".thread-link")
        expect(link).to_be_visible()
        keys.press("Shift+Tab")
        expect(link).to_be_focused()
        keys.press("Enter")
        expect(page.locator("#reply")).to_be_focused()
        replies = page.locator("#replies")
        keys.press("Shift+Tab")
        expect(replies.get_by_role("button", name="Vraag het een medewerker")).to_be_focused()
        keys.press("Shift+Tab")
        expect(replies.get_by_role("button", name="Waarom dit antwoord?")).to_be_focused()
        keys.press("Shift+Tab")
        keys.press("Enter")
        expect(replies.locator(".message")).to_have_count(3)
        keys.press("Escape")
        expect(page.locator("#thread")).to_be_hidden()


def test_the_arrow_keys_choose_a_completion_and_walk_the_messages(windows: Windows) -> None:
    with windows.open("alice") as page:
        for text in ("one", "two"):
            say(page, text)
            expect(page.locator("#messages .message").last).to_contain_text(text)
        page.locator("#messages .message").last.focus()
        page.keyboard.press("ArrowUp")
        expect(page.locator("#messages .message").first).to_be_focused()
        page.locator("#compose").focus()
        page.keyboard.type("/")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")

        expect(page.locator(".completion [aria-selected=true]").first).to_contain_text("/econnect-channel")


def test_a_message_is_edited_reacted_to_and_deleted(windows: Windows) -> None:
    with windows.open("alice") as page:
        say(page, "a < b & @bob")
        message = page.locator("#messages .message").last
        message.hover()
        message.get_by_role("button", name="React with eyes").click()
        expect(message.locator(".reaction")).to_have_text("👀 1")
        message.get_by_role("button", name="Edit message").click()
        expect(page.locator("#compose")).to_have_value("a < b & @bob")
        say(page, "c < d & @bob")
        expect(message).to_contain_text("c < d & @Bob Support(edited)")
        message.hover()
        message.get_by_role("button", name="Delete message").click()

        expect(page.locator("#messages .message")).to_have_count(0)


def test_a_modal_shows_its_errors_and_closes_with_escape(windows: Windows) -> None:
    with windows.open("alice") as page:
        open_modal(windows.running.slack, windows.running.slack.people["alice"], "/econnect-help")
        dialog = page.get_by_role("dialog", name="A question")
        dialog.get_by_role("button", name="Send").click()
        expect(dialog.locator(".error")).to_have_text("Please complete this required field.")
        expect(dialog.get_by_label("What is it about?")).to_be_focused()
        shoot(page, "modal")
        page.keyboard.press("Escape")

        expect(dialog).to_be_hidden()


def test_what_the_inspector_shows_is_filtered(windows: Windows) -> None:
    with windows.open("alice") as page:
        ask(page, DUTCH)
        inspector = page.locator("#inspector")
        expect(inspector.locator(".entry", has_text="chat.postMessage")).to_be_visible()
        inspector.get_by_role("button", name="API calls").click()
        expect(inspector.locator(".entry", has_text="chat.postMessage")).to_have_count(0)
        inspector.get_by_role("searchbox").fill("nothing like it")
        expect(inspector.locator(".entries")).to_have_text("Nothing fits the filter.")
        inspector.get_by_role("searchbox").fill("app_mention")
        inspector.locator(".entry summary", has_text="app_mention").click()

        expect(inspector.locator(".entry pre")).to_contain_text('"type": "app_mention"')


def test_hostile_text_stays_text(windows: Windows) -> None:
    with windows.open("alice") as page:
        say(page, "<img src=x onerror=alert(1)> *bold* <script>alert(2)</script> javascript:alert(3)")
        message = page.locator("#messages .message").last
        expect(message).to_contain_text("<img src=x onerror=alert(1)>")

        expect(message.locator(".content img, .content script, .content a")).to_have_count(0)


def test_the_person_is_switched(windows: Windows) -> None:
    with windows.open("alice") as page:
        page.get_by_label("Acting as").select_option("Bob Support")

        expect(page.locator("#rooms")).to_contain_text("support-triage")
        assert page.url.endswith("?as=bob")


def test_every_easy_block_is_drawn(windows: Windows) -> None:
    plain = {"type": "plain_text", "text": "plain"}
    option = {"text": plain, "value": "1"}
    blocks = [
        {"type": "header", "text": plain},
        {"type": "divider"},
        {
            "type": "section",
            "text": {
                "type": "mrkdwn",
                "text": "*bold* _italic_ ~gone~ `code`\n• item\n&gt; quoted\n<https://example.com|link>",
            },
            "accessory": {"type": "static_select", "action_id": "s", "placeholder": plain, "options": [option]},
        },
        {"type": "section", "fields": [plain, {"type": "mrkdwn", "text": "*f*"}]},
        {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "a chart"},
        {"type": "actions", "elements": [{"type": "button", "text": plain, "action_id": "b", "style": "primary"}]},
    ]
    with windows.open("bob") as page:
        slack = windows.running.slack
        as_bot(slack, "chat.postMessage", channel=slack.channels["general"].id, text="all", blocks=blocks)
        content = page.locator("#messages .content")
        for tag in (".heading", "hr", "strong >> nth=0", "em", "s", "code", "select", ".fields", "blockquote", "a"):
            expect(content.locator(tag)).to_be_visible()

        expect(content.get_by_role("img", name="a chart")).to_be_visible()
        expect(page.locator(".unknown")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_the_main_views_are_kept_as_screenshots(windows: Windows, scheme: str, width: str) -> None:
    size = DESKTOP if width == "desktop" else PHONE
    colours: Literal["light", "dark"] = "dark" if scheme == "dark" else "light"
    with windows.open("alice", size, colours) as page:
        shoot(page, f"{width}-{scheme}-empty")
        page.locator("#compose").fill("/econ")
        shoot(page, f"{width}-{scheme}-completion")
        say(page, "/econnect-address 01035286")
        expect(page.locator(".ephemeral")).to_be_visible()
        ask(page, TOLD)
        expect(page.locator("#replies .message")).to_have_count(2)
        shoot(page, f"{width}-{scheme}-thread")
        page.keyboard.press("Escape")
        shoot(page, f"{width}-{scheme}-channel")
        if width == "phone":
            page.locator("#inspect").click()
            shoot(page, f"{width}-{scheme}-inspector")
            page.keyboard.press("Escape")
            page.locator(".menu").click()
            shoot(page, f"{width}-{scheme}-sidebar")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_the_readmes_screenshot_is_kept(windows: Windows) -> None:
    with windows.open("alice", (1440, 720)) as page:
        say(page, "/econnect-address 01035286")
        expect(page.locator(".ephemeral")).to_be_visible()
        ask(page, TOLD)
        expect(page.locator("#replies .message")).to_have_count(2)
        shoot(page, "readme")
