"""What nobody handled, or whose handling failed."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.outgoing import Destination, SystemNotice
from bot.storage.database import store_in_memory
from tests.slack.front import Front, away_store
from tests.slack.payloads import ALICE, BOT, CHANNEL, click, command, mention, message_shortcut


def test_a_shortcut_of_another_version_gets_a_clear_word(front: Front) -> None:
    """Row 10."""
    assert front.take(message_shortcut(callback_id="of-old")) == 200
    assert [outgoing.body for outgoing in front.outbox()] == [SystemNotice("old-button", "en")]


IN_THREAD = {"ts": "4.4", "thread_ts": "1.0", "text": "x"}


@pytest.mark.parametrize(
    "payload",
    [
        click("article:help", thread_ts="1.0"),
        click("article:help") | {"message": IN_THREAD},
        click("article:help", thread_ts="1.0", is_ephemeral=True),
        click("article:help") | {"type": "message_action", "callback_id": "of-old", "message": IN_THREAD},
        click("article:help") | {"type": "interactive_message", "message_ts": "4.4", "original_message": IN_THREAD},
    ],
)
def test_what_is_told_of_a_fault_or_an_old_button_stands_in_the_thread_where_it_was_pressed(
    front: Front, payload: dict[str, Any]
) -> None:
    """Row 6."""
    front.answering.article = lambda *_: 1 / 0  # type: ignore[method-assign, assignment]  # fails
    assert front.take(payload) == 200
    assert [(each.destination.channel, each.destination.thread) for each in front.outbox()] == [(CHANNEL, "1.0")]


def test_an_old_button_in_a_view_gets_a_clear_word_directly(front: Front) -> None:
    assert front.take(click("anything") | {"container": {"type": "view", "view_id": "V1"}}) == 200
    (outgoing,) = front.outbox()
    assert outgoing.destination == Destination("T1", ALICE, person=ALICE)
    assert outgoing.body == SystemNotice("old-button", "en")


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": ALICE}, "view": {"type": "modal"}},
        {"type": "view_closed", "team": {"id": "T1"}, "user": {"id": ALICE}, "view": {"type": "modal"}},
        {"type": "block_suggestion", "team": {"id": "T1"}, "user": {"id": ALICE}, "action_id": "old"},
        {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1},
        mention("hello") | {"event": {"type": "reaction_added", "user": ALICE}},
    ],
)
def test_what_nobody_listens_to_is_acked(front: Front, payload: dict[str, Any]) -> None:
    assert front.take(payload) == 200
    assert front.outbox() == []


def test_a_shortcut_that_nobody_knows_is_told_once(front: Front) -> None:
    shortcut = {"type": "shortcut", "team": {"id": "T1"}, "user": {"id": ALICE}, "callback_id": "old"}
    assert [front.take(shortcut), front.take(shortcut)] == [200, 200]
    assert [outgoing.body for outgoing in front.outbox()] == [SystemNotice("old-button", "en")]


def test_what_fails_is_counted_by_what_failed(front: Front) -> None:
    front.take(command("/econnect-address", "explode"))
    assert 'econnect_failures_total{what="fault"} 1.0' in front.metrics.text()
    away = Front(away_store())
    away.take(mention(f"<@{BOT}> which version?"))
    assert 'econnect_failures_total{what="store"} 1.0' in away.metrics.text()


def test_a_failing_command_is_told_with_a_reference_that_is_in_the_log_without_what_was_typed(
    front: Front, caplog: pytest.LogCaptureFixture
) -> None:
    assert front.ack(command("/econnect", "explode please"))["text"] == "en went-wrong ref-1"
    assert caplog.text.count("Reference ref-1: ZeroDivisionError") == 1
    assert "reply_to" in caplog.text
    assert "please" not in caplog.text


def test_a_failing_event_is_acked_and_told_once_in_its_place(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    assert front.take(mention("explode please")) == 200
    (outgoing,) = front.outbox()
    assert front.take(mention("explode please")) == 200
    assert front.outbox() == []
    assert outgoing.destination == Destination("T1", CHANNEL, "1.1", person=ALICE)
    assert outgoing.body == SystemNotice("went-wrong", "en", (("reference", "ref-1"),))
    assert "please" not in caplog.text


def test_a_failing_button_is_told_by_its_response_url(front: Front) -> None:
    front.answering.article = lambda *_: 1 / 0  # type: ignore[method-assign, assignment]  # fails
    assert front.take(click("article:help")) == 200
    (outgoing,) = front.outbox()
    assert outgoing.destination.reply_link == "https://hooks.slack.com/actions/1"


def test_a_fault_that_cannot_be_kept_leaves_the_event_unacked() -> None:
    front = Front(store_in_memory(most_waiting=0))
    assert front.take(mention("explode please")) == 503
