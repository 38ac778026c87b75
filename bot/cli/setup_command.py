"""`setup`: the first start, one question after the other. Each answer is in `.env` as soon as it is right."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import click

from bot.bootstrap.clock import SystemClock
from bot.cli.doctor_command import examine, print_finding
from bot.cli.own_command import with_own_command
from bot.cli.standard_input import is_terminal
from bot.settings import reader_of
from bot.settings.env_file import EnvFile
from bot.settings.environment import WHERE_TO_FIND, EnvironmentReader
from bot.settings.pasted_token import read_pasted
from bot.settings.shipped import shipped
from bot.settings.support_desk import read_support_desk
from bot.slack.directory.manifest import manifest_text
from bot.slack.directory.own_channels import find_own_channel
from bot.slack.directory.token_checks import examine_app_token, examine_bot_token
from bot.slack.web_api import SlackApi, SlackCallError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.finding import Finding

_BY_HAND: Final = """\
`setup` asks questions, so it needs a terminal. By hand:
  1. Create the app at https://api.slack.com/apps from the output of: econnect-bot manifest
  2. Put SLACK_BOT_TOKEN, SLACK_APP_TOKEN and ECONNECT_TRIAGE_CHANNEL into .env or the environment (see README.md).
  3. Run: econnect-bot doctor --post"""
_SKIP: Final = "skip"
_CLOCK: Final = "clock"
_DESK: Final = (
    ("ECONNECT_TEAM_LANGUAGE", "Language of your team (nl or en)", "nl"),
    ("ECONNECT_WORKING_DAYS", "Days on which it works, such as mon-fri or mon,tue,thu", "mon-fri"),
    ("ECONNECT_WORKING_HOURS", "Hours in which it works", "09:00-17:00"),
    ("ECONNECT_TIME_ZONE", "Time zone of these hours", "Europe/Amsterdam"),
)


@click.command()
def setup() -> None:
    """Set the bot up, question by question: the Slack app, its tokens, the support team; then a check of it all.

    Run it again at any time: Enter keeps what is there.
    """
    if not is_terminal():
        click.echo(with_own_command(_BY_HAND), err=True)
        raise SystemExit(2)
    try:
        _Setup(EnvFile(Path(".env"))).run()
    except (click.Abort, KeyboardInterrupt):  # at a question, or while Slack is asked
        told = "\nStopped. What you answered is in .env; go on with: econnect-bot setup"
        click.echo(with_own_command(told), err=True)
        raise
    except OSError as error:
        told = f".env cannot be written here: {error.strerror}. Run it in a folder of your own."
        raise click.ClickException(told) from error


@dataclass(slots=True)
class _Setup:
    """One sitting. What stands in the environment counts more than `.env`, so that it is not asked for."""

    file: EnvFile
    reader: EnvironmentReader = field(default_factory=reader_of)

    def run(self) -> None:
        """Ask everything, and look whether it works."""
        _head(1, "The app in Slack")
        click.echo(_app_link())
        click.echo("\nOpen this link, pick your workspace and press Create; then Install to Workspace, and allow it.")
        click.echo("(If the link does not work: Create New App > From a manifest, and paste what this prints:")
        click.echo(with_own_command(" econnect-bot manifest)"))
        click.prompt("Press Enter when it is installed", default="", show_default=False)
        _head(2, "The bot's token")
        self._token("SLACK_BOT_TOKEN", "Install App, or OAuth & Permissions: Bot User OAuth Token")
        _head(3, "The app's token")
        self._token("SLACK_APP_TOKEN", "Basic Information > App-Level Tokens: generate one with connections:write")
        _head(4, "The support team")
        if self._channel():
            for name, label, default in _DESK:
                self._of_the_desk(name, label, default)
        _head(5, "A contact")
        click.echo("Whom should the bot name where it has no answer? A channel, an email address or a web page.")
        self._ask("ECONNECT_SUPPORT_CONTACT", "Contact (Enter for none)", "")
        _head(6, "Does it all work?")
        self._check()

    def _check(self) -> None:
        has_problem = examine()
        has_team = bool(self._value("ECONNECT_TRIAGE_CHANNEL"))
        if not has_problem and has_team and click.confirm("Post a test message there?", default=True):
            has_problem = examine(only_post=True)
        if has_problem:
            click.echo(with_own_command("\nSomething needs fixing, see above. Then: econnect-bot setup, or doctor"))
        else:
            click.echo(with_own_command("\nAll is set. Start the bot with: econnect-bot run"))
        raise SystemExit(int(has_problem))

    def _token(self, name: str, where: str) -> None:
        """Ask for a token until Slack takes it."""
        if self._is_fixed(name):
            return
        click.echo(f"In Slack, {where}. Paste it here; it is not shown. Enter keeps what is there, {_SKIP} goes on.")
        token = self._value(name)
        while True:
            has = " (there is one)" if token else ""
            typed = click.prompt(f"{name}{has}", default="", hide_input=True, show_default=False)
            if typed.strip().lower() == _SKIP:
                return
            pasted = read_pasted(typed)
            if pasted.wrong:
                click.echo(pasted.wrong)
                continue
            if pasted.setting not in {None, name}:
                click.echo(f"That is {WHERE_TO_FIND[str(pasted.setting)]}. It is kept for that question.")
                self._put(str(pasted.setting), pasted.token)
                continue
            token = pasted.token or token
            if not token:
                click.echo(f"Nothing was pasted. Paste the token, or type {_SKIP}.")
            elif self._is_taken(name, token):
                return

    def _is_taken(self, name: str, token: str) -> bool:
        """Return whether nothing is wrong with the token; one that Slack knows is kept at once."""
        if name == "SLACK_BOT_TOKEN":
            found = list(examine_bot_token(token, self._api_url(), None, SystemClock()))
        else:
            found = list(examine_app_token(token, self._api_url()))
        for each in found:
            print_finding(each)
        if _is_well(each for each in found if each.what.endswith("token")):
            self._put(name, token)
        return _is_well(each for each in found if each.what != _CLOCK)

    def _channel(self) -> bool:
        """Ask for the triage channel; return whether there is one."""
        name = "ECONNECT_TRIAGE_CHANNEL"
        if self._is_fixed(name):
            return True
        click.echo("Questions that the bot cannot answer go to a channel of your support team, best a private one.")
        click.echo("Make it, write /invite @econnect-bot there, and type its name here; none if there is no team.")
        while True:
            wanted = click.prompt("Channel", default=self._value(name) or "none").strip()
            if wanted.lower() in {"none", ""}:
                if self._value(name):
                    self._put(name, "")
                return False
            try:
                found = find_own_channel(SlackApi(self._value("SLACK_BOT_TOKEN"), self._api_url()), wanted)
            except SlackCallError as error:
                click.echo(f"Slack does not say which channels the bot is in ({error.code}). Type it again, or none.")
                continue
            if found is not None:
                click.echo(f"That is #{found.name} ({found.id}).")
                self._put(name, found.id)
                return True
            click.echo(f"The bot is in no channel {wanted}. Write /invite @econnect-bot there, then type it again.")

    def _of_the_desk(self, name: str, label: str, default: str) -> None:
        """Ask for a setting of the support team until it can be read."""
        while not self._is_fixed(name):
            value = click.prompt(label, default=self._value(name) or default).strip()
            reader = EnvironmentReader()
            reader.values = {"ECONNECT_TRIAGE_CHANNEL": "C0123456789", name: value}
            read_support_desk(reader)
            if not reader.problems:
                self._put(name, value)
                return
            click.echo("\n".join(reader.problems))

    def _ask(self, name: str, label: str, default: str) -> None:
        if not self._is_fixed(name):
            value = click.prompt(label, default=self._value(name) or default, show_default=bool(self._value(name)))
            if value.strip():
                self._put(name, value.strip())

    def _api_url(self) -> str:
        return (self._value("SLACK_API_URL") or "https://slack.com/api/").rstrip("/") + "/"

    def _value(self, name: str) -> str:
        return self.reader.text(name, "")

    def _is_fixed(self, name: str) -> bool:
        """Return whether the environment has it, which `.env` could not change; say so."""
        is_fixed = bool(self._value(name)) and name not in self.reader.from_file
        if is_fixed:
            click.echo(f"{name} is set in the environment, which counts more than .env: it is left as it is.")
        return is_fixed

    def _put(self, name: str, value: str) -> None:
        self.file.put(name, value)
        self.reader = reader_of()


def _head(number: int, what: str) -> None:
    click.echo(f"\n{number} of 6: {what}")


def _is_well(found: Iterable[Finding]) -> bool:
    return all(each.verdict != "problem" for each in found)


def _app_link() -> str:
    """Return the link that creates the app: Slack takes the manifest from it."""
    manifest = json.loads(manifest_text(shipped("manifest.yml"), None, as_json=True))
    short = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
    return f"https://api.slack.com/apps?new_app=1&manifest_json={quote(short, safe='')}"
