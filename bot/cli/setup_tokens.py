"""The questions of `setup` about Slack's tokens: each is tried, and kept as soon as nothing is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import click

from bot.bootstrap.clock import SystemClock
from bot.cli.doctor_command import has_problems, print_finding
from bot.cli.setup_answers import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, is_left_alone
from bot.settings.pasted_token import read_pasted
from bot.settings.shown_settings import masked
from bot.slack.directory.token_checks import examine_app_token, examine_bot_token

if TYPE_CHECKING:
    from bot.domain.finding import Finding
    from bot.settings.kept_settings import KeptSettings
    from bot.settings.pasted_token import PastedToken

_SKIP: Final = "skip"
_PLACES: Final = {
    BOT_TOKEN: "Install App, or OAuth & Permissions: Bot User OAuth Token",
    APP_TOKEN: "Basic Information > App-Level Tokens: generate one with connections:write",
    SIGNING_SECRET: "Basic Information > App Credentials: Signing Secret",
}
_KINDS: Final = {BOT_TOKEN: "the bot token (xoxb-…)", APP_TOKEN: "the app-level token (xapp-…)"}
_NEEDED: Final = {
    BOT_TOKEN: "the bot token, xoxb-…, from OAuth & Permissions",
    APP_TOKEN: "the app-level token, xapp-…, from Basic Information > App-Level Tokens",
    SIGNING_SECRET: "the signing secret, from Basic Information > App Credentials",
}


@dataclass(frozen=True, slots=True)
class TokenQuestions:
    """Asks for tokens and the signing secret."""

    settings: KeptSettings
    is_http: bool
    untried: set[str] = field(default_factory=set)
    """What was pasted at another question, and is there now."""

    def ask_token(self, name: str) -> None:
        """Ask for a token until Slack takes it, or could not be asked."""
        if is_left_alone(self.settings, name):
            return
        self._say_where(name)
        while (typed := self._typed(name)) is not None:
            pasted = read_pasted(typed)
            token = pasted.token or self.settings.value(name)
            if pasted.wrong:
                click.echo(pasted.wrong)
            elif pasted.setting not in {None, name}:
                self._of_another_question(name, pasted)
            elif not token:
                click.echo(f"Nothing was pasted. Paste it, or type {_SKIP}.")
            elif self._is_taken(name, token):
                return

    def ask_signing_secret(self) -> None:
        """Ask for the signing secret, which only Slack's first delivery can try."""
        if self.settings.value("ECONNECT_MODE").lower() != "http" and not is_left_alone(
            self.settings, "ECONNECT_MODE"
        ):
            self.settings.put("ECONNECT_MODE", "http")
        if is_left_alone(self.settings, SIGNING_SECRET):
            return
        self._say_where(SIGNING_SECRET)
        while (typed := self._typed(SIGNING_SECRET)) is not None:
            pasted = read_pasted(typed)
            secret = pasted.token or self.settings.value(SIGNING_SECRET)
            if pasted.setting is not None:
                self._of_another_question(SIGNING_SECRET, pasted)
            elif re.fullmatch("[!-~]+", secret):
                self.settings.put(SIGNING_SECRET, secret)
                return
            else:
                click.echo(f"It has no spaces and no strange characters in it. Paste it, or type {_SKIP}.")

    def _say_where(self, name: str) -> None:
        click.echo(f"On your app's page (https://api.slack.com/apps), {_PLACES[name]}.")
        if not self.settings.value(name):
            click.echo(f"Paste it here, it is not shown; or type {_SKIP} to go on without it.")
        elif name in self.untried:
            click.echo(f"The one that you pasted was not tried yet: Enter tries it; {_SKIP} leaves it as it is.")
        elif name == SIGNING_SECRET:
            click.echo("There is one: Enter keeps it; or paste another, which is not shown.")
        else:
            click.echo("There is one: Enter keeps it and tries it again; or paste another, which is not shown.")
            click.echo(f"Type {_SKIP} to leave it as it is.")

    def _typed(self, name: str) -> str | None:
        """Return what was pasted, which is not shown; None where the question is skipped."""
        there = self.settings.value(name)
        label = f"{name} [{masked(there)}]" if there else name
        typed = str(click.prompt(label, default="", hide_input=True, show_default=False))
        return None if typed.strip().lower() == _SKIP else typed

    def _of_another_question(self, name: str, pasted: PastedToken) -> None:
        """Keep what the next question is for, and try what an earlier one lacks; what was tried is not replaced."""
        other = str(pasted.setting)
        is_wanted = not self.settings.has_secret(other) and self.settings.why_fixed(other) is None
        needed = f"Needed here: {_NEEDED[name]}."
        if other == APP_TOKEN and self.is_http:
            click.echo(f"That is {_KINDS[other]}, which HTTP does not need. {needed}")
        elif not is_wanted:
            click.echo(f"That is {_KINDS[other]}. {needed}")
        elif other == APP_TOKEN:
            self.settings.put(other, pasted.token)
            self.untried.add(other)
            click.echo(f"That is {_KINDS[other]}; it is kept for the next question. {needed}")
        else:
            click.echo(f"That is {_KINDS[other]}, which is not there yet, so it is tried:")
            self._is_taken(other, pasted.token)
            click.echo(needed)

    def _is_taken(self, name: str, token: str) -> bool:
        """Return whether to go on: nothing is wrong with the token, or it is kept without Slack's word for it."""
        try:
            found = self._tried(name, token)
            own = [each for each in found if each.what.endswith("token")]
            is_unknown = any(each.is_unknown for each in own)
            is_kept = is_unknown and click.confirm("Keep it and check it later?", default=True)
        except (click.Abort, KeyboardInterrupt):
            if not self.settings.has_secret(name):  # nobody refused it, so it is not lost
                self.settings.put(name, token)
            raise
        if is_kept or not has_problems(own):  # at once, whatever the app was not granted
            self.settings.put(name, token)
            self.untried.discard(name)
        return is_kept if is_unknown else not has_problems(each for each in found if each.what != "clock")

    def _tried(self, name: str, token: str) -> list[Finding]:
        api_url = self.settings.api_url()
        if name == BOT_TOKEN:
            found = list(examine_bot_token(token, api_url, None, SystemClock()))
        else:
            found = list(examine_app_token(token, api_url))
        for each in found:
            print_finding(each)
        return found
