from __future__ import annotations

from typing import TYPE_CHECKING

from bot.bootstrap.answering import answering
from bot.domain.conversation import Conversation, Memory, Question
from bot.playground.explaining import ObservedAnswering, ObservedCalculation, ObservedQuestion
from tests.playground.conftest import small_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.library import Library
    from bot.services.answering import Answering

HERE = Conversation("direct", "T1", "D1")
WHICH = "which version do I need?"


def test_what_is_asked_and_calculated_is_kept_and_explained_later(tmp_path: Path) -> None:
    settings = small_settings(tmp_path)
    observed: list[ObservedQuestion | ObservedCalculation] = []

    def observing(library: Library, each: tuple[Answering, ...]) -> ObservedAnswering:
        return ObservedAnswering(library, each, observed=observed, clock=lambda: 7.0)

    bot = answering(settings, observing)
    reply, _ = bot.reply_to(Question(WHICH, HERE, "U1"), Memory())
    bot.calculate("mailbox-address", "01035286", "en")
    bot.calculate("mailbox-address", "", "en")
    asked, calculated, bare = (each.explain(settings) for each in observed)

    assert [each.at for each in observed] == [7.0] * 3
    assert (asked["asked"], asked["record"]["kind"], asked["record"]["language"]) == (WHICH, "answer", reply.language)
    assert asked["why"]
    assert (calculated["asked"], calculated["record"]["value"]) == ("01035286", "01035286@facturen.econnect.eu")
    assert bare["asked"] == "mailbox-address"


def test_nobody_hears_that_it_is_warmed_up(tmp_path: Path) -> None:
    observed: list[ObservedQuestion | ObservedCalculation] = []

    def observing(library: Library, each: tuple[Answering, ...]) -> ObservedAnswering:
        return ObservedAnswering(library, each, observed=observed, clock=lambda: 7.0)

    answering(small_settings(tmp_path), observing).warm_up()

    assert observed == []
