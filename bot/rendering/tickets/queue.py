"""The team's tickets, many at once: the queue that is asked for, and the day's digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.ticket import UNFINISHED
from bot.domain.views import COUNTED
from bot.rendering.document import Element, Footnote, Line, Link, Paragraph, Part, Person, Title
from bot.rendering.lines import line
from bot.rendering.tickets.ticket_elements import title_of, unmarked, when

if TYPE_CHECKING:
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.ticket import Ticket
    from bot.domain.views import DigestView, QueueView
    from bot.rendering.context import RenderContext


_LISTED: Final = 10


def queue(view: QueueView, heading: str, context: RenderContext, desk: SupportDeskConfig) -> tuple[Element, ...]:
    """Return a page of the team's tickets, each with the way to its card, and the command for the next page."""
    language = desk.language
    if not view.tickets:
        return (Title(heading), Paragraph(texts.get("queue-empty", language)))
    elements: list[Element] = [Title(heading), *(queued(ticket, context, desk) for ticket in view.tickets)]
    if view.next_page is not None:
        command = view.next_page.replace("`", "")
        elements.append(Paragraph(texts.get("queue-more", language, command=command)))
    return tuple(elements)


def digest(view: DigestView, context: RenderContext, desk: SupportDeskConfig) -> tuple[Element, ...]:
    """Return how the day begins: how many there are in each state, what is late, and what nobody has."""
    language = desk.language
    counts = {state: str(sum(ticket.state == state for ticket in view.unfinished)) for state in UNFINISHED}
    elements: list[Element] = [
        Title(texts.get("digest-title", language)),
        Paragraph(texts.get("digest-counts", language, **counts)),
    ]
    if len(view.unfinished) == COUNTED:
        elements.append(Footnote(texts.get("digest-at-least", language)))
    unclaimed = tuple(each for each in view.unfinished if each.state == "open")
    for name, tickets in (("breaching", view.late), ("unclaimed", unclaimed)):
        if tickets:
            elements.append(Paragraph(f"**{texts.get(f'queue-{name}', language)}**"))
            elements += [queued(ticket, context, desk) for ticket in tickets[:_LISTED]]
    return tuple(elements)


def queued(ticket: Ticket, context: RenderContext, desk: SupportDeskConfig) -> Line:
    """Return a ticket on one line, with the way to its card."""
    language, card = desk.language, ticket.card
    number = f"#{ticket.number}"
    marks: dict[str, Part] = {"number": number, "person": Person(ticket.person)}
    if card is not None:
        marks["number"] = Link(context.message_link(card.channel, card.id), number)
    marks["ago"] = when(ticket.opened_at, desk, language, is_ago=True)
    marks["title"] = unmarked(title_of(ticket, language))
    state = texts.get(f"state-{ticket.state}", language)
    if ticket.assignee is None:
        return line("queue-row", language, marks=marks, state=state)
    marks["assignee"] = Person(ticket.assignee)
    return line("queue-row-assigned", language, marks=marks, state=state)
