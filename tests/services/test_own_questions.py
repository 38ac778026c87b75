"""Real messages of people of whom the team has asked something: "Which administration is it, and which version?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation, Memory, Question
from bot.services.answering import Answering
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from bot.services.own_questions import Reading

HERE = Conversation("direct", "T1", "D1")

ANSWERS = (
    "Administratie 001",
    "412",
    "ja",
    "ok",
    "Het werkt nu",
    "It's the second one, update 412",
    "waar ik vastloop is bij stap 3",
    "Heb administratie 001 geprobeerd",
    "Administratie 001, klopt dat?",
    "Please use administration 001",
    "zie bijlage",
    "Error: connection refused (code 500)",
    "Hoi Bob, dank voor je bericht. Het gaat om administratie 001, de facturen komen niet binnen. Groet, Alice",
)
FOR_THE_BOT = (
    "Welke versie heb ik nodig?",
    "Which version do I need?",
    "wat kost een abonnement?",
    "Moet ik Exact Online hebben?",
    "Wat is mijn mailboxadres voor 12345678?",
    "bedankt!",
    "hallo",
    "help",
)
KEYWORDS = (
    "factuur kwijt",  # a gap that has a name
    "Exact Online",
    "brievenbus niet zichtbaar",
    "versie",
    "stappenplan",  # a phrasing, word for word
    "morgen",  # greets, and tells when
)
NUMBERS = ("versie 413", "update 412 sp3")
BOTH = (
    "wat kost een abonnement",
    "hoe maak ik een mailbox aan",
    "Wanneer de mailbox wordt aangemaakt krijgen we een foutmelding",
    "When the invoices are retrieved nothing arrives",
    "When sending sales invoices we get error 500",
    "Wat fout gaat is het ophalen van de facturen",
    "Bedoel je de administratie van 2024?",
    "Het is administratie 001. Welke versie heb ik nodig?",
    "We hebben versie 412, is dat genoeg?",
    "Heb versie 412 draaien",
    "Kun je me bellen op 06-12345678?",
    "Is there anything else you need?",
    "does it work with AFAS?",
)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        *((text, "words") for text in ANSWERS),
        *((text, "question") for text in FOR_THE_BOT),
        *((text, "both") for text in BOTH),
        *((text, "keywords") for text in KEYWORDS),
        *((text, "number") for text in NUMBERS),
    ],
)
def test_a_question_of_its_own_is_told_from_what_the_team_waits_for(text: str, reading: Reading) -> None:
    answering = Answering(shipped_knowledge(), shipped_matcher())
    assert answering.reading_of(Question(text, HERE, "U1"), Memory()) == reading
