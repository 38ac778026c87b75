"""A requester whose account was deactivated: the team is told so, and not that what it said has arrived."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination
from bot.domain.ticket import Place
from bot.domain.ticket_bodies import TicketCard, TicketNews, TicketNote
from bot.domain.views import TicketView
from bot.rendering.targets.block_kit import Rendered
from bot.services.ports import Timers
from tests.slack.outbound.test_courier import Post, post, slack, with_team
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from bot.domain.told_kinds import NewsKind
    from bot.domain.views import View

pytestmark = pytest.mark.slow

__all__ = ["post", "slack"]

INFO, POST, OPEN = "users.info", "chat.postMessage", "conversations.open"


def named(view: View) -> Rendered:
    content = view.content if isinstance(view, TicketView) else None
    return Rendered(content.kind if isinstance(content, TicketNews | TicketNote) else type(content).__name__)


def opens(post: Post, home: Place) -> None:
    """Have a ticket of Alice's, who asked at `home`, and its card in general."""
    ticket = replace(fresh(team=post.slack.app.team_id), person=post.slack.people["alice"].id, home=home)
    with post.store.transaction() as transaction:
        transaction.tickets.open(ticket, Timers())
    post.worker = with_team(post, named)
    post.send(post.letter("card", body=TicketCard("t1", 1)))
    works(post)


def says(post: Post, home: Place, kind: NewsKind = "reply", *, is_private: bool = False) -> str:
    """Have the team say something to her; return what stands below the card then."""
    alice = post.slack.people["alice"].id
    place = Destination(post.slack.app.team_id, alice if is_private else home.channel, home.thread, person=alice)
    news = TicketNews("t1", kind, "UBOB", "So it is.", is_private=is_private)
    post.send(post.letter(f"news {post.clock.now()}", to=place, body=news))
    works(post)
    (card,) = (each for each in post.slack.messages(post.slack.channels["general"]) if each.text == "TicketCard")
    return post.slack.thread(card)[-1].text


def works(post: Post) -> None:
    for _ in range(4):
        post.worker.step()
        post.clock.pass_time(seconds=5)


def direct(post: Post) -> Place:
    """Return Alice's direct messages, which are open: she asked there."""
    return Place(post.slack.people["alice"].writes_dm("hello").channel)


def read_directly(post: Post) -> list[str]:
    alice = post.slack.people["alice"]
    return [each.text for each in post.slack.messages(alice.dm) if each.bot_id]


@pytest.mark.parametrize("kind", ["reply", "question", "corrected"])
def test_in_open_direct_messages_nothing_is_ticked_that_nobody_reads(post: Post, kind: NewsKind) -> None:
    home = direct(post)
    opens(post, home)
    post.slack.deactivate(post.slack.people["alice"])

    assert says(post, home, kind) == "deactivated"
    assert read_directly(post) == []


def test_nor_where_they_were_opened_for_an_earlier_word(post: Post) -> None:
    home = Place.of_person(post.slack.people["alice"].id)
    opens(post, home)
    assert says(post, home, is_private=True) == "delivered"
    post.slack.deactivate(post.slack.people["alice"])
    post.clock.pass_time(minutes=10)

    assert says(post, home, is_private=True) == "deactivated"
    assert read_directly(post) == ["reply"]


def test_nor_where_slack_opens_none(post: Post) -> None:
    opens(post, Place.of_person(post.slack.people["alice"].id))
    post.slack.deactivate(post.slack.people["alice"])
    post.slack.faults.for_calls(INFO, "500")

    assert says(post, Place.of_person(post.slack.people["alice"].id)) == "deactivated"


def test_in_a_channel_it_is_said_where_others_read_it_and_the_team_knows_that_she_does_not(post: Post) -> None:
    asked = post.slack.people["alice"].says(post.slack.channels["general"], "hello")
    home = Place(asked.channel, asked.ts)
    opens(post, home)
    post.slack.deactivate(post.slack.people["alice"])

    assert says(post, home) == "deactivated"
    assert post.slack.thread(asked)[-1].text == "reply"


def test_what_cannot_be_said_in_the_channel_is_not_said_to_nobody_instead(post: Post) -> None:
    asked = post.slack.people["alice"].says(post.slack.channels["general"], "hello")
    home = Place(asked.channel, asked.ts)
    opens(post, home)
    post.courier.deliver(post.letter("earlier", to=Destination("T", post.slack.people["alice"].dm.id)))
    post.slack.deactivate(post.slack.people["alice"])
    post.slack.faults.for_calls(POST, "error:thread_not_found")

    assert says(post, home) == "deactivated"
    assert "reply" not in read_directly(post)


@pytest.mark.parametrize("fault", ["500", "429:30", "error:missing_scope", "reset-before", "html"])
def test_where_slack_does_not_say_it_is_as_with_anybody_else(post: Post, fault: str) -> None:
    home = direct(post)
    opens(post, home)
    post.slack.faults.for_calls(INFO, fault)

    assert says(post, home) == "delivered"
    assert read_directly(post) == ["reply"]


def test_slack_is_asked_about_the_same_person_once_in_a_while(post: Post) -> None:
    home = direct(post)
    opens(post, home)
    for _ in range(4):
        assert says(post, home) == "delivered"

    assert len(post.slack.calls(INFO)) == 1


def test_nobody_is_asked_about_for_anything_else(post: Post) -> None:
    home = direct(post)
    opens(post, home)
    says(post, home, "claimed")

    assert post.slack.calls(INFO) == []


def test_where_slack_does_not_say_it_is_asked_once_in_a_delivery_whatever_forms_that_takes(post: Post) -> None:
    home = direct(post)
    opens(post, home)
    post.slack.faults.for_calls(INFO, *["500"] * 9)
    post.slack.faults.for_calls(POST, "error:invalid_blocks", "error:msg_too_long")

    assert says(post, home) == "delivered"
    assert len(read_directly(post)) == 1
    assert len(post.slack.calls(INFO)) == 1
