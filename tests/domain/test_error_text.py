from __future__ import annotations

import pytest

from bot.domain.error_text import tells_of_an_error


@pytest.mark.parametrize(
    "text",
    [
        'The import stops with "VAT code 12 is blocked for this supplier". What should I change?',
        "Bij het ophalen krijg ik melding 'grootboekrekening 4000 bestaat niet'",
        "foutcode 1053 bij de digitale brievenbus",
        "err 404 pls help",
        'Got "Timeout expired" when retrieving invoices. What does it mean?',
        "Globe zegt: “Onvoldoende rechten voor dit dagboek”, wat nu?",
        "error: E_ACCESS_DENIED when I open the mailbox",
        "I get error 0x80070005 while retrieving the invoices",
    ],
)
def test_an_error_is_known_by_its_text_or_its_code(text: str) -> None:
    assert tells_of_an_error(text)


@pytest.mark.parametrize(
    "text",
    [
        "heb ik iets fout gedaan?",
        "the mailbox is not there, is that an error?",
        'what does "digital mailbox" mean?',
        "In the menu it says 'Settings'. Where is the field?",
        "Is update 413 genoeg?",
        "er staat 'Vernieuwen' op de knop",
        "",
    ],
)
def test_a_word_for_errors_or_a_quotation_alone_is_none(text: str) -> None:
    assert not tells_of_an_error(text)
