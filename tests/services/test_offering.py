"""What somebody writes directly while requests of theirs wait."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.explanation import FileLine
from bot.domain.outgoing import InPlace, RelayOffer, ReplyMessage, SystemNotice, TransitionRefused, WaitingRequest
from bot.domain.reply import HandOver
from bot.domain.ticket import PostedMessage
from bot.domain.ticket_bodies import TicketNote
from bot.services.answering import Answering
from bot.services.asking import ask, receive, settle_offer
from bot.services.limiting import MOST_TURNS
from bot.services.ports import StoreUnavailableError
from bot.services.ticket_workflow import TeamReply
from tests.services.builders import (
    ALICE,
    BOB,
    DIRECT,
    MALLORY,
    button,
    direct_message,
    mention,
)
from tests.services.waiting import ANSWER, MeanwhileStore, asks_alice, close, edited, forget, notes
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from bot.domain.incoming import ButtonAction, IncomingMessage
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket import Ticket
    from tests.services.harness import Harness
    from tests.services.in_memory.store import InMemoryTransaction


def offers(said: list[OutgoingContent]) -> list[RelayOffer]:
    return [body for body in said if isinstance(body, RelayOffer)]


def one_of(ticket: Ticket) -> WaitingRequest:
    return WaitingRequest(ticket.id, ticket.number, ticket.title, BOB)


def decided(argument: str, ticket: Ticket, quoted: str = "Administration 001", person: str = ALICE) -> ButtonAction:
    pressed = button(argument, f"{ticket.id}:{ANSWER.id}", person, press_id=f"press:{argument}")
    return replace(pressed, conversation=ANSWER.conversation, message=PostedMessage(DIRECT, "8.9"), quoted=quoted)


def test_the_button_of_an_answer_to_what_is_forgotten_is_old(bot: Harness, waiting: Ticket) -> None:
    context = replace(bot.context, store=MeanwhileStore(bot, lambda: forget(bot, waiting)))
    settle_offer(context, decided("answer", waiting))

    assert bot.says() == [SystemNotice("old-button", "en")]


def test_what_is_written_directly_while_one_ticket_waits_may_be_its_answer(bot: Harness, waiting: Ticket) -> None:
    for _ in range(2):
        receive(bot.context, ANSWER)

    assert offers(bot.says()) == [RelayOffer("en", (one_of(waiting),), "Administration 001", "8.8")]
    assert bot.answering.asked == []
    assert bot.ticket(waiting.id) == waiting


def test_who_says_that_it_is_the_answer_has_it_passed_on_once(bot: Harness, waiting: Ticket) -> None:
    for _ in range(2):
        settle_offer(bot.context, decided("answer", waiting))
    said = bot.says()

    assert notes(said) == [TicketNote(waiting.id, "answered", ALICE, "Administration 001")]
    assert InPlace(SystemNotice("relayed", "en", (("number", "1"),)), DIRECT, "8.9") in said
    assert bot.ticket(waiting.id).state == "claimed"


def test_who_says_that_it_is_a_question_is_answered(bot: Harness, waiting: Ticket) -> None:
    for _ in range(2):
        settle_offer(bot.context, decided("question", waiting, "my version"))
    said = bot.says()

    assert bot.answering.asked == ["my version"]
    assert InPlace(SystemNotice("not-relayed", "en"), DIRECT, "8.9") in said
    assert len([body for body in said if isinstance(body, ReplyMessage)]) == 1
    assert bot.ticket(waiting.id) == waiting


def test_an_answer_that_comes_after_the_end_is_told_so(bot: Harness, waiting: Ticket) -> None:
    with bot.workflow() as workflow:
        workflow.dismiss(waiting.id, BOB)
    bot.deliver()
    settle_offer(bot.context, decided("answer", waiting))

    assert bot.says() == [TransitionRefused("en", 1, "closed")]


def test_nobody_answers_for_somebody_else(bot: Harness, waiting: Ticket) -> None:
    settle_offer(bot.context, decided("answer", waiting, person=MALLORY))

    assert bot.says() == [SystemNotice("old-button", "en")]
    assert bot.ticket(waiting.id) == waiting


@pytest.fixture
def both(bot: Harness, waiting: Ticket) -> tuple[Ticket, Ticket]:
    """Return two tickets that wait for Alice's answer."""
    second = bot.opens("Why is my button grey?")
    asks_alice(bot, second)
    return waiting, bot.ticket(second.id)


