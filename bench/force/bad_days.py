"""Slack on its bad days: it keeps what is posted, tells it when it is looked for, and is slow, broken or busy."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Mapping

BOT: Final = {"team_id": "T1", "user_id": "UBOT", "bot_id": "B1", "url": "https://bench.slack.com/", "team": "Bench"}
_LOOKS: Final = frozenset({"conversations.replies", "conversations.history"})


@dataclass
class Mood:
    """How Slack is just now: seconds before an answer, between two bytes of one, and what becomes of posts."""

    seconds: float = 0.02
    seconds_a_byte: float = 0.0
    is_busy: bool = False
    is_broken: bool = False


@dataclass
class BadDaysSlack:
    """A server on this machine, in a thread of its own. What is in a `mood` holds until the next."""

    mood: Mood = field(default_factory=Mood)
    posts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The outbox ids of what was posted below each question, by the question's ts."""
    ambiguous: set[str] = field(default_factory=set)
    """The questions of which a post was taken while its answer did not reach the bot in time, whole."""
    posted_at: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to serve."""
        self._loop = asyncio.new_event_loop()
        self._is_up = Event()
        self._messages: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._count = 0
        Thread(target=self._run, name="slack", daemon=True).start()
        self._is_up.wait()

    @property
    def url(self) -> str:
        """The base address of its Web API."""
        return f"http://127.0.0.1:{self._port}/api/"

    def forget(self) -> None:
        """Keep nothing of what was posted so far."""
        for each in (self.posts, self._messages):
            each.clear()
        self.posted_at.clear()
        self.ambiguous.clear()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024))
        self._port = int(server.sockets[0].getsockname()[1])
        self._is_up.set()
        self._loop.run_forever()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._exchange(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the bot was killed, or gave up: what it had posted is marked before
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lengths = [line for line in head.lower().split("\r\n") if line.startswith("content-length:")]
        body = await reader.readexactly(int(lengths[0][15:]) if lengths else 0)
        mood, method = self.mood, head.split(" ")[1].rpartition("/")[2].partition("?")[0]
        asked = _asked(head, body)
        question = str(asked.get("thread_ts") or asked.get("ts") or "")
        if mood.is_busy:
            await _say(writer, "429 Too Many Requests", {"ok": False, "error": "ratelimited"}, "Retry-After: 1")
            return
        answer = self._do(method, asked)
        if method == "chat.postMessage":
            self.ambiguous.add(question)
        await asyncio.sleep(mood.seconds)
        if reader.at_eof():
            return  # the bot has given up
        if mood.is_broken and method == "chat.postMessage":
            await _say(writer, "503 Service Unavailable", {"ok": False, "error": "service_unavailable"})
            return
        await _say(writer, "200 OK", answer, seconds_a_byte=mood.seconds_a_byte)
        # The bot closes when it has read everything: where it is gone before, it does not know that this was posted.
        if method == "chat.postMessage" and not await reader.read(1) and not writer.transport.is_closing():
            self.ambiguous.discard(question)

    def _do(self, method: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        if method == "auth.test":
            return {"ok": True, **BOT}
        if method in _LOOKS:
            return {"ok": True, "messages": list(self._messages[str(asked.get("ts"))]), "has_more": False}
        if method == "conversations.open":
            return {"ok": True, "channel": {"id": f"D{asked['users']}"}}
        if method == "chat.postMessage":
            return {"ok": True, "channel": asked.get("channel"), "ts": self._keep(asked)}
        return {"ok": True, "ts": asked.get("ts"), "channel": asked.get("channel"), "users": [], "user": {}}

    def _keep(self, asked: Mapping[str, Any]) -> str:
        self._count += 1
        ts, question = f"{int(time.time())}.{self._count:06d}", str(asked.get("thread_ts"))
        metadata = asked.get("metadata")
        metadata = json.loads(metadata) if isinstance(metadata, str) else metadata
        self._messages[question].append({"ts": ts, "metadata": metadata, "bot_id": BOT["bot_id"], "user": "UBOT"})
        self.posts[question].append(str((metadata or {}).get("event_payload", {}).get("outbox_id", ts)))
        self.posted_at.append(time.monotonic())
        return ts


def _asked(head: str, body: bytes) -> dict[str, Any]:
    """Return what a call asks for, in whichever way it says so."""
    if "application/json" in head.lower() and body:
        return dict(json.loads(body))
    query = head.split(" ")[1].partition("?")[2]
    return {name: values[0] for name, values in parse_qs(query + "&" + body.decode("latin-1")).items()}


async def _say(
    writer: asyncio.StreamWriter, status: str, answer: object, header: str = "", seconds_a_byte: float = 0.0
) -> None:
    body = json.dumps(answer).encode()
    lines = [
        f"HTTP/1.1 {status}",
        "Content-Type: application/json",
        "Connection: close",
        f"Content-Length: {len(body)}",
    ]
    whole = "\r\n".join([*lines, *([header] if header else []), "", ""]).encode() + body
    if not seconds_a_byte:
        writer.write(whole)
    else:
        for byte in whole:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(seconds_a_byte)
    await writer.drain()
