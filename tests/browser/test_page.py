"""How the page behaves as a page: where it scrolls, what has the focus, what covers what, and how it is read out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, shoot
from tests.browser.test_playground import DUTCH, ask, say
from tests.localslack.page.window import as_bot, open_modal
from tests.slack.running import until

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

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


def test_a_scroll_that_is_told_while_the_log_shrinks_is_not_taken_for_somebody_leaving_its_end(
    windows: Windows,
) -> None:
    with windows.open("alice") as page:
        fill_channel(page)
        log = page.locator("#messages")
        log.evaluate("log => { log.style.maxHeight = '200px'; log.dispatchEvent(new Event('scroll')); }")
        until(lambda: log.evaluate(AT_END))


def test_what_is_typed_fast_stays_in_its_order(windows: Windows) -> None:
    with windows.open("alice") as page:
        held: list[Route] = []
        page.route("**/api/actions/say*", lambda route: route.continue_() if held else held.append(route))
        say(page, "message one")
        until(lambda: page.evaluate("true") and held)
        say(page, "message two")
        page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 200))")  # time enough to overtake
        held[0].continue_()
        expect(page.locator("#messages .message").last).to_contain_text("message two")
        assert "message one" in page.locator("#messages .message").nth(-2).inner_text()


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


def test_a_modal_opens_only_in_the_window_that_asked_for_it(windows: Windows) -> None:
    with windows.open("alice") as page, windows.open("alice") as other:
        say(page, "/econnect-support where is my mailbox?")
        page.get_by_role("dialog").wait_for()
        expect(other.locator("#inspector .entry", has_text="views.open")).to_be_visible()
        expect(other.get_by_role("dialog")).to_be_hidden()
        say(other, "/econnect-support and another question?")
        expect(other.get_by_label("Your question")).to_have_value("and another question?")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(other.get_by_label("Your question")).to_have_value("and another question?")


def test_a_modal_closes_once_however_often_escape_is_pressed(windows: Windows) -> None:
    with windows.open("alice") as page:
        open_modal(windows.running.slack, windows.running.slack.people["alice"], "/econnect-help")
        page.get_by_role("dialog").wait_for()
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        page.route("**/api/actions/close*", hold)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        until(lambda: page.evaluate("true") and held)
        for route in held:
            route.continue_()
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.locator("#notice")).to_be_hidden()


@SIZES
def test_what_sends_a_long_form_stays_in_sight(windows: Windows, size: tuple[int, int]) -> None:
    long = [
        {
            "type": "input",
            "block_id": f"{number}",
            "label": plain(f"{number}?"),
            "element": {"type": "plain_text_input", "action_id": f"{number}"},
        }
        for number in range(30)
    ]
    form = {"type": "modal", "callback_id": "x", "title": plain("Long"), "submit": plain("Send"), "blocks": long}
    with windows.open("alice", size) as page:
        open_modal(windows.running.slack, windows.running.slack.people["alice"], "/econnect-help", form)
        dialog = page.get_by_role("dialog")
        for place in (dialog.get_by_text("0?", exact=True), dialog.get_by_role("button", name="Send")):
            expect(place).to_be_in_viewport()
        dialog.get_by_role("button", name="Send").click()
        expect(dialog.locator(".error")).to_have_count(30)
        dialog.get_by_text("29?").scroll_into_view_if_needed()
        expect(dialog.get_by_role("heading", name="Long")).to_be_in_viewport()


@SIZES
def test_what_stands_below_a_field_is_one_line(windows: Windows, size: tuple[int, int]) -> None:
    with windows.open("alice", size) as page:
        ask(page, DUTCH)
        expect(page.locator("#replies .message")).to_have_count(2)
        bars = page.locator(".bar")
        assert bars.count() == 2
        assert all(bars.nth(place).evaluate("it => it.offsetHeight") < 45 for place in range(2))


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


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def wide_blocks() -> list[dict[str, Any]]:
    """Return blocks as wide as Slack lets them be, in words that cannot be broken at a space."""
    menu = {
        "type": "static_select",
        "placeholder": plain("P" * 75),
        "options": [{"text": plain("O" * 75), "value": "1"}],
    }
    button = {"type": "button", "text": plain("B" * 75), "action_id": "button"}
    return [
        {"type": "header", "text": plain("H" * 150)},
        {"type": "section", "text": plain("S" * 300), "accessory": {**menu, "action_id": "accessory"}},
        {"type": "section", "fields": [plain("F" * 200), plain("G" * 200)]},
        {"type": "context", "elements": [plain("C" * 300)]},
        {"type": "actions", "elements": [{**menu, "action_id": "menu"}, button]},
    ]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_reaches_over_the_edge_however_long_its_words(windows: Windows, width: int) -> None:
    slack, alice = windows.running.slack, windows.running.slack.people["alice"]
    entry = {"type": "plain_text_input", "action_id": "text"}
    asked = {
        "type": "input",
        "block_id": "asked",
        "label": plain("L" * 200),
        "hint": plain("I" * 200),
        "element": entry,
    }
    form = {"type": "modal", "title": plain("T" * 24), "close": plain("N" * 24), "submit": plain("Y" * 24)}
    with windows.open("alice", (width, 700)) as page:
        as_bot(slack, "chat.postMessage", channel=slack.channels["general"].id, text="wide", blocks=wide_blocks())
        as_bot(slack, "views.publish", user_id=alice.id, view={"type": "home", "blocks": wide_blocks()})
        expect(page.locator("#messages .heading")).to_be_visible()
        fits = "place => place.scrollWidth <= place.clientWidth"
        assert page.locator("#messages").evaluate(fits)
        open_modal(slack, alice, "/econnect-help", {**form, "callback_id": "x", "blocks": [asked, *wide_blocks()]})
        page.locator("#modal[open]").wait_for()
        assert page.locator("#modal").evaluate(fits)
        page.keyboard.press("Escape")
        if page.locator(".menu").is_visible():
            page.locator(".menu").click()
        page.locator(".room", has_text="econnect-bot").click()
        page.get_by_role("tab", name="Home").click()
        assert page.locator("#home").evaluate(fits)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


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
