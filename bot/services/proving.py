"""What a new phrasing would change, and what stands against it: seen before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.problem import Problem
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.matching.lint import nearest_phrasings, tokens_of
from bot.matching.matcher import IDENTICAL
from bot.matching.normalise import words_of
from bot.services.checking import FailedCheck, first_reply, passes, phrasing_warnings, reply_to_check
from bot.services.checking_languages import language_warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.domain.article import KnowledgeBase, Phrasings
    from bot.domain.language import Language
    from bot.domain.library import Library
    from bot.domain.reply import Reply
    from bot.matching.lint import Near
    from bot.services.answering import Answering
    from bot.services.checking import LocationOf

_AN_ANSWER: Final = 2


@dataclass(frozen=True, slots=True)
class NewPhrasing:
    """A way of asking that an article or a gap does not have yet; `target` is its slug."""

    target: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class ChangedReply:
    """A text whose reply is another one with the phrasing."""

    text: str
    before: Reply
    after: Reply


@dataclass(frozen=True, slots=True)
class Proof:
    """What a phrasing changes.

    Attributes:
        own: the reply to the phrasing itself, without it and with it.
        compared: how many questions have a word of it, and so were asked both without it and with it.
        won_checks: checks that fail without it and pass with it.
        lost_checks: checks that pass without it and fail with it, and what the bot says then.
        won: questions that get its target with it and did not, or not so surely, without.
        lost: questions that no longer get what they got.
        elsewhere: the closest phrasing of another article or gap.
        is_reached: whether the phrasing itself gets its target.
    """

    own: ChangedReply
    compared: int
    won_checks: tuple[FailedCheck, ...]
    lost_checks: tuple[FailedCheck, ...]
    won: tuple[ChangedReply, ...]
    lost: tuple[ChangedReply, ...]
    elsewhere: Near | None
    is_reached: bool

    @property
    def takes_away(self) -> bool:
        """Whether a question, or the phrasing itself, no longer gets what it got."""
        return bool(self.lost or _given(self.own.before) - _given(self.own.after))


def objection_to(new: NewPhrasing, now: Answering, location_of: LocationOf) -> Problem | None:
    """Return why a phrasing is not to be added, where its own words tell it; None where they do not."""
    there = _same_phrasing(new, now)
    if there is not None:
        owner, text = there
        if owner == new.target:
            return Problem(*location_of(owner, text), f"{owner} has it already: '{text}'", "There is nothing to do.")
        remedy = f"If {new.target} answers it better, remove it there first; else say what sets the two apart."
        return Problem(*location_of(owner, text), f"It is a phrasing of {owner} already: '{text}'", remedy)
    words = words_of(new.text)
    for check in now.knowledge.checks:
        if words_of(check.ask) == words:
            remedy = "Checks show what the bot makes of words that it was not given: use other words."
            return Problem(check.path, check.line, f"A check asks exactly this: '{check.ask}'", remedy)
    return None


def prove(new: NewPhrasing, now: Answering, then: Answering, questions: Iterable[str]) -> Proof:
    """Return what changes from `now` to `then`, which differ in the phrasing, for it, the checks and `questions`."""
    own = ChangedReply(new.text, first_reply(now, new.text), first_reply(then, new.text))
    tokens = tokens_of(then.matcher, new.text, new.language)

    def is_alike(text: str) -> bool:
        spoken = then.matcher.language_of(text) or new.language
        return not tokens.isdisjoint(tokens_of(then.matcher, text, spoken))

    won_checks, lost_checks = _changed_checks(now, then, is_alike)
    compared = [text for text in questions if is_alike(text)]
    changed = tuple(_changed(compared, now, then))
    lost = tuple(each for each in changed if _given(each.before) - _given(each.after))
    rises = (each for each in changed if _rank(each.after, new.target) > _rank(each.before, new.target))
    return Proof(
        own=own,
        compared=len(compared),
        won_checks=won_checks,
        lost_checks=lost_checks,
        won=tuple(each for each in rises if each not in lost),
        lost=lost,
        elsewhere=nearest_phrasings(now.matcher, new.text, new.language, new.target).elsewhere,
        is_reached=_rank(own.after, new.target) == _AN_ANSWER,
    )


def problems_with(new: NewPhrasing, proof: Proof) -> tuple[Problem, ...]:
    """Return why a phrasing is not to be added, where what it changes tells it: the checks that would fail."""
    remedy = f"Word it so that it can only be about {new.target}; if the check is wrong by now, change that first."
    message = "With this phrasing the check fails: '{ask}'"
    return tuple(
        Problem(failed.check.path, failed.check.line, message.format(ask=failed.check.ask), remedy)
        for failed in proof.lost_checks
    )


def warnings_with(
    new: NewPhrasing, proof: Proof, now: Answering, then: Answering, location_of: LocationOf
) -> tuple[Problem, ...]:
    """Return what the check of the knowledge base will warn of with a phrasing, and does not without it.

    Looked at are the phrasings of its target and those of the closest other: all of them would take long.
    """
    near = proof.elsewhere
    targets = {new.target} if near is None else {new.target, near.phrase.target}
    known = {each.message for target in targets for each in _warnings(now, location_of, target)}
    found = {each for target in targets for each in _warnings(then, location_of, target)}
    return tuple(sorted(each for each in found if each.message not in known))


def _warnings(answering: Answering, location_of: LocationOf, target: str) -> Iterator[Problem]:
    yield from phrasing_warnings(answering.matcher, location_of, target, answering.knowledge)
    yield from language_warnings(answering, location_of, target)


def phrasings_of(knowledge: KnowledgeBase | Library) -> Iterator[tuple[str, Phrasings]]:
    """Yield what each article and gap is asked for with, those of drafts too."""
    yield from ((article.slug, article.phrasings) for article in knowledge.articles.values())
    yield from ((gap.slug, gap.phrasings) for gap in knowledge.gaps.values())


def _same_phrasing(new: NewPhrasing, now: Answering) -> tuple[str, str] | None:
    """Return whose phrasing the words are already, and how they are written there."""
    words = words_of(new.text)
    for owner, phrasings in phrasings_of(now.knowledge):
        for language, text in phrasings:
            if (owner != new.target or language == new.language) and words_of(text) == words:
                return owner, text
    near = nearest_phrasings(now.matcher, new.text, new.language, new.target)
    for each in (near.own, near.elsewhere):
        if each is not None and each.similarity >= IDENTICAL:
            return each.phrase.target, each.phrase.text
    return None


def _changed_checks(
    now: Answering, then: Answering, is_alike: Callable[[str], bool]
) -> tuple[tuple[FailedCheck, ...], tuple[FailedCheck, ...]]:
    """Return the checks that are won and those that are lost, each with the reply then.

    All are asked with the phrasing; without it those that fail, and those that it may have won, which are alike.
    """
    won: list[FailedCheck] = []
    lost: list[FailedCheck] = []
    for check in now.knowledge.checks:
        after = reply_to_check(then, check)
        does_pass = passes(check, after)
        if does_pass and not is_alike(check.ask):
            continue
        if passes(check, reply_to_check(now, check)) != does_pass:
            (won if does_pass else lost).append(FailedCheck(check, after))
    return tuple(won), tuple(lost)


def _changed(texts: Iterable[str], now: Answering, then: Answering) -> Iterator[ChangedReply]:
    for text in texts:
        before, after = first_reply(now, text), first_reply(then, text)
        if _given(before) != _given(after) or _offered(before) != _offered(after):
            yield ChangedReply(text, before, after)


def _given(reply: Reply) -> frozenset[str]:
    """Return what a reply answers with: articles, a calculator, or the gap that it names."""
    match reply:
        case Answer(articles=articles):
            return frozenset(articles)
        case Calculation(outcome=outcome, articles=articles):
            return frozenset((outcome.calculator, *articles))
        case HandOver(gap=str(gap)):
            return frozenset((gap,))
        case _:
            return frozenset()


def _offered(reply: Reply) -> frozenset[str]:
    return frozenset(reply.articles) if isinstance(reply, Clarification) else frozenset()


def _rank(reply: Reply, target: str) -> int:
    """Return how far a reply goes with `target`: it answers with it, offers it, or does neither."""
    return _AN_ANSWER if target in _given(reply) else int(target in _offered(reply))
