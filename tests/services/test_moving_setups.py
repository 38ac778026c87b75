"""What people write to their set-up in Slack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import QUIET, Conversation, Memory
from bot.domain.outgoing import Destination, Home, RelayOffer, ReplyMessage, SetupCard, SystemNotice
from bot.domain.reply import Clarification
from bot.domain.sent_forms import SetupSubmission
from bot.domain.ticket import PostedMessage
from bot.domain.views import SetupView
from bot.services.asking import ask, receive, settle_offer
from bot.services.choosing import choose_article
from bot.services.moving_setups import word_in
from bot.services.ports import StoreUnavailableError
from bot.services.setting_up import answer_setup, press, show, submit
from tests.services.builders import ALICE, BOB, CHANNEL, DIRECT, TEAM, button, command, direct_message, mention
from tests.services.fakes import ASKED
from tests.services.in_memory import InMemoryStore
from tests.services.test_labelling import ShippedAnswers
from tests.services.test_setting_up import CARD, FORM, begun, in_home, latest, on_card
from tests.services.waiting import asks_alice
from tests.several import HoldingSeveral

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from bot.domain.explanation import FileLine
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.incoming import Command
    from bot.domain.setup import Setup
    from bot.domain.ticket import Ticket
    from tests.services.fakes import FakeAnswering
    from tests.services.harness import Harness
    from tests.services.in_memory.store import InMemoryTransaction

TALK: Final = Conversation("direct", TEAM, DIRECT)
THERE: Final = Destination(TEAM, DIRECT, person=ALICE)


def says(bot: Harness, *texts: str) -> Setup:
    """Have Alice write these to the bot, one after the other; return how her set-up stands then."""
    for text in texts:
        bot.clock.pass_time(seconds=1)
        receive(bot.context, direct_message(text, f"{bot.clock.now():%H%M%S}.{len(bot.answering.asked)}"))
    return latest(bot)


def card_at(setup: Setup) -> list[object]:
    """Return what is said where only the card of `setup` as it stands is shown."""
    return [SetupCard("en", setup.id, setup.version)]


def shown(bot: Harness) -> list[Setup]:
    """Return the set-ups whose cards are said, in order."""
    cards = [each for each in bot.says() if isinstance(each, SetupCard)]
    return [setup for each in cards if (setup := bot.store.setups.get(TEAM, each.setup)) is not None]


def remembered(bot: Harness) -> Memory:
    return bot.store.read_memory(TALK, ALICE)


@pytest.mark.parametrize(
    ("word", "state", "step"),
    [
        ("klaar", "doing", "create"),
        ("Done!", "doing", "create"),
        ("lukt niet", "stuck", "prepare"),
        ("it doesn’t work", "stuck", "prepare"),
        ("later", "paused", "prepare"),
    ],
)
def test_a_word_after_the_card_is_as_good_as_a_press(bot: Harness, word: str, state: str, step: str) -> None:
    begun(bot)
    setup = says(bot, word)

    assert (setup.state, setup.step, setup.version) == (state, step, 2)
    assert [(each.destination, each.body) for each in bot.deliver()] == [(THERE, SetupCard("en", setup.id, 2))]
    assert bot.answering.asked == []


def test_words_lead_through_all_of_it(bot: Harness) -> None:
    begun(bot)
    by_hand = says(bot, "klaar", "lukt niet", "anders")
    assert (by_hand.step, by_hand.failed) == ("by-hand", ("create",))
    assert says(bot, "terug").step == "create"
    assert says(bot, "klaar", "klaar").is_finished
    assert len(bot.deliver()) == 6

    assert says(bot, "klaar").is_finished
    (answer,) = bot.says()
    assert isinstance(answer, ReplyMessage)


def test_at_the_end_back_leads_to_the_last_step(bot: Harness) -> None:
    begun(bot)
    assert says(bot, "klaar", "klaar", "klaar", "terug").step == "enter"
    assert latest(bot).state == "doing"


@pytest.mark.parametrize("word", ["mijn gegevens", "nog een administratie", "ga verder"])
def test_what_has_to_be_pressed_is_shown(bot: Harness, word: str) -> None:
    setup = begun(bot)

    assert says(bot, word) == setup
    assert bot.says() == card_at(setup)


def test_a_word_that_arrives_twice_counts_once(bot: Harness) -> None:
    begun(bot)
    for event in ("Ev1", "Ev2"):
        ask(bot.context, replace(direct_message("klaar"), event_id=event))

    assert latest(bot).step == "create"
    assert bot.says() == card_at(latest(bot))


def test_while_the_store_is_away_a_word_changes_nothing(bot: Harness) -> None:
    setup = begun(bot)
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        receive(bot.context, direct_message("klaar"))
    bot.store.is_away = False

    assert latest(bot) == setup
    assert says(bot, "klaar").step == "create"


def test_a_corrected_word_moves_nothing_and_neither_does_one_that_comes_late(bot: Harness) -> None:
    begun(bot)
    first = direct_message("lukt niet")
    receive(bot.context, first)
    receive(bot.context, replace(first, text="klaar", edited="1.5", was="lukt niet"))
    assert latest(bot).state == "stuck"
    assert bot.says() == [SetupCard("en", latest(bot).id, 2)] * 2

    late = replace(direct_message("klaar", "2.2"), said_at=bot.clock.now())
    bot.clock.pass_time(minutes=20)
    receive(bot.context, late)
    assert latest(bot).state == "stuck"
    assert bot.says() == card_at(latest(bot))


def test_what_hangs_on_a_word_makes_it_a_question(bot: Harness) -> None:
    setup = begun(bot)
    receive(bot.context, replace(direct_message("lukt niet"), files=("https://files/1",)))

    assert latest(bot) == setup
    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert said.files == ("https://files/1",)


@pytest.mark.parametrize("word", ["ja", "sla over", "version?"])
def test_what_is_no_move_is_answered_as_ever(bot: Harness, word: str) -> None:
    setup = begun(bot)

    assert says(bot, word) == setup
    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)


def test_after_a_question_of_its_own_a_word_is_no_longer_said_to_the_card(bot: Harness) -> None:
    setup = begun(bot)
    assert says(bot, "which version?", "klaar") == setup
    assert all(isinstance(each, ReplyMessage) for each in bot.says())
    assert remembered(bot).setup is None


def test_what_follows_the_card_up_is_about_its_step_and_the_card_is_still_talked_of(bot: Harness) -> None:
    begun(bot)
    says(bot, "klaar", "lukt niet")
    memory = remembered(bot)
    assert (memory.step, memory.articles, memory.language) == ("create", ("mailbox",), "en")

    assert says(bot, "again", "klaar").step == "enter"


def test_in_free_words_too_as_long_as_the_card_was_said_just_now(bot: Harness) -> None:
    begun(bot)
    bot.answering.freely = "next"
    assert says(bot, "done, what is next?").step == "create"
    bot.answering.freely = "where"
    assert says(bot, "whereabouts").step == "create"


@pytest.mark.parametrize(
    ("kind", "text"), [("next", "done, what is next?"), ("fails", "it will not"), ("never-mind", "leave it")]
)
def test_after_a_quiet_while_free_words_show_the_card_and_move_nothing(
    bot: Harness, kind: FollowUpKind, text: str
) -> None:
    setup = begun(bot)
    bot.answering.freely = kind
    bot.clock.pass_time(minutes=45)
    assert QUIET.total_seconds() < 45 * 60

    assert says(bot, text) == setup
    assert bot.says() == card_at(setup)
    assert says(bot, "klaar").step == "create"


@pytest.mark.parametrize(
    ("kind", "text"), [("next", "and then?"), ("next", "what comes next"), ("previous", "the previous screen")]
)
def test_what_is_not_surely_a_move_shows_the_card_and_moves_nothing(
    bot: Harness, kind: FollowUpKind, text: str
) -> None:
    begun(bot)
    setup = says(bot, "klaar")
    bot.deliver()
    bot.answering.freely = kind

    assert says(bot, text) == setup
    assert bot.says() == card_at(setup)


@pytest.mark.parametrize("text", ["als ik klaar ben, wat dan?", "mag ik terug naar het vorige scherm"])
def test_what_is_only_supposed_to_go_on_from_the_card_shows_it_again(bot: Harness, text: str) -> None:
    context = replace(bot.context, answering=ShippedAnswers())
    submit(context, FORM)
    bot.clock.pass_time(minutes=1)
    receive(context, direct_message("klaar", "7.1"))
    setup = latest(bot)
    bot.deliver()
    receive(context, direct_message(text, "7.2"))

    assert (latest(bot), bot.says()) == (setup, card_at(setup))
    assert remembered(bot).setup == setup.id


def test_what_is_supposed_after_the_end_and_what_hangs_on_a_message_is_answered(bot: Harness) -> None:
    context = replace(bot.context, answering=ShippedAnswers())
    submit(context, FORM)
    supposed = direct_message("mag ik terug naar het vorige scherm", "7.1")
    receive(context, replace(supposed, files=("https://files/1",)))
    assert any(isinstance(each, ReplyMessage) for each in bot.says())
    bot.clock.pass_time(minutes=1)
    finished = begun(bot, replace(FORM, id="view:T1:V2"))
    with bot.store.transaction() as transaction:
        transaction.setups.change(replace(finished, state="finished", version=finished.version + 1))
    receive(context, replace(supposed, id="7.3", event_id="Ev7.3"))
    assert any(isinstance(each, ReplyMessage) for each in bot.says())


def test_after_the_end_what_is_not_surely_a_move_is_answered(bot: Harness) -> None:
    begun(bot)
    says(bot, "klaar", "klaar", "klaar")
    bot.deliver()
    bot.answering.freely = "next"
    says(bot, "and then?")

    assert isinstance(bot.says()[0], ReplyMessage)


def test_small_talk_leaves_the_card(bot: Harness) -> None:
    setup = begun(bot)
    assert says(bot, "ok", "ok") == setup
    assert remembered(bot).setup == setup.id

    assert says(bot, "klaar").step == "create"


@pytest.mark.parametrize(
    "text",
    ["Klaar.\n\nGroet,\nJan", "Klaar, groetjes Jan", "Done.\n\nKind regards,\nJan", "Klaar. Alvast bedankt!"],
)
def test_a_word_with_a_signature_is_the_word(bot: Harness, text: str) -> None:
    begun(bot)

    assert says(bot, text).step == "create"


@pytest.mark.parametrize("text", ["klaar", "klaar?"])
def test_a_word_that_the_team_may_wait_for_counts_once(bot: Harness, waiting: Ticket, text: str) -> None:
    bot.clock.pass_time(minutes=1)
    setup = begun(bot)
    bot.clock.pass_time(minutes=1)
    asks_alice(bot, waiting)
    bot.deliver()
    bot.clock.pass_time(minutes=1)
    message = direct_message(text, "7.7")
    receive(bot.context, message)

    assert latest(bot) == setup
    (offer,) = bot.says()
    assert isinstance(offer, RelayOffer)
    assert not offer.is_answered
    shown = PostedMessage(DIRECT, "8.8")
    pressed = button("question", f"{waiting.id}:{message.id}")
    settle_offer(bot.context, replace(pressed, conversation=TALK, message=shown, quoted=text))
    assert latest(bot).step == "create"


def test_who_asks_where_they_were_is_told_though_the_team_waits(bot: Harness, waiting: Ticket) -> None:
    bot.clock.pass_time(minutes=1)
    setup = begun(bot)
    bot.clock.pass_time(minutes=1)
    asks_alice(bot, waiting)
    bot.deliver()
    bot.clock.pass_time(minutes=1)
    assert says(bot, "waar was ik gebleven?") == setup

    assert card_at(setup)[0] in bot.says()


def test_a_corrected_or_late_wish_to_go_on_shows_the_card_and_moves_nothing(bot: Harness) -> None:
    begun(bot)
    paused = says(bot, "later")
    bot.deliver()
    asked = direct_message("waar was ik gebleven?", "7.7")
    receive(bot.context, replace(asked, edited="7.8", was="waar was ik"))
    late = replace(asked, id="7.9", event_id="Ev7.9", said_at=bot.clock.now())
    bot.clock.pass_time(minutes=50)
    receive(bot.context, late)

    assert latest(bot) == paused
    assert bot.says() == card_at(paused) * 2


@pytest.mark.parametrize("text", ["klaar", "waar was ik gebleven?", "which version?", "ok"])
def test_one_knowledge_base_is_answered_from(bot: Harness, text: str) -> None:
    begun(bot)
    answers = CountedAnswers(bot.answering)
    ask(replace(bot.context, answering=answers), direct_message(text))

    assert answers.taken == 1


class CountedAnswers:
    """Counts how often what answers now is taken."""

    def __init__(self, answering: FakeAnswering) -> None:
        self._answering, self.taken = answering, 0

    @property
    def current(self) -> FakeAnswering:
        self.taken += 1
        return self._answering

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:
        return self._answering.locate(wanted)


def test_what_names_another_step_is_about_that_and_leads_away_from_the_card(bot: Harness) -> None:
    begun(bot)
    setup = says(bot, "klaar")
    bot.answering.freely = "fails"
    assert says(bot, "step 1 fails").state == "stuck"
    stuck = says(bot, "terug", "step 2 fails")
    assert (stuck.state, stuck.step) == ("doing", setup.step)
    assert remembered(bot).setup is None


def test_a_word_counts_however_long_one_was_busy_with_the_step(bot: Harness) -> None:
    begun(bot)
    bot.clock.pass_time(minutes=45)

    assert says(bot, "klaar").step == "create"


def test_each_card_in_direct_messages_is_what_words_are_said_to(bot: Harness) -> None:
    first = begun(bot, replace(FORM, name="Jansen"))
    bot.clock.pass_time(minutes=1)
    second = begun(bot, replace(FORM, id="view:T1:V2", name="Bakker"))
    bot.clock.pass_time(minutes=1)
    show(bot.context, replace(on_card(second, first.id, "press:show"), value="1"))
    assert remembered(bot).setup == first.id

    says(bot, "klaar")
    assert bot.store.setups.get(TEAM, first.id) == replace(
        first, step="create", done=("prepare",), version=2, changed_at=bot.clock.now()
    )
    assert bot.store.setups.get(TEAM, second.id) == second
    bot.clock.pass_time(minutes=1)
    press(bot.context, on_card(second, "fails"))
    says(bot, "het werkt nu")
    assert remembered(bot).setup == second.id
    assert latest(bot).step == "create"


def test_changed_details_are_shown_in_a_card_as_well(bot: Harness) -> None:
    setup = begun(bot)
    says(bot, "which version?")
    bot.clock.pass_time(minutes=1)
    submit(bot.context, SetupSubmission("view:T1:V2", TEAM, ALICE, "en", screen="en", setup=setup.id, card=CARD))

    assert says(bot, "klaar").step == "create"


def test_in_home_no_card_is_shown_in_direct_messages(bot: Harness) -> None:
    submit(bot.context, replace(FORM, is_in_home=True))
    press(bot.context, in_home(latest(bot), "done"))

    assert remembered(bot).setup is None
    assert bot.says() == [Home("en", is_chosen=False)] * 2


def test_what_a_card_offers_does_not_lead_away_from_it(bot: Harness) -> None:
    setup = begun(bot)
    with bot.store.transaction() as transaction:
        memory = transaction.conversations.get(TALK, ALICE)
        transaction.conversations.put(TALK, replace(memory, offered=("prerequisites",)))
    choose_article(bot.context, replace(on_card(setup, "prerequisites", "press:a"), value=""))
    assert remembered(bot).setup == setup.id
    choose_article(bot.context, replace(on_card(setup, "version-required", "press:b"), value=""))
    assert remembered(bot).setup is None


def test_the_command_in_direct_messages_shows_a_card_too_and_one_in_a_channel_does_not(bot: Harness) -> None:
    begun(bot)
    says(bot, "which version?")
    bot.clock.pass_time(minutes=1)
    answer_setup(bot.context, replace(command(name="/econnect-setup"), others_read=True))
    answer_setup(bot.context, in_direct(command(name="/econnect-setup"), others_read=True))
    assert remembered(bot).setup is None

    answer_setup(bot.context, in_direct(command(name="/econnect-setup")))
    assert says(bot, "klaar").step == "create"


def in_direct(typed: Command, *, others_read: bool = False) -> Command:
    where = Conversation("command", TEAM, DIRECT, person=ALICE)
    return replace(typed, conversation=where, others_read=others_read)


def test_a_card_that_cannot_be_remembered_is_shown_all_the_same(bot: Harness) -> None:
    setup = begun(bot)
    unwritable = Unwritable()
    unwritable.__dict__ |= bot.store.__dict__
    bot.store = unwritable

    assert answer_setup(bot.context, in_direct(command(name="/econnect-setup"))) == SetupView("en", setup)


def test_what_was_moved_elsewhere_is_talked_of_as_it_stands(bot: Harness) -> None:
    begun(bot)
    bot.clock.pass_time(minutes=1)
    press(bot.context, in_home(latest(bot), "done"))
    assert remembered(bot).step == "prepare"

    says(bot, "again")
    assert remembered(bot).step == "create"


class Unwritable(InMemoryStore):
    """A store that can be read, and takes nothing."""

    def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
        raise StoreUnavailableError


@pytest.mark.parametrize("text", ASKED)
def test_who_asks_for_it_has_the_card_anew(bot: Harness, text: str) -> None:
    begun(bot)
    says(bot, "later", "which version?")
    bot.deliver()

    setup = says(bot, text)
    assert (setup.state, setup.version) == ("doing", 3)
    assert [(each.destination, each.body) for each in bot.deliver()] == [(THERE, SetupCard("en", setup.id, 3))]
    assert says(bot, "klaar").step == "create"


def test_in_a_channel_it_comes_directly_and_is_told_alone(bot: Harness) -> None:
    setup = begun(bot)
    says(bot, "which version?")
    bot.deliver()
    bot.clock.pass_time(minutes=1)
    message = mention("waar was ik gebleven?")
    receive(bot.context, message)

    directly = Destination(TEAM, ALICE, person=ALICE)
    assert {(each.destination, each.body) for each in bot.deliver()} == {
        (directly, SetupCard("en", setup.id, 1)),
        (message.private, SystemNotice("setup-continues", "en")),
    }
    assert says(bot, "klaar").step == "create"


@pytest.mark.parametrize("text", ASKED)
def test_who_has_none_under_way_is_answered_as_ever(bot: Harness, text: str) -> None:
    receive(bot.context, direct_message(text))
    receive(bot.context, mention(text, "3.3"))

    assert bot.answering.asked == [text, text]


def test_a_finished_one_is_not_gone_on_with_and_another_persons_is_not_shown(bot: Harness) -> None:
    begun(bot)
    says(bot, "klaar", "klaar", "klaar")
    bot.deliver()
    says(bot, "where was I?")
    assert isinstance(bot.says()[0], ReplyMessage)

    bot.clock.pass_time(minutes=1)
    begun(bot, replace(FORM, id="view:T1:V2", person=BOB))
    says(bot, "where was I?")
    assert isinstance(bot.says()[0], ReplyMessage)


def test_a_finished_one_leads_to_the_one_under_way(bot: Harness) -> None:
    first = begun(bot)
    bot.clock.pass_time(minutes=1)
    begun(bot, replace(FORM, id="view:T1:V2"))
    says(bot, "klaar", "klaar", "klaar")
    bot.deliver()
    says(bot, "waar was ik gebleven?")

    assert bot.says() == card_at(first)


def test_a_word_after_an_erasure_is_a_question(bot: Harness) -> None:
    begun(bot)
    memory = remembered(bot)
    bot.store.erase(ALICE)
    with bot.store.transaction() as transaction:
        transaction.conversations.put(TALK, memory)
    receive(bot.context, direct_message("klaar"))

    assert bot.answering.asked == ["klaar"]


def test_in_a_thread_words_are_for_whoever_is_there(bot: Harness) -> None:
    setup = begun(bot)
    receive(bot.context, mention("klaar"))

    assert latest(bot) == setup
    assert bot.answering.asked == ["klaar"]


def test_while_the_team_waits_a_word_after_the_card_is_for_the_card(bot: Harness, waiting: Ticket) -> None:
    bot.clock.pass_time(minutes=1)
    begun(bot)
    assert says(bot, "anders").failed == ()
    assert not any(isinstance(each, RelayOffer) for each in bot.says())

    bot.clock.pass_time(minutes=1)
    asks_alice(bot, waiting)
    bot.deliver()
    bot.clock.pass_time(minutes=1)
    setup = latest(bot)
    assert says(bot, "lukt niet") == setup
    assert any(isinstance(each, RelayOffer) for each in bot.says())


def test_of_several_products_the_set_up_is_gone_on_with_that_is_named(bot: Harness) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    for each in ("balansboek", "factuurhuis"):
        bot.clock.pass_time(minutes=1)
        submit(context, replace(FORM, id=f"view:T1:{each}", product=each, version="", number=""))
    bot.deliver()
    said = ("ga verder met de set-up van Balansboek", "stel in", "set up Factuurhuis", "begin de set-up")
    cards = []
    for number, text in enumerate(said):
        receive(context, direct_message(text, f"7.{number}"))
        cards += shown(bot)
        bot.deliver()
    assert [each.product for each in cards] == ["balansboek", "balansboek", "factuurhuis", "factuurhuis"]


def test_one_begun_while_there_was_one_product_is_gone_on_with_once_there_are_several(bot: Harness) -> None:
    submit(replace(bot.context, answering=ShippedAnswers()), FORM)
    begun_alone = latest(bot)
    assert begun_alone.product is None
    bot.deliver()
    context = replace(bot.context, answering=HoldingSeveral())
    said = (
        "hoe koppel ik Exact Globe?",
        "waar was ik gebleven?",
        "which version?",
        "ga verder met de set-up van Globe",
    )
    cards = []
    for number, text in enumerate((*said, "ga verder met de set-up van Balansboek")):
        bot.clock.pass_time(minutes=1)
        receive(context, direct_message(text, f"7.{number}"))
        cards.append([each.id for each in shown(bot)])
        bot.deliver()

    assert cards == [[], [begun_alone.id], [], [begun_alone.id], []]


def test_whoever_asks_in_a_channel_where_they_were_is_shown_the_last_one_whatever_its_product(bot: Harness) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    for each in ("balansboek", "factuurhuis"):
        bot.clock.pass_time(minutes=1)
        submit(context, replace(FORM, id=f"view:T1:{each}", product=each, version="", number=""))
    bot.deliver()
    receive(context, mention("waar was ik gebleven?"))
    assert [each.product for each in shown(bot)] == ["factuurhuis"]

    receive(context, mention("stel in", "8.1"))
    (said,) = bot.says()
    assert isinstance(said, ReplyMessage)
    assert isinstance(said.reply, Clarification)
    assert len(said.reply.products) == 3


@pytest.mark.parametrize(("product", "word"), [(None, "resume"), ("afas", None)])
def test_in_a_channel_that_is_about_another_product_nothing_is_gone_on_with(
    bot: Harness, product: str | None, word: str | None
) -> None:
    memory = Memory(manners=ChannelManners(TEAM, CHANNEL, "mentions", product=product))

    assert word_in(bot.context, HoldingSeveral().current, mention("waar was ik gebleven?"), memory) == word


def test_where_none_of_the_product_that_is_named_is_under_way_no_other_card_is_shown(bot: Harness) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    submit(context, replace(FORM, product="balansboek", version="", number=""))
    bot.deliver()
    receive(context, direct_message("set up Factuurhuis", "7.1"))

    assert [each.reply.about for each in bot.says() if isinstance(each, ReplyMessage)] == ["factuurhuis"]
    assert shown(bot) == []
