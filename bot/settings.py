"""The environment and `.env` → one frozen Settings, or every problem in them at once. The only reader of either."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Mode: TypeAlias = Literal["socket", "http", "chat"]

APP: Final = "econnect-bot"

_WHERE: Final = {
    "SLACK_BOT_TOKEN": "the bot token (xoxb-…): api.slack.com/apps > your app > OAuth & Permissions",
    "SLACK_APP_TOKEN": "the app-level token (xapp-…, connections:write): your app > Basic Information",
    "SLACK_SIGNING_SECRET": "the signing secret: your app > Basic Information > App Credentials",
}
_PREFIXES: Final = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
_HIGHEST_PORT: Final = 65535


class SettingsError(Exception):
    """Settings that cannot work. `problems` says all of them, each with its remedy."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Secrets do not show in its repr."""

    bot_token: str
    app_token: str
    signing_secrets: tuple[str, ...]
    mode: Mode
    port: int
    health_host: str
    health_port: int
    slack_api_url: str
    knowledge_dir: Path
    cache_dir: Path
    data_dir: Path
    database_url: str
    replicas: int
    support_contact: str | None
    log_level: str
    log_format: str

    def __repr__(self) -> str:
        """The mode and the paths; never a token."""
        return f"Settings(mode={self.mode!r}, knowledge_dir={str(self.knowledge_dir)!r}, port={self.port})"


def from_environment(
    environment: Mapping[str, str] | None = None, folder: Path | None = None, *, ignores_tokens: bool = False
) -> Settings:
    """The settings of `environment` (the process's) and of `.env` in `folder` (the working one); the former wins.

    With `ignores_tokens` they are as if no Slack token were set.

    Raises:
        SettingsError: naming every problem at once.
    """
    real = os.environ if environment is None else environment  # noqa: TID251 - the one reader
    reader = _Reader()
    reader.values = {**reader.dotenv((folder or Path()) / ".env"), **real}
    if ignores_tokens:
        tokens = {*_WHERE, *(f"{name}_FILE" for name in _WHERE), "ECONNECT_MODE"}
        reader.values = {name: value for name, value in reader.values.items() if name not in tokens}
    secret = reader.secret("SLACK_SIGNING_SECRET")
    previous = reader.secret("SLACK_SIGNING_SECRET_PREVIOUS")
    bot_token, app_token = reader.secret("SLACK_BOT_TOKEN"), reader.secret("SLACK_APP_TOKEN")
    data_dir = reader.path("ECONNECT_DATA_DIR", _data_dir)
    settings = Settings(
        bot_token=bot_token,
        app_token=app_token,
        signing_secrets=tuple(value for value in (secret, previous) if value),
        mode=reader.mode(bot_token, app_token, secret),
        port=reader.port("PORT", 3000),
        health_host=reader.text("HEALTH_HOST", "127.0.0.1"),
        health_port=reader.port("HEALTH_PORT", 3001),
        slack_api_url=reader.url("SLACK_API_URL", "https://slack.com/api/").rstrip("/") + "/",
        knowledge_dir=reader.path("ECONNECT_KNOWLEDGE_DIR", lambda: Path(__file__).parent.parent / "knowledge"),
        cache_dir=reader.path("ECONNECT_CACHE_DIR", _cache_dir),
        data_dir=data_dir,
        database_url=reader.secret("DATABASE_URL") or f"sqlite:///{data_dir / 'econnect-bot.db'}",
        replicas=reader.number("REPLICAS", 1),
        support_contact=reader.text("ECONNECT_SUPPORT_CONTACT", "") or None,
        log_level=reader.choice("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR")),
        log_format=reader.choice("LOG_FORMAT", ("TEXT", "JSON")),
    )
    if reader.problems:
        raise SettingsError(tuple(reader.problems))
    return settings


