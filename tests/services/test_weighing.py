"""One utterance by itself: what decides, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.services.weighing import Weighing
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from bot.domain.reply import Reply

WEIGHING = Weighing(shipped_knowledge(), shipped_matcher())


@pytest.mark.parametrize(
    ("text", "reply", "reason"),
    [
        ("welke versie van Twinfield heb ik nodig?", HandOver, "another-product"),
        ("ich brauche Hilfe mit der Verbindung, was soll ich tun", HandOver, "foreign"),
        ("which version of Frobnizator Pro do I need?", Clarification, "unknown-name"),
        ("is update 412 new enough?", Calculation, None),
        ("thanks, but it still fails 3 times a day", HandOver, "complaint"),
        ("welke versie van Exact Globe heb ik nodig?", Answer, None),
    ],
)
def test_the_first_that_has_something_to_say_decides(text: str, reply: type[Reply], reason: str | None) -> None:
    decision = WEIGHING.consider(text, None, "nl", None).decision
    assert isinstance(decision.reply, reply)
    assert reason is None or decision.reason == reason


def test_a_number_counts_where_it_is_waited_for() -> None:
    waited_for = WEIGHING.consider("01035286", None, "nl", "mailbox-address").decision.reply
    by_itself = WEIGHING.consider("01035286", None, "nl", None).decision.reply
    assert isinstance(waited_for, Calculation)
    assert not isinstance(by_itself, Calculation)


def test_talk_is_told_from_answers() -> None:
    assert "thanks" in WEIGHING.small_talk
    assert "version-required" not in WEIGHING.small_talk


@pytest.mark.parametrize("text", ["2", "2.", "3 4", "(2)", "3402", "24/7", "2 3 4 5", "\N{CIRCLED DIGIT TWO}", "..."])
def test_what_has_no_words_matches_nothing(text: str) -> None:
    decision = WEIGHING.consider(text, None, "nl", None).decision

    assert decision.reply == HandOver("nl", None, 0.0)
