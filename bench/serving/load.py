"""Requests as Slack signs them, sent to a server on this machine, and how long each ack took."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
import time
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

SECRET: Final = "0123456789abcdef0123456789abcdef"  # noqa: S105 - of nothing
CONNECTIONS: Final = 16
PEOPLE: Final = 5_000
"""Who asks more than twenty questions a minute is told to wait."""

OK: Final = b"200"
LEFT_TO_SLACK: Final = b"503"
_TRIES: Final = 4
"""Slack's: the first, and three more."""

_ids = count(int(time.time() * 1000))


def command(name: str) -> bytes:
    """Return a slash command, signed now: it is taken for five minutes."""
    form = {
        "token": "t",
        "team_id": "T1",
        "team_domain": "bench",
        "channel_id": "C1",
        "channel_name": "general",
        "user_id": "U1",
        "user_name": "alice",
        "command": name,
        "text": "",
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T1/1/x",
        "trigger_id": "1.1.x",
    }
    return _signed(urlencode(form).encode(), "application/x-www-form-urlencoded")


def mention(text: str, channel: str = "C1") -> bytes:
    """Return a question by mention under an event id of its own, signed now."""
    return mention_again(text, channel, new_number())


def new_number() -> int:
    """Return a number that an event is known by."""
    return next(_ids)


def ts_of(number: int) -> str:
    """Return the ts of the message with that number."""
    return f"{number // 1000}.{number % 1000:06d}"


def mention_again(text: str, channel: str, number: int, retry: int = 0, signed_at: datetime | None = None) -> bytes:
    """Return the question with that number, signed now unless told; `retry` tells how often it was sent before."""
    ts = ts_of(number)
    event = {
        "type": "app_mention",
        "user": f"U{number % PEOPLE}",
        "text": f"<@UBOT> {text}",
        "ts": ts,
        "channel": channel,
        "event_ts": ts,
        "client_msg_id": f"m{number}",
    }
    body = {
        "token": "t",
        "team_id": "T1",
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{number}",
        "event_time": number // 1000,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": "T1",
                "user_id": "UBOT",
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }
    again = (f"X-Slack-Retry-Num: {retry}", "X-Slack-Retry-Reason: http_timeout") if retry else ()
    return _signed(json.dumps(body).encode(), "application/json", *again, signed_at=signed_at)


def all_at_once(port: int, requests: Sequence[bytes], connections: int = CONNECTIONS) -> list[float]:
    """Send them over that many connections, each the next as soon as it has its ack; return each ack's seconds."""
    return asyncio.run(_all_at_once(port, requests, connections))


async def at_a_rate(port: int, requests: Sequence[bytes], per_second: float) -> list[float]:
    """Send one every so often, whether the earlier ones are acked or not; return each ack's seconds."""
    begin = time.perf_counter()
    tasks = []
    for number, request in enumerate(requests):
        await asyncio.sleep(max(0.0, begin + number / per_second - time.perf_counter()))
        tasks.append(asyncio.create_task(_alone(port, request)))
    return list(await asyncio.gather(*tasks))


@contextmanager
def half_open(port: int, crowd_size: int) -> Iterator[None]:
    """Hold that many connections on which a request has begun that never ends; whoever is closed comes again."""
    ended = Event()

    def connect() -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", port))
        connection.sendall(b"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        connection.setblocking(False)  # noqa: FBT003 - the standard library's
        return connection

    def drip() -> None:
        while not ended.wait(1):
            for number, connection in enumerate(crowd):
                try:
                    connection.send(b"x")
                except OSError:
                    connection.close()
                    crowd[number] = connect()

    crowd = [connect() for _ in range(crowd_size)]
    dripping = Thread(target=drip, name="crowd", daemon=True)
    dripping.start()
    try:
        yield
    finally:
        ended.set()
        dripping.join()
        for connection in crowd:
            connection.close()


async def _all_at_once(port: int, requests: Sequence[bytes], connections: int) -> list[float]:
    waiting = iter(requests)
    took: list[float] = []

    async def work() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        took.extend([await _exchange(reader, writer, request) for request in waiting])
        writer.close()

    await asyncio.gather(*(work() for _ in range(connections)))
    return took


async def _alone(port: int, request: bytes) -> float:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    took = await _exchange(reader, writer, request)
    writer.close()
    return took


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> float:
    """Return the seconds until the ack; what the bot leaves to Slack is sent again, as Slack does."""
    begin = time.perf_counter()
    for _ in range(_TRIES):
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b"0"
        )
        await reader.readexactly(int(length))
        if head[9:12] != LEFT_TO_SLACK:
            break
    if head[9:12] != OK:
        raise RuntimeError(f"Not acknowledged: {head[:40]!r}")
    return time.perf_counter() - begin


def _signed(body: bytes, content_type: str, *headers: str, signed_at: datetime | None = None) -> bytes:
    now = str(int(time.time() if signed_at is None else signed_at.timestamp()))
    signature = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1",
        "Host: 127.0.0.1",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body)}",
        f"X-Slack-Request-Timestamp: {now}",
        f"X-Slack-Signature: v0={signature}",
        *headers,
    )
    return "\r\n".join((*head, "", "")).encode() + body
