"""What arrives from Slack, read once into values: from here on there are no dicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Conversation
from bot.domain.incoming import (
    ButtonAction,
    Command,
    GlobalShortcut,
    HomeOpened,
    IncomingMessage,
    MessageDeleted,
    MessageShortcut,
    Reaction,
)
from bot.domain.outgoing import Destination
from bot.domain.ticket import PostedMessage
from bot.rendering.action_ids import ARTICLE_BUTTON, MENUS, NONE_OF_THESE_BUTTON, RELAY_BUTTON, SEND_ALONG_BUTTON
from bot.slack.ids import TRIAGE
from bot.slack.listeners.form_parser import read_submission
from bot.slack.listeners.message_content import content_of, mentions, typed
from bot.slack.payload import moment_of, quotations, table_at, tables_at, text_at
from bot.texts import keywords

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.incoming import IncomingEvent
    from bot.domain.sent_forms import Submission
    from bot.slack.home_workspace import HomeWorkspace
    from bot.slack.payload import Payload

# Messages that people write: plain ones, with a file, in a thread and "also sent to the channel", and `/me …`.
_WRITTEN_BY_PEOPLE: Final = frozenset({"", "file_share", "thread_broadcast", "me_message"})

_GOES_ALONG: Final = frozenset({SEND_ALONG_BUTTON, ARTICLE_BUTTON, NONE_OF_THESE_BUTTON})
"""Buttons that take along what is quoted last above them: to a person, or to the reply from which one is asked."""

_SLACKBOT: Final = "USLACKBOT"
"""Writes reminders, and what an admin made it say, as if it were a person."""


@dataclass(frozen=True, slots=True)
class PayloadParser:
    """Reads payloads: it raises nothing, whatever they lack.

    Attributes:
        link: leads to a message, by its channel, itself, and its thread.
        home: where the bot is installed, and who it is there.
    """

    link: Callable[[str, str, str | None], str]
    home: HomeWorkspace

    def event(self, body: Payload) -> IncomingEvent | None:
        """Return what an event tells; None where it is none of the bot's business.

        That is what bots wrote (itself among them), joins and other notices, unfurled links, edits that changed no
        word, reactions to what is no message, and what lacks its place, its person or its time.
        """
        event = table_at(body, "event")
        match text_at(event, "type"), text_at(event, "subtype"):
            case "reaction_added", _:
                return self._reaction(event)
            case "app_home_opened", _:
                return _home_opened(self._team, event)
            case _, "message_deleted":
                deleted = MessageDeleted(self._team, text_at(event, "channel"), text_at(event, "deleted_ts"))
                return deleted if deleted.channel and deleted.id else None
            case _, "message_changed":
                return self._edit(body, event)
        edited = text_at(event, "edited", "ts") if event.get("type") == "app_mention" else ""
        return self._message(body, event, edited or None)

    def _edit(self, body: Payload, event: Payload) -> IncomingMessage | None:
        """Return the message as it is now; None where Slack says that its words are the same."""
        before, bot = table_at(event, "previous_message"), self.home.bot
        read = self._message(body, event, text_at(event, "message", "edited", "ts"))
        if read is None or not before:
            return read
        text, _ = content_of(before)
        was = typed(text, bot)
        is_same = was == read.text and mentions(text_at(before, "text"), bot) == read.is_mention
        return None if is_same else replace(read, was=was)

    def _message(self, body: Payload, event: Payload, edited: str | None) -> IncomingMessage | None:
        message = table_at(event, "message") if text_at(event, "subtype") == "message_changed" else event
        channel, ts, person = text_at(event, "channel"), text_at(message, "ts"), text_at(message, "user")
        bot = self.home.bot
        is_by_person = bool(person) and person not in {bot, _SLACKBOT} and not message.get("bot_id")
        if not (channel and ts and is_by_person and text_at(message, "subtype") in _WRITTEN_BY_PEOPLE):
            return None
        thread, is_direct = text_at(message, "thread_ts") or None, _is_direct(channel)
        is_mention = event.get("type") == "app_mention" or mentions(text_at(message, "text"), bot)
        text, files = content_of(message)
        return IncomingMessage(
            event_id=text_at(body, "event_id"),
            conversation=Conversation(
                kind="direct" if is_direct else "thread",
                team=self._team,
                channel=channel,
                thread=thread if is_direct else thread or ts,
            ),
            id=ts,
            person=person,
            text=typed(text, bot),
            files=files,
            edited=edited,
            said_at=moment_of(ts if edited is None else edited or text_at(event, "ts")),
            is_for_bot=is_direct or is_mention,
            is_mention=is_mention,
            is_in_thread=thread is not None,
        )

    @property
    def _team(self) -> str:
        """Whose all payloads are that were let in."""
        return self.home.team or ""

    def command(self, body: Payload) -> Command:
        """Return the slash command that was typed."""
        team, channel, person = self._team, text_at(body, "channel_id"), text_at(body, "user_id")
        name, words = text_at(body, "command"), typed(text_at(body, "text"))
        return Command(
            name=name,
            text=keywords.canonical(name, words),
            near=keywords.nearest(name, words) if name == TRIAGE else None,
            conversation=Conversation("command", team, channel, person=person),
            person=person,
            private=_private(body, team, channel, person),
            form_handle=text_at(body, "trigger_id"),
            others_read=not _is_direct(channel),
            spoken=keywords.language_in(name, words),
        )

    def action(self, body: Payload) -> ButtonAction:
        """Return what was pressed; what a menu's choice carries stands for a button of that name."""
        action, container = next(iter(tables_at(body, "actions")), {}), table_at(body, "container")
        team, person, action_id = self._team, text_at(body, "user", "id"), text_at(action, "action_id")
        name, colon, argument = action_id.partition(":")
        value = text_at(action, "value")
        if action_id in MENUS:
            argument, _, value = text_at(action, "selected_option", "value").partition(":")
        direct = Destination(team, person, person=person)
        channel, message = text_at(container, "channel_id"), text_at(container, "message_ts")
        is_below_message = container.get("type") == "message" and bool(channel and message)
        place = message if is_below_message else text_at(container, "type")
        pressed = ButtonAction(
            id=f"click:{team}:{channel}:{place}:{person}:{action_id}:{text_at(action, 'action_ts')}",
            name=name + colon,
            argument=argument,
            value=value,
            team=team,
            person=person,
            destination=direct,
            private=direct,
            form_handle=text_at(body, "trigger_id"),
        )
        if not is_below_message:
            return pressed
        pressed = self._below_message(pressed, body)
        return _with_quoted(pressed, body)

    def _below_message(self, pressed: ButtonAction, body: Payload) -> ButtonAction:
        """Return the press with where it stands: below a message of the bot's, which one person or everybody sees."""
        container, team, person = table_at(body, "container"), pressed.team, pressed.person
        channel, message = text_at(container, "channel_id"), text_at(container, "message_ts")
        private = _private(body, team, channel, person, _thread_of(body, message))
        if container.get("is_ephemeral"):
            conversation = Conversation("command", team, channel, person=person)
            return replace(pressed, destination=private, private=private, conversation=conversation)
        is_direct = _is_direct(channel)
        thread = text_at(container, "thread_ts") or text_at(body, "message", "thread_ts") or None
        thread = thread if is_direct else thread or message
        return replace(
            pressed,
            destination=Destination(team, channel, thread, person=person),
            private=private,
            conversation=Conversation("direct" if is_direct else "thread", team, channel, thread),
            message=PostedMessage(channel, message),
            team_link=self._team_link(channel, message, thread),
        )

    def shortcut(self, body: Payload) -> MessageShortcut:
        """Return the message that is to be handed over."""
        team, person, message = self._team, text_at(body, "user", "id"), table_at(body, "message")
        channel, ts = text_at(body, "channel", "id"), text_at(message, "ts") or text_at(body, "message_ts")
        text, files = content_of(message)
        return MessageShortcut(
            team=team,
            person=person,
            text=typed(text),
            private=_private(body, team, channel, person, _thread_of(body, ts)),
            team_link=self._team_link(channel, ts, text_at(message, "thread_ts") or None),
            form_handle=text_at(body, "trigger_id"),
            files=files,
        )

    def global_shortcut(self, body: Payload) -> GlobalShortcut:
        """Return what somebody chose from the menu that is there everywhere."""
        team, person = self._team, text_at(body, "user", "id")
        private = Destination(team, person, person=person)
        return GlobalShortcut(team, person, private, text_at(body, "trigger_id"))

    def private(self, body: Payload) -> Destination | None:
        """Return where somebody who did something is told about it; None where nobody did."""
        person = text_at(body, "user", "id")
        if not person:
            return None
        message = text_at(body, "container", "message_ts") or text_at(body, "message_ts")
        return _private(body, self._team, text_at(body, "channel", "id"), person, _thread_of(body, message))

    def submission(self, body: Payload) -> Submission | None:
        """Return what was filled in; None for a form that this version of the bot does not have."""
        return read_submission(body, self._team)

    def _reaction(self, event: Payload) -> Reaction | None:
        item, bot, person = table_at(event, "item"), self.home.bot, text_at(event, "user")
        channel, message = text_at(item, "channel"), text_at(item, "ts")
        if item.get("type") != "message" or not (channel and message and person):
            return None
        return Reaction(
            team=self._team,
            person=person,
            name=text_at(event, "reaction"),
            channel=channel,
            message=message,
            is_by_bot=person == bot,
            is_on_bots_message=bot is not None and event.get("item_user") == bot,
            link=self.link(channel, message, None),
            team_link=self._team_link(channel, message, None),
        )

    def _team_link(self, channel: str, message: str, thread: str | None) -> str | None:
        """Return where the support team can look; what is said directly nobody else can see."""
        return None if _is_direct(channel) else self.link(channel, message, thread)


