"""How often the reply is right, offered, wrong: on labelled questions, beside what rapidfuzz alone would do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from rapidfuzz import fuzz, process

from bench.bot_under_test import answering, ask
from bot.domain.reply import Answer, Calculation, Clarification
from bot.matching.matcher import phrases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bot.domain.reply import Reply
    from bot.services.answering import Answering

_SAME = {"integration-method": "what-is-it", "compute-address": "mailbox-address", "check-version": "version-check"}
_CALCULATORS = {"mailbox-address", "version-check"}
_NONE = "out-of-scope"


@dataclass(frozen=True)
class Labelled:
    """A question, what may answer it (articles, a calculator, or nothing), and what a calculator must say."""

    text: str
    language: str
    labels: frozenset[str]
    expected: dict[str, Any] | None = None

    @property
    def is_in_scope(self) -> bool:
        """Whether an article answers it."""
        return not self.labels & {_NONE, *_CALCULATORS}


def run(path: Path | None, *, rivals: bool) -> None:
    """Print the figures for the questions in `path`, or for the project's own checks."""
    bot = answering()
    questions = _from_checks(bot) if path is None else _from_file(path)
    replies = [ask(bot, question.text) for question in questions]
    print(f"matching: {len(questions)} questions from {path or 'the checks'}, {_phrasing_count(bot)} phrasings")
    _print_bot(questions, replies)
    if rivals:
        for name, scorer in (("WRatio", fuzz.WRatio), ("token_set_ratio", fuzz.token_set_ratio)):
            _print_rival(bot, questions, name, scorer)


def _print_bot(questions: Sequence[Labelled], replies: Sequence[Reply]) -> None:
    pairs = list(zip(questions, replies, strict=True))
    inside = [(question, reply) for question, reply in pairs if question.is_in_scope]
    outside = [(question, reply) for question, reply in pairs if _NONE in question.labels]
    calculated = [(question, reply) for question, reply in pairs if question.labels & _CALCULATORS]
    ranked = [(question, _ranked(reply)) for question, reply in inside]
    _print_share("right article first", sum(names[0] in question.labels for question, names in ranked), len(inside))
    three = sum(not question.labels.isdisjoint(names[:3]) for question, names in ranked)
    _print_share("right within three", three, len(inside))
    _print_share("answered right", sum(_is_right(*pair) for pair in inside), len(inside))
    _print_share("answered wrongly, of all", sum(_is_wrong(*pair) for pair in pairs), len(pairs))
    _print_share("out of scope, but answered", sum(_is_wrong(*pair) for pair in outside), len(outside))
    _print_share("calculated right", sum(_calculates(*pair) for pair in calculated), len(calculated))
    _print_share("in the right language", sum(reply.language == q.language for q, reply in pairs), len(pairs))
    kinds = Counter(type(reply).__name__ for _, reply in inside)
    print(f"  in scope: {', '.join(f'{count} {kind}' for kind, count in kinds.most_common())}")


def _print_rival(bot: Answering, questions: Sequence[Labelled], name: str, scorer: Callable[..., float]) -> None:
    phrases = list(phrases_of(bot.knowledge))
    texts = [phrase.text for phrase in phrases]
    inside = [question for question in questions if question.is_in_scope]
    owners = [phrases[process.extract(q.text, texts, scorer=scorer, limit=1)[0][2]].owner for q in inside]
    right = sum(owner in question.labels for owner, question in zip(owners, inside, strict=True))
    _print_share(f"rapidfuzz {name}: right first", right, len(inside))


def _print_share(what: str, count: int, total: int) -> None:
    if total:
        print(f"  {what:32} {count:4} of {total:4}  {count / total:6.1%}")


def _ranked(reply: Reply) -> list[str]:
    """The articles in the bot's order: those it named first."""
    named = reply.articles if isinstance(reply, Answer | Clarification) else ()
    return list(dict.fromkeys([*named, *(match.article for match in reply.candidates)])) or [""]


def _is_right(question: Labelled, reply: Reply) -> bool:
    return isinstance(reply, Answer) and not question.labels.isdisjoint(reply.articles)


def _is_wrong(question: Labelled, reply: Reply) -> bool:
    """Whether the bot said something sure that is not right; small talk answered as small talk is not wrong."""
    if isinstance(reply, Calculation):
        return reply.outcome.value is not None and reply.outcome.calculator not in question.labels
    if not isinstance(reply, Answer):
        return False
    small_talk = {"greeting", "thanks", "help", "about-the-bot"}
    return question.labels.isdisjoint(reply.articles) and not (
        _NONE in question.labels and reply.articles[0] in small_talk
    )


def _calculates(question: Labelled, reply: Reply) -> bool:
    if not isinstance(reply, Calculation) or question.expected is None:
        return False
    outcome, expected = reply.outcome, question.expected
    if "eligible" in expected:
        return outcome.value == ("yes" if expected["eligible"] else "no")
    return outcome.value == expected.get("value") and outcome.error == expected.get("error")


def _from_checks(bot: Answering) -> list[Labelled]:
    return [
        Labelled(check.ask, check.language, frozenset({check.article or _NONE})) for check in bot.knowledge.checks
    ]


def _from_file(path: Path) -> list[Labelled]:
    items = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
    return [
        Labelled(
            item["text"],
            item["lang"],
            frozenset(_SAME.get(label, label) for label in item["labels"]),
            item.get("expected"),
        )
        for item in items
    ]


def _phrasing_count(bot: Answering) -> int:
    return sum(1 for _ in phrases_of(bot.knowledge))
