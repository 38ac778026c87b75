"""What is kept of a person, shown and forgotten at their word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import SystemNotice
from bot.services.forgetting import KINDS_COUNTED, LATEST_QUESTIONS, answer_privacy
from tests.services.builders import BOB, command, direct_message

if TYPE_CHECKING:
    from tests.services.harness import Harness


def test_a_person_reads_how_much_is_kept_of_them(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    bot.opens()
    said = answer_privacy(bot.context, command())

    assert isinstance(said, SystemNotice)
    assert said.text == "privacy"
    counts = dict(said.values)
    assert tuple(counts) == KINDS_COUNTED
    assert (counts["questions"], counts["tickets"], counts["votes"]) == ("1", "1", "0")


def test_a_person_reads_the_last_of_what_they_asked(bot: Harness) -> None:
    for number in range(LATEST_QUESTIONS + 2):
        bot.asks(direct_message(f"which version {number}?", f"{number}.1"))
        bot.clock.pass_time(minutes=1)
    said = answer_privacy(bot.context, command("show"))

    assert isinstance(said, SystemNotice)
    assert said.text == "privacy-shown"
    lines = dict(said.values)["questions"].split("\n")
    assert len(lines) == LATEST_QUESTIONS
    assert lines[0] == f"- 2026-11-25: which version {LATEST_QUESTIONS + 1}?"


def test_who_never_asked_anything_is_told_so(bot: Harness) -> None:
    assert answer_privacy(bot.context, command("show")) == SystemNotice("privacy-nothing", "en")


def test_a_person_is_forgotten_and_nobody_else(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    bot.asks(direct_message("which version?", "2.2", person=BOB))
    said = answer_privacy(bot.context, command("ERASE"))

    assert said == SystemNotice("privacy-erased", "en", (("count", "1"),))
    assert answer_privacy(bot.context, command("show")) == SystemNotice("privacy-nothing", "en")
    assert len(bot.store.export(BOB)["questions"]) == 1


@pytest.mark.parametrize("text", ["", "show", "erase"])
def test_while_the_store_is_away_the_person_is_told(bot: Harness, text: str) -> None:
    bot.store.is_away = True

    assert answer_privacy(bot.context, command(text)) == SystemNotice("store-away", "en")
