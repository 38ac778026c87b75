"""What an entry of the outbox shows, and where, at the moment it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import (
    AskWhy,
    Destination,
    Digest,
    Home,
    InPlace,
    Outgoing,
    RelayOffer,
    ReplyMessage,
    Requests,
    SystemNotice,
    TeamReport,
    TicketCard,
    TicketCorrection,
    TicketNews,
    TicketNote,
    TicketStatus,
    TransitionRefused,
)
from bot.domain.reply import Answer
from bot.domain.report import Period
from bot.domain.ticket import Place, PostedMessage, Ticket
from bot.domain.views import DigestView, HomeView, ReportView, RequestsView, TeamQueue, TicketView
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.handing_over import new_ticket
from bot.services.ports import Sent, StoreUnavailableError
from bot.services.resolving import Message, NotYetError, OutboxResolver
from tests.domain.test_hours import AMSTERDAM
from tests.services.builders import ALICE, BOB, CAROL, CHANNEL, MALLORY, TEAM, THREAD, draft, mention
from tests.services.harness import NOON

if TYPE_CHECKING:
    from bot.domain.outgoing import ConversationMessage, OutgoingContent
    from bot.domain.views import View
    from tests.services.harness import Harness

SPOKEN = (
    ReplyMessage(Answer("en", ("help",), 1.0)),
    SystemNotice("thanks", "en"),
    TransitionRefused("en", 1, "open"),
    AskWhy("en", "t1", "help"),
    InPlace(SystemNotice("privacy-kept", "en")),
    RelayOffer("en", "t1", 1, BOB, "this one"),
)


def entry(body: OutgoingContent, person: str = ALICE) -> Outgoing:
    return Outgoing("m1", Destination(TEAM, CHANNEL, THREAD, person=person), body, NOON)


def resolver(bot: Harness) -> OutboxResolver:
    return OutboxResolver(bot.store, bot.clock, bot.context.support)


def message(bot: Harness, body: OutgoingContent) -> Message | None:
    return resolver(bot).message_of(entry(body))


def view(bot: Harness, body: OutgoingContent, person: str = ALICE) -> View | None:
    return resolver(bot).view_of(entry(body, person))


def unposted(bot: Harness) -> Ticket:
    """Return a ticket of which nothing has been posted yet."""
    with bot.workflow() as workflow:
        return workflow.open(new_ticket(draft(), "", "why?", None, bot.clock.now()))


@pytest.mark.parametrize("body", SPOKEN)
def test_what_is_said_in_a_conversation_is_shown_as_it_is(bot: Harness, body: ConversationMessage) -> None:
    assert message(bot, body) == Message("m1", Place(CHANNEL, THREAD), None, NOON, ALICE)
    assert view(bot, body) == body


def test_a_card_is_posted_once(bot: Harness) -> None:
    ticket = unposted(bot)
    content = TicketCard(ticket.id, 1)

    assert message(bot, content) == Message(
        f"card:{TEAM}:{ticket.id}", Place(CHANNEL), TicketView(content, ticket), NOON, version=1
    )


def test_a_card_is_edited_from_then_on_and_shows_the_ticket_as_it_stands(bot: Harness) -> None:
    ticket = bot.opens()
    with bot.workflow() as workflow:
        workflow.claim(ticket.id, BOB)
    found = message(bot, TicketCard(ticket.id, 2))

    assert found is not None
    assert (found.edits, found.version) == (ticket.card, 2)
    assert found.view == TicketView(TicketCard(ticket.id, 2), bot.ticket(ticket.id))


@pytest.mark.parametrize("kind", [TicketCard, TicketStatus])
def test_what_is_shown_already_is_not_shown_again(bot: Harness, kind: type[TicketCard | TicketStatus]) -> None:
    assert message(bot, kind(bot.opens().id, 1)) is None


def test_the_status_stands_where_the_question_was_asked(bot: Harness) -> None:
    ticket = unposted(bot)
    found = message(bot, TicketStatus(ticket.id, 1))

    assert found is not None
    assert (found.id, found.place) == (f"status:{TEAM}:{ticket.id}", Place(CHANNEL, THREAD))


def test_the_requester_hears_of_it_in_the_thread_where_they_asked(bot: Harness) -> None:
    found = message(bot, TicketNews(bot.opens().id, "claimed", BOB))

    assert found is not None
    assert (found.id, found.place, found.edits) == ("m1", Place(CHANNEL, THREAD), None)


def test_who_asked_elsewhere_hears_of_it_below_their_status_message(bot: Harness) -> None:
    ticket = bot.opens(about=replace(draft(), home=Place.of_person(ALICE)))
    found = message(bot, TicketNews(ticket.id, "claimed", BOB))

    assert ticket.status is not None
    assert found is not None
    assert found.place == Place(ticket.status.channel, ticket.status.id)


def test_before_the_status_message_is_there_they_hear_of_it_beside_it(bot: Harness) -> None:
    with bot.workflow() as workflow:
        elsewhere = replace(draft(), home=Place.of_person(ALICE))
        ticket = workflow.open(new_ticket(elsewhere, "", "why?", None, NOON))
    found = message(bot, TicketNews(ticket.id, "claimed", BOB))

    assert found is not None
    assert found.place == Place(ALICE)


def test_a_note_stands_below_the_card_and_waits_for_it(bot: Harness) -> None:
    ticket = unposted(bot)
    with pytest.raises(NotYetError):
        message(bot, TicketNote(ticket.id, "opened"))
    bot.deliver()
    found, card = message(bot, TicketNote(ticket.id, "opened")), bot.ticket(ticket.id).card

    assert found is not None
    assert card is not None
    assert found.place == Place(card.channel, card.id)


def test_a_correction_edits_the_wrong_reply_and_nothing_is_posted_where_that_is_gone(bot: Harness) -> None:
    wrong = PostedMessage(CHANNEL, "1.2")
    ticket = bot.opens(about=replace(draft(), replied_at=wrong))
    found = message(bot, TicketCorrection(ticket.id))

    assert found is not None
    assert (found.place, found.edits, found.is_posted) == (Place(CHANNEL), wrong, False)


def test_what_stands_in_the_place_of_a_message_edits_it_and_is_posted_nowhere_else(bot: Harness) -> None:
    found = message(bot, InPlace(SystemNotice("erased-card", "en"), "C2", "3.3"))

    assert found is not None
    assert (found.edits, found.is_posted, found.view) == (PostedMessage("C2", "3.3"), False, None)


def test_where_no_reply_can_be_edited_there_is_nothing_to_correct(bot: Harness) -> None:
    assert message(bot, TicketCorrection(bot.opens().id)) is None


def test_of_a_ticket_that_is_gone_nothing_is_left_to_say(bot: Harness) -> None:
    assert message(bot, TicketNews("gone", "claimed")) is None


@pytest.mark.parametrize("body", [Home("en"), Digest()])
def test_without_a_team_nothing_of_the_teams_is_shown(bot: Harness, body: OutgoingContent) -> None:
    bot.has_team = False

    assert view(bot, body) is None


def test_without_a_team_nothing_is_said_of_its_tickets(bot: Harness) -> None:
    ticket = bot.opens()
    bot.has_team = False

    assert message(bot, TicketNews(ticket.id, "claimed")) is None


def test_who_has_ordered_a_report_hears_that_there_is_no_team_any_more(bot: Harness) -> None:
    bot.has_team = False

    assert view(bot, TeamReport("nl", 7)) == SystemNotice("no-team", "nl")


def test_a_requester_sees_their_own_requests_and_nothing_of_the_teams(bot: Harness) -> None:
    mine = bot.opens()
    bot.opens("Not mine", draft(MALLORY))

    assert view(bot, Home("en")) == HomeView("en", (mine,))


def test_who_cannot_be_looked_up_sees_nothing_of_the_teams(bot: Harness) -> None:
    bot.opens()
    bot.membership.is_unknown = True

    assert view(bot, Home("en", is_chosen=False), MALLORY) == HomeView("en", ())


def test_a_support_member_sees_the_queue_of_what_is_not_finished(bot: Harness) -> None:
    done = bot.opens("a question of before")
    with bot.workflow() as workflow:
        workflow.resolve(done.id, BOB, "reply", None, "nothing")
    claimed = bot.claimed(by=BOB)
    unclaimed = bot.opens("another question")
    bot.clock.pass_time(hours=5)

    assert view(bot, Home("nl"), BOB) == HomeView("nl", (), TeamQueue((claimed,), (unclaimed,), (claimed, unclaimed)))
    of_the_team = view(bot, Home("en", is_chosen=False), CAROL)
    assert isinstance(of_the_team, HomeView)
    assert of_the_team.language == "nl"
    assert view(bot, Home("nl"), CAROL) == HomeView("nl", (), TeamQueue((), (unclaimed,), (claimed, unclaimed)))


def test_the_digest_shows_what_is_not_finished_and_what_is_late(bot: Harness) -> None:
    bot.resolved()
    ticket = bot.opens("another question")
    assert view(bot, Digest()) == DigestView((ticket,), ())
    bot.clock.pass_time(days=1)

    assert view(bot, Digest()) == DigestView((ticket,), (ticket,))


def test_a_report_is_of_the_days_before_it_was_asked_for(bot: Harness) -> None:
    bot.asks(mention("which version?"))
    found = resolver(bot).view_of(replace(entry(TeamReport("nl", 7)), due_at=NOON + timedelta(seconds=1)))

    assert isinstance(found, ReportView)
    assert found.report.period == Period(
        NOON + timedelta(seconds=1, days=-7), NOON + timedelta(seconds=1), AMSTERDAM.zone
    )
    assert found.report.figures.asked == {"answer": 1}


def test_while_the_store_is_away_what_is_shown_cannot_be_read(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        message(bot, TicketCard("t1", 1))


def test_a_list_in_the_place_of_another_shows_the_requests_as_they_are_then(bot: Harness) -> None:
    ticket = bot.opens()

    assert resolver(bot).view_of(entry(Requests("nl"))) == RequestsView("nl", (ticket,))


def test_the_team_has_its_language_and_without_one_there_is_the_bots_own(bot: Harness) -> None:
    assert bot.context.support is not None
    assert resolver(bot).team_language == bot.context.support.desk.language
    assert OutboxResolver(bot.store, bot.clock).team_language == DEFAULT_LANGUAGE


def test_what_is_said_privately_has_one_thread_in_the_direct_messages(bot: Harness) -> None:
    ticket = bot.claimed()
    private = TicketNews(ticket.id, "reply", BOB, "Between us", is_private=True)
    first = message(bot, private)
    with bot.store.transaction() as transaction:
        transaction.send(Outgoing("news", Destination(TEAM, ALICE, person=ALICE), private, bot.clock.now()))
    (leased,) = bot.store.outbox.lease(bot.clock.now(), "w", timedelta(seconds=1))
    bot.store.outbox.settle(leased.id, "w", bot.clock.now(), Sent(PostedMessage("D1", "7.7")))
    second, public = message(bot, private), message(bot, replace(private, is_private=False))

    assert first is not None
    assert second is not None
    assert public is not None
    assert (first.place, second.place) == (Place(ALICE), Place("D1", "7.7"))
    assert (public.place, public.direct) == (ticket.home, Place("D1", "7.7"))
