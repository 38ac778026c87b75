"""Count what the bot makes of messages that ask nothing of it: everyday sentences, and questions out of its scope."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from bench.bot_under_test import answering, ask
from bot.domain.reply import Answer, Clarification

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.services.answering import Answering

_QUESTIONS: Final = Path(__file__).parent / "questions"


def run() -> None:
    """Print how many correct words are "repaired", and how much of what is out of scope is answered or offered."""
    bot = answering()
    everyday, outside = _read("everyday.yaml"), _read("outside.yaml")
    repaired = [row["text"] for row in everyday if _repairs(bot, row["text"])]
    print("strangers: messages that ask nothing of the bot, by another author")
    print(f"  everyday sentences with a word repaired: {len(repaired)} of {len(everyday)}")
    for name, is_near in (("far", False), ("near", True)):
        _print_kinds(bot, name, [row["text"] for row in outside if row["near"] is is_near])


def _print_kinds(bot: Answering, name: str, texts: Sequence[str]) -> None:
    kinds = Counter(_kind(bot, text) for text in texts)
    print(f"  out of scope, {name}: did you mean {kinds['offer']}, answered {kinds['answer']}, of {len(texts)}")


def _kind(bot: Answering, text: str) -> str:
    reply = ask(bot, text)
    if isinstance(reply, Answer):
        is_small_talk = all(bot.knowledge.articles[article].topic == "general" for article in reply.articles)
        return "small talk" if is_small_talk else "answer"
    return "offer" if isinstance(reply, Clarification) else "hand-over"


def _repairs(bot: Answering, text: str) -> tuple[tuple[str, str], ...]:
    return bot.matcher.read(text, bot.matcher.language_of(text)).repairs


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((_QUESTIONS / name).read_text(encoding="utf-8"))
    return rows
