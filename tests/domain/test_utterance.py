from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text_cleaning import LONGEST, is_cut, plain
from bot.domain.utterance import parse_utterance, without_signature

QUESTION = "Welke update heb ik nodig?"


def said(text: str) -> list[str]:
    return [part.text for part in parse_utterance(plain(text)).parts]


def set_aside(text: str) -> set[str]:
    return {aside.kind for aside in parse_utterance(plain(text)).asides}


@pytest.mark.parametrize(
    "signature",
    [
        "Met vriendelijke groet,\nNoor Voorbeeld\nAdministratie",
        "Mvg Lot Voorbeeld\nVoorbeeld Bouw BV - Postbus 123",
        "--\nTeun Voorbeeld | KvK 34567890 | BTW NL001122334B01",
        "Gr. Sanne",
        "Kind regards,\n\nSam Example\nSenior consultant\nT +31 20 000 00 00",
        "Bedankt en groet,\nPim\n(aanwezig op maandag)",
        "Thanks and best wishes,\nJo",
        "Cordialement,\nLuc",
        "Mit freundlichen Grüßen\nJana",
        (
            "Kim Example\nExample Builders - PO Box 123 - 1234 ZZ Town\nTrade register 56789012 - Bank "
            "NL00BANK0987654321"
        ),
        "Groet,\nJip\n\nVerstuurd vanaf mijn telefoon",
    ],
)
def test_a_signature_is_set_aside_with_its_numbers(signature: str) -> None:
    assert said(f"{QUESTION}\n\n{signature}") == [QUESTION]
    assert set_aside(f"{QUESTION}\n\n{signature}") == {"signature"}


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Klaar.\n\nGroet,\nJan", "Klaar."),
        ("Done.\n\nKind regards,\nJan", "Done."),
        ("Klaar, groetjes Jan", "Klaar"),
        ("Done! Thanks, Jan", "Done"),
        ("Lukt niet - alvast bedankt", "Lukt niet"),
        ("Klaar, en nu?", "Klaar, en nu?"),
        ("Groetjes Jan", "Groetjes Jan"),
        (f"Klaar{'.' * 140} Groetjes Jan", f"Klaar{'.' * 140} Groetjes Jan"),
        ("", ""),
    ],
)
def test_a_message_is_told_without_its_signature(text: str, rest: str) -> None:
    assert without_signature(text) == rest


@pytest.mark.parametrize(
    "header",
    [
        "Van: Noor\nVerzonden: dinsdag 3 maart 2026 09:14\nAan: Support\nOnderwerp: vraag",
        "From: Sam\nSent: Tuesday\nTo: Support\nSubject: question",
        "Von: Jana\nGesendet: Dienstag\nAn: Support\nBetreff: Frage",
        "De : Luc\nEnvoyé : mardi\nÀ : Support\nObjet : question",
        "Op vr 6 feb 2026 om 11:02 schreef Sanne Voorbeeld <sanne@voorbeeld.nl>:",
        "On Wed, 14 Jan 2026 at 10:20, Robin Example wrote:",
        "---------- Doorgestuurd bericht ---------\nVan: Lot\nDatum: do 5 mrt 2026\nAan: Administratie",
        "Begin doorgestuurd bericht:\n\nVan: Jip\nOnderwerp: Graag jullie reactie",
    ],
)
def test_a_mails_header_is_set_aside(header: str) -> None:
    assert said(f"{header}\n\n{QUESTION}") == [QUESTION]
    assert set_aside(f"{header}\n\n{QUESTION}") == {"header"}


def test_what_stands_below_a_header_that_follows_ones_own_words_is_passed_on() -> None:
    parts = parse_utterance(f"Kan iemand dit?\n\nVan: Jan\nAan: Piet\n\n{QUESTION}\n\nGroet,\nJan").parts
    assert [(part.text, part.is_quoted) for part in parts] == [("Kan iemand dit?", False), (QUESTION, True)]


def test_what_is_quoted_is_passed_on_without_its_signature() -> None:
    parts = parse_utterance(f"Wie weet dit?\n> Hoi,\n> {QUESTION}\n> Groet, Bo").parts
    assert [(part.text, part.is_quoted) for part in parts] == [
        ("Wie weet dit?", False),
        ("Hoi,", True),
        (QUESTION, True),
    ]


