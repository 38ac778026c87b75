"""Count the Python calls that a request costs in the thread that answers it."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import CodeType, FrameType


@dataclass(frozen=True, slots=True, order=True)
class Function:
    """A function of the package: its module as a path below the package, its name, its first line."""

    module: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Profile:
    """How often each function was called."""

    calls: Mapping[Function, int]

    @property
    def size(self) -> tuple[int, int, int]:
        """Return how many modules, functions and calls there are."""
        return len({function.module for function in self.calls}), len(self.calls), sum(self.calls.values())

    def without(self, folders: Iterable[str]) -> Profile:
        """Return the profile without what stands in `folders` of the package."""
        left_out = tuple(f"{folder}/" for folder in folders)
        return Profile({each: calls for each, calls in self.calls.items() if not each.module.startswith(left_out)})


@dataclass(slots=True)
class RequestTrace:
    """What was called for one request: in all, and by the dispatcher. `payload` is what the dispatcher was given."""

    all_calls: Counter[Function] = field(default_factory=Counter)
    dispatched_calls: Counter[Function] = field(default_factory=Counter)
    payload: Mapping[str, Any] = field(default_factory=dict)
    is_dispatching: bool = False

    @property
    def whole(self) -> Profile:
        """Return what was called from the request's arrival on."""
        return Profile(self.all_calls)

    @property
    def dispatched(self) -> Profile:
        """Return what was called from the dispatcher on."""
        return Profile(self.dispatched_calls)


class CallTracer:
    """A tracer of the requests that threads answer. Of other threads nothing is kept.

    Args:
        package: The folder whose functions count.
        request: The function that answers a request from beginning to end.
        dispatch: The function, called in it, that gives a payload (its last argument's `body`) to a listener.
    """

    def __init__(self, package: Path, request: CodeType, dispatch: CodeType) -> None:
        self.traces: list[RequestTrace] = []
        self._folder = f"{package}/"
        self._request, self._dispatch = request, dispatch
        self._current: dict[int, RequestTrace] = {}

    def start(self) -> None:
        """Trace every thread that starts from now on."""
        threading.setprofile(self._on_event)

    def stop(self) -> None:
        """Trace no thread that starts from now on."""
        threading.setprofile(None)

    def _on_event(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            self._on_call(frame)
        elif event == "return":
            self._on_return(frame)

    def _on_call(self, frame: FrameType) -> None:
        code, thread = frame.f_code, threading.get_ident()
        if code is self._request:
            self._current[thread] = RequestTrace()
        elif (trace := self._current.get(thread)) is None:
            return
        elif code is self._dispatch:
            trace.is_dispatching = True
            trace.payload = frame.f_locals[code.co_varnames[code.co_argcount - 1]].body
        elif code.co_filename.startswith(self._folder):
            function = Function(code.co_filename[len(self._folder) :], code.co_qualname, code.co_firstlineno)
            trace.all_calls[function] += 1
            if trace.is_dispatching:
                trace.dispatched_calls[function] += 1

    def _on_return(self, frame: FrameType) -> None:
        code, thread = frame.f_code, threading.get_ident()
        if code is self._dispatch and thread in self._current:
            self._current[thread].is_dispatching = False
        elif code is self._request:
            self.traces.append(self._current.pop(thread))
