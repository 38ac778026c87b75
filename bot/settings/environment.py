"""One setting after another: read, checked, and what is wrong with it collected."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Mode: TypeAlias = Literal["socket", "http", "chat"]

WHERE_TO_FIND: Final = {
    "SLACK_BOT_TOKEN": "the bot token (xoxb-…): api.slack.com/apps > your app > OAuth & Permissions",
    "SLACK_APP_TOKEN": "the app-level token (xapp-…, connections:write): your app > Basic Information",
    "SLACK_SIGNING_SECRET": "the signing secret: your app > Basic Information > App Credentials",
}
KNOWN_SETTINGS: Final = frozenset(
    {
        "ECONNECT_BACKUPS_KEPT",
        "ECONNECT_BACKUP_DIR",
        "ECONNECT_CACHE_DIR",
        "ECONNECT_DATA_DIR",
        "ECONNECT_HAND_OVER_REACTION",
        "ECONNECT_HOLIDAYS",
        "ECONNECT_KNOWLEDGE_DIR",
        "ECONNECT_MODE",
        "ECONNECT_RESOLUTION_HOURS",
        "ECONNECT_RESPONSE_HOURS",
        "ECONNECT_SUPPORT_CONTACT",
        "ECONNECT_SUPPORT_GROUP",
        "ECONNECT_TEAM_LANGUAGE",
        "ECONNECT_TIME_ZONE",
        "ECONNECT_TRIAGE_CHANNEL",
        "ECONNECT_WORKING_DAYS",
        "ECONNECT_WORKING_HOURS",
    }
)
"""Every setting that begins with ECONNECT_."""

DESK_SETTINGS: Final = KNOWN_SETTINGS - {
    "ECONNECT_BACKUPS_KEPT",
    "ECONNECT_BACKUP_DIR",
    "ECONNECT_CACHE_DIR",
    "ECONNECT_DATA_DIR",
    "ECONNECT_KNOWLEDGE_DIR",
    "ECONNECT_MODE",
    "ECONNECT_SUPPORT_CONTACT",
    "ECONNECT_TRIAGE_CHANNEL",
}
"""Those that say nothing where ECONNECT_TRIAGE_CHANNEL is not set."""

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
        self.problems: list[str] = []
        self.file: Path | None = None
        """The `.env` that was read, and what of `values` is from it."""
        self.from_file: frozenset[str] = frozenset()
        self.defaults: dict[str, str] = {}
        """What holds where a setting is not set, of each setting that was asked for; empty where nothing does."""
        self.secrets: set[str] = set()

    def dotenv(self, path: Path) -> dict[str, str]:
        """Return what the file at `path` sets; nothing where there is none."""
        if not path.is_file():
            return {}
        from dotenv import dotenv_values  # noqa: PLC0415 - most runs have no .env, and `ask` must be instant

        try:
            return {name: value for name, value in dotenv_values(path).items() if value is not None}
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f".env cannot be read: {_why(error)}.")
            return {}

    def unknown(self) -> tuple[str, ...]:
        """Return a remark on each name that is set as if it were a setting and is none, with the nearest one."""
        known = KNOWN_SETTINGS | _NOT_THE_BOTS
        set_names = (name for name in sorted(self.values) if name.upper().startswith("ECONNECT_"))
        unknown = [_guess(name) for name in set_names if name not in known]
        # Other programs have settings that begin with SLACK_: only a misspelt one of ours is told.
        others = (
            name for name in sorted(self.values) if name.partition("_")[0] == "SLACK" and _base(name) not in _SLACKS
        )
        return (*unknown, *(told for name in others if (told := _guess(name, _SLACKS, 0.9)) and "mean" in told))

    def idle(self) -> tuple[str, ...]:
        """Return which settings are set and say nothing, since there is no support team."""
        if self.text("ECONNECT_TRIAGE_CHANNEL", ""):
            return ()
        return tuple(name for name in sorted(DESK_SETTINGS) if self.text(name, ""))

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
        self.problems.append(
            f"{name} is in quotation marks, which count as part of it: leave them out. "
            "Only straight ones in .env are taken off; docker's --env-file and curly ones leave them in."
        )

    def secret(self, name: str) -> str:
        """Return the value of `name`, or the content of the file that `name`_FILE names."""
        self.secrets.add(name)
        value, file = self.text(name, ""), self.text(f"{name}_FILE", "")
        if not value and file:
            try:
                value = _short_text(Path(file))
            except (OSError, UnicodeDecodeError) as error:
                self.problems.append(f"{name}_FILE names a file that cannot be read: {_why(error)}.")
        prefix = _PREFIXES.get(name, "")
        if name != "DATABASE_URL" and any(mark in _QUOTES for mark in value):
            self.tell_quoted(name)
        elif name != "DATABASE_URL" and not (value.isascii() and value.isprintable() and " " not in value):
            self.problems.append(f"{name} holds a space or a character that no secret of Slack's has: copy it again.")
        elif value and not value.startswith(prefix):
            self.problems.append(f"{name} must start with {prefix}: it is {WHERE_TO_FIND[name]}.")
        return value

    def port(self, name: str, default: int) -> int:
        """Return the port that `name` gives; 0 is any free one."""
        text = self.text(name, str(default))
        is_short = len(text) <= len(str(_HIGHEST_PORT))  # Python reads no number of thousands of digits
        if not (is_short and text.isascii() and text.isdecimal() and int(text) <= _HIGHEST_PORT):
            self.problems.append(f"{name} must be a port from 0 to {_HIGHEST_PORT}, for example {default}.")
            return default
        return int(text)

    def number(self, name: str, default: int) -> int:
        """Return the whole number from 1 up that `name` gives."""
        text = self.text(name, str(default))
        is_small = text.isascii() and text.isdecimal() and len(text) <= len("9999")
        if not is_small or int(text) < 1:
            self.problems.append(f"{name} must be a whole number of at least 1, for example {default}.")
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
            self.problems.append(f"{name} starts with the home folder of an unknown user: write the path in full.")
            return Path(text)

    def url(self, name: str, default: str) -> str:
        """Return the web address, with a host, that `name` gives."""
        text = self.text(name, default)
        if not _is_web_address(text):
            self.problems.append(f"{name} must be a web address, for example {default}.")
        elif any(mark in text for mark in "@?#"):
            self.problems.append(f"{name} must hold no user, password or query, for example {default}.")
        return text

    def choice(self, name: str, words: tuple[str, ...]) -> str:
        """Return which of `words` the value of `name` is, the first by default."""
        text = self.text(name, words[0]).upper()
        if text not in words:
            self.problems.append(f"{name} must be one of {', '.join(words)}.")
        return text

    def mode(self, bot_token: str, app_token: str, secret: str) -> Mode:
        """Return how the bot runs, from which of Slack's credentials are there."""
        wish = self.text("ECONNECT_MODE", "").lower()
        if wish not in {"", "socket", "http"}:
            self.problems.append("ECONNECT_MODE must be socket or http; leave it out to let the tokens decide.")
        if not (bot_token or app_token or secret):
            if wish:
                self.problems.append(
                    f"ECONNECT_MODE={wish} needs SLACK_BOT_TOKEN, {WHERE_TO_FIND['SLACK_BOT_TOKEN']}."
                )
            return "chat"
        mode: Mode = "http" if wish == "http" or (secret and not app_token and wish != "socket") else "socket"
        needed = {"SLACK_BOT_TOKEN": bot_token}
        needed |= {"SLACK_SIGNING_SECRET": secret} if mode == "http" else {"SLACK_APP_TOKEN": app_token}
        self.problems += [f"{name} is missing: {WHERE_TO_FIND[name]}." for name, value in needed.items() if not value]
        if mode == "socket" and not app_token and not secret and wish != "socket":
            where = WHERE_TO_FIND["SLACK_SIGNING_SECRET"]
            self.problems.append(f"For HTTP instead of Socket Mode, set SLACK_SIGNING_SECRET: {where}.")
        return mode


def _base(name: str) -> str:
    """Return the setting that a `NAME_FILE` is for."""
    base, _, last = name.rpartition("_")
    return base if last == "FILE" else name


def _guess(name: str, known: frozenset[str] = KNOWN_SETTINGS, cutoff: float = 0.8) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - most runs have nothing to guess

    near = get_close_matches(name.upper(), sorted(known), 1, cutoff)
    remedy = f"; did you mean {near[0]}?" if near else "; README.md lists them all."
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
