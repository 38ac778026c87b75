from __future__ import annotations

from bot.domain.markup import Paragraph, Placeholder, Strong
from bot.rendering.document import ReviewedText
from tests.rendering.examples import KNOWLEDGE

FACTS = KNOWLEDGE.facts


def test_reviewed_text_is_filled_with_facts_and_the_contact() -> None:
    template = (Paragraph((Placeholder("minimum_update"), " ", Strong((Placeholder("support_contact"),)))),)

    assert ReviewedText(("v1", "version", "en", "#help"), template, FACTS).blocks == (
        Paragraph(("413 ", Strong(("#help",)))),
    )


def test_reviewed_text_is_filled_once_for_its_key() -> None:
    template = (Paragraph((Placeholder("minimum_update"),)),)
    first, again = (ReviewedText(("v2", "version", "en", "#help"), template, FACTS) for _ in range(2))

    assert first.blocks is again.blocks
