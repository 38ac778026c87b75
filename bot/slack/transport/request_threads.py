"""How many requests are handled at once: commands apart from everything else.

Somebody sits waiting for a command's answer, and most commands need no store. What Slack delivers, and what is
pressed, may all wait for a database that is silent; it must not hold the threads that commands are answered by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, cast

from waitress.task import ThreadedTaskDispatcher

if TYPE_CHECKING:
    from waitress.task import Task

DELIVERY_THREADS: Final = 8
"""For events, buttons and forms: the interpreter has no use for more at once."""

COMMAND_THREADS: Final = 4
"""For commands, which may wait for a store as well: for a ticket, or for what was asked before."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much a server takes at once: connections, and threads that answer them; without any, commands share."""

    connections: int = 2048
    delivery_threads: int = DELIVERY_THREADS
    command_threads: int = COMMAND_THREADS


class Connection(Protocol):
    """What waits for an answer."""

    def is_command(self) -> bool:
        """Return whether its next request has the form of a command's."""
        ...


class RequestThreads(ThreadedTaskDispatcher):
    """waitress's queue of what is to be answered, and a second one for commands."""

    def __init__(self, capacity: Capacity) -> None:
        super().__init__()
        self._capacity = capacity
        self._commands = ThreadedTaskDispatcher()

    def start(self) -> None:
        """Start the threads."""
        self.set_thread_count(self._capacity.delivery_threads)
        self._commands.set_thread_count(self._capacity.command_threads)

    def add_task(self, task: Task) -> None:
        """Have the next request of a connection answered."""
        # Its stubs take a connection for a task.
        if self._capacity.command_threads and cast("Connection", task).is_command():
            self._commands.add_task(task)
        else:
            super().add_task(task)

    def shutdown(self, cancel_pending: bool = True, timeout: int = 5) -> bool:  # noqa: FBT001, FBT002 - waitress's own
        """Wait so long for what is being answered, and end; return whether what waited was dropped."""
        self._commands.shutdown(cancel_pending, timeout)
        return super().shutdown(cancel_pending, timeout)
