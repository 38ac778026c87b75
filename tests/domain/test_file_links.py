from __future__ import annotations

import pytest

from bot.domain.file_links import as_kept, parted, together

LINK = "https://acme.slack.com/files/U1/F1/factuur_202600123.pdf"


@pytest.mark.parametrize(
    ("text", "words", "links"),
    [
        ("", "", ()),
        ("see this", "see this", ()),
        (LINK, "", (LINK,)),
        (f"see this\n{LINK}\n{LINK}2", "see this", (LINK, f"{LINK}2")),
        (f"see\n{LINK}\nwhy?", "see\nwhy?", (LINK,)),
        (f"see {LINK}", f"see {LINK}", ()),
        ("https://example.com/123456782", "https://example.com/123456782", ()),
        (f"{LINK}|x>", f"{LINK}|x>", ()),
        ("factuur_202600123.pdf", "factuur_202600123.pdf", ()),
    ],
)
def test_links_to_files_stand_apart_from_words(text: str, words: str, links: tuple[str, ...]) -> None:
    assert parted(text) == (words, links)


def test_no_more_links_are_taken_than_a_message_has_files() -> None:
    words, links = parted("\n".join([LINK] * 12))

    assert len(links) == 10
    assert words == f"{LINK}\n{LINK}"


FILE = "https://acme.slack.com/files/U1/F1"


@pytest.mark.parametrize(
    ("file", "kept"),
    [
        (f"{FILE}/screen.png", f"{FILE}/screen.png"),
        (FILE, FILE),
        (LINK, FILE),  # nine digits: an invoice's number as likely as a person's
        (f"{FILE}/mail_from_alice%40example.com.pdf", FILE),
        ("F2", "F2"),
        ("call 06 12345678.png", "call [phone].png"),
        ("two\nlines\x0b.png", "two lines .png"),
    ],
)
def test_a_file_is_kept_without_what_would_be_taken_out_of_words(file: str, kept: str) -> None:
    assert as_kept([file]) == (kept,)
    assert as_kept([kept]) == (kept,)


def test_no_more_files_are_kept_than_a_message_has() -> None:
    assert len(as_kept([f"F{number}" for number in range(12)])) == 10


def test_a_file_that_stands_twice_is_one_whatever_its_link_calls_it() -> None:
    assert together([LINK, "F2"], [FILE, "F2", "F3"]) == (LINK, "F2", "F3")
