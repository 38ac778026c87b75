"""Settings that are set and have no effect, because of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.settings.definitions import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings.environment import EnvironmentReader, Mode
    from bot.settings.remarks import SettingRemark

_NO_POSTGRESQL: Final = "with PostgreSQL: back it up with its own tools, such as pg_dump"
_IN_CHAT: Final = dict.fromkeys(("HOST", "PORT", "HEALTH_HOST", "HEALTH_PORT"), "without SLACK_BOT_TOKEN")
_IN_SOCKET_MODE: Final = dict.fromkeys(
    ("SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET_PREVIOUS", "HOST", "PORT"),
    "in Socket Mode (ECONNECT_MODE=http would change that)",
)
_OVER_HTTP: Final = {"SLACK_APP_TOKEN": "over HTTP (ECONNECT_MODE=socket would change that)"}
_BY_MODE: Final = {"chat": _IN_CHAT, "socket": _IN_SOCKET_MODE, "http": _OVER_HTTP}
_SET_BY_OTHERS: Final = frozenset({"HOST", "PORT", "HEALTH_HOST", "HEALTH_PORT", "ECONNECT_DATA_DIR"})
"""Shells, platforms and the container image set these whatever else is set: only what stands in `.env` was meant."""


def idle_settings(reader: EnvironmentReader, mode: Mode) -> tuple[SettingRemark, ...]:
    """Return a remark on each setting that has no effect as the others are, in their order."""
    return tuple(
        reader.remark(name, f"{name} has no effect {why}.")
        for each in SETTINGS
        for name, why in _reasons(reader, mode, each)
    )


def what_it_lacks(reader: EnvironmentReader, name: str) -> str | None:
    """Return the setting that `name` needs to have an effect and that is not set; None where it lacks none."""
    needed = SETTINGS[name].needs
    return needed if needed and not reader.has(needed) else None


def _reasons(reader: EnvironmentReader, mode: Mode, name: str) -> Iterator[tuple[str, str]]:
    """Yield what has no effect, the setting or the `NAME_FILE` beside it, and why."""
    if name in reader.secrets and reader.has_text(name) and reader.has_text(f"{name}_FILE"):
        yield f"{name}_FILE", f"beside {name}, which counts more"
    is_meant = name not in _SET_BY_OTHERS or name in reader.from_file
    lacking = what_it_lacks(reader, name)
    why = f"without {lacking}" if lacking else _BY_MODE[mode].get(name) or _by_database(reader, name)
    if reader.has(name) and is_meant and why:
        yield name if reader.has_text(name) else f"{name}_FILE", why


def _by_database(reader: EnvironmentReader, name: str) -> str | None:
    if name == "ECONNECT_DATA_DIR" and reader.has("DATABASE_URL"):
        return "beside DATABASE_URL"
    is_elsewhere = reader.is_postgresql and name in {"ECONNECT_BACKUP_DIR", "ECONNECT_BACKUPS_KEPT"}
    return _NO_POSTGRESQL if is_elsewhere else None
