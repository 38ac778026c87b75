"""The support team as the bot knows it: where its tickets go, when it works, and what it promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.domain.ticket import Promise

if TYPE_CHECKING:
    from bot.domain.hours import Hours
    from bot.domain.language import Language


@dataclass(frozen=True, slots=True)
class SupportDeskConfig:
    """The support team.

    Attributes:
        channel: the triage channel's id.
        group: the user group of its members; None where the channel's members are the team.
        language: of its cards.
        reaction: the emoji's name with which people hand a message over; None for no such way.
    """

    channel: str
    hours: Hours
    promise: Promise = field(default_factory=Promise)
    group: str | None = None
    language: Language = "nl"
    reaction: str | None = "ticket"
