"""Puts the playground's clock forward: what falls due on the way is done at its own moment, and then seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from threading import Event, Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

from bot.services import forgetting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.bootstrap.clock import ForwardClock
    from bot.bootstrap.in_slack import Bot
    from bot.domain.hours import Hours

_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_STEP: Final = timedelta(minutes=5)
_LOOK_SECONDS: Final = 0.005
_FRUITLESS_LOOKS: Final = 20
"""How often it is looked in vain, while nothing is being sent, before what is due is left to the way ahead."""
_PATIENCE_SECONDS: Final = 5.0
"""How long a turn waits for what is to be posted on its way, all together."""

_MONDAY: Final = 0
_CHANNEL_REST: Final = timedelta(seconds=1)


def an_hour_later(now: datetime, _hours: Hours) -> datetime:
    """Return the moment an hour after `now`."""
    return now + timedelta(hours=1)


def a_working_day_later(now: datetime, hours: Hours) -> datetime:
    """Return the same time of the day on the team's next working day; UTC."""
    here = now.astimezone(hours.zone)
    start, _ = next(hours.days_from(_midnight_after(here, days=1)))
    return datetime.combine(start.astimezone(hours.zone), here.timetz().replace(tzinfo=None), hours.zone).astimezone(
        UTC
    )


def after_the_weekend(now: datetime, hours: Hours) -> datetime:
    """Return when the team opens next Monday, or on the first working day after it; UTC."""
    here = now.astimezone(hours.zone)
    start, _ = next(hours.days_from(_midnight_after(here, days=(_MONDAY - here.weekday() - 1) % 7 + 1)))
    return start


def _midnight_after(here: datetime, days: int) -> datetime:
    return datetime.combine(here.date() + timedelta(days=days), time(), here.tzinfo).astimezone(UTC)


TURNS: Final[Mapping[str, Callable[[datetime, Hours], datetime]]] = {
    "hour": an_hour_later,
    "day": a_working_day_later,
    "weekend": after_the_weekend,
}
"""How far each button of the page goes."""


def _step_after(now: datetime) -> datetime:
    """Return the next of the moments at which it is looked what falls due; they do not depend on how posting went."""
    begun = (now - _EPOCH) // _STEP
    return _EPOCH + (begun + 1) * _STEP


@dataclass(frozen=True, slots=True)
class ClockTurner:
    """Puts the clock of a running bot forward; one turn at a time."""

    bot: Bot
    clock: ForwardClock
    _lock: Lock = field(default_factory=Lock)

    def turn_to(self, moment: datetime) -> None:
        """Go to `moment` in small steps, and do at each what is due by then; what is past already changes nothing."""
        with self._lock:
            give_up_at = monotonic() + _PATIENCE_SECONDS
            self._deliver(give_up_at)
            while (now := self.clock.now()) < moment:
                self.clock.put_forward(min(_step_after(now), moment))
                if self.bot.remind() or self._is_due():
                    self._deliver(give_up_at)
            forgetting.purge(self.bot.context.store, self.clock, self.bot.context.audit)
            self.bot.wake.set()

    def turn(self, name: str, hours: Hours) -> None:
        """Turn as far as one of `TURNS`."""
        self.turn_to(TURNS[name](self.clock.now(), hours))

    def catch_up(self) -> None:
        """Have what is due now posted, and wait for that."""
        with self._lock:
            self._deliver(monotonic() + _PATIENCE_SECONDS)

    def _is_due(self) -> bool:
        return self._due() > 0

    def _due(self) -> int:
        return self.bot.context.store.outbox.due_by(self.clock.now())

    def _deliver(self, give_up_at: float) -> None:
        """Wait until what is due was tried. A channel rests between two messages: the clock is put past that.

        What Slack has asked to wait for longer waits: it is due again and again on the way.
        """
        looks, before = 0, self._due()
        while before and looks < _FRUITLESS_LOOKS and monotonic() < give_up_at:
            self.bot.wake.set()
            Event().wait(_LOOK_SECONDS)
            left, is_tried = self._due(), self.bot.context.store.outbox.backlog(self.clock.now()).in_flight
            if not is_tried:
                self.clock.put_forward(self.clock.now() + _CHANNEL_REST)
            looks = looks + 1 if left == before and not is_tried else 0
            before = left
