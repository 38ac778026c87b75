"""Every setting by its name: what it means in one line, and what it needs to have an effect."""

from __future__ import annotations

from typing import Final, NamedTuple

_TEAM: Final = "ECONNECT_TRIAGE_CHANNEL"


class Definition(NamedTuple):
    """A setting's group and meaning, as `config`, docs/settings.md and .env.example give them."""

    group: str
    meaning: str
    needs: str = ""
    """Another setting, without which this one has no effect."""


SETTINGS: Final[dict[str, Definition]] = {
    "SLACK_BOT_TOKEN": Definition("Slack", "the bot token, xoxb-…"),
    "SLACK_APP_TOKEN": Definition("Slack", "the app-level token, xapp-…; with it, the bot uses Socket Mode"),
    "SLACK_SIGNING_SECRET": Definition("Slack", "the signing secret; without an app token, the bot uses HTTP"),
    "SLACK_SIGNING_SECRET_PREVIOUS": Definition(
        "Slack", "the old signing secret, while you rotate it", "SLACK_SIGNING_SECRET"
    ),
    "ECONNECT_MODE": Definition("Slack", "socket or http, when both are possible"),
    "SLACK_API_URL": Definition("Slack", "Slack's API", "SLACK_BOT_TOKEN"),
    "ECONNECT_THREAD_FOLLOW_UPS": Definition(
        "Slack",
        "on or off: whoever asked in a thread can carry on without a mention",
    ),
    "ECONNECT_SUPPORT_CONTACT": Definition("Support team", "the contact that the bot names when it has no answer"),
    _TEAM: Definition("Support team", "the ID of the support team's channel; without it, nothing is handed over"),
    "ECONNECT_SUPPORT_GROUP": Definition(
        "Support team", "the ID of the team's user group; without it, the channel's members", _TEAM
    ),
    "ECONNECT_TEAM_LANGUAGE": Definition("Support team", "the language of the team's cards, nl or en", _TEAM),
    "ECONNECT_HAND_OVER_REACTION": Definition("Support team", "the emoji that hands a message over, or NONE", _TEAM),
    "ECONNECT_RESPONSE_HOURS": Definition("Support team", "working hours until a first answer is due", _TEAM),
    "ECONNECT_RESOLUTION_HOURS": Definition("Support team", "working hours until a resolution is due", _TEAM),
    "ECONNECT_WORKING_DAYS": Definition("Support team", "the days on which the team works", _TEAM),
    "ECONNECT_WORKING_HOURS": Definition("Support team", "the hours in which the team works", _TEAM),
    "ECONNECT_TIME_ZONE": Definition("Support team", "the time zone for these hours", _TEAM),
    "ECONNECT_HOLIDAYS": Definition(
        "Support team", "the country whose holidays count, or NONE; more (+) or fewer (-) days", _TEAM
    ),
    "ECONNECT_KNOWLEDGE_DIR": Definition("Knowledge", "the folder of the knowledge base"),
    "ECONNECT_CACHE_DIR": Definition("Knowledge", "a cache; safe to delete"),
    "ECONNECT_DATA_DIR": Definition("Data", "the folder of the SQLite file; losing it loses all data"),
    "DATABASE_URL": Definition("Data", "the database: a SQLite file, or PostgreSQL for several replicas"),
    "REPLICAS": Definition("Data", "how many processes share the database; more than one needs PostgreSQL"),
    "ECONNECT_BACKUP_DIR": Definition("Data", "a folder for a daily backup of the SQLite file, best on another disk"),
    "ECONNECT_BACKUPS_KEPT": Definition("Data", "how many of these backups to keep", "ECONNECT_BACKUP_DIR"),
    "HOST": Definition("Network", "where HTTP mode listens; 0.0.0.0 in a container or for a remote proxy"),
    "PORT": Definition("Network", "the port on which HTTP mode listens"),
    "HEALTH_HOST": Definition("Network", "where /healthz, /readyz and /metrics are, in both Slack modes"),
    "HEALTH_PORT": Definition("Network", "the port for these three"),
    "LOG_LEVEL": Definition("Log", "DEBUG, INFO, WARNING or ERROR"),
    "LOG_FORMAT": Definition("Log", "text, or json for one object per line"),
    "ECONNECT_AUDIT_LOG": Definition("Log", "the file for the audit log; without it, the lines go to the log"),
}
"""In the order in which people read them, group by group."""

KNOWN_SETTINGS: Final = frozenset(name for name in SETTINGS if name.startswith("ECONNECT_"))
"""Every setting that begins with ECONNECT_."""
