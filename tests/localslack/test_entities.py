import pytest
from hypothesis import given
from hypothesis import strategies as st

from localslack.entities import NameIndex, to_entities

NAMES = NameIndex(users={"bob": "U1"}, channels={"general": "C1"})


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("ask @Bob, please", "ask <@U1>, please"),
        ("ask <@U1>", "ask <@U1>"),
        ("ask @nobody", "ask @nobody"),
        ("see #general and #nowhere", "see <#C1|> and #nowhere"),
        ("mail me@example.org", "mail <mailto:me@example.org|me@example.org>"),
        ("see https://example.org/?a=1&b=2", "see <https://example.org/?a=1&amp;b=2>"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("kvk 12345678", "kvk 12345678"),
    ],
)
def test_what_is_typed_becomes_what_slack_stores(typed: str, text: str) -> None:
    assert to_entities(typed, NAMES).text == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("kvk 12345678", "kvk <tel:12345678|12345678>"),
        ("1234567 and 12345678@x.nl", "1234567 and <mailto:12345678@x.nl|12345678@x.nl>"),
    ],
)
def test_numbers_become_telephones_where_told(typed: str, text: str) -> None:
    assert to_entities(typed, NAMES, links_phone_numbers=True).text == text


def test_rich_text_says_the_same() -> None:
    (block,) = to_entities("hi @bob!", NAMES).blocks
    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "hi "},
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": "!"},
    ]


@given(st.text())
def test_no_typed_text_holds_a_live_broadcast(typed: str) -> None:
    assert "<!" not in to_entities(typed, NAMES, links_phone_numbers=True).text
