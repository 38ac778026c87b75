from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.targets.block_kit import Rendered
from bot.rendering.targets.mrkdwn import escape
from bot.slack.ids import EDIT_MESSAGE, POST_EPHEMERAL, POST_MESSAGE
from bot.slack.outbound.messages import MOST_BYTES_EDITED, arguments_for, cut_to_bytes, forms_of, id_in, metadata


def test_a_message_without_blocks_is_text_alone() -> None:
    assert "blocks" not in arguments_for(POST_MESSAGE, Rendered("hello"))
    assert arguments_for(POST_MESSAGE, Rendered("hello", [{"type": "divider"}]))["blocks"] == [{"type": "divider"}]


def test_a_method_is_given_no_argument_that_it_does_not_have() -> None:
    assert arguments_for(POST_EPHEMERAL, Rendered("hello")) == {"text": "hello"}


def test_an_edit_without_blocks_takes_those_away_that_stood_there() -> None:
    assert arguments_for(EDIT_MESSAGE, Rendered("hello")) == {"text": "hello", "blocks": []}


@pytest.mark.parametrize("method", [POST_MESSAGE, None])
def test_links_in_what_is_posted_do_not_unfold(method: str | None) -> None:
    assert arguments_for(method, Rendered("x")) == {"text": "x", "unfurl_links": False, "unfurl_media": False}


@pytest.mark.parametrize("text", ["é" * 3000, "🙂" * 2000, escape("<log>&" * 900), "x" * 3999 + "éé", "<@U1> " * 900])
def test_the_text_of_an_edit_stays_within_slacks_bound_and_breaks_nothing_off(text: str) -> None:
    cut = str(arguments_for(EDIT_MESSAGE, Rendered(text, [{"type": "divider"}]))["text"])
    assert MOST_BYTES_EDITED - 12 <= len(cut.encode()) <= MOST_BYTES_EDITED
    assert text.startswith(cut.removesuffix("…"))
    assert cut.count("&") == cut.count(";")
    assert cut.count("<") == cut.count(">")


@given(st.text(), st.integers(min_value=4, max_value=60))
def test_a_cut_text_is_never_longer_and_one_that_fits_is_whole(text: str, most: int) -> None:
    cut = cut_to_bytes(text, most)
    assert len(cut.encode()) <= most
    assert (cut == text) == (len(text.encode()) <= most)


def test_what_is_not_shown_is_said_as_text_and_then_in_a_sentence() -> None:
    sentence = Rendered("There is something.")
    whole = Rendered("hello", [{"type": "divider"}])
    assert list(forms_of(whole, lambda: sentence)) == [whole, Rendered("hello"), sentence]
    assert list(forms_of(Rendered("hello"), lambda: sentence)) == [Rendered("hello"), sentence]


def test_a_message_is_found_again_by_what_it_carries() -> None:
    assert id_in(metadata("m1")) == "m1"


@pytest.mark.parametrize("message", [{}, {"metadata": None}, {"metadata": {"event_payload": None}}])
def test_somebody_elses_message_carries_no_id(message: dict[str, object]) -> None:
    assert id_in(message) == ""
