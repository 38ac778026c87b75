"""Follow-ups in free words, and questions of their own that hold the words of one."""

from __future__ import annotations

import pytest

from bot.matching.cue_finder import Cues, cues_of
from tests.factories import knowledge_base
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher


@pytest.fixture(scope="module")
def cues() -> Cues:
    return cues_of(shipped_knowledge(), shipped_matcher().speller)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ik ging te snel, eentje terug graag", "previous"),
        ("Mijn collega is Engelstalig, kun je het voor haar in het Engels zetten?", "in-en"),
        ("En hetzelfde in het Engels, voor ons Amerikaanse bestuurslid?", "in-en"),
        ("ok bedankt, maar het lukt bij mij nog steeds niet", "fails"),
        ("cant find it, where do I click", "where"),
        ("pff laat ook maar, gevonden", "never-mind"),
        ("Mailbox is created now. What to do next?", "next"),
        ("oke dus waaarom is dat eigenlijk zo", "why"),
        ("Grand, thanks a million :tada:", "thanks"),
        ("de stap hiervoor nog een keer", "previous"),
        ("ik kan niet verder", "fails"),
        ("die knop is er niet", "fails"),
        ("gelukt :tada: verder", "next"),
        ("ja gelukt, bedankt!", "thanks"),
        ("nee, doe de onderste maar", "last"),
        ("nee, geen van die dingen is wat ik zoek", "none"),
        ("none of these help me", "none"),
        ("the last one doesn't work", "fails"),
    ],
)
def test_a_cue_tells_wherever_it_stands_among_words_that_name_nothing(cues: Cues, text: str, kind: str) -> None:
    assert cues.find(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hoe lang duurt het?",
        "how are you?",
        "it doesn't work on mac",
        "it does not work with outlook",
        "het werkt niet bij meerdere gebruikers",
        "wat is de volgende versie",
        "waar is de brievenbus",
        "thanks, the invoices come in twice now",
        "bedankt, maar de brievenbus staat er nog niet",
        "de brievenbus staat er nog niet, en nu?",
        "laat maar, andere vraag: hoort die digitale brievenbus bij de globe licentie?",
        "again, what does a subscription cost?",
        "volgende vraag: wat kost het",
        "waar " * 40,
        "the mailbox is missing, now what?",
        "globe crasht, wat nu?",
        "de mailbox is weg, wat nu",
        "the mailbox isn't there. now what?",
        "never mind, which version do I need",
        "laat maar. Wat kost het",
        "forget it, get me a human",
        "hoeft niet, de brievenbus is nog steeds zoek",
        "dat is niet duidelijk",
        "niet duidelijk",
        "thx but wrong answer",
        "thanks but that is not what I asked",
        "thanks, everything is broken now",
        "bedankt, helaas crasht hij nu steeds",
        "thanks and what about Belgium",
        "it won't let me continue",
        "I haven't figured it out yet",
        "not all good",
        "geen van deze facturen komt binnen",
        "de laatste versie",
        "none of the invoices arrive",
        "don't forget it",
        "is that not needed",
        "and then it crashes",
        "en nu is alles stuk",
        "when I continue it crashes",
        "bel me terug",
        "ik wil mijn geld terug",
        "ben zo terug",
        "het duurt te lang",
        "it takes too long",
        "it happened again",
        "I did it again",
        "mag dat ook door mijn collega",
        "hoe zeg ik dat op",
        "onze klant is engels",
        "mijn scherm is in het engels",
        "volgende week pas",
        "which one do I need next year",
        "is it next to the menu?",
        "mijn baas wil dat niet",
        "daar gaat het niet om",
        "Ik las ergens over Exact Online. Is dat hiervoor nodig?",
        "ik zie Jan niet",
        "werkt Piet morgen niet?",
        "wat is de eerste stap",
        "what was the first step?",
        "wat was de tweede stap",
        "bedankt, mijn collega krijgt hetzelfde",
        "bedankt, het is de rode knop linksonder",
        "dat is me nog niet duidelijk",
    ],
)
def test_what_asks_or_names_something_is_a_question_of_its_own(cues: Cues, text: str) -> None:
    assert cues.find(text) is None


@pytest.mark.parametrize(
    ("text", "is_hardly_more"),
    [
        ("411 I think", True),
        ("ok gevonden: 08 12 34 56", True),
        ("412 facturen", False),
        ("room 412 is taken", False),
    ],
)
def test_what_stands_beside_a_number_may_name_nothing(cues: Cues, text: str, *, is_hardly_more: bool) -> None:
    assert cues.is_hardly_more_than_numbers(text) == is_hardly_more


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("die andere, dank je", "thanks"),
        ("hm, allebei, waar vind ik dat", None),
        ("both, and then?", "next"),
        ("the other one, sure, hm", None),
    ],
)
def test_what_chooses_only_by_itself_is_no_cue(cues: Cues, text: str, kind: str | None) -> None:
    assert cues.find(text) == kind


def test_without_cues_nothing_is_found() -> None:
    assert cues_of(knowledge_base(), shipped_matcher().speller).find("waar is dat") is None


@pytest.mark.parametrize(
    ("beside", "kind"),
    [
        ("ik ben nu bij", "at-step"),
        ("is gelukt", "next"),
        ("is nog niet gedaan", "at-step"),
        ("is niet nodig", None),
        ("doe ik morgen", None),
        ("is overbodig", None),
    ],
)
def test_what_stands_beside_a_step_tells_what_became_of_it(cues: Cues, beside: str, kind: str | None) -> None:
    assert cues.told_of_a_step(beside) == kind
