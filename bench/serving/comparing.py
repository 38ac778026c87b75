"""Compare the bot with its rivals, interleaved within one run.

A ratio is the median of the rounds' ratios: what else the machine does falls on both sides of a round. Beside it
stand the lowest and the highest.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from itertools import cycle
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from bench.bot_under_test import answering
from bench.serving.load import CONNECTIONS, all_at_once, at_a_rate, command, half_open, mention
from bench.serving.servers import rival, whole_bot
from bench.serving.slack import SlowSlack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    NewRequest = Callable[[], bytes]

EVENTS_PER_SECOND = 80
COMMANDS_PER_SECOND = 10
CHANNELS = 100
"""Slack takes one message a second in each: with fewer, answers would still be coming in minutes later."""
CROWD = 1_000
PATIENCE_SECONDS = 180
REST_SECONDS = 2.0
"""Longer than the bot rests in a channel, and than it waits before it tries again."""


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
        stock, inline, quickly, obvious = (
            processes.enter_context(rival(kind, slack.url)) for kind in ("stock", "inline", "quick", "obvious")
        )
        rates = _rates([(bot, _help), (quickly, _hello)], rounds, requests)
        _print("a command that keeps nothing, per second", rates, "bare Bolt", "≥ 0.90")
        rates = _rates([(bot, asked), (inline, asked)], rounds, requests)
        _print("a durable event, per second", rates, "Bolt that posts inline", "≥ 1.2")
        took = _alone([(bot, _help), (stock, _hello)], rounds, requests // 4)
        _print("one ack alone, p50 in ms", took, "Bolt as it comes", "≤ 0.2")
        rates = _rates([(bot, asked), (obvious, asked)], rounds, requests, lambda: _wait_for_answers(slack))
        _print("a durable, answered event, per second", rates, "the obvious bot", "≥ 1.5")
    _print_beside_a_crowd(slack, 2 if quick else 20)
    for seconds in (0.1, 2.0):
        _print_under_load(slack, seconds, asked, 2 if quick else 20)


def _print_under_load(slack: SlowSlack, seconds: float, asked: NewRequest, lasting_seconds: int) -> None:
    """Print how long commands wait for their ack with events coming in and Slack slow, against without events."""
    slack.seconds = 0.0
    slack.posted.clear()
    with whole_bot(slack.url) as bot:
        slack.seconds = seconds
        calm, busy, sent = asyncio.run(_commands_beside_events(bot, asked, lasting_seconds))
        slack.seconds = 0.0
        arrived, waited = _arrived(slack, sent)
    figures = [[float(np.percentile(took, 99)) * 1000] for took in (busy, calm)]
    _print(f"command p99 in ms, Slack at {seconds:g} s", figures, "without events", "≤ 3")
    print(f"    {sent} events acked, {sent - arrived} answers lost; all there {waited:.0f} s after the last")


def _print_beside_a_crowd(slack: SlowSlack, lasting_seconds: int) -> None:
    """Print how long commands wait for their ack while so many requests are open that never end, against without."""
    commands = COMMANDS_PER_SECOND * lasting_seconds
    with whole_bot(slack.url) as bot:
        calm = asyncio.run(at_a_rate(bot, [_help() for _ in range(commands)], COMMANDS_PER_SECOND))
        with half_open(bot, CROWD):
            busy = asyncio.run(at_a_rate(bot, [_help() for _ in range(commands)], COMMANDS_PER_SECOND))
    figures = [[float(np.percentile(took, 99)) * 1000] for took in (busy, calm)]
    _print(f"command p99 in ms, {CROWD} requests half-open", figures, "without them", "p99 < 3000 ms")


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
    """Return how many events have their answer once all have or patience ends, and after how many seconds."""
    begin = time.perf_counter()
    while len(slack.posted) < sent and time.perf_counter() - begin < PATIENCE_SECONDS:
        time.sleep(0.1)
    return len(slack.posted), time.perf_counter() - begin


def _wait_for_answers(slack: SlowSlack) -> None:
    """Wait until nothing is posted any more: who posts later than it acks would hinder who comes next."""
    posted = -1
    while posted != len(slack.posted):
        posted = len(slack.posted)
        time.sleep(REST_SECONDS)


def _rates(
    rivals: Sequence[tuple[int, NewRequest]], rounds: int, requests: int, rest: Callable[[], None] = lambda: None
) -> list[list[float]]:
    """Return each rival's requests a second, round by round; a first round warms them up and does not count.

    Before each turn comes a `rest`.
    """
    rates: list[list[float]] = [[] for _ in rivals]
    for counts in (False, *(True for _ in range(rounds))):
        for (port, new), found in zip(rivals, rates, strict=True):
            rest()
            made = [new() for _ in range(requests)]
            begin = time.perf_counter()
            all_at_once(port, made)
            if counts:
                found.append(requests / (time.perf_counter() - begin))
    return rates


def _alone(rivals: Sequence[tuple[int, NewRequest]], rounds: int, requests: int) -> list[list[float]]:
    """Return each rival's median milliseconds until the ack, round by round, with nothing else under way."""
    took: list[list[float]] = [[] for _ in rivals]
    for _ in range(rounds):
        for (port, new), found in zip(rivals, took, strict=True):
            made = [new() for _ in range(requests)]
            found.append(median(all_at_once(port, made, connections=1)) * 1000)
    return took


def _help() -> bytes:
    return command("/econnect-help")


def _hello() -> bytes:
    return command("/hello")


def _print(what: str, figures: Sequence[Sequence[float]], rival: str, goal: str) -> None:
    """Print our figures beside the rival's, of the same rounds."""
    ours, theirs = (median(each) for each in figures)
    ratios = sorted(our / their for our, their in zip(*figures, strict=True))
    spread = f", {ratios[0]:.2f} to {ratios[-1]:.2f}" if len(ratios) > 1 else ""
    print(f"  {what:42} {ours:8.1f}   {rival} {theirs:8.1f}   ratio {median(ratios):5.2f}{spread} (goal {goal})")
