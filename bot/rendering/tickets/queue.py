"""The team's tickets, many at once: the queue that is asked for, and the day's digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.ticket import UNFINISHED
from bot.rendering.document import Element, Footnote, Line, Link, Paragraph, Part, Person, Title
from bot.rendering.lines import line
from bot.rendering.masking import masked
from bot.rendering.tickets.ticket_elements import unmarked, when

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.ticket import Ticket

    Address: TypeAlias = Callable[[str, str], str]


_LISTED: Final = 10
COUNTED: Final = 200
"""Tickets that a digest counts: of more it says that there are so many at least."""


def queue(
    tickets: Sequence[Ticket], heading: str, desk: SupportDeskConfig, address: Address, following: str | None
) -> tuple[Element, ...]:
    """The team's tickets, each with the way to its card; `following` is the command for the next page."""
    language = desk.language
    if not tickets:
        return (Title(heading), Paragraph(texts.get("queue-empty", language)))
    elements: list[Element] = [Title(heading), *(queued(ticket, desk, address) for ticket in tickets)]
    if following is not None:
        elements.append(Paragraph(texts.get("queue-more", language, command=following.replace("`", ""))))
    return tuple(elements)


def digest(
    unfinished: Sequence[Ticket], late: Sequence[Ticket], desk: SupportDeskConfig, address: Address
) -> tuple[Element, ...]:
    """How the day begins: how many there are in each state, what is late, and what nobody has."""
    language = desk.language
    counts = {state: str(sum(ticket.state == state for ticket in unfinished)) for state in UNFINISHED}
    elements: list[Element] = [
        Title(texts.get("digest-title", language)),
        Paragraph(texts.get("digest-counts", language, **counts)),
    ]
    if len(unfinished) == COUNTED:
        elements.append(Footnote(texts.get("digest-at-least", language)))
    for name, tickets in (("breaching", late), ("unclaimed", [each for each in unfinished if each.state == "open"])):
        if tickets:
            elements.append(Paragraph(f"**{texts.get(f'queue-{name}', language)}**"))
            elements += [queued(ticket, desk, address) for ticket in tickets[:_LISTED]]
    return tuple(elements)


def queued(ticket: Ticket, desk: SupportDeskConfig, address: Address) -> Line:
    """A ticket on one line, with the way to its card."""
    language, card = desk.language, ticket.card
    number = f"#{ticket.number}"
    marks: dict[str, Part] = {"number": number, "person": Person(ticket.person)}
    if card is not None:
        marks["number"] = Link(address(card.channel, card.id), number)
    marks["ago"] = when(ticket.opened_at, desk, language, is_ago=True)
    marks["title"] = unmarked(masked(ticket.title, language))
    state = texts.get(f"state-{ticket.state}", language)
    if ticket.assignee is None:
        return line("queue-row", language, marks=marks, state=state)
    marks["assignee"] = Person(ticket.assignee)
    return line("queue-row-assigned", language, marks=marks, state=state)
