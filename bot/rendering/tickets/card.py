"""What the support team sees of a ticket: its card, and the lines in the card's thread."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.markup import Inline, Link, Person, Timestamp
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.domain.ticket import NOBODY, UNFINISHED, late_at, promised_at
from bot.rendering import action_ids
from bot.rendering.bot_texts import formatted, paragraph, sentence
from bot.rendering.context import moment_in_words
from bot.rendering.document import Actions, Button, Element, Footnote, FormattedText, Menu, Quote, Title
from bot.rendering.quoting import quoted_whole
from bot.rendering.tickets.ticket_elements import text_of, title_of, titles, when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.reply import Match, Reply
    from bot.domain.ticket import Resolution, Ticket, TicketState
    from bot.domain.ticket_bodies import TicketNote
    from bot.domain.told_kinds import NoteKind
    from bot.rendering.context import RenderContext


_NEAREST: Final = 3
_CALLS_ASSIGNEE: Final[frozenset[NoteKind]] = frozenset({"answered", "edited", "resolution-soon", "resolution-late"})
"""Lines in the card's thread that are somebody's business: they are called by name, so that Slack tells them."""
_MORE: Final[Mapping[TicketState, tuple[str, ...]]] = {
    "open": ("dismiss",),
    "claimed": ("wait", "dismiss"),
    "waiting": ("dismiss",),
    "resolved": ("reopen",),
    "closed": ("reopen",),
}


def card(ticket: Ticket, context: RenderContext, desk: SupportDeskConfig) -> tuple[Element, ...]:
    """Return the card in the triage channel."""
    return tuple(_card(ticket, context, desk))


def note(update: TicketNote, ticket: Ticket, context: RenderContext, desk: SupportDeskConfig) -> tuple[Element, ...]:
    """Return a line in the card's thread."""
    return tuple(_note(update, ticket, context, desk))


def _card(ticket: Ticket, context: RenderContext, desk: SupportDeskConfig) -> Iterator[Element]:
    language = desk.language
    yield Title(texts.get("card-title", language, number=str(ticket.number), title=title_of(ticket, language)))
    yield _state(ticket, desk)
    # A short question stands whole in the title.
    if ticket.text != ticket.title or not ticket.text:
        yield Quote(text_of(ticket, language), is_whole=True)
    yield Footnote(_what_the_bot_said(ticket.reply, context, language))
    if ticket.permalink is not None:
        way = Link(ticket.permalink, (texts.get("card-link-label", language),))
        yield formatted("card-link", language, link=way)
    if ticket.resolution is not None:
        yield Footnote(_how_it_was_resolved(ticket, ticket.resolution, context, language))
    due = late_at(ticket, desk.promise, desk.hours)
    if due is not None:
        yield formatted("card-late", language, when=when(due, desk, language))
    yield Actions(tuple(_card_buttons(ticket, language)))


def _state(ticket: Ticket, desk: SupportDeskConfig) -> FormattedText:
    values: dict[str, Inline] = {
        "person": Person(ticket.person),
        "ago": when(ticket.opened_at, desk, desk.language, is_ago=True),
    }
    if ticket.state in {"claimed", "waiting", "resolved"}:
        values["assignee"] = Person(ticket.assignee or NOBODY)
    return formatted(f"card-{ticket.state}", desk.language, **values)


def _how_it_was_resolved(ticket: Ticket, how: Resolution, context: RenderContext, language: Language) -> str:
    parts = [texts.get(f"resolve-by-{how}", language)]
    if ticket.article is not None:
        parts.append(titles((ticket.article,), context, language))
    return texts.get("card-resolution", language, how=": ".join(parts))


def _what_the_bot_said(reply: Reply | None, context: RenderContext, language: Language) -> str:
    match reply:
        case None:
            return texts.get("card-never", language)
        case Answer(articles=slugs):
            return texts.get("card-answered", language, articles=titles(slugs, context, language))
        case Clarification(articles=()) | FollowUp():
            return texts.get("card-nothing-near", language)
        case Clarification(articles=slugs):
            return texts.get("card-offered", language, articles=titles(slugs, context, language))
        case Calculation(outcome=outcome):
            # Its input is not shown: it may be nine digits of somebody.
            return texts.get("card-calculated", language, result=outcome.value or outcome.error or "")
        case HandOver(candidates=matches):
            near = titles(_nearest(matches, context), context, language)
            return (
                texts.get("card-nothing", language, articles=near)
                if near
                else texts.get("card-nothing-near", language)
            )


def _nearest(matches: tuple[Match, ...], context: RenderContext) -> tuple[str, ...]:
    """Return the articles that came nearest; small talk, which is near to everything, is no help to anybody."""
    known = context.knowledge.articles
    slugs = (match.article for match in matches)
    return tuple(slug for slug in slugs if slug in known and known[slug].topic != "general")[:_NEAREST]


def _card_buttons(ticket: Ticket, language: Language) -> Iterator[Button | Menu]:
    if ticket.state == "open":
        yield Button(action_ids.CLAIM, texts.get("claim", language), ticket.id, is_primary=True)
    if ticket.state in UNFINISHED:
        yield Button(action_ids.ASSIGN, texts.get("assign", language), ticket.id)
    if ticket.state != "closed":
        yield Button(action_ids.REPLY, texts.get("reply", language), ticket.id)
    if ticket.state in UNFINISHED:
        yield Button(action_ids.RESOLVE, texts.get("resolve", language), ticket.id)
    yield Menu(action_ids.MORE, tuple(_more(ticket, language)))


def _more(ticket: Ticket, language: Language) -> Iterator[tuple[str, str]]:
    names = _MORE[ticket.state]
    if ticket.state != "closed" and ticket.reply is not None and not isinstance(ticket.reply, HandOver):
        names = (*names, "correct")
    for name in names:
        yield f"{name}:{ticket.id}", texts.get(f"more-{name}", language)


def _note(update: TicketNote, ticket: Ticket, context: RenderContext, desk: SupportDeskConfig) -> Iterator[Element]:
    language = desk.language
    name = f"note-{update.kind}"
    if update.kind in {"undelivered", "outdated"}:
        yield formatted(name, language, reason=update.text)
        return
    values: dict[str, Inline] = {} if update.person is None else {"person": Person(update.person)}
    if update.kind.startswith(("response-", "resolution-")):
        of_answer = update.kind.startswith("response-")
        due = promised_at(ticket, "response" if of_answer else "resolution", desk.promise, desk.hours)
        values["when"] = when(due, desk, language)
    if update.kind in _CALLS_ASSIGNEE and ticket.assignee:
        yield paragraph(Person(ticket.assignee), " · ", *sentence(name, language, **values))
    else:
        yield formatted(name, language, **values)
    if update.text:
        yield quoted_whole(update.text, language)
    if update.written_at is not None:
        moment, zone = datetime.fromisoformat(update.written_at), desk.hours.zone
        written = Timestamp(moment, moment_in_words(moment, zone, language), is_dated=True)
        yield formatted("written-long-ago", language, when=written)
    if update.article is not None:
        yield Footnote(texts.get("note-article", language, article=titles((update.article,), context, language)))
