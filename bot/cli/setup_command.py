"""`setup`: the first start, one question after the other. Each answer is in `.env` as soon as it is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli.interruption import interruptible
from bot.cli.operator_audit import note_setting
from bot.cli.own_command import with_own_command
from bot.cli.setup_answers import APP_TOKEN, BOT_TOKEN
from bot.cli.setup_app import show_app, tell_no_address
from bot.cli.setup_ending import end_setup
from bot.cli.setup_team import TeamQuestions
from bot.cli.setup_tokens import TokenQuestions
from bot.cli.standard_input import is_terminal
from bot.settings.kept_settings import KeptSettings
from bot.slack.directory.manifest import ManifestError

if TYPE_CHECKING:
    from bot.settings.env_file import EnvFile

_BY_HAND: Final = """\
`setup` asks questions, so it needs a terminal. By hand:
  1. Create the app at https://api.slack.com/apps from the output of: econnect-bot manifest
  2. Put SLACK_BOT_TOKEN, SLACK_APP_TOKEN and ECONNECT_TRIAGE_CHANNEL into .env (see docs/connecting.md).
  3. Run: econnect-bot doctor --post"""
_A_FOLDER: Final = "mkdir ~/econnect-bot && cd ~/econnect-bot"


@click.command()
@click.option("--http", "url", metavar="URL", help="Use HTTP instead of Socket Mode, at this public https address.")
def setup(*, url: str | None) -> None:
    """Set the bot up, question by question: the Slack app, its tokens, the support team; then a check of it all.

    Run it again at any time: Enter keeps what is there.
    """
    if not is_terminal():
        click.echo(with_own_command(_BY_HAND), err=True)
        raise SystemExit(2)
    sitting = _Sitting(url)
    _refuse_useless(sitting.settings)
    try:
        with interruptible():
            sitting.run()
    except ManifestError as error:
        raise click.BadParameter(str(error), param_hint="--http") from error
    except (click.Abort, KeyboardInterrupt):  # at a question, or while Slack is asked
        what = "What you answered is in .env" if sitting.settings.file.has_any() else "Nothing was written yet"
        again = f"econnect-bot setup{f' --http {url}' if url else ''}"
        click.echo(with_own_command(f"\nStopped. {what}; go on with: {again}"), err=True)
        raise
    except (OSError, UnicodeDecodeError) as error:
        raise _not_written(sitting.settings.file, error) from error


def _refuse_useless(settings: KeptSettings) -> None:
    """Look whether what is answered could be kept, before anything is asked."""
    if settings.reader.problems:  # with .env itself: nothing else was read yet
        told = " ".join(problem.message for problem in settings.reader.problems)
        raise click.ClickException(f"{told} Mend it, or move it away, then begin again.")
    try:
        settings.file.probe()
    except OSError as error:
        raise _not_written(settings.file, error) from error


def _not_written(file: EnvFile, error: OSError | UnicodeDecodeError) -> click.ClickException:
    why = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
    folder = Path.cwd()
    if file.path.exists() or file.path.is_symlink():
        what = f"{folder / file.path} cannot be written: {why}. Mend that, or start setup in a folder"
    else:
        what = f"This folder ({folder}) cannot be written: start setup in one"
    return click.ClickException(f"{what} that is yours, for example:\n  {_A_FOLDER}")


def _tell_closing(mode: int) -> None:
    click.echo(f".env could be used by others on this machine (mode {mode:o}). Now only you can (mode 600).")


@dataclass(slots=True)
class _Sitting:
    """One sitting. What stands in the environment counts more than `.env`, so that it is not asked for."""

    url: str | None
    settings: KeptSettings = field(init=False)
    changed: list[str] = field(default_factory=list)
    """The names of the settings that have another value than before."""

    def __post_init__(self) -> None:
        """Read what is set."""
        self.settings = KeptSettings(on_change=self._note, on_closing=_tell_closing)

    def _note(self, name: str) -> None:
        note_setting(name)
        self.changed.append(name)

    def run(self) -> None:
        """Ask everything, and look whether it works."""
        is_http = self.url is not None or self.settings.is_http()
        _head(1, "The app in Slack")
        if is_http and self.url is None:
            tell_no_address()
        else:
            show_app(self.url, is_there=self.settings.has_secret(BOT_TOKEN))
        tokens = TokenQuestions(self.settings, is_http)
        _head(2, "The bot's token")
        tokens.ask_token(BOT_TOKEN)
        if is_http:
            _head(3, "The signing secret")
            tokens.ask_signing_secret()
        else:
            _head(3, "The app's token")
            tokens.ask_token(APP_TOKEN)
        _head(4, "The support team")
        TeamQuestions(self.settings).ask_desk()
        _head(5, "A contact")
        TeamQuestions(self.settings).ask_contact()
        _head(6, "Does it all work?")
        is_well = end_setup(self.settings, has_changed=bool(self.changed))
        raise SystemExit(0 if is_well else 1)


def _head(number: int, what: str) -> None:
    click.echo(f"\n{number} of 6: {what}")
