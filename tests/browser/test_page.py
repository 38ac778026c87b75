"""How the page behaves as a page: where it scrolls, what has the focus, what covers what, and how it is read out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, shoot
from tests.browser.test_playground import DUTCH, ask, say
from tests.slack.running import until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Windows

pytestmark = pytest.mark.slow

SIZES = pytest.mark.parametrize("size", [(1280, 800), PHONE], ids=["desktop", "phone"])

AT_END = "log => log.scrollHeight - log.scrollTop - log.clientHeight < 2"
COVERED = """bar => {
  const over = bar.getBoundingClientRect();
  const pane = bar.closest("main, aside");
  const shown = [...pane.querySelectorAll(".head *, .intro *, .by *, .content *, .thread-link *, .reaction, .usage")];
  const words = shown.filter((each) => each.checkVisibility() && !bar.contains(each))
    .flatMap((each) => [...each.childNodes]).filter((each) => each.nodeType === 3 && each.data.trim());
  return words.filter((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return [...range.getClientRects()].some((own) => own.left < over.right - 1 && own.right > over.left + 1
      && own.top < over.bottom - 1 && own.bottom > over.top + 1);
  }).map((each) => each.data);
}"""
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((each) => each.checkVisibility()).map((each) => Number(each.tagName[1]))"""


def fill_channel(page: Page, count: int = 30) -> None:
    for number in range(count):
        say(page, f"message {number}")
    expect(page.locator("#messages .message").last).to_contain_text(f"message {count - 1}")


@SIZES
def test_the_log_stays_at_its_end_when_it_shrinks(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("alice", size) as page:
        fill_channel(page)
        log = page.locator("#messages")
        assert log.evaluate(AT_END)
        page.locator("#compose").fill("one\ntwo\nthree\nfour\nfive\nsix")
        until(lambda: log.evaluate(AT_END))
        page.set_viewport_size({"width": size[0], "height": size[1] - 250})
        until(lambda: log.evaluate(AT_END))


def test_who_reads_further_up_stays_there_until_they_send(windows: Windows) -> None:
    with windows.open("alice") as page, windows.open("bob") as bob:
        fill_channel(page)
        log = page.locator("#messages")
        log.evaluate("log => { log.scrollTop = 0; }")
        until(lambda: log.evaluate("log => log.dataset.leftEnd") == "yes")
        say(bob, "a word from Bob")
        expect(log).to_contain_text("a word from Bob")
        page.set_viewport_size({"width": 1400, "height": 700})
        assert log.evaluate("log => log.scrollTop") == 0
        say(page, "and one of mine")
        expect(log).to_contain_text("and one of mine")
        assert log.evaluate(AT_END)


@SIZES
def test_a_form_opens_with_the_focus_on_its_first_field(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("alice", size) as page:
        say(page, "/econnect-support")
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".fields-of-view :is(input, textarea, select)").first).to_be_focused()
        page.keyboard.type("where is it?")
        expect(dialog.locator(".fields-of-view :is(input, textarea)").first).to_have_value("where is it?")


@SIZES
def test_the_teams_forms_fit(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("alice", size) as page, windows.open("bob", size) as bob:
        ask(page, DUTCH)
        page.locator("#replies").get_by_role("button", name="Vraag het een medewerker").click()
        page.get_by_role("dialog").locator("[type=submit]").click()
        expect(page.locator("#replies .message")).to_have_count(3)
        if size == PHONE:
            bob.locator(".menu").click()
        bob.locator(".room", has_text="support-triage").click()
        for name in ("Antwoorden…", "Afronden…", "Toewijzen…"):
            bob.locator("#messages").get_by_role("button", name=name, exact=True).click()
            dialog = bob.locator("#modal[open]")
            dialog.wait_for()
            assert dialog.evaluate("it => it.scrollWidth <= it.clientWidth")
            wide = dialog.locator("select, input, textarea").evaluate_all(
                "all => all.filter((each) => each.getBoundingClientRect().right > innerWidth - 12).length"
            )
            assert wide == 0
            shoot(bob, f"form-{size[0]}-{name.strip('…').lower()}")
            bob.keyboard.press("Escape")
            expect(dialog).to_be_hidden()


@pytest.mark.parametrize("size", [DESKTOP, (1280, 800), PHONE], ids=["wide", "desktop", "phone"])
def test_the_bar_of_a_message_covers_nothing(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("alice", size) as page:
        say(page, "a first line, long enough to reach the other side of the window and to go on below it: " * 3)
        say(page, "a second one")
        for log in ("#messages", "#replies"):
            messages = page.locator(f"{log} .message:has(.toolbar)")
            expect(messages.last).to_be_visible()
            for place in range(messages.count()):
                messages.nth(place).hover()
                bar = messages.nth(place).locator(".toolbar")
                expect(bar).to_be_visible()
                assert bar.evaluate(COVERED) == []
            if log == "#messages":
                ask(page, DUTCH)
                expect(page.locator("#replies .message")).to_have_count(2)


def test_a_ticket_is_among_the_reactions_and_hands_over(windows: Windows) -> None:
    with windows.open("alice") as page:
        ask(page, DUTCH)
        expect(page.locator("#replies .message")).to_have_count(2)
        question = page.locator("#messages .message").last
        question.hover()
        question.get_by_role("button", name="React with ticket").click()
        expect(question.locator(".reaction")).to_have_text("🎫 1")
        page.locator(".room", has_text="econnect-bot").click()
        expect(page.locator("#messages .message").last).to_contain_text("Verzoek #1")


@SIZES
def test_headings_leave_no_level_out_and_fields_have_their_own_roles(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("alice", size) as page:
        ask(page, DUTCH)
        expect(page.locator("#replies .message")).to_have_count(2)
        seen = [page.evaluate(HEADINGS)]
        page.locator("#reply").press("Escape")
        if size == PHONE:
            page.locator(".menu").click()
        page.locator(".room", has_text="econnect-bot").click()
        page.get_by_role("tab", name="Home").click()
        expect(page.locator("#home .heading").first).to_be_visible()
        seen.append(page.evaluate(HEADINGS))
        for levels in seen:
            assert all(after - before <= 1 for before, after in pairwise(levels)), levels
        assert page.locator("textarea[role], input[role], select[role]").count() == 0
