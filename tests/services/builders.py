"""What comes in from Slack, as values with what they mostly have; `dataclasses.replace` does the rest."""

from __future__ import annotations

from typing import Final

from bot.domain.conversation import Conversation
from bot.domain.incoming import ButtonAction, Command, HandOverDraft, IncomingMessage, Reaction
from bot.domain.outgoing import Destination
from bot.domain.sent_forms import HandOverSubmission
from bot.domain.ticket import Place, PostedMessage

TEAM: Final = "T1"
CHANNEL: Final = "C1"
DIRECT: Final = "D1"
TRIAGE: Final = "CTRIAGE"
ALICE: Final = "UALICE"
BOB: Final = "UBOB"
CAROL: Final = "UCAROL"
MALLORY: Final = "UMALLORY"

THREAD: Final = "1.1"
"""The message in the channel below which everything happens."""


def direct_message(text: str, message_id: str = "1.1", person: str = ALICE) -> IncomingMessage:
    return IncomingMessage(
        f"Ev{message_id}", Conversation("direct", TEAM, DIRECT), message_id, person, text, is_for_bot=True
    )


def mention(text: str, message_id: str = THREAD, person: str = ALICE) -> IncomingMessage:
    """Return what begins a thread, or stands in the one of `THREAD`."""
    conversation = Conversation("thread", TEAM, CHANNEL, THREAD)
    is_in_thread = message_id != THREAD
    return IncomingMessage(
        f"Ev{message_id}",
        conversation,
        message_id,
        person,
        text,
        is_for_bot=True,
        is_mention=True,
        is_in_thread=is_in_thread,
    )


def thread_message(
    text: str, message_id: str = "2.2", person: str = ALICE, *, thread: str = THREAD, channel: str = CHANNEL
) -> IncomingMessage:
    """Return what somebody wrote in a thread, to nobody in particular."""
    conversation = Conversation("thread", TEAM, channel, thread)
    return IncomingMessage(
        f"Ev{message_id}", conversation, message_id, person, text, is_for_bot=False, is_in_thread=True
    )


def command(text: str = "", person: str = ALICE, name: str = "/econnect") -> Command:
    private = Destination(TEAM, CHANNEL, reply_link="https://reply", person=person)
    return Command(name, text, Conversation("command", TEAM, CHANNEL, person=person), person, private)


def button(argument: str = "", value: str = "", person: str = ALICE, press_id: str = "press:1") -> ButtonAction:
    """Return a press below the bot's reply in the thread."""
    return ButtonAction(
        press_id,
        name="any",
        argument=argument,
        value=value,
        team=TEAM,
        person=person,
        destination=Destination(TEAM, CHANNEL, THREAD, person=person),
        private=Destination(TEAM, CHANNEL, reply_link="https://reply", person=person),
        conversation=Conversation("thread", TEAM, CHANNEL, THREAD),
        message=PostedMessage(CHANNEL, "1.2"),
        team_link="https://team/1.2",
    )


def reaction(name: str = "ticket", person: str = ALICE, message_id: str = THREAD) -> Reaction:
    return Reaction(
        TEAM,
        person,
        name,
        CHANNEL,
        message_id,
        is_by_bot=False,
        is_on_bots_message=False,
        link="https://link",
        team_link="https://team/1.1",
    )


def draft(person: str = ALICE, trace_id: str | None = None) -> HandOverDraft:
    """Return what is known of a question that was asked in the thread."""
    return HandOverDraft(TEAM, person, Place(CHANNEL, THREAD), "en", trace_id)


def hand_over_form(text: str, about: HandOverDraft | None = None, view_id: str = "V1") -> HandOverSubmission:
    return HandOverSubmission(view_id, about or draft(), "", text)
