"""What is kept of a person, shown and forgotten at their word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.audit_line import THE_BOT, AuditAction, AuditLine
from bot.domain.outgoing import SystemNotice
from bot.domain.views import ErasureQuestion
from bot.services.commanding import answer_question
from bot.services.forgetting import KINDS_COUNTED, LATEST_QUESTIONS, answer_privacy, purge
from bot.services.ports import OnBatch, StoreUnavailableError, ignore
from tests.clocks import SlowClock
from tests.services.builders import ALICE, command, direct_message
from tests.services.harness import NOON
from tests.services.in_memory import InMemoryStore
from tests.storage.contract import asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.services.app_context import AppContext
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


@pytest.mark.parametrize(
    ("typed", "text"), [("keep", "privacy-not-erased"), ("export", "privacy-export"), ("retention", "privacy")]
)
def test_who_wants_nothing_erased_a_copy_or_the_terms_is_told_what_there_is(
    bot: Harness, typed: str, text: str
) -> None:
    said = answer_privacy(bot.context, command(typed))
    assert isinstance(said, SystemNotice)
    assert said.text == text


def test_before_a_person_is_forgotten_they_are_asked(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    bot.resolved()
    bot.opens("Why is my button grey?")

    assert answer_privacy(bot.context, command("ERASE")) == ErasureQuestion("en", unfinished=1)
    assert len(bot.store.export(ALICE)["questions"]) == 1


class _FailsAtTheEnd(InMemoryStore):
    """A store that has purged much when it fails."""

    def purge(self, now: datetime, on_batch: OnBatch = ignore) -> Mapping[str, int]:
        """See `Store.purge`."""
        super().purge(now, on_batch)
        raise StoreUnavailableError("the database is away")


def test_a_purge_tells_the_log_how_far_it_is(bot: Harness, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    purge(bot.store, bot.clock, bot.audit)
    assert caplog.messages == []
    bot.asks(direct_message("which version?"))
    bot.clock.pass_time(days=100)
    purge(bot.store, bot.clock, bot.audit)
    assert caplog.messages[-1].startswith("Purged: 3 seen_keys, 1 questions")
    assert not any(line.startswith("Purging") for line in caplog.messages)


def test_a_bot_that_stops_leaves_the_rest_of_a_purge_to_its_next_start(
    bot: Harness, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    bot.asks(direct_message("which version?"))
    bot.clock.pass_time(days=100)
    purge(bot.store, bot.clock, bot.audit, lambda: True)
    assert caplog.messages == []


def test_a_purge_that_takes_long_tells_the_log_so(bot: Harness, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    bot.asks(direct_message("which version?"))
    purge(bot.store, SlowClock(bot.clock.now() + timedelta(days=100), timedelta(minutes=1)), bot.audit)

    assert "Purging: 1 questions so far" in caplog.messages


def test_the_audit_log_tells_what_was_purged_whatever_ended_it(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    purge(bot.store, bot.clock, bot.audit)
    assert bot.audit.lines == []

    bot.clock.pass_time(days=100)
    store = _FailsAtTheEnd()
    with store.transaction() as transaction:
        transaction.questions.add(asked("t1"))
        transaction.seen_keys.claim(["event:Ev1"], NOON)
    with pytest.raises(StoreUnavailableError):
        purge(store, bot.clock, bot.audit)
    assert bot.audit.lines == [
        AuditLine(bot.clock.now(), THE_BOT, AuditAction.DATA_PURGED, counts=(("questions", 1),))
    ]


@pytest.mark.parametrize("text", ["", "count", "help me", "HELP"])
def test_who_asks_what_is_kept_reads_it(bot: Harness, text: str) -> None:
    said = answer_privacy(bot.context, command(text))

    assert isinstance(said, SystemNotice)
    assert said.text == "privacy"


@pytest.mark.parametrize("text", ["erase my data", "Erase everything of mine"])
def test_the_first_word_says_what_is_wanted(bot: Harness, text: str) -> None:
    assert answer_privacy(bot.context, command(text)) == ErasureQuestion("en", unfinished=0)


def test_who_is_not_understood_reads_what_can_be_typed(bot: Harness) -> None:
    said = answer_privacy(bot.context, command("brievenbus " * 20))

    assert isinstance(said, SystemNotice)
    assert said.text == "privacy-unknown"
    assert len(dict(said.values)["typed"]) <= 80


@pytest.mark.parametrize("text", ["", "show", "erase"])
def test_while_the_store_is_away_the_person_is_told(bot: Harness, text: str) -> None:
    bot.store.is_away = True

    assert answer_privacy(bot.context, command(text)) == SystemNotice("store-away", "en")


@pytest.mark.parametrize(("asked", "language"), [(None, "nl"), ("which version?", "en")])
def test_who_has_said_nothing_before_is_answered_in_the_language_of_their_words(
    bot: Harness, asked: str | None, language: str
) -> None:
    if asked is not None:
        answer_question(bot.context, command(asked))
    said = answer_privacy(bot.context, replace(command("count"), spoken="nl"))

    assert isinstance(said, SystemNotice)
    assert said.language == language
