"""What arrives from Slack, read once into values: from here on there are no dicts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Conversation
from bot.domain.incoming import (
    AssigneeChosen,
    ButtonAction,
    Command,
    HandOverSubmission,
    HomeOpened,
    IncomingMessage,
    MessageDeleted,
    MessageShortcut,
    Reaction,
    ReplyDrafted,
    ResolutionChosen,
)
from bot.domain.outgoing import Destination
from bot.domain.ticket import PostedMessage
from bot.rendering import form_views as forms
from bot.rendering.action_ids import MORE
from bot.rendering.form_metadata import read_draft, read_preview, read_ticket
from bot.slack.payload import quoted_words
from bot.texts import keywords

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.incoming import IncomingEvent, TeamSubmission
    from bot.slack.payload import Payload

# Messages that people write: plain ones, with a file, in a thread and "also sent to the channel", and `/me …`.
_WRITTEN_BY_PEOPLE: Final = frozenset({None, "file_share", "thread_broadcast", "me_message"})

_MENTION: Final = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
_LEADING_MENTION: Final = re.compile(rf"^\s*{_MENTION.pattern}")


@dataclass(frozen=True, slots=True)
class PayloadParser:
    """Reads payloads; `link` leads to a message, by its channel, itself, and its thread."""

    link: Callable[[str, str, str | None], str]

    def event(self, body: Payload) -> IncomingEvent | None:
        """Return what an event tells; None where it is none of the bot's business.

        That is what bots wrote (itself among them), joins and other notices, unfurled links, edits that changed no
        word, and reactions to what is no message.
        """
        event = body["event"]
        match event["type"], event.get("subtype"):
            case "reaction_added", _:
                return self._reaction(body, event)
            case "app_home_opened", _:
                return (
                    HomeOpened(team_of(body), event["user"], event["event_ts"])
                    if event.get("tab") == "home"
                    else None
                )
            case _, "message_deleted":
                return MessageDeleted(team_of(body), event["channel"], event["deleted_ts"])
            case _, "message_changed":
                return _edit(body, event)
        return _message(body, event, event)

    def command(self, body: Payload) -> Command:
        """Return the slash command that was typed."""
        team, channel, person = body["team_id"], body["channel_id"], body["user_id"]
        typed = unescape(body.get("text") or "").strip()
        return Command(
            name=body["command"],
            text=keywords.canonical(body["command"], typed),
            near=keywords.nearest(body["command"], typed),
            conversation=Conversation("command", team, channel, person=person),
            person=person,
            private=_private(body, team, channel, person),
            form_handle=body.get("trigger_id") or "",
        )

    def action(self, body: Payload) -> ButtonAction:
        """Return what was pressed; what a menu's choice carries stands for a button of that name."""
        action, container = body["actions"][0], body["container"]
        team, person = body["team"]["id"], body["user"]["id"]
        name, colon, argument = action["action_id"].partition(":")
        value = str(action.get("value") or "")
        if action["action_id"] == MORE:
            argument, _, value = str((action.get("selected_option") or {}).get("value", "")).partition(":")
        direct = Destination(team, person, person=person)
        place = container["message_ts"] if container["type"] == "message" else container["type"]
        channel = container.get("channel_id", "")
        pressed = ButtonAction(
            id=f"click:{team}:{channel}:{place}:{person}:{action['action_id']}:{action.get('action_ts')}",
            name=name + colon,
            argument=argument,
            value=value,
            team=team,
            person=person,
            destination=direct,
            private=direct,
            form_handle=body.get("trigger_id") or "",
        )
        return pressed if container["type"] != "message" else self._below_message(pressed, body)

    def _below_message(self, pressed: ButtonAction, body: Payload) -> ButtonAction:
        """Return the press with where it stands: below a message of the bot's, which one person or everybody sees."""
        container, team, person = body["container"], pressed.team, pressed.person
        channel, message = container["channel_id"], container["message_ts"]
        private = _private(body, team, channel, person, _thread_of(body, message))
        if container.get("is_ephemeral"):
            conversation = Conversation("command", team, channel, person=person)
            return replace(pressed, destination=private, private=private, conversation=conversation)
        is_direct = _is_direct(channel)
        thread = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
        thread = thread if is_direct else thread or message
        return replace(
            pressed,
            destination=Destination(team, channel, thread, person=person),
            private=private,
            conversation=Conversation("direct" if is_direct else "thread", team, channel, thread),
            message=PostedMessage(channel, message),
            team_link=self._team_link(channel, message, thread),
            quoted=quoted_words(body.get("message") or {}),
        )

    def shortcut(self, body: Payload) -> MessageShortcut:
        """Return the message that is to be handed over."""
        team, person, message = body["team"]["id"], body["user"]["id"], body["message"]
        channel = body["channel"]["id"]
        return MessageShortcut(
            team=team,
            person=person,
            text=unescape(message.get("text") or ""),
            private=_private(body, team, channel, person, _thread_of(body, message["ts"])),
            team_link=self._team_link(channel, message["ts"], message.get("thread_ts")),
            form_handle=body.get("trigger_id") or "",
        )

    def submission(self, body: Payload) -> HandOverSubmission | TeamSubmission | None:
        """Return what was filled in; None for a form that this version of the bot does not have."""
        view, team, person = body["view"], body["team"]["id"], body["user"]["id"]
        form, metadata = view["callback_id"], view["private_metadata"]
        if form == forms.HAND_OVER_FORM:
            draft = read_draft(metadata, team, person)
            return HandOverSubmission(view["id"], draft, _typed(view, forms.TITLE), _typed(view, forms.TEXT))
        key, article = f"view:{view['id']}:{form}", _chosen(view, forms.ARTICLE)
        ticket, seen = read_ticket(metadata)
        match form:
            case forms.REPLY_FORM | forms.CORRECT_FORM:
                asks_back = bool(_field(view, forms.ASKS_BACK).get("selected_options"))
                is_private = bool(_field(view, forms.PRIVATE).get("selected_options"))
                text, is_correction = _typed(view, forms.TEXT), form == forms.CORRECT_FORM
                return ReplyDrafted(
                    key, team, person, ticket, text, article, asks_back, is_correction, is_private, seen=seen
                )
            case forms.CHECK_FORM:
                return read_preview(metadata, key, team, person)
            case forms.RESOLVE_FORM:
                how = next(each for each in forms.HOWS if each == _chosen(view, forms.HOW))
                lesson = next(each for each in forms.LESSONS if each == _chosen(view, forms.LESSON))
                return ResolutionChosen(key, team, person, ticket, how, article, lesson, seen=seen)
            case forms.ASSIGN_FORM:
                return AssigneeChosen(key, team, person, ticket, _field(view, forms.WHOM).get("selected_user"))
        return None

    def _reaction(self, body: Payload, event: Payload) -> Reaction | None:
        item, ours = event["item"], bot_user(body)
        if item.get("type") != "message":
            return None
        return Reaction(
            team=team_of(body),
            person=event["user"],
            name=event["reaction"],
            channel=item["channel"],
            message=item["ts"],
            is_by_bot=event["user"] == ours,
            is_on_bots_message=ours is not None and event.get("item_user") == ours,
            link=self.link(item["channel"], item["ts"], None),
            team_link=self._team_link(item["channel"], item["ts"], None),
        )

    def _team_link(self, channel: str, message: str, thread: str | None) -> str | None:
        """Return where the support team can look; what is said directly nobody else can see."""
        return None if _is_direct(channel) else self.link(channel, message, thread)


