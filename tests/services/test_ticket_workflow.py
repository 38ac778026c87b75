"""The life of a ticket: what each action makes of it, and who is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination
from bot.domain.ticket import InvalidTransitionError, PostedMessage
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.services.handing_over import new_ticket
from bot.services.ticket_workflow import NoTicketError, RequesterWords, TeamReply, TicketWorkflow
from tests.services.builders import ALICE, BOB, CAROL, CHANNEL, TEAM, TRIAGE, draft

if TYPE_CHECKING:
    from bot.domain.ticket import Ticket
    from tests.services.harness import Harness

ACTIONS = {
    "claim": lambda workflow, ticket: workflow.claim(ticket, BOB),
    "claim_if_open": lambda workflow, ticket: workflow.claim_if_open(ticket, BOB),
    "assign": lambda workflow, ticket: workflow.assign(ticket, BOB, CAROL),
    "reply": lambda workflow, ticket: workflow.reply(ticket, BOB, TeamReply("so")),
    "ask back": lambda workflow, ticket: workflow.reply(ticket, BOB, TeamReply("which?", kind="question")),
    "correct": lambda workflow, ticket: workflow.reply(ticket, BOB, TeamReply("not so", kind="corrected")),
    "resolve": lambda workflow, ticket: workflow.resolve(ticket, BOB, "reply", None, "nothing"),
    "dismiss": lambda workflow, ticket: workflow.dismiss(ticket, BOB),
    "reopen": lambda workflow, ticket: workflow.reopen(ticket, BOB),
    "reopen it oneself": lambda workflow, ticket: workflow.reopen(ticket, ALICE),
    "withdraw": lambda workflow, ticket: workflow.withdraw(ticket, ALICE),
    "confirm": lambda workflow, ticket: workflow.confirm(ticket, ALICE),
    "answer": lambda workflow, ticket: workflow.answer(ticket, ALICE, RequesterWords("this one")),
}


def act(bot: Harness, ticket_id: str, name: str) -> Ticket:
    """Do it, and return the ticket as it stands after that."""
    with bot.workflow() as workflow:
        after: Ticket = ACTIONS[name](workflow, ticket_id)
    assert after == bot.ticket(ticket_id)
    return after


def test_of_a_new_ticket_team_and_requester_are_told(bot: Harness) -> None:
    with bot.workflow() as workflow:
        opened = workflow.open(new_ticket(draft(), "", "why?", None, bot.clock.now()))

    assert opened == bot.ticket(opened.id)
    assert set(bot.says()) == {
        TicketCard(opened.id, 1),
        TicketStatus(opened.id, 1),
        TicketNote(opened.id, "opened", ALICE),
    }


@pytest.mark.parametrize(
    ("name", "state", "told"),
    [
        ("claim", "claimed", ["requester:claimed", "team:claimed"]),
        ("claim_if_open", "claimed", ["requester:claimed", "team:claimed"]),
        ("assign", "claimed", ["requester:claimed", "team:assigned"]),
        ("reply", "claimed", ["requester:claimed", "requester:reply", "team:claimed", "team:replied"]),
        ("ask back", "waiting", ["requester:claimed", "requester:question", "team:asked", "team:claimed"]),
        ("resolve", "resolved", ["requester:claimed", "requester:resolved", "team:claimed", "team:resolved"]),
        ("dismiss", "closed", ["requester:dismissed", "team:dismissed"]),
        ("withdraw", "closed", ["team:withdrawn"]),
        ("answer", "open", ["team:answered"]),
    ],
)
def test_what_can_be_done_with_an_open_ticket(bot: Harness, name: str, state: str, told: list[str]) -> None:
    opened = bot.opens()

    assert act(bot, opened.id, name).state == state
    assert bot.tells() == told


@pytest.mark.parametrize(
    ("name", "state", "told"),
    [
        ("claim_if_open", "claimed", []),
        ("assign", "claimed", ["requester:claimed", "team:assigned"]),
        ("reply", "claimed", ["requester:reply", "team:replied"]),
        ("correct", "claimed", ["requester:corrected", "team:corrected"]),
        ("ask back", "waiting", ["requester:question", "team:asked"]),
    ],
)
def test_what_can_be_done_with_a_claimed_ticket(bot: Harness, name: str, state: str, told: list[str]) -> None:
    claimed = bot.claimed()

    assert act(bot, claimed.id, name).state == state
    assert bot.tells() == told


@pytest.mark.parametrize(
    ("name", "state", "told"),
    [
        ("confirm", "closed", ["team:confirmed"]),
        ("reopen", "claimed", ["requester:reopened", "team:reopened"]),
        ("reopen it oneself", "claimed", ["team:reopened"]),
        ("answer", "resolved", ["team:answered"]),
    ],
)
def test_what_can_be_done_with_a_resolved_ticket(bot: Harness, name: str, state: str, told: list[str]) -> None:
    resolved = bot.resolved()

    assert act(bot, resolved.id, name).state == state
    assert bot.tells() == told


@pytest.mark.parametrize("name", ["claim", "assign", "ask back", "dismiss", "withdraw"])
def test_what_cannot_be_done_leaves_everything_as_it_was(bot: Harness, name: str) -> None:
    resolved = bot.resolved()
    with pytest.raises(InvalidTransitionError):
        act(bot, resolved.id, name)

    assert bot.ticket(resolved.id) == resolved
    assert bot.says() == []


@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_can_be_done_with_what_there_is_not(bot: Harness, name: str) -> None:
    with pytest.raises(NoTicketError):
        act(bot, "gone", name)


def test_another_teams_ticket_is_not_there(bot: Harness) -> None:
    opened = bot.opens()
    with bot.store.transaction() as transaction, pytest.raises(NoTicketError):
        TicketWorkflow(transaction, bot.desk, "T2", bot.clock.now(), bot.audit).claim(opened.id, BOB)


def test_each_step_has_card_and_status_edited_and_is_in_the_history(bot: Harness) -> None:
    opened = bot.opens()
    act(bot, opened.id, "claim")

    said = {outgoing.body: outgoing.destination for outgoing in bot.deliver()}
    assert said[TicketCard(opened.id, 2)] == Destination(TEAM, TRIAGE)
    assert said[TicketStatus(opened.id, 2)] == Destination(TEAM, CHANNEL, "1.1", person=ALICE)
    assert said[TicketNews(opened.id, "claimed", BOB)] == Destination(TEAM, CHANNEL, "1.1", person=ALICE)
    assert said[TicketNote(opened.id, "claimed", BOB)] == Destination(TEAM, TRIAGE)
    (step,) = bot.store.tickets.history(TEAM, opened.id)
    assert (step.person, step.step, step.before, step.after) == (BOB, "claim", "open", "claimed")


def test_what_is_given_to_whom_has_it_already_is_no_news_to_the_requester(bot: Harness) -> None:
    claimed = bot.claimed(by=CAROL)
    act(bot, claimed.id, "assign")

    assert bot.tells() == ["team:assigned"]


def test_a_reply_brings_words_and_article_to_both_sides(bot: Harness) -> None:
    claimed = bot.claimed()
    with bot.workflow() as workflow:
        workflow.reply(claimed.id, BOB, TeamReply("See below", "version-required"))

    said = bot.says()
    assert TicketNews(claimed.id, "reply", BOB, "See below", "version-required") in said
    assert TicketNote(claimed.id, "replied", BOB, "See below", "version-required") in said


def test_a_correction_takes_the_bots_reply_back_where_that_stands(bot: Harness) -> None:
    opened = bot.opens(about=replace(draft(), replied_at=PostedMessage("C9", "1.2")))
    act(bot, opened.id, "correct")

    corrections = [outgoing for outgoing in bot.deliver() if isinstance(outgoing.body, TicketCorrection)]
    assert [outgoing.destination for outgoing in corrections] == [Destination(TEAM, "C9")]


@pytest.mark.parametrize(("how", "sent"), [("article", "version-required"), ("duplicate", None)])
def test_what_an_article_resolved_brings_it_to_the_requester(bot: Harness, how: str, sent: str | None) -> None:
    opened = bot.opens()
    with bot.workflow() as workflow:
        workflow.resolve(
            opened.id, BOB, "article" if how == "article" else "duplicate", "version-required", "phrasing"
        )

    after = bot.ticket(opened.id)
    assert (after.resolution, after.article, after.lesson) == (how, "version-required", "phrasing")
    said = bot.says()
    assert TicketNews(opened.id, "resolved", BOB) in said
    assert (TicketNews(opened.id, "reply", BOB, article=sent) in said) is (sent is not None)


def test_an_edited_answer_is_told_as_one(bot: Harness) -> None:
    claimed = bot.claimed()
    with bot.workflow() as workflow:
        workflow.answer(claimed.id, ALICE, RequesterWords("that one", kind="edited"))

    assert TicketNote(claimed.id, "edited", ALICE, "that one") in bot.says()


def test_how_the_question_was_asked_that_is_waited_for_is_kept(bot: Harness) -> None:
    claimed, kept = bot.claimed(), []
    for reply in (
        TeamReply("Which?", kind="question", is_private=True),
        TeamReply("In the hall."),
        TeamReply("Which?", kind="question"),
    ):
        with bot.workflow() as workflow:
            workflow.reply(claimed.id, BOB, reply)
        kept.append(bot.ticket(claimed.id).is_asked_privately)

    assert kept == [True, True, False]


def ask_again(bot: Harness) -> None:
    with bot.workflow() as workflow:
        workflow.open(new_ticket(draft(), "", "Why is my screen purple?", None, bot.clock.now()))


def test_the_same_question_again_is_the_same_ticket(bot: Harness) -> None:
    first = bot.claimed()
    ask_again(bot)

    assert bot.tickets_of() == (first,)
    assert bot.says() == []


def test_what_is_asked_again_after_it_was_resolved_is_open_again(bot: Harness) -> None:
    first = bot.resolved()
    ask_again(bot)

    assert [(ticket.id, ticket.state) for ticket in bot.tickets_of()] == [(first.id, "claimed")]
    assert bot.tells() == ["team:reopened"]


def test_beside_a_newer_ticket_of_the_same_question_an_old_one_stays_closed(bot: Harness) -> None:
    old = bot.opens()
    act(bot, old.id, "withdraw")
    newer = bot.opens()
    with pytest.raises(InvalidTransitionError) as refused:
        act(bot, old.id, "reopen it oneself")

    assert refused.value.ticket.id == newer.id
    assert bot.ticket(old.id).state == "closed"


def test_what_was_closed_before_anybody_had_it_is_open_to_all_again(bot: Harness) -> None:
    opened = bot.opens()
    act(bot, opened.id, "dismiss")
    act(bot, opened.id, "reopen it oneself")

    assert (bot.ticket(opened.id).state, bot.ticket(opened.id).assignee) == ("open", None)
