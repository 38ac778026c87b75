from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.private_numbers import has_private_number
from bot.domain.redaction import LONGEST, is_whole, redacted, redacted_for_team, title_for_team, without_remarks


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mail me at alice.b+x@example.co.uk please", "mail me at [e-mail] please"),
        ("my address is 01035286@facturen.econnect.eu", "my address is [number]@facturen.econnect.eu"),
        ("mijn kvk is 01035286", "mijn kvk is [number]"),
        ("kvk 01 03 52 86 graag", "kvk [number] graag"),
        ("kvk 0103.5286", "kvk [number]"),
        ("bsn 123456782", "bsn [number]"),
        ("bsn 1234.56.782!", "bsn [number]!"),
        ("NL91 ABNA 0417 1643 00 is onze bank", "[IBAN] is onze bank"),
        ("iban nl91abna0417164300", "iban [IBAN]"),
        ("bel 06-12345678", "bel [phone]"),
        ("bel 0612345678", "bel [phone]"),
        ("bel (020) 123 45 67", "bel [phone]"),
        ("call +31 6 1234 5678 now", "call [phone] now"),
        ("call 0031 20 1234567", "call [phone]"),
        ("token xoxb-12-abc-DEF", "token [token]"),
        ("xapp-1-A1-secret", "[token]"),
        ("post to https://hooks.slack.com/services/T1/B1/x", "post to [link]"),
        ("see https://bob:hunter2@example.com/x", "see [link]"),
        ("postgresql://bot:geheim@db/name", "[link]"),
        ("bsn 123,456,782", "bsn [number]"),
        ("bsn 123 – 456 – 782", "bsn [number]"),
        ("bsn 1:2:3:4:5:6:7:8:2", "bsn [number]"),
        ("bsn (123)(456)(782)", "bsn ([number])"),
        ("bsn １２３４５６７８２", "bsn [number]"),
        ("bsn ١٢٣٤٥٦٧٨٢", "bsn [number]"),
        ("mail jürgen@müller.nl of jan@localhost", "mail [e-mail] of [e-mail]"),
        ("piet@facturen.econnect.eu.evil.com", "[e-mail]"),
    ],
)
def test_what_nobody_should_keep_is_taken_out(text: str, kept: str) -> None:
    assert redacted(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "is update 413 enough?",
        "we have 412SP26 and Globe Next 424",
        "version 9.1.2, batch 410",
        "error 500 since 2024",
        "een factuur van 500,00 euro",
        "https://example.com/help?page=3",
    ],
)
def test_what_questions_are_about_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize("text", ["x" * 65 + "@example.com", "a@" + "b" * 70 + ".nl", "0" * 65 + "A@0", "a@b.@c"])
def test_what_is_hardly_an_address_any_more_is_one_all_the_same(text: str) -> None:
    assert redacted(text).replace("[e-mail]", "") == ""


def test_a_long_text_is_cut() -> None:
    assert len(redacted("x" * 10_000)) == LONGEST


def test_what_the_cut_goes_through_is_taken_out_all_the_same() -> None:
    assert "jan" not in redacted("x" * (LONGEST - 6) + " jan@example.com")
    assert "1" not in redacted("x" * (LONGEST - 4) + " 123456782")


words = st.sampled_from(
    ["a@b.nl", "0612345678", "01035286", "413", "NL91ABNA0417164300", " ", "-", ".", "xoxb-123456", "é"]
)
texts = st.one_of(st.text(max_size=80), st.lists(words, max_size=12).map("".join))


@given(texts)
def test_twice_is_once(text: str) -> None:
    assert redacted(redacted(text)) == redacted(text)


@given(texts)
def test_no_long_number_is_left(text: str) -> None:
    assert not re.search(r"[0-9](?:[ .-]?[0-9]){6}", redacted(text))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("kvk 01035286", "kvk 01035286"),
        ("kvk 0103 5286, of 0103.5286", "kvk 0103 5286, of 0103.5286"),
        ("01035286@facturen.econnect.eu", "01035286@facturen.econnect.eu"),
        ("bsn 123456782", "bsn [number]"),
        ("bel 06-12345678", "bel [phone]"),
        ("123456782@facturen.econnect.eu", "[number]@facturen.econnect.eu"),
        ("1234567 en 123456789012", "[number] en [number]"),
    ],
)
def test_who_is_to_help_with_an_address_sees_its_kvk_number_and_no_other(text: str, kept: str) -> None:
    assert redacted(text, keeps_kvk=True) == kept


