"""The environment and `.env` → one frozen Settings, or every problem in them at once. The only reader of either."""

from __future__ import annotations

import os
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.settings.definitions import SETTINGS
from bot.settings.environment import WHERE_TO_FIND, EnvironmentReader, Mode
from bot.settings.idle_settings import idle_settings
from bot.settings.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from platformdirs.api import PlatformDirsABC

    from bot.domain.desk import SupportDeskConfig
    from bot.settings.remarks import SettingRemark

APP: Final = "econnect-bot"
_EVERY_ADDRESS: Final = frozenset({str(IPv4Address(0)), str(IPv6Address(0))})


class SettingsError(Exception):
    """Settings that cannot work. `problems` says all of them with their remedies; the others are as in Settings."""

    def __init__(
        self,
        problems: tuple[SettingRemark, ...],
        idle: tuple[SettingRemark, ...] = (),
        unknown: tuple[SettingRemark, ...] = (),
    ) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
        self.idle = idle
        self.unknown = unknown


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Secrets do not show in its repr."""

    bot_token: str
    app_token: str
    signing_secrets: tuple[str, ...]
    mode: Mode
    host: str
    port: int
    health_host: str
    health_port: int
    slack_api_url: str
    knowledge_dir: Path
    cache_dir: Path
    data_dir: Path
    database_url: str
    backup_dir: Path | None
    backups_kept: int
    replicas: int
    support_contact: str | None
    desk: SupportDeskConfig | None
    follows_threads: bool
    log_level: str
    log_format: str
    audit_log: Path | None
    notify_socket: str = ""
    """Where the service manager that started the bot listens; no setting of anybody's."""
    chosen: tuple[str, ...] = ()
    """The names of what is set, in the order in which people read them."""
    unknown: tuple[SettingRemark, ...] = ()
    """What is set and is no setting."""
    idle: tuple[SettingRemark, ...] = ()
    """What is set and has no effect, because of another setting."""

    def __repr__(self) -> str:
        """Return the mode and the paths; never a token."""
        return f"Settings(mode={self.mode!r}, knowledge_dir={str(self.knowledge_dir)!r}, port={self.port})"


def from_environment(
    environment: Mapping[str, str] | None = None, folder: Path | None = None, *, ignores_tokens: bool = False
) -> Settings:
    """Return the settings of `environment` (the process's), else of `.env` in `folder` (the working one).

    With `ignores_tokens` they are as if no Slack token were set.

    Raises:
        SettingsError: naming every problem at once.
    """
    reader = reader_of(environment, folder)
    if ignores_tokens:
        tokens = {*WHERE_TO_FIND, *(f"{name}_FILE" for name in WHERE_TO_FIND), "ECONNECT_MODE"}
        reader.values = {name: value for name, value in reader.values.items() if name not in tokens}
    return read_settings(reader)


