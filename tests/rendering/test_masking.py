from __future__ import annotations

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.language import LANGUAGES, Language
from bot.domain.outgoing import ConversationMessage, ReplyMessage
from bot.domain.private_numbers import has_private_number
from bot.domain.reply import HandOver, Reply
from bot.rendering.conversation_messages import elements_of
from bot.rendering.masking import masked
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.markdown import in_markdown
from bot.rendering.targets.plain_text import to_plain_text
from tests.rendering.examples import (
    CONTEXT,
)


def to_text(body: ConversationMessage | Reply) -> str:
    return to_plain_text(elements_of(body, CONTEXT))


@given(
    st.sampled_from(LANGUAGES),
    st.from_regex(r"([a-z][ a-z.,]{0,9})?", fullmatch=True),
    st.from_regex("[0-9]{9}", fullmatch=True),
    st.lists(st.text("., -/–—_:*\u200b\u00a0()", max_size=6), min_size=8, max_size=8),
    st.from_regex("([ ,?][ a-z]{0,9})?", fullmatch=True),
)
def test_nine_digits_are_never_shown_again(
    language: Language, before: str, digits: str, gaps: list[str], after: str
) -> None:
    assume(bool(gaps[0]) == bool(gaps[-1]) or any(gaps[1:-1]))  # else it is a KvK number beside another number
    asked = before + "".join(map("".join, zip(digits, [*gaps, ""], strict=True))) + after
    said = ReplyMessage(HandOver(language, None, 0.1), asked=asked)

    assert has_private_number(asked)
    for shown in (
        to_text(said),
        in_markdown(elements_of(said, CONTEXT)),
        json.dumps(blocks_of(elements_of(said, CONTEXT))),
    ):
        assert digits not in re.sub(r"\\u....|\D", "", shown)


@given(st.from_regex("[a-z ]{0,9}[0-9]([0-9]{1,7}|[0-9]{9,20})( [a-z]{1,9})?", fullmatch=True))
def test_numbers_of_any_other_length_stay_visible(asked: str) -> None:
    assert masked(asked, "nl") == asked
    assert not has_private_number(asked)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("kvk 12345678", "kvk 12345678"),
        ("bsn 123456782?", "bsn (9 digits, not shown)?"),
        ("NL123456782B01", "NL(9 digits, not shown)B01"),
        ("1234.56.782", "(9 digits, not shown)"),
        ("12.34.56.782", "(9 digits, not shown)"),
        ("1 2 3 4 5 6 7 8 2", "(9 digits, not shown)"),
        ("123/456/782 or 123–45–6782", "(9 digits, not shown) or (9 digits, not shown)"),
        ("1234\u200b56782 and 1234,  56782", "(9 digits, not shown) and (9 digits, not shown)"),
        ("1-23456782 of 12345678.2", "(9 digits, not shown) of (9 digits, not shown)"),
        ("123     45 \u200b\u200b\u200b 6782", "(9 digits, not shown)"),
        ("update 413 123 456 782", "update (9 digits, not shown)"),
        ("update 413, 123456782", "update 413, (9 digits, not shown)"),
        ("0612345678", "0612345678"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("12345678 9 invoices", "12345678 9 invoices"),
        ("kvk 12345678,\n\n\n 1 vraag", "kvk 12345678,\n\n\n 1 vraag"),
        ("1. 12345678, 413", "1. 12345678, 413"),
    ],
)
def test_only_numbers_of_nine_digits_are_masked(asked: str, shown: str) -> None:
    assert masked(asked, "en") == shown
