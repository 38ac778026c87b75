"""`setup`: the first start, one question after the other. Each answer is in `.env` as soon as it is right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from bot.bootstrap.clock import SystemClock
from bot.cli.doctor_command import examine, post_test_message, print_finding
from bot.cli.own_command import with_own_command
from bot.cli.standard_input import is_terminal
from bot.settings.environment import WHERE_TO_FIND
from bot.settings.kept_settings import KeptSettings, desk_problems
from bot.settings.pasted_token import read_pasted
from bot.settings.shipped import shipped
from bot.slack.directory.app_link import app_link
from bot.slack.directory.manifest import ManifestError
from bot.slack.directory.own_channels import find_own_channel, named
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
_NONE: Final = "none"
_BOT, _APP, _SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
_CHANNEL: Final = "ECONNECT_TRIAGE_CHANNEL"
_PLACES: Final = {
    _BOT: "Install App, or OAuth & Permissions: Bot User OAuth Token",
    _APP: "Basic Information > App-Level Tokens: generate one with connections:write",
    _SECRET: "Basic Information > App Credentials: Signing Secret",
}
_DESK: Final = (
    ("ECONNECT_TEAM_LANGUAGE", "Language of your team (nl or en)", "nl"),
    ("ECONNECT_WORKING_DAYS", "Days on which it works, such as mon-fri or mon,tue,thu", "mon-fri"),
    ("ECONNECT_WORKING_HOURS", "Hours in which it works", "09:00-17:00"),
    ("ECONNECT_TIME_ZONE", "Time zone of these hours", "Europe/Amsterdam"),
)


@click.command()
@click.option("--http", "url", metavar="URL", help="Use HTTP instead of Socket Mode, at this public https address.")
def setup(*, url: str | None) -> None:
    """Set the bot up, question by question: the Slack app, its tokens, the support team; then a check of it all.

    Run it again at any time: Enter keeps what is there.
    """
    if not is_terminal():
        click.echo(with_own_command(_BY_HAND), err=True)
        raise SystemExit(2)
    kept = KeptSettings()
    try:
        _Setup(kept, app_link(shipped("manifest.yml"), url), url).run()
    except ManifestError as error:
        raise click.BadParameter(str(error), param_hint="--http") from error
    except (click.Abort, KeyboardInterrupt):  # at a question, or while Slack is asked
        what = "What you answered is in .env" if kept.file.has_any() else "Nothing was written yet"
        again = f"econnect-bot setup{f' --http {url}' if url else ''}"
        click.echo(with_own_command(f"\nStopped. {what}; go on with: {again}"), err=True)
        raise
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise click.ClickException(f".env cannot be written here: {why}. Run it in a folder of your own.") from error


@dataclass(slots=True)
class _Setup:
    """One sitting. What stands in the environment counts more than `.env`, so that it is not asked for."""

    settings: KeptSettings
    link: str
    url: str | None

    def run(self) -> None:
        """Ask everything, and look whether it works."""
        is_http = self.url is not None or self.settings.is_http()
        _head(1, "The app in Slack")
        self._app(is_http=is_http)
        _head(2, "The bot's token")
        self._token(_BOT)
        if is_http:
            _head(3, "The signing secret")
            self._signing_secret()
        else:
            _head(3, "The app's token")
            self._token(_APP)
        _head(4, "The support team")
        if self._channel():
            for name, label, default in _DESK:
                self._of_the_desk(name, label, default)
        _head(5, "A contact")
        click.echo("Whom should the bot name where it has no answer? A channel, an email address or a web page.")
        self._contact()
        _head(6, "Does it all work?")
        self._check()

    def _app(self, *, is_http: bool) -> None:
        if is_http and self.url is None:
            click.echo("The bot is set to HTTP. For the link that creates its app, give its address:")
            click.echo(with_own_command("econnect-bot setup --http https://bot.example.com"))
            click.echo(f"For Socket Mode, take ECONNECT_MODE and {_SECRET} out of the settings first.")
            return
        click.echo(self.link)
        click.echo("\nOpen this link, pick your workspace and press Create; then Install to Workspace, and allow it.")
        click.echo("(If the link does not work: Create New App > From a manifest, and paste what this prints:")
        click.echo(with_own_command(f" econnect-bot manifest{f' --http {self.url}' if self.url else ''})"))
        if self.settings.has_secret(_BOT):
            click.echo("If you have the app already, go on.")
        click.prompt("Press Enter when it is installed", default="", show_default=False)

    def _check(self) -> None:
        has_problem = examine()
        has_team = bool(self.settings.value(_CHANNEL))
        if not has_problem and has_team and click.confirm("Post a test message there?", default=True):
            has_problem = post_test_message()
        if has_problem:
            click.echo(with_own_command("\nSomething needs fixing, see above. Then: econnect-bot setup"))
        else:
            click.echo(with_own_command("\nAll is set. Start the bot with: econnect-bot run"))
        raise SystemExit(int(has_problem))

    def _token(self, name: str) -> None:
        """Ask for a token until Slack takes it."""
        if self._is_fixed(name):
            return
        self._say_where(name)
        while True:
            typed = self._typed(name)
            if typed is None:
                return
            pasted = read_pasted(typed)
            token = pasted.token or self.settings.value(name)
            if pasted.wrong:
                click.echo(pasted.wrong)
            elif pasted.setting not in {None, name}:
                self._of_another_question(str(pasted.setting), pasted.token)
            elif not token:
                click.echo(f"Nothing was pasted. Paste it, or type {_SKIP}.")
            elif self._is_taken(name, token):
                return

    def _say_where(self, name: str) -> None:
        click.echo(f"In Slack, {_PLACES[name]}. Paste it here; it is not shown.")
        keeps = "Enter keeps the one that is there; " if self.settings.value(name) else ""
        click.echo(f"{keeps}type {_SKIP} to go on without it.".capitalize())

    def _typed(self, name: str) -> str | None:
        """Return what was pasted, which is not shown; None where the question is skipped."""
        has = " (there is one)" if self.settings.value(name) else ""
        typed = str(click.prompt(f"{name}{has}", default="", hide_input=True, show_default=False))
        return None if typed.strip().lower() == _SKIP else typed

    def _of_another_question(self, setting: str, token: str) -> None:
        """Keep what belongs to a question that is still to come; one that was tried is not replaced untried."""
        is_wanted = not self.settings.has_secret(setting) and self.settings.why_fixed(setting) is None
        if is_wanted:
            self.settings.put(setting, token)
        kept = "It is kept for its own question; paste" if is_wanted else "Paste"
        click.echo(f"That is {WHERE_TO_FIND[setting]}. {kept} the other one here.")

    def _is_taken(self, name: str, token: str) -> bool:
        """Return whether nothing is wrong with the token; one that Slack knows is kept at once."""
        if name == _BOT:
            found = list(examine_bot_token(token, self.settings.api_url(), None, SystemClock()))
        else:
            found = list(examine_app_token(token, self.settings.api_url()))
        for each in found:
            print_finding(each)
        if _is_well(each for each in found if each.what.endswith("token")):
            self.settings.put(name, token)
        return _is_well(each for each in found if each.what != "clock")

    def _signing_secret(self) -> None:
        """Ask for the signing secret, which only Slack's first delivery can try."""
        if self.settings.value("ECONNECT_MODE").lower() != "http" and not self._is_fixed("ECONNECT_MODE"):
            self.settings.put("ECONNECT_MODE", "http")
        self._say_where(_SECRET)
        while not self._is_fixed(_SECRET):
            typed = self._typed(_SECRET)
            if typed is None:
                return
            pasted = read_pasted(typed)
            secret = pasted.token or self.settings.value(_SECRET)
            if pasted.setting is not None:
                click.echo(f"That is {WHERE_TO_FIND[pasted.setting]}. Paste the signing secret here.")
            elif re.fullmatch("[!-~]+", secret):
                self.settings.put(_SECRET, secret)
                return
            else:
                click.echo(f"It has no spaces and no strange characters in it. Paste it, or type {_SKIP}.")

    def _channel(self) -> bool:
        """Ask for the triage channel; return whether there is one."""
        if self._is_fixed(_CHANNEL):
            return bool(self.settings.value(_CHANNEL))
        click.echo("Questions that the bot cannot answer go to a channel of your support team, best a private one.")
        click.echo(
            f"Make it, write /invite @econnect-bot there, and type its name here; {_NONE} if there is no team."
        )
        while True:
            wanted = click.prompt("Channel", default=self.settings.value(_CHANNEL) or _NONE).strip()
            if wanted.lower() in {_NONE, ""}:
                if self.settings.value(_CHANNEL):
                    self.settings.put(_CHANNEL, "")
                return False
            channel_id = self._channel_id(wanted)
            if channel_id is not None:
                self.settings.put(_CHANNEL, channel_id)
                return True

    def _channel_id(self, wanted: str) -> str | None:
        """Return which channel is meant; None, and why, where the bot cannot post there."""
        try:
            found = find_own_channel(SlackApi(self.settings.secret(_BOT), self.settings.api_url()), wanted)
        except SlackCallError as error:
            click.echo(f"Slack does not say which channels the bot is in ({error.code}).")
            if not desk_problems(_CHANNEL, named(wanted)):
                click.echo("This ID is taken as it is.")
                return named(wanted)
            click.echo(f"Type the channel's ID, which stands at the bottom when you click its name; or {_NONE}.")
            return None
        if found is None:
            click.echo(f"The bot is in no channel {wanted}. Write /invite @econnect-bot there, then type it again.")
            return None
        if found.is_archived:
            click.echo(f"#{found.name} is archived: unarchive it in Slack, or type another channel.")
            return None
        click.echo(f"That is #{found.name} ({found.id}).")
        return found.id

    def _of_the_desk(self, name: str, label: str, default: str) -> None:
        """Ask for a setting of the support team until it can be read."""
        while not self._is_fixed(name):
            value = click.prompt(label, default=self.settings.value(name) or default).strip()
            problems = desk_problems(name, value)
            if not problems:
                self.settings.put(name, value)
                return
            click.echo("\n".join(problems))

    def _contact(self) -> None:
        name = "ECONNECT_SUPPORT_CONTACT"
        if not self._is_fixed(name):
            there = self.settings.value(name)
            value = click.prompt(
                "Contact (Enter for none)" if not there else "Contact", there, show_default=bool(there)
            )
            if value.strip() != there:
                self.settings.put(name, value.strip())

    def _is_fixed(self, name: str) -> bool:
        """Return whether there is nothing to ask, and say why."""
        why = self.settings.why_fixed(name)
        if why is not None:
            click.echo(why)
        return why is not None


def _head(number: int, what: str) -> None:
    click.echo(f"\n{number} of 6: {what}")


def _is_well(found: Iterable[Finding]) -> bool:
    return all(each.verdict != "problem" for each in found)
