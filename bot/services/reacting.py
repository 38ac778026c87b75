"""A reaction such as :ticket: hands a message over.

Of a question that the bot was asked it knows the words; of any other message only where it stands, so the requester
is asked for the rest. The status comes in their direct messages: where it stands they may not be the one who asked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.incoming import HandOverDraft
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.domain.question_log import text_of_question, trace_id_of
from bot.domain.ticket import Place
from bot.services.app_context import language_of
from bot.services.handing_over import new_ticket, sent_along
from bot.services.limiting import has_turn
from bot.services.ticket_workflow import MOST_OPEN, TicketWorkflow

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.incoming import Reaction
    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.ticket import Ticket
    from bot.services.app_context import AppContext, SupportContext

_SAME_EMOJI: Final = {
    "thumbsup": "+1",
    "thumbsdown": "-1",
    "hand": "raised_hand",
    "envelope": "email",
    "phone": "telephone",
    "memo": "pencil",
    "exclamation": "heavy_exclamation_mark",
    "satisfied": "laughing",
}
"""Other names that Slack sends for the same emoji, which differ between its clients."""


def react(context: AppContext, reaction: Reaction) -> None:
    """Hand the message over that somebody has reacted to, once however often they do.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    support = context.support
    if support is None or support.desk.reaction is None or reaction.is_by_bot:
        return
    if base_name(reaction.name) != base_name(support.desk.reaction):
        return
    reaction = _with_thread(support, reaction)
    now, team, person = context.clock.now(), reaction.team, reaction.person
    question = context.store.find_question(team, trace_id_of(f"message:{reaction.ref}"))
    language = language_of(context, team, person) if question is None else question.language
    with context.store.transaction() as transaction:
        place = Destination(team, person, person=person)
        # A reaction has no id of its own: one that was too many must not keep the same one from counting later.
        if not has_turn(transaction, f"{_id(reaction)}:too-many", place, language, now):
            return
        if not transaction.seen_keys.claim([_id(reaction)], now):
            return
        workflow = TicketWorkflow(transaction, support.desk, team, now, context.audit)
        if reaction.is_on_bots_message:
            notice: SystemNotice | None = SystemNotice("reaction-on-reply", language)
        elif workflow.has_too_many(person):
            notice = SystemNotice("asked-too-much", language, (("count", str(MOST_OPEN)),))
        else:
            ticket = _ticket(reaction, question, language, now)
            opened = workflow.open(ticket, None if question is None else sent_along(question.files))
            notice = _word_on(opened, ticket, reaction, question)
        if notice is not None:
            transaction.send(Outgoing(_id(reaction), place, notice, now))
    context.wake()


def base_name(emoji: str) -> str:
    """Return the name that all variants of an emoji share: skin tones are the same one, and so are other names."""
    name = emoji.strip(":").partition("::")[0]
    return _SAME_EMOJI.get(name, name)


def _with_thread(support: SupportContext, reaction: Reaction) -> Reaction:
    """Return `reaction` with links that lead to its message in a thread too, of which Slack's event says nothing."""
    link = None if reaction.is_on_bots_message else support.links.link_to(reaction.channel, reaction.message)
    if link is None:
        return reaction
    return replace(reaction, link=link, team_link=None if reaction.team_link is None else link)


def _id(reaction: Reaction) -> str:
    return f"reaction:{reaction.ref}:{reaction.person}"


def _ticket(reaction: Reaction, question: LoggedQuestion | None, language: Language, now: datetime) -> Ticket:
    # Of a message that was no question to the bot each person may make a request of their own.
    trace_id = trace_id_of(_id(reaction)) if question is None else question.trace_id
    home = Place.of_person(reaction.person)
    draft = HandOverDraft(reaction.team, reaction.person, home, language, trace_id, reaction.team_link)
    return new_ticket(draft, "", "" if question is None else text_of_question(question), question, now)


def _word_on(
    opened: Ticket, ticket: Ticket, reaction: Reaction, question: LoggedQuestion | None
) -> SystemNotice | None:
    if opened.id != ticket.id:
        return SystemNotice("asked-already", ticket.language, (("number", str(opened.number)),))
    if question is None:
        return SystemNotice("reaction-tell-more", ticket.language, (("link", reaction.link),))
    return None
