from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from threading import Barrier, Event
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.services.delivering import DeliveryWorker, Policy
from bot.services.patience import seconds_left
from bot.services.ports import Ambiguous, Delivery, Kept, NotKnown, NotSent, Refused, Sent, TenantBlocked
from tests.clocks import HandClock
from tests.moments import MOMENT
from tests.services.in_memory import InMemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.services.ports import Outbox

SECOND = timedelta(seconds=1)
DATABASE_PATIENCE = 2 * SECOND


@dataclass
class ScriptedCourier:
    """Answers each delivery with the next of `script`, then with Sent; remembers what was tried."""

    script: list[Delivery] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    ambiguous: list[int] = field(default_factory=list)
    on_delivery: Callable[[], None] = lambda: None

    def deliver(self, outgoing: Outgoing) -> Delivery:
        self.left.append(seconds_left(inf))
        self.tried.append(outgoing.id)
        self.ambiguous.append(outgoing.ambiguous)
        self.on_delivery()
        return self.script.pop(0) if self.script else Sent()


class Post:
    """A worker with everything around it."""

    def __init__(self, *script: Delivery, policy: Policy | None = None) -> None:
        self.clock = HandClock()
        self.courier = ScriptedCourier(list(script))
        self.store = InMemoryStore()
        self.worker = DeliveryWorker(
            self.store.outbox, self.courier, self.clock, owner="w1", policy=policy or Policy()
        )

    def send(
        self,
        name: str,
        channel: str = "C1",
        team: str = "T1",
        person: str | None = None,
        thread: str | None = None,
    ) -> None:
        place = Destination(team, channel, thread, person=person)
        with self.store.transaction() as transaction:
            transaction.send(Outgoing(name, place, SystemNotice("thanks", "en"), self.clock.now()))

    def work(self) -> list[str]:
        """Step until nothing is due; what was tried meanwhile."""
        before = len(self.courier.tried)
        while self.worker.step():
            pass
        return self.courier.tried[before:]

    def tried_after(self, seconds: float) -> list[str]:
        self.clock.pass_time(seconds=seconds)
        return self.work()


def test_a_message_is_delivered_once_and_settled() -> None:
    post = Post()
    post.send("m1")
    assert post.work() == ["m1"]
    assert post.store.outbox.waiting() == 0
    assert post.tried_after(3600) == []


def test_nothing_due_is_no_work() -> None:
    assert not Post().worker.step()


def test_a_channel_gets_one_message_a_second_and_others_are_not_kept_waiting() -> None:
    post = Post()
    for name, channel in (("m1", "C1"), ("m2", "C1"), ("m3", "C2")):
        post.send(name, channel)
    assert post.work() == ["m1", "m3"]
    assert post.tried_after(0.9) == []
    assert post.tried_after(0.1) == ["m2"]


@pytest.mark.parametrize("failure", [NotSent("refused"), Ambiguous("reset")])
def test_a_passing_failure_is_tried_again_with_doubled_waits_up_to_a_minute(failure: Delivery) -> None:
    post = Post(*[failure] * 9)
    post.send("m1")
    post.work()
    for wait in (1, 2, 4, 8, 16, 32, 60, 60, 60):
        assert post.tried_after(wait - 0.001) == []
        assert post.tried_after(0.001) == ["m1"]
    assert post.store.outbox.waiting() == 0


@given(st.integers(min_value=1, max_value=10_000))
def test_a_wait_is_never_shorter_than_a_second_nor_longer_than_a_minute(attempts: int) -> None:
    assert SECOND <= Policy().wait_after(attempts) <= 60 * SECOND


def test_after_the_last_attempt_a_message_is_dead_and_told(caplog: pytest.LogCaptureFixture) -> None:
    post = Post(*[Ambiguous("500")] * 3, policy=Policy(attempts=3))
    post.send("m1")
    for _ in range(5):
        post.tried_after(60)
    assert post.courier.tried == ["m1"] * 3
    assert [entry.reason for entry in post.store.outbox.entries(10)] == ["500, 3 times"]
    assert "m1 is given up" in caplog.text


