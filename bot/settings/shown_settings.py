"""Every setting as it stands: its value, without a secret in it, and where that comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.settings import SettingsError, read_settings
from bot.settings.definitions import SETTINGS
from bot.settings.environment import WHERE_TO_FIND
from bot.settings.idle_settings import what_it_lacks
from bot.settings.remarks import unreadable_lines

if TYPE_CHECKING:
    from bot.settings.environment import EnvironmentReader
    from bot.settings.remarks import SettingRemark

_PREFIX_LENGTH: Final = len("xoxb-")


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """A setting for people to read: `value` is empty where nothing holds, `source` says where it comes from."""

    group: str
    name: str
    meaning: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class ShownSettings:
    """Every setting in the order in which people read them, what is wrong with them, and what has no effect."""

    settings: tuple[ShownSetting, ...]
    problems: tuple[SettingRemark, ...]
    """Names that are no setting are among these, and lines of `.env` that cannot be read."""
    warnings: tuple[SettingRemark, ...]
    without_slack: str
    """What it means that no Slack token is set, and which `.env` was looked at; empty where one is."""


def show_settings(reader: EnvironmentReader) -> ShownSettings:
    """Return every setting that `reader` can read, and what is to be said about them."""
    problems: tuple[SettingRemark, ...] = ()
    try:
        warnings = read_settings(reader).idle
    except SettingsError as error:
        problems, warnings = error.problems, error.idle
    unreadable = () if reader.file is None else unreadable_lines(reader.file)
    shown = tuple(_shown(reader, name) for name in SETTINGS)
    return ShownSettings(shown, (*problems, *unreadable, *reader.unknown()), warnings, _without_slack(reader))


def _without_slack(reader: EnvironmentReader) -> str:
    if reader.file is None or any(reader.has(name) for name in WHERE_TO_FIND):
        return ""
    file = reader.file.absolute()
    read = f"{file} was read." if file.is_file() else f"There is no .env in {file.parent}."
    return (
        "No Slack tokens are set, so `econnect-bot run` would not run in Slack but start the playground, "
        f"or answer the questions that are piped to it. {read}"
    )


def _shown(reader: EnvironmentReader, name: str) -> ShownSetting:
    group, meaning, _ = SETTINGS[name]
    return ShownSetting(group, name, meaning, *_value_and_source(reader, name))


def _value_and_source(reader: EnvironmentReader, name: str) -> tuple[str, str]:
    value = reader.values.get(name, "").strip()
    if not value and reader.has(name):
        return "(secret)", f"the file that {name}_FILE names: {reader.place_of(name)}"
    if not value:
        needed = what_it_lacks(reader, name)
        return (reader.defaults.get(name, ""), "default") if needed is None else ("", f"needs {needed}")
    source = reader.place_of(name)
    if "://" in value:
        return _without_password(value), source
    return masked(value) if name in reader.secrets else value, source


def _without_password(address: str) -> str:
    """Return an address without its password and its options, which can hold one too."""
    login, at, rest = address.partition("?")[0].rpartition("@")
    scheme, _, user = login.partition("://")
    return f"{scheme}://{user.partition(':')[0]}:***{at}{rest}" if at else rest


def masked(value: str) -> str:
    """Return what tells a secret from another kind of secret, and nothing of it."""
    prefix = value[:_PREFIX_LENGTH] if value[:_PREFIX_LENGTH] in {"xoxb-", "xapp-", "xoxp-", "xoxe-"} else ""
    return f"{prefix}… ({len(value)} characters)"
