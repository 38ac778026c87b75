"""What becomes of a request that nobody handled or whose handling failed: acked, told to the person, logged once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slack_bolt import BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.domain.forms import FormNotice
from bot.domain.incoming import IncomingMessage
from bot.domain.outgoing import SystemNotice
from bot.services.app_context import say
from bot.services.asking import tell_failure
from bot.services.fault_log import log_fault
from bot.services.ports import StoreUnavailableError

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload

log = logging.getLogger(__name__)

# Not acknowledged: Slack delivers an event again. A click shows the person that it did not work.
TRY_AGAIN = 503


def register(app: App, slack: SlackContext) -> None:
    """Take every request that failed."""

    def handle_error(error: Exception, body: Payload) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            log.info("Nobody listens to a %s", body.get("type"))
            name = "old-form" if body.get("type") == "view_submission" else "old-button"
            return _answer(slack, body, SystemNotice(name, slack.app.language), None)
        slack.app.telemetry.failed("store" if isinstance(error, StoreUnavailableError) else "fault")
        if isinstance(error, StoreUnavailableError):
            log.warning("A request is not acknowledged: %s", error)
            return BoltResponse(status=TRY_AGAIN, body="")
        reference = slack.reference()
        log_fault(log, f"Reference {reference}", error)
        notice = SystemNotice("went-wrong", slack.app.language, (("reference", reference),))
        return _answer(slack, body, notice, reference)

    app.error(handle_error)


def _answer(slack: SlackContext, body: Payload, notice: SystemNotice, reference: str | None) -> BoltResponse:
    """Tell the person, in the ack where that shows it; `reference` is of a fault, None for what nobody listens to."""
    if "command" in body:
        return BoltResponse(status=200, body=slack.ack_body(notice))
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=slack.renderer.form_response(FormNotice(notice, is_on_top=True)))
    try:
        _tell(slack, body, notice, reference)
    except StoreUnavailableError:
        return BoltResponse(status=TRY_AGAIN, body="")
    except Exception as second:  # noqa: BLE001 - the payload itself may be what failed
        log_fault(log, f"Reference {reference} could not be told", second)
    return BoltResponse(status=200, body="")


def _tell(slack: SlackContext, body: Payload, notice: SystemNotice, reference: str | None) -> None:
    if body.get("type") == "message_action":
        shortcut = slack.parser.shortcut(body)
        say(slack.app, f"unknown:{body.get('action_ts')}:{shortcut.person}", shortcut.private, notice)
    elif reference is None:
        return
    elif "event" in body:
        message = slack.parser.event(body)
        if isinstance(message, IncomingMessage) and message.is_for_bot:
            tell_failure(slack.app, message, notice)
    elif body.get("type") == "block_actions":
        say(slack.app, f"fault:{reference}", slack.parser.action(body).private, notice)
