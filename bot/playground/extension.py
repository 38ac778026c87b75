"""What the bot adds to local Slack's page: why it replied as it did, and what is wrong with its knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.playground.turning import TURNS, ClockTurner
from localslack.page.actions import ActionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.bootstrap.live import LiveAnswering
    from bot.domain.hours import Hours
    from bot.playground.explaining import ObservedCalculation, ObservedQuestion
    from bot.settings import Settings
    from localslack.page.actions import ActionResult, UserAction

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STATIC: Final = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class BotExtension:
    """Fills local Slack's `PageExtension` for a running bot."""

    answering: LiveAnswering
    observed: list[ObservedQuestion | ObservedCalculation]
    settings: Settings
    hours: Hours
    turner: ClockTurner
    tour: tuple[str, ...] = ()

    @property
    def actions(self) -> Mapping[str, Callable[[UserAction], ActionResult]]:
        """Return what people may do beside Slack: put the clock forward."""
        return {"clock": self._turn_clock}

    @property
    def static_folder(self) -> Path:
        """Return the folder of the script and styles that show it."""
        return _STATIC

    def state(self) -> dict[str, Any]:
        """Return what is answered from now, and what is wrong with what stands in the files, as JSON."""
        return {
            "clock": self._moment(),
            "tour": self.tour,
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

    def _turn_clock(self, action: UserAction) -> ActionResult:
        name = action.text("turn")
        if name not in TURNS:
            raise ActionError(f"The clock has no turn '{name}'; it has {', '.join(TURNS)}.")
        self.turner.turn(name, self.hours)
        action.slack.wake()
        return self._moment()

    def _moment(self) -> dict[str, object]:
        """Return what the clock shows where the team is, in the page's language, and which zone that is."""
        here = self.turner.clock.now().astimezone(self.hours.zone)
        shown = f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here.year}, {here:%H:%M}"
        return {"shown": shown, "zone": str(self.hours.zone)}

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
