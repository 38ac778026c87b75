"""The app without a transport: payloads in, acks and the outbox out."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversation import Conversation, Memory
from bot.domain.outgoing import Destination, Outgoing, ReplyMessage, SystemNotice
from bot.domain.reply import Answer, HandOver
from bot.operations.logging_telemetry import LoggingTelemetry
from bot.operations.metrics import Metrics
from bot.slack.app import build_app
from bot.slack.ids import COMMANDS
from bot.slack.transport.dispatching import dispatcher
from bot.slack.transport.payload_shapes import Malformed, checked
from bot.storage.database import DatabaseStore, store_in_memory
from bot.storage.engines import new_engine, read_url
from tests.clocks import HandClock
from tests.moments import MOMENT
from tests.services.fakes import FakeAnswering
from tests.slack.fakes import FakeWorkspace, new_slack, render
from tests.slack.payloads import ALICE, BOT, CHANNEL, DIRECT, click, command, deletion, edit, mention, message

if TYPE_CHECKING:
    from pathlib import Path


def away_store() -> DatabaseStore:
    """Return a store that can keep nothing: it has no tables."""
    return DatabaseStore(new_engine(read_url("sqlite://")))


class Front:
    """The app with everything around it."""

    def __init__(self, store: DatabaseStore | None = None) -> None:
        self.store = store or store_in_memory()
        self.answering = FakeAnswering()
        self.clock = HandClock()
        self.wakes: list[None] = []
        self.metrics = Metrics()
        self.home = FakeWorkspace()
        telemetry = LoggingTelemetry(self.metrics)
        slack = new_slack(
            self.store, self.answering, self.clock, lambda: self.wakes.append(None), telemetry, self.home
        )
        self.dispatch = dispatcher(build_app(slack))

    def take(self, payload: dict[str, Any]) -> int:
        """Return the status that a payload is answered with."""
        return self.dispatch(payload, {}).status

    def ack(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return what a command's ack shows."""
        response = self.dispatch(payload, {})
        assert response.status == 200
        shown: dict[str, Any] = json.loads(response.body)
        assert shown["response_type"] == "ephemeral"
        return shown

    def outbox(self) -> list[Outgoing]:
        """All that is to be said, taken out."""
        later = self.clock.now() + timedelta(days=1)
        said: list[Outgoing] = []
        while leased := self.store.outbox.lease(later, "test", timedelta(seconds=1), most=100):
            for outgoing in leased:
                self.store.outbox.settle(outgoing.id, "test", MOMENT)
            said += leased
        return said

    def says(self) -> list[str]:
        """All that is to be said, as text."""
        return [text_of(outgoing) for outgoing in self.outbox()]


def text_of(outgoing: Outgoing) -> str:
    """Return what it says, where it is about no ticket."""
    assert isinstance(outgoing.body, ReplyMessage | SystemNotice)
    return render(outgoing.body).text


@pytest.fixture
def front() -> Front:
    return Front()


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


def test_in_an_organization_everything_is_its_own_whichever_workspace_a_payload_names(front: Front) -> None:
    """A channel that several of its workspaces share has one id, and a message there is one message."""
    front.home.team = front.home.enterprise = "E1"
    one, other, third = (
        mention("which version?") | {"authorizations": [{"enterprise_id": "E1", "team_id": team}]}
        for team in ("T1", "T2", None)
    )
    assert [front.take(one), front.take(other), front.take(third)] == [200, 200, 200]
    assert [outgoing.destination.team for outgoing in front.outbox()] == ["E1"]


def test_an_event_that_is_ignored_claims_no_key(front: Front) -> None:
    front.take(message("which version?", bot_id="B1"))
    assert front.outbox() == []
    front.take(message("which version?"))
    assert len(front.outbox()) == 1


def test_a_file_without_text_gets_a_hint(front: Front) -> None:
    front.take(message("", subtype="file_share", files=[{"id": "F1"}]))
    assert front.says() == ["en file-without-text"]


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


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("/econnect", "which version?", "en answer version-required"),
        ("/econnect", "welke versie heb ik nodig?", "nl answer version-required"),
        ("/econnect", "what is a payload &amp; a version?", "en answer version-required"),
        ("/econnect", "", "en answer help"),
        ("/econnect-address", "12345678", "en mailbox-address 12345678@facturen.econnect.eu"),
        ("/econnect-address", "mijn kvk is 12345678", "nl mailbox-address 12345678@facturen.econnect.eu"),
        ("/econnect-address", " ", "en mailbox-address no-number"),
        ("/econnect-version", "", "en version-check no-number"),
        ("/econnect-help", "", "en answer help"),
        ("/econnect-help", "NL", "nl answer help"),
        ("/econnect-of-old", "x", "en unknown-command /econnect-of-old"),
    ],
)
def test_a_command_is_answered_in_its_ack(front: Front, name: str, text: str, shown: str) -> None:
    assert front.ack(command(name, text))["text"] == shown
    assert front.outbox() == []


def test_a_did_you_mean_has_its_buttons_in_the_ack(front: Front) -> None:
    assert [block["type"] for block in front.ack(command("/econnect", "unclear"))["blocks"]] == ["section", "actions"]


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_answered_while_the_store_is_away(name: str) -> None:
    assert Front(away_store()).ack(command(name, "which version?"))["text"].startswith("en ")


@pytest.mark.parametrize("payload", [mention("hello"), message("hello"), click("article:help")])
def test_while_the_store_is_away_nothing_else_is_acked(payload: dict[str, Any]) -> None:
    assert Front(away_store()).take(payload) == 503


