"""What a requester sees of their tickets: the status message, what the team says, and all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.markup import Inline, Person
from bot.domain.ticket import NOBODY, REOPENABLE, UNFINISHED, late_at
from bot.rendering import action_ids
from bot.rendering.bot_texts import formatted
from bot.rendering.document import Actions, Button, Element, Footnote, FormattedText, Quote, Title
from bot.rendering.tickets.ticket_elements import is_it_solved, title_of, when

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.ticket import Resolution, Ticket
    from bot.domain.ticket_bodies import TicketNews
    from bot.domain.told_kinds import NewsKind
    from bot.rendering.context import RenderContext


_SET_ASIDE: Final[Collection[Resolution | None]] = {"duplicate", "out-of-scope"}
"""What was resolved like that is not called solved."""
_ANSWERED: Final[Collection[NewsKind]] = {"reply", "question"}
"""What people answer: they are told where, if that is not the thread where they asked."""


def status(ticket: Ticket, desk: SupportDeskConfig, *, is_unseen: bool = False) -> tuple[Element, ...]:
    """Return the requester's status message; `is_unseen` where nobody in the team sees the request."""
    return tuple(_status(ticket, desk, is_unseen=is_unseen))


def news(update: TicketNews, ticket: Ticket, context: RenderContext) -> tuple[Element, ...]:
    """Return a word to the requester."""
    return tuple(_news(update, ticket, context))


def correction(ticket: Ticket) -> tuple[Element, ...]:
    """Return what stands in the place of a wrong answer."""
    number = str(ticket.number)
    return (formatted("taken-back", ticket.language, number=number),)


def requests(tickets: Sequence[Ticket], language: Language) -> tuple[Element, ...]:
    """Return a requester's tickets, with what can be done with each."""
    if not tickets:
        return (formatted("support-none", language),)
    heading = Title(texts.get("support-list", language)), Footnote(texts.get("support-columns", language))
    return (*heading, *(element for each in tickets for element in _request(each, language)))


def _status(ticket: Ticket, desk: SupportDeskConfig, *, is_unseen: bool) -> Iterator[Element]:
    language = ticket.language
    yield Title(texts.get("status-title", language, number=str(ticket.number)))
    yield Quote(title_of(ticket, language))
    if is_unseen and ticket.state == "open":
        yield formatted("status-open-unseen", language)
    else:
        yield _where_it_stands(ticket, desk)
    if ticket.state in UNFINISHED:
        yield Actions((Button(action_ids.WITHDRAW, texts.get("withdraw", language), ticket.id),))
    # Whether it is solved is asked once, below what the team said.
    if ticket.state != "closed":
        yield Footnote(texts.get("status-kept", language))
    else:
        yield Actions((Button(action_ids.REOPEN, texts.get("open-again", language), ticket.id),))


def _where_it_stands(ticket: Ticket, desk: SupportDeskConfig) -> FormattedText:
    language, assignee = ticket.language, ticket.assignee
    if ticket.state == "open":
        opens_at = desk.hours.next_open(ticket.opened_at)
        if opens_at > ticket.opened_at:
            return formatted("status-open-later", language, when=when(opens_at, desk, language))
        due = late_at(ticket, desk.promise, desk.hours) or ticket.opened_at
        return formatted("status-open", language, when=when(due, desk, language))
    if ticket.state == "closed" and ticket.closed_at is not None:
        return formatted("status-closed", language, when=when(ticket.closed_at + REOPENABLE, desk, language))
    name = f"status-{ticket.state}"
    if ticket.state == "resolved" and ticket.resolution in _SET_ASIDE:
        name = f"{name}-{ticket.resolution}"
    elif ticket.state == "waiting" and ticket.is_asked_privately:
        name = f"{name}-private"
    return formatted(name, language, person=Person(assignee or NOBODY))


def _news(update: TicketNews, ticket: Ticket, context: RenderContext) -> Iterator[Element]:
    language = ticket.language
    people: dict[str, Inline] = {} if update.person is None else {"person": Person(update.person)}
    name = f"news-{update.kind}"
    if update.kind == "resolved" and ticket.resolution in _SET_ASIDE:
        name = f"{name}-{ticket.resolution}"
    elif update.kind in _ANSWERED and update.is_private:
        name = f"{name}-private"
    yield formatted(name, language, number=str(ticket.number), **people)
    if update.text:
        yield Quote(update.text, is_whole=True)
    if update.article is not None and update.article in context.knowledge.articles:
        yield Title(context.title(update.article, language))
        yield context.answer(update.article, language)
    if update.kind == "resolved":
        yield is_it_solved(ticket, language)
    elif update.kind in {"closed", "dismissed"}:
        yield Actions((Button(action_ids.REOPEN, texts.get("open-again", language), ticket.id),))


def _request(ticket: Ticket, language: Language) -> Iterator[Element]:
    state = texts.get(f"state-{ticket.state}", language)
    title = title_of(ticket, language)
    yield formatted("support-row", language, number=str(ticket.number), state=state, title=title)
    if ticket.state in UNFINISHED:
        yield Actions((Button(action_ids.WITHDRAW, texts.get("withdraw", language), ticket.id),))
    elif ticket.state == "resolved":
        yield is_it_solved(ticket, language)
