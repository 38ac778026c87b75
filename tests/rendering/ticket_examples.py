"""A ticket as long, as wide and as complete as one gets, and the team that has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.desk import SupportDeskConfig
from bot.domain.ticket import Place, PostedMessage, Ticket
from bot.texts import load, values_of
from tests.domain.test_hours import AMSTERDAM
from tests.rendering.examples import CONTEXT

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.rendering.context import RenderContext

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
LONG = "Waarom doet mijn brievenbus het niet? <!channel> & *vet* " * 60
WIDE = "𝕏" * 3000


def ticket(language: Language, text: str = LONG) -> Ticket:
    return Ticket(
        id="a" * 16,
        number=413,
        team="T1",
        person="UALICE",
        language=language,
        title=" ".join(text.split())[:80],
        text=text[:3000],
        opened_at=NOON,
        home=Place("D1"),
        permalink="https://x.slack.com/archives/C1/p1",
        assignee="UBOB",
        card=PostedMessage("C1", "1.1", 1),
        closed_at=NOON,
        resolved_at=NOON,
        resolution="article",
        article="mailbox",
    )


def desk(language: Language) -> SupportDeskConfig:
    return SupportDeskConfig("C1", AMSTERDAM, language=language)


def context(language: Language) -> RenderContext:
    return replace(CONTEXT, desk=desk(language), message_link=lambda channel, ts: f"https://x/{channel}/{ts}")


def person_in(text: str) -> str | None:
    """Return somebody, where the text of that name speaks of anybody."""
    return "UBOB" if "person" in values_of(load("en")[text]) else None
