"""What is pressed on a ticket's card and on the requester's messages, and the team's forms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.forms import AssignForm, FormErrors, FormNotice, PreviewForm, ReplyForm, ResolveForm
from bot.domain.incoming import AssigneeChosen, ReplyApproved, ReplyDrafted, ResolutionChosen
from bot.domain.outgoing import Home, SystemNotice, TicketNews, TransitionRefused
from bot.services.ports import StoreUnavailableError
from bot.services.triaging import press, submit
from tests.services.builders import ALICE, BOB, CAROL, MALLORY, TEAM, button
from tests.services.harness import Harness
from tests.services.in_memory import InMemoryStore

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.domain.forms import Form
    from bot.domain.outgoing import NewsKind, Notice, OutgoingContent
    from bot.domain.ticket import Lesson, Resolution, Ticket
    from tests.services.in_memory.store import InMemoryTransaction


def presses(bot: Harness, what: str, ticket: Ticket, person: str = BOB, press_id: str = "press:1") -> Form | None:
    return press(bot.context, button(what, ticket.id, person, press_id))


def notices(said: list[OutgoingContent]) -> list[OutgoingContent]:
    return [body for body in said if isinstance(body, SystemNotice | TransitionRefused)]


def notice_on_top(result: object) -> Notice:
    assert isinstance(result, FormNotice)
    assert result.is_on_top
    return result.notice


def reply_drafted(ticket: Ticket, text: str = "See below", person: str = BOB) -> ReplyDrafted:
    return ReplyDrafted("V1", TEAM, person, ticket.id, text, article=None)


def resolution_chosen(ticket: Ticket) -> ResolutionChosen:
    return ResolutionChosen("V1", TEAM, BOB, ticket.id, "reply", None, "nothing")


@pytest.mark.parametrize(
    ("what", "person", "state"),
    [("claim", BOB, "claimed"), ("dismiss", CAROL, "closed"), ("withdraw", ALICE, "closed")],
)
def test_what_is_pressed_is_done_without_a_further_word(bot: Harness, what: str, person: str, state: str) -> None:
    ticket = bot.opens()
    assert presses(bot, what, ticket, person) is None

    assert bot.ticket(ticket.id).state == state
    assert notices(bot.says()) == []
    assert bot.wakes


def test_a_press_that_arrives_twice_is_done_once(bot: Harness) -> None:
    ticket = bot.claimed()
    for _ in range(2):
        presses(bot, "wait", ticket)

    assert bot.tells() == ["team:waiting"]


@pytest.mark.parametrize(
    ("what", "form"), [("assign", AssignForm), ("reply", ReplyForm), ("resolve", ResolveForm), ("correct", ReplyForm)]
)
def test_for_some_of_it_a_form_opens_and_nothing_is_done_yet(bot: Harness, what: str, form: type[Form]) -> None:
    ticket = bot.opens()

    assert isinstance(presses(bot, what, ticket), form)
    assert bot.ticket(ticket.id) == ticket
    assert bot.says() == []


def test_the_form_for_a_correction_says_so(bot: Harness) -> None:
    ticket = bot.opens()

    assert presses(bot, "correct", ticket) == ReplyForm(ticket, is_correction=True)


@pytest.mark.parametrize("what", ["claim", "reply", "resolve", "assign", "wait", "dismiss", "reopen", "of-old"])
def test_who_is_not_in_the_team_gets_nowhere(bot: Harness, what: str) -> None:
    ticket = bot.opens()
    assert presses(bot, what, ticket, MALLORY) is None

    assert bot.ticket(ticket.id) == ticket
    (outgoing,) = bot.deliver()
    assert outgoing.body == SystemNotice("not-in-team", "nl")
    assert outgoing.destination == button(person=MALLORY).private


def test_who_cannot_be_looked_up_gets_nowhere_and_is_told_why(bot: Harness) -> None:
    ticket = bot.opens()
    bot.membership.is_unknown = True
    presses(bot, "claim", ticket, MALLORY)

    assert bot.says() == [SystemNotice("cannot-check", "nl")]


@pytest.mark.parametrize("what", ["withdraw", "confirm"])
def test_what_is_the_requesters_to_say_nobody_else_says(bot: Harness, what: str) -> None:
    ticket = bot.resolved()
    presses(bot, what, ticket, BOB)

    assert bot.ticket(ticket.id) == ticket
    assert bot.says() == [SystemNotice("not-yours", "en")]


@pytest.mark.parametrize("person", [ALICE, BOB])
def test_requester_and_team_may_both_reopen(bot: Harness, person: str) -> None:
    ticket = bot.resolved()
    presses(bot, "reopen", ticket, person)

    assert bot.ticket(ticket.id).state == "claimed"


def test_of_two_who_claim_the_other_is_told_who_was_first(bot: Harness) -> None:
    ticket = bot.claimed(by=BOB)
    presses(bot, "claim", ticket, CAROL)

    claimed_at = bot.clock.now().isoformat()
    assert bot.says() == [TransitionRefused("nl", 1, "claimed", assignee=BOB, claimed_at=claimed_at)]
    assert bot.ticket(ticket.id) == ticket


def test_who_claims_twice_is_not_told_that_they_were_first(bot: Harness) -> None:
    presses(bot, "claim", bot.claimed(by=BOB), BOB)

    assert bot.says() == [TransitionRefused("nl", 1, "claimed")]


def test_a_requester_is_told_in_their_language_how_their_ticket_stands(bot: Harness) -> None:
    ticket = bot.resolved()
    presses(bot, "withdraw", ticket, ALICE)

    assert bot.says() == [TransitionRefused("en", 1, "resolved")]


def test_what_ended_long_ago_cannot_be_reopened(bot: Harness) -> None:
    ticket = bot.resolved()
    bot.clock.pass_time(days=31)
    presses(bot, "reopen", ticket, ALICE)

    assert bot.says() == [TransitionRefused("en", 1, "resolved", is_too_late=True)]


@pytest.mark.parametrize("what", ["claim", "reply", "withdraw"])
def test_a_ticket_that_is_gone_is_told(bot: Harness, what: str) -> None:
    assert press(bot.context, button(what, "gone", BOB)) is None

    assert bot.says() == [SystemNotice("no-ticket", "nl")]


def test_a_button_of_another_version_gets_a_clear_word(bot: Harness) -> None:
    presses(bot, "of-old", bot.opens())

    assert bot.says() == [SystemNotice("old-button", "nl")]


class ErasedMeanwhile(InMemoryStore):
    """Forgets Alice at the last moment: before whatever is written next, and after it was looked up."""

    def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
        self.erase(ALICE)
        return super().transaction()


def test_a_ticket_that_is_forgotten_as_it_is_pressed_is_told() -> None:
    bot = Harness(store=ErasedMeanwhile())
    presses(bot, "claim", bot.opens())

    assert bot.says() == [SystemNotice("no-ticket", "nl")]


def test_a_ticket_that_is_forgotten_as_its_form_is_sent_is_told() -> None:
    bot = Harness(store=ErasedMeanwhile())
    result = submit(bot.context, resolution_chosen(bot.opens()))

    assert notice_on_top(result) == SystemNotice("no-ticket", "nl")


def test_a_press_on_a_card_of_before_while_there_is_no_team_is_told_so(bot: Harness) -> None:
    ticket = bot.opens()
    bot.has_team = False
    assert presses(bot, "claim", ticket) is None

    assert bot.says() == [SystemNotice("no-team", "en")]


def test_what_was_pressed_in_app_home_has_it_shown_anew_once(bot: Harness) -> None:
    ticket = bot.opens()
    for _ in range(2):
        press(bot.context, replace(button("withdraw", ticket.id), conversation=None))

    assert [body for body in bot.says() if isinstance(body, Home)] == [Home("en")]


@pytest.mark.parametrize(
    ("asks_back", "is_correction", "purpose"),
    [(False, False, "reply"), (True, False, "question"), (True, True, "corrected")],
)
def test_what_was_written_is_shown_before_it_is_sent(
    bot: Harness, *, asks_back: bool, is_correction: bool, purpose: NewsKind
) -> None:
    ticket = bot.opens()
    result = submit(bot.context, replace(reply_drafted(ticket), asks_back=asks_back, is_correction=is_correction))

    assert result == PreviewForm(ticket, TicketNews(ticket.id, purpose, BOB, "See below"))
    assert bot.says() == []


def test_an_article_may_stand_for_words_and_one_of_the_two_there_must_be(bot: Harness) -> None:
    empty = reply_drafted(bot.opens(), "")

    assert submit(bot.context, empty) == FormErrors("nl", (("text", "reply-empty"),))
    assert isinstance(submit(bot.context, replace(empty, article="version-required")), PreviewForm)


def test_what_was_looked_at_is_sent_once(bot: Harness) -> None:
    ticket = bot.claimed()
    for _ in range(2):
        assert submit(bot.context, ReplyApproved("V1", TEAM, BOB, ticket.id, "See below", None, "question")) is None

    assert bot.tells() == ["requester:question", "team:asked"]
    assert bot.ticket(ticket.id).state == "waiting"


def test_a_resolution_is_kept_with_what_can_be_learnt(bot: Harness) -> None:
    ticket = bot.opens()
    chosen = replace(resolution_chosen(ticket), resolution="article", article="version-required", lesson="phrasing")
    assert submit(bot.context, chosen) is None

    after = bot.ticket(ticket.id)
    assert (after.state, after.resolution, after.lesson) == ("resolved", "article", "phrasing")


@pytest.mark.parametrize(
    ("resolution", "lesson", "wrong"),
    [("article", "nothing", "resolve-needs-article"), ("reply", "phrasing", "resolve-phrasing-needs-article")],
)
def test_a_resolution_without_its_article_is_asked_for_it(
    bot: Harness, resolution: Resolution, lesson: Lesson, wrong: str
) -> None:
    ticket = bot.opens()
    result = submit(bot.context, replace(resolution_chosen(ticket), resolution=resolution, lesson=lesson))

    assert result == FormErrors("nl", (("article", wrong),))
    assert bot.ticket(ticket.id) == ticket


def test_a_ticket_is_given_to_a_colleague(bot: Harness) -> None:
    ticket = bot.opens()
    assert submit(bot.context, AssigneeChosen("V1", TEAM, BOB, ticket.id, CAROL)) is None

    assert bot.ticket(ticket.id).assignee == CAROL


@pytest.mark.parametrize(
    ("whom", "is_unknown", "wrong"),
    [
        (None, False, "assign-not-support"),
        (MALLORY, False, "assign-not-support"),
        (MALLORY, True, "assign-cannot-check"),
    ],
)
def test_a_ticket_is_given_to_nobody_else(bot: Harness, whom: str | None, *, is_unknown: bool, wrong: str) -> None:
    ticket = bot.opens()
    bot.membership.is_unknown = is_unknown
    result = submit(bot.context, AssigneeChosen("V1", TEAM, BOB, ticket.id, whom))

    assert result == FormErrors("nl", (("whom", wrong),))
    assert bot.ticket(ticket.id) == ticket


def test_a_form_of_somebody_outside_the_team_is_refused_and_nothing_typed_is_lost(bot: Harness) -> None:
    result = submit(bot.context, reply_drafted(bot.opens(), person=MALLORY))

    assert notice_on_top(result) == SystemNotice("not-in-team", "nl")


def test_a_form_that_somebody_was_quicker_than_is_refused_and_nothing_typed_is_lost(bot: Harness) -> None:
    result = submit(bot.context, resolution_chosen(bot.resolved()))

    assert notice_on_top(result) == TransitionRefused("nl", 1, "resolved")


def test_a_form_about_a_ticket_that_is_gone_is_told(bot: Harness) -> None:
    result = submit(bot.context, replace(reply_drafted(bot.opens()), ticket="gone"))

    assert notice_on_top(result) == SystemNotice("no-ticket", "nl")


def test_a_form_that_was_opened_while_there_was_a_team_is_told_that_there_is_none(bot: Harness) -> None:
    form = reply_drafted(bot.opens())
    bot.has_team = False

    assert submit(bot.context, form) == FormNotice(SystemNotice("no-team", "en"))


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    ticket = bot.opens()
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        presses(bot, "claim", ticket)
    with pytest.raises(StoreUnavailableError):
        submit(bot.context, resolution_chosen(ticket))
