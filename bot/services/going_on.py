"""A follow-up → the reply, from what was said last; an honest word where nothing was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.article import THANKS_ARTICLE
from bot.domain.follow_ups import BY_PLACE, CHOICES, OF_AN_OFFER, OF_THE_SETUP
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.domain.article import KnowledgeBase
    from bot.domain.conversation import Memory
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.domain.reply import Reply
    from bot.domain.setup_guide import SetupStep

_SURELY: Final = 0.9
"""From this confidence on something is told to somebody who did not ask for it by name."""

_A_PAIR: Final = 2
_WITH_AN_OFFER: Final[frozenset[FollowUpKind]] = frozenset(("last", "both", "other", "none"))
"""What is a question like any other where nothing is offered."""

_OF_A_CHOICE: Final[frozenset[FollowUpKind]] = frozenset(("both", "other", "none", "by-name"))
"""What people say to each other as well, unless the bot has just asked them to choose."""


def is_followed_up(kind: FollowUpKind | None, text: str, memory: Memory) -> bool:
    """Return whether `text` is a follow-up: a bare number, or that it fails, is one only where something was said."""
    if kind is None or (kind == "fails" and not (memory.articles or memory.offered)):
        return False
    if kind in _WITH_AN_OFFER and not memory.offered:
        return False
    is_number = any(map(str.isdigit, text)) and kind in CHOICES
    return not is_number or (memory.expecting is None and bool(memory.offered))


def is_meant_for_bot(kind: FollowUpKind, memory: Memory, *, asks: bool) -> bool:
    """Return whether a follow-up in a thread is for the bot, and no word that people say to each other.

    Below an answer nobody was asked to choose; and who names a step and asks nothing may say who does it.
    """
    if kind in _OF_A_CHOICE:
        return bool(memory.offered) and not memory.articles
    return kind not in OF_THE_SETUP and (asks or kind != "at-step")


def follow(kind: FollowUpKind, memory: Memory, knowledge: KnowledgeBase, language: Language) -> Reply:
    """Return the reply to a follow-up in `language`, from what `memory` says was talked of."""
    if (reply := _whatever_was_said(kind, knowledge, language)) is not None:
        return reply
    talked_of = tuple(each for each in memory.articles if _is_there(each, knowledge))
    offered = tuple(each for each in memory.offered if _is_there(each, knowledge))
    if kind in OF_AN_OFFER:
        return _chosen(kind, offered, language)
    if kind == "why":
        return FollowUp(language, "why" if _has_a_reason(memory) else "nothing-before")
    step = knowledge.setup.step(memory.step or "")
    if not talked_of and (step is None or kind not in _ALONG_THE_STEPS):
        return _without_article(offered, language)
    return _WAYS[kind](_Talk(talked_of, offered, knowledge, language, step))


def tells_something(reply: Reply) -> bool:
    """Return whether `reply` says what nobody would take for butting in: what is surely meant, or what is missing."""
    match reply:
        case Answer():
            return bool(reply.articles) and reply.confidence >= _SURELY
        case Calculation():
            return reply.outcome.value is not None
        case HandOver():
            return reply.gap is not None and reply.confidence >= _SURELY
    return False


def _has_a_reason(memory: Memory) -> bool:
    """Return whether something was said that has a reason: a reply, or what somebody chose or went on to."""
    return bool(memory.trace_id or memory.came_by == "choice" or (memory.came_by and memory.articles))


def _whatever_was_said(kind: FollowUpKind, knowledge: KnowledgeBase, language: Language) -> Reply | None:
    """Return the reply to what needs nothing to have been said before; None for what goes on from something."""
    if kind == "thanks":
        is_there = THANKS_ARTICLE in knowledge.articles
        return Answer(language, (THANKS_ARTICLE,), 1.0) if is_there else FollowUp(language, "welcome")
    if kind == "never-mind":
        return FollowUp(language, "never-mind")
    if kind in OF_THE_SETUP and knowledge.setup.overview is not None:
        return Answer(language, (knowledge.setup.overview,), 1.0)
    return None


def _is_there(slug: str, knowledge: KnowledgeBase) -> bool:
    return slug in knowledge.articles and not knowledge.articles[slug].is_draft


def _chosen(kind: FollowUpKind, offered: tuple[str, ...], language: Language) -> Reply:
    """Return what is chosen of `offered`; the offer once more where that is not plain."""
    if not offered:
        return FollowUp(language, "nothing-before")
    if kind == "none":
        return HandOver(language, None, 0.0, is_after_choice=True)
    chosen = _chosen_by_place(kind, offered) if kind in BY_PLACE else offered
    if len(chosen) == (_A_PAIR if kind == "both" else 1) and kind != "other":
        return Answer(language, chosen, 1.0)
    return Clarification(language, offered[: len(CHOICES)], 1.0)


def _chosen_by_place(kind: FollowUpKind, offered: tuple[str, ...]) -> tuple[str, ...]:
    place = CHOICES.index(kind) if kind in CHOICES else len(offered) - 1
    return offered[place : place + 1]


def _without_article(offered: tuple[str, ...], language: Language) -> Reply:
    """Return the offer once more where that was said last, since nothing was chosen yet; else ask what is meant."""
    return Clarification(language, offered, 1.0) if offered else FollowUp(language, "nothing-before")


class _Talk:
    """What was answered last, and where in the set-up that is."""

    def __init__(
        self,
        articles: tuple[str, ...],
        offered: tuple[str, ...],
        knowledge: KnowledgeBase,
        language: Language,
        last_step: SetupStep | None,
    ) -> None:
        self.articles, self.offered, self.language = articles, offered, language
        self.guide = knowledge.setup
        self.step = self.guide.of_article(articles[0]) if articles else None
        self.last_step = last_step

    def next(self) -> Reply:
        if self.articles[:1] == (self.guide.overview,) and self.guide.main:
            return self._article(self.guide.main[0].article)
        step = self.step or self.last_step
        if step is None:
            return self._beside()
        after = self.guide.after(step.slug)
        return FollowUp(self.language, "last-step", self.articles) if after is None else self._article(after.article)

    def previous(self) -> Reply:
        if self.step is None:  # back from what was asked beside it
            return self._beside() if self.last_step is None else self._article(self.last_step.article)
        before = self.guide.before(self.step.slug)
        if before is not None:
            return self._article(before.article)
        overview = self.guide.overview
        return FollowUp(self.language, "first-step", self.articles) if overview is None else self._article(overview)

    def where(self) -> Reply:
        if self.step is not None and self.step.where is not None:
            return FollowUp(self.language, "where", (self.step.article,), screen=self.step.where)
        return self._how_otherwise()

    def how(self) -> Reply:
        return self._how_otherwise()

    def fails(self) -> Reply:
        troubles = self.offered if self.step is None else self.step.troubles
        return FollowUp(self.language, "fails", self.articles, troubles)

    def again(self) -> Reply:
        """Return what was answered last once more; where a step was named, its article."""
        return Answer(self.language, self.articles, 1.0)

    def shorter(self) -> Reply:
        return FollowUp(self.language, "shorter", self.articles[:1])

    def _how_otherwise(self) -> Reply:
        """Return the article of the step itself; of another one what leads on, which may say it."""
        if self.articles[0] == self.guide.overview and self.guide.main:
            return self._beside()
        return self._beside() if self.step is None else self._article(self.step.article)

    def _beside(self) -> Reply:
        """Return what stands beside what was answered, to choose from."""
        return FollowUp(self.language, "beside", self.articles, self.offered)

    def _article(self, slug: str) -> Answer:
        return Answer(self.language, (slug,), 1.0)


_ALONG_THE_STEPS: Final = ("next", "previous")
"""What is understood from the step that was talked of last, whatever was asked since."""

_WAYS: Final[Mapping[FollowUpKind, Callable[[_Talk], Reply]]] = {
    "next": _Talk.next,
    "previous": _Talk.previous,
    "where": _Talk.where,
    "how": _Talk.how,
    "fails": _Talk.fails,
    "again": _Talk.again,
    "at-step": _Talk.again,
    "shorter": _Talk.shorter,
    "in-en": _Talk.again,
    "in-nl": _Talk.again,
}
