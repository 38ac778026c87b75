"""A person is forgotten at their word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation
from bot.domain.outgoing import Home, InPlace, Outgoing, Sought, SystemNotice
from bot.domain.ticket import TransitionRecord
from bot.services.erasing import HEAD_START, MOST_DUE, PORTION, decide_erasure, finish_erasures, take_words_off
from bot.services.forgetting import answer_privacy
from bot.services.handing_over import new_ticket
from bot.services.ports import TICKET_RETENTION, Erasure, OnBatch, StoreUnavailableError, Timers, ignore
from tests.clocks import SlowClock
from tests.services.builders import ALICE, BOB, CHANNEL, TEAM, TRIAGE, button, command, direct_message, draft
from tests.services.harness import NOON, Harness
from tests.services.in_memory import InMemoryStore
from tests.storage.contract import asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.incoming import ButtonAction
    from bot.domain.ticket import Ticket
    from bot.services.ports import ErasedMessage


class _Interrupted(InMemoryStore):
    """A store that fails while it forgets `whom`, until that is None again; `meanwhile` is done before."""

    whom: str | None = None

    def meanwhile(self) -> None:
        """Do what another replica does at that moment."""

    def erase(
        self, person: str, team: str | None = None, on_batch: OnBatch = ignore, until: datetime | None = None
    ) -> Mapping[str, int]:
        """See `Store.erase`."""
        self.meanwhile()
        if person == self.whom:
            raise StoreUnavailableError("the database is away")
        return super().erase(person, team, on_batch, until)


class _FinishedByAnother(_Interrupted):
    """A store in which another replica forgets whoever we forget, and is a moment earlier."""

    def meanwhile(self) -> None:
        """See `_Interrupted.meanwhile`."""
        for erasure in self.unfinished_erasures():
            super(_Interrupted, self).erase(erasure.person, erasure.team, ignore, erasure.asked_at)
            with self.transaction() as transaction:
                transaction.erasures.finish(erasure)


class _AskedMeanwhile(_Interrupted):
    """A store in which Alice asks something just after she pressed, before she is forgotten."""

    def meanwhile(self) -> None:
        """See `_Interrupted.meanwhile`."""
        with self.transaction() as transaction:
            transaction.questions.add(asked("later", ALICE, TEAM, NOON + timedelta(seconds=1)))


class _SeenEarlier(InMemoryStore):
    """A store in which another replica sees to one of the messages that we have just looked up."""

    def erased_messages(self, most: int) -> Sequence[ErasedMessage]:
        """See `Store.erased_messages`."""
        found = super().erased_messages(most)
        with self.transaction() as transaction:
            for each in found[:1]:
                transaction.erasures.take_off(each)
        return found


def presses(argument: str, person: str = ALICE) -> ButtonAction:
    where = Conversation("command", TEAM, CHANNEL, person=person)
    return replace(button(argument, person=person), conversation=where, message=None)


def in_place(said: list[Outgoing]) -> dict[str, SystemNotice]:
    """Return what is said in the place of messages, by their channel and id; of what was pressed on by the former."""
    return {
        f"{each.body.channel}:{each.body.message}"
        if each.body.message
        else each.destination.channel: each.body.notice
        for each in said
        if isinstance(each.body, InPlace)
    }


def told(bot: Harness) -> str:
    """Return the name of what the person who pressed is told."""
    return in_place(bot.deliver())[CHANNEL].text


def goes_on(bot: Harness) -> None:
    """Let the periodic job do its work a while later."""
    bot.clock.pass_time(seconds=HEAD_START.total_seconds())
    finish_erasures(bot.context)


def test_who_thinks_better_of_it_keeps_everything(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    decide_erasure(bot.context, presses("keep"))

    assert bot.says() == [InPlace(SystemNotice("privacy-kept", "en"))]
    assert len(bot.store.export(ALICE)["questions"]) == 1
    assert bot.store.unfinished_erasures() == []


def test_a_person_is_forgotten_and_nobody_else(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    bot.asks(direct_message("which version?", "2.2", person=BOB))
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "nl")
    decide_erasure(bot.context, presses("erase"))

    notice = in_place(bot.deliver())[CHANNEL]
    assert (notice.text, notice.language) == ("privacy-erased", "nl")
    assert {"questions": "1", "people": "1", "open": "0"}.items() <= dict(notice.values).items()
    assert answer_privacy(bot.context, command("show")) == SystemNotice("privacy-nothing", "en")
    assert not any(bot.store.export(ALICE).values())
    assert len(bot.store.export(BOB)["questions"]) == 1


def test_a_press_that_is_replayed_forgets_nothing_that_came_after_it_and_a_new_one_does(bot: Harness) -> None:
    for number, (press, kept) in enumerate([("1", 0), ("1", 1), ("2", 0)]):
        bot.asks(direct_message("which version?", f"{number}.5"))
        decide_erasure(bot.context, replace(presses("erase"), id=f"press:{press}"))

        assert bot.store.count(ALICE)["questions"] == kept


def test_the_words_of_who_is_forgotten_go_off_the_card_and_the_status_message(bot: Harness) -> None:
    ticket = bot.opens()
    assert ticket.card is not None
    assert ticket.status is not None
    decide_erasure(bot.context, presses("erase"))

    said = bot.deliver()
    shown = in_place(said)
    number = (("number", "1"),)
    assert shown[f"{ticket.card.channel}:{ticket.card.id}"] == SystemNotice("erased-card", "nl", number)
    assert shown[f"{ticket.status.channel}:{ticket.status.id}"] == SystemNotice("erased-status", "en", number)
    assert dict(shown[CHANNEL].values)["open"] == "1"
    assert Home("en", is_chosen=False) in [each.body for each in said]
    assert bot.tickets_of() == ()


def test_each_message_is_edited_once(bot: Harness) -> None:
    bot.opens()
    decide_erasure(bot.context, presses("erase"))
    said = bot.deliver()
    goes_on(bot)

    assert len([each for each in said if each.id.startswith("erased:")]) == 2
    assert bot.deliver() == []


def test_what_waits_to_be_said_of_a_forgotten_ticket_is_not_said_any_more(bot: Harness) -> None:
    with bot.workflow() as workflow:
        workflow.open(new_ticket(draft(), "", "Why is my screen purple?", None, bot.clock.now()))
    decide_erasure(bot.context, presses("erase"))

    assert "purple" not in str(bot.store.outbox.entries(100))
    assert in_place(bot.deliver()).keys() == {CHANNEL}


def test_without_a_team_the_card_speaks_the_bots_language(bot: Harness) -> None:
    ticket = bot.opens()
    bot.has_team = False
    assert ticket.card is not None
    decide_erasure(bot.context, replace(presses("erase"), conversation=None))

    assert in_place(bot.deliver())[f"{TRIAGE}:{ticket.card.id}"].language == "en"


def gives_up(bot: Harness) -> None:
    """Have a ticket opened of which nothing is delivered, and Slack does not say whether it arrived."""
    with bot.workflow() as workflow:
        workflow.open(new_ticket(draft(), "", "Why is my screen purple?", None, bot.clock.now()))
    for each in bot.store.outbox.lease(bot.clock.now(), "test", timedelta(seconds=1), most=9):
        bot.store.outbox.dead_letter(each.id, "test", "status 500", bot.clock.now(), may_have_arrived=True)


def closes(bot: Harness, ticket: Ticket) -> Ticket:
    """Have a ticket closed now, of which nobody is told."""
    now = bot.clock.now()
    after = replace(ticket, state="closed", version=ticket.version + 1, resolved_at=now, closed_at=now)
    with bot.store.transaction() as transaction:
        step = TransitionRecord(ticket.id, after.version, now, BOB, "dismiss", ticket.state, "closed")
        transaction.tickets.change(after, step, Timers())
    return after


def sought(bot: Harness) -> dict[str, InPlace]:
    """Take out what is looked for, by the name of what is said in its place."""
    said = (each.body for each in bot.deliver())
    return {body.notice.text: body for body in said if isinstance(body, InPlace) and body.sought is not None}


@pytest.mark.parametrize("has_team", [True, False])
def test_messages_that_may_stand_in_slack_are_looked_for(bot: Harness, *, has_team: bool) -> None:
    gives_up(bot)
    (ticket,) = bot.tickets_of()
    bot.has_team = has_team
    bot.clock.pass_time(hours=1)
    decide_erasure(bot.context, presses("erase"))

    found = sought(bot)
    span = NOON.isoformat(), NOON.isoformat()
    card, status = found["erased-card"], found["erased-status"]
    assert (card.channel, card.is_erasure) == (TRIAGE, True)
    assert card.sought == Sought(f"card:{TEAM}:{ticket.id}", *span)
    assert status.channel == ticket.home.channel
    assert status.sought == Sought(f"status:{TEAM}:{ticket.id}", *span, ticket.home.thread, ALICE)
    assert bot.store.erased_messages(1) == []


def test_what_an_earlier_version_kept_without_a_time_is_looked_for_as_long_as_a_ticket_is_kept(bot: Harness) -> None:
    gives_up(bot)
    bot.store.erase(ALICE)
    for each in bot.store.erased_messages(9):
        bot.store._database._state.erased_messages[  # noqa: SLF001 - as an earlier version left it
            each.team, each.ticket, each.name, each.channel, each.message
        ] = replace(each, since=None, until=None)
    finish_erasures(bot.context)

    since = (NOON - TICKET_RETENTION).isoformat()
    spans = [body.sought for body in sought(bot).values() if body.sought is not None]
    assert [(each.since, each.until) for each in spans] == [(since, None)] * 2


def test_the_words_of_a_ticket_whose_time_is_past_go_off_the_card_and_the_status_message(bot: Harness) -> None:
    ticket = closes(bot, bot.opens())
    assert ticket.card is not None
    assert ticket.status is not None
    bot.clock.pass_time(seconds=TICKET_RETENTION.total_seconds())
    bot.store.purge(bot.clock.now())
    finish_erasures(bot.context)

    number = (("number", "1"),)
    assert in_place(bot.deliver()) == {
        f"{ticket.card.channel}:{ticket.card.id}": SystemNotice("purged-card", "nl", number),
        f"{ticket.status.channel}:{ticket.status.id}": SystemNotice("purged-status", "en", number),
    }


def test_what_shows_a_ticket_whose_time_is_past_and_may_stand_there_is_looked_for(bot: Harness) -> None:
    gives_up(bot)
    closes(bot, bot.tickets_of()[0])
    bot.clock.pass_time(seconds=TICKET_RETENTION.total_seconds())
    bot.store.purge(bot.clock.now())
    finish_erasures(bot.context)

    assert sought(bot).keys() == {"purged-card", "purged-status"}
    assert bot.store.erased_messages(1) == []


def test_of_many_tickets_few_messages_at_a_time_lose_their_words_until_all_have(bot: Harness) -> None:
    for number in range(3):
        bot.opens(f"Why is my screen purple for the {number}th time?")
    decide_erasure(bot.context, presses("erase"))
    portions = []
    while edited := [each.id for each in bot.deliver() if each.id.startswith("erased:")]:
        portions.append(len(edited))
        goes_on(bot)

    assert portions == [PORTION, PORTION, PORTION]
    assert bot.store.erased_messages(1) == []


def test_while_many_messages_wait_no_words_are_taken_off_on_top(bot: Harness) -> None:
    bot.opens()
    bot.store.erase(ALICE)
    with bot.store.transaction() as transaction:
        for number in range(MOST_DUE + 1):
            body = SystemNotice("thanks", "en")
            transaction.send(Outgoing(f"m{number}", presses("").private, body, bot.clock.now()))
    take_words_off(bot.context)
    assert bot.store.outbox.waiting() == MOST_DUE + 1

    bot.deliver()
    take_words_off(bot.context)
    assert bot.store.outbox.waiting() == PORTION


def test_an_operators_erasure_takes_the_words_off_as_well(bot: Harness) -> None:
    ticket = bot.opens()
    assert ticket.card is not None
    bot.store.erase(ALICE)
    finish_erasures(bot.context)

    assert f"{TRIAGE}:{ticket.card.id}" in in_place(bot.deliver())


def test_of_whom_more_is_kept_than_an_ack_has_time_for_is_forgotten_beside_it_and_told(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    bot.opens()
    decide_erasure(replace(bot.context, clock=SlowClock(NOON, timedelta(seconds=1))), presses("erase"))
    assert told(bot) == "privacy-erasing"
    bot.clock.pass_time(seconds=1)
    goes_on(bot)

    kept = {kind for kind, count in bot.store.count(ALICE).items() if count}
    assert kept == {"outbox"}  # what she is told
    (late,) = [each for each in bot.deliver() if each.body == SystemNotice("privacy-erased-late", "en")]
    assert late.destination.channel == ALICE
    assert late.id.startswith(f"erased:{TEAM}:{ALICE}:")
    goes_on(bot)
    assert bot.deliver() == []


def test_what_came_after_the_press_is_not_forgotten_with_the_rest(bot: Harness) -> None:
    bot.store = store = _Interrupted()
    store.whom = ALICE
    bot.asks(direct_message("which version?"))
    decide_erasure(bot.context, presses("erase"))
    store.whom = None
    bot.clock.pass_time(seconds=1)
    bot.asks(direct_message("which version then?", "2.2"))
    bot.opens("Why is my screen purple?")
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "nl")
    goes_on(bot)

    kept = bot.store.count(ALICE)
    assert (kept["questions"], kept["tickets"], kept["people"]) == (1, 1, 1)


def test_what_comes_between_the_press_and_the_forgetting_stays() -> None:
    bot = Harness(store=_AskedMeanwhile())
    bot.asks(direct_message("which version?"))
    decide_erasure(bot.context, presses("erase"))

    assert [row["trace_id"] for row in bot.store.export(ALICE)["questions"]] == ["later"]


def test_an_erasure_that_fails_half_way_is_told_as_begun_and_ends(bot: Harness) -> None:
    bot.store = store = _Interrupted()
    store.whom = ALICE
    bot.asks(direct_message("which version?"))
    decide_erasure(bot.context, presses("erase"))
    assert told(bot) == "privacy-erasing"
    goes_on_in_vain(bot)
    assert bot.deliver() == []
    store.whom = None
    goes_on(bot)

    assert bot.store.count(ALICE)["questions"] == 0
    assert [each.id for each in bot.deliver()][-1].startswith("home:")


def goes_on_in_vain(bot: Harness) -> None:
    """Let the periodic job try, while the store fails."""
    with pytest.raises(StoreUnavailableError):
        goes_on(bot)


def test_one_that_fails_keeps_none_of_the_others(bot: Harness) -> None:
    bot.store = store = _Interrupted()
    for name, person in enumerate((BOB, ALICE, "UDORA")):
        bot.asks(direct_message("which version?", f"{name}.1", person=person))
        with bot.store.transaction() as transaction:
            transaction.erasures.begin(Erasure(TEAM, person, "en", bot.clock.now()))
    store.whom = ALICE
    goes_on_in_vain(bot)

    assert [bot.store.count(each)["questions"] for each in (BOB, ALICE, "UDORA")] == [0, 1, 0]
    assert [each.person for each in bot.store.unfinished_erasures()] == [ALICE]


def test_who_was_asked_goes_first(bot: Harness) -> None:
    with bot.store.transaction() as transaction:
        transaction.erasures.begin(Erasure(TEAM, ALICE, "en", bot.clock.now()))
    finish_erasures(bot.context)
    assert bot.deliver() == []
    goes_on(bot)

    assert SystemNotice("privacy-erased-late", "en") in bot.says()


def test_an_erasure_that_another_replica_finished_is_told_once() -> None:
    bot = Harness(store=_FinishedByAnother())
    with bot.store.transaction() as transaction:
        transaction.erasures.begin(Erasure(TEAM, ALICE, "nl", bot.clock.now()))
    goes_on(bot)
    assert bot.deliver() == []
    bot.asks(direct_message("which version?"))
    decide_erasure(bot.context, presses("erase"))

    assert told(bot) == "privacy-erasing"


def test_what_one_replica_tells_another_that_is_still_forgetting_leaves(bot: Harness) -> None:
    erasure = Erasure(TEAM, ALICE, "nl", bot.clock.now())
    with bot.store.transaction() as transaction:
        transaction.erasures.begin(erasure)
    goes_on(bot)
    bot.store.erase(ALICE, TEAM, ignore, erasure.asked_at)

    assert SystemNotice("privacy-erased-late", "nl") in bot.says()


def test_two_people_of_two_teams_that_share_an_id_are_both_told(bot: Harness) -> None:
    with bot.store.transaction() as transaction:
        for team in ("T1", "T2"):
            transaction.erasures.begin(Erasure(team, ALICE, "en", bot.clock.now()))
    goes_on(bot)
    late = [each for each in bot.deliver() if each.body == SystemNotice("privacy-erased-late", "en")]

    assert {each.destination.team for each in late} == {"T1", "T2"}


def test_another_replica_takes_the_words_off_a_message_once() -> None:
    bot = Harness(store=_SeenEarlier())
    bot.opens()
    bot.store.erase(ALICE)
    take_words_off(bot.context)

    assert len([each for each in bot.deliver() if each.id.startswith("erased:")]) == PORTION - 1


def test_a_bot_that_stops_leaves_the_rest_to_its_next_start(bot: Harness) -> None:
    bot.asks(direct_message("which version?"))
    with bot.store.transaction() as transaction:
        transaction.erasures.begin(Erasure(TEAM, ALICE, "en", bot.clock.now()))
    bot.clock.pass_time(minutes=1)
    finish_erasures(bot.context, lambda: True)

    assert len(bot.store.unfinished_erasures()) == 1
    assert bot.store.count(ALICE)["questions"] == 1
