"""Every setting as it stands: its value, without a secret in it, and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.settings import SettingsError, read_settings
from bot.settings.environment import DESK_SETTINGS

if TYPE_CHECKING:
    from bot.settings.environment import EnvironmentReader

_IDLE: Final = "says nothing without ECONNECT_TRIAGE_CHANNEL"
_PREFIX_LENGTH: Final = len("xoxb-")


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """A setting for people to read: `value` is empty where nothing holds, `source` says where it comes from."""

    name: str
    value: str
    source: str


def show_settings(reader: EnvironmentReader) -> tuple[tuple[ShownSetting, ...], tuple[str, ...]]:
    """Return every setting, by name, and every problem with them, names that are no setting among these."""
    problems: tuple[str, ...] = ()
    try:
        read_settings(reader)
    except SettingsError as error:
        problems = error.problems
    files = {f"{name}_FILE" for name in reader.secrets}
    names = sorted((reader.defaults.keys() | DESK_SETTINGS) - files)
    return tuple(_shown(reader, name) for name in names), (*problems, *reader.unknown())


def _shown(reader: EnvironmentReader, name: str) -> ShownSetting:
    value, file = reader.text(name, ""), reader.text(f"{name}_FILE", "") if name in reader.secrets else ""
    if not value and file:
        return ShownSetting(name, "(secret)", f"the file that {name}_FILE names: {file}")
    if not value:
        is_idle = name in DESK_SETTINGS and not reader.text("ECONNECT_TRIAGE_CHANNEL", "")
        return ShownSetting(name, reader.defaults.get(name, ""), _IDLE if is_idle else "default")
    source = str(reader.file) if name in reader.from_file else "environment"
    if "://" in value:
        return ShownSetting(name, _without_password(value), source)
    return ShownSetting(name, _kind_of(value) if name in reader.secrets else value, source)


def _without_password(address: str) -> str:
    """Return an address without its password and its options, which can hold one too."""
    login, at, rest = address.partition("?")[0].rpartition("@")
    scheme, _, user = login.partition("://")
    return f"{scheme}://{user.partition(':')[0]}:***{at}{rest}" if at else rest


def _kind_of(value: str) -> str:
    """Return what tells one secret from another kind of secret, and nothing of it."""
    prefix = value[:_PREFIX_LENGTH] if value[:_PREFIX_LENGTH] in {"xoxb-", "xapp-", "xoxp-", "xoxe-"} else ""
    return f"{prefix}… ({len(value)} characters)"
