"""What an editor's window asks the running playground for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from bot.bootstrap.clock import SystemClock
from bot.bootstrap.live import LiveAnswering
from bot.knowledge.answered_gaps import REMEDY
from bot.playground.draft_answering import DraftAnswering
from bot.playground.running import Scene, playground
from bot.playground.workbench import Workbench
from bot.storage.access import open_store
from localslack.page.actions import ActionError, UserAction
from tests.cli.typist import ROOT
from tests.factories import article, with_a_draft_of_afas
from tests.playground.conftest import small_settings, window
from tests.several import files_of_several
from tests.storage.contract import asked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.running import Playground
    from tests.localslack.page.window import Window

pytestmark = pytest.mark.slow

PLUMS = "plums or pears tomorrow"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "knowledge"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Playground]:
    with playground(small_settings(tmp_path), 0, "socket") as running:
        yield running


@pytest.fixture
def bob(running: Playground) -> Window:
    return window(running, "bob")


def ask(window: Window, text: str) -> None:
    window.slack.wait_for_reply(window.person.writes_dm(text))


def once(window: Window, action: str, **arguments: object) -> Iterator[dict[str, Any]]:
    """Yield what the page gets back, again and again."""
    while not Event().wait(0.02):
        yield window.does(action, **arguments)


def test_the_board_tells_what_nobody_could_be_answered(bob: Window) -> None:
    ask(bob, PLUMS)
    ask(bob, "price list")

    board = bob.does("board")
    assert [each["text"] for each in board["questions"]] == [PLUMS]
    assert board["gaps"][0]["asked"] == 1
    assert [each["slug"] for each in board["articles"]] == ["mailbox", "version", "greeting"]
    assert (board["problems"], board["not_writable"], board["days"]) == ([], None, 30)
    assert not board["reads_database"]


def test_the_board_is_read_without_a_script_in_either_language(bob: Window) -> None:
    ask(bob, PLUMS)

    assert f"“{PLUMS}” (asked 1×)" in bob.request("GET", "/board.en.txt").body
    assert f"“{PLUMS}” (1× gevraagd)" in bob.request("GET", "/board.nl.txt").body
    assert "board.nl.txt" in bob.request("GET", "/board.html?as=bob").body
    assert bob.request("GET", "/board.html").headers["location"].startswith("/board.html?as=")


def test_reviews_fall_due_by_the_pages_clock(running: Playground, bob: Window) -> None:
    moment = running.turner.clock.now() + timedelta(days=800)
    running.turner.clock.put_forward(moment)

    assert all(each["days_left"] < 0 for each in bob.does("board")["due"])


def test_a_preview_is_what_slack_shows_in_both_languages(bob: Window) -> None:
    preview = bob.does("preview", slug="version")

    english, dutch = preview["replies"]
    assert "About The version: update 413." in english["text"]
    assert "Over The version: update 413." in dutch["text"]
    ask(bob, "welke versie heb ik nodig")
    said = bob.person.sees(bob.person.dm)[-1]
    kinds = [block["type"] for block in said.blocks]
    assert [block["type"] for block in dutch["blocks"]] == kinds
    assert "Vraag het een medewerker" in str(dutch["blocks"])
    assert (preview["kind"], preview["path"], preview["line"]) == ("article", "exact-globe/articles/version.yml", 1)


def test_of_a_draft_it_is_told_what_to_do_about_its_gap_as_check_tells_it(bob: Window, folder: Path) -> None:
    prices = article("Prices", en=("price tag",), nl=("prijskaartje",), extra="status: draft\n")
    (folder / "exact-globe/articles/prices.yml").write_bytes(prices)

    preview = next(each for each in once(bob, "preview", slug="prices") if each["kind"] == "draft")

    (told,) = preview["gaps"]
    assert (told["message"], told["remedy"]) == ("There is also a gap 'prices' in exact-globe/gaps.yml:1", REMEDY)
    assert bob.does("preview", slug="version")["gaps"] == []


def test_a_preview_of_nothing_says_so(bob: Window) -> None:
    assert bob.does("preview", slug="plums") == {"slug": "plums", "kind": "missing"}


def test_an_article_is_made_of_a_question_as_a_draft_and_shown_once_it_is_read(bob: Window, folder: Path) -> None:
    ask(bob, PLUMS)
    made = bob.does("draft", text=PLUMS, name="plums")

    path = folder / "exact-globe" / "articles" / "plums.yml"
    assert made == {"slug": "plums", "path": str(path), "phrasings": 1}
    assert f'- "{PLUMS}"\n' in path.read_text("utf-8")
    preview = next(each for each in once(bob, "preview", slug="plums") if each["kind"] != "missing")
    assert preview["kind"] == "draft"
    board = bob.does("board")
    assert ([each["slug"] for each in board["drafts"]], board["questions"]) == (["plums"], [])
    path.write_text(path.read_text("utf-8").replace('en: "…"', 'en: "Plums"'), "utf-8")
    assert any(each["title"]["en"] == "Plums" for each in once(bob, "preview", slug="plums"))


def test_an_article_is_begun_without_a_question(bob: Window, folder: Path) -> None:
    assert bob.does("draft", name="apples")["phrasings"] == 0
    assert '- "apples …"\n' in (folder / "exact-globe" / "articles" / "apples.yml").read_text("utf-8")


def test_a_draft_that_cannot_be_written_is_told(bob: Window) -> None:
    ask(bob, PLUMS)

    refused = {
        "already exists": bob.post("draft", {"text": PLUMS, "name": "version"}),
        "not a valid name": bob.post("draft", {"text": PLUMS, "name": "Über uns"}),
        "an answer or a draft by now": bob.post("draft", {"text": "apples", "name": "apples"}),
    }
    for told, answer in refused.items():
        assert answer.status == 400
        assert told in answer.payload["error"]


def test_what_was_asked_of_the_bot_in_its_own_database_is_told_as_well(tmp_path: Path) -> None:
    settings = replace(small_settings(tmp_path), database_url=f"sqlite:///{tmp_path / 'bot.db'}")
    with open_store(settings.database_url) as store, store.transaction() as kept:
        question = asked("t1", at=SystemClock().now() - timedelta(days=1))
        kept.questions.add(replace(question, text=PLUMS, kind="hand_over", article=None))
    with playground(settings, 0, "socket", scene=Scene(reads_database=True)) as running:
        board = window(running, "bob").does("board")

    assert [each["text"] for each in board["questions"]] == [PLUMS]
    assert board["reads_database"]


def test_of_several_integrations_an_article_is_begun_in_the_one_that_is_chosen(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    for path, content in files_of_several().items():
        place = tmp_path / "several" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    with playground(replace(settings, knowledge_dir=tmp_path / "several"), 0, "socket") as running:
        bob = window(running, "bob")
        made = bob.does("draft", name="balansboek/plums")
        own = bob.does("draft", name="exact-globe/pears")
        shown = next(each for each in once(bob, "preview", slug=made["slug"]) if each["kind"] != "missing")

    assert (made["slug"], own["slug"]) == ("balansboek/plums", "pears")
    assert (shown["kind"], shown["path"]) == ("draft", "balansboek/articles/plums.yml")


def test_a_package_that_is_still_being_written_stands_on_the_board_and_what_people_see_stays(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    for path, content in with_a_draft_of_afas().items():
        place = tmp_path / "several" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    with playground(replace(settings, knowledge_dir=tmp_path / "several"), 0, "socket") as running:
        bob = window(running, "bob")
        board, made = bob.does("board"), bob.does("draft", name="afas/plums")
        draft, published = (bob.does("preview", slug=slug) for slug in ("afas/version", "version"))

    assert [each["folder"] for each in board["integrations"]] == ["exact-globe", "afas"]
    assert [each["slug"] for each in board["drafts"]] == ["afas/version"]
    assert "afas/version" not in [each["slug"] for each in board["articles"]]
    assert (draft["kind"], published["kind"]) == ("draft", "article")
    assert made["slug"] == "afas/plums"
    assert "This is about AFAS" in str(draft["replies"][0])
    assert "This is about" not in str(published["replies"][0])


def test_the_packages_copy_is_not_written(running: Playground, bob: Window, tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    packaged = replace(settings, knowledge_dir=ROOT / "bot" / "shipped" / "knowledge")
    drafts = DraftAnswering(LiveAnswering(settings), settings)
    workbench = Workbench(drafts, packaged, running.turner, running.hours)

    with pytest.raises(ActionError, match="knowledge copy FOLDER"):
        workbench.actions["draft"](UserAction(running.slack, bob.person, {"text": PLUMS, "name": "plums"}))
    board = workbench.actions["board"](UserAction(running.slack, bob.person, {}))
    assert "knowledge copy FOLDER" in str(board["not_writable"])
