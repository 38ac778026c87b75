"""The forms of the support team."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.forms import FormErrors, FormNotice, PreviewForm
from bot.domain.incoming import AssigneeChosen, ReplyApproved, ReplyDrafted, ResolutionChosen
from bot.domain.outgoing import SystemNotice, TicketNews, TransitionRefused
from bot.services.ports import StoreUnavailableError
from bot.services.triaging import submit
from tests.services.builders import BOB, CAROL, MALLORY, TEAM
from tests.services.fakes import ErasedMeanwhile
from tests.services.harness import Harness

if TYPE_CHECKING:
    from bot.domain.outgoing import NewsKind, Notice
    from bot.domain.ticket import Lesson, Resolution, Ticket


def notice_on_top(result: object) -> Notice:
    assert isinstance(result, FormNotice)
    assert result.is_on_top
    return result.notice


def reply_drafted(ticket: Ticket, text: str = "See below", person: str = BOB) -> ReplyDrafted:
    return ReplyDrafted("V1", TEAM, person, ticket.id, text, article=None)


def resolution_chosen(ticket: Ticket) -> ResolutionChosen:
    return ResolutionChosen("V1", TEAM, BOB, ticket.id, "reply", None, "nothing")


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


def test_a_ticket_that_is_forgotten_as_its_form_is_sent_is_told() -> None:
    bot = Harness(store=ErasedMeanwhile())
    result = submit(bot.context, resolution_chosen(bot.opens()))

    assert notice_on_top(result) == SystemNotice("no-ticket", "nl")


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    ticket = bot.opens()
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        submit(bot.context, resolution_chosen(ticket))
