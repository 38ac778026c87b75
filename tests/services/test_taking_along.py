"""A question that names nothing is about what was said beside it: of the shipped knowledge base, and by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.article import PLEA
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.reply import Answer, Reply, Trace
from bot.domain.sentences import UtterancePart
from bot.matching.matcher import CleanedUtterance
from bot.services.answering import Answering
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, RankedPart
from bot.services.taking_along import NEAR, take_along
from tests.services.test_deciding import SMALL_TALK, ranking
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher


def explained(text: str) -> tuple[Reply, Trace]:
    bot = Answering(shipped_knowledge(), shipped_matcher())
    return bot.explain(Question(text, Conversation("command", "", "", person=""), ""), Memory())


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("I do not have Exact Online. Can I use it?", "exact-online-needed"),
        ("Can I use it? I do not have Exact Online.", "exact-online-needed"),
        ("We only have Globe and no Exact Online. Is that a problem?", "exact-online-needed"),
        ("no exact online here. is it possible?", "exact-online-needed"),
        ("I don't have an Exact Online licence. Will that be a problem?", "exact-online-needed"),
        ("We have no Exact Online. We're a small firm in Zwolle. Can we still use it?", "exact-online-needed"),
        ("We have no subscription with eConnect. Can we use it?", "subscription-needed"),
        ("Our maintenance contract has ended. Can we still use it?", "contract-required"),
        ("My mailbox is not there yet. Is that right?", "mailbox-not-available-yet"),
        ("We would also like to send sales invoices. Can it do that?", "send-sales-invoices"),
        ("Ik heb geen Exact Online. Kan het dan ook?", "exact-online-needed"),
        ("Kan het ook zonder? We hebben geen Exact Online.", "exact-online-needed"),
        ("Wij werken niet met Exact Online, alleen Globe. Kunnen we toch meedoen?", "exact-online-needed"),
        ("We hebben alleen Exact Globe, geen Exact Online. Werkt het dan ook?", "exact-online-needed"),
        ("Exact Online hebben we niet. Is dat erg?", "exact-online-needed"),
        ("Goedemorgen! Vorige week zijn we verhuisd. Exact Online hebben we niet. Mag dat?", "exact-online-needed"),
        ("We hebben geen abonnement. Kan het dan ook?", "subscription-needed"),
        ("Ik heb geen contract. Mag dat?", "contract-required"),
        ("De brievenbus staat er nog niet. Klopt dat?", "mailbox-not-available-yet"),
        ("We willen ook verkoopfacturen versturen. Kan dat ook?", "send-sales-invoices"),
        ("Ik wil vooraf weten waar ik aan toe ben. Moet ik een contract tekenen?", "contract-required"),
        ("Do I have to sign a contract? I'd just like to know where I stand.", "contract-required"),
        ("Welke versie van Globe heb ik nodig? Laat me even weten wat de bedoeling is.", "version-required"),
        ("We have no Exact Online. Let me know if that's a problem.", "exact-online-needed"),
    ],
)
def test_a_question_that_names_nothing_takes_along_what_stands_beside_it(text: str, article: str) -> None:
    reply, trace = explained(text)

    assert isinstance(reply, Answer), reply
    assert reply.articles == (article,)
    assert any(part.about is not None and part.has_decided for part in trace.parts)


def test_what_somebody_wants_to_know_of_a_statement_needs_its_bar() -> None:
    reply, trace = explained("I want to know if we can use it. We have Globe.")

    assert any(part.about is not None for part in trace.parts)
    assert not isinstance(reply, Answer)


@pytest.mark.parametrize(
    "text",
    [
        "We moved to a new office last week. Can I use it?",
        "Our IT department does not want to update anything. Can we use it?",
        "Gisteren was het mooi weer. Kan dat?",
    ],
)
def test_where_nothing_beside_it_names_anything_either_it_is_not_sure(text: str) -> None:
    assert not isinstance(explained(text)[0], Answer)


def part(text: str, best: str, confidence: float, kind: str = "statement") -> RankedPart:
    words = CleanedUtterance(tuple(text.split()), (), (), text)
    return RankedPart(UtterancePart(text, kind), replace(ranking(best, confidence), utterance=words))  # type: ignore[arg-type] # a kind


BARE = part("Can it?", "noise", 0.9, "question")


def test_the_nearest_that_names_something_is_taken_along_what_comes_before_first() -> None:
    first, second = part("we lack a version", "version", 0.7), part("we lack an address", "address", 0.7)

    assert [each.ranking.best for each in take_along([first, BARE, second], SMALL_TALK)] == [
        "version",
        "version",
        "address",
    ]
    assert [each.about for each in take_along([BARE, second], SMALL_TALK)] == [second.part, None]


@pytest.mark.parametrize(
    "other",
    [
        part("we lack a version", "version", OFFER_FROM - 0.01),
        part("a very good morning", "greeting", 0.9),
        part("somebody help us now", PLEA, 0.9),
        part("is that it then?", "version", 0.9, "question"),
    ],
)
def test_what_names_nothing_is_not_taken_along(other: RankedPart) -> None:
    assert all(each.about is None for each in take_along([other, BARE], SMALL_TALK))


def test_nothing_is_taken_along_from_far_away() -> None:
    told, noise = part("we lack a version", "version", 0.9), part("some noise in here", "noise", 0.1)

    assert take_along([told, *[noise] * (NEAR - 1), BARE], SMALL_TALK)[-1].about == told.part
    assert take_along([told, *[noise] * NEAR, BARE], SMALL_TALK)[-1].about is None


def test_left_to_itself_a_scrap_goes_and_a_longer_one_is_unsure() -> None:
    noise = part("some noise in here", "noise", 0.1)
    longer = part("can we use it?", "mailbox", 0.9, "question")

    assert take_along([noise, BARE], SMALL_TALK) == [noise]
    assert take_along([noise, longer], SMALL_TALK)[-1].ranking.confidence < ANSWER_FROM
    exactly = part("can we use it?", "mailbox", 1.0, "question")
    assert take_along([noise, exactly], SMALL_TALK)[-1] == exactly
