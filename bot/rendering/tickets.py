"""What a ticket looks like: its card for the team, its status for the requester, and the words between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.domain.ticket import REOPENABLE, UNFINISHED, late_at
from bot.rendering import buttons
from bot.rendering.context import moment_in_words
from bot.rendering.masking import masked
from bot.rendering.pieces import (
    Actions,
    Button,
    Line,
    Link,
    Menu,
    Moment,
    Part,
    Person,
    Piece,
    Prose,
    Quote,
    Small,
    Title,
    line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import TypeAlias

    from bot.domain.desk import Desk
    from bot.domain.language import Language
    from bot.domain.outgoing import NoteKind, TicketNews, TicketNote
    from bot.domain.reply import Match, Reply
    from bot.domain.ticket import Resolution, State, Ticket
    from bot.rendering.context import RenderContext

    Address: TypeAlias = Callable[[str, str], str]

_NEAREST: Final = 3
_LISTED: Final = 10
_CALLS_ASSIGNEE: Final[frozenset[NoteKind]] = frozenset({"answered", "edited", "resolution-soon", "resolution-late"})
"""Lines in the card's thread that are somebody's business: they are called by name, so that Slack tells them."""
_MORE: Final[Mapping[State, tuple[str, ...]]] = {
    "open": ("dismiss",),
    "claimed": ("wait", "dismiss"),
    "waiting": ("dismiss",),
    "resolved": ("reopen",),
    "closed": ("reopen",),
}

COUNTED: Final = 200
"""Tickets that a digest counts: of more it says that there are so many at least."""


def card(ticket: Ticket, context: RenderContext, desk: Desk) -> tuple[Piece, ...]:
    """The card in the triage channel."""
    return tuple(_card(ticket, context, desk))


def status(ticket: Ticket, desk: Desk) -> tuple[Piece, ...]:
    """The requester's status message."""
    return tuple(_status(ticket, desk))


def news(told: TicketNews, ticket: Ticket, context: RenderContext) -> tuple[Piece, ...]:
    """A word to the requester."""
    return tuple(_news(told, ticket, context))


def correction(ticket: Ticket) -> tuple[Piece, ...]:
    """What stands in the place of a wrong answer."""
    number = str(ticket.number)
    return (Prose(texts.get("taken-back", ticket.language, number=number)),)


def note(told: TicketNote, ticket: Ticket, context: RenderContext, desk: Desk) -> tuple[Piece, ...]:
    """A line in the card's thread."""
    return tuple(_note(told, ticket, context, desk))


def requests(tickets: Sequence[Ticket], language: Language) -> tuple[Piece, ...]:
    """A requester's tickets, with what can be done with each."""
    if not tickets:
        return (Prose(texts.get("support-none", language)),)
    return (Title(texts.get("support-list", language)), *(piece for each in tickets for piece in _request(each)))


def queue(
    tickets: Sequence[Ticket], heading: str, desk: Desk, address: Address, following: str | None
) -> tuple[Piece, ...]:
    """The team's tickets, each with the way to its card; `following` is the command for the next page."""
    language = desk.language
    if not tickets:
        return (Title(heading), Prose(texts.get("queue-empty", language)))
    pieces: list[Piece] = [Title(heading), *(queued(ticket, desk, address) for ticket in tickets)]
    if following is not None:
        pieces.append(Prose(texts.get("queue-more", language, command=following.replace("`", ""))))
    return tuple(pieces)


def digest(unfinished: Sequence[Ticket], late: Sequence[Ticket], desk: Desk, address: Address) -> tuple[Piece, ...]:
    """How the day begins: how many there are in each state, what is late, and what nobody has."""
    language = desk.language
    counts = {state: str(sum(ticket.state == state for ticket in unfinished)) for state in UNFINISHED}
    pieces: list[Piece] = [
        Title(texts.get("digest-title", language)),
        Prose(texts.get("digest-counts", language, **counts)),
    ]
    if len(unfinished) == COUNTED:
        pieces.append(Small(texts.get("digest-at-least", language)))
    for name, tickets in (("breaching", late), ("unclaimed", [each for each in unfinished if each.state == "open"])):
        if tickets:
            pieces.append(Prose(f"**{texts.get(f'queue-{name}', language)}**"))
            pieces += [queued(ticket, desk, address) for ticket in tickets[:_LISTED]]
    return tuple(pieces)


