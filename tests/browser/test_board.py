"""The knowledge editor's board: everything at one look, previews that follow the files, drafts made of questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.knowledge.answered_gaps import REMEDY
from bot.knowledge.new_article import write_article
from tests.browser.conftest import PHONE, shoot
from tests.moments import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from bot.settings import Settings
    from tests.browser.conftest import Windows

pytestmark = pytest.mark.slow

WIDE = (1280, 800)
MOON = "what is the weather on the moon"
TOMORROW = "the weather on the moon tomorrow?"


@pytest.fixture
def article(settings: Settings) -> Path:
    return settings.knowledge_dir / "exact-globe" / "articles" / "version-required.yml"


def ask(windows: Windows, name: str, text: str) -> None:
    slack = windows.running.slack
    slack.wait_for_reply(slack.people[name].writes_dm(text))


def open_board(page: Page) -> None:
    page.locator("#tools .board-link").click()
    expect(page.locator("#articles li").first).to_be_visible()


def row(page: Page, text: str) -> Locator:
    return page.locator("#questions > ul > li", has_text=text)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_an_article_is_made_of_a_question_and_seen_as_it_is_written(
    windows: Windows, settings: Settings, size: tuple[int, int]
) -> None:
    ask(windows, "alice", MOON)
    ask(windows, "bob", TOMORROW)
    with windows.open("bob", size) as page:
        open_board(page)
        question = row(page, TOMORROW)
        expect(question).to_contain_text("asked 2 times, by 2 people")
        expect(question).to_contain_text("Closest article: ")
        shoot(page, f"board-{size[0]}")
        question.get_by_role("button", name="Make an article of it").click()
        expect(question.get_by_label("Name of the file")).to_be_focused()
        expect(question.locator("form")).to_contain_text("The draft begins with these 2 questions.")
        question.get_by_label("Name of the file").fill("moon-weather")
        question.get_by_role("button", name="Write the draft").click()

        preview = page.locator("#preview")
        expect(preview).to_contain_text("Nobody sees this in Slack yet.")
        expect(preview.locator("section .badge", has_text="Draft")).to_have_count(2)
        expect(preview.locator(".ways li", has_text=MOON)).to_be_visible()
        place = settings.knowledge_dir / "exact-globe" / "articles" / "moon-weather.yml"
        place.write_text(place.read_text("utf-8").replace('en: "…"', 'en: "The moon"'))
        expect(preview.locator("header h2")).to_have_text("The moon")
        shoot(page, f"board-draft-{size[0]}")
        page.keyboard.press("Escape")
        expect(page.locator("#drafts")).to_contain_text("The moon")
        expect(row(page, TOMORROW)).to_have_count(0)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_preview_shows_both_languages_as_slack_does_and_leads_to_related_ones(windows: Windows) -> None:
    with windows.open("bob", WIDE, locale="nl-NL") as page:
        open_board(page)
        page.locator("#articles").get_by_role("link", name="De Digitale Brievenbus handmatig aanmaken").click()
        preview = page.locator("#preview")
        expect(preview.locator("h2")).to_be_focused()
        dutch, english = preview.locator("section[lang=nl]"), preview.locator("section[lang=en]")
        expect(dutch.locator(".content .heading")).to_have_text("De Digitale Brievenbus handmatig aanmaken")
        expect(dutch).to_contain_text("Bron: Exact Globe koppelen met eConnect")
        expect(english.get_by_role("button", name="Ask a human")).to_be_visible()
        expect(preview).to_contain_text(re.compile(r"Alle \d+ controles slagen\."))
        dutch.get_by_role("button", name="Vraag het een medewerker").click()
        expect(page.locator("#notice")).to_contain_text("Dit is een voorbeeld")
        dutch.get_by_role("button", name="Het adres invullen in Exact Globe").click()
        expect(preview.locator("h2")).to_have_text("Het adres invullen in Exact Globe")
        page.go_back()
        expect(preview.locator("h2")).to_have_text("De Digitale Brievenbus handmatig aanmaken")


def test_beside_the_preview_of_a_draft_it_is_told_what_to_do_about_its_gap(
    windows: Windows, settings: Settings
) -> None:
    write_article(settings.knowledge_dir, "prices", TODAY)
    with windows.open("bob", WIDE) as page:
        open_board(page)
        page.locator("#drafts").get_by_role("link", name="prices").click()
        expect(page.locator("#preview .gaps")).to_contain_text(
            "There is also a gap 'prices' in exact-globe/gaps.yml:"
        )
        expect(page.locator("#preview .gaps")).to_contain_text(REMEDY)


def test_a_mistake_in_a_file_is_told_on_the_board_and_beside_the_preview(windows: Windows, article: Path) -> None:
    sound = article.read_text("utf-8")
    with windows.open("bob", WIDE) as page:
        open_board(page)
        expect(page.locator("#problems")).to_contain_text("No mistakes.")
        page.locator("#articles").get_by_role("link", name="Which version of Exact Globe you need").click()
        article.write_text(sound + "colour: red\n", "utf-8")
        place = f"exact-globe/articles/version-required.yml:{sound.count(chr(10)) + 1}"
        expect(page.locator("#problems li")).to_contain_text(place)
        expect(page.locator("#preview .wrong")).to_contain_text("below is the last good version")
        shoot(page, "board-mistake")
        article.write_text(sound.replace("At least update", "Now at least update"), "utf-8")

        expect(page.locator("#preview .wrong")).to_have_count(0)
        expect(page.locator("#preview section[lang=en]")).to_contain_text("Now at least update 413")


def test_a_gap_is_shown_as_the_bot_hands_it_over(windows: Windows) -> None:
    ask(windows, "alice", "what does the Basic subscription cost?")
    with windows.open("bob", WIDE) as page:
        open_board(page)
        expect(page.locator("#gaps li", has_text="prices and fees")).to_contain_text("asked once")
        page.locator("#gaps").get_by_role("link", name="prices and fees").click()
        expect(page.locator("#preview section[lang=en]")).to_contain_text("prices and fees")
        kind = page.locator("#preview header .kind")
        assert kind.evaluate("it => it.scrollHeight <= it.clientHeight")


def test_the_board_is_used_by_keyboard_alone(windows: Windows) -> None:
    ask(windows, "alice", MOON)
    with windows.open("bob", WIDE) as page:
        page.locator("#tools .board-link").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#articles li").first).to_be_visible()
        page.locator(".jump", has_text="Unanswered questions").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#questions-title")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#preview h2")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#questions li > p > a")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#questions").get_by_label("Name of the file")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#preview h2")).to_be_focused()
        expect(page.locator("#preview .kind")).to_have_text("Draft")


def test_what_there_is_none_of_says_what_would_stand_there(windows: Windows) -> None:
    with windows.open("bob", WIDE, locale="nl-NL") as page:
        open_board(page)
        for name, told in (("problems", "Geen fouten."), ("questions", "Geen in de afgelopen 30 dagen.")):
            expect(page.locator(f"#{name} .none")).to_contain_text(told)
        expect(page.locator("#drafts .none")).to_contain_text("Geen concepten.")
        page.get_by_role("button", name="Nieuw artikel").click()
        page.keyboard.type("nieuw-onderwerp")
        page.keyboard.press("Enter")
        expect(page.locator("#preview .kind")).to_have_text("Concept")
        expect(page.locator("#drafts li")).to_contain_text("nieuw-onderwerp")
        expect(page.locator("#drafts form")).to_be_hidden()
