"""The last step of `setup`: look whether it all works, and say how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from bot.cli.doctor_command import examine, has_problems, post_test_message
from bot.cli.own_command import with_own_command
from bot.cli.setup_answers import TRIAGE_CHANNEL
from bot.operations.doctor import RUNNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.finding import Finding
    from bot.settings.kept_settings import KeptSettings

_MEND: Final = "Something needs fixing, see above. Then: econnect-bot setup"


def end_setup(settings: KeptSettings, *, has_changed: bool) -> bool:
    """Check everything, post a test message if that is wanted, and tell how to go on; return whether all is well."""
    try:
        found = examine()
    except click.ClickException as error:  # the settings do not go together: a token was skipped
        click.echo(error.message)
        click.echo(with_own_command(f"\n{_MEND}"))
        return False
    has_team = bool(settings.value(TRIAGE_CHANNEL))
    if not has_problems(found) and has_team and click.confirm("Post a test message there?", default=True):
        found += post_test_message()
    click.echo()
    _tell_only_here(settings.only_in_environment())
    click.echo(with_own_command("\n".join(_ways_on(found, has_changed=has_changed))))
    return not has_problems(found)


def _ways_on(found: Sequence[Finding], *, has_changed: bool) -> list[str]:
    unknown = list(dict.fromkeys(each.what for each in found if each.is_unknown))
    lines = []
    if has_problems(each for each in found if not each.is_unknown):
        lines.append(_MEND)
    elif unknown:
        lines.append("What you answered is in .env.")
    if unknown:
        lines.append(f"Not checked, since Slack could not be asked: {', '.join(unknown)}.")
        lines.append("Check it when Slack can be reached: econnect-bot doctor")
    if lines:
        return lines
    if not any(each.what == RUNNING for each in found):
        return ["All is set. Start the bot with: econnect-bot run"]
    if has_changed:
        return ["All is set. A bot is running here: restart it, so that it uses the new settings."]
    return ["All is set, and a bot is running here. Nothing was changed."]


def _tell_only_here(names: Sequence[str]) -> None:
    if not names:
        return
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    are, them = ("is", "it") if len(names) == 1 else ("are", "them")
    click.echo(f"{listed} {are} set only in this shell, not in .env: set {them} where the bot starts as well.")
