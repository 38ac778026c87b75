from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.playground.running import Scene, playground
from bot.settings.shipped import shipped
from localslack.workspace_spec import ChannelSpec, GroupSpec, PersonSpec, WorkspaceSpec
from tests.localslack.page.window import BUTTON, as_bot
from tests.playground.conftest import small_settings, window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.language import Language
    from tests.localslack.page.window import Window

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_the_bot_answers_over_both_transports(tmp_path: Path, transport: str) -> None:
    with playground(small_settings(tmp_path), 0, "http" if transport == "http" else "socket") as running:
        alice = window(running, "alice")
        asked = alice.person.says(alice.general, f"{running.slack.bot_mention} which version do I need?")

        assert "About The version" in running.slack.wait_for_reply(asked).text


def test_an_edited_article_is_answered_from_without_a_restart(tmp_path: Path) -> None:
    with playground(small_settings(tmp_path), 0, "socket") as running:
        alice = window(running, "alice")
        article = tmp_path / "knowledge" / "exact-globe" / "articles" / "version.yml"
        article.write_text(article.read_text().replace("About The version", "Edited: the version"))

        def answer() -> str:
            asked = alice.person.writes_dm("which version do I need?")
            return running.slack.wait_for_reply(asked).text

        said = (answer() for _ in range(100) if not Event().wait(0.05))
        assert any("Edited: the version" in text for text in said)


OTHERS = WorkspaceSpec(
    people=(PersonSpec("dave", "Dave Consultant"), PersonSpec("erin", "Erin Support"), PersonSpec("finn", "Finn")),
    channels=(ChannelSpec("help", ("dave", "erin")),),
    groups=(GroupSpec("support", ("erin",)),),
)


def test_a_workspace_of_ones_own_begins_with_its_first_person(tmp_path: Path) -> None:
    with playground(small_settings(tmp_path), 0, "socket", OTHERS) as running:
        answer = window(running, "nobody").request("GET", "/")

        assert running.requester.endswith("?as=dave")
        assert running.colleague.endswith("?as=erin")
        assert (answer.status, answer.headers["location"]) == (302, "/?as=dave")


def test_the_support_team_is_in_a_channel_that_can_be_written_in(tmp_path: Path) -> None:
    channels = (
        ChannelSpec("old", ("erin",), is_private=True, is_archived=True),
        ChannelSpec("team", ("erin",), is_private=True),
    )
    with playground(small_settings(tmp_path), 0, "socket", replace(OTHERS, channels=channels)) as running:
        dave, slack = running.slack.people["dave"], running.slack
        dave.types("/econnect-support where is my mailbox")
        dave.submits(slack.wait_for(lambda: dave.modal), {})
        assert slack.wait_for(lambda: slack.messages(slack.channels["team"]))
        assert slack.messages(slack.channels["old"]) == []


@pytest.mark.parametrize(
    ("wish", "set_in_file", "spoken"),
    [(None, "", "nl"), ("en", "", "en"), ("en", "nl", "nl")],
)
def test_the_team_speaks_what_the_scene_says_unless_it_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: Language | None, set_in_file: str, spoken: Language
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(f"ECONNECT_TEAM_LANGUAGE={set_in_file}\n")
    with playground(small_settings(tmp_path), 0, "socket", scene=Scene(team_language=wish)) as running:
        support = running.turner.bot.context.support

        assert support is not None
        assert support.desk.language == spoken


def test_without_a_user_group_the_last_person_looks_on(tmp_path: Path) -> None:
    with playground(small_settings(tmp_path), 0, "socket", replace(OTHERS, groups=())) as running:
        assert running.colleague.endswith("?as=finn")


def looks(window: Window) -> Iterator[list[dict[str, str]]]:
    """Return the problems of the knowledge base, again and again."""
    while not Event().wait(0.02):
        yield window.state()["extension"]["problems"]


def test_what_is_wrong_with_an_edited_knowledge_base_is_shown_until_it_is_mended(tmp_path: Path) -> None:
    with playground(small_settings(tmp_path), 0, "socket") as running:
        alice = window(running, "alice")
        article = tmp_path / "knowledge" / "exact-globe" / "articles" / "version.yml"
        sound = article.read_text()
        article.write_text(sound + "colour: red\n")
        problems = next(filter(None, looks(alice)))
        article.write_text(sound)

        assert next(found for found in looks(alice) if not found) == []

    assert problems[0]["place"] == f"exact-globe/articles/version.yml:{sound.count(chr(10)) + 1}"
    assert "colour" in problems[0]["message"]
    assert problems[0]["remedy"]


def test_an_app_home_is_answer_shown_and_clicked(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        shipped("manifest.yml").read_text().replace("home_tab_enabled: false", "home_tab_enabled: true")
    )
    with playground(small_settings(tmp_path), 0, "socket", manifest=manifest) as running:
        alice = window(running, "alice")
        before = alice.state()
        alice.does("home")
        as_bot(running.slack, "views.publish", user_id=alice.person.id, view=HOME)
        shown = alice.state()["home"]

        assert (before["has_home"], before["home"]) == (True, None)
        assert shown["blocks"][0]["text"]["text"] == "Welcome"
        assert alice.does("click", view=shown["id"], button="article:version") == {"outcome": "ok"}


HOME = {
    "type": "home",
    "blocks": [
        {"type": "section", "text": {"type": "plain_text", "text": "Welcome"}},
        {"type": "actions", "elements": [BUTTON]},
    ],
}
