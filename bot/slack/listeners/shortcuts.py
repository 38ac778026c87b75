"""The message shortcut: a message is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services.handing_over import open_from_shortcut
from bot.slack.ids import HAND_OVER_SHORTCUT

if TYPE_CHECKING:
    from slack_bolt import Ack, App

    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload


def register(app: App, slack: SlackContext) -> None:
    """Listen to it."""

    def handle_shortcut(body: Payload, ack: Ack) -> None:
        shortcut = slack.parser.shortcut(body)
        form = open_from_shortcut(slack.app, shortcut)
        if form is not None:
            slack.open_form(shortcut, form)
        ack()

    app.message_shortcut(HAND_OVER_SHORTCUT)(handle_shortcut)
