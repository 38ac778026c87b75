"""Somebody's way through the guided set-up, for one administration: where they are, and what a press makes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.domain.follow_ups import FollowUpKind, Heard
    from bot.domain.language import Language
    from bot.domain.setup_guide import SetupGuide

SetupState: TypeAlias = Literal["doing", "stuck", "paused", "finished"]
SetupMove: TypeAlias = Literal["done", "fails", "otherwise", "back", "later", "go-on", "screen"]

MoveTold: TypeAlias = SetupMove | Literal["stay"]
"""What free words stand for after a card: a move, or that the card is shown again."""

SETUP_MOVES: Final[tuple[SetupMove, ...]] = ("done", "fails", "otherwise", "back", "later", "go-on", "screen")
_FOLLOWED: Final[Mapping[FollowUpKind, SetupMove]] = {
    "next": "done",
    "previous": "back",
    "fails": "fails",
    "never-mind": "later",
}
"""What follows a card in free words → the move that it stands for."""
LONGEST_NAME: Final = 60
"""Characters of what somebody calls an administration."""
_AT_THE_END: Final = frozenset({"back", "screen"})
"""What moves a set-up that is finished."""
MOST_SETUPS: Final = 20
"""Set-ups that one person has under way: an office does its clients' one after the other."""


@dataclass(frozen=True, slots=True)
class SetupDetails:
    """What somebody told of an administration before its set-up: see `Setup`."""

    name: str
    screen: Language
    release: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Setup:
    """How far the set-up of one administration is.

    Attributes:
        name: what the person calls the administration; empty where there is but one.
        version: counts the changes, so that a button of an earlier one changes nothing.
        step: the slug of the step that they are at, or were at last.
        done: the slugs of what they have done, in order.
        failed: the slugs of the steps that did not work at some time.
        screen: the language of their screens.
        release: that of the product, as they typed it, found new enough where that is checked; None where not told.
        address: their own mailbox address, where they want it kept.
        product: the one that is set up, where there are several.
    """

    id: str
    team: str
    person: str
    language: Language
    screen: Language
    step: str
    started_at: datetime
    changed_at: datetime
    name: str = ""
    state: SetupState = "doing"
    version: int = 1
    done: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    release: str | None = None
    address: str | None = None
    product: str | None = None

    @property
    def is_finished(self) -> bool:
        """Return whether there is nothing left to do."""
        return self.state == "finished"

    def told(self, details: SetupDetails, now: datetime) -> Setup:
        """Return it with what is known of the administration now, one version later."""
        return replace(
            self,
            name=details.name,
            screen=details.screen,
            release=details.release,
            address=details.address,
            version=self.version + 1,
            changed_at=now,
        )


def move_in(setup: Setup, word: str | None) -> SetupMove | None:
    """Return the move that a typed word stands for; None where it stands for none that this one can make."""
    move = next((each for each in SETUP_MOVES if each == word), None)
    return None if setup.is_finished and move not in _AT_THE_END else move


def move_told(kind: FollowUpKind | None, heard: Heard, step: str | None, guide: SetupGuide) -> MoveTold | None:
    """Return the move that a follow-up stands for right after the card of `step`; None where it stands for none.

    What asks after a step that it names, or tells of another one, is said to no card. Where the step was not surely
    done, or it is not surely gone back from, one stays.
    """
    named = heard.step
    if kind is None or (named is not None and (named.asks or named.number != guide.number(step or ""))):
        return None
    if (kind == "next" and not heard.tells_done) or (kind == "previous" and heard.phrase != kind):
        return "stay"
    return _FOLLOWED.get(kind)


def gone_on_with(setup: Setup, guide: SetupGuide, now: datetime) -> Setup:
    """Return it as whoever asks for it goes on: at its step again where they had paused, else as it is."""
    return moved(setup, "go-on", guide, now) if setup.state == "paused" else setup


def moved(setup: Setup, move: SetupMove, guide: SetupGuide, now: datetime) -> Setup:
    """Return where the person is after `move`, one version later; `setup` itself where it changes nothing.

    A step that the editors have taken out since counts as the first one.
    """
    here = setup if guide.step(setup.step) is not None else replace(setup, step=guide.main[0].slug)
    after = _MOVES[move](here, guide)
    return setup if after == setup else replace(after, version=setup.version + 1, changed_at=now)


def _done(setup: Setup, guide: SetupGuide) -> Setup:
    if setup.is_finished:
        return setup
    done, following = _with(setup.done, setup.step), guide.after(setup.step)
    if following is None:
        return replace(setup, state="finished", done=done)
    return replace(setup, state="doing", step=following.slug, done=done)


def _fails(setup: Setup, _guide: SetupGuide) -> Setup:
    return replace(setup, state="stuck", failed=_with(setup.failed, setup.step))


def _otherwise(setup: Setup, guide: SetupGuide) -> Setup:
    step = guide.step(setup.step)
    if step is None or step.otherwise is None:
        return setup
    return replace(setup, state="doing", step=step.otherwise, failed=_with(setup.failed, setup.step))


def _back(setup: Setup, guide: SetupGuide) -> Setup:
    """Return the set-up at what one was doing before: from a trouble at its step, from the end at the last step."""
    if setup.state != "doing":
        return replace(setup, state="doing", done=_without(setup.done, setup.step))
    before = guide.before(setup.step)
    return setup if before is None else replace(setup, step=before.slug, done=_without(setup.done, before.slug))


def _later(setup: Setup, _guide: SetupGuide) -> Setup:
    return setup if setup.is_finished else replace(setup, state="paused")


def _go_on(setup: Setup, _guide: SetupGuide) -> Setup:
    return setup if setup.is_finished else replace(setup, state="doing")


def _screen(setup: Setup, _guide: SetupGuide) -> Setup:
    return replace(setup, screen="en" if setup.screen == "nl" else "nl")


_MOVES: Final[Mapping[SetupMove, Callable[[Setup, SetupGuide], Setup]]] = {
    "done": _done,
    "fails": _fails,
    "otherwise": _otherwise,
    "back": _back,
    "later": _later,
    "go-on": _go_on,
    "screen": _screen,
}


def _with(slugs: tuple[str, ...], slug: str) -> tuple[str, ...]:
    return slugs if slug in slugs else (*slugs, slug)


def _without(slugs: tuple[str, ...], slug: str) -> tuple[str, ...]:
    return tuple(each for each in slugs if each != slug)
