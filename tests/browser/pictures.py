"""Takes the pictures of the README and docs from the playground: `make pictures`. Needs Chromium."""

from __future__ import annotations

import shutil
import sys
from contextlib import chdir, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from playwright.sync_api import expect, sync_playwright

from bot.bootstrap.clock import ForwardClock
from bot.playground.demo_week import DEMO_WORKSPACE, TOUR, demo_clock, seed
from bot.playground.running import Scene, hours_of_team, playground
from bot.settings import from_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from bot.playground.running import Playground
    from bot.settings import Settings

DOCS: Final = Path(__file__).parents[2] / "docs"
MORNING: Final = datetime(2026, 11, 30, 8, 12, tzinfo=UTC)
"""A Monday, while the team works: each picture shows the same time whenever it is taken."""
SIZE, SHARPNESS = (1060, 560), 2
AS_IN_SLACK: Final = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("#tools, .intro, .toolbar, .edited, .tool.global { display: none !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
"""Hides what stands around the talk: the clock, suggestions, shortcuts, and the bars that wait for a mouse."""
CUT_OFF: Final = """() => [...document.querySelectorAll("#app *")]
  .filter((each) => each.checkVisibility() && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
  .filter((each) => getComputedStyle(each).overflowX !== "visible").map((each) => each.textContent)"""
ABOVE: Final = "it => Math.floor(it.getBoundingClientRect().top - it.closest('.log').getBoundingClientRect().top)"
BELOW: Final = "logs => Math.max(...logs.map((log) => log.scrollHeight - log.clientHeight))"


class CutOffError(Exception):
    """A picture would show only a part of something."""


def take(browser: Browser, settings: Settings, folder: Path) -> None:
    """Take every picture, into `folder`.

    Raises:
        CutOffError: something would be cut off at its side.
    """
    with running(settings, Scene(ForwardClock(begins_at=MORNING))) as there:
        take_answering(browser, there, folder / "answering.png")
        take_claiming(browser, there, folder / "claiming.png")
    with english_team():
        scene = Scene(demo_clock(MORNING, hours_of_team(), is_played=False), TOUR)
    with running(settings, scene) as there:
        seed(there, lambda _: None)
        take_demo(browser, there, folder / "demo.png")


def take_answering(browser: Browser, there: Playground, path: Path) -> None:
    """Take Alice's question, the bot's answer, and why it gave it."""
    with window(browser, there, "alice") as alice:
        alice.evaluate(AS_IN_SLACK)
        say(alice, "which update of Globe do we need to receive invoices?")
        say(alice, "why?")
        show_all(alice)
        shoot(alice, path)


def take_claiming(browser: Browser, there: Playground, path: Path) -> None:
    """Take a ticket that Bob has claimed, with his reply to Alice and hers to him."""
    with window(browser, there, "alice") as alice, window(browser, there, "bob") as bob:
        say(alice, "what does a subscription cost per month?")
        hand_over(alice)
        bob.evaluate(AS_IN_SLACK)
        reply_to_requester(bob, "Hi Alice, I've sent you our price list.")
        alice.locator("#messages .message", has_text="Request #1").first.locator(".thread-link").click()
        write(alice, "#reply", "Got it, thank you!")
        bob.locator("#messages .thread-link").click()
        expect(bob.locator("#replies")).to_contain_text("Got it")
        show_all(bob)
        shoot(bob, path)


def take_demo(browser: Browser, there: Playground, path: Path) -> None:
    """Take the demo's week as Bob sees it on Monday morning."""
    with window(browser, there, "bob") as bob:
        bob.get_by_role("button", name="Over the weekend").click()
        bob.locator(".happened").get_by_role("button", name="digest").click()
        digest = bob.locator("#messages .message").last
        bob.set_viewport_size({"width": SIZE[0], "height": 2 * SIZE[1]})
        bob.set_viewport_size({"width": SIZE[0], "height": 2 * SIZE[1] - digest.evaluate(ABOVE)})
        expect(digest).to_be_in_viewport(ratio=1)
        shoot(bob, path)


@contextmanager
def english_team() -> Iterator[None]:
    """Let a playground that is started here have a support team that reads English."""
    with TemporaryDirectory() as folder, chdir(folder):
        Path(".env").write_text("ECONNECT_TEAM_LANGUAGE=en\n", encoding="utf-8")
        yield


@contextmanager
def running(settings: Settings, scene: Scene) -> Iterator[Playground]:
    """Yield a playground with the demo's people."""
    with english_team(), playground(settings, 0, "socket", DEMO_WORKSPACE, scene=scene) as there:
        yield there


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the browser of this machine."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        sys.exit("There is no Chromium, which takes the pictures: apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, there: Playground, name: str) -> Iterator[Page]:
    """Yield somebody's window, in English."""
    context = browser.new_context(
        viewport={"width": SIZE[0], "height": SIZE[1]},
        device_scale_factor=SHARPNESS,
        locale="en-US",
        reduced_motion="reduce",
        color_scheme="light",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{there.url}?as={name}")
    page.locator("#head h1").wait_for()
    yield page
    context.close()


def write(page: Page, place: str, text: str) -> None:
    """Write a message, and send it."""
    page.locator(place).fill(text)
    page.locator(place).press("Enter")


def say(page: Page, text: str) -> None:
    """Write to the bot in the direct messages, and wait for its reply."""
    page.locator(".room", has_text="econnect-bot").click()
    page.get_by_role("tab", name="Messages").click()
    messages = page.locator("#messages .message")
    before = messages.count()
    write(page, "#compose", text)
    expect(messages).to_have_count(before + 2)


def hand_over(page: Page) -> None:
    """Hand over what the bot had no answer to."""
    page.locator("#messages").get_by_role("button", name="Ask a human").last.click()
    press(page.locator("dialog"), "Send")
    expect(page.locator("#messages .message", has_text="Request #1").first).to_be_visible()


def reply_to_requester(page: Page, text: str) -> None:
    """Claim the ticket, and write to its requester."""
    page.locator(".room", has_text="support-triage").click()
    card, form = page.locator("#messages .message", has_text="#1").first, page.locator("dialog")
    press(card, "Claim")
    expect(card).to_contain_text("Claimed by")
    press(card, "Reply…")
    form.locator("textarea").fill(text)
    press(form, "Preview")
    press(form, "Send")
    expect(form).to_be_hidden()
    expect(card.locator(".thread-link")).to_be_visible()


def press(place: Locator, name: str) -> None:
    """Press a button."""
    place.get_by_role("button", name=name, exact=True).click()


def show_all(page: Page) -> None:
    """Let the window grow until nothing in it has to be scrolled."""
    width, height = SIZE
    page.set_viewport_size({"width": width, "height": height + page.locator(".log:visible").evaluate_all(BELOW)})


def shoot(page: Page, path: Path) -> None:
    """Write the picture of what the window shows."""
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.wait_for_timeout(200)
    if cut := page.evaluate(CUT_OFF):
        raise CutOffError(f"{path.name}: {cut}")
    page.screenshot(path=path)


if __name__ == "__main__":
    with chromium() as browser:
        take(browser, from_environment({}, DOCS), Path(sys.argv[1]) if sys.argv[1:] else DOCS)