@pytest.mark.parametrize(
    "notice",
    [
        "De informatie in dit bericht is uitsluitend bestemd voor de geadresseerde.",
        "DISCLAIMER: aan de inhoud van deze e-mail kunnen geen rechten worden ontleend.",
        "This message may contain confidential information.",
        "Denk aan het milieu voordat u deze e-mail afdrukt.",
        "LET OP: dit bericht is afkomstig van buiten de organisatie.",
        "We accept no liability for any damage.",
    ],
)
def test_a_notice_is_set_aside(notice: str) -> None:
    assert said(f"{QUESTION}\n\n{notice}") == [QUESTION]
    assert "notice" in set_aside(f"{QUESTION}\n\n{notice}")


def test_a_question_is_never_set_aside() -> None:
    assert said(f"Hallo\nGroet,\nJan\n\nPS: {QUESTION}")[-1].endswith(QUESTION)
    assert said("Staat er iets over in de algemene voorwaarden?") == [
        "Staat er iets over in de algemene voorwaarden?"
    ]


def test_what_follows_a_card_of_contact_data_is_read_on() -> None:
    text = f"Hallo allemaal\n\nKim Example\nT +31 20 000 00 00 | KvK 34567890\n\n{QUESTION}"
    assert said(text)[-1] == QUESTION
    assert not any("34567890" in part for part in said(text))


def test_a_lone_header_line_or_a_labelled_number_is_part_of_the_message() -> None:
    assert said("Aan: wie dit leest\nwat is ons adres?\n\nKvK 12345678")[-1] == "KvK 12345678"
    assert set_aside("Aan: wie dit leest\nwat is ons adres?") == set()


def test_a_message_that_is_nothing_but_a_closing_is_itself() -> None:
    assert said("--") == []
    assert said("Van: Jan\nAan: Piet") == ["Van: Jan", "Aan: Piet"]
    assert said("Groeten,\nJan") == ["Groeten,", "Jan"]


def test_of_a_very_long_message_both_ends_are_read_and_that_is_known() -> None:
    text = f"{'Er is veel gebeurd. ' * 400}{QUESTION}"
    assert said(text)[-1] == QUESTION
    assert len(plain(text)) <= LONGEST
    assert is_cut(text)
    assert not is_cut(QUESTION)
    assert is_cut("x" * 20_000)


@given(st.text(st.sampled_from("> -\n.?!:;ab groet,VanAan KvK 1234567890@www"), max_size=120))
def test_any_text_is_taken_apart_and_nothing_is_made_up(text: str) -> None:
    message = parse_utterance(plain(text))
    words = plain(text).split()
    assert all(word.strip("?,.! ") in " ".join(words) for part in message.parts for word in part.text.split())


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Hoi,\nwij hebben 418.\n\nbedankt alvast\n\nwaar vul ik het adres in", "waar vul ik het adres in"),
        ("Dag,\nalles werkt.\nGroeten\nJan\n\nPS wij draaien nog 410", "PS wij draaien nog 410"),
        ("It is there.\n\nRegards,\nSam\n\nWe still miss one of them", "We still miss one of them"),
        ("Waar is het?\n\nGroet,\nJan de Wit\n\nWij zijn er op tel 010 1234567", "Waar is het?"),
    ],
)
def test_below_a_closing_somebody_may_go_on(text: str, last: str) -> None:
    assert parse_utterance(text).parts[-1].text == last


@pytest.mark.parametrize("above", ["Graag het adres voor:", "Kunt u het adres voor deze klant geven?"])
def test_data_that_are_announced_are_no_signature(above: str) -> None:
    message = parse_utterance(f"{above}\n\nBakker Holding\nKvK 12345678\nBTW NL001234567B01")
    assert "KvK 12345678" in message.text
    assert message.asides == ()


@pytest.mark.parametrize("emoji", [":tada:", ":+1:", ":woman-shrugging:", "🎉"])
def test_an_emoji_reads_the_same_by_its_name_and_as_a_character(emoji: str) -> None:
    parts = parse_utterance(f"We have 412 {emoji} is that enough?").parts
    assert [part.text for part in parts] == ["We have 412", "is that enough?"]
    assert ":" not in parse_utterance(f"We have 412 {emoji} is that enough?").text


def test_a_time_and_a_number_between_colons_are_no_emoji() -> None:
    assert (
        parse_utterance("at 10:30:15, kvk:01035286: which version?").text
        == "at 10:30:15, kvk:01035286: which version?"
    )
