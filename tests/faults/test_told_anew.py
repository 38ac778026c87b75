"""Slack tells of a message again and again: each text of it is answered once, whatever tells of it, in any order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from localslack.payloads import Occasion
from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec
from tests.dialogs.running import staged
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from localslack import ChannelMessage
    from tests.dialogs.running import Stage

pytestmark = pytest.mark.slow  # real sockets

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PEOPLE = WorkspaceSpec((PersonSpec("alice", "Alice"),), (ChannelSpec("general", ("alice",)),))
QUESTION = "@econnect-bot which version of Exact Globe do I need?"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Stage]:
    url = f"sqlite:///{tmp_path_factory.mktemp('anew')}/bot.db"
    with staged("http", MANIFEST, cache, url, PEOPLE) as running:
        yield running


def answers_to(stage: Stage, question: ChannelMessage) -> list[str]:
    """Return what the bot has said below `question`, once everything is told."""
    stage.slack.settle()
    until(lambda: not stage.store.outbox.waiting())
    return [each.text for each in stage.slack.thread(question) if each.bot_id]


@pytest.mark.parametrize("occasion", get_args(Occasion))
def test_what_is_told_anew_though_nobody_typed_is_answered_once(stage: Stage, occasion: Occasion) -> None:
    """Row 2 of the wild."""
    alice, general = stage.slack.people["alice"], stage.slack.channels["general"]
    question = alice.says(general, QUESTION)
    for _ in range(3):
        stage.slack.tell_anew(question, occasion)
        answers_to(stage, question)
    directly = alice.writes_dm(QUESTION)
    before = len([each for each in alice.sees(alice.dm) if each.bot_id])
    stage.slack.wait_for_reply(directly)
    for _ in range(3):
        stage.slack.tell_anew(directly, occasion)
    answers_to(stage, directly)

    assert len(answers_to(stage, question)) == 1
    assert len([each for each in alice.sees(alice.dm) if each.bot_id]) == before + 1


@pytest.mark.parametrize(
    ("of_the_mention", "of_the_message"),
    [("ok", "ok"), ("delayed:0.2", "ok"), ("ok", "delayed:0.2"), ("doubled", "doubled"), ("dropped", "ok")],
)
def test_a_mention_that_is_added_by_an_edit_is_answered_once(
    stage: Stage, of_the_mention: str, of_the_message: str
) -> None:
    """Row 3 of the wild."""
    alice, general = stage.slack.people["alice"], stage.slack.channels["general"]
    said = alice.says(general, QUESTION.removeprefix("@econnect-bot "))
    stage.slack.settle()
    stage.slack.faults.for_deliveries("app_mention", of_the_mention)
    stage.slack.faults.for_deliveries("message", of_the_message)
    alice.edits(said, QUESTION)
    stage.slack.settle()
    stage.slack.tell_anew(said, "reply")

    assert len(answers_to(stage, said)) == 1


def test_who_edits_back_and_forth_is_answered_each_time(stage: Stage) -> None:
    alice, general = stage.slack.people["alice"], stage.slack.channels["general"]
    said = alice.says(general, QUESTION)
    for text in ("@econnect-bot is there a licence?", QUESTION):
        answers_to(stage, said)
        alice.edits(said, text)

    assert len(answers_to(stage, said)) == 3


@pytest.mark.parametrize(
    ("question", "words"),
    [(QUESTION, "You asked this on "), ("@econnect-bot welke versie heb ik nodig?", "ik heb het nu pas ontvangen")],
)
def test_what_comes_hours_late_is_answered_with_when_it_was_asked(stage: Stage, question: str, words: str) -> None:
    alice, general = stage.slack.people["alice"], stage.slack.channels["general"]
    stage.slack.faults.for_deliveries("app_mention", "delayed:0.3")
    stage.slack.faults.for_deliveries("message", "delayed:0.3")
    said = alice.says(general, question)
    stage.clock.pass_time(hours=3)
    (answer,) = answers_to(stage, said)
    (at_once,) = answers_to(stage, alice.says(general, question))

    assert words in answer
    assert words not in at_once
