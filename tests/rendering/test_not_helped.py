from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import NotHelped
from bot.rendering.action_ids import ASK_HUMAN_BUTTON, NOT_HELPED_BUTTON, WHY_BUTTON
from bot.rendering.document import Actions, Button, Choices
from bot.rendering.not_helped import in_words, not_helped
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.plain_text import to_plain_text
from localslack.blockkit.validation import validate
from tests.rendering.examples import CONTEXT
from tests.rendering.ticket_examples import context as with_team

if TYPE_CHECKING:
    from bot.domain.feedback import UnhelpfulReason
    from bot.rendering.context import RenderContext

TRACE = "0" * 16


def buttons(body: NotHelped, context: RenderContext) -> list[tuple[str, str]]:
    rows = [each.elements for each in not_helped(body, context) if isinstance(each, Actions)]
    return [(each.action, each.value) for row in rows for each in row if isinstance(each, Button)]


def test_why_an_answer_did_not_help_is_asked_with_a_button_for_each_reason() -> None:
    asked = NotHelped("en", TRACE, "mailbox")
    reasons = [(WHY_BUTTON + reason, f"{TRACE}:mailbox") for reason in UNHELPFUL_REASONS]
    assert buttons(asked, CONTEXT) == reasons
    assert buttons(asked, with_team("en")) == [*reasons, (ASK_HUMAN_BUTTON, TRACE)]


@pytest.mark.parametrize("reason", UNHELPFUL_REASONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_after_each_reason_there_are_articles_to_choose_from_and_a_person(
    language: Language, reason: UnhelpfulReason
) -> None:
    told = NotHelped(language, TRACE, "mailbox", reason, ("version", "gone"))
    (choices,) = (each for each in not_helped(told, with_team(language)) if isinstance(each, Choices))
    assert ([slug for slug, _ in choices.articles], choices.trace) == (["version"], TRACE)
    assert buttons(told, with_team(language)) == [(NOT_HELPED_BUTTON + reason, f"{TRACE}:mailbox")]
    assert validate(blocks_of(not_helped(told, with_team(language)))) == []


@pytest.mark.parametrize(
    ("reason", "offered", "begin"),
    [
        ("out-of-date", (), "Press “Ask a human”"),
        ("did-not-work", (), "Press “Ask a human”"),
        ("did-not-work", ("version",), "Or press “Ask a human”"),
        ("wrong-question", (), "Or press “Ask a human”"),
    ],
)
def test_a_person_is_the_other_choice_only_where_there_is_a_first(
    reason: UnhelpfulReason, offered: tuple[str, ...], begin: str
) -> None:
    told = to_plain_text(not_helped(NotHelped("en", TRACE, "mailbox", reason, offered), with_team("en")))
    assert any(line.startswith(begin) for line in told.splitlines())


def test_where_no_team_is_there_it_is_said_how_to_reach_people() -> None:
    told = NotHelped("en", TRACE, "mailbox", "out-of-date")
    assert buttons(told, CONTEXT) == []
    assert "The support team can help you: #help-econnect" in to_plain_text(not_helped(told, CONTEXT))


@pytest.mark.parametrize(
    ("name", "title"), [("mailbox", CONTEXT.title("mailbox", "en")), ("version-check", "version check")]
)
def test_the_team_reads_which_answer_did_not_help_and_why(name: str, title: str) -> None:
    assert in_words((name, "incomplete"), "en", CONTEXT) == f"The bot's answer “{title}” didn't help: Incomplete."
