"""A workspace of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.playground.running import playground
from localslack.workspace_file import read_workspace
from tests.browser.conftest import Windows
from tests.test_docs import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from bot.settings import Settings

pytestmark = pytest.mark.slow


def test_the_page_opens_as_the_first_person_of_ones_own_workspace(browser: Browser, settings: Settings) -> None:
    workspace = read_workspace(ROOT / "docs" / "workspace.yml")
    with playground(settings, 0, "socket", workspace) as running:
        windows = Windows(browser, running)
        with windows.open("") as page:
            expect(page.locator("#acting")).to_have_value("dave")
            expect(page.locator("#rooms")).to_contain_text("globe-help")
            expect(page.locator("#messages")).to_contain_text("A client of mine wants to receive invoices")

    assert windows.wrong == []