def test_of_two_requests_that_wait_she_chooses(bot: Harness, both: tuple[Ticket, Ticket]) -> None:
    receive(bot.context, ANSWER)

    (offered,) = offers(bot.says())
    assert offered.requests == (one_of(both[0]), one_of(both[1]))
    assert offered.requests[1].title == "Why is my button grey?"


def test_what_she_chose_is_passed_on_for_that_request_alone(bot: Harness, both: tuple[Ticket, Ticket]) -> None:
    for name in ("answer:2", "answer:1"):  # decided once, whatever is pressed then
        settle_offer(bot.context, decided(name, both[1]))

    assert notes(bot.says()) == [TicketNote(both[1].id, "answered", ALICE, "Administration 001")]
    assert [bot.ticket(each.id).state for each in both] == ["waiting", "claimed"]


def test_an_answer_that_was_passed_on_is_no_question_when_slack_tells_of_it_again(
    bot: Harness, waiting: Ticket
) -> None:
    receive(bot.context, ANSWER)
    settle_offer(bot.context, decided("answer", waiting))
    bot.says()
    receive(bot.context, replace(ANSWER, event_id="EvAgain"))

    assert bot.says() == []
    assert bot.answering.asked == []


@pytest.mark.usefixtures("waiting")
def test_a_question_of_its_own_is_answered_as_one(bot: Harness) -> None:
    for _ in range(2):
        receive(bot.context, direct_message("which version do I need?", "8.8"))

    assert [type(body) for body in bot.says()] == [ReplyMessage]
    assert bot.answering.asked == ["which version do I need?"]


def test_what_may_be_both_is_answered_and_offered_once(bot: Harness, waiting: Ticket) -> None:
    for _ in range(2):
        receive(bot.context, direct_message("do you mean this year's?", "8.8"))

    reply, offered = bot.says()
    assert isinstance(reply, ReplyMessage)
    assert offered == RelayOffer("en", (one_of(waiting),), "do you mean this year's?", "8.8", is_answered=True)


def test_who_says_that_it_was_a_question_alone_has_the_answer_already(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, direct_message("do you mean this year's?", "8.8"))
    bot.says()
    for _ in range(2):
        settle_offer(bot.context, decided("question", waiting, "do you mean this year's?"))

    assert bot.says() == [InPlace(SystemNotice("not-relayed-too", "en"), DIRECT, "8.9")]
    assert bot.answering.asked == ["do you mean this year's?"]


def test_what_was_answered_can_be_passed_on_too(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, direct_message("do you mean this year's?", "8.8"))
    bot.says()
    settle_offer(bot.context, decided("answer", waiting, "do you mean this year's?"))

    assert notes(bot.says()) == [TicketNote(waiting.id, "answered", ALICE, "do you mean this year's?")]


@pytest.mark.usefixtures("waiting")
def test_an_edit_of_what_was_answered_is_answered_and_offered_no_more(bot: Harness) -> None:
    question = direct_message("do you mean this year's?", "8.8")
    receive(bot.context, question)
    bot.says()
    receive(bot.context, edited(question, "do you mean last year's?"))

    assert [type(body) for body in bot.says()] == [ReplyMessage]


@pytest.mark.usefixtures("waiting")
def test_where_the_bot_spoke_last_a_question_is_for_the_bot_alone(bot: Harness) -> None:
    bot.clock.pass_time(minutes=1)
    receive(bot.context, direct_message("which version do I need?", "8.7"))
    bot.says()
    receive(bot.context, direct_message("do you mean this year's?", "8.8"))

    assert [type(body) for body in bot.says()] == [ReplyMessage]


@pytest.mark.usefixtures("waiting")
def test_a_follow_up_is_for_who_spoke_last(bot: Harness) -> None:
    receive(bot.context, direct_message("again", "8.6"))
    assert len(offers(bot.says())) == 1
    bot.clock.pass_time(minutes=1)
    receive(bot.context, direct_message("which version do I need?", "8.7"))
    bot.says()
    receive(bot.context, direct_message("again", "8.8"))

    assert [type(body) for body in bot.says()] == [ReplyMessage]


def test_a_file_alone_may_be_the_answer_and_goes_along(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, replace(ANSWER, text="", files=("https://slack.example/files/F1",)))
    (offered,) = offers(bot.says())
    settle_offer(bot.context, decided("answer", waiting, offered.text))

    assert notes(bot.says()) == [TicketNote(waiting.id, "answered", ALICE, "https://slack.example/files/F1")]


