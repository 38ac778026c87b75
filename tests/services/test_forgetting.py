"""What is kept of a person, shown and forgotten at their word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation
from bot.domain.outgoing import InPlace, SystemNotice
from bot.domain.views import ErasureQuestion
from bot.services.forgetting import (
    KINDS_COUNTED,
    LATEST_QUESTIONS,
    answer_privacy,
    decide_erasure,
    finish_erasures,
    purge,
)
from bot.services.handing_over import new_ticket
from bot.services.ports import Erasure, OnBatch, ignore
from tests.clocks import SlowClock
from tests.services.builders import ALICE, BOB, CHANNEL, TEAM, TRIAGE, button, command, direct_message, draft
from tests.services.harness import Harness
from tests.services.in_memory import InMemoryStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.incoming import ButtonAction
    from bot.services.app_context import AppContext


class _FinishedByAnother(InMemoryStore):
    """A store in which another replica forgets whoever we forget, and is a moment earlier."""

    def erase(self, person: str, team: str | None = None, on_batch: OnBatch = ignore) -> Mapping[str, int]:
        """See `Store.erase`."""
        with self.transaction() as transaction:
            for erasure in self.unfinished_erasures():
                transaction.erasures.finish(erasure)
        return super().erase(person, team, on_batch)


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


def test_what_was_asked_after_midnight_is_of_the_teams_day(bot: Harness) -> None:
    bot.clock.pass_time(hours=11, minutes=30)  # 23:30 in London, and half past midnight in Amsterdam
    bot.asks(direct_message("which version?"))

    def days(context: AppContext) -> str:
        said = answer_privacy(context, command("show"))
        assert isinstance(said, SystemNotice)
        return dict(said.values)["questions"]

    assert days(bot.context) == "- 2026-11-26: which version?"
    assert days(replace(bot.context, support=None)) == "- 2026-11-25: which version?"


def test_who_never_asked_anything_is_told_so(bot: Harness) -> None:
    assert answer_privacy(bot.context, command("show")) == SystemNotice("privacy-nothing", "en")


def presses(argument: str) -> ButtonAction:
    return replace(button(argument), conversation=Conversation("command", TEAM, CHANNEL, person=ALICE), message=None)


def in_place(bot: Harness) -> dict[str, InPlace]:
    said = bot.deliver()
    return {
        f"{each.destination.channel}:{each.body.message}": each.body
        for each in said
        if isinstance(each.body, InPlace)
    }


def test_before_a_person_is_forgotten_they_are_asked(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    bot.resolved()
    bot.opens("Why is my button grey?")

    assert answer_privacy(bot.context, command("ERASE")) == ErasureQuestion("en", unfinished=1)
    assert len(bot.store.export(ALICE)["questions"]) == 1


def test_who_thinks_better_of_it_keeps_everything(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    decide_erasure(bot.context, presses("keep"))

    assert bot.says() == [InPlace(SystemNotice("privacy-kept", "en"))]
    assert len(bot.store.export(ALICE)["questions"]) == 1


def test_a_person_is_forgotten_and_nobody_else(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    bot.asks(direct_message("which version?", "2.2", person=BOB))
    decide_erasure(bot.context, presses("erase"))

    (told,) = bot.says()
    assert isinstance(told, InPlace)
    assert told.notice.text == "privacy-erased"
    assert dict(told.notice.values)["questions"] == "1"
    assert answer_privacy(bot.context, command("show")) == SystemNotice("privacy-nothing", "en")
    assert len(bot.store.export(BOB)["questions"]) == 1


def test_a_press_that_is_replayed_forgets_nothing_that_came_after_it_and_a_new_one_does(bot: Harness) -> None:
    for number, (press, kept) in enumerate([("1", 0), ("1", 1), ("2", 0)]):
        bot.asks(direct_message("which version?", f"{number}.5"))
        decide_erasure(bot.context, replace(presses("erase"), id=f"press:{press}"))

        assert bot.store.count(ALICE)["questions"] == kept


def test_the_words_of_who_is_forgotten_go_off_the_card_and_the_status_message(bot: Harness) -> None:
    ticket = bot.opens()
    assert ticket.card is not None
    assert ticket.status is not None
    decide_erasure(bot.context, presses("erase"))

    shown = in_place(bot)
    assert shown[f"{TRIAGE}:{ticket.card.id}"].notice == SystemNotice("erased-card", "nl", (("number", "1"),))
    assert shown[f"{CHANNEL}:{ticket.status.id}"].notice == SystemNotice("erased-status", "en", (("number", "1"),))
    assert dict(shown[f"{CHANNEL}:"].notice.values)["open"] == "1"
    assert bot.tickets_of() == ()


def test_what_waits_to_be_said_of_a_forgotten_ticket_is_not_said_any_more(bot: Harness) -> None:
    bot.has_team = True
    with bot.workflow() as workflow:
        workflow.open(new_ticket(draft(), "", "Why is my screen purple?", None, bot.clock.now()))
    decide_erasure(bot.context, presses("erase"))

    assert "purple" not in str(bot.store.outbox.entries(100))
    assert in_place(bot).keys() == {f"{CHANNEL}:"}


def test_without_a_team_the_card_speaks_the_bots_language(bot: Harness) -> None:
    ticket = bot.opens()
    bot.has_team = False
    assert ticket.card is not None
    decide_erasure(bot.context, replace(presses("erase"), conversation=None))

    assert in_place(bot)[f"{TRIAGE}:{ticket.card.id}"].language == "en"


def test_of_whom_more_is_kept_than_an_ack_has_time_for_is_forgotten_beside_it_and_told(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    bot.opens()
    decide_erasure(replace(bot.context, clock=SlowClock()), presses("erase"))
    assert in_place(bot)[f"{CHANNEL}:"].notice == SystemNotice("privacy-erasing", "en")
    bot.asks(direct_message("which version?", "2.2"))
    (erasure,) = bot.store.unfinished_erasures()
    assert finish_erasures(bot.store, bot.clock.now()) == 1
    assert finish_erasures(bot.store, bot.clock.now()) == 0

    assert bot.store.export(ALICE)["questions"] == []
    (told,) = bot.deliver()
    assert told.destination.channel == ALICE
    assert told.body == SystemNotice("privacy-erased-late", "en", (("count", str(erasure.forgotten + 1)),))


def test_an_erasure_that_another_replica_finished_is_told_once() -> None:
    bot = Harness(store=_FinishedByAnother())
    with bot.store.transaction() as transaction:
        transaction.erasures.begin(Erasure(TEAM, ALICE, "nl", 5))

    assert finish_erasures(bot.store, bot.clock.now()) == 0
    assert bot.deliver() == []


def test_a_purge_tells_the_log_how_far_it_is(bot: Harness, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    purge(bot.store, bot.clock)
    assert caplog.messages == []
    bot.asks(direct_message("which version?"))
    bot.clock.pass_time(days=100)
    purge(bot.store, bot.clock)
    assert caplog.messages[-1].startswith("Purged: 3 seen_keys, 1 questions")
    assert not any(line.startswith("Purging") for line in caplog.messages)


def test_a_bot_that_stops_leaves_the_rest_to_its_next_start(bot: Harness, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    bot.asks(direct_message("which version?"))
    with bot.store.transaction() as transaction:
        transaction.erasures.begin(Erasure(TEAM, ALICE, "en"))

    assert finish_erasures(bot.store, bot.clock.now(), lambda: True) == 0
    assert len(bot.store.unfinished_erasures()) == 1
    bot.clock.pass_time(days=100)
    purge(bot.store, bot.clock, lambda: True)
    assert caplog.messages == []


def test_a_purge_that_takes_long_tells_the_log_so(bot: Harness, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    bot.asks(direct_message("which version?"))
    purge(bot.store, SlowClock(bot.clock.now() + timedelta(days=100), timedelta(minutes=1)))

    assert "Purging: 1 questions so far" in caplog.messages


@pytest.mark.parametrize("text", ["", "show", "erase"])
def test_while_the_store_is_away_the_person_is_told(bot: Harness, text: str) -> None:
    bot.store.is_away = True

    assert answer_privacy(bot.context, command(text)) == SystemNotice("store-away", "en")
