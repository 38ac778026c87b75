"""Events: what people write, take back, react to, and open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.incoming import HomeOpened, IncomingMessage, MessageDeleted, Reaction
from bot.services.asking import forget_message, receive
from bot.services.reacting import react
from bot.services.showing_home import show_home

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload

EVENTS: Final = ("app_mention", "message", "reaction_added", "app_home_opened")


def register(app: App, slack: SlackContext) -> None:
    """Listen to all of them."""
    context, read = slack.app, slack.parser.event

    def handle_event(body: Payload) -> None:
        match read(body):
            case IncomingMessage() as message:
                receive(context, message)
            case MessageDeleted() as deleted:
                forget_message(context, deleted)
            case Reaction() as reaction:
                react(context, reaction)
            case HomeOpened(team, person, occasion):
                show_home(context, team, person, occasion)

    for name in EVENTS:
        app.event(name)(handle_event)
