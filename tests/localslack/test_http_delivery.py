import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier

from localslack import Channel, LocalSlack, Member
from tests.localslack.app import AppRequest, AppResponse, TinyApp, running_app
from tests.localslack.conftest import MANIFEST, Clock

Manifest = Callable[[Callable[[dict[str, Any]], None]], Path]


def test_a_mention_comes_twice_with_one_ts_and_two_event_ids(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    said = alice.says(general, "@econnect which version?")
    slack.settle()
    (mention,), (message,) = app.events("app_mention"), app.events("message")
    assert mention["text"] == message["text"] == f"{slack.bot_mention} which version?"
    assert mention["ts"] == message["ts"] == said.ts
    assert "channel_type" not in mention
    assert message["channel_type"] == "channel"
    assert len({request.payload["event_id"] for request in app.requests}) == 2


def test_every_delivery_is_signed_over_its_raw_body(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel, clock: Clock
) -> None:
    alice.says(general, "@econnect hë?")
    alice.types("/econnect hë?", general)
    slack.settle()
    verifier = SignatureVerifier(slack.signing_secret, _SdkClock(clock))
    assert len(app.requests) == 3
    assert all(verifier.is_valid_request(request.body, request.headers) for request in app.requests)


def test_an_event_is_tried_four_times_with_one_event_id(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(500)
    alice.writes_dm("hello")
    slack.settle()
    assert len({request.payload["event_id"] for request in app.requests}) == 1
    assert [request.headers.get("x-slack-retry-num") for request in app.requests] == [None, "1", "2", "3"]
    assert [request.headers.get("x-slack-retry-reason") for request in app.requests] == [None, *["http_error"] * 3]


def test_an_app_may_forbid_retries(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(500, headers={"X-Slack-No-Retry": "1"})
    alice.writes_dm("hello")
    slack.settle()
    assert len(app.requests) == 1


def test_an_event_that_is_taken_at_second_try_is_not_sent_again(
    slack: LocalSlack, app: TinyApp, alice: Member
) -> None:
    app.answer = lambda request: AppResponse(200 if "x-slack-retry-num" in request.headers else 503)
    alice.writes_dm("hello")
    slack.settle()
    assert [record.outcome for record in slack.deliveries("message")] == ["http_error", "ok"]


def test_slack_gives_up_on_a_slow_app() -> None:
    with LocalSlack(MANIFEST, ack_seconds=0.05, retry_delays=()) as slack, running_app() as app:
        slack.deliver_to(app.url)
        app.answer = _hold(app.release)
        slack.people["alice"].writes_dm("hello")
        slack.settle()
        visible = slack.people["alice"].types("/econnect hello")
        assert [record.outcome for record in slack.deliveries()] == ["http_timeout", "http_timeout"]
        assert visible
        assert visible.text == '/econnect failed with the error "operation_timeout"'


@pytest.mark.parametrize(
    ("event", "scope", "kind"),
    [("app_mention", "app_mentions:read", "app_mention"), ("message.channels", "channels:history", "message")],
)
def test_an_event_needs_its_subscription_and_its_scope(
    with_manifest: Manifest, event: str, scope: str, kind: str
) -> None:
    for change in (
        lambda document: document["settings"]["event_subscriptions"]["bot_events"].remove(event),
        lambda document: document["oauth_config"]["scopes"]["bot"].remove(scope),
    ):
        with LocalSlack(with_manifest(change)) as slack, running_app() as app:
            slack.deliver_to(app.url)
            slack.people["alice"].says(slack.channels["general"], "@econnect hello")
            slack.settle()
            assert not app.events(kind)
            assert len(app.requests) == 1


def test_where_the_bot_is_no_member_nothing_is_delivered(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    alice.says(slack.channels["random"], "@econnect hello")
    slack.settle()
    assert not app.requests


def test_an_invited_bot_is_told(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    random = alice.invites_bot(slack.channels["random"])
    alice.says(random, "@econnect hello")
    slack.settle()
    assert len(app.events("app_mention")) == 1


def test_nobody_writes_where_they_are_no_member(slack: LocalSlack) -> None:
    with pytest.raises(LookupError, match="mallory is not in support-triage"):
        slack.people["mallory"].says(slack.channels["support-triage"], "let me in")


def test_a_command_needs_its_scope(with_manifest: Manifest) -> None:
    path = with_manifest(lambda document: document["oauth_config"]["scopes"]["bot"].remove("commands"))
    with LocalSlack(path) as slack:
        visible = slack.people["alice"].types("/econnect hello")
        assert visible
        assert visible.text == "/econnect is not a valid command."
        with pytest.raises(LookupError, match="No global shortcut"):
            slack.people["alice"].uses_shortcut("ask_anything")


def test_an_app_that_hangs_up_is_tried_again_with_the_reason(slack: LocalSlack, alice: Member) -> None:
    with running_app() as gone:
        slack.deliver_to(gone.url)
    alice.writes_dm("hello")
    slack.settle()
    assert [record.outcome for record in slack.deliveries("message")] == ["connection_failed"] * 4


def test_a_mention_in_a_dm_is_a_message_only(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    alice.writes_dm("@econnect hello")
    slack.settle()
    assert [record.name for record in slack.deliveries()] == ["message"]
    assert app.events("message")[0]["channel_type"] == "im"


def test_an_edit_and_a_deletion_are_told_with_what_was_there_before(
    slack: LocalSlack, app: TinyApp, alice: Member
) -> None:
    said = alice.writes_dm("frist")
    alice.edits(said, "first")
    alice.deletes(said)
    slack.settle()
    events = {event.get("subtype", "new"): event for event in app.events("message")}
    assert events["message_changed"]["message"]["text"] == "first"
    assert events["message_changed"]["previous_message"]["text"] == "frist"
    assert events["message_changed"]["message"]["ts"] == said.ts
    assert events["message_deleted"]["deleted_ts"] == said.ts
    assert slack.message(said) is None


def test_a_file_without_text_and_a_reaction_are_told(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    upload = alice.uploads(alice.dm, "screenshot.png")
    alice.reacts(upload, "eyes")
    slack.settle()
    (message,), (reaction,) = app.events("message"), app.events("reaction_added")
    assert (message["subtype"], message["text"], message["files"][0]["name"]) == ("file_share", "", "screenshot.png")
    assert (reaction["reaction"], reaction["item"]["ts"]) == ("eyes", upload.ts)


def test_a_command_is_a_form_and_its_ack_is_shown_to_its_author_only(
    slack: LocalSlack, app: TinyApp, alice: Member, general: Channel
) -> None:
    app.answer = lambda _request: AppResponse(body='{"text": "12345678@facturen.econnect.eu"}')
    visible = alice.types("/econnect 12345678 & <b>", general)
    form = app.requests[0].payload
    assert (form["command"], form["text"]) == ("/econnect", "12345678 &amp; &lt;b&gt;")
    assert visible in alice.sees(general)
    assert visible not in slack.people["bob"].sees(general)


def test_an_empty_ack_shows_nothing(app: TinyApp, alice: Member, general: Channel) -> None:
    assert alice.types("/econnect hello", general) is None
    assert len(app.requests) == 1


@pytest.mark.parametrize("body", ["{", "[]", '{"text": ""}'])
def test_an_ack_that_says_nothing_shows_nothing_wrong(app: TinyApp, alice: Member, body: str) -> None:
    app.answer = lambda _request: AppResponse(body=body)
    visible = alice.types("/econnect hello")
    assert visible is None or visible.text == body


def test_a_plain_text_ack_is_shown(app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(body="As you say", content_type="text/plain")
    visible = alice.types("/econnect hello")
    assert visible
    assert visible.text == "As you say"


def test_an_ack_for_all_is_seen_by_all(slack: LocalSlack, app: TinyApp, alice: Member, general: Channel) -> None:
    app.answer = lambda _request: AppResponse(body='{"text": "To all", "response_type": "in_channel"}')
    assert alice.types("/econnect hello", general) in slack.people["bob"].sees(general)


def test_a_failing_command_is_told_and_not_retried(app: TinyApp, alice: Member) -> None:
    app.answer = lambda _request: AppResponse(500)
    visible = alice.types("/econnect hello")
    assert visible
    assert visible.text == '/econnect failed with the error "dispatch_failed"'
    assert len(app.requests) == 1


def test_an_undeclared_command_never_leaves_slack(app: TinyApp, alice: Member) -> None:
    visible = alice.types("/unknown hello")
    assert visible
    assert visible.text == "/unknown is not a valid command."
    assert not app.requests


def test_a_command_with_should_escape_carries_marks(slack: LocalSlack, app: TinyApp, alice: Member) -> None:
    alice.types("/escaped @Bob in #general")
    bob, general = slack.people["bob"].id, slack.channels["general"].id
    assert app.requests[0].payload["text"] == f"<@{bob}|bob> in <#{general}|general>"


def test_without_an_app_a_command_fails(alice: Member) -> None:
    visible = alice.types("/econnect hello")
    assert visible
    assert "dispatch_failed" in visible.text


def test_the_request_url_is_verified_and_the_certificate_checked_unsigned(slack: LocalSlack, app: TinyApp) -> None:
    way = slack.deliver_to(app.url)
    app.answer = lambda request: AppResponse(
        body=str(request.payload.get("challenge", "")), content_type="text/plain"
    )
    assert way.verify_url("token", "a challenge")
    assert way.check_ssl("token")
    assert "x-slack-signature" not in app.requests[-1].headers


@pytest.mark.parametrize(("fault", "times"), [("dropped", 0), ("doubled", 2), ("delayed:0.01", 1)])
def test_deliveries_are_dropped_doubled_and_delayed_on_demand(
    slack: LocalSlack, app: TinyApp, alice: Member, fault: str, times: int
) -> None:
    slack.faults.for_deliveries("message", fault)
    slack.faults.for_deliveries("/econnect", fault)
    alice.writes_dm("hello")
    alice.types("/econnect hello")
    slack.settle()
    assert [record.outcome for record in slack.deliveries()].count("ok") == 2 * times
    assert len(app.requests) == 2 * times


def _hold(release: threading.Event) -> Callable[[AppRequest], AppResponse]:
    def answer(_request: AppRequest) -> AppResponse:
        release.wait()
        return AppResponse()

    return answer


class _SdkClock(SdkClock):
    """slack_sdk's clock, showing the test's time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock()
