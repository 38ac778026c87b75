"""`run`, `chat`, `manifest`: the bot at work."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.console import open_session, settings_of, warn_of_unknown
from bot.cli.playground_command import play

_PIPED = "Mode: chat, one question a line from standard input."
_NOTHING_TO_RUN = """\
There is nothing to run: no Slack tokens are set, and standard input has no question.
  In Slack over Socket Mode: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the environment or in .env.
  In Slack over HTTP: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET. `econnect-bot doctor` then looks at them.
  Without Slack: `econnect-bot playground` in the browser, `econnect-bot chat` in the terminal."""


@click.command()
def run() -> None:
    """Run the bot: in Slack where its tokens are set, else in the browser playground; piped input is a chat."""
    settings = settings_of()
    if settings.mode == "chat":
        if _is_typed():
            play(settings)
        warn_of_unknown(settings)
        _reply_to_piped()
        return
    import errno  # noqa: PLC0415 - takes a moment to import

    from bot.bootstrap.answering import KnowledgeError  # noqa: PLC0415 - same
    from bot.bootstrap.in_slack import run_in_slack  # noqa: PLC0415 - same
    from bot.operations import logs  # noqa: PLC0415 - same
    from bot.slack.transport.socket import RefusedBySlackError  # noqa: PLC0415 - same
    from bot.storage.engines import StoreError  # noqa: PLC0415 - same

    logs.set_up(settings)
    try:
        code = run_in_slack(settings)
    except KnowledgeError as error:
        raise click.ClickException(f"The knowledge base cannot be used:\n{error}") from error
    except (RefusedBySlackError, StoreError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        ports = f"PORT is {settings.port}, HEALTH_PORT is {settings.health_port}"
        raise click.ClickException(
            f"A port cannot be had ({error.strerror}). {ports}: set the taken one anew."
        ) from error
    sys.exit(code)


@click.command()
@click.option("--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="Another knowledge base.")
def chat(*, knowledge: Path | None) -> None:
    """Chat with the bot in this terminal; piped input gets one reply a line."""
    settings = settings_of(knowledge)
    warn_of_unknown(settings)
    if _is_typed():
        from bot.cli.terminal_chat import chat_with  # noqa: PLC0415 - takes a moment to import

        click.echo("Mode: terminal chat.", err=True)
        chat_with(open_session(knowledge), settings.cache_dir / "chat-history")
    else:
        from bot.cli.terminal_chat import piped_lines, reply_to_each  # noqa: PLC0415 - same

        click.echo(_PIPED, err=True)
        reply_to_each(open_session(knowledge), piped_lines())


@click.command()
@click.option("--http", "url", metavar="URL", help="For HTTP instead of Socket Mode, at this public https address.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, as Slack's own command line reads it.")
def manifest(*, url: str | None, as_json: bool) -> None:
    """Print the app manifest to create the Slack app from."""
    from bot.settings.shipped import shipped  # noqa: PLC0415 - takes a moment to import
    from bot.slack.directory.manifest import ManifestError, manifest_text  # noqa: PLC0415 - takes a moment to import

    try:
        click.echo(manifest_text(shipped("manifest.yml"), url, as_json=as_json), nl=False)
    except ManifestError as error:
        raise click.ClickException(str(error)) from error


def _is_typed() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _reply_to_piped() -> None:
    """Reply to each question on standard input.

    Raises:
        click.ClickException: there is none, so nothing would run.
    """
    from itertools import chain  # noqa: PLC0415 - not needed with tokens

    from bot.cli.terminal_chat import piped_lines, reply_to_each  # noqa: PLC0415 - takes a moment to import

    lines = piped_lines()
    first = next(lines, None)
    if first is None:
        raise click.ClickException(_NOTHING_TO_RUN)
    click.echo(_PIPED, err=True)
    reply_to_each(open_session(), chain([first], lines))
