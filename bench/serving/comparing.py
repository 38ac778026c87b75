"""The comparisons, each interleaved within one run, and what they come to."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from itertools import cycle
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from bench.bot_under_test import answering
from bench.serving.load import CONNECTIONS, all_at_once, at_a_rate, command, mention
from bench.serving.servers import bolt_alone, whole_bot
from bench.serving.slack import SlowSlack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    NewRequest = Callable[[], bytes]

EVENTS_PER_SECOND = 80
COMMANDS_PER_SECOND = 10
CHANNELS = 100
"""Slack takes one message a second in each: with fewer, answers would still be coming in minutes later."""
PATIENCE_SECONDS = 180


def run(*, quick: bool) -> None:
    """Print every ratio beside its goal."""
    rounds, requests = (1, 100) if quick else (5, 600)
    questions = cycle([check.ask for check in answering().knowledge.checks])
    channels = cycle([f"C{number}" for number in range(CHANNELS)])

    def asked() -> bytes:
        return mention(next(questions), next(channels))

    slack = SlowSlack()
    print(f"serving: {CONNECTIONS} connections, 8 threads each, medians of {rounds} interleaved rounds")
    with ExitStack() as processes:
        bot = processes.enter_context(whole_bot(slack.url))
        stock, inline, quickly = (
            processes.enter_context(bolt_alone(kind, slack.url)) for kind in ("stock", "inline", "quick")
        )
        ours, theirs = _rates([(bot, _help), (quickly, _hello)], rounds, requests)
        _print("a command that keeps nothing, per second", ours, theirs, "bare Bolt", ours / theirs, "≥ 0.90")
        ours, theirs = _rates([(bot, asked), (inline, asked)], rounds, requests)
        _print("a durable event, per second", ours, theirs, "Bolt that posts inline", ours / theirs, "≥ 1.2")
        ours, theirs = _alone([(bot, _help), (stock, _hello)], rounds, requests // 4)
        _print("one ack alone, p50 in ms", ours, theirs, "Bolt as it comes", ours / theirs, "≤ 0.2")
    for seconds in (0.1, 2.0):
        _print_under_load(slack, seconds, asked, 2 if quick else 20)


def _print_under_load(slack: SlowSlack, seconds: float, asked: NewRequest, lasting_seconds: int) -> None:
    """How long commands wait for their ack with events coming in and Slack slow, against without events."""
    slack.seconds = 0.0
    slack.posted.clear()
    with whole_bot(slack.url) as bot:
        slack.seconds = seconds
        calm, busy, sent = asyncio.run(_commands_beside_events(bot, asked, lasting_seconds))
        slack.seconds = 0.0
        arrived, waited = _arrived(slack, sent)
    ours, theirs = (float(np.percentile(took, 99)) * 1000 for took in (busy, calm))
    what = f"command p99 in ms, Slack at {seconds:g} s"
    _print(what, ours, theirs, "without events", ours / theirs, "≤ 3")
    print(f"    {sent} events acked, {sent - arrived} answers lost; all there {waited:.0f} s after the last")


async def _commands_beside_events(
    port: int, asked: NewRequest, lasting_seconds: int
) -> tuple[list[float], list[float], int]:
    commands = COMMANDS_PER_SECOND * lasting_seconds
    calm = await at_a_rate(port, [_help() for _ in range(commands)], COMMANDS_PER_SECOND)
    events = [asked() for _ in range(EVENTS_PER_SECOND * lasting_seconds)]
    _, busy = await asyncio.gather(
        at_a_rate(port, events, EVENTS_PER_SECOND),
        at_a_rate(port, [_help() for _ in range(commands)], COMMANDS_PER_SECOND),
    )
    return calm, busy, len(events)


def _arrived(slack: SlowSlack, sent: int) -> tuple[int, float]:
    """How many events have their answer once all have or patience ends, and after how many seconds."""
    begin = time.perf_counter()
    while len(slack.posted) < sent and time.perf_counter() - begin < PATIENCE_SECONDS:
        time.sleep(0.1)
    return len(slack.posted), time.perf_counter() - begin


def _rates(rivals: Sequence[tuple[int, NewRequest]], rounds: int, requests: int) -> list[float]:
    """The median requests a second of each rival; a first round warms them up and does not count."""
    rates: list[list[float]] = [[] for _ in rivals]
    for counts in (False, *(True for _ in range(rounds))):
        for (port, new), found in zip(rivals, rates, strict=True):
            made = [new() for _ in range(requests)]
            begin = time.perf_counter()
            all_at_once(port, made)
            if counts:
                found.append(requests / (time.perf_counter() - begin))
    return [median(found) for found in rates]


def _alone(rivals: Sequence[tuple[int, NewRequest]], rounds: int, requests: int) -> list[float]:
    """The median milliseconds until the ack of each rival, with nothing else under way."""
    took: list[list[float]] = [[] for _ in rivals]
    for _ in range(rounds):
        for (port, new), found in zip(rivals, took, strict=True):
            found.extend(all_at_once(port, [new() for _ in range(requests)], connections=1))
    return [median(found) * 1000 for found in took]


def _help() -> bytes:
    return command("/econnect-help")


def _hello() -> bytes:
    return command("/hello")


def _print(what: str, ours: float, theirs: float, rival: str, ratio: float, goal: str) -> None:
    print(f"  {what:42} {ours:8.1f}   {rival} {theirs:8.1f}   ratio {ratio:5.2f} (goal {goal})")
