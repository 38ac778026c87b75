"""What the bot adds to local Slack's page: why it replied as it did, and what is wrong with its knowledge base."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.playground.happenings import happened, standing_of, triage_channel
from bot.playground.turning import TURNS, ClockTurner
from localslack.page.actions import ActionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.bootstrap.live import LiveAnswering
    from bot.domain.hours import Hours
    from bot.playground.explaining import ObservedCalculation, ObservedQuestion
    from bot.playground.workbench import Workbench
    from bot.settings import Settings
    from localslack.page.actions import ActionResult, UserAction

_STATIC: Final = Path(__file__).parent / "static"

_UNEXPLAINED: Final = "This reply cannot be explained: that is a fault of the bot's, and the log tells more."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BotExtension:
    """Fills local Slack's `PageExtension` for a running bot."""

    answering: LiveAnswering
    observed: list[ObservedQuestion | ObservedCalculation]
    settings: Settings
    hours: Hours
    turner: ClockTurner
    workbench: Workbench
    tour: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    _first_looks: list[float] = field(default_factory=list)

    @property
    def actions(self) -> Mapping[str, Callable[[UserAction], ActionResult]]:
        """Return what people may do beside Slack: put the clock forward, and what an editor's window asks for."""
        return {"clock": self._turn_clock, **self.workbench.actions}

    @property
    def static_folder(self) -> Path:
        """Return the folder of the script and styles that show it."""
        return _STATIC

    @property
    def texts(self) -> Mapping[str, Callable[[], str]]:
        """Return the editor's board as plain text."""
        return self.workbench.texts

    def state(self) -> dict[str, Any]:
        """Return what is answered from now, and what is wrong with what stands in the files, as JSON."""
        return {
            "clock": self._moment(),
            "tour": self.tour,
            "triage": triage_channel(self.turner.bot),
            "told_until": self._first_look(),
            "knowledge": self.answering.current.knowledge.version,
            "problems": self.workbench.problems(),
        }

    def entry_count(self) -> int:
        """Return how many questions and calculations the bot has heard."""
        return len(self.observed)

    def entries(self, since: int, until: int) -> list[dict[str, Any]]:
        """Return why the bot replied as it did to each of these."""
        return [self._entry(index) for index in range(since, until)]

    def _first_look(self) -> str:
        """Return the `ts` of the moment at which the first window looked: what was said before is the demo's past."""
        if not self._first_looks:
            self._first_looks.append(self.turner.clock.seconds())
        return f"{self._first_looks[0]:.6f}"

    def _turn_clock(self, action: UserAction) -> ActionResult:
        name = action.text("turn")
        if name not in TURNS:
            raise ActionError(f"The clock has no turn '{name}'; it has {', '.join(TURNS)}.")
        before = standing_of(self.turner.bot, action.slack)
        self.turner.turn(name, self.hours)
        action.slack.wake()
        after = standing_of(self.turner.bot, action.slack)
        return self._moment() | {"happened": happened(before, after), "triage": triage_channel(self.turner.bot)}

    def _moment(self) -> dict[str, object]:
        """Return what the clock shows, in seconds since 1970 to the minute, and in which zone the team is."""
        return {"at": int(self.turner.clock.seconds() // 60 * 60), "zone": str(self.hours.zone)}

    def _entry(self, index: int) -> dict[str, Any]:
        observed = self.observed[index]
        try:
            explanation = observed.explain(self.settings)
        except Exception:  # everybody's page would wait for it for ever
            log.exception("A reply in the playground cannot be explained")
            told = [{"type": "section", "text": {"type": "plain_text", "text": _UNEXPLAINED}}]
            explanation = {"asked": _UNEXPLAINED, "why": told, "record": {"kind": "error"}}
        return {
            "id": f"why-{index}",
            "at": observed.at,
            "kind": "why",
            "name": explanation["asked"],
            "outcome": explanation["record"]["kind"],
            "why": explanation["why"],
            "payload": explanation["record"],
        }
