"""What an app's manifest declares: scopes, events, commands, shortcuts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import yaml

from localslack.wire import Payload

_PLACES: Final[Mapping[str, type]] = {
    "display_information": dict,
    "features": dict,
    "features.app_home": dict,
    "features.bot_user": dict,
    "features.slash_commands": list,
    "features.shortcuts": list,
    "oauth_config": dict,
    "oauth_config.scopes": dict,
    "oauth_config.scopes.bot": list,
    "oauth_config.scopes.bot_optional": list,
    "settings": dict,
    "settings.event_subscriptions": dict,
    "settings.event_subscriptions.bot_events": list,
    "settings.interactivity": dict,
}
_KIND_NAMES: Final[Mapping[type, str]] = {dict: "a table of names and values", list: "a list"}


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
    """The parts of a manifest that decide what works and what is refused.

    `bot_scopes` are those that were granted; whoever installs the app may leave out `optional_scopes`.
    """

    app_name: str
    bot_name: str
    bot_scopes: frozenset[str]
    optional_scopes: frozenset[str]
    bot_events: frozenset[str]
    commands: Mapping[str, SlashCommand]
    shortcuts: Mapping[str, Shortcut]
    is_interactive: bool
    is_socket_mode: bool
    has_home_tab: bool
    has_messages_tab: bool

    def without(self, declined: Collection[str]) -> "AppManifest":
        """Return the manifest of an app that was installed without some of its optional scopes.

        Raises:
            AppManifestError: One of them is not optional.
        """
        needed = sorted(set(declined) - self.optional_scopes)
        if needed:
            offered = ", ".join(sorted(self.optional_scopes)) or "none"
            raise AppManifestError(f"{', '.join(needed)} cannot be declined; optional in this manifest: {offered}")
        return replace(self, bot_scopes=self.bot_scopes - set(declined))


class AppManifestError(ValueError):
    """A manifest that cannot be used; the message names every fault with its place."""


def load_manifest(path: Path) -> AppManifest:
    """Read a manifest from YAML or JSON.

    Raises:
        AppManifestError: It cannot be read, or something in it is wrong.
    """
    document = _parse(path)
    faults = list(_faults_in(document))
    if faults:
        raise AppManifestError("\n".join(f"{path}: {fault}" for fault in faults))
    return read_manifest(document)


def read_manifest(document: Payload) -> AppManifest:
    """Read a manifest's parsed document; what it leaves out is off, as in Slack."""
    features, settings = _part(document, "features"), _part(document, "settings")
    home = _part(features, "app_home")
    app_name: str = _part(document, "display_information")["name"]
    bot_name: str = _part(features, "bot_user").get("display_name", app_name)
    scopes = _part(_part(document, "oauth_config"), "scopes")
    return AppManifest(
        app_name=app_name,
        bot_name=bot_name,
        bot_scopes=frozenset(map(str, scopes.get("bot") or ())),
        optional_scopes=frozenset(map(str, scopes.get("bot_optional") or ())),
        bot_events=frozenset(map(str, _part(settings, "event_subscriptions").get("bot_events") or ())),
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


def _parse(path: Path) -> Payload:
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise AppManifestError(f"{path} is not UTF-8 text; save it as UTF-8.") from error
    except OSError as error:
        raise AppManifestError(f"{path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        line = f":{mark.line + 1}" if mark else ""
        raise AppManifestError(f"{path}{line}: this is neither YAML nor JSON: {problem or error}.") from error
    if not isinstance(document, dict):
        raise AppManifestError(f"{path} is not a manifest; export yours from your app's page, “App Manifest”.")
    return document


def _faults_in(document: Payload) -> Iterator[str]:
    """Return what is wrong with a manifest, each fault with its place and a remedy."""
    for place, kind in _PLACES.items():
        value = _value_at(document, *place.split("."))
        if value is not None and not isinstance(value, kind):
            yield f"{place} must be {_KIND_NAMES[kind]}"
    yield from _scope_faults(document)
    if not _text_at(document, "display_information", "name"):
        yield "display_information.name is missing; give the app a name"
    for place, entry in _entries(document, "slash_commands"):
        if not _text_at(entry, "command").startswith("/"):
            yield f"{place}.command is missing or does not begin with a slash; write it as /command"
    for place, entry in _entries(document, "shortcuts"):
        yield from _shortcut_faults(place, entry)


def _scope_faults(document: Payload) -> Iterator[str]:
    """Return the optional scopes that are not asked for: Slack wants each in both lists."""
    asked, optional = (_value_at(document, "oauth_config", "scopes", name) for name in ("bot", "bot_optional"))
    if isinstance(optional, list):
        for scope in optional:
            if not isinstance(asked, list) or scope not in asked:
                yield f"oauth_config.scopes.bot_optional names {scope}; name it in oauth_config.scopes.bot as well"


def _shortcut_faults(place: str, entry: object) -> Iterator[str]:
    missing = [name for name in ("callback_id", "name") if not _text_at(entry, name)]
    if missing:
        yield f"{place} has no {' and no '.join(missing)}; every shortcut needs both"
    if _text_at(entry, "type") not in {"global", "message"}:
        yield f"{place}.type must be global or message"


def _entries(document: Payload, name: str) -> list[tuple[str, object]]:
    entries = _value_at(document, "features", name)
    return [(f"features.{name}[{i}]", entry) for i, entry in enumerate(entries if isinstance(entries, list) else ())]


def _value_at(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text_at(value: object, *keys: str) -> str:
    found = _value_at(value, *keys)
    return found if isinstance(found, str) else ""


def _part(document: Payload, key: str) -> Payload:
    part: Payload = document.get(key) or {}
    return part
