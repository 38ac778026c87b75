"""A call for help among courtesies."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Memory
from bot.domain.reply import Answer, Clarification, HandOver, Reply
from bot.services.answering import Answering
from bot.services.checking import first_reply
from tests.factories import answering_alone
from tests.services.test_answering_all import question
from tests.several import answering_of_several
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

BOT = Answering(shipped_knowledge(), shipped_matcher())
ALL = answering_alone(BOT)

HELP, SUPPORT = (Answer, ("help",)), (Answer, ("contact-support",))
OVERVIEW = (Clarification, ("setup-overview", "prerequisites", "version-required", "mailbox-address-format"))
UNKNOWN = (HandOver, None)

PLEAS = {
    "en": {
        "can you help us with Exact Globe?": OVERVIEW,
        "I need some help": SUPPORT,
        "help!": HELP,
        "please help": HELP,
        "can somebody help us?": SUPPORT,
        "can you help me?": HELP,
        "could you please help us out?": HELP,
    },
    "nl": {
        "kunt u ons helpen met Globe?": OVERVIEW,
        "ik heb hulp nodig": SUPPORT,
        "help!": HELP,
        "kun je helpen?": HELP,
        "kan iemand me helpen?": SUPPORT,
        "kunnen jullie mij helpen?": HELP,
        "kun je me even helpen?": HELP,
    },
}
AROUND = {
    "en": ("{}", "{} thanks", "Hi, {} Thanks!", "Thanks in advance. {}", "good morning, {} cheers"),
    "nl": ("{}", "{} bedankt", "Hallo, {} Dank je wel!", "Alvast bedankt. {}", "dag, {} merci", "Hoi team, {}"),
}


def outcome(reply: Reply) -> tuple[type[Reply], object]:
    """Return what tells replies apart: the articles that are told or offered, else the gap."""
    return type(reply), reply.gap if isinstance(reply, HandOver) else getattr(reply, "articles", ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (around.format(plea), expected)
        for language, pleas in PLEAS.items()
        for plea, expected in pleas.items()
        for around in AROUND[language]
    ],
)
def test_a_call_for_help_gets_what_it_gets_without_the_courtesies(text: str, expected: object) -> None:
    reply, _ = ALL.reply_to(question(text), Memory())

    assert outcome(reply) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoi, kunnen jullie mij helpen? Bedankt", "nl"),
        ("Hoi, kunnen jullie mij helpen?\n\nMet vriendelijke groet,\nJan Jansen", "nl"),
        ("hi can you help me", "en"),
        ("Dear John, could you help me?", "en"),
        ("Hoi Sanne, kunt u mij verder helpen?", "nl"),
        ("Hoi Sanne kunnen jullie mij helpen", "nl"),
        ("Dear Sir/Madam,\n\nCan you help me?\n\nKind regards,\nSue", "en"),
    ],
)
def test_the_commonest_of_all_is_answered_in_its_language_with_several_products_too(text: str, expected: str) -> None:
    for answering in (ALL, answering_of_several()):
        reply, _ = answering.reply_to(question(text), Memory())
        assert outcome(reply) == HELP
        assert reply.language == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoi facturen ontbreken weer, help", UNKNOWN),
        ("Hi Globe 413 fails: help", UNKNOWN),
        ("Hi Globe keeps crashing, can someone help?", UNKNOWN),
        ("Hi Storing, can you help me?", UNKNOWN),
        ("Hi Storing can you help me?", UNKNOWN),
        ("Van: a@b.nl\nAan: c@d.nl\nOnderwerp: geen facturen\n\nKun je me helpen?", UNKNOWN),
        ("Hoi Facturen, help", UNKNOWN),
        ("Hi AFAS, help", (HandOver, "other-packages")),
        ("Hi Globe, can you help me?", OVERVIEW),
    ],
)
def test_what_is_wrong_is_not_left_out_as_a_name(text: str, expected: object) -> None:
    reply, _ = ALL.reply_to(question(text), Memory())

    assert outcome(reply) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bedankt voor de hulp met Exact Globe", (Answer, ("thanks",))),
        ("that was a great help, thanks", (Answer, ("thanks",))),
        ("super geholpen, bedankt!", (Answer, ("thanks",))),
        ("Hi, somebody already helped us. Thanks!", UNKNOWN),
        ("geen hulp meer nodig, bedankt", UNKNOWN),
    ],
)
def test_thanks_for_help_are_no_call_for_it(text: str, expected: object) -> None:
    assert outcome(first_reply(BOT, text)) == expected


def test_an_objection_among_courtesies_is_still_one() -> None:
    reply = first_reply(BOT, "thanks, but that is not what I asked")

    assert isinstance(reply, HandOver)
    assert reply.confidence > 0.5


def test_what_only_comes_close_to_a_call_is_none() -> None:
    reply = first_reply(BOT, "Aan: helpdesk@voorbeeld.nl\nOnderwerp: FW: even navragen\n\n> Dank je wel!")

    assert outcome(reply) == (Answer, ("thanks",))
