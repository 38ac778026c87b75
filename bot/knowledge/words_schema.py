"""The schema of the word lists: what people type that is understood only with what was said before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.follow_ups import (
    GUESSED,
    OF_THE_SETUP,
    WITHOUT_CUES,
    ChoosingWords,
    FollowUpExamples,
    FollowUpWords,
    StepWords,
)
from bot.knowledge.schema_containers import Field, ListOf, Record
from bot.knowledge.schema_types import Text

if TYPE_CHECKING:
    from bot.domain.follow_ups import FollowUpKind

_FOLLOW_UPS: Final[dict[FollowUpKind, str]] = {
    "next": "asks for what comes after that",
    "previous": "asks for what came before that",
    "where": "asks where that is",
    "how": "asks how to do that",
    "fails": "says that it does not work",
    "why": "asks why that was the answer",
    "again": "asks for the same once more",
    "shorter": "asks for less of it",
    "in-en": "asks for it in English",
    "in-nl": "asks for it in Dutch",
    "thanks": "thanks",
    "never-mind": "wants nothing any more",
    "first": "chooses the first of what is offered",
    "second": "chooses the second of what is offered",
    "third": "chooses the third of what is offered",
    "that-one": "chooses what is offered",
    "last": "chooses the last of what is offered",
    "both": "chooses both that are offered",
    "other": "chooses the other of what is offered",
    "none": "chooses none of what is offered",
    "begin": "wants to begin the guided set-up",
    "resume": "wants to go on with their set-up",
}
_LATER: Final = OF_THE_SETUP | {"last", "both", "other", "none"}
"""What word lists that were written before need not have."""
_CUES: Final = {name: about for name, about in _FOLLOW_UPS.items() if name not in WITHOUT_CUES}
_WORDS: Final = ListOf(Text(60), fewest=1, most=80)
_STEPS: Final = Record(
    {
        "named": Field(ListOf(Text(60, r"[^…]*…[^…]*", "step …"), fewest=1, most=20), "its names, … for the number"),
        "numbers": Field(ListOf(_WORDS, fewest=1, most=20), "the words for 1, 2, 3 and on, in order"),
        "asked": Field(_WORDS, "what may stand beside it where nothing else is asked for"),
        "at": Field(_WORDS, "words beside it that tell that somebody is there"),
        "away": Field(_WORDS, "words in front of it that lead away from it"),
    },
    build=StepWords,
)
_CHOOSING: Final = Record(
    {
        "told": Field(
            ListOf(Text(60, r".*…[^…]*", "die over …"), fewest=1, most=80), "what tells a choice, … for the name"
        ),
        "beside": Field(_WORDS, "what may stand in front of or behind that", is_required=False),
        "within": Field(_WORDS, "what tells nothing in a name", is_required=False),
    },
    build=ChoosingWords,
)
WORDS: Final = Record(
    {
        "around": Field(_WORDS, "what may stand before or behind a follow-up"),
        "follow_ups": Field(
            Record(
                {
                    name: Field(_WORDS, f"what somebody types who {about}", is_required=name not in _LATER)
                    for name, about in _FOLLOW_UPS.items()
                }
            ),
            "what people type to go on from what was said last",
        ),
        "cues": Field(
            Record(
                {
                    name: Field(_WORDS, f"what tells that somebody {about}", is_required=name not in _LATER)
                    for name, about in _CUES.items()
                }
            ),
            "what tells a follow-up wherever it stands in a sentence of words that name nothing",
            is_required=False,
        ),
        "light": Field(ListOf(Text(60), fewest=1, most=1000), "words that name nothing", is_required=False),
        "negations": Field(_WORDS, "words beside which a cue tells something else", is_required=False),
        "done": Field(_WORDS, "words with which somebody tells what was done", is_required=False),
        "did": Field(_WORDS, "words beside which it is what the talk is about that was done", is_required=False),
        "with_product": Field(
            ListOf(Text(60), fewest=1, most=200),
            "words beside a product's name that only tell which one is meant; several count only together",
            is_required=False,
        ),
        "opening": Field(
            ListOf(Text(60), fewest=1, most=200),
            "words beside a product's name with which somebody asks nothing yet",
            is_required=False,
        ),
        "steps": Field(_STEPS, "how a step of the set-up is named by its number", is_required=False),
        "choosing": Field(
            _CHOOSING, "words with which somebody chooses by name from what is offered", is_required=False
        ),
    },
    build=lambda around, follow_ups, cues=None, **optional: FollowUpWords(follow_ups, around, cues or {}, **optional),
)

_MESSAGES: Final = ListOf(Text(140), fewest=1, most=1000)
EXAMPLES: Final = Record(
    {
        "follow_ups": Field(
            Record(
                {
                    name: Field(_MESSAGES, f"messages of somebody who {_FOLLOW_UPS[name]}", is_required=False)
                    for name in GUESSED
                }
            ),
            "what people typed to go on from what was said last",
        ),
        "others": Field(
            ListOf(Text(140), fewest=1, most=2000),
            "what people typed that goes on from nothing, and that nothing is known of",
            is_required=False,
        ),
    },
    build=FollowUpExamples,
)
