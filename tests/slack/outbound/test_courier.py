"""The courier and the delivery worker against the local Slack, with every fault it knows."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import Destination, Outgoing, OutgoingContent, SystemNotice, TeamReport
from bot.domain.ticket import Place
from bot.domain.ticket_bodies import TicketCard
from bot.domain.views import ReportView, TicketView
from bot.rendering.targets.block_kit import Rendered
from bot.services.app_context import SupportContext
from bot.services.delivering import DeliveryWorker, Policy
from bot.services.ports import Ambiguous, Delivery, NotKnown, NotSent, Refused, Sent, TenantBlocked, Timers
from bot.services.resolving import OutboxResolver
from bot.services.ticket_hooks import TicketDeliveryHooks
from bot.slack.ids import METHODS_CALLED
from bot.slack.outbound.courier import SlackCourier
from bot.slack.web_api import LONGEST_WAIT_SECONDS, SlackApi
from bot.storage.database import store_in_memory
from localslack import LocalSlack
from tests.clocks import CLOCK, HandClock
from tests.domain.test_hours import AMSTERDAM
from tests.moments import MOMENT
from tests.services.fakes import FakeAudience, FakeMembership, FakeMessageLinks
from tests.slack.fakes import render
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.domain.views import View

ROOT = Path(__file__).parents[3]


class Post:
    """A courier and a worker for one workspace, whose time stands still unless it is moved."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack
        self.clock = HandClock(CLOCK.now())
        self.store = store_in_memory()
        self.resolver = OutboxResolver(self.store, self.clock)
        self.courier = self.courier_for(SlackApi(slack.bot_token, slack.api_url))
        self.worker = DeliveryWorker(self.store.outbox, self.courier, self.clock, owner="w1")

    def courier_for(self, api: SlackApi, look: Callable[[View], Rendered] = render) -> SlackCourier:
        return SlackCourier(api, look, self.resolver)

    def letter(
        self, name: str = "m1", *, to: Destination | None = None, body: OutgoingContent | None = None
    ) -> Outgoing:
        general = Destination(self.slack.app.team_id, self.slack.channels["general"].id)
        return Outgoing(
            name, to or general, body or SystemNotice("thanks", "en", (("name", name),)), self.clock.now()
        )

    def send(self, outgoing: Outgoing) -> None:
        with self.store.transaction() as transaction:
            transaction.send(outgoing)

    def work(self) -> None:
        while self.worker.step():
            pass

    def texts(self, channel: str = "general") -> list[str]:
        return [message.text for message in self.slack.messages(self.slack.channels[channel]) if message.bot_id]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml", clock=CLOCK.seconds) as running:
        yield running


@pytest.fixture
def post(slack: LocalSlack) -> Post:
    return Post(slack)


@pytest.mark.parametrize(
    ("fault", "delivery"),
    [
        ("ok", Sent()),
        ("429:1", NotSent("ratelimited", 1.0)),
        ("429:30", NotSent("ratelimited", 30.0)),
        ("500", Ambiguous("status 500")),
        ("502", Ambiguous("status 502")),
        ("503", Ambiguous("status 503")),
        ("error:internal_error", Ambiguous("status 200")),
        ("error:fatal_error", Ambiguous("status 200")),
        ("error:ratelimited", NotSent("ratelimited", 30.0)),
        ("error:channel_not_found", Refused("channel_not_found")),
        ("error:is_archived", Refused("is_archived")),
        ("error:invalid_blocks", Sent()),
        ("error:missing_scope", Refused("missing_scope")),
        ("error:token_revoked", TenantBlocked("token_revoked")),
        ("error:account_inactive", TenantBlocked("account_inactive")),
    ],
)
def test_an_answer_of_slack_is_sorted(post: Post, fault: str, delivery: Delivery) -> None:
    post.slack.faults.for_calls("chat.postMessage", fault)
    assert post.courier.deliver(post.letter()) == delivery


