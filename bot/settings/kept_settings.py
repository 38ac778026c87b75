"""The settings one by one, as `setup` asks for them: what holds, what `.env` can change, and what would be wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import reader_of
from bot.settings.definitions import SETTINGS
from bot.settings.env_file import EnvFile
from bot.settings.environment import EnvironmentReader
from bot.settings.support_desk import read_support_desk

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class KeptSettings:
    """The environment and `.env` of the working folder; what is put is there at once."""

    file: EnvFile = field(default_factory=lambda: EnvFile(Path(".env")))
    reader: EnvironmentReader = field(default_factory=reader_of)
    on_change: Callable[[str], None] = lambda _: None
    """Called with the name of a setting that has another value from then on."""
    on_closing: Callable[[int], None] = lambda _: None
    """Called with the mode that `.env` had, where others could use it until then."""

    def value(self, name: str) -> str:
        """Return the value of a setting; empty where it is not set."""
        return self.reader.text(name, "")

    def secret(self, name: str) -> str:
        """Return a secret, also one that is in a file of its own."""
        return self.reader.secret(name)

    def has_secret(self, name: str) -> bool:
        """Return whether a secret is set, here or in a file of its own."""
        return bool(self.value(name) or self.value(f"{name}_FILE"))

    def api_url(self) -> str:
        """Return where Slack is."""
        return self.reader.url("SLACK_API_URL", "https://slack.com/api/").rstrip("/") + "/"

    def is_http(self) -> bool:
        """Return whether Slack is to deliver over HTTP, by what is set."""
        wish = self.value("ECONNECT_MODE").lower()
        has_secret_alone = self.has_secret("SLACK_SIGNING_SECRET") and not self.has_secret("SLACK_APP_TOKEN")
        return wish == "http" or (has_secret_alone and wish != "socket")

    def why_fixed(self, name: str) -> str | None:
        """Return why `.env` cannot change a setting; None where it can."""
        if name in self.reader.values and name not in self.reader.from_file:
            empty = "" if self.value(name) else " to nothing"
            return f"{name} is set{empty} in the environment, which counts more than .env: it is left as it is."
        if not self.value(name) and self.value(f"{name}_FILE"):
            return f"{name} is in the file that {name}_FILE names: it is left as it is."
        return None

    def only_in_environment(self) -> tuple[str, ...]:
        """Return the settings that hold here and that `.env` does not have, or has otherwise."""
        in_file = self.reader.dotenv(Path(".env") if self.reader.file is None else self.reader.file)
        names = [each for name in SETTINGS for each in (name, f"{name}_FILE")]
        values = self.reader.values
        return tuple(each for each in names if self.reader.has_text(each) and in_file.get(each) != values[each])

    def put(self, name: str, value: str) -> None:
        """Set `name` in `.env`.

        Raises:
            OSError: it cannot be written.
            UnicodeDecodeError: it is no text.
        """
        before, mode = self.value(name), self.file.mode_for_others()
        self.file.put(name, value)
        if mode is not None:
            self.on_closing(mode)
        self.reader = reader_of()
        if value != before:
            self.on_change(name)


def desk_problems(name: str, value: str) -> list[str]:
    """Return what would be wrong with a setting of the support team, with its remedy."""
    reader = EnvironmentReader()
    reader.values = {"ECONNECT_TRIAGE_CHANNEL": "C0123456789", name: value}
    read_support_desk(reader)
    return [problem.message for problem in reader.problems]