def _with_quoted(pressed: ButtonAction, body: Payload) -> ButtonAction:
    """Return the press with the words above it that it is about: an answer, with its moment, or what goes along."""
    quoted = quotations(table_at(body, "message"))
    if pressed.name in _GOES_ALONG and quoted:
        return replace(pressed, quoted=quoted[-1])
    if pressed.name != RELAY_BUTTON:
        return pressed
    _, _, message = pressed.value.partition(":")
    return replace(pressed, quoted=quoted[0] if quoted else "", quoted_at=moment_of(message))


def _home_opened(team: str, event: Payload) -> HomeOpened | None:
    opened = HomeOpened(team, text_at(event, "user"), text_at(event, "event_ts"))
    return opened if opened.person and event.get("tab") == "home" else None


def _private(body: Payload, team: str, channel: str, person: str, thread: str | None = None) -> Destination:
    """Return where the person alone reads it: where they are, by its reply link, or else directly."""
    reply_link = text_at(body, "response_url")
    if reply_link:
        return Destination(team, channel, thread, reply_link, person)
    return Destination(team, person, person=person)


def _thread_of(body: Payload, message: str) -> str | None:
    """Return the thread in which somebody looks at `message`; None where it stands in the conversation itself.

    What is said to one person alone belongs there: without its thread it would show at the channel's end.
    """
    thread = (
        text_at(body, "container", "thread_ts")
        or text_at(body, "message", "thread_ts")
        or text_at(body, "original_message", "thread_ts")
    )
    return None if thread in {"", message} else thread


def _is_direct(channel: str) -> bool:
    """Return whether only the person and the bot read there, which the first letter of its id says."""
    return channel.startswith("D")
