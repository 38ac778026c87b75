"""What the questions of `setup` have in common: what is not asked, and what is typed for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from bot.settings.pasted_token import is_token

if TYPE_CHECKING:
    from bot.settings.kept_settings import KeptSettings

BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
TRIAGE_CHANNEL: Final = "ECONNECT_TRIAGE_CHANNEL"
NONE: Final = "none"
_NOTHING: Final = frozenset({"", NONE, "geen", "no", "nee", "n/a", "-"})


def is_left_alone(settings: KeptSettings, name: str) -> bool:
    """Return whether there is nothing to ask about a setting, and say why."""
    why = settings.why_fixed(name)
    if why is not None:
        click.echo(why)
    return why is not None


def ask_openly(label: str, default: str) -> str:
    """Return what was typed; empty for nothing. Ask again where it is a token, which people would be shown."""
    while True:
        typed = str(click.prompt(label, default=default or NONE)).strip()
        if not is_token(typed):
            return "" if typed.lower() in _NOTHING else typed
        click.echo("That is a token, which does not belong here.")