def test_a_last_attempt_that_may_have_arrived_is_looked_for_when_the_message_is_requeued() -> None:
    post = Post(NotSent("refused"), Ambiguous("reset"), policy=Policy(attempts=2))
    post.send("m1")
    for _ in range(3):
        post.tried_after(60)
    post.store.outbox.requeue("m1", post.clock.now())
    (again,) = post.store.outbox.lease(post.clock.now(), "w2", SECOND)
    assert again.ambiguous == 1


def test_a_refused_message_is_dead_at_once_with_its_reason() -> None:
    post = Post(Refused("channel_not_found"))
    post.send("m1")
    assert post.tried_after(0) == ["m1"]
    assert post.tried_after(3600) == []
    assert [(entry.id, entry.reason) for entry in post.store.outbox.entries(10)] == [("m1", "channel_not_found")]


@pytest.mark.parametrize(
    ("outcome", "ambiguous"),
    [
        (Ambiguous("reset"), 1),
        (NotSent("ConnectionRefused"), 0),
        (NotSent("ratelimited", 1), 0),
        (TenantBlocked("token_revoked"), 0),
        (NotKnown("status 500"), 0),
        (NotKnown("ratelimited", 1), 0),
    ],
)
def test_the_courier_is_told_how_many_tries_may_have_arrived(outcome: Delivery, ambiguous: int) -> None:
    post = Post(Ambiguous("timeout"), outcome)
    post.send("m1")
    for _ in range(3):
        post.tried_after(60)
    assert post.courier.ambiguous == [0, 1, 1 + ambiguous]


def test_a_try_that_surely_did_not_arrive_needs_no_look() -> None:
    post = Post(*[NotSent("ConnectionRefused")] * 3)
    post.send("m1")
    for _ in range(4):
        post.tried_after(60)
    assert post.courier.ambiguous == [0] * 4


def test_what_can_never_be_looked_for_is_given_up() -> None:
    post = Post(Ambiguous("503"), *[NotKnown("missing_scope")] * 9, policy=Policy(attempts=4))
    post.send("m1")
    for _ in range(9):
        post.tried_after(60)
    (dead,) = post.store.outbox.entries(9)
    assert dead.reason == "whether it is there is not known: missing_scope, 4 times"


def test_where_slack_wants_patience_with_looking_the_message_waits_and_its_channel_does_not() -> None:
    post = Post(Ambiguous("503"), *[NotKnown("ratelimited", 30)] * 20, policy=Policy(attempts=2))
    post.send("m1", thread="1.1")
    post.work()
    assert post.tried_after(1) == ["m1"]
    post.courier.script, waiting = [], post.courier.script
    for name, thread in (("behind", "1.1"), ("beside", "2.2")):
        post.send(name, thread=thread)
    assert post.tried_after(1) == ["beside"]
    post.courier.script = waiting
    assert [post.tried_after(30) for _ in range(19)] == [["m1"]] * 19
    assert [post.tried_after(seconds) for seconds in (30, 1)] == [["m1"], ["behind"]]


def test_what_has_no_place_waits_for_one_however_long_and_keeps_nobody_back() -> None:
    post = Post(*[Kept("no card")] * 20, policy=Policy(attempts=2))
    post.send("m1", thread="1.1")
    assert post.tried_after(0) == ["m1"]
    post.courier.script, waiting = [], post.courier.script
    post.send("behind", thread="1.1")
    assert post.tried_after(1) == ["behind"]
    post.courier.script = waiting
    assert [post.tried_after(300) for _ in range(20)] == [["m1"]] * 20
    assert post.store.outbox.waiting() == 0
    assert post.courier.ambiguous == [0] * 22


def test_two_workspaces_bots_on_one_database_deliver_each_their_own() -> None:
    ours, home = Post(), [None, "T1"]
    theirs = ScriptedCourier()
    ours.worker.home = lambda: home[0]
    other = DeliveryWorker(ours.store.outbox, theirs, ours.clock, owner="w2", home=lambda: "T2")
    with ours.store.transaction() as transaction:
        for team in ("T1", "T2"):
            there = Destination(team, "C1")
            transaction.send(Outgoing(f"of {team}", there, SystemNotice("thanks", "en"), ours.clock.now()))
    assert not ours.worker.step()  # Slack has not told yet which one is ours
    home.pop(0)
    while ours.worker.step() or other.step():
        ours.clock.pass_time(seconds=1)

    assert (ours.courier.tried, theirs.tried) == (["of T1"], ["of T2"])
    assert ours.worker.drain(ours.clock.now() + SECOND, Event()) == 0


