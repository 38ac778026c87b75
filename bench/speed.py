"""How long one reply takes, against one rapidfuzz WRatio look-up over the same phrasings."""

from __future__ import annotations

import time
from functools import partial
from itertools import cycle, islice
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from bench.bot_under_test import answering, ask
from bot.matching.matcher import phrases_of

if TYPE_CHECKING:
    from collections.abc import Callable


def run(repetitions: int) -> None:
    """Print both, interleaved, and their ratio; WRatio searches 2,000 of the phrasings, the bot all of them."""
    bot = answering()
    texts = [phrase.text for phrase in phrases_of(bot.knowledge)]
    fewer = texts[:: max(1, len(texts) // 2000)][:2000]
    ours, theirs = [], []
    for check in islice(cycle(bot.knowledge.checks), repetitions):
        ours.append(_seconds(partial(ask, bot, check.ask)))
        theirs.append(_seconds(partial(process.extractOne, check.ask, fewer, scorer=fuzz.WRatio)))
    p50, p99 = np.percentile(ours, [50, 99]) * 1000
    rival = np.median(theirs) * 1000
    print(f"speed: one reply over {len(texts)} phrasings against one WRatio over {len(fewer)}")
    print(f"  reply p50 {p50:.2f} ms, p99 {p99:.2f} ms (p99/p50 {p99 / p50:.1f}); WRatio p50 {rival:.2f} ms")
    print(f"  reply / WRatio: {p50 / rival:.2f}")


def _seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin
