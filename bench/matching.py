"""Count how often the reply is right, offered, wrong: on labelled questions, as written and in their surroundings.

Beside it, what rapidfuzz alone would do with the same phrasings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from rapidfuzz import fuzz, process

from bench.bot_under_test import answering, ask
from bench.surroundings import read_surroundings
from bot.domain.reply import Answer, Calculation, Clarification
from bot.matching.matcher import phrases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.domain.article import Check
    from bot.domain.calculation import Outcome
    from bot.domain.reply import Reply
    from bot.services.answering import Answering

QUESTIONS: Final = Path(__file__).parent / "questions"
SETS: Final = (QUESTIONS / "dev.yaml", QUESTIONS / "dev-real.yaml")
SURROUNDINGS: Final = QUESTIONS / "surroundings.yaml"

_SAME = {"integration-method": "what-is-it", "compute-address": "mailbox-address", "check-version": "version-check"}
_CALCULATORS = {"mailbox-address", "version-check"}
_NONE = "out-of-scope"
_SMALL_TALK = {"greeting", "thanks", "help", "about-the-bot"}


@dataclass(frozen=True)
class Labelled:
    """A question, what may answer it (articles, calculators, or nothing), and what a calculator must say."""

    text: str
    language: str
    labels: frozenset[str]
    expected: tuple[dict[str, Any], ...] = ()
    product: str | None = None

    @property
    def is_in_scope(self) -> bool:
        """Return whether an article answers it."""
        return not self.labels & {_NONE, *_CALCULATORS}

    @property
    def calculators(self) -> frozenset[str]:
        """Return the calculators that may speak up."""
        return self.labels & _CALCULATORS


@dataclass(frozen=True)
class WorkingTimeIndex:
    """Figures of one set in one variant: each a count and of how many."""

    first: tuple[int, int]
    three: tuple[int, int]
    right: tuple[int, int]
    wrong: tuple[int, int]
    offered: tuple[int, int]
    calculated: tuple[int, int]
    other_product: tuple[int, int]
    language: tuple[int, int]


def run(path: Path | None, *, rivals: bool, is_quick: bool = False) -> None:
    """Print the figures for the questions in `path`, or for both development sets in all surroundings."""
    bot = answering()
    print(f"matching: {_phrasing_count(bot)} phrasings; of each figure how many of how many")
    if path is not None:
        _print_set(bot, path.name, _from_file(path), rivals=rivals)
        return
    _print_set(bot, "the checks", _from_checks(bot), rivals=False)
    for each in SETS:
        _print_set(bot, each.name, _from_file(each), rivals=rivals)
    _print_surroundings(bot, _from_files(step=10 if is_quick else 1))


def _print_set(bot: Answering, name: str, questions: Sequence[Labelled], *, rivals: bool) -> None:
    replies = [ask(bot, question.text) for question in questions]
    found = tally(list(zip(questions, replies, strict=True)))
    print(f"{name}, as written:")
    _print_share("right article first", *found.first)
    _print_share("right within three", *found.three)
    _print_share("answered right", *found.right)
    _print_share("did you mean, out of scope", *found.offered)
    _print_share("wrong, of all", *found.wrong)
    _print_share("other product taken for ours", *found.other_product)
    _print_share("calculated right", *found.calculated)
    _print_share("in the right language", *found.language)
    kinds = Counter(type(reply).__name__ for q, reply in zip(questions, replies, strict=True) if q.is_in_scope)
    print(f"  in scope: {', '.join(f'{count} {kind}' for kind, count in kinds.most_common())}")
    if rivals:
        for rival, scorer in (("WRatio", fuzz.WRatio), ("token_set_ratio", fuzz.token_set_ratio)):
            _print_rival(bot, questions, rival, scorer)


def _print_surroundings(bot: Answering, questions: Sequence[Labelled]) -> None:
    surroundings = read_surroundings(SURROUNDINGS)
    print(f"{len(questions)} questions of both sets in surroundings; in percent:")
    print(f"  {'':28} {'right':>6} {'wrong':>6} {'product':>8} {'numbers':>8}")
    rows = []
    for variant in surroundings.variants:
        placed = [replace(q, text=surroundings.around(q.text, q.language, variant)) for q in questions]
        found = tally([(question, ask(bot, question.text)) for question in placed])
        figures = found.right, found.wrong, found.other_product, found.calculated
        rows.append([100 * count / total for count, total in figures])
        print(f"  {variant:28} " + _row(rows[-1]))
    print(f"  {'mean':28} " + _row([sum(column) / len(rows) for column in zip(*rows, strict=True)]))
    print(f"  {'worst':28} {min(row[0] for row in rows):6.1f} {max(row[1] for row in rows):6.1f}")


def _row(figures: Sequence[float]) -> str:
    return f"{figures[0]:6.1f} {figures[1]:6.1f} {figures[2]:8.1f} {figures[3]:8.1f}"


def tally(pairs: Sequence[tuple[Labelled, Reply]]) -> WorkingTimeIndex:
    """Return the figures of questions with their replies."""
    inside = [(question, reply) for question, reply in pairs if question.is_in_scope]
    outside = [(question, reply) for question, reply in pairs if _NONE in question.labels]
    calculated = [(question, reply) for question, reply in pairs if question.expected]
    others = [(question, reply) for question, reply in pairs if question.product is not None]
    ranked = [(question, _ranked(reply)) for question, reply in inside]
    return WorkingTimeIndex(
        first=(sum(names[0] in question.labels for question, names in ranked), len(inside)),
        three=(sum(not question.labels.isdisjoint(names[:3]) for question, names in ranked), len(inside)),
        right=(sum(is_right(*pair) for pair in inside), len(inside)),
        wrong=(sum(is_wrong(*pair) for pair in pairs), len(pairs)),
        offered=(sum(isinstance(reply, Clarification) for _, reply in outside), len(outside)),
        calculated=(sum(calculates(*pair) for pair in calculated), max(1, len(calculated))),
        other_product=(sum(is_wrong(*pair) for pair in others), max(1, len(others))),
        language=(sum(reply.language == question.language for question, reply in pairs), len(pairs)),
    )


def is_right(question: Labelled, reply: Reply) -> bool:
    """Return whether an article that answers the question is given, alone or beside something else."""
    return isinstance(reply, Answer | Calculation) and not question.labels.isdisjoint(reply.articles)


def is_wrong(question: Labelled, reply: Reply) -> bool:
    """Return whether the bot said something sure that is not right; small talk for small talk is not wrong."""
    outcomes = _outcomes(reply)
    if any(each.value is not None and each.calculator not in question.calculators for each in outcomes):
        return True
    if question.expected and any(each.value is not None for each in outcomes) and not calculates(question, reply):
        return True
    articles = set(reply.articles) if isinstance(reply, Answer | Calculation) else set()
    if not articles or not question.labels.isdisjoint(articles) or (question.calculators and outcomes):
        return False
    return not (_NONE in question.labels and articles <= _SMALL_TALK)


def calculates(question: Labelled, reply: Reply) -> bool:
    """Return whether each calculation that is asked for is there, and right."""
    outcomes = {outcome.calculator: outcome for outcome in _outcomes(reply)}
    return all(_fits(expected, outcomes.get(_SAME[expected["tool"]])) for expected in question.expected)  # type: ignore[call-overload] # names from a file


def _fits(expected: dict[str, Any], outcome: Outcome | None) -> bool:
    if outcome is None:
        return False
    if "eligible" in expected:
        return outcome.value == ("yes" if expected["eligible"] else "no")
    return outcome.value == expected.get("value") and outcome.error == expected.get("error")


def _outcomes(reply: Reply) -> tuple[Outcome, ...]:
    return (reply.outcome, *reply.more) if isinstance(reply, Calculation) else ()


def _print_rival(bot: Answering, questions: Sequence[Labelled], name: str, scorer: Callable[..., float]) -> None:
    phrases = list(phrases_of(bot.knowledge))
    texts = [phrase.text for phrase in phrases]
    inside = [question for question in questions if question.is_in_scope]
    owners = [phrases[process.extract(q.text, texts, scorer=scorer, limit=1)[0][2]].target for q in inside]
    right = sum(owner in question.labels for owner, question in zip(owners, inside, strict=True))
    _print_share(f"rapidfuzz {name}: right first", right, len(inside))


def _print_share(what: str, count: int, total: int) -> None:
    if total:
        print(f"  {what:32} {count:4} of {total:4}  {count / total:6.1%}")


def _ranked(reply: Reply) -> list[str]:
    """Return the articles in the bot's order: those it named first."""
    named = reply.articles if isinstance(reply, Answer | Clarification | Calculation) else ()
    return list(dict.fromkeys([*named, *(match.article for match in reply.candidates)])) or [""]


def _from_checks(bot: Answering) -> list[Labelled]:
    return [_from_check(check) for check in bot.knowledge.checks]


def _from_check(check: Check) -> Labelled:
    if check.must != "calculate":
        return Labelled(check.ask, check.language, frozenset({check.article or _NONE}))
    tool = "check-version" if check.value in {"yes", "no"} else "compute-address"
    expected = {"tool": tool, "value": check.value, "eligible": check.value == "yes"}
    if tool == "compute-address":
        del expected["eligible"]
    return Labelled(check.ask, check.language, frozenset({_SAME[tool]}), (expected,))


def _from_files(step: int) -> list[Labelled]:
    return [question for path in SETS for question in _from_file(path)[::step]]


def _from_file(path: Path) -> list[Labelled]:
    items = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
    return [
        Labelled(
            item["text"],
            item["lang"],
            frozenset(_SAME.get(label, label) for label in item["labels"]),
            tuple(_expected(item)),
            item.get("product"),
        )
        for item in items
    ]


def _expected(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("expected", "expected_also"):
        if name in item:
            yield {"tool": item["labels"][0], **item[name]}


def _phrasing_count(bot: Answering) -> int:
    return sum(1 for _ in phrases_of(bot.knowledge))