class _Reader:
    """Reads one value after another and collects what is wrong."""

    def __init__(self) -> None:
        self.values: Mapping[str, str] = {}
        self.problems: list[str] = []

    def dotenv(self, path: Path) -> dict[str, str]:
        """What the file at `path` sets; nothing where there is none."""
        if not path.is_file():
            return {}
        from dotenv import dotenv_values  # noqa: PLC0415 - most runs have no .env, and `ask` must be instant

        try:
            return {name: value for name, value in dotenv_values(path).items() if value is not None}
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f".env cannot be read: {_why(error)}.")
            return {}

    def text(self, name: str, default: str) -> str:
        return self.values.get(name, "").strip() or default

    def secret(self, name: str) -> str:
        """The value of `name`, or the content of the file that `name`_FILE names."""
        value, file = self.text(name, ""), self.text(f"{name}_FILE", "")
        if not value and file:
            try:
                value = Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                self.problems.append(f"{name}_FILE names a file that cannot be read: {_why(error)}.")
        prefix = _PREFIXES.get(name, "")
        if value and not value.startswith(prefix):
            self.problems.append(f"{name} must begin with {prefix}: it is {_WHERE[name]}.")
        return value

    def port(self, name: str, default: int) -> int:
        text = self.text(name, str(default))
        is_short = len(text) <= len(str(_HIGHEST_PORT))  # Python reads no number of thousands of digits
        if not (is_short and text.isascii() and text.isdecimal() and int(text) <= _HIGHEST_PORT):
            self.problems.append(f"{name} must be a port from 0 to {_HIGHEST_PORT}, for example {default}.")
            return default
        return int(text)

    def number(self, name: str, default: int) -> int:
        """A whole number from 1 up."""
        text = self.text(name, str(default))
        is_small = text.isascii() and text.isdecimal() and len(text) <= len("9999")
        if not is_small or int(text) < 1:
            self.problems.append(f"{name} must be a whole number from 1 up, for example {default}.")
            return default
        return int(text)

    def path(self, name: str, default: Callable[[], Path]) -> Path:
        text = self.text(name, "")
        try:
            return Path(text).expanduser() if text else default()
        except RuntimeError:
            self.problems.append(f"{name} begins with the home folder of nobody on this machine: write it out.")
            return Path(text)

    def url(self, name: str, default: str) -> str:
        """A web address with a host."""
        text = self.text(name, default)
        if not _is_web_address(text):
            self.problems.append(f"{name} must be a web address, for example {default}.")
        return text

    def choice(self, name: str, words: tuple[str, ...]) -> str:
        """One of `words`, the first by default."""
        text = self.text(name, words[0]).upper()
        if text not in words:
            self.problems.append(f"{name} must be one of {', '.join(words)}.")
        return text

    def mode(self, bot_token: str, app_token: str, secret: str) -> Mode:
        """How the bot runs, from which of Slack's credentials are there."""
        wish = self.text("ECONNECT_MODE", "").lower()
        if wish not in {"", "socket", "http"}:
            self.problems.append("ECONNECT_MODE must be socket or http; without it the tokens decide.")
        if not (bot_token or app_token or secret):
            if wish:
                self.problems.append(f"ECONNECT_MODE={wish} needs SLACK_BOT_TOKEN, {_WHERE['SLACK_BOT_TOKEN']}.")
            return "chat"
        mode: Mode = "http" if wish == "http" or (secret and not app_token and wish != "socket") else "socket"
        needed = {"SLACK_BOT_TOKEN": bot_token}
        needed |= {"SLACK_SIGNING_SECRET": secret} if mode == "http" else {"SLACK_APP_TOKEN": app_token}
        self.problems += [f"{name} is missing: {_WHERE[name]}." for name, value in needed.items() if not value]
        if mode == "socket" and not app_token and not secret and wish != "socket":
            where = _WHERE["SLACK_SIGNING_SECRET"]
            self.problems.append(f"Or, for HTTP instead of Socket Mode, SLACK_SIGNING_SECRET: {where}.")
        return mode


def _why(error: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read; never what stands in it."""
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error.strerror)


def _is_web_address(text: str) -> bool:
    try:
        address = urlsplit(text)
        return address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
    except ValueError:  # brackets that hold no address, a port that is none
        return False


def _cache_dir() -> Path:
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where it is set

    return user_cache_path(APP, appauthor=False)


def _data_dir() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where it is set

    return user_data_path(APP, appauthor=False)