def _request(ticket: Ticket) -> Iterator[Piece]:
    language = ticket.language
    state = texts.get(f"state-{ticket.state}", language)
    title = masked(ticket.title, language)
    yield Prose(texts.get("support-row", language, number=str(ticket.number), state=state, title=_unmarked(title)))
    if ticket.state in UNFINISHED:
        yield Actions((Button(buttons.WITHDRAW, texts.get("withdraw", language), ticket.id),))
    elif ticket.state == "resolved":
        yield _is_it_solved(ticket)


def queued(ticket: Ticket, desk: Desk, address: Address) -> Line:
    """A ticket on one line, with the way to its card."""
    language, card = desk.language, ticket.card
    number = f"#{ticket.number}"
    marks: dict[str, Part] = {"number": number, "person": Person(ticket.person)}
    if card is not None:
        marks["number"] = Link(address(card.channel, card.ts), number)
    marks["ago"] = when(ticket.opened_at, desk, language, is_ago=True)
    marks["title"] = _unmarked(masked(ticket.title, language))
    state = texts.get(f"state-{ticket.state}", language)
    if ticket.assignee is None:
        return line("queue-row", language, marks=marks, state=state)
    marks["assignee"] = Person(ticket.assignee)
    return line("queue-row-assigned", language, marks=marks, state=state)


def _unmarked(title: str) -> str:
    """A title in a line of ours: nothing in it is a mark."""
    return title.replace("*", "∗").replace("`", "ˋ")


def when(moment: datetime, desk: Desk, language: Language, *, is_ago: bool = False) -> Moment:
    """A time as a part of a line."""
    return Moment(moment, moment_in_words(moment, desk.hours.zone, language), is_ago)


def _card(ticket: Ticket, context: RenderContext, desk: Desk) -> Iterator[Piece]:
    language = desk.language
    yield Title(texts.get("card-title", language, number=str(ticket.number), title=masked(ticket.title, language)))
    yield _state(ticket, desk)
    yield Quote(masked(ticket.text, language), is_whole=True)
    yield Small(_what_the_bot_said(ticket.reply, context, language))
    if ticket.permalink is not None:
        way = Link(ticket.permalink, texts.get("card-link-label", language))
        yield line("card-link", language, marks={"link": way})
    if ticket.resolution is not None:
        yield Small(_how_it_was_resolved(ticket, ticket.resolution, context, language))
    due = late_at(ticket, desk.promise, desk.hours)
    if due is not None:
        yield line("card-late", language, marks={"when": when(due, desk, language)})
    yield Actions(tuple(_card_buttons(ticket, language)))


def _state(ticket: Ticket, desk: Desk) -> Line:
    marks: dict[str, Part] = {
        "person": Person(ticket.person),
        "ago": when(ticket.opened_at, desk, desk.language, is_ago=True),
    }
    if ticket.state in {"claimed", "waiting", "resolved"} and ticket.assignee is not None:
        marks["assignee"] = Person(ticket.assignee)
    return line(f"card-{ticket.state}", desk.language, marks=marks)


def _how_it_was_resolved(ticket: Ticket, how: Resolution, context: RenderContext, language: Language) -> str:
    told = [texts.get(f"resolve-by-{how}", language)]
    if ticket.article is not None:
        told.append(_titles((ticket.article,), context, language))
    return texts.get("card-resolution", language, how=": ".join(told))


def _what_the_bot_said(reply: Reply | None, context: RenderContext, language: Language) -> str:
    match reply:
        case None:
            return texts.get("card-never", language)
        case Answer(articles=slugs):
            return texts.get("card-answered", language, articles=_titles(slugs, context, language))
        case Clarification(articles=slugs):
            return texts.get("card-offered", language, articles=_titles(slugs, context, language))
        case Calculation(outcome=outcome):
            # Its input is not told: it may be nine digits of somebody.
            return texts.get("card-calculated", language, result=outcome.value or outcome.error or "")
        case HandOver(candidates=matches):
            near = _titles(_nearest(matches, context), context, language)
            return (
                texts.get("card-nothing", language, articles=near)
                if near
                else texts.get("card-nothing-near", language)
            )


def _nearest(matches: tuple[Match, ...], context: RenderContext) -> tuple[str, ...]:
    """The articles that came nearest; small talk, which is near to everything, is no help to anybody."""
    known = context.knowledge.articles
    slugs = (match.article for match in matches)
    return tuple(slug for slug in slugs if slug in known and known[slug].topic != "general")[:_NEAREST]


def _titles(slugs: tuple[str, ...], context: RenderContext, language: Language) -> str:
    """The titles of those of `slugs` that are still there."""
    known = (slug for slug in slugs if slug in context.knowledge.articles)
    return "; ".join(context.title(slug, language) for slug in known)


