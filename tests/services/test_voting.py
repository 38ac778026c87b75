"""Whether an answer helped, and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.outgoing import NotHelped, SystemNotice
from bot.services.ports import StoreUnavailableError
from bot.services.voting import give_reason, vote
from tests.services.builders import ALICE, BOB, button, mention

if TYPE_CHECKING:
    from bot.domain.feedback import UnhelpfulReason
    from tests.services.harness import Harness

ARTICLE = "version-required"


@pytest.fixture
def answer(bot: Harness) -> str:
    """Have a question answered; return its trace id."""
    return bot.asks(mention("which version?"))


def votes_of(bot: Harness, person: str = ALICE) -> list[object]:
    return [(vote["article"], vote["is_helpful"], vote["reason"]) for vote in bot.store.export(person)["votes"]]


@pytest.mark.parametrize(("on", "is_kept"), [("mailbox-address", True), ("version-check", False)])
def test_a_calculation_that_helped_is_kept_for_the_calculator_that_was_asked(
    bot: Harness, on: str, *, is_kept: bool
) -> None:
    asked = bot.asks(mention("what is my address? 12345678"))
    vote(bot.context, button(value=f"yes:{asked}:{on}"))

    assert votes_of(bot) == ([(on, True, None)] if is_kept else [])
    assert bot.says() == [SystemNotice("voted" if is_kept else "old-button", "en")]


def test_an_answer_that_helped(bot: Harness, answer: str) -> None:
    bot.wakes.clear()
    vote(bot.context, button(value=f"yes:{answer}:{ARTICLE}"))

    assert votes_of(bot) == [(ARTICLE, True, None)]
    (outgoing,) = bot.deliver()
    assert (outgoing.destination, outgoing.body) == (button().private, SystemNotice("voted", "en"))
    assert bot.wakes


def test_of_an_answer_that_did_not_help_it_is_asked_why(bot: Harness, answer: str) -> None:
    vote(bot.context, button(value=f"no:{answer}:{ARTICLE}"))

    assert votes_of(bot) == [(ARTICLE, False, None)]
    assert bot.says() == [NotHelped("en", answer, ARTICLE)]


@pytest.mark.parametrize("reason", UNHELPFUL_REASONS)
def test_each_reason_is_kept_and_followed_by_what_may_help(
    bot: Harness, answer: str, reason: UnhelpfulReason
) -> None:
    for _ in range(2):
        give_reason(bot.context, button(reason, f"{answer}:{ARTICLE}"))

    assert votes_of(bot) == [(ARTICLE, False, reason)]
    (said,) = bot.says()
    assert isinstance(said, NotHelped)
    assert (said.trace_id, said.article, said.reason) == (answer, ARTICLE, reason)


def test_a_reason_of_another_version_counts_as_none(bot: Harness, answer: str) -> None:
    give_reason(bot.context, button("of-old", f"{answer}:{ARTICLE}"))

    assert votes_of(bot) == [(ARTICLE, False, None)]
    assert bot.says() == [NotHelped("en", answer, ARTICLE)]


def test_of_what_a_person_says_the_last_word_counts(bot: Harness, answer: str) -> None:
    vote(bot.context, button(value=f"yes:{answer}:{ARTICLE}"))
    vote(bot.context, button(value=f"no:{answer}:{ARTICLE}", press_id="press:2"))

    assert votes_of(bot) == [(ARTICLE, False, None)]


def test_another_persons_vote_is_another_vote(bot: Harness, answer: str) -> None:
    for person in (ALICE, BOB):
        vote(bot.context, button(value=f"yes:{answer}:{ARTICLE}", person=person, press_id=f"press:{person}"))

    assert votes_of(bot, ALICE) == votes_of(bot, BOB) == [(ARTICLE, True, None)]


def test_a_press_that_arrives_twice_is_answered_once(bot: Harness, answer: str) -> None:
    counts = []
    for _ in range(2):
        vote(bot.context, button(value=f"yes:{answer}:{ARTICLE}"))
        counts.append(len(bot.says()))

    assert counts == [1, 0]


@pytest.mark.parametrize("value", ["", "yes", "yes:0000000000000000:version-required", "yes:{answer}:gone"])
def test_what_cannot_be_found_is_not_voted_on(bot: Harness, answer: str, value: str) -> None:
    vote(bot.context, button(value=value.format(answer=answer)))

    assert votes_of(bot) == []
    assert bot.says() == [SystemNotice("old-button", "en")]


def test_while_the_store_is_away_nothing_is_promised(bot: Harness, answer: str) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        vote(bot.context, button(value=f"yes:{answer}:{ARTICLE}"))
