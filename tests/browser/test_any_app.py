"""Local Slack's page for an app that adds nothing to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from localslack import LocalSlack
from localslack.page.page_server import PageServer
from tests.localslack.app import AppResponse, running_app
from tests.localslack.conftest import MANIFEST
from tests.localslack.page.window import as_bot

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

ATTACHMENT = {"fallback": "look", "title": "A title", "text": "look"}


def test_the_page_names_what_the_app_offers_and_draws_what_it_says(browser: Browser) -> None:
    errors: list[str] = []
    with LocalSlack(MANIFEST) as slack, running_app() as app:
        slack.deliver_to(app.url)
        app.answer = lambda _request: AppResponse(body='{"text": "for you alone"}')
        server = PageServer(slack, 0)
        server.start()
        page = browser.new_page()
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{server.url}?as=alice")

        page.get_by_role("button", name="/econnect").click()
        page.locator("#compose").press("Enter")
        expect(page.locator(".ephemeral")).to_contain_text("for you alone")
        general = slack.channels["general"].id
        as_bot(slack, "chat.postMessage", channel=general, markdown_text="**bold**")
        as_bot(slack, "chat.postMessage", channel=general, text="see", attachments=[ATTACHMENT])
        expect(page.locator("#messages strong", has_text="bold")).to_be_visible()
        expect(page.locator("#messages .attachment")).to_contain_text("A title")
        expect(page.get_by_role("button", name="Why", exact=True)).to_have_count(0)

        slack.people["bob"].says(slack.channels["general"], "the mailbox stays empty")
        page.get_by_role("article", name="Bob Support").hover()
        page.get_by_role("button", name="Forward message").last.click()
        expect(page.get_by_label("To", exact=True)).to_be_focused()
        page.get_by_label("Message (optional)").fill("@econnect can you help?")
        page.get_by_role("button", name="Forward", exact=True).click()
        expect(page.locator("dialog[open]")).to_have_count(0)
        shared = slack.wait_for(
            lambda: [each for each in slack.messages(slack.people["alice"].dm) if each.attachments]
        )
        assert shared[0].attachments[0]["text"] == "the mailbox stays empty"
        page.close()
        server.stop()

    assert errors == []
