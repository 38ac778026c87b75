"""What is pressed on a ticket's card and on the requester's messages, and the forms of the support team."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.forms import AssignForm, FormErrors, FormNotice, PreviewForm, ReplyForm, ResolveForm
from bot.domain.outgoing import Destination, InPlace, Outgoing, Requests, SystemNotice, TransitionRefused
from bot.domain.sent_forms import AssigneeChosen, ReplyApproved, ReplyDrafted, ResolutionChosen
from bot.domain.ticket import REOPENABLE, InvalidTransitionError
from bot.domain.ticket_bodies import TicketNews
from bot.services.app_context import language_of_presser, say_privately
from bot.services.showing_home import show_home
from bot.services.ticket_workflow import NoTicketError, TeamReply, TicketWorkflow, once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.forms import Form, FormField, FormResult
    from bot.domain.incoming import ButtonAction
    from bot.domain.sent_forms import TeamSubmission
    from bot.domain.ticket import Step, Ticket, TransitionRecord
    from bot.domain.told_kinds import NewsKind
    from bot.services.app_context import AppContext, SupportContext

    Act: TypeAlias = Callable[[TicketWorkflow, str, str], object]

log = logging.getLogger(__name__)

OF_THE_REQUESTER: Final = frozenset({"withdraw", "confirm", "reopen"})
OF_BOTH: Final = frozenset({"reopen"})
_TOLD: Final[frozenset[Step]] = frozenset({"reply", "ask", "resolve"})
"""Steps of which the requester reads something that a colleague wrote or decided."""
_DONE: Final[Mapping[str, str]] = {"withdraw": "withdrawn", "confirm": "thanked", "reopen": "taken-up-again"}
"""What is said in the place of a message whose button was pressed."""

ACTS: Final[Mapping[str, Act]] = {
    "claim": TicketWorkflow.claim,
    "dismiss": TicketWorkflow.dismiss,
    "reopen": TicketWorkflow.reopen,
    "withdraw": TicketWorkflow.withdraw,
    "confirm": TicketWorkflow.confirm,
}
"""What is done at once, by the names that buttons have."""
FORMS: Final[Mapping[str, Callable[[Ticket, SupportContext], Form]]] = {
    "assign": lambda ticket, support: AssignForm(ticket, support.membership.members()),
    "reply": lambda ticket, support: ReplyForm(ticket, readers=_readers(ticket, support)),
    "correct": lambda ticket, support: ReplyForm(ticket, is_correction=True, readers=_readers(ticket, support)),
    "wait": lambda ticket, support: ReplyForm(ticket, asks_back=True, readers=_readers(ticket, support)),
    "resolve": lambda ticket, _: ResolveForm(ticket),
}
"""What a form opens for."""


class _ChangedMeanwhileError(Exception):
    """The ticket is not the one that was looked at any more: nothing was done."""


def press(context: AppContext, action: ButtonAction) -> Form | None:
    """Do what was pressed, or return the form for it; the person is told why not.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    if context.support is None:
        say_privately(context, action.private, SystemNotice("no-team", language_of_presser(context, action)))
        return None
    form = _press(context, context.support, action)
    if action.conversation is None:
        show_home(context, action.team, action.person, action.id)
    return form


