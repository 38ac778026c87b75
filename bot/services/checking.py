"""Asks the bot everything the editors wrote down, and says what went otherwise."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.article import Check
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.problem import Problem
from bot.domain.reply import Answer, Calculation, Clarification
from bot.domain.text_cleaning import plain
from bot.matching.lint import confusable_pairs, misrouted_phrasings, nearest_phrasings
from bot.services.checking_pairs import phrasings_won
from bot.services.checking_shared import as_shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from bot.domain.article import Article, KnowledgeBase
    from bot.domain.language import Language
    from bot.domain.product import Product
    from bot.domain.reply import Reply
    from bot.matching.matcher import Matcher
    from bot.services.answering import Answering
    from bot.services.answering_all import AnsweringAll


_UNHEARD_OF: Final = ("pakket Boekhoudplus", "package AdminSuite", "Plenion", "Xledgeron", "Zuchetto", "Numerivo")
"""Names of packages that there are none of, with and without a word that says so."""

_PASSING: Final[dict[Language, str]] = {
    "nl": "Wij hebben hier ook {name}.",
    "en": "We have {name} here as well.",
}

LocationOf: TypeAlias = "Callable[[str, str | None], tuple[str, int | None]]"
"""An article or gap, and one of its texts → the file and the line where it stands."""

WARN_FROM: Final = 0.25
"""The lead of another article over a phrasing's own from which the editor is told: of less there is too much."""


_CLOSE: Final = 5
"""Of how many other articles and gaps the phrasings are looked at, to see whether an article draws them."""


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check that failed, and what the bot said instead."""

    check: Check
    reply: Reply


def checks_of(knowledge: KnowledgeBase, article: str | None) -> tuple[Check, ...]:
    """Return the checks that want `article`, or also want it; all of them for None."""
    return tuple(check for check in knowledge.checks if article in (None, check.article, check.also))


def failed_checks(answering: Answering, article: str | None = None) -> tuple[FailedCheck, ...]:
    """Return the checks that fail, in their order: all, or those of one `article`."""
    replies = ((check, reply_to_check(answering, check)) for check in checks_of(answering.knowledge, article))
    return tuple(FailedCheck(check, reply) for check, reply in replies if not passes(check, reply))


def reply_to_check(answering: Answering, check: Check) -> Reply:
    """Return the reply to a check, as the first question of a conversation."""
    return first_reply(answering, check.ask)


def product_checks(knowledge: KnowledgeBase, only: str | None = None) -> Iterator[Check]:
    """Yield a check for each article and product: another one gets no answer of ours, one beside it changes nothing.

    An article is asked about by the first of its phrasings that names our product: of another product in both
    languages in turn, of names that stand nowhere in both.
    """
    ours = _named(product for product in knowledge.products if product.role == "ours")
    if ours is None:
        return
    others = [product for product in knowledge.products if product.role == "other"]
    for article in _published(knowledge, only):
        texts = list(_first_with(article, ours))
        for turn, product in enumerate(others if texts else ()):
            language, text = texts[turn % len(texts)]
            yield Check(ours.sub(product.name, text), language, "not_answer", article.slug, article.slug, 0)
        for language, text in texts:
            for name in _UNHEARD_OF:
                yield Check(ours.sub(name, text), language, "not_answer", article.slug, article.slug, 0)


def failed_product_checks(
    answering: Answering,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
    only: str | None = None,
) -> tuple[FailedCheck, ...]:
    """Return the generated checks that fail: where a product's name leads to an answer that is not its own.

    `on_progress` is called after each of them: how many are done, and of how many. With `only`, those of one article.
    """
    checks = list(product_checks(answering.knowledge, only))
    failed = []
    for done, check in enumerate(checks, start=1):
        if not is_of_another_product(answering, check):
            reply = reply_to_check(answering, check)
            if not passes(check, reply):
                failed.append(FailedCheck(check, reply))
        on_progress(done, len(checks))
    return (
        *failed,
        *(FailedCheck(check, reply_to_check(answering, check)) for check in changed_by_mention(answering, only)),
    )


def is_of_another_product(answering: Answering, check: Check) -> bool:
    """Return whether the name in a check decides its reply, a hand-over: no article need be looked for."""
    question, nothing = _first_question(check.ask), Memory()
    is_followed = answering.follow_up_in(question, nothing) is not None
    return not is_followed and answering.weighing.is_of_another_product(plain(check.ask))


def changed_by_mention(answering: Answering, only: str | None = None) -> Iterator[Check]:
    """Yield the checks whose reply changes where a product beside ours is named in passing."""
    knowledge = answering.knowledge
    ours = _named(product for product in knowledge.products if product.role == "ours")
    beside = [product for product in knowledge.products if product.role == "beside"]
    if ours is None:
        return
    for article in _published(knowledge, only):
        for language, text in _first_with(article, ours):
            before = first_reply(answering, text)
            for product in beside if isinstance(before, Answer) else ():
                text_with_name = f"{_PASSING[language].format(name=product.name)} {text}"
                if not _answers_all_of(before, first_reply(answering, text_with_name)):
                    yield Check(text_with_name, language, "answer", article.slug, article.slug, 0)


def _published(knowledge: KnowledgeBase, only: str | None) -> Iterator[Article]:
    return (article for article in knowledge.published() if only in (None, article.slug))


def _answers_all_of(before: Reply, now: Reply) -> bool:
    return isinstance(before, Answer) and isinstance(now, Answer) and set(before.articles) <= set(now.articles)


def first_reply(answering: Answering | AnsweringAll, text: str) -> Reply:
    """Return the reply to `text` as the first question of a conversation."""
    return answering.reply_to(_first_question(text), Memory())[0]


def _first_question(text: str) -> Question:
    return Question(text, Conversation("command", team="", channel="", person=""), requester="")


def _named(products: Iterator[Product]) -> re.Pattern[str] | None:
    """Return what finds the names of `products`, the longest first; None where there is none."""
    names = sorted({name for each in products for name in (each.name, *each.aliases)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE) if names else None


def _first_with(article: Article, ours: re.Pattern[str]) -> Iterator[tuple[Language, str]]:
    seen = set()
    for language, text in article.phrasings:
        if language not in seen and ours.search(text) and article.topic != "general":
            seen.add(language)
            yield language, text


def passes(check: Check, reply: Reply) -> bool:
    """Return whether `reply` is what `check` demands."""
    if check.must == "calculate":
        outcomes = (reply.outcome, *reply.more) if isinstance(reply, Calculation) else ()
        return any(outcome.value == check.value for outcome in outcomes)
    match reply:
        case Answer(articles=articles) | Calculation(articles=articles):
            demanded = {check.article} if check.also is None else {check.article, check.also}
            return check.must != "not_answer" and demanded <= set(articles)
        case Clarification(articles=articles):
            return check.must == "not_answer" or (check.must == "offer" and check.article in articles)
        case _:  # a hand-over
            return check.must == "not_answer"


def review_warnings(
    knowledge: KnowledgeBase, today: date, location_of: LocationOf, only: str | None = None
) -> Iterator[Problem]:
    """Yield what `today` makes of the articles' review dates, of all of them or of one."""
    for article in (each for each in knowledge.articles.values() if only in (None, each.slug)):
        if article.reviewed_on > today:
            message = f"{article.slug} has a review date in the future"
            yield _warning(location_of(article.slug, None), message, "Correct `reviewed_on`.")
        if article.is_past_review(today):
            message = f"{article.slug} has been due for review since {article.review_due_on()}"
            remedy = f"Check it, then run `econnect-bot reviewed {article.slug}`."
            yield _warning(location_of(article.slug, None), message, remedy)


