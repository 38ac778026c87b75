"""`run`: the bot at work, in the mode that the settings choose; each mode is imported when it runs."""

from __future__ import annotations

import click

from bot.cli.command_settings import load_settings
from bot.cli.lazy_group import load
from bot.cli.standard_input import is_terminal


@click.command()
@click.pass_context
def run(context: click.Context) -> None:
    """Run the bot: in Slack if its tokens are set, otherwise in the browser playground or on piped input."""
    if load_settings().mode != "chat":
        target = "bot.cli.slack_mode:run_slack"
    elif is_terminal():
        target = "bot.cli.playground_command:playground"
    else:
        target = "bot.cli.chat_command:answer_piped"
    context.invoke(load(target))