FILE = "https://acme.slack.com/files/U1/F1/factuur_202600123.pdf"


def test_a_file_that_is_no_answer_is_no_question_either_and_goes_along(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, replace(ANSWER, text="", files=(FILE,)))
    (offered,) = offers(bot.says())
    settle_offer(bot.context, decided("question", waiting, offered.text))

    alone = HandOver("en", None, 0.0, is_file_alone=True)
    assert ReplyMessage(alone, trace_id="", files=(FILE,)) in bot.says()
    assert bot.answering.asked == []


def test_of_a_question_with_a_file_the_words_are_asked_and_the_file_goes_along(bot: Harness, waiting: Ticket) -> None:
    settle_offer(bot.context, decided("question", waiting, f"my version\n{FILE}"))

    assert bot.answering.asked == ["my version"]
    assert [body.files for body in bot.says() if isinstance(body, ReplyMessage)] == [(FILE,)]


def test_an_empty_message_is_no_answer(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, replace(ANSWER, text=""))

    assert bot.ticket(waiting.id).state == "waiting"
    assert offers(bot.says()) == []


def test_an_edit_of_an_answer_that_was_passed_on_reaches_the_team_as_one(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, ANSWER)
    settle_offer(bot.context, decided("answer", waiting))
    bot.deliver()
    for _ in range(2):
        receive(bot.context, edited(ANSWER, "Administration 002"))

    assert bot.says()[-1:] == [TicketNote(waiting.id, "edited", ALICE, "Administration 002")]
    assert bot.answering.asked == []


def test_an_edit_of_a_direct_question_is_no_answer_either(bot: Harness) -> None:
    ticket, question = bot.claimed(), direct_message("which version?", "5.5")
    receive(bot.context, question)
    asks_alice(bot, ticket)
    receive(bot.context, edited(question, "which licence?"))

    assert bot.answering.asked == ["which version?", "which licence?"]
    assert offers(bot.says()) == []


def test_what_is_edited_before_it_was_decided_on_is_offered_anew(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, ANSWER)
    receive(bot.context, edited(ANSWER, "Administration 002"))

    assert [offer.text for offer in offers(bot.says())] == ["Administration 001", "Administration 002"]
    for number, quoted in enumerate(("Administration 001", "Administration 002")):
        pressed = decided("answer", waiting, quoted)
        settle_offer(
            bot.context, replace(pressed, id=f"press:{number}", message=PostedMessage(DIRECT, f"8.{number}"))
        )
    assert [(note.kind, note.text) for note in notes(bot.says())] == [
        ("answered", "Administration 001"),
        ("edited", "Administration 002"),
    ]


def test_what_was_said_to_be_a_question_is_one_after_its_edit_too(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, replace(ANSWER, text="my version"))
    settle_offer(bot.context, decided("question", waiting, "my version"))
    bot.deliver()
    receive(bot.context, edited(ANSWER, "which version?"))

    assert bot.answering.asked == ["my version", "which version?"]
    assert offers(bot.says()) == []


def test_of_an_edit_of_what_the_team_has_one_hears_that_it_comes_too_late(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, ANSWER)
    settle_offer(bot.context, decided("answer", waiting))
    close(bot, waiting)
    receive(bot.context, edited(ANSWER, "Administration 002"))

    assert bot.says() == [SystemNotice("not-passed-on", "en", (("number", "1"),))]
    assert bot.answering.asked == []


@pytest.mark.parametrize("then", ["answer", "question"])
def test_an_offer_is_decided_on_once_however_often_and_whatever_is_pressed(
    bot: Harness, waiting: Ticket, then: str
) -> None:
    settle_offer(bot.context, decided("answer", waiting))
    settle_offer(bot.context, replace(decided(then, waiting), id="press:again"))

    assert len(notes(bot.says())) == 1
    assert bot.answering.asked == []


def test_a_question_that_was_offered_is_answered_however_much_was_asked_since(bot: Harness, waiting: Ticket) -> None:
    question = replace(ANSWER, text="my version")
    receive(bot.context, question)
    for number in range(MOST_TURNS + 2):
        receive(bot.context, mention("which licence?", f"{number}.7"))
    bot.deliver()
    settle_offer(bot.context, decided("question", waiting, "my version"))

    assert bot.answering.asked[-1] == "my version"


