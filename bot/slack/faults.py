"""What becomes of a request that nobody handled or whose handling failed: acked, told to the person, logged once."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from slack_bolt import BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.rendering.forms import notice_view
from bot.services.ports import StoreUnavailable
from bot.slack import questions
from bot.slack.commands import in_ack
from bot.slack.incoming import Asking, read_event

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext

log = logging.getLogger(__name__)

# Not acknowledged: Slack delivers an event again. A click shows the person that it did not work.
TRY_AGAIN = 503


def register(app: App, parts: AppContext) -> None:
    """Take every request that failed."""

    def take(error: Exception, body: Payload) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            log.info("Nobody listens to a %s", body.get("type"))
            return _tell_unknown(parts, body)
        parts.watch.failed("store" if isinstance(error, StoreUnavailable) else "fault")
        if isinstance(error, StoreUnavailable):
            log.warning("A request is not acknowledged: %s", error)
            return BoltResponse(status=TRY_AGAIN, body="")
        return _tell(parts, error, body)

    app.error(take)


def _tell_unknown(parts: AppContext, body: Payload) -> BoltResponse:
    """A form or a shortcut of another version of the bot: the person is told to begin anew."""
    notice = SystemNotice("old-button", parts.language)
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body={"response_action": "update", "view": notice_view(notice)})
    if body.get("type") == "message_action" and body.get("response_url"):
        place = Destination(
            body["team"]["id"], body["channel"]["id"], reply_link=body["response_url"], person=body["user"]["id"]
        )
        outgoing = Outgoing(f"unknown:{body.get('action_ts')}:{body['user']['id']}", place, notice, parts.clock.now())
        try:
            _put(parts, outgoing)
        except StoreUnavailable:
            return BoltResponse(status=TRY_AGAIN, body="")
    return BoltResponse(status=200, body="")


def _tell(parts: AppContext, error: Exception, body: Payload) -> BoltResponse:
    reference = parts.reference()
    # Neither the exception's message nor the payload: they may hold what people wrote.
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("Reference %s: %s\n%s", reference, type(error).__name__, frames)
    notice = SystemNotice("went-wrong", parts.language, (("reference", reference),))
    if "command" in body:
        return BoltResponse(status=200, body=in_ack(parts.render(notice)))
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body={"response_action": "update", "view": notice_view(notice)})
    try:
        _send(parts, notice, body)
    except StoreUnavailable:
        return BoltResponse(status=TRY_AGAIN, body="")
    except Exception as second:  # noqa: BLE001 - the payload itself may be what failed
        log.error("Reference %s could not be told: %s", reference, type(second).__name__)  # noqa: TRY400 - as above
    return BoltResponse(status=200, body="")


def _send(parts: AppContext, notice: SystemNotice, body: Payload) -> None:
    if "event" in body:
        asking = read_event(body)
        if isinstance(asking, Asking):
            _send_once(parts, asking, notice)
    elif body.get("response_url"):
        destination = Destination(body["team"]["id"], body["channel"]["id"], reply_link=body["response_url"])
        _put(parts, Outgoing(f"fault:{dict(notice.values)['reference']}", destination, notice, parts.clock.now()))


def _send_once(parts: AppContext, asking: Asking, notice: SystemNotice) -> None:
    now = parts.clock.now()
    with parts.store.transaction() as transaction:
        if questions.claim(transaction.seen_keys, asking, now):
            transaction.send(Outgoing(questions.outgoing_id(asking), asking.destination(), notice, now))
    parts.wake()


def _put(parts: AppContext, outgoing: Outgoing) -> None:
    with parts.store.transaction() as transaction:
        transaction.send(outgoing)
    parts.wake()