@given(st.text(st.sampled_from("0123456789 .-a@"), max_size=40))
def test_nine_digits_never_stay(text: str) -> None:
    for found in re.findall(r"\d(?:[\W_]{0,3}\d)*", redacted(text, keeps_kvk=True)):
        assert len(re.sub(r"\D", "", found)) <= 8


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("bel me op 06-12345678 of 06 12 34 56 78", "bel me op 06-12345678 of 06 12 34 56 78"),
        ("call +31 6 1234 5678, please", "call +31 6 1234 5678, please"),
        ("call 0031 20 123 4567 or +31 (0)20 1234567", "call 0031 20 123 4567 or +31 (0)20 1234567"),
        ("mail jan.12345678901@example.com, kvk 01035286", "mail jan.12345678901@example.com, kvk 01035286"),
        ("tel 06-12345678, bsn 123456782", "tel 06-12345678, bsn [number]"),
        ("tel 06-12345678, 413", "tel 06-12345678, 413"),
        ("+31612345678 123456782", "+31612345678 [number]"),
        ("+123456782", "+[number]"),
        ("123456782@example.com", "[number]@example.com"),
        ("NL91 ABNA 0417 1643 00, tel 020-1234567", "[IBAN], tel 020-1234567"),
        ("factuur 2026000012345", "factuur [number]"),
        ("xoxb-12-abc-DEF en https://bob:geheim@example.com/x", "[token] en [link]"),
        ("12 3456782@facturen.econnect.eu", "[number]@facturen.econnect.eu"),
    ],
)
def test_the_team_may_read_how_to_reach_who_asks_and_nothing_more(text: str, kept: str) -> None:
    assert redacted_for_team(text, 500) == kept


@given(texts)
def test_what_the_team_may_read_is_the_same_twice_and_holds_no_nine_digits(text: str) -> None:
    kept = redacted_for_team(text, 500)

    assert redacted_for_team(kept, 500) == kept
    assert not has_private_number(kept)


def test_what_the_team_may_read_is_cut() -> None:
    assert len(redacted_for_team("x" * 10_000, 80)) == 80


@pytest.mark.parametrize("way", ["06-12345678", "06 12 34 56 78", "+31 (0)6 1234 5678", "jan.de.vries@example.com"])
def test_a_title_holds_a_way_to_reach_somebody_whole_or_not_at_all(way: str) -> None:
    for words in range(60):
        title = title_for_team(f"{'x ' * 30}"[:words] + f"\n{way} graag, en wel zo snel als het maar even gaat", 40)
        assert way in title or not any(part in title for part in way.replace("-", " ").split())
        assert len(title) <= 40


@given(texts, st.integers(min_value=10, max_value=80))
def test_a_title_is_never_longer_than_it_may_be(text: str, longest: int) -> None:
    assert len(title_for_team(text, longest)) <= longest


def test_a_short_title_is_as_it_was_written_on_one_line() -> None:
    assert title_for_team("bel 06-12345678,\nbsn 123456782", 80) == "bel 06-12345678, bsn [number]"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("mail alice@example.com, kvk 01035286", "mail , kvk "),
        ("NL91 ABNA 0417 1643 00 or +31 6 1234 5678", " or "),
        ("https://u:p@x.example and xoxb-1234-5678", " and "),
        ("[welke] versie?", "[welke] versie?"),
    ],
)
def test_of_what_was_taken_out_no_remark_is_left(text: str, rest: str) -> None:
    kept = redacted(text)

    assert without_remarks(kept) == rest
    assert is_whole(kept) == (kept == text)


def test_what_was_cut_is_not_whole() -> None:
    assert is_whole(redacted("x" * (LONGEST - 1)))
    assert not is_whole(redacted("x" * (LONGEST + 1)))
