"""The guided set-up where nothing can be pressed: what is asked before it, and where what is typed leads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.bare_questions import is_bare
from bot.domain.corrections import corrected_number
from bot.domain.forms import FormErrors
from bot.domain.sent_forms import SetupSubmission
from bot.domain.sentences import begins_to_ask
from bot.domain.setup import move_in, move_told, moved
from bot.domain.text_cleaning import plain
from bot.domain.utterance import parse_utterance
from bot.services.asking_again import chosen_of, place_in
from bot.services.setup_details import begun, details_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.calculation import CalculatorName
    from bot.domain.conversation import Memory, Question
    from bot.domain.language import Language
    from bot.domain.setup import MoveTold, Setup
    from bot.services.app_context import ReplySource

Asked: TypeAlias = Literal["product", "version", "number", "keep"]

_ASKED_FOR: Final[Mapping[Asked, CalculatorName]] = {"version": "version-check", "number": "mailbox-address"}
"""What is asked of a product, in order, and the calculator that it is asked for."""
_LONG_NUMBER: Final = re.compile(r"\d(?:[ .-]?\d){2}")
"""Three digits, as the shortest version has: a question with less counts something, such as a step."""


@dataclass(frozen=True, slots=True)
class SetupTalk:
    """A set-up that is talked through.

    Attributes:
        submission: what was told of the administration so far, as the form would send it.
        setup: None until all was asked.
        asks: what the bot waits for; None where nothing is asked.
        wrong: the text that tells what is wrong with what was told last; None where nothing is.
    """

    submission: SetupSubmission
    setup: Setup | None = None
    asks: Asked | None = None
    wrong: str | None = None


def begin(
    talk: SetupTalk | None, language: Language, now: datetime, answering: ReplySource, product: str | None = None
) -> SetupTalk:
    """Return the set-up that is under way, gone on with; a new one of `product`, where none is.

    It asks which product, where there are several and none is told, and for numbers only where something is worked
    out with them.
    """
    if talk is not None and talk.asks is not None:
        return talk
    if talk is None or talk.setup is None or talk.setup.is_finished:
        new = SetupTalk(SetupSubmission("words", "", "", language, screen=language, product=product))
        return _asking(new, None if product is None else "product", now, answering)
    return replace(talk, setup=moved(talk.setup, "go-on", answering.setup_guide(talk.setup.product), now))


def hear(talk: SetupTalk, word: str | None, text: str, now: datetime, answering: ReplySource) -> SetupTalk | None:
    """Return where `text` leads, which means `word`; None where it is not for the set-up, such as a question."""
    if talk.asks is not None:
        asked = replace(talk, wrong=None)
        told = _told(asked, word, text, now, answering)
        return asked if told is None and word is not None else told  # no answer to it: it is asked again
    if talk.setup is None:
        return None
    if word == "details":
        return _asked_again(talk, talk.setup, now, answering)
    if word == "another" and talk.setup.is_finished:
        return begin(talk, talk.setup.language, now, answering, talk.setup.product)
    move = move_in(talk.setup, word)
    if move is None:
        return talk if word == "stay" and not talk.setup.is_finished else None
    return replace(talk, setup=moved(talk.setup, move, answering.setup_guide(talk.setup.product), now))


def freely_told(answering: ReplySource, question: Question, memory: Memory) -> MoveTold | None:
    """Return what free words right after a card stand for; None where they are not said to it."""
    heard = question.heard or answering.hear(question.text)
    kind = answering.follow_up_in(replace(question, heard=heard), memory)
    return move_told(kind, heard, memory.step, answering.setup_guide(memory.product))


def _told(talk: SetupTalk, word: str | None, text: str, now: datetime, answering: ReplySource) -> SetupTalk | None:
    """Return the talk after an answer to what it asks."""
    if word in {"later", "back"}:
        return replace(talk, asks=None if word == "later" else _before(talk, answering))
    if talk.asks == "product":
        return _of_chosen(talk, text, now, answering)
    text = corrected_number(plain(text)) or text
    if talk.asks == "keep":
        is_another = word is None and _LONG_NUMBER.search(text) is not None and not _asks_itself(plain(text))
        of_number = replace(talk, asks="number")
        return _checked(of_number, text, now, answering) if is_another else _kept(talk, word, now, answering)
    if word == "skip":
        return _asking(talk, talk.asks, now, answering)
    if not any(map(str.isdigit, text)) or _asks_itself(plain(text)):
        return None
    return _checked(talk, text, now, answering)


def _kept(talk: SetupTalk, word: str | None, now: datetime, answering: ReplySource) -> SetupTalk | None:
    """Return the talk with or without the number that was told, as `word` says; None where it says neither."""
    if word == "no":
        talk = replace(talk, submission=replace(talk.submission, number="", may_keep=False))
    return _with_details(talk, now, answering) if word in {"yes", "no"} else None


def _of_chosen(talk: SetupTalk, text: str, now: datetime, answering: ReplySource) -> SetupTalk | None:
    """Return the talk about the product that `text` chooses; as it is, for a place at which none stands."""
    product = chosen_of(answering, text, answering.products)
    if product is None:
        return None if place_in(answering.hear(text), text) is None else talk
    sent = replace(talk.submission, product=product, version="", number="")
    return _asking(replace(talk, submission=sent), "product", now, answering)


def _asking(talk: SetupTalk, after: Asked | None, now: datetime, answering: ReplySource) -> SetupTalk:
    """Return the talk with what is asked next, `after` what was; at its step, where nothing more is."""
    asked = _asked_of(talk, answering)
    left = asked[asked.index(after) + 1 :] if after in asked else asked
    return replace(talk, asks=left[0]) if left else _with_details(replace(talk, asks=None), now, answering)


def _before(talk: SetupTalk, answering: ReplySource) -> Asked | None:
    """Return what is asked before what is asked now: the same, where that is the first."""
    asked = _asked_of(talk, answering)
    return asked[max(asked.index(talk.asks) - 1, 0)] if talk.asks in asked else "number"


def _asked_of(talk: SetupTalk, answering: ReplySource) -> tuple[Asked, ...]:
    """Return what is asked, in order: of several products which one, and what something is worked out with for it."""
    which: tuple[Asked, ...] = ("product",) if answering.products and talk.setup is None else ()
    known = answering.calculators_of(talk.submission.product)
    return (*which, *(each for each, calculator in _ASKED_FOR.items() if calculator in known))


def _asks_itself(text: str) -> bool:
    """Return whether plain `text` is a question of its own, as "is 415 enough?" and unlike "415, is that OK?"."""
    asked = [part for part in parse_utterance(text).parts if part.asks and not is_bare(part)]
    return bool(asked) and (not _LONG_NUMBER.search(text) or any(begins_to_ask(part.text) for part in asked))


def _checked(talk: SetupTalk, text: str, now: datetime, answering: ReplySource) -> SetupTalk:
    """Return the talk with the number that was told; with what is wrong with it, where something is."""
    is_version = talk.asks == "version"
    sent = talk.submission
    sent = replace(sent, version=text) if is_version else replace(sent, number=text, may_keep=True)
    only = replace(sent, number="") if is_version else replace(sent, version="")
    details = details_in(answering, only)
    if isinstance(details, FormErrors):
        return replace(talk, wrong=details.fields[0][1])
    told = replace(talk, submission=sent)
    return _asking(told, "version", now, answering) if is_version else replace(told, asks="keep")


def _with_details(talk: SetupTalk, now: datetime, answering: ReplySource) -> SetupTalk:
    """Return the talk at its step; what is wrong is told, where the facts have changed since it was told."""
    details, sent = details_in(answering, talk.submission), talk.submission
    if isinstance(details, FormErrors):
        first = next(each for each in _asked_of(talk, answering) if each in _ASKED_FOR)
        return replace(talk, asks=first, wrong=details.fields[0][1])
    setup = talk.setup or begun(answering, sent, now)
    return SetupTalk(sent, setup.told(details, now))


def _asked_again(talk: SetupTalk, setup: Setup, now: datetime, answering: ReplySource) -> SetupTalk:
    """Return the talk where all is asked once more; what is skipped stays as it was."""
    return _asking(replace(talk, submission=replace(talk.submission, screen=setup.screen)), None, now, answering)
