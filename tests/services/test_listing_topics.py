"""Lists of topics, asked of the shipped knowledge base."""

from __future__ import annotations

import pytest

from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.reply import Answer, Clarification, Reply, Trace
from bot.services.answering import Answering
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

BOT = Answering(shipped_knowledge(), shipped_matcher())


def explained(text: str) -> tuple[Reply, Trace]:
    return BOT.explain(Question(text, Conversation("command", "", "", person=""), ""), Memory())


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("prijs, versie, contract, mailbox", {"version-required", "contract-required"}),
        ("price, version, contract, mailbox", {"version-required", "contract-required"}),
        ("abonnement, versie, Exact Online", {"subscription-needed", "version-required", "exact-online-needed"}),
        ("subscription; contract; version", {"subscription-needed", "contract-required", "version-required"}),
        ("hoe zit het met versie, contract en abonnement", {"version-required", "contract-required"}),
        ("brievenbus, factuur ophalen, versie", {"retrieve-invoices", "version-required"}),
        ("brievenbus en contract", {"contract-required"}),
    ],
)
def test_of_many_topics_or_unsure_ones_each_is_offered(text: str, articles: set[str]) -> None:
    reply, trace = explained(text)

    assert isinstance(reply, Clarification)
    assert articles <= set(reply.articles)
    assert trace.reason == "topics"


@pytest.mark.parametrize(
    ("text", "articles", "gap"),
    [
        ("versie en contract", ("version-required", "contract-required"), None),
        ("kosten / versie / contract", ("version-required", "contract-required"), "prices"),
        ("version? price?", ("version-required",), "prices"),
        ("versie? adres? kosten?", ("version-required", "mailbox-address-format"), "prices"),
        ("licentie, abonnement", ("licence-included", "subscription-needed"), None),
        ("versie, contract, bedankt", ("version-required", "contract-required"), None),
        ("What about the price, the contract and the version?", ("contract-required", "version-required"), "prices"),
        ("wat is het, wat kost het, hoe begin ik", ("what-is-it", "setup-overview"), "prices"),
    ],
)
def test_a_few_that_are_sure_are_answered_and_a_gap_is_told(
    text: str, articles: tuple[str, ...], gap: str | None
) -> None:
    reply, _ = explained(text)

    assert isinstance(reply, Answer)
    assert (reply.articles, reply.gap) == (articles, gap)


@pytest.mark.parametrize(
    "text",
    [
        "kvk-nummer, adres",
        "contract, thanks",
        "contract needed? exact globe",
        "Globe, versie?",
        "Globe, Exact Online",
        "prijs, ubl",
        "prijs/kosten",
        "storing, facturen",
        "invoices and credit notes",
        "wachtwoord vergeten, inloggen",
        "Systeem / Instellingen / Administratie-instellingen",
        "mailbox created, not visible",
        "knop, ververs, niets",
        "versie, welke?",
        "Bakkerij Jansen, Utrecht",
        "Piet, Jan, Klaas",
        "Hi team, question, can you help?",
        "Hallo, ik heb een vraag, kan dat?",
        "Hoi Sanne, contract?",
        "factuur niet binnen, hoe kan dat?",
        "Ik kan de brievenbus niet vinden, help",
    ],
)
def test_what_means_one_thing_or_has_no_article_is_decided_as_ever(text: str) -> None:
    assert explained(text)[1].reason != "topics"


def test_what_is_listed_and_fits_nothing_well_is_not_offered() -> None:
    reply, _ = explained("contract, versie, aanmelden")

    assert isinstance(reply, Clarification)
    assert set(reply.articles) == {"contract-required", "version-required"}


def test_what_is_sure_is_offered_before_what_is_not() -> None:
    reply, _ = explained("mailbox en adres")

    assert isinstance(reply, Clarification)
    assert reply.articles[0] == "mailbox-address-format"
