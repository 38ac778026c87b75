"""A browser on the playground: it fails a test for any error in its console and for any request that leaves."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from bot.playground.running import Playground, playground
from bot.settings import from_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

    from bot.settings import Settings

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
NOT_RUN = "BROWSER TESTS DID NOT RUN: there is no chromium (apt-get install chromium)"
# Other tests run beside these, and the machine may have two cores.
expect.set_options(timeout=60_000)
DESKTOP, PHONE = (1440, 900), (390, 844)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell it loudly where the browser tests were skipped."""
    if any(NOT_RUN in str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())):
        terminalreporter.section(NOT_RUN, red=True, bold=True)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":  # noqa: TID251 - how the tests are run, no setting of the bot
            pytest.fail(NOT_RUN)
        pytest.skip(NOT_RUN)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def settings(cache: Path, tmp_path: Path) -> Settings:
    """Those of a bot with a copy of the shipped knowledge base, to be edited."""
    shutil.copytree(from_environment({}, tmp_path).knowledge_dir, tmp_path / "knowledge")
    names = {"ECONNECT_CACHE_DIR": str(cache), "ECONNECT_KNOWLEDGE_DIR": str(tmp_path / "knowledge")}
    return from_environment(names, tmp_path)


@pytest.fixture
def running(settings: Settings) -> Iterator[Playground]:
    with playground(settings, 0, "socket") as running:
        yield running


class Windows:
    """Opens windows, and keeps what went wrong in them."""

    def __init__(self, browser: Browser, running: Playground) -> None:
        self._browser = browser
        self.running = running
        self.wrong: list[str] = []

    @contextmanager
    def open(
        self,
        name: str,
        size: tuple[int, int] = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        locale: str = "en-US",
    ) -> Iterator[Page]:
        width, height = size
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", locale=locale
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", self._look_at_console)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._look_at_request)
        page.goto(f"{self.running.url}?as={name}")
        page.locator("#head h1").wait_for()
        yield page
        context.close()

    def _look_at_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(message.text)

    def _look_at_request(self, request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1":
            self.wrong.append(f"a request left: {request.url}")


@pytest.fixture
def windows(browser: Browser, running: Playground) -> Iterator[Windows]:
    windows = Windows(browser, running)
    yield windows
    assert windows.wrong == []


def shoot(page: Page, name: str) -> None:
    """Keep a screenshot for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(50)
    page.screenshot(path=SHOTS / f"{name}.png")
