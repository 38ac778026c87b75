"""What is said in the place of what Slack does not show in any form: one sentence, so that nobody meets silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.outgoing import (
    Home,
    InPlace,
    NotHelped,
    RelayOffer,
    ReplyMessage,
    Requests,
    SetupCard,
    SharedReply,
    SystemNotice,
    TeamReport,
    TransitionRefused,
)
from bot.domain.ticket_bodies import TicketCorrection, TicketNews, TicketStatus
from bot.services.answering import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.views import TicketView


def sentence_for(content: OutgoingContent, view: TicketView | None, of_team: Language) -> SystemNotice:
    """Return the sentence; `of_team` is the support team's language, and `view` the ticket that it is about."""
    if view is None:
        return SystemNotice("not-shown", language_of_content(content) or of_team)
    number = (("number", str(view.ticket.number)),)
    if isinstance(content, TicketStatus | TicketNews | TicketCorrection):
        return SystemNotice("not-shown-request", view.ticket.language, number)
    return SystemNotice("not-shown-ticket", of_team, number)


def apology_for(content: OutgoingContent, reference: str) -> SystemNotice:
    """Return that something went wrong with what was to be said, with the number by which the log tells what."""
    language = language_of_content(content) or DEFAULT_LANGUAGE
    return SystemNotice("went-wrong", language, (("reference", reference),))


def not_shared(content: OutgoingContent) -> SystemNotice:
    """Return, to the person who shared it, that the channel was not shown it."""
    return SystemNotice("not-shared", language_of_content(content) or DEFAULT_LANGUAGE)


def language_of_content(content: OutgoingContent) -> Language | None:
    """Return the language of what is said; None where it tells none."""
    match content:
        case ReplyMessage(reply=reply) | SharedReply(reply=reply):
            return reply.language
        case (
            SystemNotice()
            | InPlace()
            | RelayOffer()
            | NotHelped()
            | Home()
            | Requests()
            | TeamReport()
            | SetupCard()
            | TransitionRefused()
        ):
            return content.language
    return None
