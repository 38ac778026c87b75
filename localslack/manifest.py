"""What an app's manifest declares: scopes, events, commands, shortcuts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from localslack.wire import Payload


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A declared slash command; `usage_hint` and `description` are what people read while they type it."""

    name: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A declared shortcut; `kind` is `global` or `message`."""

    callback_id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class AppManifest:
    """The parts of a manifest that decide what works and what is refused."""

    app_name: str
    bot_name: str
    bot_scopes: frozenset[str]
    bot_events: frozenset[str]
    commands: Mapping[str, SlashCommand]
    shortcuts: Mapping[str, Shortcut]
    is_interactive: bool
    is_socket_mode: bool
    has_home_tab: bool
    has_messages_tab: bool


def load_manifest(path: Path) -> AppManifest:
    """Read a manifest from YAML or JSON."""
    return read_manifest(yaml.safe_load(path.read_text(encoding="utf-8")))


def read_manifest(document: Payload) -> AppManifest:
    """Read a manifest's parsed document; what it leaves out is off, as in Slack."""
    features, settings = _part(document, "features"), _part(document, "settings")
    home = _part(features, "app_home")
    app_name: str = _part(document, "display_information")["name"]
    bot_name: str = _part(features, "bot_user").get("display_name", app_name)
    return AppManifest(
        app_name=app_name,
        bot_name=bot_name,
        bot_scopes=frozenset(_part(_part(document, "oauth_config"), "scopes").get("bot") or ()),
        bot_events=frozenset(_part(settings, "event_subscriptions").get("bot_events") or ()),
        commands={
            entry["command"]: SlashCommand(
                name=entry["command"],
                description=entry.get("description", ""),
                usage_hint=entry.get("usage_hint", ""),
                should_escape=entry.get("should_escape", False),
            )
            for entry in features.get("slash_commands") or ()
        },
        shortcuts={
            entry["callback_id"]: Shortcut(entry["callback_id"], entry["name"], entry["type"])
            for entry in features.get("shortcuts") or ()
        },
        is_interactive=bool(_part(settings, "interactivity").get("is_enabled")),
        is_socket_mode=bool(settings.get("socket_mode_enabled")),
        has_home_tab=bool(home.get("home_tab_enabled")),
        has_messages_tab=bool(home.get("messages_tab_enabled")) and not home.get("messages_tab_read_only_enabled"),
    )


def _part(document: Payload, key: str) -> Payload:
    part: Payload = document.get(key) or {}
    return part
