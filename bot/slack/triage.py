"""What is pressed on a ticket's card and on the requester's messages, and the forms of the support team."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot import texts
from bot.domain.outgoing import SystemNotice, TicketNews
from bot.domain.ticket import REOPENABLE, InvalidTransitionError
from bot.rendering import forms
from bot.rendering.action_ids import MORE, TICKET_BUTTON
from bot.rendering.context import moment_in_words
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.tickets import status
from bot.services.triage import NoTicketError, Reply, Triage
from bot.slack import home
from bot.slack.handing_over import field, say_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.outgoing import NewsKind
    from bot.domain.ticket import Ticket
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext, SupportContext

    Answer: TypeAlias = dict[str, Any] | None
    Verb: TypeAlias = Callable[[Triage, str, str], object]
    Form: TypeAlias = Callable[[Ticket, SupportContext], dict[str, Any]]

log = logging.getLogger(__name__)

OF_THE_REQUESTER: Final = frozenset({"withdraw", "confirm", "reopen"})
SAID: Final[tuple[NewsKind, ...]] = ("reply", "question", "corrected")
OF_BOTH: Final = frozenset({"reopen"})

VERBS: Final[Mapping[str, Verb]] = {
    "claim": Triage.claim,
    "wait": Triage.wait,
    "dismiss": Triage.dismiss,
    "reopen": Triage.reopen,
    "withdraw": Triage.withdraw,
    "confirm": Triage.confirm,
}
FORMS: Final[Mapping[str, Form]] = {
    "assign": lambda ticket, support: forms.assign_form(ticket, support.desk.language),
    "reply": lambda ticket, support: forms.reply_form(ticket, support.context(), support.desk.language),
    "correct": lambda ticket, support: forms.reply_form(
        ticket, support.context(), support.desk.language, is_correction=True
    ),
    "resolve": lambda ticket, support: forms.resolve_form(ticket, support.context(), support.desk.language),
}


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed something that belongs to a ticket. `id` is the same however often it is delivered."""

    id: str
    team: str
    person: str
    verb: str
    ticket: str


def register(app: App, parts: AppContext) -> None:
    """Listen to the buttons of tickets and to the team's forms."""

    def press(body: Payload, ack: Ack) -> None:
        take_press(parts, body)
        if body["container"]["type"] == "view":
            home.publish(parts, body["team"]["id"], body["user"]["id"], body["actions"][0]["action_ts"])
        ack()

    def submit(body: Payload, ack: Ack) -> None:
        ack(**(take_form(parts, body) or {}))

    app.action(re.compile(f"^{re.escape(TICKET_BUTTON)}"))(press)
    app.view(re.compile("^form:"))(submit)


def read_press(body: Payload) -> Press:
    """The press that arrived: what is done is in the button's name, or in what was chosen from the menu."""
    action, team, person = body["actions"][0], body["team"]["id"], body["user"]["id"]
    if action["action_id"] == MORE:
        verb, _, ticket = str((action.get("selected_option") or {}).get("value", "")).partition(":")
    else:
        verb, ticket = action["action_id"].removeprefix(TICKET_BUTTON), str(action.get("value", ""))
    press = f"click:{team}:{person}:{action['action_id']}:{ticket}:{action.get('action_ts')}"
    return Press(press, team, person, verb, ticket)


def take_press(parts: AppContext, body: Payload) -> None:
    """Do what was pressed, open the form for it, or tell the person why not."""
    press, support = read_press(body), parts.support
    if support is None:
        return
    ticket = parts.store.tickets.get(press.team, press.ticket)
    refusal = _refusal(support, press, ticket)
    if refusal is not None or ticket is None:
        say_to(parts, press.team, press.person, body, refusal or SystemNotice("no-ticket", support.desk.language))
    elif press.verb in FORMS:
        _open(parts, support, ticket, press, body)
    else:
        _do(parts, support, press, body)


