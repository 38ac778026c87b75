"""The questions of `setup` about the support team: its channel, when it works, and whom the bot names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from bot.cli.setup_answers import BOT_TOKEN, NONE, TRIAGE_CHANNEL, ask_openly, is_left_alone
from bot.settings.kept_settings import desk_problems
from bot.settings.typed_answers import as_setting, hint_for
from bot.slack.directory.own_channels import likest, named, own_channels, pick_channel
from bot.slack.web_api import CallRefusedError, SlackApi, SlackCallError

if TYPE_CHECKING:
    from bot.settings.kept_settings import KeptSettings
    from bot.slack.directory.own_channels import OwnChannel

_DESK: Final = (
    ("ECONNECT_TEAM_LANGUAGE", "Language of your team (nl or en)", "nl"),
    ("ECONNECT_WORKING_DAYS", "Days on which it works, such as mon-fri or mon,tue,thu", "mon-fri"),
    ("ECONNECT_WORKING_HOURS", "Hours in which it works, such as 9-17", "09:00-17:00"),
    ("ECONNECT_TIME_ZONE", "Time zone of these hours", "Europe/Amsterdam"),
)
_CONTACT: Final = "ECONNECT_SUPPORT_CONTACT"


@dataclass(frozen=True, slots=True)
class TeamQuestions:
    """Asks about the support team; each answer is kept as soon as it is understood."""

    settings: KeptSettings

    def ask_desk(self) -> None:
        """Ask for the triage channel and, where there is one, for the team's language and hours."""
        if self._channel():
            for name, label, default in _DESK:
                self._of_the_desk(name, label, default)

    def ask_contact(self) -> None:
        """Ask whom the bot names to people that it has no answer for."""
        click.echo("Whom should the bot name where it has no answer? A channel, an email address or a web page.")
        there = self.settings.value(_CONTACT)
        if not is_left_alone(self.settings, _CONTACT):
            contact = ask_openly("Contact", there)
            if contact != there:
                self.settings.put(_CONTACT, contact)

    def _channel(self) -> bool:
        """Ask for the triage channel; return whether there is one."""
        there = self.settings.value(TRIAGE_CHANNEL)
        if is_left_alone(self.settings, TRIAGE_CHANNEL):
            return bool(there)
        click.echo("Questions that the bot cannot answer go to a channel of your support team, best a private one.")
        click.echo(f"Make it, write /invite @econnect-bot there, and type its name here; {NONE} if there is no team.")
        shown = self._shown(there) if there else ""
        while wanted := ask_openly("Channel", shown):
            channel_id = self._channel_id(there if wanted == shown else wanted)
            if channel_id is not None:
                self.settings.put(TRIAGE_CHANNEL, channel_id)
                return True
        if there:
            self.settings.put(TRIAGE_CHANNEL, "")
        return False

    def _shown(self, channel_id: str) -> str:
        """Return a channel as people know it; its ID where that cannot be told."""
        try:
            found = pick_channel(self._channels(), channel_id)
        except SlackCallError:
            return channel_id
        return channel_id if found is None else f"#{found.name}"

    def _channel_id(self, wanted: str) -> str | None:
        """Return which channel is meant; None, and why, where the bot cannot post there."""
        try:
            channels = self._channels()
        except SlackCallError as error:
            return _taken_untold(wanted, error)
        found = pick_channel(channels, wanted)
        if found is None:
            _tell_missing(wanted, likest(channels, wanted))
            return None
        if found.is_archived:
            click.echo(f"#{found.name} is archived: unarchive it in Slack, or type another channel.")
            return None
        click.echo(f"That is #{found.name} ({found.id}).")
        return found.id

    def _channels(self) -> list[OwnChannel]:
        return list(own_channels(SlackApi(self.settings.secret(BOT_TOKEN), self.settings.api_url())))

    def _of_the_desk(self, name: str, label: str, default: str) -> None:
        """Ask for a setting of the support team until it can be read."""
        there = self.settings.value(name)
        while not is_left_alone(self.settings, name):
            typed = str(click.prompt(label, default=there or default)).strip()
            is_kept = typed == there and not desk_problems(name, there)
            value = there if is_kept else as_setting(name, typed)
            if value is None:
                click.echo(hint_for(name))
                continue
            if value.lower() != typed.lower():
                click.echo(f"That is {value}.")
            self.settings.put(name, value)
            return


def _taken_untold(wanted: str, error: SlackCallError) -> str | None:
    """Return an ID as it was typed where Slack does not say which channels there are; None where it is a name."""
    why = "there is no bot token" if error.code == "not_authed" else error.code
    click.echo(f"Slack does not say which channels the bot is in ({why}).")
    channel_id = named(wanted).upper()
    if not desk_problems(TRIAGE_CHANNEL, channel_id):
        click.echo("This ID is taken as it is.")
        return channel_id
    click.echo(f"Type the channel's ID, which stands at the bottom when you click its name; or {NONE}.")
    if not isinstance(error, CallRefusedError):
        click.echo("(When Slack can be reached again, `setup` finds it by its name: everything else is kept.)")
    return None


def _tell_missing(wanted: str, others: list[OwnChannel]) -> None:
    click.echo(f"The bot is in no channel {wanted}. Write /invite @econnect-bot there, then type it again.")
    if others:
        click.echo(f"Or type one that it is in: {', '.join(f'#{each.name}' for each in others)}.")
    else:
        click.echo("It is in no channel yet.")
