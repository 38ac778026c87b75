from __future__ import annotations

import pytest

from bot.domain.topics import topics_in


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("prijs, versie, contract, mailbox", ("prijs", "versie", "contract", "mailbox")),
        ("kosten / versie / contract", ("kosten", "versie", "contract")),
        ("versie en contract", ("versie", "contract")),
        ("Vragen over: versie, contract en brievenbus", ("versie", "contract", "brievenbus")),
        ("hoe zit het met de versie, het contract en het abonnement?", ("versie", "contract", "abonnement")),
        ("- versie\n- contract\n- factuur ophalen", ("versie", "contract", "factuur ophalen")),
        ("1. versie\n2) contract\n(3) prijs", ("versie", "contract", "prijs")),
        ("versie? contract? prijs?", ("versie", "contract", "prijs")),
        ("wat is het, wat kost het, hoe begin ik", ("wat is het", "wat kost het", "hoe begin ik")),
        ("price, version, contract, mailbox", ("price", "version", "contract", "mailbox")),
        ("subscription; contract; version", ("subscription", "contract", "version")),
        ("Questions about price, version and contract", ("price", "version", "contract")),
        ("I need info on: price + version", ("price", "version")),
        ("What about the price, the contract and the version?", ("price", "contract", "version")),
        ("Hi, mailbox address & Exact Online", ("mailbox address", "Exact Online")),
    ],
)
def test_a_list_of_topics_is_taken_apart(text: str, topics: tuple[str, ...]) -> None:
    assert topics_in(text) == topics


@pytest.mark.parametrize(
    "text",
    [
        "versie",
        "prijs versie contract",
        "update 413, contract, brievenbus",
        "mailbox aangemaakt, niet zichtbaar",
        "mailbox created, still empty",
        "koppeling ingesteld, factuur weg",
        "geen contract, wel abonnement",
        "contract, doesn't work",
        "Hallo, ik heb een vraag, kan dat?",
        "Ik kan de brievenbus niet vinden, help",
        "Do we need a contract and a subscription?",
        "the",
        "",
    ],
)
def test_what_says_anything_besides_is_no_list(text: str) -> None:
    assert topics_in(text) == ()
