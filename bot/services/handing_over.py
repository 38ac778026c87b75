"""A question goes to the support team: from the button below a reply, a command, a message's shortcut, a reaction.

All but the reaction open the same short form, filled in already; what comes back from it becomes a ticket in one
transaction.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from itertools import accumulate
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from bot.domain.feedback import UNHELPFUL_REASONS
from bot.domain.file_links import together
from bot.domain.forms import FormErrors, FormNotice, HandOverForm
from bot.domain.incoming import HandOverDraft
from bot.domain.outgoing import SystemNotice
from bot.domain.private_numbers import has_private_number
from bot.domain.question_log import text_of_question, trace_id_in
from bot.domain.redaction import redacted_for_team, title_for_team
from bot.domain.text_cleaning import readable
from bot.domain.ticket import LONGEST_TEXT, LONGEST_TITLE, Place, Ticket
from bot.domain.views import RequestsView
from bot.services.app_context import language_of, language_of_presser, say_privately
from bot.services.commanding import remembered
from bot.services.ports import StoreUnavailableError
from bot.services.showing_home import show_home
from bot.services.ticket_workflow import MOST_OPEN, RequesterWords, TicketWorkflow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.forms import FormField, FormResult
    from bot.domain.incoming import ButtonAction, Command, MessageShortcut
    from bot.domain.outgoing import Destination
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.sent_forms import HandOverSubmission
    from bot.domain.setup import Setup
    from bot.services.app_context import AppContext

_LONGEST_ALONG: Final = 2000
"""Characters of links that go along in a form: many more than the ten files of a message have."""

log = logging.getLogger(__name__)


def open_from_button(context: AppContext, action: ButtonAction) -> HandOverForm | None:
    """Return the form for the question below whose reply the button stands; an empty one in App Home."""
    draft = _draft_below(context, action)
    question = None if draft.trace_id is None else context.store.find_question(draft.team, draft.trace_id)
    if question is None or not is_asked_here(question, action):
        return _open(context, draft, "", action.private)
    # What one person alone is shown, and what follows up, quotes none of the question's files.
    draft = replace(draft, files=_that_fit(together(draft.files, question.files)))
    return _open(context, draft, text_of_question(question), action.private)


def open_after_vote(context: AppContext, action: ButtonAction) -> HandOverForm | None:
    """Return the form for a question whose answer did not help, with why; the button carries what was voted on."""
    trace_id, _, article = action.value.partition(":")
    form = open_from_button(context, replace(action, value=trace_id))
    reason = next((each for each in UNHELPFUL_REASONS if each == action.argument), None)
    if form is None or reason is None or not form.text:
        return form
    return replace(form, not_helped=(article, reason))


def open_from_shortcut(context: AppContext, shortcut: MessageShortcut) -> HandOverForm | None:
    """Return the form for a message. The bot may be no member where it stands, so the answer comes directly."""
    team, person = shortcut.team, shortcut.person
    language = language_of(context, team, person)
    home, files = Place.of_person(person), _that_fit(together(shortcut.files))
    draft = HandOverDraft(team, person, home, language, permalink=shortcut.team_link, files=files)
    return _open(context, draft, shortcut.text, shortcut.private)


def open_with_setup(context: AppContext, action: ButtonAction, setup: Setup) -> HandOverForm | None:
    """Return the form for a set-up that does not go on: it says which step, with what is known of it."""
    draft = replace(_draft_below(context, action), language=setup.language)
    form = _open(context, draft, "", action.private)
    return None if form is None else replace(form, draft=draft, setup=setup)


def answer_support(context: AppContext, command: Command) -> HandOverForm | SystemNotice | RequestsView:
    """Return the form for the question behind the command; for `status`, how the person's requests stand."""
    language = remembered(context, command).language or context.language
    team, person = command.conversation.team, command.person
    if context.support is None:
        return SystemNotice("no-team", language)
    if command.text.lower() == "help":
        return SystemNotice("support-help", language)
    if command.text.lower() != "status":
        draft = HandOverDraft(team, person, Place.of_person(person), language)
        return _form(context, context.support.desk, draft, command.text)
    try:
        return RequestsView(language, context.store.tickets.of_person(team, person, most=10))
    except StoreUnavailableError as error:
        log.warning("The support team cannot be reached: %s", error)
        return SystemNotice("store-away", language)


