"""The ways of a message, one after the other: nobody meets silence, and nothing is said twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Home, Outgoing, SharedReply, SystemNotice
from bot.domain.reply import HandOver
from bot.domain.ticket import Place
from bot.domain.ticket_bodies import TicketCard
from bot.rendering.targets.block_kit import Rendered
from bot.services.ports import Ambiguous, Delivery, NotKnown, NotSent, Refused, Sent, TenantBlocked, Timers
from localslack.grants import ResponseGrant
from tests.slack.outbound.test_courier import Post, post, slack, with_team
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from bot.domain.views import View
    from localslack import ChannelMessage, LocalSlack

__all__ = ["post", "slack"]

LINK, BESIDE, POST = "response_url", "chat.postEphemeral", "chat.postMessage"


def link_for(slack: LocalSlack, name: str, channel: str) -> str:
    key = slack._state.grants.issue_response(ResponseGrant(channel, slack.people[name].id))  # noqa: SLF001 - no press
    return f"{slack.api_url.removesuffix('/api/')}/actions/T/{key}"


def private_word(post: Post, *, link: str | None = None, thread: str | None = None, ambiguous: int = 0) -> Outgoing:
    slack = post.slack
    channel = slack.channels["general"].id
    given = link_for(slack, "alice", channel) if link is None else link
    place = Destination(slack.app.team_id, channel, thread, given, slack.people["alice"].id)
    return replace(post.letter(to=place), ambiguous=ambiguous)


def word_without_link(post: Post, *, ambiguous: int = 0) -> Outgoing:
    """Return a word that one person alone is to read, though nobody pressed or typed anything that a link came by."""
    slack = post.slack
    channel, alice = slack.channels["general"].id, slack.people["alice"].id
    place = Destination(slack.app.team_id, channel, person=alice, is_private=True)
    return replace(post.letter(to=place), ambiguous=ambiguous)


def tried(slack: LocalSlack) -> list[str]:
    return [call.method for call in slack.calls() if call.method in {LINK, BESIDE, POST}]


def thread_of(slack: LocalSlack) -> ChannelMessage:
    """Return a message in general with a reply below it."""
    alice, general = slack.people["alice"], slack.channels["general"]
    asked = alice.says(general, "hello")
    alice.says(general, "anybody?", asked.ts)
    return asked


@pytest.mark.parametrize("way", [LINK, BESIDE])
def test_a_private_word_stands_in_the_thread_where_the_person_is(post: Post, way: str) -> None:
    asked = thread_of(post.slack)
    if way == BESIDE:
        post.slack.faults.for_calls(LINK, "error:used_url")
    word = private_word(post, thread=asked.ts)
    assert post.courier.deliver(word) == Sent()
    seen = post.slack.people["alice"].sees(post.slack.channels["general"], asked.ts)
    assert [each.text for each in seen][-1] == "en thanks m1"
    assert seen[-1].ephemeral_to == post.slack.people["alice"].id
    assert tried(post.slack)[-1] == way


def test_a_private_word_for_which_there_is_no_link_stands_beside_the_person_at_once(post: Post) -> None:
    assert post.courier.deliver(word_without_link(post)) == Sent()
    assert tried(post.slack) == [BESIDE]
    assert post.slack.people["alice"].sees(post.slack.channels["general"])[-1].ephemeral_to


@pytest.mark.parametrize(
    "link",
    [
        "https://hooks.slack-gov.com/actions/1",
        "https://proxy.example.com/actions/1",
        "http://[broken/",
        "https://hooks.slack.com.evil.example/1",
    ],
)
def test_a_reply_link_of_another_host_is_not_called_and_the_word_goes_the_other_way(post: Post, link: str) -> None:
    assert post.courier.deliver(private_word(post, link=link)) == Sent()
    assert tried(post.slack) == [BESIDE]


@pytest.mark.parametrize("fault", ["error:used_url", "error:expired_url", "error:invalid_url", "error:no_service"])
def test_a_reply_link_that_is_no_good_any_more_is_left_for_the_other_way(post: Post, fault: str) -> None:
    post.slack.faults.for_calls(LINK, fault)
    assert post.courier.deliver(private_word(post)) == Sent()
    assert tried(post.slack) == [LINK, BESIDE]


@pytest.mark.parametrize(
    "code", ["user_not_in_channel", "channel_not_found", "is_archived", "not_in_channel", "restricted_action_x"]
)
def test_who_cannot_be_told_there_is_told_directly(post: Post, code: str) -> None:
    post.slack.faults.for_calls(BESIDE, f"error:{code}")
    alice = post.slack.people["alice"]
    assert post.courier.deliver(private_word(post, link="https://hooks.slack-gov.com/1")) == Sent()
    assert [each.text for each in alice.sees(alice.dm)] == ["en thanks m1"]


@pytest.mark.parametrize(
    ("ambiguous", "way"), [(0, LINK), (1, LINK), (2, BESIDE), (3, BESIDE), (4, POST), (50, POST)]
)
def test_a_word_of_which_nobody_knows_how_it_ended_takes_each_way_twice(post: Post, ambiguous: int, way: str) -> None:
    assert post.courier.deliver(private_word(post, ambiguous=ambiguous)) == Sent()
    assert tried(post.slack) == [way]


@pytest.mark.parametrize(("ambiguous", "way"), [(0, BESIDE), (1, BESIDE), (2, POST), (50, POST)])
def test_without_a_link_there_is_one_way_less(post: Post, ambiguous: int, way: str) -> None:
    assert post.courier.deliver(word_without_link(post, ambiguous=ambiguous)) == Sent()
    assert tried(post.slack) == [way]


def test_however_often_slack_leaves_it_open_a_private_word_is_said_a_few_times_at_most(post: Post) -> None:
    post.slack.faults.for_calls(LINK, *["reset-after"] * 60)
    post.slack.faults.for_calls(BESIDE, *["reset-after"] * 60)
    post.slack.faults.for_calls(POST, "reset-after")
    post.send(private_word(post))
    for _ in range(60):
        post.work()
        post.clock.pass_time(seconds=60)
    assert tried(post.slack) == [LINK, LINK, BESIDE, BESIDE, POST]
    assert post.store.outbox.waiting() == 0


def test_a_reply_link_is_used_five_times_at_most_whatever_uses_it(post: Post) -> None:
    link = link_for(post.slack, "alice", post.slack.channels["general"].id)
    for _ in range(8):
        assert post.courier.deliver(private_word(post, link=link)) == Sent()
    assert tried(post.slack) == [LINK] * 5 + [BESIDE] * 3


def test_what_is_said_directly_instead_is_not_said_twice(post: Post) -> None:
    post.slack.faults.for_calls(POST, "error:is_archived", "reset-after", "error:is_archived")
    alice = post.slack.people["alice"]
    place = Destination(post.slack.app.team_id, post.slack.channels["general"].id, person=alice.id)
    post.send(post.letter(to=place))
    for _ in range(3):
        post.work()
        post.clock.pass_time(seconds=1)
    assert [each.text for each in alice.sees(alice.dm)] == ["en thanks m1"]
    assert post.store.outbox.waiting() == 0


@pytest.mark.parametrize(
    ("fault", "outcome"), [("error:is_archived", Sent()), ("error:token_revoked", TenantBlocked("token_revoked"))]
)
def test_an_answer_whose_place_is_gone_is_said_directly(post: Post, fault: str, outcome: Delivery) -> None:
    post.slack.faults.for_calls(POST, fault)
    person = post.slack.people["alice"].id
    place = Destination(post.slack.app.team_id, post.slack.channels["general"].id, person=person)
    assert post.courier.deliver(post.letter(to=place)) == outcome


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("500", NotKnown("status 500")),
        ("429:3", NotKnown("ratelimited", 3)),
        ("error:user_not_found", Sent()),
    ],
)
def test_a_look_into_direct_messages_that_do_not_open_is_none(post: Post, fault: str, outcome: Delivery) -> None:
    post.slack.faults.for_calls("conversations.open", fault)
    alice = post.slack.people["alice"].id
    again = replace(post.letter(to=Destination("T", alice, person=alice)), ambiguous=1)
    assert post.courier.deliver(again) == outcome


def test_somebody_whose_id_begins_like_no_other_is_written_to_directly(post: Post) -> None:
    stranger = Destination("T", "X0STRANGER", person="X0STRANGER")
    assert post.courier.deliver(post.letter(to=stranger)) == Refused("user_not_found")
    assert [call.method for call in post.slack.calls()] == ["conversations.open"]


def test_a_home_that_slack_does_not_show_says_so(post: Post) -> None:
    def broken(view: View) -> Rendered:
        return Rendered("not shown") if isinstance(view, SystemNotice) else Rendered("home", [{"type": "section"}])

    alice = post.slack.people["alice"]
    post.slack.faults.for_calls("views.publish", "ok", "error:invalid_arguments")
    home = post.letter(to=Destination(post.slack.app.team_id, alice.id, person=alice.id), body=Home("en"))
    assert with_team(post, broken).courier.deliver(home) == Sent()
    assert alice.home
    (block,) = alice.home.blocks
    assert block["text"]["text"] == "not shown"


def test_a_token_that_is_refused_beside_somebody_blocks_the_team(post: Post) -> None:
    post.slack.faults.for_calls(BESIDE, "error:token_revoked")
    word = private_word(post, link="https://hooks.slack-gov.com/1")
    assert post.courier.deliver(word) == TenantBlocked("token_revoked")


@pytest.mark.parametrize("fault", ["429:9", "500"])
def test_a_reply_link_that_passes_a_fault_on_is_tried_again(post: Post, fault: str) -> None:
    post.slack.faults.for_calls(LINK, fault)
    outcome = post.courier.deliver(private_word(post))
    assert outcome == (NotSent("ratelimited", 9) if fault == "429:9" else Ambiguous("status 500"))
    assert tried(post.slack) == [LINK]


@pytest.mark.parametrize("body", ["", "ok", "OK", "no JSON", '{"ok": true}', "[]", "<html>"])
def test_what_a_reply_link_takes_with_a_200_was_said_whatever_it_answers(post: Post, body: str) -> None:
    post.slack.faults.for_calls(LINK, f"body:{body}")
    post.send(private_word(post))
    for _ in range(3):
        post.work()
        post.clock.pass_time(seconds=60)
    assert tried(post.slack) == [LINK]
    assert post.store.outbox.waiting() == 0


def test_a_reply_link_that_says_no_with_a_200_is_left_for_the_other_way(post: Post) -> None:
    post.slack.faults.for_calls(LINK, 'body:{"ok": false, "error": "used_url"}')
    assert post.courier.deliver(private_word(post)) == Sent()
    assert tried(post.slack) == [LINK, BESIDE]


@pytest.mark.parametrize(
    "code", ["message_not_found", "msg_too_long", "is_inactive", "edit_window_closed", "unheard_of"]
)
def test_a_card_that_cannot_be_edited_is_posted_anew(post: Post, code: str) -> None:
    def plain(view: View) -> Rendered:
        return Rendered(type(view).__name__)

    general = post.slack.channels["general"]
    team = post.slack.app.team_id
    with post.store.transaction() as transaction:
        transaction.tickets.open(replace(fresh(team=team), home=Place(general.id)), Timers())
    worker = with_team(post, plain)
    for version in (1, 2):
        card = replace(post.letter(f"card:{version}", body=TicketCard("t1", version)), due_at=post.clock.now())
        post.send(card)
        worker.step()
        post.clock.pass_time(seconds=5)
        post.slack.faults.for_calls("chat.update", *[f"error:{code}"] * 3)
    assert [each.text for each in post.slack.messages(general)] == ["TicketView"] * 2
    assert post.store.outbox.waiting() == 0


def shared(post: Post, *, ambiguous: int = 0) -> Outgoing:
    person = post.slack.people["alice"].id
    return replace(
        private_word(post, ambiguous=ambiguous), body=SharedReply(HandOver("en", None, 0.1), "why?", person)
    )


def seen_by_bob(post: Post) -> int:
    return len(post.slack.people["bob"].sees(post.slack.channels["general"]))


@pytest.mark.parametrize("way", [LINK, POST])
def test_what_is_shared_is_seen_by_everybody_there(post: Post, way: str) -> None:
    if way == POST:
        post.slack.faults.for_calls(LINK, "error:used_url")
    assert post.courier.deliver(shared(post)) == Sent()
    assert seen_by_bob(post) == 1
    assert tried(post.slack)[-1] == way


def test_who_cannot_share_it_is_told_and_reads_it_nowhere_as_if_it_were_shared(post: Post) -> None:
    post.slack.faults.for_calls(LINK, "error:used_url")
    post.slack.faults.for_calls(POST, "error:not_in_channel")
    assert post.courier.deliver(shared(post)) == Sent()
    assert seen_by_bob(post) == 0
    (told,) = post.slack.people["alice"].sees(post.slack.channels["general"])
    assert "not-shared" in told.text
    assert told.ephemeral_to == post.slack.people["alice"].id


def test_a_token_that_is_refused_while_something_is_shared_blocks_the_team(post: Post) -> None:
    post.slack.faults.for_calls(LINK, "error:used_url")
    post.slack.faults.for_calls(POST, "error:token_revoked")
    assert isinstance(post.courier.deliver(shared(post)), TenantBlocked)


def test_what_may_have_been_shared_is_not_shared_again(post: Post) -> None:
    assert post.courier.deliver(shared(post, ambiguous=1)) == Sent()
    assert tried(post.slack) == []
