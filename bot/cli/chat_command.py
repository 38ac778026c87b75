"""`chat`, and what `run` does with piped input."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import click

from bot.cli.command_settings import knowledge_option, load_settings, warn_of_unknown
from bot.cli.local_conversation import open_conversation
from bot.cli.standard_input import is_terminal, piped_lines
from bot.cli.terminal_chat import chat_with, reply_to_lines

if TYPE_CHECKING:
    from pathlib import Path

_PIPED = "Mode: chat, one question per line from standard input."
_NOTHING_TO_RUN = """\
There is nothing to run: no Slack tokens are set, and there is no question on standard input.
  In Slack over Socket Mode: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the environment or in .env.
  In Slack over HTTP: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET. Then check them with `econnect-bot doctor`.
  Without Slack: `econnect-bot playground` in the browser, `econnect-bot chat` in the terminal."""


@click.command()
@knowledge_option
def chat(*, knowledge: Path | None) -> None:
    """Chat with the bot in this terminal; piped input gets one reply per line."""
    settings = load_settings(knowledge)
    warn_of_unknown(settings)
    if is_terminal():
        click.echo("Mode: terminal chat.", err=True)
        chat_with(open_conversation(knowledge), settings.cache_dir / "chat-history")
    else:
        click.echo(_PIPED, err=True)
        reply_to_lines(open_conversation(knowledge), piped_lines())


@click.command()
def answer_piped() -> None:
    """Reply to each question on standard input; refuse where there is none, so that nothing would run."""
    warn_of_unknown(load_settings())
    lines = piped_lines()
    first = next(lines, None)
    if first is None:
        raise click.ClickException(_NOTHING_TO_RUN)
    click.echo(_PIPED, err=True)
    reply_to_lines(open_conversation(), chain([first], lines))