def submit(context: AppContext, submission: TeamSubmission) -> FormResult:
    """Do what a form says; return what it shows instead of closing.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    support = context.support
    if support is None:
        return FormNotice(SystemNotice("no-team", context.language))
    if (refusal := not_in_team(support, submission.person)) is not None:
        return FormNotice(refusal, is_on_top=True)
    try:
        return _submit(context, support, submission)
    except _ChangedMeanwhileError:  # somebody was quicker by a moment: what they did is looked at first
        return submit(context, submission)
    except InvalidTransitionError as error:
        notice = why_not(error, support.desk, context.clock.now(), submission.person)
        return FormNotice(notice, is_on_top=True)
    except NoTicketError:
        return FormNotice(SystemNotice("no-ticket", support.desk.language), is_on_top=True)


def not_in_team(support: SupportContext, person: str) -> SystemNotice | None:
    """Return why somebody does not count as a support member; None where they do."""
    status = support.membership.membership_of(person)
    if status == "member":
        return None
    log.info("refused person=%s membership=%s", person, status)
    return SystemNotice("not-in-team" if status == "outsider" else "cannot-check", support.desk.language)


def why_not(error: InvalidTransitionError, desk: SupportDeskConfig, now: datetime, person: str) -> TransitionRefused:
    """Return why nothing was done, for `person`, who pressed: who was first, or how the ticket stands."""
    ticket = error.ticket
    language = ticket.language if person == ticket.person else desk.language
    ended_at = ticket.closed_at or ticket.resolved_at
    if error.step == "reopen" and ended_at is not None and now - ended_at > REOPENABLE:
        return TransitionRefused(language, ticket.number, ticket.state, is_too_late=True)
    was_first = error.step == "claim" and ticket.state == "claimed" and ticket.assignee != person
    if was_first and ticket.assignee and ticket.claimed_at is not None:
        claimed_at = ticket.claimed_at.isoformat()
        return TransitionRefused(
            language, ticket.number, ticket.state, assignee=ticket.assignee, claimed_at=claimed_at
        )
    return TransitionRefused(language, ticket.number, ticket.state)


def _press(context: AppContext, support: SupportContext, action: ButtonAction) -> Form | None:
    """Do it. What a button carries is believed by nobody: who presses, and what on, is looked at."""
    if action.argument in OF_THE_REQUESTER:
        _press_own(context, support, action)
    elif (refusal := not_in_team(support, action.person)) is not None:
        say_privately(context, action.private, refusal)
    elif action.argument in ACTS:
        _act(context, support, action)
    else:
        return _form(context, support, action)
    return None


def _press_own(context: AppContext, support: SupportContext, action: ButtonAction) -> None:
    """Do what a requester does with a ticket of their own, and a support member with any where they may too."""
    ticket = context.store.tickets.get(action.team, action.value)
    if ticket is not None and ticket.person == action.person:
        _act(context, support, action, _instead(context, action, ticket))
        return
    if ticket is None:
        refusal: SystemNotice | None = SystemNotice("no-ticket", support.desk.language)
    elif action.argument not in OF_BOTH:
        refusal = SystemNotice("not-yours", ticket.language)
    else:
        refusal = not_in_team(support, action.person)
    if refusal is None:
        _act(context, support, action, None if ticket is None else _instead(context, action, ticket))
    else:
        language = language_of_presser(context, action, refusal.language)
        say_privately(context, action.private, replace(refusal, language=language))


def _form(context: AppContext, support: SupportContext, action: ButtonAction) -> Form | None:
    """Return the form that was asked for; a button of another version of the bot has none."""
    ticket, new_form = context.store.tickets.get(action.team, action.value), FORMS.get(action.argument)
    if ticket is not None and new_form is not None:
        return new_form(ticket, support)
    text = "no-ticket" if ticket is None else "old-button"
    say_privately(context, action.private, SystemNotice(text, support.desk.language))
    return None


def _readers(ticket: Ticket, support: SupportContext) -> int | None:
    """Return how many people read where the requester is replied to; None where that is not known."""
    return None if ticket.home.thread is None else support.audience.readers_of(ticket.home.channel)


def _instead(context: AppContext, action: ButtonAction, ticket: Ticket) -> Outgoing | None:
    """Return what comes in the place of the message whose button was pressed; None where that is edited anyway."""
    shown = {message.id for message in (ticket.card, ticket.status) if message is not None}
    if action.conversation is None or (action.message is not None and action.message.id in shown):
        return None
    key, now = f"{action.id}:instead", context.clock.now()
    if action.message is None:
        return Outgoing(key, action.private, Requests(language_of_presser(context, action)), now)
    notice = SystemNotice(_DONE[action.argument], ticket.language, (("number", str(ticket.number)),))
    content = InPlace(notice, action.message.channel, action.message.id)
    return Outgoing(key, Destination(action.team, action.message.channel), content, now)


def _act(context: AppContext, support: SupportContext, action: ButtonAction, instead: Outgoing | None = None) -> None:
    act, desk = ACTS[action.argument], support.desk

    def do(workflow: TicketWorkflow) -> None:
        act(workflow, action.value, action.person)
        if instead is not None:
            workflow.transaction.send(instead)

    try:
        once(context, desk, action.id, action.team, do)
    except InvalidTransitionError as error:
        say_privately(context, action.private, why_not(error, desk, context.clock.now(), action.person))
    except NoTicketError:
        say_privately(context, action.private, SystemNotice("no-ticket", desk.language))


def _submit(context: AppContext, support: SupportContext, submission: TeamSubmission) -> FormResult:
    ticket = context.store.tickets.get(submission.team, submission.ticket)
    if ticket is None:
        raise NoTicketError
    match submission:
        case ReplyDrafted():
            return _preview(context, support.desk, submission, ticket)
        case ReplyApproved():
            return _reply(context, support.desk, submission, ticket)
        case ResolutionChosen():
            return _resolve(context, support.desk, submission, ticket)
        case _:  # an assignee
            return _assign(context, support, submission)


def _collision(context: AppContext, submission: TeamSubmission, ticket: Ticket) -> TransitionRecord | None:
    """Return what a colleague told the requester last, where that was after the form had opened."""
    if submission.seen is None or submission.seen >= ticket.version:
        return None
    told = [
        taken
        for taken in context.store.tickets.history(ticket.team, ticket.id)
        if taken.step in _TOLD and taken.version > submission.seen and taken.person != submission.person
    ]
    return told[-1] if told else None


def _preview(context: AppContext, desk: SupportDeskConfig, draft: ReplyDrafted, ticket: Ticket) -> FormResult:
    """Show what was written as the requester will see it."""
    if not draft.text and draft.article is None:
        return _wrong("text", "reply-empty", desk)
    purpose: NewsKind = "corrected" if draft.is_correction else "question" if draft.asks_back else "reply"
    news = TicketNews(ticket.id, purpose, draft.person, draft.text, draft.article, draft.is_private)
    return PreviewForm(ticket, news, _collision(context, draft, ticket))


def _reply(context: AppContext, desk: SupportDeskConfig, approved: ReplyApproved, ticket: Ticket) -> FormResult:
    reply = TeamReply(approved.text, approved.article, approved.purpose, approved.is_private)
    by = approved.person
    if (collision := _collision(context, approved, ticket)) is not None:
        news = TicketNews(ticket.id, reply.kind, by, reply.text, reply.article, reply.is_private)
        return PreviewForm(ticket, news, collision, is_again=True)
    _unless_changed(context, desk, approved, ticket, lambda workflow: workflow.reply(ticket.id, by, reply))
    return None


def _resolve(context: AppContext, desk: SupportDeskConfig, chosen: ResolutionChosen, ticket: Ticket) -> FormResult:
    if chosen.resolution == "article" and chosen.article is None:
        return _wrong("article", "resolve-needs-article", desk)
    if chosen.lesson == "phrasing" and chosen.article is None:
        return _wrong("article", "resolve-phrasing-needs-article", desk)

    collision = _collision(context, chosen, ticket)
    if collision is not None and collision.step != "resolve":
        return ResolveForm(ticket, collision)

    def resolve(workflow: TicketWorkflow) -> None:
        workflow.resolve(chosen.ticket, chosen.person, chosen.resolution, chosen.article, chosen.lesson)

    _unless_changed(context, desk, chosen, ticket, resolve)
    return None


def _unless_changed(
    context: AppContext,
    desk: SupportDeskConfig,
    submission: TeamSubmission,
    ticket: Ticket,
    do: Callable[[TicketWorkflow], object],
) -> None:
    """Do it on `ticket` as it was looked at.

    Raises:
        _ChangedMeanwhileError: it is not that any more.
    """

    def do_on_what_was_seen(workflow: TicketWorkflow) -> None:
        now = workflow.transaction.tickets.get(ticket.team, ticket.id)
        if now is not None and now.version != ticket.version:
            raise _ChangedMeanwhileError
        do(workflow)

    once(context, desk, submission.id, submission.team, do_on_what_was_seen)


def _assign(context: AppContext, support: SupportContext, chosen: AssigneeChosen) -> FormResult:
    assignee = chosen.assignee
    status = "outsider" if assignee is None else support.membership.membership_of(assignee)
    if assignee is None or status != "member":
        return _wrong("whom", "assign-not-support" if status == "outsider" else "assign-cannot-check", support.desk)
    by = chosen.person
    once(context, support.desk, chosen.id, chosen.team, lambda workflow: workflow.assign(chosen.ticket, by, assignee))
    return None


def _wrong(field: FormField, text: str, desk: SupportDeskConfig) -> FormErrors:
    return FormErrors(desk.language, ((field, text),))
