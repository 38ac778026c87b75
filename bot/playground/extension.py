"""What the bot adds to local Slack's page: why it replied as it did, and what is wrong with its knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from bot.bootstrap.live import LiveAnswering
    from bot.playground.explaining import ObservedCalculation, ObservedQuestion
    from bot.settings import Settings

_STATIC: Final = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class BotExtension:
    """Fills local Slack's `PageExtension` for a running bot."""

    answering: LiveAnswering
    observed: list[ObservedQuestion | ObservedCalculation]
    settings: Settings

    @property
    def static_folder(self) -> Path:
        """Return the folder of the script and styles that show it."""
        return _STATIC

    def state(self) -> dict[str, Any]:
        """Return what is answered from now, and what is wrong with what stands in the files, as JSON."""
        return {
            "knowledge": self.answering.current.knowledge.version,
            "problems": [
                {
                    "place": problem.path if problem.line is None else f"{problem.path}:{problem.line}",
                    "message": problem.message,
                    "remedy": problem.remedy,
                }
                for problem in self.answering.problems
            ],
        }

    def entry_count(self) -> int:
        """Return how many questions and calculations the bot has heard."""
        return len(self.observed)

    def entries(self, since: int, until: int) -> list[dict[str, Any]]:
        """Return why the bot replied as it did to each of these."""
        return [self._entry(index) for index in range(since, until)]

    def _entry(self, index: int) -> dict[str, Any]:
        observed = self.observed[index]
        explanation = observed.explain(self.settings)
        return {
            "id": f"why-{index}",
            "at": observed.at,
            "kind": "why",
            "name": explanation["asked"],
            "outcome": explanation["record"]["kind"],
            "why": explanation["why"],
            "payload": explanation["record"],
        }
