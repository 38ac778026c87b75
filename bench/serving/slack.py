"""Slack as far as the benchmark needs it: it takes every post after a set time, and counts them."""

from __future__ import annotations

import asyncio
import json
from threading import Event, Thread
from typing import Final

_URL: Final = "https://bench.slack.com/"
_METHODS: Final = {"auth.test": {"url": _URL, "team_id": "T1", "user_id": "UBOT", "bot_id": "B1"}}


class SlowSlack:
    """A server on this machine, in a thread of its own, that holds every call for `seconds`."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.posted: list[str] = []
        self._loop = asyncio.new_event_loop()
        self._is_up = Event()
        self._port = 0
        Thread(target=self._run, name="slack", daemon=True).start()
        self._is_up.wait()

    @property
    def url(self) -> str:
        """Return the base address of its Web API."""
        return f"http://127.0.0.1:{self._port}/api/"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._answer, "127.0.0.1", 0, backlog=1024))
        self._port = server.sockets[0].getsockname()[1]
        self._is_up.set()
        self._loop.run_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lengths = (
            line.partition(":")[2] for line in head.split("\r\n") if line.lower().startswith("content-length:")
        )
        body = await reader.readexactly(int(next(lengths, "0")))
        await asyncio.sleep(self.seconds)
        method = head.split(" ")[1].rpartition("/")[2]
        if method == "chat.postMessage":
            self.posted.append(body.decode())
        answer = json.dumps({"ok": True, "ts": f"1.{len(self.posted)}", **_METHODS.get(method, {})}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n" % len(answer) + answer)
        await writer.drain()
        writer.close()
