"""The bot as shipped, for the benchmarks."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.conversation import Conversation, Memory, Question
from bot.settings import from_environment

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.reply import Reply
    from bot.services.answering import Answering


def answering() -> Answering:
    """Return what answers about the first integration of the shipped knowledge base, built anew."""
    from bot.bootstrap import answering as assembly  # noqa: PLC0415 - the start-up benchmark must not load it

    with tempfile.TemporaryDirectory() as folder:
        return assembly.answering(from_environment({"ECONNECT_CACHE_DIR": folder}, Path(folder))).each[0]


def ask(bot: Answering, text: str, language: Language | None = None) -> Reply:
    """Return the reply to a question out of the blue."""
    where = Conversation("command", "bench", "bench", person="bench")
    return bot.reply_to(Question(text, where, "bench", language), Memory())[0]