def take_form(parts: AppContext, body: Payload) -> Answer:
    """Do what a form says; what it is to show instead of closing, if anything."""
    support, view = parts.support, body["view"]
    handler = HANDLERS.get(view["callback_id"])
    if support is None or handler is None:
        return {"response_action": "update", "view": forms.notice_view(SystemNotice("old-button", parts.language))}
    ticket_id = view["private_metadata"].partition("\n")[0]
    sent = Press(
        f"view:{view['id']}:{view['callback_id']}", body["team"]["id"], body["user"]["id"], "form", ticket_id
    )
    ticket = parts.store.tickets.get(sent.team, ticket_id)
    refusal = _refusal(support, sent, ticket)
    if refusal is not None or ticket is None:
        return _showing_notice(refusal or SystemNotice("no-ticket", support.desk.language))
    try:
        return handler(parts, support, _Sent(sent, ticket, view))
    except InvalidTransitionError as refused:
        return _showing_notice(why_not(refused, support.desk, parts, sent.person))


@dataclass(frozen=True, slots=True)
class _Sent:
    """A form that came back."""

    press: Press
    ticket: Ticket
    view: Payload


def why_not(refused: InvalidTransitionError, desk: SupportDeskConfig, parts: AppContext, person: str) -> SystemNotice:
    """Why a step was not taken, in words for `person`, who pressed: who was first, or how the ticket stands."""
    ticket = refused.ticket
    language = ticket.language if person == ticket.person else desk.language
    number = ("number", str(ticket.number))
    ended_at = ticket.closed_at or ticket.resolved_at
    if refused.step == "reopen" and ended_at is not None and parts.clock.now() - ended_at > REOPENABLE:
        return SystemNotice("too-late", language, (number,))
    state = ("state", texts.get(f"state-{ticket.state}", language))
    was_first = refused.step == "claim" and ticket.state == "claimed" and ticket.assignee != person
    if was_first and ticket.assignee and ticket.claimed_at is not None:
        when = ("when", moment_in_words(ticket.claimed_at, desk.hours.zone, language))
        return SystemNotice("first-was", language, (state, when), (("person", ticket.assignee),))
    return SystemNotice("is-already", language, (number, state))


def _refusal(support: SupportContext, press: Press, ticket: Ticket | None) -> SystemNotice | None:
    """Why this person may not do this; None where they may. What a button carries is believed by nobody."""
    language = support.desk.language
    if ticket is None:
        return SystemNotice("no-ticket", language)
    is_theirs = ticket.person == press.person
    if press.verb in OF_THE_REQUESTER and is_theirs:
        return None
    if press.verb in OF_THE_REQUESTER - OF_BOTH:
        return SystemNotice("not-yours", ticket.language)
    return not_in_team(support, press.person)


def not_in_team(support: SupportContext, person: str) -> SystemNotice | None:
    """Why somebody does not count as a support member; None where they do."""
    membership_of = support.roles.membership_of(person)
    if membership_of == "member":
        return None
    log.info("refused person=%s standing=%s", person, membership_of)
    return SystemNotice("not-in-team" if membership_of == "outsider" else "cannot-check", support.desk.language)


def _open(parts: AppContext, support: SupportContext, ticket: Ticket, press: Press, body: Payload) -> None:
    def did_not_open() -> None:
        say_to(parts, press.team, press.person, body, SystemNotice("press-again", support.desk.language))

    support.modals.open(body["trigger_id"], FORMS[press.verb](ticket, support), did_not_open)


def _do(parts: AppContext, support: SupportContext, press: Press, body: Payload) -> None:
    verb = VERBS.get(press.verb)
    if verb is None:
        say_to(parts, press.team, press.person, body, SystemNotice("old-button", support.desk.language))
        return
    try:
        _in_transaction(parts, support, press, lambda triage: verb(triage, press.ticket, press.person))
    except InvalidTransitionError as refused:
        say_to(parts, press.team, press.person, body, why_not(refused, support.desk, parts, press.person))
    except NoTicketError:
        say_to(parts, press.team, press.person, body, SystemNotice("no-ticket", support.desk.language))


