"""The app as it is installed in the workspace: its ids, tokens and secrets."""

from dataclasses import dataclass
from typing import Final

_NAME: Final = "local-slack"


@dataclass(frozen=True, slots=True)
class Installation:
    """One installed app. The tokens open nothing but the local Slack."""

    team_id: str = "T0LOCAL000"
    team_domain: str = _NAME
    team_name: str = "Local Slack"
    app_id: str = "A0LOCAL000"
    bot_id: str = "B0LOCAL000"
    bot_user_id: str = "U0LOCAL000"
    bot_token: str = f"xoxb-{_NAME}"
    app_token: str = f"xapp-1-A0LOCAL000-{_NAME}"
    signing_secret: str = f"{_NAME}-signing-secret"
    verification_token: str = f"{_NAME}-verification"
