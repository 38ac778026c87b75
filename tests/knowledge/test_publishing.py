from __future__ import annotations

import pytest

from bot.knowledge.publishing import with_published

PATH = "exact-globe/articles/a.yml"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        (b"owner: me\nstatus: draft  # as yet\nrelated: []\n", b"owner: me\n\nrelated: []\n"),
        (b"owner: me\r\nstatus: draft\r\nrelated: []\r\n", b"owner: me\r\n\r\nrelated: []\r\n"),
        (b"owner: me\nstatus: draft", b"owner: me\n"),
        (b"\xef\xbb\xbfstatus: draft\nowner: me\n", b"\nowner: me\n"),
    ],
)
def test_a_published_draft_keeps_the_numbers_of_its_lines(written: bytes, published: bytes) -> None:
    found = with_published({PATH: written, "other.yml": b"status: draft\n"}, PATH)

    assert dict(found) == {PATH: published, "other.yml": b"status: draft\n"}


@pytest.mark.parametrize("written", [b"owner: me\n", b"- status\n", b"{owner: me, status: draft}\n"])
def test_what_has_no_line_for_its_status_stays_as_it_is(written: bytes) -> None:
    assert with_published({PATH: written}, PATH) == {PATH: written}
