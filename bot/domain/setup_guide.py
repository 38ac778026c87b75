"""The guided set-up as the editors wrote it: its steps in order, and which is only for whom another one failed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.language import AnswerText, Bilingual


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One step: what it is, what one needs for it, what to do, and the article that tells more.

    Attributes:
        where: the name of the words on its screens that lead there; None where there is no menu to open.
        otherwise: the step that takes its place where it does not work; nobody else comes to that one.
        troubles: articles that may help where it does not work, the likeliest first.
        waits: whether what was done takes a while, so that one may want to be reminded.
        is_before: whether it comes before the step that is number 1.
    """

    slug: str
    title: Bilingual
    needs: Bilingual
    do: AnswerText
    article: str
    where: str | None = None
    otherwise: str | None = None
    troubles: tuple[str, ...] = ()
    waits: bool = False
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class SetupGuide:
    """The steps of the set-up, and the article that gives an overview of them."""

    steps: tuple[SetupStep, ...]
    overview: str | None = None

    @property
    def main(self) -> tuple[SetupStep, ...]:
        """Return the steps that everybody takes, in order."""
        detours = {step.otherwise for step in self.steps}
        return tuple(step for step in self.steps if step.slug not in detours)

    def step(self, slug: str) -> SetupStep | None:
        """Return the step of that name; None where there is none (any more)."""
        return next((step for step in self.steps if step.slug == slug), None)

    def numbered_as(self, number: int) -> SetupStep | None:
        """Return the step that people call by that number; None where there are not so many."""
        return self.numbered[number - 1] if 1 <= number <= len(self.numbered) else None

    def of_article(self, article: str) -> SetupStep | None:
        """Return the step that an article tells more of; None where it is about none."""
        return next((step for step in self.steps if step.article == article), None)

    def begun_as(self, slug: str) -> SetupStep | None:
        """Return the step that everybody takes in whose place that one is taken: mostly that one itself."""
        step = next((each for each in self.steps if each.otherwise == slug), None) or self.step(slug)
        return step if step in self.main else None

    @property
    def numbered(self) -> tuple[SetupStep, ...]:
        """Return the steps that people call step 1, 2, 3: those of the source text, in order."""
        return tuple(step for step in self.main if not step.is_before)

    def number(self, slug: str) -> int:
        """Return the number of a step, from 1 on; 0 for what comes before. One that is gone counts as the first."""
        reached = self.main[: self._place(slug) + 1]
        return sum(not step.is_before for step in reached)

    def after(self, slug: str) -> SetupStep | None:
        """Return the step that comes when that one is done; None after the last."""
        return next(iter(self.main[self._place(slug) + 1 :]), None)

    def before(self, slug: str) -> SetupStep | None:
        """Return the step that one goes back to from that one; None before the first."""
        origin = self.begun_as(slug)
        if origin is not None and origin.slug != slug:
            return origin
        place = self._place(slug)
        return self.main[place - 1] if place > 0 else None

    def _place(self, slug: str) -> int:
        step = self.begun_as(slug)
        return 0 if step is None else self.main.index(step)
