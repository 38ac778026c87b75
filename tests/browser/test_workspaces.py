"""Other workspaces than the default one: people of one's own, and an app with a Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.localslack.workspace_file import read_workspace
from bot.playground.running import playground
from bot.slack.manifest import MANIFEST
from tests.browser.conftest import DESKTOP, PHONE, Windows, shoot
from tests.playground.conftest import as_bot
from tests.test_docs import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from bot.settings import Settings

pytestmark = pytest.mark.slow

HOME = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "Your requests"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*Two* are open. <https://example.com|More>"}},
        {"type": "divider"},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "The version"},
                    "action_id": "article:version-required",
                }
            ],
        },
    ],
}


def test_the_page_opens_as_the_first_person_of_ones_own_workspace(browser: Browser, settings: Settings) -> None:
    roster = read_workspace(ROOT / "docs" / "workspace.yml")
    with playground(settings, 0, "socket", roster) as running:
        windows = Windows(browser, running)
        with windows.open("") as page:
            expect(page.locator("#acting")).to_have_value("dave")
            expect(page.locator("#rooms")).to_contain_text("globe-help")
            expect(page.locator("#messages")).to_contain_text("A client of mine wants to receive invoices")

    assert windows.wrong == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_app_home_shows_what_was_published(
    browser: Browser, settings: Settings, tmp_path: Path, size: tuple[int, int]
) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(MANIFEST.read_text("utf-8").replace("home_tab_enabled: false", "home_tab_enabled: true"))
    with playground(settings, 0, "socket", manifest=manifest) as running:
        windows = Windows(browser, running)
        with windows.open("alice", size) as page:
            if size == PHONE:
                page.locator(".menu").click()
            page.get_by_role("button", name="econnect-bot").first.click()
            page.get_by_role("tab", name="Home").click()
            expect(page.locator("#home")).to_contain_text("has published nothing here yet")
            as_bot(running.slack, "views.publish", user_id=running.slack.people["alice"].id, view=HOME)
            expect(page.locator("#home h3")).to_have_text("Your requests")
            shoot(page, f"{'desktop' if size == DESKTOP else 'phone'}-home")
            page.locator("#home").get_by_role("button", name="The version").click()
            running.slack.wait_for(lambda: running.slack.deliveries("block_actions"))
            page.get_by_role("tab", name="Messages").click()
            expect(page.locator("#compose")).to_be_visible()
            expect(page.locator("#home")).to_be_hidden()

    assert windows.wrong == []
