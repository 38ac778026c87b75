"""The slash commands: each is answered in its ack, seen by the person alone, or opens a form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.forms import Form
from bot.services import commanding
from bot.services.forgetting import answer_privacy
from bot.services.handing_over import answer_support
from bot.services.listing import answer_triage
from bot.services.minding_channels import answer_channel
from bot.services.setting_up import answer_setup
from bot.slack.ids import ADDRESS, ASK, CHANNEL, HELP, PRIVACY, SETUP, SUPPORT, TRIAGE, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App

    from bot.domain.incoming import Command
    from bot.domain.views import View
    from bot.services.app_context import AppContext
    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload

USE_CASES: Final[Mapping[str, Callable[[AppContext, Command], View | Form]]] = {
    ASK: commanding.answer_question,
    SETUP: answer_setup,
    ADDRESS: commanding.calculate_address,
    VERSION: commanding.check_version,
    HELP: commanding.answer_help,
    PRIVACY: answer_privacy,
    SUPPORT: answer_support,
    TRIAGE: answer_triage,
    CHANNEL: answer_channel,
}


def register(app: App, slack: SlackContext) -> None:
    """Listen to every command; an unknown one gets a clear word."""

    def handle_command(body: Payload, ack: Ack) -> None:
        command = slack.parser.command(body)
        result = USE_CASES.get(command.name, commanding.answer_unknown)(slack.app, command)
        if isinstance(result, Form):
            slack.open_form(command, result)
            ack()
        else:
            ack(slack.ack_body(result))

    app.command(re.compile(""))(handle_command)
