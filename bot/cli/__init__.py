"""The command line, `econnect-bot`: parse, call, print, exit code; heavy imports stay inside commands."""

from __future__ import annotations

import sys

import click

from bot.cli.ask_command import address, ask, version
from bot.cli.blocks_command import blocks
from bot.cli.check_command import check, new, reviewed, schema
from bot.cli.doctor_command import doctor
from bot.cli.knowledge_command import knowledge
from bot.cli.playground_command import playground
from bot.cli.report_command import report
from bot.cli.run_command import chat, manifest, run
from bot.cli.store_commands import db, outbox, privacy

EXIT_PROBLEMS, EXIT_USAGE, EXIT_UNEXPECTED, EXIT_INTERRUPTED = 1, 2, 3, 130


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a command it runs, as `econnect-bot run` does.",
)
@click.version_option(package_name="econnect-bot")
@click.pass_context
def command(context: click.Context) -> None:
    """The support bot for connecting Exact Globe with eConnect: reviewed answers, in Dutch and English."""
    if context.invoked_subcommand is None:
        context.invoke(run)


for part in (ask, address, version, chat, playground, run, check, new, reviewed, schema, manifest, blocks):
    command.add_command(part)
for part in (report, doctor, db, outbox, privacy, knowledge):
    command.add_command(part)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    0 done, 1 problems found or an error told, 2 wrong usage, 3 unexpected (with a reference number), 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # real text streams here
    try:
        code = command.main(arguments, prog_name="econnect-bot", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_PROBLEMS)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the edge: nobody is shown an exception
        _tell_unexpected(error)
        sys.exit(EXIT_UNEXPECTED)
    sys.exit(code if isinstance(code, int) else 0)


def _tell_unexpected(error: Exception) -> None:
    """Log where it happened, without its message, which may hold what somebody wrote; show a reference number."""
    import logging  # noqa: PLC0415 - rarely needed, and `--help` must be instant
    import secrets  # noqa: PLC0415 - same
    import traceback  # noqa: PLC0415 - same

    reference = secrets.token_hex(4)
    place = traceback.extract_tb(error.__traceback__)[-1]
    logger = logging.getLogger("bot")
    logger.error("reference %s: %s in %s:%s", reference, type(error).__name__, place.filename, place.lineno)
    click.echo(f"Something went wrong that should not. Please report it with the reference {reference}.", err=True)
