"""The app as it is installed in the workspace: its ids, tokens and secrets."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Installation:
    """One installed app. The tokens open nothing but the local Slack."""

    team_id: str = "T0LOCAL000"
    team_domain: str = "local-slack"
    team_name: str = "Local Slack"
    app_id: str = "A0LOCAL000"
    bot_id: str = "B0LOCAL000"
    bot_user_id: str = "U0LOCAL000"
    bot_token: str = "xoxb-local-slack"  # noqa: S105 - a stand-in's token
    app_token: str = "xapp-1-A0LOCAL000-local-slack"  # noqa: S105 - same
    signing_secret: str = "local-slack-signing-secret"  # noqa: S105 - same
    verification_token: str = "local-slack-verification"  # noqa: S105 - same
