"""Events as Slack sends them, at a steady rate, and again where they were not acked: quicker than Slack does."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Final

from bench.serving.load import mention_again, new_number, ts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ACK_SECONDS: Final = 3.0
AGAIN_AFTER: Final = (0.3, 1.0, 3.0, 6.0, 12.0)
CHANNELS: Final = 400
"""The bot rests a second in each after a post: with few, answers would still be coming in minutes later."""
QUESTION: Final = "which version of Exact Globe do I need?"


@dataclass
class Sender:
    """Sends until it is stopped; `ports` tells where bots listen just now."""

    ports: Callable[[], Sequence[int]]
    per_second: float
    acked: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    acked_at: list[float] = field(default_factory=list)
    is_stopping: bool = False

    def __post_init__(self) -> None:
        """Begin."""
        self._thread = Thread(target=lambda: asyncio.run(self._send()), name="sender", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Send nothing new, and wait until what was sent is acked or given up."""
        self.is_stopping = True
        self._thread.join()

    async def _send(self) -> None:
        begin, tasks, number = time.monotonic(), [], 0
        while not self.is_stopping:
            number += 1
            await asyncio.sleep(max(0.0, begin + number / self.per_second - time.monotonic()))
            tasks.append(asyncio.create_task(self._deliver(f"C{number % CHANNELS}", new_number())))
        await asyncio.gather(*tasks)

    async def _deliver(self, channel: str, number: int) -> None:
        ts = ts_of(number)
        for retry, wait in enumerate((0.0, *AGAIN_AFTER)):
            await asyncio.sleep(wait)
            ports = self.ports()
            request = mention_again(QUESTION, channel, number, retry)
            if ports and await _is_acked(random.choice(ports), request):  # noqa: S311 - no secret
                self.acked.add(ts)
                self.acked_at.append(time.monotonic())
                return
        self.refused.add(ts)


async def _is_acked(port: int, request: bytes) -> bool:
    """Send it, and return whether 200 came within an ack's three seconds."""
    writer = None
    try:
        async with asyncio.timeout(ACK_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            return (await reader.readuntil(b"\r\n\r\n"))[9:12] == b"200"
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return False
    finally:
        if writer is not None:
            writer.close()