def test_a_deadline_is_kept_well_before_the_lease_ends() -> None:
    post = Post()
    post.send("m1")
    post.work()
    policy = post.worker.policy
    longest = policy.longest_delivery.total_seconds()
    assert longest - 1 < post.courier.left[0] <= longest
    assert policy.longest_delivery + 2 * DATABASE_PATIENCE < policy.lease


def test_what_is_begun_while_the_worker_ends_ends_with_it() -> None:
    post = Post()
    post.worker.end_within(3)
    post.send("m1")
    post.work()
    assert 2 < post.courier.left[0] <= 3


def test_where_the_worker_has_no_time_left_nothing_is_waited_for() -> None:
    post = Post()
    post.worker.end_within(-1)
    post.send("m1")
    post.work()
    assert post.courier.left == [0]


def test_what_is_tried_again_is_not_overtaken_in_its_thread() -> None:
    post = Post(Ambiguous("500"))
    for number in range(1, 6):
        post.send(f"m{number}", thread="1.1")
    post.send("elsewhere", thread="2.2")
    said = [each for _ in range(8) for each in post.tried_after(1)]
    assert said == ["m1", "elsewhere", "m1", "m2", "m3", "m4", "m5"]


def test_when_slack_asks_for_patience_the_channel_rests_and_no_attempt_is_counted() -> None:
    post = Post(NotSent("ratelimited", wait_seconds=30), policy=Policy(attempts=1))
    post.send("m1")
    post.send("m2")
    post.send("m3", "C2")
    assert post.work() == ["m1", "m3"]
    assert post.tried_after(29.9) == []
    assert post.tried_after(0.1) == ["m1"]
    assert post.tried_after(1) == ["m2"]


def test_a_blocked_team_waits_without_losing_anything_and_goes_on_when_its_token_works(
    caplog: pytest.LogCaptureFixture,
) -> None:
    post = Post(*[TenantBlocked("token_revoked")] * 3, policy=Policy(attempts=1))
    post.send("m1")
    post.send("m2", "C2")
    assert post.work() == ["m1"]
    assert "Team T1 is blocked (token_revoked)" in caplog.text
    assert post.worker.blocked_teams == {"T1"}
    post.send("other", team="T2")
    post.courier.script.insert(0, Sent())
    assert post.work() == ["other"]
    for _ in range(2):
        assert len(post.tried_after(60)) == 1
    assert sorted(post.tried_after(60)) == ["m1", "m2"]
    assert post.worker.blocked_teams == frozenset()
    assert post.store.outbox.waiting() == 0
    assert post.store.outbox.entries(10) == ()


def test_the_loop_works_until_it_is_told_to_stop() -> None:
    post = Post()
    stop, wake = Event(), Event()
    post.courier.on_delivery = stop.set
    post.send("m1")
    post.worker.run(stop, wake)
    assert post.courier.tried == ["m1"]


def test_a_courier_that_fails_in_itself_is_told_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    post = Post()

    def fail_once() -> None:
        post.courier.on_delivery = lambda: None
        raise ZeroDivisionError

    post.courier.on_delivery = fail_once
    post.send("m1")
    assert post.work() == ["m1"]
    assert "m1 could not be delivered" in caplog.text
    assert post.tried_after(1) == ["m1"]
    assert post.courier.ambiguous == [0, 1]
    assert post.store.outbox.waiting() == 0


class IdleMoments(Event):
    """Sets `stop` in the second moment in which nothing can be done."""

    def __init__(self, stop: Event) -> None:
        super().__init__()
        self._stop = stop
        self._count = 0

    def wait(self, _timeout: float | None = None) -> bool:
        self._count += 1
        if self._count > 1:
            self._stop.set()
        return False


def test_the_loop_survives_an_outbox_that_fails(caplog: pytest.LogCaptureFixture) -> None:
    post, stop = Post(), Event()
    post.store.is_away = True
    post.worker.run(stop, IdleMoments(stop))
    assert caplog.text.count("the worker goes on") == 2


