"""The slash commands: each is answered in its ack, seen by the person alone.

They need the store for what the bot remembers only, so they go on answering while it is away.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field, replace
from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.language import LANGUAGES
from bot.domain.outgoing import ConversationMessage, Destination, Outgoing, ReplyMessage, SystemNotice, TeamReport
from bot.domain.question_log import logged
from bot.domain.ticket import Place
from bot.rendering.targets.block_kit import Rendered
from bot.services.ports import StoreUnavailable
from bot.slack import listing, privacy
from bot.slack.handing_over import Asker, open_form
from bot.slack.ids import ADDRESS, ASK, HELP, PRIVACY, SUPPORT, TRIAGE, VERSION
from bot.slack.incoming import unescape
from bot.slack.triage import not_in_team

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App

    from bot.domain.calculation import CalculatorName
    from bot.domain.reply import Reply
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext, SupportContext

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as it was typed; `body` is what forms are opened with."""

    name: str
    text: str
    conversation: Conversation
    person: str
    body: Payload = field(default_factory=dict, compare=False, repr=False)


def register(app: App, parts: AppContext) -> None:
    """Listen to every command; an unknown one gets a clear word."""

    def take(body: Payload, ack: Ack) -> None:
        said = answer(parts, read_command(body))
        if said is None:
            ack()
        else:
            ack(in_ack(said if isinstance(said, Rendered) else parts.render(said)))

    app.command(re.compile(""))(take)


def read_command(body: Payload) -> Command:
    """The command that arrived."""
    person = body["user_id"]
    conversation = Conversation("command", body["team_id"], body["channel_id"], person=person)
    return Command(body["command"], unescape(body.get("text") or "").strip(), conversation, person, body)


def answer(parts: AppContext, command: Command) -> ConversationMessage | Rendered | None:
    """What to say to `command`; None where a form opens instead."""
    handler = HANDLERS.get(command.name)
    if handler is None:
        return SystemNotice("unknown-command", parts.language, (("command", command.name),))
    return handler(parts, command)


def in_ack(rendered: Rendered) -> dict[str, Any]:
    """An ack's body that only the person sees."""
    body: dict[str, Any] = {"response_type": "ephemeral", "text": rendered.text}
    if rendered.blocks:
        body["blocks"] = rendered.blocks
    return body


def _ask(parts: AppContext, command: Command) -> ConversationMessage:
    if not command.text:
        return parts.help(_remembered(parts, command).language or parts.language)
    question = Question(command.text, command.conversation, command.person)
    reply, memory = parts.answering.reply_to(question, _remembered(parts, command))
    return _said(parts, command, reply, memory)


def _calculate(parts: AppContext, command: Command, calculator: CalculatorName) -> ConversationMessage:
    language = _remembered(parts, command).language
    calculation = parts.answering.calculate(calculator, command.text, language)
    # Where it asks for a number, the next `/econnect` may be just that number.
    expecting = calculator if calculation.outcome.value is None else None
    return _said(parts, command, calculation, Memory(expecting, calculation.language))


def _help(parts: AppContext, command: Command) -> ConversationMessage:
    """What the bot can do. Who asks for it in a language chooses that for whatever tells none."""
    chosen = next((language for language in LANGUAGES if command.text.lower() == language), None)
    if chosen is None:
        return parts.help(_remembered(parts, command).language or parts.language)
    try:
        with parts.store.transaction() as transaction:
            transaction.people.choose_language(command.conversation.team, command.person, chosen)
    except StoreUnavailable as error:
        log.warning("A person's language is not kept: %s", error)
    return parts.help(chosen)


def _privacy(parts: AppContext, command: Command) -> ConversationMessage:
    language = _remembered(parts, command).language or parts.language
    try:
        return privacy.answer(parts.store, command.text, command.conversation, command.person, language)
    except StoreUnavailable as error:
        log.warning("A person's data cannot be reached: %s", error)
        return SystemNotice("store-away", language)


def _remembered(parts: AppContext, command: Command) -> Memory:
    try:
        memory = parts.store.read_memory(command.conversation, command.person)
        return memory.at(parts.clock.now(), command.conversation.kind)
    except StoreUnavailable as error:
        log.warning("A command is answered without memory: %s", error)
        return Memory()


def _said(parts: AppContext, command: Command, reply: Reply, memory: Memory) -> ReplyMessage:
    """The reply, with what to remember and what was asked kept; an answer does not depend on that."""
    now, question = parts.clock.now(), Question(command.text, command.conversation, command.person)
    entry = logged(question, reply, f"command:{token_hex(8)}", now, parts.answering.version)
    try:
        with parts.store.transaction() as transaction:
            transaction.conversations.put(command.conversation, replace(memory, updated_at=now))
            transaction.questions.add(entry)
    except StoreUnavailable as error:
        log.warning("A command is answered and not remembered: %s", error)
        return ReplyMessage(reply, is_cut_off=True)
    finally:
        parts.watch.asked(entry)
    return ReplyMessage(reply, trace_id=entry.trace_id)


def _support(parts: AppContext, command: Command) -> ConversationMessage | Rendered | None:
    """A question for the support team, typed behind the command or into the form; or how one's requests stand."""
    language = _remembered(parts, command).language or parts.language
    team, person = command.conversation.team, command.person
    if parts.support is None:
        return SystemNotice("no-team", language)
    try:
        if command.text.lower() == "status":
            return listing.requests(parts, team, person, language)
        open_form(parts, Asker(team, person, Place(person), language), command.text, command.body)
    except StoreUnavailable as error:
        log.warning("The support team cannot be reached: %s", error)
        return SystemNotice("store-away", language)
    return None


def _triage(parts: AppContext, command: Command) -> ConversationMessage | Rendered | None:
    """The support team's tickets."""
    if parts.support is None:
        return SystemNotice("no-team", _remembered(parts, command).language or parts.language)
    refusal = not_in_team(parts.support, command.person)
    if refusal is not None:
        return refusal
    if (days := listing.read_report(command.text)) is not None:
        return _report(parts, parts.support, command, days)
    try:
        return listing.tickets(parts, parts.support, command.conversation, listing.read_wanted(command.text))
    except StoreUnavailable as error:
        log.warning("The tickets cannot be read: %s", error)
        return SystemNotice("store-away", parts.support.desk.language)


def _report(parts: AppContext, support: SupportContext, command: Command, days: int) -> ConversationMessage:
    """It takes longer than an ack may: it is made when it is sent, and comes a moment later."""
    language = support.desk.language
    where = command.conversation
    place = Destination(
        where.team, where.channel, reply_link=command.body.get("response_url") or None, person=command.person
    )
    outgoing = Outgoing(f"report:{token_hex(8)}", place, TeamReport(language, days), parts.clock.now())
    try:
        with parts.store.transaction() as transaction:
            transaction.send(outgoing)
    except StoreUnavailable as error:
        log.warning("A report cannot be made: %s", error)
        return SystemNotice("store-away", language)
    parts.wake()
    return SystemNotice("report-under-way", language)


Handler: TypeAlias = "Callable[[AppContext, Command], ConversationMessage | Rendered | None]"

HANDLERS: Mapping[str, Handler] = {
    ASK: _ask,
    ADDRESS: partial(_calculate, calculator="mailbox-address"),
    VERSION: partial(_calculate, calculator="version-check"),
    SUPPORT: _support,
    HELP: _help,
    PRIVACY: _privacy,
    TRIAGE: _triage,
}
