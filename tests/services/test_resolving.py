"""What an entry of the outbox shows, and where, at the moment it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from bot.domain.outgoing import (
    Destination,
    Digest,
    Home,
    InPlace,
    NotHelped,
    Outgoing,
    RelayOffer,
    ReplyMessage,
    Requests,
    SystemNotice,
    TeamReport,
    TransitionRefused,
    WaitingRequest,
)
from bot.domain.reply import Answer
from bot.domain.report import Period
from bot.domain.ticket import REOPENABLE, Place, PostedMessage, Ticket
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.views import DigestView, HomeView, ReportView, RequestsView, SetupView, TeamQueue, TicketView
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.handing_over import new_ticket
from bot.services.ports import Sent, StoreUnavailableError
from bot.services.resolving import KeptError, Message, NeverError, NotYetError, OutboxResolver
from tests.domain.test_hours import AMSTERDAM
from tests.services.builders import ALICE, BOB, CAROL, CHANNEL, MALLORY, TEAM, THREAD, draft, mention
from tests.services.harness import NOON

if TYPE_CHECKING:
    from bot.domain.outgoing import ConversationMessage, OutgoingContent
    from bot.domain.ticket import TicketState
    from bot.domain.told_kinds import NoteKind
    from bot.domain.views import View
    from tests.services.harness import Harness

SPOKEN = (
    ReplyMessage(Answer("en", ("help",), 1.0)),
    SystemNotice("thanks", "en"),
    TransitionRefused("en", 1, "open"),
    NotHelped("en", "t1", "help"),
    InPlace(SystemNotice("privacy-kept", "en")),
    RelayOffer("en", (WaitingRequest("t1", 1, "Grey button", BOB),), "this one"),
)

NO_SETUP = SetupView("en", None)


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


def test_a_line_below_a_card_that_was_given_up_says_nothing_that_the_card_would_not(bot: Harness) -> None:
    assert message(bot, TicketNote(bot.opens_unseen().id, "opened")) is None


@pytest.mark.parametrize("kind", ["answered", "edited"])
def test_words_of_the_requester_are_kept_for_a_card_that_may_come(bot: Harness, kind: NoteKind) -> None:
    ticket = bot.opens_unseen()
    with pytest.raises(KeptError):
        message(bot, TicketNote(ticket.id, kind, ALICE, "please"))


def test_where_the_team_ended_the_request_without_a_card_the_requester_hears_that_their_words_are_lost(
    bot: Harness,
) -> None:
    ticket = bot.opens_unseen()
    with bot.workflow() as workflow:
        workflow.dismiss(ticket.id, BOB)
    bot.store.outbox.drop([f"{TEAM}:card:{ticket.id}:2"])
    with pytest.raises(NeverError):
        message(bot, TicketNote(ticket.id, "answered", ALICE, "please"))


def test_where_the_requester_withdrew_it_they_are_kept_for_as_long_as_it_may_be_reopened(bot: Harness) -> None:
    ticket = bot.opens_unseen()
    with bot.workflow() as workflow:
        workflow.withdraw(ticket.id, ALICE)
    bot.store.outbox.drop([f"{TEAM}:card:{ticket.id}:2"])
    line = TicketNote(ticket.id, "answered", ALICE, "please")

    bot.clock.pass_time(seconds=REOPENABLE.total_seconds())
    with pytest.raises(KeptError):
        message(bot, line)
    bot.clock.pass_time(seconds=1)
    with pytest.raises(NeverError):
        message(bot, line)


@pytest.mark.parametrize("kind", ["sent-along", "answered", "edited"])
def test_without_a_team_words_of_the_requester_are_kept_until_there_is_one_again(
    bot: Harness, kind: NoteKind
) -> None:
    line = TicketNote(bot.opens().id, kind, ALICE, "please")
    without = replace(resolver(bot), support=None)
    with pytest.raises(KeptError):
        without.message_of(entry(line))

    assert message(bot, line) is not None
    assert without.message_of(entry(replace(line, ticket="gone"))) is None


@pytest.mark.parametrize("kind", [TicketCard, TicketStatus])
def test_without_a_team_nothing_else_is_said_of_a_ticket(bot: Harness, kind: type[TicketCard | TicketStatus]) -> None:
    ticket = bot.opens()
    without = replace(resolver(bot), support=None)

    assert without.message_of(entry(kind(ticket.id, 2))) is None
    assert without.message_of(entry(TicketNote(ticket.id, "claimed", BOB))) is None


@pytest.mark.parametrize("is_given_up", [True, False])
def test_a_status_message_says_whether_the_team_can_see_the_request(bot: Harness, *, is_given_up: bool) -> None:
    ticket = bot.opens_unseen() if is_given_up else unposted(bot)
    found = message(bot, TicketStatus(ticket.id, 2))

    assert found is not None
    assert found.view == TicketView(TicketStatus(ticket.id, 2, is_unseen=is_given_up), ticket)


def test_a_status_message_is_edited_again_where_what_became_of_the_card_has_changed(bot: Harness) -> None:
    ticket = bot.opens()
    assert message(bot, TicketStatus(ticket.id, 1)) is None
    again = message(bot, TicketStatus(ticket.id, 1, is_again=True))

    assert again is not None
    assert again.edits == ticket.status


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


def test_without_a_team_nothing_of_the_teams_is_shown(bot: Harness) -> None:
    mine = bot.opens()
    bot.has_team = False

    assert view(bot, Digest()) is None
    assert view(bot, Home("en"), BOB) == HomeView("en", (), setup=NO_SETUP)
    assert view(bot, Home("en"), ALICE) == HomeView("en", (mine,), setup=NO_SETUP)


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

    assert view(bot, Home("en")) == HomeView("en", (mine,), setup=NO_SETUP)


def test_who_cannot_be_looked_up_sees_nothing_of_the_teams(bot: Harness) -> None:
    bot.opens()
    bot.membership.is_unknown = True

    assert view(bot, Home("en", is_chosen=False), MALLORY) == HomeView("en", (), setup=NO_SETUP)


COUNTS: Final[tuple[tuple[TicketState, int], ...]] = (("claimed", 1), ("open", 1))


def test_a_support_member_sees_the_queue_of_what_is_not_finished(bot: Harness) -> None:
    done = bot.opens("a question of before")
    with bot.workflow() as workflow:
        workflow.resolve(done.id, BOB, "reply", None, "nothing")
    claimed = bot.claimed(by=BOB)
    unclaimed = bot.opens("another question")
    bot.clock.pass_time(hours=5)

    assert view(bot, Home("nl"), BOB) == HomeView(
        "nl", (), TeamQueue((claimed,), (unclaimed,), (claimed, unclaimed), COUNTS, 2), SetupView("nl", None)
    )
    of_the_team = view(bot, Home("en", is_chosen=False), CAROL)
    assert isinstance(of_the_team, HomeView)
    assert of_the_team.language == "nl"
    assert view(bot, Home("nl"), CAROL) == HomeView(
        "nl", (), TeamQueue((), (unclaimed,), (claimed, unclaimed), COUNTS, 2), SetupView("nl", None)
    )


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
