"""What whoever answers keeps to: the one that knows articles by matching, and the one in its place in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.reply import Answer, Calculation, HandOver, Reply
from bot.services.answering import Answering
from tests.services.fakes import FakeAnswering
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from bot.services.app_context import ReplySource

HERE = Conversation("direct", "T1", "D1")
KNOWN = "version-required"


@pytest.fixture(params=["fake", "real"], scope="module")
def bot(request: pytest.FixtureRequest) -> ReplySource:
    return FakeAnswering() if request.param == "fake" else Answering(shipped_knowledge(), shipped_matcher())


def reply_to(bot: ReplySource, text: str, memory: Memory | None = None) -> tuple[Reply, Memory]:
    return bot.reply_to(Question(text, HERE, "U1"), memory or Memory())


@pytest.mark.parametrize(
    ("text", "language"), [("which version do I need?", "en"), ("welke versie heb ik nodig?", "nl")]
)
def test_a_known_question_is_answered_in_its_language(bot: ReplySource, text: str, language: str) -> None:
    reply, memory = reply_to(bot, text)
    assert isinstance(reply, Answer)
    assert (reply.articles, reply.language, memory.language) == ((KNOWN,), language, language)
    assert 0 < reply.confidence <= 1


def test_what_is_not_known_is_handed_over(bot: ReplySource) -> None:
    assert isinstance(reply_to(bot, "my cat has fleas")[0], HandOver)


def test_a_number_that_is_missing_is_asked_for_and_taken(bot: ReplySource) -> None:
    asked, memory = reply_to(bot, "can you work out my mailbox address?")
    given, after = reply_to(bot, "01035286", memory)
    assert isinstance(asked, Calculation)
    assert (asked.outcome.value, asked.outcome.error, memory.expecting) == (None, "no-number", "mailbox-address")
    assert isinstance(given, Calculation)
    assert (given.outcome.value, after.expecting) == ("01035286@facturen.econnect.eu", None)


def test_a_calculator_alone_gives_a_value_or_names_the_error(bot: ReplySource) -> None:
    assert bot.calculate("mailbox-address", "01035286", "en").outcome.value == "01035286@facturen.econnect.eu"
    assert bot.calculate("mailbox-address", "hello", "en").outcome.error == "no-number"


def test_each_calculator_says_what_it_finds_in_a_message(bot: ReplySource) -> None:
    address, version = bot.numbers_in("KvK 01035286, update 414")
    assert (address.calculator, address.value) == ("mailbox-address", "01035286@facturen.econnect.eu")
    assert (version.calculator, version.value, version.read) == ("version-check", "yes", "414")
    assert [each.value for each in bot.numbers_in("good morning")] == [None, None]


def test_an_article_is_given_by_its_name_and_none_that_is_not_there(bot: ReplySource) -> None:
    found = bot.article(KNOWN, "nl")
    assert found is not None
    assert (found.articles, found.language, found.confidence) == ((KNOWN,), "nl", 1.0)
    assert bot.article("no-such-article", "nl") is None


def test_what_has_no_language_has_the_other(bot: ReplySource) -> None:
    assert (bot.language_of("413", "nl"), bot.language_of("413", "en")) == ("nl", "en")
    assert bot.language_of("welke versie heb ik nodig?", "en") == "nl"


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("which version do I need?", "question"),
        ("my cat has fleas, can you help her?", "both"),
        ("Administration 001", "words"),
    ],
)
def test_what_may_be_an_answer_to_somebody_else_is_told_from_a_question(
    bot: ReplySource, text: str, reading: str
) -> None:
    assert bot.reading_of(Question(text, HERE, "U1"), Memory()) == reading
