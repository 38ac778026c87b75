"""The forms of the support team."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.forms import FormErrors, FormNotice, PreviewForm, ResolveForm
from bot.domain.outgoing import Destination, SystemNotice, TransitionRefused
from bot.domain.sent_forms import AssigneeChosen, ReplyApproved, ReplyDrafted, ResolutionChosen
from bot.domain.ticket import Place
from bot.domain.ticket_bodies import TicketNews
from bot.services.ports import StoreUnavailableError
from bot.services.resolving import OutboxResolver
from bot.services.ticket_workflow import TeamReply
from bot.services.triaging import submit
from tests.services.builders import ALICE, BOB, CAROL, MALLORY, TEAM
from tests.services.fakes import ErasedMeanwhile
from tests.services.harness import Harness
from tests.services.in_memory import InMemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from bot.domain.outgoing import Notice
    from bot.domain.ticket import Lesson, Resolution, Ticket
    from bot.domain.told_kinds import NewsKind
    from tests.services.in_memory.store import InMemoryTransaction


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


def replied_by(bot: Harness, ticket: Ticket, person: str) -> None:
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, person, TeamReply("Carol's"))
    bot.deliver()


def test_of_two_who_reply_at_once_the_second_is_warned_and_may_send_anyway(bot: Harness) -> None:
    ticket = bot.claimed()
    approved = ReplyApproved("V1", TEAM, BOB, ticket.id, "Bob's", None, "reply", seen=ticket.version)
    replied_by(bot, ticket, CAROL)
    warned = submit(bot.context, approved)

    assert isinstance(warned, PreviewForm)
    assert warned.is_again
    assert warned.collision is not None
    assert (warned.collision.person, warned.news.text) == (CAROL, "Bob's")
    assert bot.says() == []
    assert submit(bot.context, replace(approved, seen=warned.ticket.version)) is None
    assert "requester:reply" in bot.tells()


def test_who_was_quicker_while_one_wrote_is_told_in_the_preview(bot: Harness) -> None:
    ticket = bot.claimed()
    replied_by(bot, ticket, CAROL)
    preview = submit(bot.context, replace(reply_drafted(ticket), seen=ticket.version, is_private=True))

    assert isinstance(preview, PreviewForm)
    assert preview.collision is not None
    assert not preview.is_again
    assert preview.news.is_private


def test_ones_own_reply_and_a_form_of_an_earlier_version_warn_of_nothing(bot: Harness) -> None:
    ticket = bot.claimed()
    replied_by(bot, ticket, BOB)
    own = ReplyApproved("V1", TEAM, BOB, ticket.id, "More", None, "reply", seen=ticket.version)
    assert submit(bot.context, own) is None
    replied_by(bot, ticket, CAROL)

    assert submit(bot.context, replace(own, id="V2", seen=None)) is None


def test_who_resolves_is_warned_of_a_reply_that_came_meanwhile(bot: Harness) -> None:
    ticket = bot.claimed()
    replied_by(bot, ticket, CAROL)
    chosen = replace(resolution_chosen(ticket), seen=ticket.version)
    warned = submit(bot.context, chosen)

    assert isinstance(warned, ResolveForm)
    assert warned.collision is not None
    assert submit(bot.context, replace(chosen, seen=warned.ticket.version)) is None
    assert bot.ticket(ticket.id).state == "resolved"


class QuickerByAMoment(InMemoryStore):
    """Somebody replies between the look at a ticket and the transaction, once."""

    quicker: Callable[[], None] | None = None

    def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
        quicker, self.quicker = self.quicker, None
        if quicker is not None:
            quicker()
        return super().transaction()


@pytest.mark.parametrize("what", ["reply", "resolve"])
def test_who_was_quicker_by_a_moment_is_noticed_too(what: str) -> None:
    store = QuickerByAMoment()
    bot = Harness(store=store)
    ticket = bot.claimed()
    seen = ticket.version
    reply = ReplyApproved("V1", TEAM, BOB, ticket.id, "Bob's", None, "reply", seen=seen)
    store.quicker = lambda: replied_by(bot, ticket, CAROL)
    result = submit(bot.context, reply if what == "reply" else replace(resolution_chosen(ticket), seen=seen))

    assert isinstance(result, PreviewForm | ResolveForm)
    assert result.collision is not None
    assert bot.says() == []


def test_a_private_reply_is_read_in_direct_messages(bot: Harness) -> None:
    ticket = bot.claimed()
    submit(bot.context, ReplyApproved("V1", TEAM, BOB, ticket.id, "Between us", None, "reply", is_private=True))
    (told,) = [each for each in bot.deliver() if isinstance(each.body, TicketNews)]

    assert told.destination == Destination(TEAM, ALICE, person=ALICE)
    message = OutboxResolver(bot.store, bot.clock, bot.context.support).message_of(told)
    assert message is not None
    assert message.place == Place.of_person(ALICE)


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