def submit(context: AppContext, submission: HandOverSubmission) -> FormResult:
    """Make a ticket of the form, once however often it arrives; return what it shows instead of closing.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    support, draft, title, text = context.support, submission.draft, submission.title, submission.text
    if support is None:
        return FormNotice(SystemNotice("no-team", draft.language))
    draft = replace(draft, language=context.answering.current.language_of(text, draft.language))
    if wrong := _wrong_with(title, text):
        return FormErrors(draft.language, wrong)
    question = None if draft.trace_id is None else context.store.find_question(draft.team, draft.trace_id)
    if question is None:
        # Forgotten by now. Whose it was cannot be told, and nobody else's ticket is to stand in the way.
        draft = replace(draft, trace_id=None)
    now = context.clock.now()
    ticket = new_ticket(draft, title, text, question, now)
    with context.store.transaction() as transaction:
        workflow = TicketWorkflow(transaction, support.desk, draft.team, now, context.audit)
        if workflow.has_too_many(draft.person) and workflow.existing(ticket) is None:
            notice = SystemNotice("asked-too-much", draft.language, (("count", str(MOST_OPEN)),))
            return FormNotice(notice, is_on_top=True)
        if not transaction.seen_keys.claim([f"view:{draft.team}:{submission.id}"], now):
            return None
        opened = workflow.open(ticket, sent_along(draft.files))
    show_home(context, draft.team, draft.person, submission.id)
    if opened.id != ticket.id:
        return FormNotice(SystemNotice("asked-already", draft.language, (("number", str(opened.number)),)))
    # Where they hear of it directly, nothing is to be seen of it where they are now.
    is_elsewhere = draft.home == Place.of_person(draft.person)
    return FormNotice(SystemNotice("handed-over", draft.language)) if is_elsewhere else None


def sent_along(files: Sequence[str]) -> RequesterWords | None:
    """Return what tells the team of `files`; None where there are none."""
    return RequesterWords("\n".join(files), kind="sent-along") if files else None


def new_ticket(draft: HandOverDraft, title: str, text: str, question: LoggedQuestion | None, now: datetime) -> Ticket:
    """Return what is handed over; `question` is what the bot had been asked, by the same person or somebody else."""
    text = readable(text)
    is_theirs = question is None or question.person == draft.person
    return Ticket(
        id=token_hex(8),
        number=0,
        team=draft.team,
        person=draft.person,
        language=draft.language,
        title=title_for_team(readable(title) or text, LONGEST_TITLE),
        text=redacted_for_team(text, LONGEST_TEXT),
        opened_at=now,
        home=draft.home,
        permalink=draft.permalink,
        trace_id=draft.trace_id if is_theirs else None,
        replied_at=draft.replied_at,
        reply=None if question is None else question.reply,
    )


def is_asked_here(question: LoggedQuestion, action: ButtonAction) -> bool:
    """Return whether it was asked where the button stands: nobody is shown what was asked elsewhere."""
    return action.conversation is not None and question.channel == action.conversation.channel


def _draft_below(context: AppContext, action: ButtonAction) -> HandOverDraft:
    return replace(_draft_where_pressed(context, action), files=_that_fit(action.quoted.splitlines()))


def _that_fit(links: Sequence[str]) -> tuple[str, ...]:
    """Return the first of `links` that a form can carry."""
    lengths = accumulate(map(len, links))
    return tuple(link for link, length in zip(links, lengths, strict=True) if length <= _LONGEST_ALONG)


def _draft_where_pressed(context: AppContext, action: ButtonAction) -> HandOverDraft:
    team, person = action.team, action.person
    trace_id = trace_id_in(action.value)
    if action.conversation is None:
        return HandOverDraft(team, person, Place.of_person(person), language_of(context, team, person), trace_id)
    language = language_of_presser(context, action)
    if action.message is None:
        return HandOverDraft(team, person, Place.of_person(person), language, trace_id)
    home = Place(action.destination.channel, action.destination.thread)
    return HandOverDraft(team, person, home, language, trace_id, action.team_link, action.message)


def _open(context: AppContext, draft: HandOverDraft, text: str, private: Destination) -> HandOverForm | None:
    if context.support is None:
        say_privately(
            context, private, SystemNotice("no-team", context.answering.current.language_of(text, draft.language))
        )
        return None
    return _form(context, context.support.desk, draft, text)


def _form(context: AppContext, desk: SupportDeskConfig, draft: HandOverDraft, text: str) -> HandOverForm:
    draft = replace(draft, language=context.answering.current.language_of(text, draft.language))
    text, now = readable(text), context.clock.now()
    if desk.hours.is_open(now):
        return HandOverForm(draft, text, desk.hours.after(now, desk.promise.response), is_open_now=True)
    return HandOverForm(draft, text, desk.hours.next_open(now), is_open_now=False)


def _wrong_with(title: str, text: str) -> tuple[tuple[FormField, str], ...]:
    wrong: list[tuple[FormField, str]] = [] if text else [("text", "form-empty")]
    if has_private_number(title):
        wrong.append(("title", "form-no-digits"))
    if has_private_number(text):
        wrong.append(("text", "form-no-digits"))
    return tuple(wrong)