def _in_transaction(parts: AppContext, support: SupportContext, press: Press, do: Callable[[Triage], object]) -> None:
    """Do it once, however often Slack delivers the press."""
    now = parts.clock.now()
    with parts.store.transaction() as transaction:
        if transaction.seen_keys.claim([press.id], now):
            do(Triage(transaction, support.desk, press.team, now))
    parts.wake()


def _check(parts: AppContext, support: SupportContext, sent: _Sent) -> Answer:  # noqa: ARG001 - one shape for all forms
    """Show what was written as the requester will see it."""
    text, article, language = field(sent.view, forms.TEXT), _chosen(sent.view, forms.ARTICLE), support.desk.language
    if not text and article is None:
        return _wrong(forms.TEXT, "reply-empty", language)
    values = sent.view["state"]["values"]
    asks_back = bool(values.get(forms.ASKS_BACK, {}).get(forms.ASKS_BACK, {}).get("selected_options"))
    is_correction = sent.view["callback_id"] == forms.CORRECT_FORM
    kind: NewsKind = "corrected" if is_correction else "question" if asks_back else "reply"
    news = TicketNews(sent.ticket.id, kind, sent.press.person, text, article)
    preview = blocks_of(status.news(news, sent.ticket, support.context()))
    metadata = "\n".join((sent.ticket.id, kind, article or "", text))
    view = forms.check_form(sent.ticket, preview, metadata, language)
    return {"response_action": "update", "view": view}


def _reply(parts: AppContext, support: SupportContext, sent: _Sent) -> Answer:
    """Send what was looked at."""
    ticket_id, said, article, text = sent.view["private_metadata"].split("\n", 3)
    kind = next(each for each in SAID if each == said)
    reply = Reply(text, article or None, kind)
    _in_transaction(parts, support, sent.press, lambda triage: triage.reply(ticket_id, sent.press.person, reply))
    return None


def _resolve(parts: AppContext, support: SupportContext, sent: _Sent) -> Answer:
    how, lesson = _chosen(sent.view, forms.HOW), _chosen(sent.view, forms.LESSON)
    article, language = _chosen(sent.view, forms.ARTICLE), support.desk.language
    if how == "article" and article is None:
        return _wrong(forms.ARTICLE, "resolve-needs-article", language)
    if lesson == "phrasing" and article is None:
        return _wrong(forms.ARTICLE, "resolve-phrasing-needs-article", language)
    chosen_how = next(each for each in forms.HOWS if each == how)
    chosen_lesson = next(each for each in forms.LESSONS if each == lesson)

    def do(triage: Triage) -> None:
        triage.resolve(sent.ticket.id, sent.press.person, chosen_how, article, chosen_lesson)

    _in_transaction(parts, support, sent.press, do)
    return None


def _assign(parts: AppContext, support: SupportContext, sent: _Sent) -> Answer:
    values = sent.view["state"]["values"]
    whom = values.get(forms.WHOM, {}).get(forms.WHOM, {}).get("selected_user")
    membership_of = support.roles.membership_of(whom) if whom else "outsider"
    if membership_of != "member":
        why = "assign-not-support" if membership_of == "outsider" else "assign-cannot-check"
        return _wrong(forms.WHOM, why, support.desk.language)
    _in_transaction(parts, support, sent.press, lambda triage: triage.assign(sent.ticket.id, sent.press.person, whom))
    return None


HANDLERS: Final[Mapping[str, Callable[[AppContext, SupportContext, _Sent], Answer]]] = {
    forms.REPLY_FORM: _check,
    forms.CORRECT_FORM: _check,
    forms.CHECK_FORM: _reply,
    forms.RESOLVE_FORM: _resolve,
    forms.ASSIGN_FORM: _assign,
}


def _chosen(view: Payload, name: str) -> str | None:
    option = view["state"]["values"].get(name, {}).get(name, {}).get("selected_option")
    return None if option is None else str(option["value"])


def _wrong(name: str, text: str, language: Language) -> Answer:
    return {"response_action": "errors", "errors": {name: texts.get(text, language)}}


def _showing_notice(notice: SystemNotice) -> Answer:
    """Above the form, which is there again with all that was typed once the notice is closed."""
    return {"response_action": "push", "view": forms.notice_view(notice)}