@pytest.mark.parametrize("fault", ["html", "reset-before", "reset-after"])
def test_an_answer_that_breaks_off_or_is_none_is_ambiguous(post: Post, fault: str) -> None:
    post.slack.faults.for_calls("chat.postMessage", fault)
    assert isinstance(post.courier.deliver(post.letter()), Ambiguous)
    assert len(post.slack.calls("chat.postMessage")) == 1


def test_a_slack_that_hangs_is_ambiguous_after_the_time_out(post: Post) -> None:
    api = SlackApi(post.slack.bot_token, post.slack.api_url, timeout_seconds=0.05)
    post.slack.faults.for_calls("chat.postMessage", "timeout")
    assert post.courier_for(api).deliver(post.letter()) == Ambiguous("TimeoutError")


def test_where_no_connection_comes_about_it_was_surely_not_sent(post: Post) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nowhere = post.courier_for(SlackApi("xoxb", f"http://127.0.0.1:{port}/api/"))
    assert nowhere.deliver(post.letter()) == NotSent("ConnectionRefusedError")
    assert nowhere.deliver(replace(post.letter(), ambiguous=1)) == NotKnown("ConnectionRefusedError")


def test_a_name_that_cannot_be_found_was_surely_not_sent(post: Post) -> None:
    nowhere = post.courier_for(SlackApi("xoxb", "http://slack.invalid/api/"))
    assert nowhere.deliver(post.letter()) == NotSent("gaierror")


def test_a_wrong_token_blocks_the_team(post: Post) -> None:
    courier = post.courier_for(SlackApi("xoxb-wrong", post.slack.api_url))
    assert courier.deliver(post.letter()) == TenantBlocked("invalid_auth")


def test_blocks_that_slack_refuses_are_said_as_text(post: Post) -> None:
    api = SlackApi(post.slack.bot_token, post.slack.api_url)
    courier = post.courier_for(api, lambda _: Rendered("text", [{"type": "section"}]))
    assert courier.deliver(post.letter()) == Sent()
    assert post.texts() == ["text"]


def test_what_slack_shows_in_no_form_has_one_sentence_in_its_place(post: Post) -> None:
    post.slack.faults.for_calls("chat.postMessage", "error:msg_too_long")
    assert post.courier.deliver(post.letter()) == Sent()
    assert post.texts() == ["en not-shown"]


def test_what_slack_refuses_in_every_form_is_refused(post: Post) -> None:
    post.slack.faults.for_calls("chat.postMessage", "error:invalid_blocks", "error:msg_too_long")
    assert post.courier.deliver(post.letter()) == Refused("msg_too_long")


def test_a_channel_the_bot_is_not_in_is_refused(post: Post) -> None:
    random = Destination(post.slack.app.team_id, post.slack.channels["random"].id)
    assert isinstance(post.courier.deliver(post.letter(to=random)), Refused)


def test_a_message_in_a_thread_is_posted_in_it(post: Post) -> None:
    asked = post.slack.people["alice"].says(post.slack.channels["general"], "hello")
    post.courier.deliver(post.letter(to=Destination("T", asked.channel, asked.ts)))
    assert [message.text for message in post.slack.thread(asked)] == ["hello", "en thanks m1"]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/actions/1",
        "http://hooks.slack.com/actions/1",
        "https://hooks.slack.com.evil.example/actions/1",
        "https://hooks.slack.com@evil.example/",
        "https://user:word@hooks.slack.com/",
        "https://hooks.slack.com:8443/",
        "ftp://127.0.0.1/",
        "http://127.0.0.1:1/actions/1",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_response_url_that_is_not_slacks_is_never_called(post: Post, url: str) -> None:
    letter = post.letter(to=Destination("T", "C", reply_link=url))
    assert post.courier.deliver(letter) == Refused("response_url_is_not_slacks")


def test_with_the_real_slack_a_response_url_on_its_api_host_is_not_taken(post: Post) -> None:
    courier = post.courier_for(SlackApi("xoxb"))
    letter = Outgoing("m1", Destination("T", "C", reply_link="https://slack.com/x"), SystemNotice("x", "en"), MOMENT)
    assert courier.deliver(letter) == Refused("response_url_is_not_slacks")


