"""Looks whether a message stands in Slack already: it does, it does not, or that cannot be found out now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.domain.ticket import Place, PostedMessage
from bot.services.ports import NotKnown, Sent
from bot.slack.ids import READ_CONVERSATION, READ_THREAD
from bot.slack.outbound.delivery_errors import OF_THE_TENANT
from bot.slack.outbound.messages import id_in
from bot.slack.payload import tables_at, text_at
from bot.slack.web_api import CallAmbiguousError, CallNotMadeError, CallRefusedError, SlackCallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from bot.services.resolving import Message
    from bot.slack.web_api import SlackApi

# How far before a message's first due time an attempt can lie: differing clocks.
LOOK_BACK: Final = timedelta(minutes=3)
# Slack gives apps that are sold 15 messages a call, all others as many as they ask for.
_PAGE: Final = 100
_PAGES: Final = 10
# Nothing stands where there is no such place (any more), and nothing will be posted there.
_OF_NO_PLACE: Final = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "not_in_channel",
        "thread_not_found",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)


class LookFailedError(Exception):
    """It cannot be found out now. `outcome` is what that means for the delivery."""

    def __init__(self, outcome: NotKnown) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


class LookRefusedError(LookFailedError):
    """Nor can it later: Slack shows the bot nothing of that place."""


def look_for(
    api: SlackApi, message: Message, channel_of: Callable[[], str], other_than: PostedMessage | None = None
) -> Sent | None:
    """Return where `message` stands, at another place than `other_than`; None where it does not.

    `channel_of` calls Slack as well.

    Raises:
        LookFailedError: the look failed, or there is more than can be looked through.
        CallRefusedError: Slack refuses whatever is asked for the whole team.
    """
    try:
        channel = channel_of()
        for found in messages_at(api, Place(channel, message.place.thread), message.since):
            if id_in(found) == message.id and (other_than is None or text_at(found, "ts") != other_than.id):
                # Which version it shows is not known: whatever waits is newer.
                return sent(replace(message, version=0 if message.version else None), channel, text_at(found, "ts"))
    except CallRefusedError as error:
        if error.code in OF_THE_TENANT:
            raise
        if error.code in _OF_NO_PLACE:
            return None
        raise LookRefusedError(NotKnown(error.code)) from error
    except CallNotMadeError as error:
        raise LookFailedError(NotKnown(error.code, error.wait_seconds)) from error
    except SlackCallError as error:
        raise LookFailedError(NotKnown(error.code)) from error
    return None


def sent(message: Message, channel: str, ts: str) -> Sent:
    """Return that it stands there, and which message it is, where that is to be remembered."""
    if message.version is not None:
        return Sent(PostedMessage(channel, ts, message.version))
    is_remembered = message.is_answered and message.place.thread is None
    return Sent(PostedMessage(channel, ts)) if is_remembered else Sent()


def messages_at(
    api: SlackApi, place: Place, since: datetime, until: datetime | None = None
) -> Iterator[Mapping[str, Any]]:
    """Yield what was said in a channel or thread in that time, and a little before and after; `until` now for None.

    Raises:
        LookFailedError: there is more than can be looked through.
        SlackCallError: Slack does not show it.
    """
    method = READ_CONVERSATION if place.thread is None else READ_THREAD
    query: dict[str, Any] = {"channel": place.channel, "limit": _PAGE, "include_all_metadata": True}
    query |= {"oldest": f"{(since - LOOK_BACK).timestamp():.6f}"}
    if place.thread is not None:
        query["ts"] = place.thread
    if until is not None:
        query["latest"] = f"{(until + LOOK_BACK).timestamp():.6f}"
    for page in range(_PAGES):
        try:
            answer = api.call(method, params=query, expects=("messages",))
        except CallNotMadeError as error:
            if page == 0:
                raise
            # Looked through anew it would be as much again: that must come to an end.
            raise LookFailedError(NotKnown(f"{error.code} on page {page + 1}")) from error
        if not isinstance(answer["messages"], list):
            raise CallAmbiguousError("no messages in the answer")
        yield from tables_at(answer.fields, "messages")
        cursor = text_at(answer.fields, "response_metadata", "next_cursor")
        if not cursor:
            return
        query["cursor"] = cursor
    raise LookFailedError(NotKnown("too much was said there"))
