from __future__ import annotations

from bot.domain.markup import Paragraph, Person
from bot.domain.ticket import NOBODY
from bot.rendering.bot_texts import formatted, paragraph, sentence
from bot.rendering.document import FormattedText
from bot.texts import get


def test_people_stand_in_a_text_as_they_are() -> None:
    assert formatted("note-claimed", "en", person=Person("UBOB")) == FormattedText(
        (Paragraph(("Claimed by ", Person("UBOB"), ".")),)
    )


def test_who_was_forgotten_is_somebody() -> None:
    assert sentence("note-claimed", "en", person=Person(NOBODY)) == (f"Claimed by {get('somebody', 'en')}.",)


def test_words_can_be_gone_on_with() -> None:
    assert paragraph(*sentence("cut", "en"), " ", Person("U1")).blocks == (
        Paragraph((*sentence("cut", "en"), " ", Person("U1"))),
    )
