from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calculation import Outcome
from bot.domain.outgoing import OutgoingContent, RelayOffer, ReplyMessage, SystemNotice, WaitingRequest
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Match
from bot.domain.value_json import UnreadableError
from bot.storage.outbox_serialization import from_json, to_json
from tests.rendering.examples import BODIES

GOLDEN = Path(__file__).parent / "data" / "outbox_v4.jsonl"

words = st.text(max_size=20)
languages = st.sampled_from(("en", "nl"))
maybe = st.none() | words
slugs = st.lists(words, max_size=3).map(tuple)
shares = st.floats(0, 1)
matches = st.lists(st.builds(Match, words, shares), max_size=3).map(tuple)
outcomes = st.recursive(
    st.builds(Outcome, st.sampled_from(("mailbox-address", "version-check")), maybe, maybe, maybe, maybe),
    lambda inner: st.builds(
        Outcome, st.just("version-check"), maybe, maybe, maybe, maybe, st.lists(inner, max_size=2).map(tuple)
    ),
    max_leaves=3,
)
replies = st.one_of(
    st.builds(Answer, languages, slugs, shares, matches, maybe),
    st.builds(Clarification, languages, slugs, shares, matches),
    st.builds(
        Clarification,
        languages,
        st.just(()),
        shares,
        products=slugs,
        calculated=st.lists(st.builds(Calculation, languages, outcomes, about=maybe), max_size=2).map(tuple),
    ),
    st.builds(Calculation, languages, outcomes, slugs, matches, maybe, st.lists(outcomes, max_size=2).map(tuple)),
    st.builds(HandOver, languages, maybe, shares, matches, st.booleans()),
)
values = st.lists(st.tuples(words, words), max_size=2).map(tuple)
bodies = st.one_of(st.builds(ReplyMessage, replies, maybe), st.builds(SystemNotice, words, languages, values))


@given(bodies)
def test_what_was_put_in_comes_out(body: OutgoingContent) -> None:
    assert from_json(to_json(body)) == body


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_everything_that_the_bot_says_waits_well(body: OutgoingContent) -> None:
    assert from_json(to_json(body)) == body


@pytest.mark.parametrize(
    "spoilt",
    [
        "",
        "{",
        "[]",
        "7",
        json.dumps({"type": "Answer", "language": "en", "articles": [], "confidence": 1}),
        json.dumps({"type": "Shout", "text": "x"}),
        json.dumps({"type": "Say"}),
        json.dumps({"type": "Notice", "text": "x", "language": "en", "colour": "red"}),
        "[" * 5000,
    ],
)
def test_what_another_version_wrote_or_time_has_spoilt_is_told(spoilt: str) -> None:
    with pytest.raises(UnreadableError):
        from_json(spoilt)


@pytest.mark.parametrize("stored", GOLDEN.read_text(encoding="utf-8").splitlines())
def test_what_waits_in_a_database_of_today_is_read_and_written_in_the_same_form(stored: str) -> None:
    assert to_json(from_json(stored)) == stored


def test_an_offer_that_an_earlier_version_kept_is_one_of_one_request() -> None:
    kept = '{"type":"RelayOffer","language":"nl","ticket":"t1","number":4,"assignee":"UBOB","text":"1"}'
    assert from_json(kept) == RelayOffer("nl", (WaitingRequest("t1", 4, "", "UBOB"),), "1")
