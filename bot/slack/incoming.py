"""What arrives from Slack, read once into values: from here on there are no dicts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.domain.conversation import Conversation
from bot.domain.outgoing import Destination

if TYPE_CHECKING:
    from collections.abc import Mapping

# JSON of Slack's shapes; the guard has looked at the outer ones.
Payload: TypeAlias = "Mapping[str, Any]"

# Messages that people write: plain ones, with a file, in a thread and "also sent to the channel", and `/me …`.
WRITTEN_BY_PEOPLE = frozenset({None, "file_share", "thread_broadcast", "me_message"})

MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Asking:
    """A person's message that wants an answer. `edited_ts` is set where an earlier message was changed."""

    event_id: str
    conversation: Conversation
    ts: str
    person: str
    text: str
    has_files: bool = False
    edited_ts: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The deduplication keys: one for the event, one for the message whose twin event comes under another id."""
        place = f"{self.conversation.team}:{self.conversation.channel}:{self.ts}"
        message = f"message:{place}" if self.edited_ts is None else f"edit:{place}:{self.edited_ts}"
        return f"event:{self.event_id}", message

    def destination(self) -> Destination:
        """Where the answer goes."""
        where = self.conversation
        return Destination(where.team, where.channel, where.thread, person=self.person)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A message that was deleted: should it arrive only now, it wants no answer any more."""

    team: str
    channel: str
    ts: str


def read_event(body: Payload) -> Asking | Withdrawn | None:
    """What an event asks of the bot; None where it is not for the bot.

    Not for the bot: what bots wrote (itself among them), joins and other notices, unfurled links, and what people
    say to each other in a channel. An edited question is asked again where its text changed.
    """
    event = body["event"]
    match event.get("subtype"):
        case "message_deleted":
            return Withdrawn(team_of(body), event["channel"], event["deleted_ts"])
        case "message_changed":
            return _read_edit(body, event)
        case _:
            return _read_message(body, event)


def read_follow_up(body: Payload) -> Asking | None:
    """What a person wrote in a channel's thread without mentioning the bot; None for all else, edits among it."""
    event = body["event"]
    if event.get("type") != "message" or event.get("thread_ts") is None or event["channel"].startswith("D"):
        return None
    return _read_message(body, event, is_for_us=True)


def clean(text: str, bot_user: str | None) -> str:
    """`text` as the person typed it: Slack's escapes undone, the mention of the bot taken out."""
    without = MENTION.sub(lambda found: "" if found[1] == bot_user else found[0], text)
    if bot_user is None:
        without = re.sub(rf"^\s*{MENTION.pattern}", "", without)
    return unescape(without).strip()


def unescape(text: str) -> str:
    """`text` with the three characters that Slack escapes put back; `&amp;` last, so that it is undone once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _read_message(body: Payload, event: Payload, *, is_for_us: bool = False) -> Asking | None:
    if event.get("subtype") not in WRITTEN_BY_PEOPLE or event.get("bot_id") or not event.get("user"):
        return None
    ours = bot_user(body)
    is_direct = event["channel"].startswith("D")
    text = event.get("text") or ""
    is_for_us |= is_direct or event["type"] == "app_mention" or mentions(text, ours)
    if not is_for_us:
        return None
    ts, thread_ts = event["ts"], event.get("thread_ts")
    return Asking(
        event_id=body["event_id"],
        conversation=Conversation(
            kind="direct" if is_direct else "thread",
            team=team_of(body),
            channel=event["channel"],
            thread=thread_ts if is_direct else thread_ts or ts,
        ),
        ts=ts,
        person=event["user"],
        text=clean(text, ours),
        has_files=bool(event.get("files")),
    )


def _read_edit(body: Payload, event: Payload) -> Asking | None:
    now, before = event["message"], event.get("previous_message") or {}
    if now.get("text") == before.get("text"):
        return None
    edited_ts = (now.get("edited") or {}).get("ts") or event["ts"]
    asked = _read_message(body, {**now, "type": event["type"], "channel": event["channel"]})
    if asked is None:
        return None
    return Asking(
        asked.event_id, asked.conversation, asked.ts, asked.person, asked.text, asked.has_files, edited_ts=edited_ts
    )


def mentions(text: str, bot_user: str | None) -> bool:
    """Whether the bot is mentioned in `text`."""
    return any(found[1] == bot_user for found in MENTION.finditer(text))


def team_of(body: Payload) -> str:
    """The workspace the bot is installed in; in a channel shared between two, the event may come from the other."""
    authorizations = body.get("authorizations") or [{}]
    team: str = authorizations[0].get("team_id") or body["team_id"]
    return team


def bot_user(body: Payload) -> str | None:
    """The bot's id as a user."""
    return next((each.get("user_id") for each in body.get("authorizations") or () if each.get("is_bot")), None)