def clean(text: str, bot: str | None) -> str:
    """Return `text` as the person typed it: Slack's escapes undone, the mention of the bot taken out."""
    without = _MENTION.sub(lambda found: "" if found[1] == bot else found[0], text)
    if bot is None:
        without = _LEADING_MENTION.sub("", without)
    return unescape(without).strip()


def unescape(text: str) -> str:
    """Return `text` with the three characters that Slack escapes put back; `&amp;` last: it is undone once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def team_of(body: Payload) -> str:
    """Return the workspace the bot is installed in; in a channel shared by two, events may come from the other."""
    authorizations = body.get("authorizations") or [{}]
    team: str = authorizations[0].get("team_id") or body["team_id"]
    return team


def bot_user(body: Payload) -> str | None:
    """Return the bot's id as a user."""
    for each in body.get("authorizations") or ():
        if each.get("is_bot"):
            user: str | None = each.get("user_id")
            return user
    return None


def _edit(body: Payload, event: Payload) -> IncomingMessage | None:
    message, before = event["message"], event.get("previous_message") or {}
    if message.get("text") == before.get("text"):
        return None
    edited = (message.get("edited") or {}).get("ts") or event["ts"]
    return _message(body, event, message, edited)


def _message(body: Payload, event: Payload, message: Payload, edited: str | None = None) -> IncomingMessage | None:
    if message.get("subtype") not in _WRITTEN_BY_PEOPLE or message.get("bot_id") or not message.get("user"):
        return None
    channel, text, ours = event["channel"], message.get("text") or "", bot_user(body)
    ts, thread = message["ts"], message.get("thread_ts")
    is_direct = _is_direct(channel)
    is_mention = event["type"] == "app_mention" or ours in _MENTION.findall(text)
    return IncomingMessage(
        event_id=body["event_id"],
        conversation=Conversation(
            kind="direct" if is_direct else "thread",
            team=team_of(body),
            channel=channel,
            thread=thread if is_direct else thread or ts,
        ),
        id=ts,
        person=message["user"],
        text=clean(text, ours),
        files=_files(message),
        edited=edited,
        is_for_bot=is_direct or is_mention,
        is_mention=is_mention,
        is_in_thread=thread is not None,
    )


def _private(body: Payload, team: str, channel: str, person: str, thread: str | None = None) -> Destination:
    """Return where the person alone reads it: where they are, by its reply link, or else directly."""
    reply_link = body.get("response_url")
    if reply_link:
        return Destination(team, channel, thread, reply_link, person)
    return Destination(team, person, person=person)


def _thread_of(body: Payload, message: str) -> str | None:
    """Return the thread in which somebody looks at `message`; None where it stands in the conversation itself.

    What is said to one person alone belongs there: without its thread it would show at the channel's end.
    """
    container, shown = body.get("container") or {}, body.get("message") or {}
    thread: str | None = container.get("thread_ts") or shown.get("thread_ts")
    return None if thread == message else thread


def _files(message: Payload) -> tuple[str, ...]:
    """Return the links of what hangs on a message, or its names."""
    return tuple([file.get("permalink") or file.get("name") or "" for file in message.get("files") or ()])


def _is_direct(channel: str) -> bool:
    """Return whether only the person and the bot read there, which the first letter of its id says."""
    return channel.startswith("D")


def _field(view: Payload, name: str) -> Payload:
    field: Payload = view["state"]["values"].get(name, {}).get(name, {})
    return field


def _typed(view: Payload, name: str) -> str:
    return str(_field(view, name).get("value") or "").strip()


def _chosen(view: Payload, name: str) -> str | None:
    option = _field(view, name).get("selected_option")
    return None if option is None else str(option["value"])
