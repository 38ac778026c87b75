"""A private answer is shown to the channel by whoever asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import ReplyMessage, SharedReply, SystemNotice
from bot.domain.reply import Answer
from bot.services.commanding import answer_question
from bot.services.ports import StoreUnavailableError
from bot.services.sharing import share
from tests.services.builders import BOB, button, command

if TYPE_CHECKING:
    from bot.domain.incoming import ButtonAction
    from tests.services.harness import Harness


def asked(bot: Harness, text: str = "which version?", *, others_read: bool = True) -> ReplyMessage:
    reply = answer_question(bot.context, replace(command(text), others_read=others_read))
    assert isinstance(reply, ReplyMessage)
    return reply


def press(reply: ReplyMessage, press_id: str = "press:1") -> ButtonAction:
    return button(value=reply.trace_id or "", press_id=press_id)


def test_what_was_asked_in_a_channel_can_be_shared_there(bot: Harness) -> None:
    assert asked(bot).can_be_shared
    assert not asked(bot, others_read=False).can_be_shared


def test_it_is_shown_with_its_question_and_who_asked(bot: Harness) -> None:
    reply = asked(bot, "which version? 12345678")
    share(bot.context, press(reply))

    (shared,) = bot.deliver()
    assert shared.destination == press(reply).private
    assert isinstance(shared.body, SharedReply)
    assert isinstance(shared.body.reply, Answer)
    assert (shared.body.asked, shared.body.person) == ("which version? [number]", "UALICE")


def test_a_press_that_arrives_twice_shows_it_once_and_another_press_again(bot: Harness) -> None:
    reply = asked(bot)
    for press_id in ("press:1", "press:1", "press:2"):
        share(bot.context, press(reply, press_id))

    assert [type(each) for each in bot.says()] == [SharedReply, SharedReply]


def test_an_answer_that_is_there_no_more_is_not_shared(bot: Harness) -> None:
    reply = asked(bot)
    bot.answering.articles = frozenset()
    share(bot.context, press(reply))

    assert bot.says() == [SystemNotice("share-gone", "en")]


def test_what_has_no_article_is_shared_as_well(bot: Harness) -> None:
    share(bot.context, press(asked(bot, "what is a payload?")))

    assert [type(each) for each in bot.says()] == [SharedReply]


def test_nobody_shares_what_another_person_asked(bot: Harness) -> None:
    reply = asked(bot)
    share(bot.context, button(value=reply.trace_id or "", person=BOB))

    assert bot.says() == [SystemNotice("share-gone", "en")]


def test_what_is_forgotten_cannot_be_shared(bot: Harness) -> None:
    share(bot.context, button(value="0" * 16))
    share(bot.context, button(value="of-old", press_id="press:2"))

    assert bot.says() == [SystemNotice("share-gone", "en")] * 2


def test_who_presses_too_often_is_told_so(bot: Harness) -> None:
    reply = asked(bot)
    for number in range(60):
        share(bot.context, press(reply, f"press:{number}"))

    assert SystemNotice("too-many", "en") in bot.says()


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    reply = asked(bot)
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        share(bot.context, press(reply))
