from __future__ import annotations

import pytest

from bot.domain.sentences import UtterancePart, joined_in, objects
from bot.domain.text_cleaning import plain
from bot.domain.utterance import parse_utterance

QUESTION = "Welke update heb ik nodig?"


def said(text: str) -> list[str]:
    return [part.text for part in parse_utterance(plain(text)).parts]


def kinds(text: str) -> list[str]:
    return [part.kind for part in parse_utterance(plain(text)).parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"We zijn net verhuisd. {QUESTION}", ["We zijn net verhuisd.", QUESTION]),
        ("Welke versie is nodig en hoe vul ik het adres in?", ["Welke versie is nodig", "hoe vul ik het adres in?"]),
        ("Ik zit op locatie en heb alleen mijn telefoon bij me.", None),
        ("- drie vestigingen\n- één administratie", ["drie vestigingen", "één administratie"]),
        ("Het nr. 5 van Bakkerij B.V. is oud. Klopt dat?", ["Het nr. 5 van Bakkerij B.V. is oud.", "Klopt dat?"]),
        (
            "de brievenbus is er niet\nterwijl hij er wel moet zijn",
            ["de brievenbus is er niet terwijl hij er wel moet zijn"],
        ),
        ("hoi komma welke update vraagteken nieuwe regel groetjes", ["hoi, welke update?"]),
    ],
)
def test_sentences_and_what_one_asks_besides_are_parts(text: str, parts: list[str] | None) -> None:
    assert said(text) == (parts or [text])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (QUESTION, "question"),
        ("waar vul ik het adres in", "question"),
        ("Graag een lijstje van de vereisten.", "request"),
        ("I would like to know the minimum version.", "request"),
        ("I'd just like to know the minimum version.", "request"),
        ("Let us know which version it is.", "request"),
        ("De server is verhuisd.", "statement"),
    ],
)
def test_each_part_asks_requests_or_tells(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "ik snap er niks van 😩😩 hoe stel ik Globe in",
            [("ik snap er niks van", "statement"), ("hoe stel ik Globe in", "question")],
        ),
        (
            "moved office :tada: :tada: do we need a contract :pray:",
            [("moved office", "statement"), ("do we need a contract", "question")],
        ),
        ("hoe maak ik een 📬 brievenbus aan?", [("hoe maak ik een 📬 brievenbus aan?", "question")]),
        ("which version do I need :pray:", [("which version do I need", "question")]),
        ("🙏 welke versie?", [("welke versie?", "question")]),
        ("van 12:30:45 tot 13:00", [("van 12:30:45 tot 13:00", "statement")]),
        (":+1:", []),
    ],
)
def test_an_emoji_ends_a_sentence_where_a_question_follows(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(each.text, each.kind) for each in parse_utterance(plain(text)).parts] == parts


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("which version do I need plus the address for kvk 01035286", [("which version do I need", "question")]),
        ("het adres voor 01035286, en ook de prijs", [("de prijs", "statement")]),
        (
            "het adres voor 01035286, welk abonnement en de prijs?",
            [("welk abonnement", "question"), ("de prijs?", "statement")],
        ),
        ("adres 01035286, contract?", [("contract?", "statement")]),
        ("my kvk is 01035286, what is the address", [("what is the address", "question")]),
        ("the address for 01035286 & price", [("price", "statement")]),
        ("Exact Globe 414, facturen, mailbox, hulp", []),
        ("Exact Globe 414, facturen, mailbox en hulp", []),
        ("mailbox address 01035286, invoices", []),
        ("412 & 413, ...", []),
        ("what is the address of 01035286", []),
        ("what is the version, and what is the price", []),
    ],
)
def test_what_is_joined_to_something_with_a_number_stands_by_itself(text: str, joined: list[tuple[str, str]]) -> None:
    assert [(each.text, each.kind) for each in joined_in(UtterancePart(text, "question"))] == joined


@pytest.mark.parametrize(
    ("text", "does_object"),
    [
        ("Thanks for nothing", True),
        ("Great, now nothing works at all", True),
        ("Dank je, helaas klopt dit antwoord niet", True),
        ("bedankt maar dit is niet wat ik vroeg", True),
        ("super, weer niks aan gehad", True),
        ("thanks, no further questions", False),
        ("dank je, het is niet meer nodig", False),
        ("merci, niks meer nodig", False),
    ],
)
def test_thanks_may_be_a_complaint(text: str, *, does_object: bool) -> None:
    assert objects(text) is does_object