def test_a_question_is_not_lost_when_the_store_goes_away_behind_its_decision(bot: Harness, waiting: Ticket) -> None:
    def goes_away() -> None:
        bot.store.is_away = True

    class DyingStore(MeanwhileStore):
        """A store that takes one transaction, and then no more."""

        def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
            taken = super().transaction()
            self.__dict__["_meanwhile"] = goes_away
            return taken

    with suppress(StoreUnavailableError):
        settle_offer(
            replace(bot.context, store=DyingStore(bot, lambda: None)), decided("question", waiting, "my version")
        )
    bot.store.is_away = False
    settle_offer(bot.context, decided("question", waiting, "my version"))

    assert len([body for body in bot.says() if isinstance(body, ReplyMessage)]) == 1


def test_a_button_of_an_earlier_version_says_only_which_ticket(bot: Harness, waiting: Ticket) -> None:
    settle_offer(bot.context, replace(decided("answer", waiting), value=waiting.id))

    assert notes(bot.says()) == [TicketNote(waiting.id, "answered", ALICE, "Administration 001")]


def test_a_number_that_the_bot_asked_for_after_the_team_did_is_the_bots(bot: Harness, waiting: Ticket) -> None:
    bot.clock.pass_time(minutes=1)
    ask(bot.context, direct_message("what is my address?", "6.6"))
    bot.deliver()
    receive(bot.context, direct_message("12345678", "7.7"))

    assert [type(body) for body in bot.says()] == [ReplyMessage]
    assert bot.ticket(waiting.id) == waiting


def test_a_number_that_the_team_asked_for_after_the_bot_did_may_be_the_teams(bot: Harness) -> None:
    ticket = bot.claimed()
    ask(bot.context, direct_message("what is my address?", "6.6"))
    bot.clock.pass_time(minutes=1)
    asks_alice(bot, ticket)
    receive(bot.context, direct_message("12345678", "7.7"))

    assert [offer.text for offer in offers(bot.says())] == ["12345678"]


@pytest.mark.usefixtures("waiting")
def test_offers_are_limited_as_questions_are(bot: Harness) -> None:
    for number in range(MOST_TURNS + 5):
        receive(bot.context, direct_message(f"Administration {number}", f"{number}.1"))
    said = bot.says()

    assert len(offers(said)) == MOST_TURNS
    assert said[MOST_TURNS:] == [SystemNotice("too-many", "en")]


def test_words_that_come_late_are_passed_on_offered_and_confirmed_with_when_they_were_written(
    bot: Harness, waiting: Ticket
) -> None:
    said_at = bot.clock.now() - timedelta(hours=3)
    receive(bot.context, replace(ANSWER, said_at=said_at))
    receive(bot.context, replace(mention("administration 1", "5.5"), said_at=said_at))
    said, late = bot.says(), said_at.isoformat()

    assert [offer.asked_at for offer in offers(said)] == [late]
    assert notes(said) == [TicketNote(waiting.id, "answered", ALICE, "administration 1", written_at=late)]
    assert SystemNotice("relayed", "en", (("number", "1"),), asked_at=late) in said


def test_an_answer_that_its_writer_owns_to_late_is_passed_on_with_when_it_was_written(
    bot: Harness, waiting: Ticket
) -> None:
    written_at = bot.clock.now() - timedelta(hours=3)
    settle_offer(bot.context, replace(decided("answer", waiting), quoted_at=written_at))

    late = TicketNote(waiting.id, "answered", ALICE, "Administration 001", written_at=written_at.isoformat())
    assert notes(bot.says()) == [late]


def reopened(bot: Harness, by: str) -> Ticket:
    ticket = bot.resolved()
    with bot.workflow() as workflow:
        workflow.reopen(ticket.id, by)
    bot.deliver()
    return bot.ticket(ticket.id)


def test_what_is_still_wrong_is_taken_where_it_is_written_and_that_once(bot: Harness) -> None:
    ticket = reopened(bot, ALICE)
    receive(bot.context, ANSWER)
    (offered,) = offers(bot.says())
    assert offered.requests == (one_of(ticket),)
    settle_offer(bot.context, decided("answer", ticket))
    assert notes(bot.says()) == [TicketNote(ticket.id, "answered", ALICE, "Administration 001")]

    receive(bot.context, direct_message("Administration 002", "9.9"))
    assert offers(bot.says()) == []


