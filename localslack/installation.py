"""The app as it is installed in the workspace: its ids, tokens and secrets."""

from dataclasses import dataclass, field
from secrets import token_hex
from typing import Final

_NAME: Final = "local-slack"


def _secret() -> str:
    return f"local-{token_hex(12)}"


@dataclass(frozen=True, slots=True)
class Installation:
    """One installed app. The tokens open nothing but this local Slack, and no other page can guess them.

    With an `organization` it is installed in all of that, and not in this workspace alone.
    """

    team_id: str = "T0LOCAL000"
    team_domain: str = _NAME
    team_name: str = "Local Slack"
    organization: str | None = None
    app_id: str = "A0LOCAL000"
    bot_id: str = "B0LOCAL000"
    bot_user_id: str = "U0LOCAL000"
    bot_token: str = field(default_factory=lambda: f"xoxb-{_secret()}")
    app_token: str = field(default_factory=lambda: f"xapp-1-A0LOCAL000-{_secret()}")
    signing_secret: str = field(default_factory=_secret)
    verification_token: str = field(default_factory=_secret)

    @property
    def installed_in(self) -> str:
        """The id of where it is installed."""
        return self.organization or self.team_id
