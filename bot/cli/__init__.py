"""The command line, `econnect-bot`: parse, call, print, exit code. Each command is imported when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import BufferedWriter, FileIO, StringIO, TextIOWrapper
from typing import Final

import click

from bot.cli.interruption import interruptible
from bot.cli.lazy_group import LazyGroup, load

EXIT_PROBLEMS, EXIT_USAGE, EXIT_UNEXPECTED, EXIT_INTERRUPTED = 1, 2, 3, 130

COMMANDS: Final = {
    "address": ("bot.cli.calculator_commands:address", "Work out a mailbox address from a KvK number."),
    "ask": ("bot.cli.ask_command:ask", "Ask a question and print the reply."),
    "blocks": ("bot.cli.blocks_command:blocks", "Validate a Block Kit payload against Slack's rules."),
    "chat": ("bot.cli.chat_command:chat", "Chat with the bot in this terminal."),
    "check": ("bot.cli.check_command:check", "Check the knowledge base."),
    "config": ("bot.cli.config_command:config", "Print every setting and where it comes from."),
    "db": ("bot.cli.store_commands:db", "Upgrade, check, back up, verify or restore the database."),
    "demo": ("bot.cli.demo_command:demo", "See a support team's week in the browser, with a clock to turn."),
    "doctor": ("bot.cli.doctor_command:doctor", "Check everything the bot needs, and say how to fix it."),
    "due": ("bot.cli.review_commands:due", "List the articles whose review is due."),
    "healthcheck": ("bot.cli.healthcheck_command:healthcheck", "Ask the running bot whether it is alive, or ready."),
    "knowledge": (
        "bot.cli.knowledge_command:knowledge",
        "Copy the knowledge base to edit it, or add a package to it.",
    ),
    "lessons": ("bot.cli.lessons_command:lessons", "List what people taught the bot, and add it."),
    "manifest": ("bot.cli.manifest_command:manifest", "Print the manifest for creating the Slack app."),
    "new": ("bot.cli.article_commands:new", "Create a skeleton for a new article."),
    "outbox": ("bot.cli.store_commands:outbox", "List, resend or delete unsent messages."),
    "phrase": ("bot.cli.phrase_command:phrase", "Add a phrasing to an article, and see what it changes."),
    "playground": ("bot.cli.playground_command:playground", "Try the bot in a local Slack, in your browser."),
    "preview": ("bot.cli.review_commands:preview", "Show an article as people will see it."),
    "privacy": ("bot.cli.store_commands:privacy", "Export or delete everything stored about a person."),
    "report": ("bot.cli.report_command:report", "Report what was asked and what came of it."),
    "reviewed": ("bot.cli.article_commands:reviewed", "Set an article's review date to today."),
    "run": ("bot.cli.run_command:run", "Run the bot in Slack, in the browser or as a chat."),
    "schema": ("bot.cli.article_commands:schema", "Print the JSON Schema of an article file."),
    "setup": ("bot.cli.setup_command:setup", "Set the bot up for Slack, question by question."),
    "version": ("bot.cli.calculator_commands:version", "Check whether a version is new enough."),
}
"""Each command: where it is, and its line in `--help`, which imports none of them."""


class _Commands(LazyGroup):
    targets = COMMANDS


@click.group(
    cls=_Commands,
    help="A support bot for Slack: reviewed answers about connecting a package with eConnect, in Dutch and English.",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a command, it does the same as `econnect-bot run`.",
)
@click.version_option(package_name="econnect-bot")
@click.pass_context
def command(context: click.Context) -> None:
    """Run the bot where no command is named."""
    if context.invoked_subcommand is None:
        context.invoke(load(COMMANDS["run"][0]))


def _tell(error: click.ClickException) -> None:
    """Print what was wrong, and how to use the command where that was it, with commands that work here."""
    buffer = StringIO()
    error.show(buffer)
    told = import_module("bot.cli.own_command").with_own_command(buffer.getvalue())
    click.echo(told, err=True, nl=False)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    0 done, 1 problems found or an error told, 2 wrong usage, 3 unexpected (with a reference number), 130 interrupted.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed (>&-)
            setattr(sys, name, TextIOWrapper(BufferedWriter(FileIO(os.devnull, "w"))))
        getattr(sys, name).reconfigure(encoding="utf-8", errors="replace")
    try:
        with interruptible():
            code = command.main(arguments, prog_name="econnect-bot", standalone_mode=False)
    except click.ClickException as error:
        _tell(error)
        sys.exit(EXIT_USAGE if isinstance(error, click.UsageError) else EXIT_PROBLEMS)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the edge: nobody is shown an exception
        is_told = import_module("bot.cli.unexpected_errors").report_unexpected(error)
        sys.exit(EXIT_PROBLEMS if is_told else EXIT_UNEXPECTED)
    sys.exit(code if isinstance(code, int) else 0)