def test_what_the_team_opened_again_waits_for_nobody(bot: Harness) -> None:
    reopened(bot, BOB)
    receive(bot.context, ANSWER)

    assert offers(bot.says()) == []


def test_what_nobody_has_touched_yet_waits_for_nobody(bot: Harness) -> None:
    bot.opens()
    receive(bot.context, ANSWER)

    assert [type(body) for body in bot.says()] == [ReplyMessage]


def test_who_owns_to_an_answer_while_the_team_cannot_see_the_request_reads_that_it_is_kept(bot: Harness) -> None:
    ticket = bot.opens_unseen()
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, BOB, TeamReply("Which administration?", kind="question"))
    settle_offer(bot.context, decided("answer", bot.ticket(ticket.id)))

    assert InPlace(SystemNotice("relayed-later", "en", (("number", "1"),)), DIRECT, "8.9") in bot.says()


ANSWERED, OFFERED = ["answer"], ["offer"]
BOTH = ["answer", "offer"]
REAL = [
    # What is written, what comes of it before the bot has said anything since, and after it has told the version.
    ("factuur kwijt", BOTH, BOTH),  # searched for, and just as well what the team asked
    ("Exact Online", BOTH, BOTH),
    ("brievenbus niet zichtbaar", BOTH, BOTH),
    ("stappenplan", BOTH, BOTH),
    ("geen facturen", OFFERED, OFFERED),  # nothing sure to be said to it: one press makes it a question
    ("ja", OFFERED, OFFERED),  # short, but it is what was waited for
    ("ok", OFFERED, OFFERED),
    ("vanmiddag pas", OFFERED, OFFERED),
    ("ik weet het niet", OFFERED, OFFERED),
    ("top, werkt nu", OFFERED, OFFERED),  # thanks that tell the team what it wants to know
    ("foutmelding 404", OFFERED, OFFERED),  # the team asked what goes wrong
    ("Jan de Vries, 06-12345678", OFFERED, OFFERED),  # contact data are for people
    ("versie 413", OFFERED, BOTH),  # after what the bot said of versions it is a word on that as well
    ("413", OFFERED, BOTH),
    ("01035286", OFFERED, OFFERED),  # nobody talked of the mailbox address
    ("morgen", BOTH, BOTH),  # good morning, or tomorrow
    ("hoi", ANSWERED, ANSWERED),  # a greeting answers nothing
    ("bedankt!", ANSWERED, ANSWERED),
    ("help", ANSWERED, ANSWERED),
    ("Hoe stel ik Globe in?", ANSWERED, ANSWERED),  # a question of its own
    ("en nu?", OFFERED, ANSWERED),  # whoever spoke last is who it is meant for
]


@dataclass(frozen=True)
class Shipped:
    """Holds what answers from the shipped knowledge base."""

    current: Answering

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:
        return tuple(FileLine("", None) for _ in wanted)


SHIPPED = Shipped(Answering(shipped_knowledge(), shipped_matcher()))


def comes_of(bot: Harness, message: IncomingMessage) -> list[str]:
    receive(replace(bot.context, answering=SHIPPED), message)
    names = {ReplyMessage: "answer", RelayOffer: "offer"}
    return [names[type(body)] for body in bot.says()]


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize(("text", "comes"), [(text, before) for text, before, _ in REAL])
def test_of_a_real_message_while_the_team_waits_comes_what_people_expect(
    bot: Harness, text: str, comes: list[str]
) -> None:
    assert comes_of(bot, direct_message(text, "8.8")) == comes


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize(("text", "comes"), [(text, after) for text, _, after in REAL])
def test_of_a_real_message_after_the_bot_spoke_comes_what_people_expect(
    bot: Harness, text: str, comes: list[str]
) -> None:
    bot.clock.pass_time(minutes=1)
    comes_of(bot, direct_message("Welke versie van Exact Globe heb ik nodig?", "8.7"))
    assert comes_of(bot, direct_message(text, "8.8")) == comes


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize("text", ["", "zie bijlage", "ja, zie hier"])
def test_a_screenshot_while_the_team_waits_is_offered_with_its_link(bot: Harness, text: str) -> None:
    receive(replace(bot.context, answering=SHIPPED), replace(direct_message(text, "8.8"), files=(FILE,)))

    (offered,) = offers(bot.says())
    assert offered.text == "\n".join(filter(None, (text, FILE)))
