from __future__ import annotations

import pytest

from bot.services.own_names import OwnNames
from tests.several import answering_of_several

_, BALANSBOEK, _ = answering_of_several().each
NAMES = OwnNames(BALANSBOEK.knowledge, BALANSBOEK.matcher.speller)


@pytest.mark.parametrize(
    ("text", "is_in", "is_subject", "is_alone"),
    [
        ("Balansboek", True, True, True),
        ("graag voor Balansboek", True, True, True),
        ("welke versie van Balansboek heb ik nodig", True, True, False),
        ("Balansboek of Factuurhuis?", True, False, False),
        ("welke versie van Factuurhuis", False, False, False),
        ("hallo", False, False, False),
        ("", False, False, False),
        ("we zijn met zijn allen op een heel mooie dag naar Balansboek", True, True, False),
    ],
)
def test_it_is_found_by_its_name(text: str, *, is_in: bool, is_subject: bool, is_alone: bool) -> None:
    assert NAMES.is_in(text) == is_in
    assert NAMES.is_subject_of(text) == is_subject
    assert NAMES.is_alone(text) == is_alone


@pytest.mark.parametrize(
    "text",
    [
        "en voor Balansboek?",
        "en Balansboek dan?",
        "oh sorry, het gaat over Balansboek",
        "dat is voor Balansboek",
        "ik bedoel Balansboek",
        "wij gebruiken Balansboek",
        "sorry, ik had moeten zeggen: Balansboek",
        "doe maar Balansboek",
        "en hoe zit het met Balansboek?",
        "and for Balansboek",
        "it's about Balansboek",
        "we have it for Balansboek, it is",
        "this is for Balansboek please",
        "we use Balansboek",
        "what about Balansboek?",
        "how about Balansboek",
        "I should have said Balansboek",
    ],
)
def test_whoever_only_tells_which_one_is_meant_names_it_alone(text: str) -> None:
    assert NAMES.is_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "what is Balansboek?",
        "what's Balansboek",
        "should we use Balansboek?",
        "do we have Balansboek?",
        "have we Balansboek?",
        "how is Balansboek used?",
        "how for Balansboek, and what?",
        "welke Balansboek hebben wij?",
        "hebben wij Balansboek?",
        "gebruiken wij Balansboek?",
        "wat is Balansboek?",
        "hoe is Balansboek?",
        "moeten wij Balansboek gebruiken?",
        "is Balansboek het pakket?",
    ],
)
def test_whoever_asks_something_of_it_does_not_name_it_alone(text: str) -> None:
    assert not NAMES.is_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Balansboek",
        "Balansboek?",
        "hallo, balansboek",
        "Hoi, ik heb een vraag over Balansboek",
        "Goedemorgen, wij gebruiken Balansboek, kunt u helpen?",
        "hulp bij Balansboek graag",
        "mag ik iets vragen over Balansboek?",
        "wij werken sinds kort met Balansboek",
        "ik wil meer weten over Balansboek",
        "Balansbok",
        "balans-boek!!",
        "question about Balansboek",
        "Good morning, could you help us with Balansboek please?",
        "I've got a quick question regarding Balansboek",
        "hi team, we use Balansboek",
        "can I ask something about Balansboek?",
        "Beste collega's, ik heb een vraag over Balansboek.\n\nMet vriendelijke groet,\nJan de Vries\nDe Vries BV",
        "kun je me helpen met Balansboek?",
        "can you help me with Balansboek?",
        "need help with Balansboek",
        "heb info nodig over Balansboek",
        "wil graag meer weten over Balansboek",
        "our package is Balansboek",
        "our client has Balansboek",
        "bedankt, ik heb nog een vraag over Balansboek",
        "thanks, can you help us with Balansboek?",
        "alvast bedankt voor de hulp met Balansboek",
        "question about Balansboek, thanks in advance",
        "Balansboek, thank you",
        "Balansboek, dank je",
        "Balansboek a.u.b.",
    ],
)
def test_who_names_it_and_asks_nothing_yet_opens_a_talk(text: str) -> None:
    assert NAMES.opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hallo",
        "ik heb een vraag",
        "Factuurhuis",
        "Balansboek of Factuurhuis",
        "wij gebruiken AFAS en Balansboek",
        "niet Balansboek",
        "wij hebben Balansboek niet meer",
        "heb ik Balansboek nodig?",
        "kan ik Balansboek gebruiken?",
        "Balansboek, is dat een pakket?",
        "can we use Balansboek?",
        "Balansboek 2025.2",
        "what is Balansboek?",
        "hoe koppel ik Balansboek?",
        "Balansboek werkt niet",
        "vraag over Balansboek: welke versie heb ik nodig?",
        "Balansboek " + "ja " * 200,
        "heb je Balansboek nodig?",
        "hebben klanten Balansboek nodig?",
        "hoi hebben klanten Balansboek?",
        "Balansboek needed?",
        "need Balansboek?",
        "is Balansboek nodig",
        "Hello, is Balansboek working now?",
        "is Balansboek running?",
        "good morning, team is Balansboek running?",
        "kun je met Balansboek werken?",
        "hebben jullie Balansboek?",
        "jullie gebruiken Balansboek?",
        "gebruiken klanten Balansboek?",
        "are you Balansboek?",
        "we use it. can Balansboek work with us",
        "our client has no Balansboek",
    ],
)
def test_who_asks_something_or_names_another_opens_none(text: str) -> None:
    assert not NAMES.opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "bedankt voor de hulp met Balansboek",
        "dank voor de info over Balansboek",
        "ok bedankt, we werken nu met Balansboek",
        "thanks for the help with Balansboek",
        "thank you for helping us with Balansboek",
        "thanks, we are using Balansboek now",
    ],
)
def test_who_says_thanks_opens_none(text: str) -> None:
    assert not NAMES.opens(text)


@pytest.mark.parametrize(
    ("text", "opens"), [("Exact Globe 2003", False), ("we use Globe 2000", False), ("Globe+", True)]
)
def test_a_name_that_tells_a_release_says_something(text: str, *, opens: bool) -> None:
    first = answering_of_several().each[0]

    assert OwnNames(first.knowledge, first.matcher.speller).opens(text) == opens
