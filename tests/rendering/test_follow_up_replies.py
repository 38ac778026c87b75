"""Words on what was said last, as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import ReplyMessage
from bot.domain.reply import FollowUp, FollowUpWord
from bot.rendering.context import RenderContext
from bot.rendering.conversation_messages import elements_of
from bot.rendering.document import Actions, Choices
from bot.rendering.reply_json import to_record
from bot.rendering.targets.markdown import to_markdown
from tests.domain.test_hours import AMSTERDAM
from tests.shipped_knowledge import shipped_library

CONTEXT = RenderContext(shipped_library(), None, date(2026, 11, 29))


def test_where_it_is_is_told_with_the_menu_in_the_language_of_the_talk() -> None:
    said = to_markdown(FollowUp("nl", "where", ("configure-globe",), screen="menu_administration"), CONTEXT)
    assert "Systeem > Instellingen > Administratie-instellingen" in said.replace("\\", "")
    assert "Controleer" not in said


def test_a_menu_that_is_gone_asks_what_is_meant() -> None:
    assert "voluit" in to_markdown(FollowUp("nl", "where", ("configure-globe",), screen="gone"), CONTEXT)


def test_the_shorter_answer_is_its_beginning_with_the_way_to_the_whole() -> None:
    shorter = FollowUp("en", "shorter", ("configure-globe",))
    whole = to_markdown(FollowUp("en", "shorter", ("gone",)), CONTEXT)
    assert "Ask the whole question" in whole
    (choices,) = [each for each in elements_of(shorter, CONTEXT) if isinstance(each, Choices)]
    assert [slug for slug, _ in choices.articles] == ["configure-globe"]


@pytest.mark.parametrize("word", get_args(FollowUpWord))
@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_word_is_there_in_both_languages(word: FollowUpWord, language: str) -> None:
    reply = FollowUp(language, word)  # type: ignore[arg-type] # one of the two
    record = to_record(reply, CONTEXT)
    assert record["kind"] == "follow_up"
    assert record["text"]


def test_who_is_stuck_can_ask_a_person_and_who_wants_nothing_more_is_left_alone() -> None:
    context = replace(CONTEXT, desk=SupportDeskConfig("C1", AMSTERDAM))
    stuck = elements_of(ReplyMessage(FollowUp("nl", "fails", offered=("prerequisites",)), trace_id="t1"), context)
    content = elements_of(ReplyMessage(FollowUp("nl", "never-mind"), trace_id="t1"), context)
    assert any(isinstance(each, Actions) for each in stuck)
    assert any(isinstance(each, Choices) for each in stuck)
    assert not any(isinstance(each, Actions) for each in content)
