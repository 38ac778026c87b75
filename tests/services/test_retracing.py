"""A question that was asked → why it got its reply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.conversation import Conversation
from bot.domain.question_log import LoggedQuestion
from bot.domain.reply import Answer
from bot.services.retracing import explained, reads_along
from tests.services.builders import ALICE, BOB, CHANNEL, DIRECT, TEAM
from tests.services.fakes import FakeAnswering
from tests.services.harness import NOON

REPLY = Answer("en", ("version-required",), 0.97)
QUESTION = LoggedQuestion("t1", NOON, TEAM, CHANNEL, ALICE, "which version?", "en", "answer", knowledge_version="v1")


def test_a_question_that_gets_the_very_same_reply_again_is_explained_by_that_run() -> None:
    form = explained(FakeAnswering(), QUESTION, REPLY, "", "nl")

    assert (form.language, form.reply, form.was_changed) == ("nl", REPLY, False)
    assert form.trace is not None


@pytest.mark.parametrize("otherwise", [replace(REPLY, confidence=0.9), replace(REPLY, articles=("prerequisites",))])
def test_one_that_gets_another_reply_is_not(otherwise: Answer) -> None:
    assert explained(FakeAnswering(), QUESTION, otherwise, "", "en").trace is None


def test_below_another_article_stands_just_that() -> None:
    form = explained(FakeAnswering(), QUESTION, REPLY, "prerequisites", "en")

    assert (form.chosen, form.trace) == ("prerequisites", None)


@pytest.mark.parametrize(
    ("person", "channel", "reads"),
    [(ALICE, None, True), (BOB, CHANNEL, True), (BOB, DIRECT, False), (BOB, None, False)],
)
def test_who_asked_and_who_is_where_it_was_asked_read_along(person: str, channel: str | None, *, reads: bool) -> None:
    where = None if channel is None else Conversation("thread", TEAM, channel)

    assert reads_along(QUESTION, person, where) == reads