def reader_of(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> EnvironmentReader:
    """Return a reader of `environment` (the process's), else of `.env` in `folder` (the working one)."""
    real = os.environ if environment is None else environment  # noqa: TID251 - the one reader
    reader = EnvironmentReader()
    reader.file = (folder or Path()) / ".env"
    in_file = reader.dotenv(reader.file)
    reader.values = {**in_file, **real}
    reader.from_file = frozenset(in_file.keys() - real.keys())
    return reader


def read_settings(reader: EnvironmentReader) -> Settings:
    """Return the settings that `reader` has the values of.

    Raises:
        SettingsError: naming every problem at once.
    """
    secret, previous = (reader.secret(name) for name in ("SLACK_SIGNING_SECRET", "SLACK_SIGNING_SECRET_PREVIOUS"))
    bot_token, app_token = reader.secret("SLACK_BOT_TOKEN"), reader.secret("SLACK_APP_TOKEN")
    data_dir = reader.path("ECONNECT_DATA_DIR", _data_dir)
    mode = reader.mode(bot_token, app_token, secret)
    settings = Settings(
        bot_token=bot_token,
        app_token=app_token,
        signing_secrets=tuple(value for value in (secret, previous) if value),
        mode=mode,
        host=reader.text("HOST", "127.0.0.1"),
        port=reader.port("PORT", 3000),
        health_host=reader.text("HEALTH_HOST", "127.0.0.1"),
        health_port=reader.port("HEALTH_PORT", 3001),
        slack_api_url=reader.url("SLACK_API_URL", "https://slack.com/api/").rstrip("/") + "/",
        knowledge_dir=reader.path("ECONNECT_KNOWLEDGE_DIR", lambda: shipped("knowledge")),
        cache_dir=reader.path("ECONNECT_CACHE_DIR", _cache_dir),
        data_dir=data_dir,
        database_url=_database_url(reader, data_dir),
        backup_dir=_backup_dir(reader),
        backups_kept=reader.number("ECONNECT_BACKUPS_KEPT", 7),
        replicas=reader.number("REPLICAS", 1),
        support_contact=reader.text("ECONNECT_SUPPORT_CONTACT", "") or None,
        desk=_desk(reader),
        follows_threads=reader.choice("ECONNECT_THREAD_FOLLOW_UPS", ("ON", "OFF")) == "ON",
        log_level=reader.choice("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
        log_format=reader.choice("LOG_FORMAT", ("TEXT", "JSON")),
        audit_log=audit_log_of(reader),
        notify_socket=reader.values.get("NOTIFY_SOCKET", ""),
        chosen=tuple(name for name in SETTINGS if reader.has(name)),
        unknown=reader.unknown(),
        idle=idle_settings(reader, mode),
    )
    _refuse_shared_port(reader, settings)
    if reader.problems:
        raise SettingsError(tuple(dict.fromkeys(reader.problems)), settings.idle, settings.unknown)
    return settings


def _refuse_shared_port(reader: EnvironmentReader, settings: Settings) -> None:
    """Collect that HTTP mode and the health checks would listen on the same port."""
    hosts = {settings.host, settings.health_host}
    is_apart = len(hosts) > 1 and not hosts & _EVERY_ADDRESS
    if settings.mode == "http" and settings.port == settings.health_port != 0 and not is_apart:
        told = f"PORT and HEALTH_PORT are both {settings.port}: set one of them to another port."
        reader.refuse("PORT" if reader.has("PORT") else "HEALTH_PORT", told)


def _database_url(reader: EnvironmentReader, data_dir: Path) -> str:
    """Return where things are kept: a file in the data folder, unless told otherwise."""
    in_data_dir = f"sqlite:///{data_dir / 'econnect-bot.db'}"
    reader.note_default("DATABASE_URL", in_data_dir)
    url = reader.secret("DATABASE_URL") or in_data_dir
    reader.is_postgresql = url.startswith("postgres")
    return url


def _desk(reader: EnvironmentReader) -> SupportDeskConfig | None:
    """Return the support team; None where no triage channel is set."""
    if not reader.text("ECONNECT_TRIAGE_CHANNEL", ""):
        return None
    from bot.settings.support_desk import read_support_desk  # noqa: PLC0415 - time zones and holidays take a while

    return read_support_desk(reader)


def _backup_dir(reader: EnvironmentReader) -> Path | None:
    """Return where backups are made by themselves; None where that is not set."""
    return reader.path("ECONNECT_BACKUP_DIR", Path) if reader.text("ECONNECT_BACKUP_DIR", "") else None


def audit_log_of(reader: EnvironmentReader) -> Path | None:
    """Return the file of who did what; None where that is not set."""
    return reader.path("ECONNECT_AUDIT_LOG", Path) if reader.text("ECONNECT_AUDIT_LOG", "") else None


def _cache_dir() -> Path:
    return _platform_dirs().user_cache_path


def _data_dir() -> Path:
    return _platform_dirs().user_data_path


def _platform_dirs() -> PlatformDirsABC:
    """Return the platform's folders for this app."""
    from platformdirs import PlatformDirs  # noqa: PLC0415 - not needed where the folders are set

    return PlatformDirs(APP, appauthor=False)
