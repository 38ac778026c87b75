"""What becomes of a request that nobody handled or whose handling failed: acked, told to the person, logged once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from slack_bolt import BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.domain.forms import FormNotice
from bot.domain.incoming import IncomingMessage
from bot.domain.outgoing import SystemNotice
from bot.services.app_context import say
from bot.services.asking import tell_failure
from bot.services.fault_log import log_fault
from bot.services.ports import StoreUnavailableError
from bot.slack.payload import text_at

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload

log = logging.getLogger(__name__)

# Not acknowledged: Slack delivers an event again. A click shows the person that it did not work.
TRY_AGAIN = 503


# Somebody types in a menu, and Slack asks for its options with every letter: that is no place for a word.
_MENUS: Final = frozenset({"block_suggestion", "dialog_suggestion"})
# What is closed or put away wants no answer.
_SILENT: Final = frozenset({"view_closed", "dialog_cancellation"})


def register(app: App, slack: SlackContext) -> None:
    """Take every request that failed."""

    def handle_error(error: Exception, body: Payload) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            return _answer_unhandled(slack, body)
        slack.app.telemetry.failed("store" if isinstance(error, StoreUnavailableError) else "fault")
        if isinstance(error, StoreUnavailableError):
            log.warning("A request is not acknowledged: %s", error)
            return BoltResponse(status=TRY_AGAIN, body="")
        reference = slack.reference()
        log_fault(log, f"Reference {reference}", error)
        notice = SystemNotice("went-wrong", slack.app.language, (("reference", reference),))
        return _answer(slack, body, notice, f"fault:{reference}")

    app.error(handle_error)


def _answer_unhandled(slack: SlackContext, body: Payload) -> BoltResponse:
    """Ack what this version of the bot does not have: buttons and forms of others, features of Slack's older ones."""
    kind = text_at(body, "type")
    log.info("Nobody listens to a %s", kind)
    if kind == "app_rate_limited":
        log.warning("Slack holds events back: the workspace sends more than 30,000 an hour")
    if kind in _MENUS:
        return BoltResponse(status=200, body={"options": []})
    if "event" in body or kind in _SILENT:
        return BoltResponse(status=200, body="")
    done_at = text_at(body, "action_ts") or text_at(body, "trigger_id")
    name = "old-form" if kind == "view_submission" else "old-button"
    return _answer(slack, body, SystemNotice(name, slack.app.language), f"unknown:{kind}:{done_at}")


def _answer(slack: SlackContext, body: Payload, notice: SystemNotice, key: str) -> BoltResponse:
    """Tell the person once for each `key`, in the ack where that shows it."""
    if "command" in body:
        return BoltResponse(status=200, body=slack.ack_body(notice))
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=slack.renderer.form_response(FormNotice(notice, is_on_top=True)))
    try:
        _tell(slack, body, notice, key)
    except StoreUnavailableError:
        return BoltResponse(status=TRY_AGAIN, body="")
    except Exception as second:  # noqa: BLE001 - whatever failed before may fail again
        log_fault(log, f"{key} could not be told", second)
    return BoltResponse(status=200, body="")


def _tell(slack: SlackContext, body: Payload, notice: SystemNotice, key: str) -> None:
    if "event" in body:
        message = slack.parser.event(body)
        if isinstance(message, IncomingMessage) and message.is_for_bot:
            tell_failure(slack.app, message, notice)
        return
    private = slack.parser.private(body)
    if private is not None:
        say(slack.app, f"{key}:{private.team}:{private.person}", private, notice)
