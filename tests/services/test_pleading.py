"""A call for help among courtesies."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Memory
from bot.domain.reply import Answer, Clarification, HandOver
from bot.services.answering import Answering
from bot.services.checking import first_reply
from tests.factories import answering_alone
from tests.services.test_answering_all import question
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

BOT = Answering(shipped_knowledge(), shipped_matcher())
ALL = answering_alone(BOT)

PLEAS = {
    "en": ("can you help us with Exact Globe?", "I need some help", "help!", "please help", "can somebody help us?"),
    "nl": ("kunt u ons helpen met Globe?", "ik heb hulp nodig", "help!", "kun je helpen?", "kan iemand me helpen?"),
}
AROUND = {
    "en": ("{} thanks", "Hi, {} Thanks!", "Thanks in advance. {}", "good morning, {} cheers", "thanks, {}"),
    "nl": ("{} bedankt", "Hallo, {} Dank je wel!", "Alvast bedankt. {}", "dag, {} merci", "Hoi team, {}"),
}


@pytest.mark.parametrize(
    ("text", "plea"),
    [
        (around.format(plea), plea)
        for language, pleas in PLEAS.items()
        for plea in pleas
        for around in AROUND[language]
    ],
)
def test_a_call_for_help_gets_what_it_gets_without_the_courtesies(text: str, plea: str) -> None:
    (said, _), (alone, _) = (ALL.reply_to(question(each), Memory()) for each in (text, plea))

    assert type(said) is type(alone)
    if isinstance(said, Answer | Clarification):
        assert isinstance(alone, Answer | Clarification)
        assert said.articles == alone.articles


@pytest.mark.parametrize(
    "text",
    [
        "bedankt voor de hulp met Exact Globe",
        "that was a great help, thanks",
        "super geholpen, bedankt!",
        "Hi, somebody already helped us. Thanks!",
        "geen hulp meer nodig, bedankt",
    ],
)
def test_thanks_for_help_are_thanks(text: str) -> None:
    reply = first_reply(BOT, text)

    assert not isinstance(reply, Answer) or reply.articles == ("thanks",)


def test_an_objection_among_courtesies_is_still_one() -> None:
    reply = first_reply(BOT, "thanks, but that is not what I asked")

    assert isinstance(reply, HandOver)
    assert reply.confidence > 0.5


def test_what_only_comes_close_to_a_call_is_none() -> None:
    reply = first_reply(BOT, "Aan: helpdesk@voorbeeld.nl\nOnderwerp: FW: even navragen\n\n> Dank je wel!")

    assert isinstance(reply, Answer)
    assert reply.articles == ("thanks",)
