"""A reaction hands a message over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, SystemNotice
from bot.domain.ticket import Place
from bot.domain.ticket_bodies import TicketNote
from bot.services.ports import StoreUnavailableError
from bot.services.reacting import react
from bot.services.ticket_workflow import MOST_OPEN
from tests.services.builders import ALICE, BOB, TEAM, draft, mention, reaction

if TYPE_CHECKING:
    from bot.domain.incoming import Reaction
    from tests.services.harness import Harness


def notices(bot: Harness) -> list[SystemNotice]:
    return [said for said in bot.says() if isinstance(said, SystemNotice)]


def test_a_question_to_the_bot_is_handed_over_with_its_words_and_nothing_else_is_asked(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))
    react(bot.context, reaction())

    (ticket,) = bot.tickets_of()
    assert (ticket.text, ticket.trace_id, ticket.permalink) == ("which version?", trace_id, "https://team/1.1")
    assert ticket.home == Place.of_person(ALICE)
    assert notices(bot) == []


def test_what_hangs_on_a_question_to_the_bot_goes_along(bot: Harness) -> None:
    bot.asks(replace(mention("which version?"), files=("F1", "F2")))
    react(bot.context, reaction())

    (ticket,) = bot.tickets_of()
    assert TicketNote(ticket.id, "sent-along", ALICE, "F1\nF2") in bot.says()


def test_of_any_other_message_the_requester_is_asked_for_more(bot: Harness) -> None:
    react(bot.context, reaction())

    assert bot.wakes
    (ticket,) = bot.tickets_of()
    assert ticket.text == ""
    said = [outgoing for outgoing in bot.deliver() if isinstance(outgoing.body, SystemNotice)]
    assert [outgoing.body for outgoing in said] == [
        SystemNotice("reaction-tell-more", "en", (("link", "https://link"),))
    ]
    assert said[0].destination == Destination(TEAM, ALICE, person=ALICE)


def test_a_reaction_is_taken_up_once_however_often_it_is_given(bot: Harness) -> None:
    counts = []
    for _ in range(2):
        react(bot.context, reaction())
        counts.append(len(notices(bot)))

    assert counts == [1, 0]
    assert len(bot.tickets_of()) == 1


def test_two_people_may_each_hand_the_same_message_over(bot: Harness) -> None:
    for person in (ALICE, BOB):
        react(bot.context, reaction(person=person))

    assert len(bot.tickets_of(ALICE)) == len(bot.tickets_of(BOB)) == 1


def test_what_was_handed_over_already_is_told(bot: Harness) -> None:
    trace_id = bot.asks(mention("which version?"))
    bot.opens("which version?", draft(trace_id=trace_id))
    react(bot.context, reaction())

    assert notices(bot) == [SystemNotice("asked-already", "en", (("number", "1"),))]
    assert len(bot.tickets_of()) == 1


def test_a_reply_of_the_bots_is_not_handed_over_and_the_person_is_told_what_can_be(bot: Harness) -> None:
    react(bot.context, replace(reaction(), is_on_bots_message=True))

    assert notices(bot) == [SystemNotice("reaction-on-reply", "en")]
    assert bot.tickets_of() == ()


def test_who_has_many_open_requests_is_asked_to_wait(bot: Harness) -> None:
    for number in range(MOST_OPEN):
        bot.opens(f"question {number}")
    react(bot.context, reaction())

    assert notices(bot) == [SystemNotice("asked-too-much", "en", (("count", str(MOST_OPEN)),))]
    assert len(bot.tickets_of()) == MOST_OPEN


@pytest.mark.parametrize("given", [reaction("heart"), replace(reaction(), is_by_bot=True)])
def test_other_reactions_and_those_of_bots_mean_nothing(bot: Harness, given: Reaction) -> None:
    react(bot.context, given)

    assert bot.tickets_of() == ()
    assert bot.says() == []


def test_without_a_team_a_reaction_means_nothing(bot: Harness) -> None:
    bot.has_team = False
    react(bot.context, reaction())

    assert bot.says() == []


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        react(bot.context, reaction())


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("+1", "thumbsup"),
        ("thumbsup", "+1::skin-tone-3"),
        ("+1", "thumbsup::skin-tone-6"),
        ("raised_hand", "hand::skin-tone-2"),
        (":ticket:", "ticket"),
    ],
)
def test_variants_of_an_emoji_are_the_same_reaction(bot: Harness, wanted: str, given: str) -> None:
    support = bot.context.support
    assert support is not None
    context = replace(bot.context, support=replace(support, desk=replace(support.desk, reaction=wanted)))
    react(context, reaction(given))
    react(context, reaction("eyes", BOB))

    assert [ticket.person for ticket in bot.tickets_of()] == [ALICE]


def test_the_team_and_the_requester_land_at_a_reply_in_its_thread(bot: Harness) -> None:
    bot.links.links[reaction().channel, reaction().message] = "https://link?thread_ts=1.0"
    react(bot.context, reaction())

    (ticket,) = bot.tickets_of()
    assert ticket.permalink == "https://link?thread_ts=1.0"
    assert [said.values for said in notices(bot)] == [(("link", "https://link?thread_ts=1.0"),)]


def test_what_the_team_cannot_open_stays_without_a_link(bot: Harness) -> None:
    bot.links.links[reaction().channel, reaction().message] = "https://link?thread_ts=1.0"
    react(bot.context, replace(reaction(), team_link=None))

    assert [ticket.permalink for ticket in bot.tickets_of()] == [None]
