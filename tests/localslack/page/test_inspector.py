"""What the Inspector shows of a running local Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localslack.page.extension import NoExtension
from localslack.page.inspector import Inspector, JournalPosition
from tests.localslack.page.window import as_bot

if TYPE_CHECKING:
    from localslack import Channel, LocalSlack
    from tests.localslack.app import TinyApp


def test_deliveries_and_calls_come_in_the_order_of_time(slack: LocalSlack, app: TinyApp) -> None:
    inspector = Inspector(slack, NoExtension())
    slack.people["alice"].writes_dm("hello")
    slack.settle()
    as_bot(slack, "auth.test")
    delivery, call = inspector.entries(JournalPosition(), inspector.position())

    assert (delivery["kind"], delivery["name"], delivery["outcome"]) == ("event", "message", "ok")
    assert delivery["ack_ms"] > 0
    assert (call["kind"], call["name"], call["payload"]["answer"]["user"]) == ("call", "auth.test", "econnect")
    assert len(app.requests) == 1


def test_what_a_window_has_got_does_not_come_again(slack: LocalSlack, general: Channel) -> None:
    inspector = Inspector(slack, NoExtension())
    as_bot(slack, "auth.test")
    since = inspector.position()
    as_bot(slack, "chat.postMessage", channel=general.id, text="hello")

    assert [entry["name"] for entry in inspector.entries(since, inspector.position()) if entry["kind"] == "call"] == [
        "chat.postMessage"
    ]


def test_a_retry_is_named(slack: LocalSlack) -> None:
    inspector = Inspector(slack, NoExtension())
    slack.people["alice"].writes_dm("hello")
    slack.settle()
    names = sorted(entry["name"] for entry in inspector.entries(JournalPosition(), inspector.position()))

    assert names == ["message", "message (retry 1)", "message (retry 2)", "message (retry 3)"]
