"""Time one reply against one rapidfuzz WRatio look-up over the same phrasings."""

from __future__ import annotations

import time
from functools import partial
from itertools import cycle, islice
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import fuzz, process

from bench.bot_under_test import answering, ask
from bot.matching.matcher import phrases_of

if TYPE_CHECKING:
    from collections.abc import Callable


LONG: Final = (
    "The month-end closing is taking a bit longer than usual this time. My manager asked me to sort "
    "this out before Friday, "
    "and I only started here last month, so bear with me. {question}"
)
"""Around a question, a message of three sentences and some 230 characters."""


def run(repetitions: int) -> None:
    """Print both, interleaved, over the same phrasings, and their ratio: a question alone, and ending a message."""
    bot = answering()
    texts = [phrase.text for phrase in phrases_of(bot.knowledge)]
    print(f"speed: one reply against one WRatio, both over {len(texts)} phrasings")
    for name, around in (("one sentence", "{question}"), ("three sentences", LONG)):
        ours, theirs = [], []
        for check in islice(cycle(bot.knowledge.checks), repetitions):
            text = around.format(question=check.ask)
            ours.append(_seconds(partial(ask, bot, text)))
            theirs.append(_seconds(partial(process.extractOne, text, texts, scorer=fuzz.WRatio)))
        p50, p99 = np.percentile(ours, [50, 99]) * 1000
        rival = np.median(theirs) * 1000
        print(f"  {name:16} reply p50 {p50:.2f} ms, p99 {p99:.2f} ms; WRatio {rival:.2f} ms; ratio {p50 / rival:.2f}")


def _seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin
