"""Events, from their payload to their ack and the outbox."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.domain.conversation import Conversation
from bot.domain.outgoing import Destination, ReplyMessage
from bot.domain.reply import Answer
from bot.storage.database import store_in_memory
from tests.moments import MOMENT
from tests.slack.front import Front
from tests.slack.payloads import ALICE, BOT, CHANNEL, DIRECT, deletion, edit, mention, message


def test_a_mention_is_acked_and_its_answer_is_in_the_outbox(front: Front) -> None:
    assert front.take(mention(f"<@{BOT}> which version?")) == 200
    (outgoing,) = front.outbox()
    assert outgoing.destination == Destination("T1", CHANNEL, "1.1", person=ALICE)
    assert outgoing.due_at == MOMENT
    assert isinstance(outgoing.body, ReplyMessage)
    assert isinstance(outgoing.body.reply, Answer)
    assert front.wakes


def test_one_event_is_answered_once_however_often_and_at_once_it_comes(front: Front) -> None:
    event = mention(f"<@{BOT}> which version?", event_id="Ev1")
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: front.take(event), range(32)))
    assert set(statuses) == {200}
    assert len(front.outbox()) == 1
    assert len(front.answering.asked) == 1


@pytest.mark.parametrize("order", [1, -1])
def test_a_mention_and_its_twin_are_answered_once_in_whichever_order(front: Front, order: int) -> None:
    text = f"<@{BOT}> which version?"
    for event in [mention(text), message(text, channel=CHANNEL)][::order]:
        assert front.take(event) == 200
    assert len(front.outbox()) == 1


def test_an_event_that_is_ignored_claims_no_key(front: Front) -> None:
    front.take(message("which version?", bot_id="B1"))
    assert front.outbox() == []
    front.take(message("which version?"))
    assert len(front.outbox()) == 1


def test_a_file_without_text_gets_a_hint(front: Front) -> None:
    front.take(message("", subtype="file_share", files=[{"id": "F1"}]))
    assert front.says() == ["en file alone"]


def test_an_edited_question_is_answered_anew_with_the_question_above(front: Front) -> None:
    front.take(message("which licence?"))
    front.take(edit("which licence?", "which version?"))
    assert front.says() == ["en hand over", "en answer version-required to 'which version?'"]


@pytest.mark.parametrize("before", [None, {"user": ALICE, "text": "which version?", "ts": "1.1"}])
def test_an_edit_that_adds_nothing_but_the_mention_is_answered(front: Front, before: dict[str, str] | None) -> None:
    new = edit("which version?", f"<@{BOT}> which version?", edited_ts=f"{MOMENT.timestamp():.6f}")
    new["event"] |= {"channel": CHANNEL, "channel_type": "channel", "previous_message": before}
    front.take(message("which version?", channel=CHANNEL))
    front.take(new)
    assert front.says() == ["en answer version-required to 'which version?'"]


def test_a_question_that_arrives_after_its_deletion_is_not_answered(front: Front) -> None:
    assert front.take(deletion()) == 200
    assert front.take(message("which version?")) == 200
    assert front.outbox() == []


def test_a_full_outbox_leaves_the_event_unacked_and_slacks_retry_is_answered() -> None:
    front = Front(store_in_memory(most_waiting=1))
    front.take(message("which version?", ts="1.1"))
    late = message("welke versie?", ts="2.2")
    assert front.take(late) == 503
    assert front.says() == ["en answer version-required"]
    assert front.take(late) == 200
    assert front.says() == ["nl answer version-required"]


def test_memory_is_kept_with_the_time_of_the_last_word(front: Front) -> None:
    front.take(message("welke versie?"))
    with front.store.transaction() as transaction:
        kept = transaction.conversations.get(Conversation("direct", "T1", DIRECT), ALICE)
    assert (kept.language, kept.updated_at, kept.asker) == ("nl", MOMENT, ALICE)