def test_a_response_url_that_is_unknown_or_used_up_is_refused(post: Post) -> None:
    base = post.slack.api_url.removesuffix("/api/")
    letter = post.letter(to=Destination("T", "C", reply_link=f"{base}/actions/T/unknown"))
    assert isinstance(post.courier.deliver(letter), Refused)


def test_a_reset_after_slack_took_the_post_leaves_one_message(post: Post) -> None:
    post.slack.faults.for_calls("chat.postMessage", "reset-after")
    post.send(post.letter())
    post.work()
    post.clock.pass_time(seconds=1)
    post.work()
    assert post.texts() == ["en thanks m1"]
    assert post.store.outbox.waiting() == 0


def test_a_reset_after_slack_took_the_post_leaves_one_message_in_a_thread_and_in_a_direct_message(post: Post) -> None:
    alice = post.slack.people["alice"]
    in_thread = alice.says(post.slack.channels["general"], "hello")
    in_dm = alice.writes_dm("hello")
    post.slack.faults.for_calls("chat.postMessage", "reset-after", "reset-after")
    post.send(post.letter("m1", to=Destination("T", in_thread.channel, in_thread.ts)))
    post.send(post.letter("m2", to=Destination("T", in_dm.channel)))
    post.work()
    post.clock.pass_time(seconds=1)
    post.work()
    assert [message.text for message in post.slack.thread(in_thread)] == ["hello", "en thanks m1"]
    assert [message.text for message in alice.sees(alice.dm)] == ["hello", "en thanks m2"]
    called = {call.method for call in post.slack.calls()}
    assert called <= METHODS_CALLED.keys()


@pytest.mark.parametrize("fault", ["reset-before", "500", "html", "429:1"])
def test_a_post_that_slack_did_not_take_is_sent_again_once(post: Post, fault: str) -> None:
    post.slack.faults.for_calls("chat.postMessage", fault)
    post.send(post.letter())
    for _ in range(3):
        post.work()
        post.clock.pass_time(seconds=1)
    assert post.texts() == ["en thanks m1"]
    assert post.store.outbox.waiting() == 0


@pytest.mark.parametrize("look", ["500", "html", "429:3", "reset-before", "error:missing_scope"])
def test_where_looking_fails_too_the_message_is_looked_for_again_and_stands_once(post: Post, look: str) -> None:
    post.slack.faults.for_calls("chat.postMessage", "reset-after")
    post.slack.faults.for_calls("conversations.history", look, look)
    post.send(post.letter())
    for _ in range(12):
        post.work()
        post.clock.pass_time(seconds=1)
    assert post.texts() == ["en thanks m1"]
    assert len(post.slack.calls("chat.postMessage")) == 1
    assert post.store.outbox.waiting() == 0


def test_messages_of_a_team_whose_token_was_revoked_wait_and_come_when_it_works(post: Post) -> None:
    post.slack.faults.for_calls("chat.postMessage", "error:token_revoked", "error:token_revoked")
    post.send(post.letter())
    for _ in range(2):
        post.work()
        assert post.texts() == []
        post.clock.pass_time(seconds=60)
    post.work()
    assert post.texts() == ["en thanks m1"]


def test_while_one_channel_rests_the_others_go_on(post: Post) -> None:
    post.slack.faults.for_calls("chat.postMessage", "429:30")
    alice = post.slack.people["alice"]
    post.send(post.letter("m1"))
    post.send(post.letter("m2", to=Destination(post.slack.app.team_id, alice.dm.id)))
    post.work()
    assert post.texts() == []
    assert [message.text for message in alice.sees(alice.dm)] == ["en thanks m2"]
    post.clock.pass_time(seconds=30)
    post.work()
    assert post.texts() == ["en thanks m1"]