def _card_buttons(ticket: Ticket, language: Language) -> Iterator[Button | Menu]:
    if ticket.state == "open":
        yield Button(buttons.CLAIM, texts.get("claim", language), ticket.id, is_primary=True)
    if ticket.state in UNFINISHED:
        yield Button(buttons.ASSIGN, texts.get("assign", language), ticket.id)
    if ticket.state != "closed":
        yield Button(buttons.REPLY, texts.get("reply", language), ticket.id)
    if ticket.state in UNFINISHED:
        yield Button(buttons.RESOLVE, texts.get("resolve", language), ticket.id)
    yield Menu(buttons.MORE, tuple(_more(ticket, language)))


def _more(ticket: Ticket, language: Language) -> Iterator[tuple[str, str]]:
    names = _MORE[ticket.state]
    if ticket.state != "closed" and ticket.reply is not None and not isinstance(ticket.reply, HandOver):
        names = (*names, "correct")
    for name in names:
        yield f"{name}:{ticket.id}", texts.get(f"more-{name}", language)


def _status(ticket: Ticket, desk: Desk) -> Iterator[Piece]:
    language = ticket.language
    yield Title(texts.get("status-title", language, number=str(ticket.number)))
    yield Quote(masked(ticket.title, language))
    yield _where_it_stands(ticket, desk)
    if ticket.state in UNFINISHED:
        yield Actions((Button(buttons.WITHDRAW, texts.get("withdraw", language), ticket.id),))
    elif ticket.state == "resolved":
        yield _is_it_solved(ticket)
    else:
        yield Actions((Button(buttons.REOPEN, texts.get("open-again", language), ticket.id),))


def _where_it_stands(ticket: Ticket, desk: Desk) -> Line:
    language, assignee = ticket.language, ticket.assignee
    if ticket.state == "open":
        opens_at = desk.hours.next_open(ticket.opened_at)
        if opens_at > ticket.opened_at:
            return line("status-open-later", language, marks={"when": when(opens_at, desk, language)})
        due = late_at(ticket, desk.promise, desk.hours) or ticket.opened_at
        return line("status-open", language, marks={"when": when(due, desk, language)})
    if ticket.state == "closed" and ticket.closed_at is not None:
        return line("status-closed", language, marks={"when": when(ticket.closed_at + REOPENABLE, desk, language)})
    return line(f"status-{ticket.state}", language, marks={"person": Person(assignee or "")})


def _is_it_solved(ticket: Ticket) -> Actions:
    language = ticket.language
    return Actions(
        (
            Button(buttons.CONFIRM, texts.get("solved", language), ticket.id, is_primary=True),
            Button(buttons.REOPEN, texts.get("not-solved", language), ticket.id),
        )
    )


def _news(told: TicketNews, ticket: Ticket, context: RenderContext) -> Iterator[Piece]:
    language = ticket.language
    marks: dict[str, Part] = {} if told.person is None else {"person": Person(told.person)}
    yield line(f"news-{told.kind}", language, marks=marks, number=str(ticket.number))
    if told.text:
        yield Quote(told.text, is_whole=True)
    if told.article is not None and told.article in context.knowledge.articles:
        yield Title(context.title(told.article, language))
        yield Prose(context.answer(told.article, language))
    if told.kind == "resolved":
        yield _is_it_solved(ticket)
    elif told.kind in {"closed", "dismissed"}:
        yield Actions((Button(buttons.REOPEN, texts.get("open-again", language), ticket.id),))


def _note(told: TicketNote, ticket: Ticket, context: RenderContext, desk: Desk) -> Iterator[Piece]:
    language = desk.language
    name = f"note-{told.kind}"
    if told.kind == "undelivered":
        yield line(name, language, marks={}, reason=told.text)
        return
    marks: dict[str, Part] = {} if told.person is None else {"person": Person(told.person)}
    if told.kind.startswith(("response-", "resolution-")):
        due = late_at(ticket, desk.promise, desk.hours) or ticket.opened_at
        marks["when"] = when(due, desk, language)
    words = line(name, language, marks=marks)
    is_called = told.kind in _CALLS_ASSIGNEE and ticket.assignee is not None
    yield Line((Person(ticket.assignee or ""), " · ", *words.parts)) if is_called else words
    if told.text:
        yield Quote(masked(told.text, language), is_whole=True)
    if told.article is not None:
        yield Small(texts.get("note-article", language, article=_titles((told.article,), context, language)))