def test_a_button_is_answered_in_the_thread_where_it_stands(front: Front) -> None:
    assert front.take(click("article:prerequisites", thread_ts="1.1")) == 200
    (outgoing,) = front.outbox()
    assert outgoing.destination == Destination("T1", CHANNEL, "1.1", person=ALICE)
    assert text_of(outgoing) == "en answer prerequisites"


def test_a_button_in_a_direct_message_is_answered_there_in_the_language_of_the_talk(front: Front) -> None:
    front.take(message("onduidelijk"))
    front.clock.pass_time(hours=2)
    front.take(click("article:prerequisites", channel_id=DIRECT))
    assert front.outbox()[1].destination == Destination("T1", DIRECT, person=ALICE)
    front.take(click("article:help", channel_id=DIRECT, action_ts="6.6"))
    assert front.says() == ["nl answer help"]


def test_a_button_that_only_its_person_sees_is_answered_by_its_response_url(front: Front) -> None:
    front.ack(command("/econnect", "onduidelijk"))
    front.take(click("article:prerequisites", is_ephemeral=True))
    (outgoing,) = front.outbox()
    assert outgoing.destination == Destination(
        "T1", CHANNEL, reply_link="https://hooks.slack.com/actions/1", person=ALICE
    )
    assert text_of(outgoing) == "nl answer prerequisites"


def test_a_press_that_comes_twice_is_answered_once_and_a_second_press_again(front: Front) -> None:
    said = []
    for action_ts in ("5.5", "5.5", "6.6"):
        front.take(click("article:prerequisites", action_ts=action_ts))
        said.append(len(front.outbox()))
    assert said == [1, 0, 1]


def test_none_of_these_hands_over(front: Front) -> None:
    front.take(click("none-of-these"))
    (outgoing,) = front.outbox()
    assert outgoing.body == ReplyMessage(HandOver("en", gap=None, confidence=0.0, is_after_choice=True), trace_id="")


def test_a_form_of_another_version_gets_a_clear_word(front: Front) -> None:
    """Row 10."""
    view = {"id": "V1", "type": "modal", "callback_id": "of-old", "private_metadata": "", "state": {"values": {}}}
    payload = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": ALICE}, "view": view}
    for callback_id in ("of-old", "form:of-old"):
        response = front.dispatch(payload | {"view": view | {"callback_id": callback_id}}, {})
        shown = json.loads(response.body)
        # Above the form, where all that was typed stays.
        assert (response.status, shown["response_action"]) == (200, "push")
        assert "earlier version" in json.dumps(shown["view"])


def test_a_shortcut_of_another_version_gets_a_clear_word(front: Front) -> None:
    """Row 10."""
    shortcut = {
        "type": "message_action",
        "callback_id": "of-old",
        "action_ts": "5.5",
        "team": {"id": "T1"},
        "user": {"id": ALICE},
        "channel": {"id": CHANNEL},
        "message": {"ts": "1.1", "text": "x"},
        "trigger_id": "t",
        "response_url": "https://hooks.slack.com/app/1",
    }
    assert front.take(shortcut) == 200
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


@pytest.mark.parametrize("action", ["article:gone", "from-before-the-upgrade", "article:"])
def test_an_old_button_gets_a_clear_word(front: Front, action: str) -> None:
    assert front.take(click(action)) == 200
    assert front.outbox()[0].body == SystemNotice("old-button", "en")


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


def test_a_payload_that_cannot_be_read_is_acked_and_is_no_fault(
    front: Front, caplog: pytest.LogCaptureFixture
) -> None:
    assert front.take(mention("hello", user={"id": 1}, files=3)) == 200
    assert front.take(message("hello") | {"event": {"type": "message", "text": 1, "user": "U1"}}) == 200
    assert (front.outbox(), caplog.text) == ([], "")


shapes = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from([*mention("x"), *click("x"), "enterprise", "view", "event_context"])


@given(st.sampled_from([mention("x"), message("x"), click("x"), command("/econnect", "x")]), names, shapes)
def test_no_part_of_a_payload_whatever_its_shape_is_a_fault_of_ours(
    payload: dict[str, Any], name: str, shape: object
) -> None:
    try:
        whole = checked(payload | {name: shape})
    except Malformed:
        return
    assert Front().take(whole) in {200, 400, 403}


def test_a_payload_that_bolt_itself_cannot_read_is_a_bad_request(front: Front) -> None:
    assert front.take(mention("hello") | {"enterprise": 5}) == 400


def test_nothing_in_the_environment_changes_the_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("CLIENT_ID", "CLIENT_SECRET", "BOT_TOKEN", "SIGNING_SECRET", "SCOPES"):
        monkeypatch.setenv(f"SLACK_{name}", "from the environment")
    front = Front()
    assert front.take(mention("which version?")) == 200
    assert front.says() == ["en answer version-required"]
    assert list(tmp_path.iterdir()) == []


def test_memory_is_kept_with_the_time_of_the_last_word(front: Front) -> None:
    front.take(message("welke versie?"))
    with front.store.transaction() as transaction:
        kept = transaction.conversations.get(Conversation("direct", "T1", DIRECT), ALICE)
    assert kept == replace(Memory(language="nl"), updated_at=MOMENT)


def test_until_slack_has_told_which_workspace_is_ours_everything_is_left_to_slack_and_commands_get_a_word(
    front: Front,
) -> None:
    team, front.home.team = front.home.team, None
    asked = mention("which version?")
    assert [front.take(asked), front.take(click("article:help"))] == [503, 503]
    assert front.ack(command("/econnect-privacy", "erase"))["text"] == "en just-started"
    assert front.outbox() == []
    front.home.team = team
    assert front.take(asked) == 200
    assert front.says() == ["en answer version-required"]
