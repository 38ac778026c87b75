"""Faults that a test scripts: what the next calls and deliveries meet."""

import threading
from collections import deque
from dataclasses import dataclass

CALL_FAULTS = frozenset(
    {
        "ok",
        "empty",
        "429",
        "500",
        "502",
        "503",
        "503-after",
        "html",
        "reset-before",
        "reset-after",
        "timeout",
        "trickle",
        "body",
        "error",
    }
)
TAKEN = frozenset(
    {"ok", "empty", "reset-after", "trickle", "body", "503-after"}
)  # the call is done, whatever comes back
DELIVERY_FAULTS = frozenset({"ok", "dropped", "doubled", "delayed"})


@dataclass(frozen=True, slots=True)
class InjectedFault:
    """One outcome: its kind, and what stands behind the colon (`429:1`, `error:fatal_error`)."""

    kind: str
    argument: str = ""


OK = InjectedFault("ok")


class FaultScript:
    """Outcomes to use up, one after the other, per API method and per delivery's name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: dict[str, deque[InjectedFault]] = {}
        self._deliveries: dict[str, deque[InjectedFault]] = {}

    def for_calls(self, method: str, *outcomes: str) -> None:
        """Script the next calls of a method.

        Args:
            method: The API method, or `*` for whichever comes next.
            outcomes: `ok`, `429:SECONDS`, `500`, `502`, `503`, `503-after` (taken all the same), `html`,
                `error:CODE`, `reset-before` and `reset-after` (the call is not taken, or is taken), `timeout` (not
                taken, no answer), `empty` (taken, and answered with nothing but that), `body:TEXT` (taken, answered
                with that text), `trickle` (taken, and answered a byte at a time without end).
        """
        self._add(self._calls, method, [_parse(outcome, CALL_FAULTS) for outcome in outcomes])

    def for_deliveries(self, name: str, *outcomes: str) -> None:
        """Script the next deliveries: `ok`, `dropped`, `doubled`, `delayed:SECONDS`.

        Args:
            name: The event's type, the command, the interaction's type, or `*`.
            outcomes: In the order in which they are used up.
        """
        self._add(self._deliveries, name, [_parse(outcome, DELIVERY_FAULTS) for outcome in outcomes])

    def clear(self) -> None:
        """Forget what is scripted."""
        with self._lock:
            self._calls.clear()
            self._deliveries.clear()

    def next_call(self, method: str) -> InjectedFault:
        """Use up and return what the next call of a method meets."""
        return self._take(self._calls, method)

    def next_delivery(self, name: str) -> InjectedFault:
        """Use up and return what the next delivery of a name meets."""
        return self._take(self._deliveries, name)

    def _add(self, script: dict[str, deque[InjectedFault]], name: str, faults: list[InjectedFault]) -> None:
        with self._lock:
            script.setdefault(name, deque()).extend(faults)

    def _take(self, script: dict[str, deque[InjectedFault]], name: str) -> InjectedFault:
        with self._lock:
            scripted = script.get(name) or script.get("*")
            return scripted.popleft() if scripted else OK


def _parse(outcome: str, known: frozenset[str]) -> InjectedFault:
    kind, _, argument = outcome.partition(":")
    if kind not in known:
        raise ValueError(f"There is no outcome {outcome!r}; there are {', '.join(sorted(known))}.")
    return InjectedFault(kind, argument)
