from __future__ import annotations

from bot.domain.outgoing import ConversationMessage, ReplyMessage
from bot.domain.reply import HandOver, Reply
from bot.rendering.conversation_messages import elements_of
from bot.rendering.targets.markdown import in_markdown
from bot.rendering.targets.plain_text import to_plain_text
from tests.rendering.examples import (
    BODIES,
    CONTEXT,
)


def to_text(body: ConversationMessage | Reply) -> str:
    return to_plain_text(elements_of(body, CONTEXT))


def test_an_empty_question_is_not_quoted() -> None:
    assert to_text(ReplyMessage(HandOver("en", None, 0.1), asked="")).startswith("I don't have a reviewed answer")


def test_a_quoted_question_stays_as_it_was_typed() -> None:
    assert "> <!channel> *where* is `it`?" in to_text(BODIES[-1])
    assert r"> \<!channel> \*where\* is \`it\`?" in in_markdown(elements_of(BODIES[-1], CONTEXT))
