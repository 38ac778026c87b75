"""Conversations of people who never saw the bot, as eight of them wrote them down: what each turn says and means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.follow_ups import OF_AN_OFFER
from bot.domain.reply import Answer, Calculation, HandOver, supposed_in
from bot.services.answering import Answering
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.reply import Reply

DATA: Final = Path(__file__).parent / "data"
FILES: Final = ("conversations_1.yml", "conversations_2.yml", "conversations_3.yml")
LATER: Final = tuple(f"conversations_{number}.yml" for number in (4, 5, 6, 7, 8))
"""Those of which little was learned since: they tell better what a further writer would get."""
_HERE: Final = Conversation("direct", "T1", "D1")
_NAMES: Final = {**dict.fromkeys(OF_AN_OFFER, "choose"), "in-en": "in-english", "in-nl": "in-dutch"}


@dataclass(frozen=True)
class Turn:
    """What somebody says, what it means, what the bot takes it for, and what it replies."""

    says: str
    means: str
    about: str | None
    taken: str
    reply: Reply
    question: Question
    before: Memory

    @property
    def needs_no_mention(self) -> bool:
        """Whether the bot would answer it in a thread without its name."""
        return _bot().goes_on(self.question, self.before)

    @property
    def is_understood(self) -> bool:
        """Whether what is asked for is understood, or answered as well as if it were."""
        leads = self.reply.articles if isinstance(self.reply, Answer) else ()
        match self.means:
            case "number":
                return isinstance(self.reply, Calculation) and self.reply.outcome.value is not None
            case "thanks":
                return self.taken == "thanks" or "thanks" in leads
            case "choose":
                return self.taken == "choose" or self.about in leads
            case "fails":
                is_told = isinstance(self.reply, HandOver) and self.reply.gap == "error-texts"
                return self.taken == "fails" or is_told or bool(set(leads) & _troubles())
        return self.taken == self.means


@cache
def conversations(file: str) -> dict[str, tuple[Turn, ...]]:
    """Return the conversations of a file by their names, as they go with the shipped knowledge base."""
    written = yaml.safe_load((DATA / file).read_text(encoding="utf-8"))
    return {each["name"]: tuple(_played(each["turns"])) for each in written}


def _played(turns: list[dict[str, str]]) -> list[Turn]:
    bot, memory, had = _bot(), Memory(), []
    for turn in turns:
        question, before = Question(turn["says"], _HERE, "U1"), memory
        kind = bot.follow_up_in(question, memory)
        reply, memory = bot.reply_to(question, memory)
        memory = memory if kind else replace(memory, trace_id="t1")
        means = "choose" if turn["means"] == "that-one" else turn["means"]
        taken = _name(kind or supposed_in(reply))
        had.append(Turn(turn["says"], means, turn.get("about"), taken, reply, question, before))
    return had


@cache
def _bot() -> Answering:
    return Answering(shipped_knowledge(), shipped_matcher())


def _name(kind: FollowUpKind | None) -> str:
    return "question" if kind is None else _NAMES.get(kind, kind)


def _troubles() -> set[str]:
    """Return the articles that may help where a step fails."""
    guide = shipped_knowledge().setup
    detours = {step.article for step in guide.steps if step not in guide.main}
    return detours.union(*(step.troubles for step in guide.steps))
