"""The team's tickets, many at once: the queue that is asked for, and the day's digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.markup import Inline, Link, Person, Strong
from bot.domain.review_days import articles_due
from bot.domain.ticket import UNFINISHED
from bot.domain.views import DIGEST_LIMIT
from bot.rendering.bot_texts import formatted, paragraph
from bot.rendering.document import Element, Footnote, FormattedText, Title
from bot.rendering.reviews import due_row
from bot.rendering.tickets.ticket_elements import title_of, when

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.ticket import Ticket
    from bot.domain.views import DigestView, QueueView
    from bot.rendering.context import RenderContext


_LISTED: Final = 10
_MOST_DUE: Final = 5


def queue(view: QueueView, heading: str, context: RenderContext, desk: SupportDeskConfig) -> tuple[Element, ...]:
    """Return a page of the team's tickets, each with the way to its card, and the command for the next page."""
    language = desk.language
    if not view.tickets:
        return (Title(heading), formatted("queue-empty", language))
    columns = Footnote(texts.get("queue-columns", language))
    elements: list[Element] = [
        Title(heading),
        columns,
        *(queued(ticket, context, desk, language) for ticket in view.tickets),
    ]
    if view.next_page is not None:
        elements.append(formatted("queue-more", language, command=view.next_page))
    return tuple(elements)


def digest(view: DigestView, context: RenderContext, desk: SupportDeskConfig) -> tuple[Element, ...]:
    """Return how the day begins: how many there are in each state, what is late, and what else nobody has."""
    language = desk.language
    counts = {state: str(sum(ticket.state == state for ticket in view.unfinished)) for state in UNFINISHED}
    elements: list[Element] = [
        Title(texts.get("digest-title", language)),
        formatted("digest-counts", language, **counts),
    ]
    if len(view.unfinished) == DIGEST_LIMIT:
        elements.append(Footnote(texts.get("digest-at-least", language)))
    late = {ticket.id for ticket in view.late}
    unclaimed = tuple(each for each in view.unfinished if each.state == "open" and each.id not in late)
    for name, tickets in (("overdue", view.late), ("unclaimed", unclaimed)):
        if tickets:
            elements.append(paragraph(Strong((texts.get(f"queue-{name}", language),))))
            elements.append(Footnote(texts.get("queue-columns", language)))
            elements += [queued(ticket, context, desk, language) for ticket in tickets[:_LISTED]]
    return (*elements, *_reviews(context, language))


def _reviews(context: RenderContext, language: Language) -> Iterator[Element]:
    """Yield which articles are to be reviewed and by whom, the earliest first."""
    due = articles_due(context.knowledge, context.today)
    if due:
        yield formatted("digest-due", language, count=str(len(due)))
        yield from (Footnote(due_row(article, language)) for article in due[:_MOST_DUE])


def queued(ticket: Ticket, context: RenderContext, desk: SupportDeskConfig, language: Language) -> FormattedText:
    """Return a ticket on one line, with the way to its card."""
    card = ticket.card
    number = f"#{ticket.number}"
    values: dict[str, Inline] = {
        "number": number if card is None else Link(context.message_link(card.channel, card.id), (number,)),
        "state": texts.get(f"state-{ticket.state}", language),
        "title": title_of(ticket, language),
        "person": Person(ticket.person),
        "ago": when(ticket.opened_at, desk, language, is_ago=True),
    }
    if ticket.assignee is None:
        return formatted("queue-row", language, **values)
    return formatted("queue-row-assigned", language, assignee=Person(ticket.assignee), **values)
