"""Hands messages to Slack: renders them and calls. It raises nothing for what Slack does."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.domain.outgoing import AskWhy, ConversationMessage, Digest, Home, ReplyMessage, SystemNotice, TeamReport
from bot.domain.ticket import Place, PostedMessage
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.ports import Refused, Sent, StoreUnavailable
from bot.slack.ids import (
    EDIT_MESSAGE,
    METADATA_EVENT,
    METADATA_ID,
    OPEN_CONVERSATION,
    POST_EPHEMERAL,
    POST_MESSAGE,
    PUBLISH_VIEW,
    READ_CONVERSATION,
    READ_THREAD,
)
from bot.slack.outbound.delivery_errors import error_in, meaning_of_answer, meaning_of_failure
from bot.slack.outbound.messages import SlackMessage
from bot.slack.reference import new_reference
from bot.slack.web_api import client_log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from bot.domain.language import Language
    from bot.domain.outgoing import Outgoing, OutgoingContent
    from bot.rendering.targets.block_kit import Rendered
    from bot.services.ports import Delivery
    from bot.slack.outbound.messages import TicketComposer
    from bot.slack.overviews import Overviews

log = logging.getLogger(__name__)


RESPONSE_HOST: Final = ("https", "hooks.slack.com")

OK, NOT_FOUND = 200, 404

# What was to be edited is no longer there, or no longer may be.
OF_A_LOST_MESSAGE: Final = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
# One person cannot be told something there.
OF_A_CLOSED_CHANNEL: Final = frozenset(
    {"channel_not_found", "is_archived", "not_in_channel", "user_not_in_channel", "restricted_action"}
)
# How the ids of people begin.
PERSON: Final = ("U", "W")
# How far before a message's due time its last attempt can lie: the longest wait, the time-out, differing clocks.
LOOK_BACK = timedelta(minutes=3)
MESSAGES_LOOKED_AT: Final = 100


class Render(Protocol):
    """Turns what the bot says into what Slack shows."""

    def __call__(self, body: ConversationMessage) -> Rendered:
        """How `body` looks."""
        ...


class SlackCourier:
    """The courier for Slack, with one client for all calls. Safe between threads.

    Without a `composer` there are no tickets, and without `overviews` nothing that shows several of them.
    """

    def __init__(
        self,
        client: WebClient,
        render: Render,
        composer: TicketComposer | None = None,
        overviews: Overviews | None = None,
    ) -> None:
        self._client = client
        self._render = render
        self._composer = composer
        self._overviews = overviews
        self._direct: dict[str, str] = {}

    def deliver(self, outgoing: Outgoing) -> Delivery:
        """Try once."""
        try:
            if outgoing.destination.reply_link is not None:
                return self._respond(outgoing, outgoing.destination.reply_link)
            if isinstance(outgoing.body, Home):
                return self._publish(outgoing)
            composed = self._composed(outgoing)
            return Sent() if composed is None else self._show(composed)
        except Exception as error:  # noqa: BLE001 - http.client alone has a dozen ways to say that an answer broke off
            return meaning_of_failure(error)

    def find(self, outgoing: Outgoing) -> Sent | None:
        """The message with its id, where it stands there; None where it does not, or that cannot be found out."""
        if outgoing.destination.reply_link is not None or isinstance(outgoing.body, Home):
            return None
        try:
            composed = self._composed(outgoing)
            # What is edited can be edited again.
            return None if composed is None or composed.edits is not None else self._look_for(composed)
        except Exception as error:  # noqa: BLE001 - whatever it is: it cannot be found out now
            client_log.info("Cannot look for %s: %s", outgoing.id, type(error).__name__)
            return None

    def _composed(self, outgoing: Outgoing) -> SlackMessage | None:
        body, destination = outgoing.body, outgoing.destination
        if isinstance(body, ConversationMessage | Digest | TeamReport):
            place = Place(destination.channel, destination.thread)
            return SlackMessage(outgoing.id, place, self._rendered(outgoing), outgoing.due_at)
        if isinstance(body, Home) or self._composer is None:
            return None
        return self._composer.compose(outgoing, body)

    def _publish(self, outgoing: Outgoing) -> Sent:
        """Show a person their App Home; what is published once more is the same."""
        view = {"type": "home", "blocks": self._rendered(outgoing).blocks}
        self._client.api_call(PUBLISH_VIEW, json={"user_id": outgoing.destination.person, "view": view})
        return Sent()

    def _show(self, composed: SlackMessage) -> Sent:
        """Post it, or edit what shows it already; what was deleted meanwhile is posted anew."""
        if composed.edits is not None:
            try:
                return self._edit(composed, composed.edits)
            except SlackApiError as error:
                if error.response.get("error") not in OF_A_LOST_MESSAGE:
                    raise
                if not composed.is_posted:
                    return Sent()
        elif (composed.version or 1) > 1 and (found := self._look_for(composed)) and found.posted:
            # An earlier version of it was posted without our knowing.
            return self._edit(composed, found.posted)
        return self._post(composed)

    def _edit(self, composed: SlackMessage, message: PostedMessage) -> Sent:
        place = {"channel": message.channel, "ts": message.id}
        self._client.api_call(EDIT_MESSAGE, json=_message(composed.rendered) | place)
        return _sent(composed, message.channel, message.id)

    def _post(self, composed: SlackMessage) -> Sent:
        message = _message(composed.rendered) | {
            "channel": self._channel(composed.place),
            "metadata": {"event_type": METADATA_EVENT, "event_payload": {METADATA_ID: composed.id}},
        }
        if composed.place.thread is not None:
            message["thread_ts"] = composed.place.thread
        answer = self._client.api_call(POST_MESSAGE, json=message)
        return _sent(composed, str(answer["channel"]), str(answer["ts"]))

    def _look_for(self, composed: SlackMessage) -> Sent | None:
        channel = self._channel(composed.place)
        method, place = READ_CONVERSATION, {"channel": channel}
        if composed.place.thread is not None:
            method, place = READ_THREAD, place | {"ts": composed.place.thread}
        oldest = (composed.since - LOOK_BACK).timestamp()
        wanted = {"oldest": f"{oldest:.6f}", "limit": MESSAGES_LOOKED_AT, "include_all_metadata": True}
        answer = self._client.api_call(method, params=place | wanted)
        for message in answer["messages"]:
            if _outbox_id(message) == composed.id:
                # Which version it shows is not known: whatever waits is newer.
                return _sent(replace(composed, version=0 if composed.version else None), channel, message["ts"])
        return None

    def _channel(self, place: Place) -> str:
        """The channel's id; of a person, that of their direct messages with the bot."""
        if not place.channel.startswith(PERSON):
            return place.channel
        if place.channel not in self._direct:
            answer = self._client.api_call(OPEN_CONVERSATION, json={"users": place.channel})
            self._direct[place.channel] = str(answer["channel"]["id"])
        return self._direct[place.channel]

    def _respond(self, outgoing: Outgoing, url: str) -> Delivery:
        if not self._is_slacks(url) or not isinstance(outgoing.body, ConversationMessage | TeamReport):
            return Refused("response_url_is_not_slacks")
        webhook = WebhookClient(url, timeout=self._client.timeout, retry_handlers=[], logger=client_log)
        message = _message(self._rendered(outgoing))
        answer = webhook.send_dict(message | {"response_type": "ephemeral", "replace_original": False})
        if answer.status_code == OK and "ok" in answer.body and '"ok":false' not in answer.body.replace(" ", ""):
            return Sent()
        if answer.status_code == NOT_FOUND and outgoing.destination.person is not None:
            return self._whisper(message, outgoing.destination.channel, outgoing.destination.person)
        return meaning_of_answer(answer.status_code, error_in(answer.body), answer.headers)

    def _whisper(self, message: dict[str, Any], channel: str, person: str) -> Delivery:
        """Say it to one person where the response_url no longer works: beside them in the channel, else directly."""
        try:
            self._client.api_call(POST_EPHEMERAL, json=message | {"channel": channel, "user": person})
        except SlackApiError as error:
            if error.response.get("error") not in OF_A_CLOSED_CHANNEL:
                raise
            self._client.api_call(POST_MESSAGE, json=message | {"channel": self._channel(Place(person))})
        return Sent()

    def _rendered(self, outgoing: Outgoing) -> Rendered:
        """How it looks. A fault in that is told to the person in its place, with a reference number, and logged once.

        An article, for example, may have gone since the question was asked: no later try would change that.

        Raises:
            StoreUnavailable: what it shows cannot be read now.
        """
        try:
            return self._look(outgoing)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for a word
            reference = new_reference()
            log.error("Reference %s: %s cannot be rendered: %s", reference, outgoing.id, type(error).__name__)  # noqa: TRY400 - a message may hold text
            return self._render(SystemNotice("went-wrong", _language(outgoing.body), (("reference", reference),)))

    def _look(self, outgoing: Outgoing) -> Rendered:
        body = outgoing.body
        if isinstance(body, ConversationMessage):
            return self._render(body)
        if self._overviews is None or not isinstance(body, Home | Digest | TeamReport):
            raise LookupError
        return self._overviews.render(outgoing, body)

    def _is_slacks(self, url: str) -> bool:
        """Whether `url` is Slack's own: nothing is sent to anybody else, whatever a payload says."""
        parts, base = urlsplit(url), urlsplit(self._client.base_url)
        if parts.username or parts.password:
            return False
        is_local = base.hostname != "slack.com" and (parts.scheme, parts.netloc) == (base.scheme, base.netloc)
        return is_local or (parts.scheme, parts.netloc) == RESPONSE_HOST


def _language(body: OutgoingContent) -> Language:
    """The language of what could not be rendered; the bot's own of a digest, which tells none."""
    match body:
        case ReplyMessage(reply=reply):
            return reply.language
        case SystemNotice() | AskWhy() | Home() | TeamReport():
            return body.language
    return DEFAULT_LANGUAGE


def _message(rendered: Rendered) -> dict[str, Any]:
    message: dict[str, Any] = {"text": rendered.text, "unfurl_links": False, "unfurl_media": False}
    if rendered.blocks:
        message["blocks"] = rendered.blocks
    return message


def _sent(composed: SlackMessage, channel: str, ts: str) -> Sent:
    return Sent() if composed.version is None else Sent(PostedMessage(channel, ts, composed.version))


def _outbox_id(message: Mapping[str, Any]) -> object:
    metadata = message.get("metadata") or {}
    return (metadata.get("event_payload") or {}).get(METADATA_ID)