def test_nothing_of_what_is_said_stands_in_the_log(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    post.slack.faults.for_calls("chat.postMessage", "html", "500", "reset-before", "error:no_text")
    post.send(post.letter(body=SystemNotice("canary", "en")))
    for _ in range(5):
        post.work()
        post.clock.pass_time(seconds=timedelta(minutes=1).total_seconds())
    assert "m1" in caplog.text
    assert "canary" not in caplog.text
    assert post.slack.bot_token not in caplog.text


def test_what_cannot_be_rendered_any_more_is_told_with_a_reference(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    gone = "an article that has gone"

    def broken(view: View) -> Rendered:
        if isinstance(view, SystemNotice) and view.text == "went-wrong":
            return Rendered(f"went wrong {dict(view.values)['reference']}")
        raise KeyError(gone)

    courier = post.courier_for(SlackApi(post.slack.bot_token, post.slack.api_url), broken)

    assert courier.deliver(post.letter()) == Sent()
    (said,) = post.texts()
    assert said.split()[-1] in caplog.text
    assert "has gone" not in caplog.text


def test_slack_is_not_waited_for_longer_than_an_hour(post: Post) -> None:
    post.slack.faults.for_calls("chat.postMessage", "429:99999999999")

    assert post.courier.deliver(post.letter()) == NotSent("ratelimited", LONGEST_WAIT_SECONDS)


def with_team(post: Post, look: Callable[[View], Rendered]) -> DeliveryWorker:
    """Return a worker for a bot with a support team, which gives up after two tries."""
    support = SupportContext(
        SupportDeskConfig("C0TRIAGE", AMSTERDAM), FakeMembership({"UBOB"}), FakeAudience(), FakeMessageLinks()
    )
    resolver = OutboxResolver(post.store, post.clock, support)
    courier = SlackCourier(SlackApi(post.slack.bot_token, post.slack.api_url), look, resolver)
    policy, hooks = Policy(attempts=2), TicketDeliveryHooks(support.desk, post.store.card_state)
    return DeliveryWorker(post.store.outbox, courier, post.clock, owner="w1", policy=policy, hooks=hooks)


def test_a_card_that_cannot_be_rendered_is_given_up_and_its_requester_told(post: Post) -> None:
    def broken(view: View) -> Rendered:
        assert isinstance(view, TicketView)
        if isinstance(view.content, TicketCard):
            raise KeyError(view.ticket.id)
        return Rendered(f"{type(view.content).__name__} {getattr(view.content, 'kind', '')}")

    general = Place(post.slack.channels["general"].id)
    with post.store.transaction() as transaction:
        transaction.tickets.open(replace(fresh(team=post.slack.app.team_id), home=general), Timers())
    post.send(post.letter("card:1", body=TicketCard("t1", 1)))
    worker = with_team(post, broken)
    for _ in range(4):
        worker.step()
        post.clock.pass_time(seconds=60)

    assert post.texts() == ["TicketStatus ", "TicketNews unreachable"]
    assert [entry.id for entry in post.store.outbox.entries(9) if entry.is_dead] == ["card:1"]


def test_a_report_that_cannot_be_made_is_told_with_a_reference(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    def broken(view: View) -> Rendered:
        if isinstance(view, ReportView):
            raise KeyError(view.language)
        assert isinstance(view, SystemNotice)
        return Rendered(f"{view.text} {view.language}")

    post.send(post.letter(body=TeamReport("nl", 7)))
    with_team(post, broken).step()

    assert post.texts() == ["went-wrong nl"]
    assert "cannot be shown: KeyError" in caplog.text


def test_a_report_that_was_ordered_before_the_team_went_is_told_so(post: Post) -> None:
    assert post.courier.deliver(post.letter(body=TeamReport("nl", 7))) == Sent()
    assert post.texts() == ["nl no-team"]


def test_an_answer_that_does_not_say_where_leaves_open_whether_it_was_posted(post: Post) -> None:
    post.slack.faults.for_calls("chat.postMessage", "empty")
    assert post.courier.deliver(post.letter()) == Ambiguous("no channel in the answer")
