"""The Bolt app: few listeners, each of which commits and returns.

What Bolt would do by itself is switched off where the bot does it better or elsewhere: the guard checks signatures,
answers url_verification and ssl_check; the parser ignores the bot's own messages.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slack_bolt import App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.domain.outgoing import SystemNotice
from bot.slack.home_workspace import is_at_home
from bot.slack.listeners import actions, commands, events, failures, shortcuts, submissions

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import BoltRequest

    from bot.slack.listeners.slack_context import SlackContext

log = logging.getLogger(__name__)

# Bolt warns of settings that it found in the environment and does not use, and of nothing else that we need.
bolt_log = logging.getLogger("bot.slack.bolt")
bolt_log.setLevel(logging.ERROR)


def build_app(slack: SlackContext) -> App:
    """Return the app with all listeners registered. Nothing is called, and no token is needed: the courier has it."""
    app = App(
        name="econnect-bot",
        logger=bolt_log,
        client=WebClient(),
        authorize=_authorize,
        signing_secret="",
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )

    app.middleware(_RefuseForeign(slack))
    # They are asked in this order: the commands, whose answer somebody sits waiting for, first.
    for listeners in (commands, events, actions, submissions, shortcuts, failures):
        listeners.register(app, slack)
    return app


class _RefuseForeign(Middleware):
    """Lets no payload of another workspace in. A class, for Bolt looks up a function's arguments at each call."""

    def __init__(self, slack: SlackContext) -> None:
        self._slack = slack

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's own signature, as is the next
        next: Callable[[], BoltResponse],  # noqa: A002
    ) -> BoltResponse:
        """Let on what is of the bot's workspace.

        Until Slack has told which that is, everything is left to Slack, which delivers it again; a command's person
        gets a word, since nobody does that for them.
        """
        if self._slack.home.team is None:
            log.warning("A payload is not taken: Slack has not told yet which workspace the bot is in")
            if "command" in req.body:
                notice = SystemNotice("just-started", self._slack.app.language)
                return BoltResponse(status=200, body=self._slack.ack_body(notice))
            return BoltResponse(status=failures.TRY_AGAIN, body="")
        if not is_at_home(req.body, self._slack.home):
            log.warning("A payload of another workspace is refused")
            return BoltResponse(status=403, body="Forbidden")
        return next()


def _authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Serve every verified request; what is posted is posted by the courier, with the team's own token."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
