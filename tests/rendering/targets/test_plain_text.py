from __future__ import annotations

import pytest
from hypothesis import given

from bot.domain.markup import Paragraph
from bot.domain.outgoing import ConversationMessage, ReplyMessage
from bot.rendering.conversation_messages import elements_of
from bot.rendering.document import FormattedText
from bot.rendering.targets.plain_text import to_plain_text
from tests.markdown.examples import texts
from tests.rendering.examples import BODIES, CONTEXT
from tests.rendering.targets.documents import EVERYTHING, document


@pytest.mark.parametrize("body", BODIES)
def test_plain_text_has_no_marks_and_is_never_empty(body: ConversationMessage) -> None:
    text = to_plain_text(elements_of(body, CONTEXT))

    assert text.strip()
    if not (isinstance(body, ReplyMessage) and body.asked):
        assert "**" not in text
        assert "`" not in text


def test_lists_quotations_and_addresses_stay_readable() -> None:
    assert (
        to_plain_text(document(EVERYTHING))
        == """\
One bold both and slanted code_1, the portal (https://a.b/c?d=(1)&e) and https://a.b
on a new line.

1. first
   - inner one
   - inner two
     1. deepest
2. second

   with more

- a
- b

> quoted
>
> twice

The end."""
    )


@given(texts())
def test_what_people_wrote_stays_as_it_was(text: str) -> None:
    assert to_plain_text((FormattedText((Paragraph((text,)),)),)) == text
