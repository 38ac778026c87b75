"""Which of what was offered somebody chooses by its name, and what only sounds as if they did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matching.offer_finder import Offers
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

COSTS = ("subscription-needed", "contract-required", "licence-included")
MAKING = ("create-mailbox-automatic", "create-mailbox-manual", "mailbox-address-format")
BELOW = ("setup-overview", "version-required", "subscription-needed", "exact-online-needed")
AFTER_MAKING = ("create-mailbox-manual", "mailbox-not-available-yet", "configure-globe")
MAILBOXES = ("create-mailbox-automatic", "create-mailbox-manual")
INVOICES = ("retrieve-invoices", "send-sales-invoices", "direction-receive-only")


@pytest.fixture(scope="module")
def offers() -> Offers:
    return Offers(shipped_knowledge(), shipped_matcher())


@pytest.mark.parametrize(
    ("text", "offered", "chosen"),
    [
        ("die over de licentie", COSTS, ["licence-included"]),
        ("Die over de lisentie graag :)", COSTS, ["licence-included"]),
        ("doe maar het abonnement", COSTS, ["subscription-needed"]),
        ("nee, ik bedoel die over het contract", COSTS, ["contract-required"]),
        ("the one about the licence", COSTS, ["licence-included"]),
        ("teh one abuot the licnece pls", COSTS, ["licence-included"]),
        ("option licence", COSTS, ["licence-included"]),
        ("optie abonnement aub", COSTS, ["subscription-needed"]),
        ("I mean the contract", COSTS, ["contract-required"]),
        ("de handmatige", MAKING, ["create-mailbox-manual"]),
        ("ik wil graag de handmatige optie", MAKING, ["create-mailbox-manual"]),
        ("met de hand bedoel ik", MAKING, ["create-mailbox-manual"]),
        ("the manual one please", MAKING, ["create-mailbox-manual"]),
        ("that automatic one", MAKING, ["create-mailbox-automatic"]),
        ("de automatische dan maar", MAKING, ["create-mailbox-automatic"]),
        ("Could I have the one about how it looks?", MAKING, ["mailbox-address-format"]),
        ("mag ik die over hoe het eruitziet", MAKING, ["mailbox-address-format"]),
        ("niet de handmatige maar de automatische", MAKING, ["create-mailbox-automatic"]),
        ("no, not the manual one but the automatic one", MAKING, ["create-mailbox-automatic"]),
        ("doe handmatig", AFTER_MAKING, ["create-mailbox-manual"]),
        ("neem die met de hand", AFTER_MAKING, ["create-mailbox-manual"]),
        ("de handmatige", MAKING[1:2], ["create-mailbox-manual"]),
        ("the one on creating a mailbox", MAKING, ["create-mailbox-automatic", "create-mailbox-manual"]),
        ("the step by step one", BELOW, ["setup-overview"]),
        ("liever die over de koppeling instellen", BELOW, ["setup-overview"]),
        ("show me the one with the version, thanks", BELOW, ["version-required"]),
        ("die over waarom je exact online nodig hebt", BELOW, ["exact-online-needed"]),
        ("the sales one", INVOICES, ["send-sales-invoices"]),
        ("die over ophalen", INVOICES, ["retrieve-invoices"]),
        ("the one about outbound invoices", INVOICES, ["send-sales-invoices"]),
    ],
)
def test_what_names_one_or_more_of_what_is_offered_chooses_them(
    offers: Offers, text: str, offered: tuple[str, ...], chosen: list[str]
) -> None:
    assert list(offers.find(text, offered, "nl")) == chosen


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("doe normaal", AFTER_MAKING),
        ("doe maar normaal", AFTER_MAKING),
        ("ik bedoel normaal", AFTER_MAKING),
        ("die over normaal", AFTER_MAKING),
        ("neem even nog geduld", AFTER_MAKING),
        ("the digital one", MAILBOXES),
        ("the digital mailbox one", MAILBOXES),
        ("die met de mailbox", MAKING),
        ("the one about the licence says it costs extra, how much?", COSTS),
        ("die over de licentie werkt niet", COSTS),
        ("die over de licentie, moet ik die kopen?", COSTS),
        ("niet de handmatige", MAKING),
        ("not the manual one", MAKING),
        ("niet de handmatige maar wat dan", MAKING),
        ("waar vind ik de handmatige", MAKING),
        ("the manual one does not work", MAKING),
        ("is het abonnement verplicht?", COSTS),
        ("do I need the licence", COSTS),
        ("ik wil het abonnement opzeggen", COSTS),
        ("die over de prijs", COSTS),
        ("the one about invoices", COSTS),
        ("die over bananen", COSTS),
        ("die over facturen ophalen", COSTS),
        ("the one about retrieving invoices", COSTS),
        ("de", COSTS),
        ("the one about it", COSTS),
        ("die over dat", MAKING),
        ("doe maar 12345678", MAKING),
        ("doe maar versie 413", BELOW),
        ("die over aanmelden", MAKING),
        ("de brievenbus aanmaken", ("create-mailbox-manual",)),
        ("the one about the licence" + ", please" * 20, COSTS),
        ("de brievenbus aanmaken lukt niet", MAKING),
        ("I mean how do I do that", MAKING),
        ("welke versie heb ik nodig", BELOW),
        ("de laatste versie", BELOW),
        ("graag een antwoord op mijn vraag over de facturen van vorige maand", INVOICES),
        ("hoe haal ik de facturen op?", INVOICES),
        ("the one about AFAS", COSTS),
        ("the one about the licence " * 10, COSTS),
        ("die over de licentie", ()),
        ("", COSTS),
    ],
)
def test_a_question_or_a_name_that_is_not_offered_chooses_nothing(
    offers: Offers, text: str, offered: tuple[str, ...]
) -> None:
    assert offers.find(text, offered, "nl") == ()


def test_without_words_that_tell_a_choice_nothing_is_one() -> None:
    bare = replace(shipped_knowledge(), words=())
    assert Offers(bare, shipped_matcher()).find("die over de licentie", COSTS, "nl") == ()


def test_what_is_no_longer_there_is_not_chosen(offers: Offers) -> None:
    assert offers.find("die over de licentie", ("gone", "licence-included"), "nl") == ("licence-included",)
