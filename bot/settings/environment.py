"""One setting after another: read, checked, and what is wrong with it collected."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import urlsplit

from bot.domain.near_names import nearest_name
from bot.settings.definitions import KNOWN_SETTINGS
from bot.settings.remarks import ENVIRONMENT, SettingRemark, lines_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Mode: TypeAlias = Literal["socket", "http", "chat"]

WHERE_TO_FIND: Final = {
    "SLACK_BOT_TOKEN": "the bot token (xoxb-…): api.slack.com/apps > your app > OAuth & Permissions",
    "SLACK_APP_TOKEN": "the app-level token (xapp-…, connections:write): your app > Basic Information",
    "SLACK_SIGNING_SECRET": "the signing secret: your app > Basic Information > App Credentials",
}
_SLACKS: Final = frozenset({*WHERE_TO_FIND, "SLACK_API_URL", "SLACK_SIGNING_SECRET_PREVIOUS"})
_QUOTES: Final = "\"'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb"
_NOT_THE_BOTS: Final = frozenset({"ECONNECT_SHARED_DIR"})  # the tests go by it
_PREFIXES: Final = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}
_HIGHEST_PORT: Final = 65535
_LONGEST_SECRET: Final = 16_384


class EnvironmentReader:
    """Reads one value after another and collects what is wrong."""

    def __init__(self) -> None:
        self.values: Mapping[str, str] = {}
        self.problems: list[SettingRemark] = []
        self.file: Path | None = None
        """The `.env` that was read, and what of `values` is from it."""
        self.from_file: frozenset[str] = frozenset()
        self.defaults: dict[str, str] = {}
        """What holds where a setting is not set, of each setting that was asked for; empty where nothing does."""
        self.secrets: set[str] = set()
        self.is_postgresql = False
        self._lines: dict[str, int] | None = None

    def dotenv(self, path: Path) -> dict[str, str]:
        """Return what the file at `path` sets; nothing where there is none."""
        if not path.is_file():
            return {}
        from dotenv import dotenv_values  # noqa: PLC0415 - most runs have no .env, and `ask` must be instant

        try:
            return {name: value for name, value in dotenv_values(path).items() if value is not None}
        except (OSError, UnicodeDecodeError) as error:
            self.refuse("", f".env cannot be read: {_why(error)}.")
            return {}

    def refuse(self, name: str, message: str) -> None:
        """Collect what is wrong with the setting `name`, with its remedy."""
        self.problems.append(self.remark(name, message))

    def remark(self, name: str, message: str) -> SettingRemark:
        """Return a remark on the setting `name`, with the place where it was found."""
        return SettingRemark(name, message, self.place_of(name))

    def place_of(self, name: str) -> str:
        """Return where `name` was found: environment, a line of `.env`, a secret's file; empty where nowhere."""
        file = self.values.get(f"{name}_FILE", "").strip() if name in self.secrets else ""
        if file and not self.has_text(name):
            return file
        if name not in self.values:
            return ""
        if name not in self.from_file or self.file is None:
            return ENVIRONMENT
        if self._lines is None:
            self._lines = lines_in(self.file)
        return f"{self.file}:{self._lines.get(name, 1)}"

    def has_text(self, name: str) -> bool:
        """Return whether `name` itself is set to something."""
        return bool(self.values.get(name, "").strip())

    def has(self, name: str) -> bool:
        """Return whether `name` is set to something, a secret also in a file of its own."""
        return self.has_text(name) or (name in self.secrets and self.has_text(f"{name}_FILE"))

    def unknown(self) -> tuple[SettingRemark, ...]:
        """Return a remark on each name that is set as if it were a setting and is none, with the nearest one."""
        known = KNOWN_SETTINGS | _NOT_THE_BOTS
        ours = [name for name in sorted(self.values) if name.upper().startswith("ECONNECT_") and name not in known]
        # Other programs have settings that begin with SLACK_: only a misspelt one of ours is told.
        others = [
            name for name in sorted(self.values) if name.partition("_")[0] == "SLACK" and _base(name) not in _SLACKS
        ]
        told = [(name, _guess(name)) for name in ours] + [(name, _guess(name, _SLACKS, 0.9)) for name in others]
        return tuple(
            self.remark(name, guessed) for name, guessed in told if name not in others or "did you mean" in guessed
        )

    def text(self, name: str, default: str) -> str:
        """Return the value of `name` without the space around it, or `default`."""
        self.note_default(name, default)
        value = self.values.get(name, "").strip()
        if len(value) > 1 and value[0] in _QUOTES and value[-1] in _QUOTES:
            self.tell_quoted(name)
        return value or default

    def note_default(self, name: str, default: str) -> None:
        """Keep what holds where `name` is not set."""
        self.defaults[name] = default or self.defaults.get(name, "")

    def tell_quoted(self, name: str) -> None:
        """Collect that the value of `name` holds the quotation marks that were to stand around it."""
        self.refuse(
            name,
            f"{name} is in quotation marks, which count as part of it: leave them out. "
            "Only straight ones in .env are taken off; docker's --env-file and curly ones leave them in.",
        )

    def secret(self, name: str) -> str:
        """Return the value of `name`, or the content of the file that `name`_FILE names."""
        self.secrets.add(name)
        value, file = self.text(name, ""), self.text(f"{name}_FILE", "")
        if not value and file:
            try:
                value = _short_text(Path(file))
            except (OSError, UnicodeDecodeError) as error:
                self.refuse(f"{name}_FILE", f"{name}_FILE names a file that cannot be read: {_why(error)}.")
        prefix = _PREFIXES.get(name, "")
        if name != "DATABASE_URL" and any(mark in _QUOTES for mark in value):
            self.tell_quoted(name)
        elif name != "DATABASE_URL" and not (value.isascii() and value.isprintable() and " " not in value):
            self.refuse(name, f"{name} holds a space or a character that no secret of Slack's has: copy it again.")
        elif value and not value.startswith(prefix):
            self.refuse(name, f"{name} must start with {prefix}: it is {WHERE_TO_FIND[name]}.")
        return value

    def port(self, name: str, default: int) -> int:
        """Return the port that `name` gives; 0 is any free one."""
        text = self.text(name, str(default))
        is_short = len(text) <= len(str(_HIGHEST_PORT))  # Python reads no number of thousands of digits
        if not (is_short and text.isascii() and text.isdecimal() and int(text) <= _HIGHEST_PORT):
            self.refuse(name, f"{name} must be a port from 0 to {_HIGHEST_PORT}, for example {default}.")
            return default
        return int(text)

    def number(self, name: str, default: int) -> int:
        """Return the whole number from 1 up that `name` gives."""
        text = self.text(name, str(default))
        is_small = text.isascii() and text.isdecimal() and len(text) <= len("9999")
        if not is_small or int(text) < 1:
            self.refuse(name, f"{name} must be a whole number of at least 1, for example {default}.")
            return default
        return int(text)

    def path(self, name: str, default: Callable[[], Path]) -> Path:
        """Return the path that `name` gives, `~` written out."""
        text = self.text(name, "")
        try:
            if text:
                return Path(text).expanduser()
            self.note_default(name, str(default()))
            return default()
        except RuntimeError:
            self.refuse(name, f"{name} starts with the home folder of an unknown user: write the path in full.")
            return Path(text)

    def url(self, name: str, default: str) -> str:
        """Return the web address, with a host, that `name` gives."""
        text = self.text(name, default)
        if not _is_web_address(text):
            self.refuse(name, f"{name} must be a web address, for example {default}.")
        elif any(mark in text for mark in "@?#"):
            self.refuse(name, f"{name} must hold no user, password or query, for example {default}.")
        return text

    def choice(self, name: str, words: tuple[str, ...]) -> str:
        """Return which of `words` the value of `name` is, the first by default."""
        text = self.text(name, words[0]).upper()
        if text not in words:
            self.refuse(name, f"{name} must be one of {', '.join(words)}.")
        return text

    def mode(self, bot_token: str, app_token: str, secret: str) -> Mode:
        """Return how the bot runs, from which of Slack's credentials are there."""
        wish = self.text("ECONNECT_MODE", "").lower()
        if wish not in {"", "socket", "http"}:
            self.refuse(
                "ECONNECT_MODE", "ECONNECT_MODE must be socket or http; leave it out to let the tokens decide."
            )
        if not (bot_token or app_token or secret):
            if wish:
                self.refuse(
                    "ECONNECT_MODE",
                    f"ECONNECT_MODE={wish} needs SLACK_BOT_TOKEN, {WHERE_TO_FIND['SLACK_BOT_TOKEN']}.",
                )
            return "chat"
        mode: Mode = "http" if wish == "http" or (secret and not app_token and wish != "socket") else "socket"
        needed = {"SLACK_BOT_TOKEN": bot_token}
        needed |= {"SLACK_SIGNING_SECRET": secret} if mode == "http" else {"SLACK_APP_TOKEN": app_token}
        for name in (name for name, value in needed.items() if not value):
            self.refuse(name, f"{name} is missing: {WHERE_TO_FIND[name]}.")
        if mode == "socket" and not app_token and not secret and wish != "socket":
            where = WHERE_TO_FIND["SLACK_SIGNING_SECRET"]
            self.refuse(
                "SLACK_SIGNING_SECRET", f"For HTTP instead of Socket Mode, set SLACK_SIGNING_SECRET: {where}."
            )
        return mode


def _base(name: str) -> str:
    """Return the setting that a `NAME_FILE` is for."""
    base, _, last = name.rpartition("_")
    return base if last == "FILE" else name


def _guess(name: str, known: frozenset[str] = KNOWN_SETTINGS, cutoff: float = 0.8) -> str:
    near = nearest_name(name.upper(), known, cutoff)
    remedy = f"; did you mean {near}?" if near else "; `econnect-bot config` lists them all."
    return f"{name} is not a setting of the bot{remedy}"


def _short_text(path: Path) -> str:
    """Return what stands in a file; a pipe or a device would be waited for, or never end.

    Raises:
        OSError: it cannot be read, or is no file, or is larger than any secret.
        UnicodeDecodeError: it is no text.
    """
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        content = file.read(_LONGEST_SECRET + 1)
    if len(content) > _LONGEST_SECRET:
        raise OSError(errno.EFBIG, "it is too large for a secret")
    return content.decode("utf-8").strip()


def _why(error: OSError | UnicodeDecodeError) -> str:
    """Return why a file cannot be read; never what stands in it."""
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error.strerror)


def _is_web_address(text: str) -> bool:
    try:
        address = urlsplit(text)
        return address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
    except ValueError:  # brackets that hold no address, a port that is none
        return False
