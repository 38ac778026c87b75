"""What a knowledge editor sees: an edit in the next answer, and what is wrong with a broken one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, shoot
from tests.browser.test_playground import DUTCH, ask

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from tests.browser.conftest import Windows

pytestmark = pytest.mark.slow


@pytest.fixture
def article(settings: Settings) -> Path:
    return settings.knowledge_dir / "exact-globe" / "articles" / "version-required.yml"


def test_an_edited_answer_is_seen_in_the_next_reply(windows: Windows, article: Path) -> None:
    with windows.open("alice") as page:
        ask(page, DUTCH)
        expect(page.locator("#replies")).to_contain_text("Je hebt minimaal update 413")
        article.write_text(article.read_text("utf-8").replace("Je hebt minimaal", "Nieuw: je hebt minimaal"), "utf-8")
        expect(page.locator("#notice")).to_contain_text("knowledge base are live")
        page.keyboard.press("Escape")
        ask(page, DUTCH)

        expect(page.locator("#replies")).to_contain_text("Nieuw: je hebt minimaal update 413")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_broken_edit_is_told_and_the_last_good_answer_stays(
    windows: Windows, article: Path, size: tuple[int, int]
) -> None:
    sound = article.read_text("utf-8")
    line = sound.count("\n") + 1
    with windows.open("alice", size) as page:
        article.write_text(sound + "colour: red\n", "utf-8")
        problems = page.locator("#problems")
        expect(problems).to_contain_text(f"exact-globe/articles/version-required.yml:{line}")
        expect(problems).to_contain_text("keeps using the last good version")
        shoot(page, f"{'desktop' if size == DESKTOP else 'phone'}-problems")
        ask(page, DUTCH)
        expect(page.locator("#replies")).to_contain_text("minimaal update 413")
        article.write_text(sound, "utf-8")

        expect(problems).to_be_hidden()
