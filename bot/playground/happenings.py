"""What happened to the tickets while the clock was put forward, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from bot.services.ports.ticket_ports import Search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.bootstrap.in_slack import Bot
    from bot.domain.ticket import Reminder
    from localslack import LocalSlack

_MOST_TICKETS: Final = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """How the tickets stand: the reminders that were given of each, which are closed, their cards, and the digests.

    Cards and digests are a message's `ts`.
    """

    reminders: frozenset[tuple[int, Reminder]]
    closed: frozenset[int]
    digests: frozenset[str]
    cards: Mapping[int, str] = field(default_factory=dict)


def standing_of(bot: Bot, slack: LocalSlack) -> Standing:
    """Return how the tickets of the local Slack's team stand now."""
    tickets = bot.context.store.tickets.find(slack.app.installed_in, Search(), 0, _MOST_TICKETS)
    given = ((ticket.number, what) for ticket in tickets for what in ticket.reminded if what != "close")
    closed = (ticket.number for ticket in tickets if ticket.state == "closed")
    cards = {ticket.number: ticket.card.id for ticket in tickets if ticket.card is not None}
    return Standing(frozenset(given), frozenset(closed), _digests(bot, slack, cards), cards)


def triage_channel(bot: Bot) -> str | None:
    """Return the id of the channel that the team works in, None where there is no team."""
    support = bot.context.support
    return None if support is None else support.desk.channel


def _digests(bot: Bot, slack: LocalSlack, cards: Mapping[int, str]) -> frozenset[str]:
    """Return what the bot wrote in the triage channel itself, but for the cards."""
    return frozenset(
        message.ts
        for channel in slack.channels.values()
        if channel.id == triage_channel(bot)
        for message in slack.messages(channel)
        if message.user == slack.app.bot_user_id and not message.is_in_thread and message.ts not in cards.values()
    )


def happened(before: Standing, after: Standing) -> dict[str, Any]:
    """Return what came between the two, as JSON: the tickets reminded of, the digests, the tickets closed."""
    reminded = {number for number, _ in after.reminders - before.reminders}
    return {
        "reminded": _with_cards(reminded, after),
        "digests": sorted(after.digests - before.digests),
        "closed": _with_cards(after.closed - before.closed, after),
    }


def _with_cards(numbers: Iterable[int], standing: Standing) -> list[dict[str, Any]]:
    return [{"number": number, "ts": standing.cards.get(number)} for number in sorted(numbers)]
