"""Which event tells of something new, in whatever order events come, and whatever they leave out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from bot.domain.incoming import MessageDeleted
from bot.services.recognising import claim, forget
from tests.services.builders import CHANNEL, TEAM, mention
from tests.services.harness import Harness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.incoming import IncomingMessage

FIRST = mention("which licence?")


def taken(bot: Harness, *messages: IncomingMessage) -> list[str]:
    """Return the texts of those that were new, each in an event of its own."""
    new = []
    for message in messages:
        with bot.store.transaction() as transaction:
            if claim(transaction.seen_keys, message, bot.clock.now()):
                new.append(message.text)
    return new


def edited(bot: Harness, text: str, was: str | None = None, *, seconds: int = 0, event: str = "") -> IncomingMessage:
    """Return what `FIRST` became, that many seconds from now."""
    time = f"{bot.clock.now().timestamp() + seconds:.6f}"
    return replace(FIRST, text=text, was=was, edited=time, event_id=event or f"Ev{text}{was}{seconds}")


def told_anew(text: str = FIRST.text, event: str = "EvAnew", time: str = "") -> IncomingMessage:
    return replace(FIRST, text=text, edited=time, event_id=event)


def in_any_order(events: Iterable[IncomingMessage]) -> list[tuple[IncomingMessage, ...]]:
    return list(permutations(events))


def test_what_tells_of_a_message_anew_is_nothing_new(bot: Harness) -> None:
    assert taken(bot, FIRST, *(told_anew(event=f"Ev{number}") for number in range(20))) == [FIRST.text]


def test_what_tells_of_a_message_anew_may_come_before_it(bot: Harness) -> None:
    assert taken(bot, told_anew(), FIRST, told_anew(event="EvMore")) == [FIRST.text]


def test_a_text_that_the_bot_has_not_seen_in_a_message_that_it_knows_is_an_edit(bot: Harness) -> None:
    assert taken(bot, FIRST, told_anew("which version?"), told_anew("which version?", "Ev2")) == [
        FIRST.text,
        "which version?",
    ]


@pytest.mark.parametrize("order", range(6))
def test_an_edit_and_its_twins_are_taken_once_in_any_order(bot: Harness, order: int) -> None:
    new = "which version?"
    twins = (
        edited(bot, new, "which licence?"),
        edited(bot, new),
        told_anew(new, "EvAnew", edited(bot, new).edited or ""),
    )
    assert taken(bot, FIRST, *in_any_order(twins)[order]) == [FIRST.text, new]


@pytest.mark.parametrize("order", range(6))
def test_a_mention_that_is_added_is_taken_once_though_the_first_text_never_was(bot: Harness, order: int) -> None:
    twins = (edited(bot, "which version?", "version?"), edited(bot, "which version?"), told_anew("which version?"))
    assert taken(bot, *in_any_order(twins)[order]) == ["which version?"]


def test_twins_at_once_are_taken_once() -> None:
    bot = Harness()
    twins = [edited(bot, "which version?", was, event=f"Ev{n}") for n, was in enumerate(["licence?", None] * 8)]
    with ThreadPoolExecutor(8) as pool:
        assert sum(len(each) for each in pool.map(lambda message: taken(bot, message), twins)) == 1


def test_who_goes_back_to_an_earlier_text_is_answered_again_where_slack_says_what_was_there(bot: Harness) -> None:
    there, back = edited(bot, "B", FIRST.text, seconds=1), edited(bot, FIRST.text, "B", seconds=2)
    twins = replace(there, was=None, event_id="EvT1"), replace(back, was=None, event_id="EvT2")
    assert taken(bot, FIRST, twins[0], there, twins[1], back) == [FIRST.text, "B", FIRST.text]


def test_a_message_that_was_edited_long_ago_is_not_news_when_something_happens_to_it(bot: Harness) -> None:
    late = edited(bot, "which version?")
    taken(bot, FIRST, late)
    bot.clock.pass_time(days=14)
    assert taken(bot, replace(late, event_id="EvLate"), told_anew()) == []


@pytest.mark.parametrize("time", ["never", "1e999", "nan"])
def test_a_time_that_is_none_tells_of_no_edit(bot: Harness, time: str) -> None:
    assert taken(bot, told_anew("which version?", time=time)) == []


def test_of_a_deleted_message_nothing_is_taken(bot: Harness) -> None:
    with bot.store.transaction() as transaction:
        forget(transaction.seen_keys, MessageDeleted(TEAM, CHANNEL, FIRST.id), bot.clock.now())
    assert taken(bot, FIRST, told_anew("B"), edited(bot, "C", "B")) == []


def test_what_is_kept_holds_no_word() -> None:
    assert "licence" not in FIRST.digest
    assert FIRST.digest != replace(FIRST, text="which license?").digest
