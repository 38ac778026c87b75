"""Hands messages to Slack: has them resolved and rendered, and calls. It raises nothing for what Slack does."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from bot.domain.outgoing import (
    AskWhy,
    Home,
    InPlace,
    ReplyMessage,
    Requests,
    SystemNotice,
    TeamReport,
    TransitionRefused,
)
from bot.domain.ticket import Place, PostedMessage
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.fault_log import log_fault
from bot.services.ports import Sent, StoreUnavailableError
from bot.services.resolving import NotYetError
from bot.slack.ids import (
    EDIT_MESSAGE,
    OPEN_CONVERSATION,
    POST_EPHEMERAL,
    POST_MESSAGE,
    PUBLISH_VIEW,
    READ_CONVERSATION,
    READ_THREAD,
)
from bot.slack.outbound.delivery_errors import delivery_of
from bot.slack.outbound.messages import appearance_of, id_in, metadata
from bot.slack.reference import new_reference
from bot.slack.web_api import CallRefusedError, SlackCallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.language import Language
    from bot.domain.outgoing import Destination, Outgoing, OutgoingContent
    from bot.domain.views import View
    from bot.rendering.targets.block_kit import Rendered
    from bot.services.ports import Delivery
    from bot.services.resolving import Message, OutboxResolver
    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)

# What was to be edited is no longer there, or no longer may be.
OF_A_LOST_MESSAGE: Final = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
# One person cannot be told something there.
OF_A_CLOSED_CHANNEL: Final = frozenset(
    {"channel_not_found", "is_archived", "not_in_channel", "user_not_in_channel", "restricted_action"}
)
# How the ids of people begin.
PERSON: Final = ("U", "W")
# How far before a message's due time its last attempt can lie: the longest wait, the time-out, differing clocks.
LOOK_BACK: Final = timedelta(minutes=3)
MESSAGES_LOOKED_AT: Final = 100


class SlackCourier:
    """The courier for Slack, with one client for all calls. Safe between threads."""

    def __init__(self, api: SlackApi, render: Callable[[View], Rendered], resolver: OutboxResolver) -> None:
        self._api = api
        self._render = render
        self._resolver = resolver
        self._direct: dict[str, str] = {}

    def deliver(self, outgoing: Outgoing) -> Delivery:
        """Try once."""
        try:
            if isinstance(outgoing.body, Home):
                return self._publish(outgoing)
            if outgoing.destination.reply_link is not None:
                return self._respond(outgoing, outgoing.destination.reply_link)
            message = self._resolver.message_of(outgoing)
            return Sent() if message is None else self._show(outgoing, message)
        except (SlackCallError, NotYetError, StoreUnavailableError) as error:
            return delivery_of(error)

    def find(self, outgoing: Outgoing) -> Sent | None:
        """Return where the message with its id stands; None where it does not, or that cannot be found out."""
        if outgoing.destination.reply_link is not None or isinstance(outgoing.body, Home):
            return None
        try:
            message = self._resolver.message_of(outgoing)
            # What is edited can be edited again.
            return None if message is None or message.edits is not None else self._look_for(message)
        except (SlackCallError, NotYetError, StoreUnavailableError) as error:
            log.info("Cannot look for %s: %s", outgoing.id, error)
            return None

    def _publish(self, outgoing: Outgoing) -> Sent:
        """Show a person their App Home; what is published once more is the same."""
        rendered = self._rendered(outgoing)
        if rendered is not None:
            view = {"type": "home", "blocks": rendered.blocks}
            self._api.call(PUBLISH_VIEW, json={"user_id": outgoing.destination.person, "view": view})
        return Sent()

    def _show(self, outgoing: Outgoing, message: Message) -> Sent:
        """Post it, or edit what shows it already; what was deleted meanwhile is posted anew."""
        # A card that is at fault is tried again: nobody could do anything with a word in its place.
        rendered = self._rendered(outgoing) if message.view is None else self._render(message.view)
        if rendered is None:
            return Sent()
        look = appearance_of(rendered)
        if message.edits is not None:
            try:
                return self._edit(message, message.edits, look)
            except CallRefusedError as error:
                if error.code not in OF_A_LOST_MESSAGE:
                    raise
                if not message.is_posted:
                    return Sent()
        elif (message.version or 1) > 1 and (found := self._look_for(message)) and found.posted:
            # An earlier version of it was posted without our knowing.
            return self._edit(message, found.posted, look)
        return self._post(message, look)

    def _edit(self, message: Message, edited: PostedMessage, look: dict[str, Any]) -> Sent:
        self._api.call(EDIT_MESSAGE, json=look | {"channel": edited.channel, "ts": edited.id})
        return _sent(message, edited.channel, edited.id)

    def _post(self, message: Message, look: dict[str, Any]) -> Sent:
        place = {"channel": self._channel(message.place)}
        if message.place.thread is not None:
            place["thread_ts"] = message.place.thread
        answer = self._api.call(POST_MESSAGE, json=look | metadata(message.id) | place, expects=("channel", "ts"))
        return _sent(message, str(answer["channel"]), str(answer["ts"]))

    def _look_for(self, message: Message) -> Sent | None:
        channel = self._channel(message.place)
        method, place = READ_CONVERSATION, {"channel": channel}
        if message.place.thread is not None:
            method, place = READ_THREAD, place | {"ts": message.place.thread}
        oldest = (message.since - LOOK_BACK).timestamp()
        query = {"oldest": f"{oldest:.6f}", "limit": MESSAGES_LOOKED_AT, "include_all_metadata": True}
        for found in self._api.call(method, params=place | query, expects=("messages",))["messages"]:
            if id_in(found) == message.id:
                # Which version it shows is not known: whatever waits is newer.
                return _sent(replace(message, version=0 if message.version else None), channel, found["ts"])
        return None

    def _channel(self, place: Place) -> str:
        """Return the channel's id; of a person, that of their direct messages with the bot."""
        if not place.channel.startswith(PERSON):
            return place.channel
        if place.channel not in self._direct:
            answer = self._api.call(OPEN_CONVERSATION, json={"users": place.channel}, expects=("channel",))
            self._direct[place.channel] = str(answer["channel"]["id"])
        return self._direct[place.channel]

    def _respond(self, outgoing: Outgoing, url: str) -> Sent:
        rendered = self._rendered(outgoing)
        if rendered is None:
            return Sent()
        look = appearance_of(rendered)
        try:
            self._api.respond(
                url,
                look
                | {"response_type": "ephemeral", "replace_original": isinstance(outgoing.body, InPlace | Requests)},
            )
        except SlackCallError as error:
            if error.status != HTTPStatus.NOT_FOUND or outgoing.destination.person is None:
                raise
            self._whisper(look, outgoing.destination, outgoing.destination.person)
        return Sent()

    def _whisper(self, look: dict[str, Any], destination: Destination, person: str) -> None:
        """Say it to one person where the reply link no longer works: beside them in the channel, else directly."""
        try:
            self._api.call(POST_EPHEMERAL, json=look | {"channel": destination.channel, "user": person})
        except CallRefusedError as error:
            if error.code not in OF_A_CLOSED_CHANNEL:
                raise
            self._api.call(POST_MESSAGE, json=look | {"channel": self._channel(Place.of_person(person))})

    def _rendered(self, outgoing: Outgoing) -> Rendered | None:
        """Return how what is said looks; None where nobody waits for it any more.

        A fault in that is told to the person in its place, with a reference number. An article, for example, may have
        gone since the question was asked: no later try would change that.
        """
        try:
            view = self._resolver.view_of(outgoing)
            return None if view is None else self._render(view)
        except (SlackCallError, StoreUnavailableError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for a word
            reference = new_reference()
            log_fault(log, f"Reference {reference}: {outgoing.id} cannot be shown", error)
            return self._render(SystemNotice("went-wrong", _language(outgoing.body), (("reference", reference),)))


def _language(content: OutgoingContent) -> Language:
    """Return the language of what could not be rendered; the bot's own of what tells none."""
    match content:
        case ReplyMessage(reply=reply):
            return reply.language
        case SystemNotice() | InPlace() | AskWhy() | Home() | Requests() | TeamReport() | TransitionRefused():
            return content.language
    return DEFAULT_LANGUAGE


def _sent(message: Message, channel: str, ts: str) -> Sent:
    return Sent() if message.version is None else Sent(PostedMessage(channel, ts, message.version))
