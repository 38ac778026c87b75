"""Something to be said in Slack: a row of the outbox. It holds what to say, never how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language
    from bot.domain.reply import Reply


@dataclass(frozen=True, slots=True)
class Say:
    """Post `reply` to what `asked` asked (shown as a quotation where the place has no question above it)."""

    reply: Reply
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One of the bot's own short texts, by its name in `texts`, with its values."""

    text: str
    language: Language
    values: tuple[tuple[str, str], ...] = ()


Body: TypeAlias = Say | Notice


@dataclass(frozen=True, slots=True)
class Destination:
    """Where it goes: a channel (and thread), or a `response_url` where the bot may be no member; and for whom."""

    team: str
    channel: str
    thread_ts: str | None = None
    response_url: str | None = None
    person: str | None = None

    @property
    def lane(self) -> str:
        """The line in which messages wait for each other: Slack limits posts per channel, and response_urls apart."""
        return self.channel if self.response_url is None else f"{self.channel}:response"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to be sent. `id` is unique and goes along as metadata; `attempts` counts the tries so far."""

    id: str
    destination: Destination
    body: Body
    due_at: datetime
    attempts: int = 0
