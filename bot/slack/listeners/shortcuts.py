"""The shortcuts: in a message's menu, and in the one that is there everywhere. Each opens a form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.services import checking_numbers, handing_over, setting_up
from bot.slack.ids import CALCULATOR_SHORTCUT, HAND_OVER_SHORTCUT, NUMBERS_SHORTCUT, SETUP_SHORTCUT
from bot.slack.payload import text_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from slack_bolt import Ack, App

    from bot.domain.forms import Form
    from bot.domain.incoming import GlobalShortcut, MessageShortcut
    from bot.services.app_context import AppContext
    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload

OF_A_MESSAGE: Final[Mapping[str, Callable[[AppContext, MessageShortcut], Form | None]]] = {
    HAND_OVER_SHORTCUT: handing_over.open_from_shortcut,
    NUMBERS_SHORTCUT: checking_numbers.open_from_message,
}
EVERYWHERE: Final[Mapping[str, Callable[[AppContext, GlobalShortcut], Form]]] = {
    SETUP_SHORTCUT: setting_up.open_from_shortcut,
    CALCULATOR_SHORTCUT: checking_numbers.open_from_shortcut,
}


def register(app: App, slack: SlackContext) -> None:
    """Listen to them; one of another version of the bot is left unhandled, and told so."""

    def handle_message_shortcut(body: Payload, ack: Ack) -> None:
        shortcut = slack.parser.shortcut(body)
        form = OF_A_MESSAGE[text_at(body, "callback_id")](slack.app, shortcut)
        if form is not None:
            slack.open_form(shortcut, form)
        ack()

    def handle_global_shortcut(body: Payload, ack: Ack) -> None:
        shortcut = slack.parser.global_shortcut(body)
        slack.open_form(shortcut, EVERYWHERE[text_at(body, "callback_id")](slack.app, shortcut))
        ack()

    app.message_shortcut(_any_of(OF_A_MESSAGE))(handle_message_shortcut)
    app.global_shortcut(_any_of(EVERYWHERE))(handle_global_shortcut)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(names)})$")