@dataclass
class FailingHooks:
    """Hooks that know no message."""

    def after_sent(self, outgoing: Outgoing, _sent: Sent, _now: datetime, /) -> tuple[Outgoing, ...]:
        raise LookupError(f"nothing follows from what {outgoing.destination.person} wrote")

    def after_given_up(self, _outgoing: Outgoing, _reason: str, _now: datetime, /) -> tuple[Outgoing, ...]:
        return ()


def test_a_message_that_cannot_be_concluded_is_told_without_words_and_left_to_the_next_owner(
    caplog: pytest.LogCaptureFixture,
) -> None:
    post, stop = Post(), Event()
    post.worker.hooks = FailingHooks()
    post.courier.on_delivery = stop.set
    post.send("m1", person="UALICE")
    post.worker.run(stop, Event())

    assert "Message m1 could not be concluded: LookupError" in caplog.text
    assert "UALICE" not in caplog.text
    assert post.store.outbox.backlog(post.clock.now()).in_flight == 1


def test_several_messages_are_under_way_at_once() -> None:
    post, stop, wake = Post(policy=Policy(at_once=3)), Event(), Event()
    together = Barrier(3, stop.set)

    def meet() -> None:
        together.wait(10)

    post.courier.on_delivery = meet
    for number in range(3):
        post.send(f"m{number}", f"C{number}")
    post.worker.run(stop, wake)
    assert sorted(post.courier.tried) == ["m0", "m1", "m2"]
    assert post.store.outbox.waiting() == 0


def test_a_message_whose_lease_ran_out_is_looked_for_before_it_is_sent_again() -> None:
    post = Post()
    post.send("m1")
    post.store.outbox.lease(post.clock.now(), "killed", 30 * SECOND)
    assert post.tried_after(30) == ["m1"]
    assert post.courier.ambiguous == [1]
    assert post.store.outbox.waiting() == 0


def test_draining_ends_when_nothing_waits() -> None:
    post = Post()
    for number in range(3):
        post.send(f"m{number}", f"C{number}")
    assert post.worker.drain(MOMENT + 10 * SECOND, Event()) == 0
    assert len(post.courier.tried) == 3


def test_draining_does_not_wait_for_what_is_due_much_later() -> None:
    post = Post()
    later = Outgoing("m1", Destination("T1", "C1"), SystemNotice("thanks", "en"), MOMENT + 3600 * SECOND)
    with post.store.transaction() as transaction:
        transaction.send(later)
    assert post.worker.drain(MOMENT + 10 * SECOND, Event()) == 0
    assert post.courier.tried == []


def test_draining_ends_in_time_and_tells_what_is_left() -> None:
    post = Post(policy=Policy(idle_seconds=0, at_once=1))
    post.courier.on_delivery = lambda: post.clock.pass_time(seconds=6)
    for number in range(10):
        post.send(f"m{number}", f"C{number}")
    left = post.worker.drain(MOMENT + 10 * SECOND, Event())
    assert len(post.courier.tried) in {2, 3}  # the third may be taken while the second is just being finished
    assert left == 10 - len(post.courier.tried)


def test_at_the_end_others_have_at_once_what_was_not_concluded() -> None:
    post = Post()
    post.send("m1")
    post.store.outbox.lease(post.clock.now(), "w1", 60 * SECOND)
    post.worker.leave()
    assert post.work() == ["m1"]


def test_leases_are_given_back_before_anything_is_counted() -> None:
    post = Post()
    post.send("m1")
    post.store.outbox.lease(post.clock.now(), "w1", 60 * SECOND)
    others = AtTheCount(post.store.outbox)
    post.worker.clock = others
    assert post.worker.leave() == 1
    assert others.taken == ["m1"]


@dataclass
class AtTheCount:
    """Tells the moment of a count; another replica takes what it may meanwhile."""

    outbox: Outbox
    taken: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        self.taken += [each.id for each in self.outbox.lease(MOMENT, "w2", 60 * SECOND)]
        return MOMENT


def test_a_store_that_is_away_at_the_end_keeps_nobody_waiting(caplog: pytest.LogCaptureFixture) -> None:
    post = Post()
    post.send("m1")
    post.store.is_away = True
    assert post.worker.drain(MOMENT + 10 * SECOND, Event()) == 0
    post.worker.leave()
    assert "run out by themselves" in caplog.text
