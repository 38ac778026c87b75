from __future__ import annotations

from bot.matching.stemming import stem, stems_of


def test_the_stem_is_that_of_the_language() -> None:
    assert stems_of(["facturen", "versies"], "nl") == {"facturen": "factuur", "versies": "versie"}
    assert stems_of(["invoices"], "en") == {"invoices": "invoic"}


def test_what_is_known_is_not_worked_out_again_and_synonyms_stay() -> None:
    known = {"en": {"invoices": "bill"}, "nl": {}}

    assert stem(["invoices", "=12", "mailboxes"], "en", known) == ["bill", "=12", "mailbox"]  # type: ignore[arg-type] # languages