def phrasing_warnings(
    matcher: Matcher, location_of: LocationOf, only: str | None = None, base: KnowledgeBase | None = None
) -> Iterator[Problem]:
    """Yield where phrasings lead to another article or gap: worth an editor's look, but it stops nothing.

    With `only`, what is said of one article and of its phrasings. What a message says changes only with what it is
    about: figures, which change with every phrasing that is added, are in the remedy. Where `base` stands beside
    others, what it shares with them is told as of it.
    """
    for told, whose in _led_astray(matcher, location_of, only):
        of_it = told if base is None else as_shared(told, base, *whose)
        if of_it is not None:
            yield of_it


def phrasings_drawn(answering: Answering, location_of: LocationOf, slug: str) -> Iterator[Problem]:
    """Yield where phrasings of others lead to an article: of the few that are closest to most of its own phrasings.

    All others would take many seconds.
    """
    base, matcher = answering.knowledge, answering.matcher
    found = (nearest_phrasings(matcher, text, language, slug) for language, text in base.articles[slug].phrasings)
    near = Counter(each.elsewhere.phrase.target for each in found if each.elsewhere is not None)
    for other, _ in near.most_common(_CLOSE):
        for told, whose in _led_astray(matcher, location_of, other):
            if whose[1] == slug and (of_it := as_shared(told, base, *whose)) is not None:
                yield of_it


def _led_astray(
    matcher: Matcher, location_of: LocationOf, only: str | None
) -> Iterator[tuple[Problem, tuple[str, str, str]]]:
    """Yield each warning with whose phrasings it is about, where they lead, and which ones they are."""
    misrouted = misrouted_phrasings(matcher, only)
    for found in (found for found in misrouted if found.lead >= WARN_FROM):
        message = f"The phrasing '{found.phrasing}' of {found.target} is closer to {found.winner}"
        place = location_of(found.target, found.phrasing)
        yield _warning(place, message, "Reword it, or move it there."), (found.target, found.winner, "")
    for pair in confusable_pairs(matcher, misrouted):
        message = f"{pair.other} is the best match for some phrasings of {pair.target}"
        place, which = phrasings_won(pair, location_of)
        remedy = f"Make clearer how the two differ. {which}"
        yield _warning(place, message, remedy), (pair.target, pair.other, which)


def is_told_of(knowledge: KnowledgeBase, warning: Problem) -> bool:
    """Return whether a warning is told of an integration: while that is a draft, not what all share with it."""
    return not knowledge.is_draft or warning.path.startswith(knowledge.prefix)


def _warning(place: tuple[str, int | None], message: str, remedy: str) -> Problem:
    return Problem(*place, message, remedy, severity="warning")
