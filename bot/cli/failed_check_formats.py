"""Checks that failed, in an editor's words: what was wanted, what the bot said, and what to do about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.cli.own_command import with_options, with_own_command
from bot.cli.replies_in_words import reply_in_words
from bot.domain.reply import Answer, Calculation
from bot.services.telling_apart import outside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.article import Check, KnowledgeBase
    from bot.services.checking import FailedCheck

_REMEDIES: Final = {
    "answer": 'Add a phrasing like it with `econnect-bot phrase {article} "…"`; if it asks something else,',
    "not_answer": "Word the phrasings of {said} so that they leave this out; if it may be answered by now,",
    "calculate": "Write the question so that it says whose number it is; if nothing is to be calculated,",
}
_ANOTHER_RESULT: Final = "Write the question so that it says whose number it is; if the result is right by now,"
_TAKEN_FOR_A_NUMBER: Final = "Take out what looks like a number; if it may be calculated by now,"
_WHY: Final = '`econnect-bot ask "QUESTION" --explain` tells why; names are told apart in products.yml.'


def with_known_names(failure: FailedCheck, base: KnowledgeBase) -> FailedCheck:
    """Return a failed check of one integration with its articles as they are known outside."""
    check = failure.check
    article, also = (each and base.known_as(each) for each in (check.article, check.also))
    return replace(failure, check=replace(check, article=article, also=also), reply=outside(failure.reply, base))


def failed_in_lines(failed: Sequence[FailedCheck], given: str = "") -> Iterator[str]:
    """Yield the lines about checks that failed; the commands in them have the options `given`."""
    for failure in failed:
        yield _question(failure)
        yield f"    expected: {_demanded(failure.check)}; got: {reply_in_words(failure.reply)}"
        yield f"    {with_own_command(with_options(_remedy(failure), given))}"


def failed_on_products_in_lines(failed: Sequence[FailedCheck], given: str = "") -> Iterator[str]:
    """Yield the lines about generated checks that failed, and how many of each sort there are, likewise."""
    changed = 0
    for failure in failed:
        wrong = "a question about another product is not answered as if about ours"
        if failure.check.must == "answer":
            changed += 1
            wrong = f"a product named in passing does not change the answer {failure.check.article}"
        yield _question(failure)
        yield f"    expected: {wrong}; got: {reply_in_words(failure.reply)}"
    if failed:
        yield with_own_command(with_options(_WHY, given))
    if taken := len(failed) - changed:
        yield f"Questions about other products that were answered as if about ours: {taken}."
    if changed:
        yield f"Answers that a product named in passing changes: {changed}."


def _demanded(check: Check) -> str:
    what = _listed([each for each in (check.article, check.also) if each is not None])
    match check.must:
        case "answer":
            return f"answers with {what}"
        case "offer":
            return f"answers with {what}, or asks whether it is meant"
        case "calculate":
            return f"calculates {check.value}"
    return "no answer"


def _remedy(failure: FailedCheck) -> str:
    check, reply, must = failure.check, failure.reply, failure.check.must
    answered = reply.articles if isinstance(reply, Answer | Calculation) else ()
    if must == "not_answer" and isinstance(reply, Calculation):
        remedy = _TAKEN_FOR_A_NUMBER
    elif must == "calculate" and isinstance(reply, Calculation):
        remedy = _ANOTHER_RESULT
    else:
        article = check.also if check.also and check.article in answered else check.article
        remedy = _REMEDIES["answer" if must == "offer" else must].format(article=article, said=_listed(answered))
    return f"{remedy} change the check."


def _question(failure: FailedCheck) -> str:
    return f"{failure.check.path}:{failure.check.line}: “{failure.check.ask}”"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
