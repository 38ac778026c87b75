"""The guided set-up, from wherever it is pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from bot.domain.conversation import Conversation
from bot.domain.forms import FormErrors, FormNotice, HandOverForm, SetupForm
from bot.domain.incoming import ButtonAction, GlobalShortcut
from bot.domain.outgoing import Destination, Home, Outgoing, ReplyMessage, SetupCard, SystemNotice
from bot.domain.sent_forms import SetupSubmission
from bot.domain.setup import MOST_SETUPS, Setup
from bot.domain.ticket import PostedMessage
from bot.domain.views import HomeView, SetupView
from bot.services.asking import ask
from bot.services.choosing import choose_article
from bot.services.commanding import answer_question, calculate_address
from bot.services.ports import StoreUnavailableError
from bot.services.resolving import OutboxResolver
from bot.services.setting_up import answer_setup, open_from_shortcut, press, show, submit
from tests.services.builders import ALICE, BOB, DIRECT, TEAM, button, command, direct_message, mention
from tests.services.fakes import ErasedMeanwhile
from tests.services.harness import Harness
from tests.services.in_memory import InMemoryStore
from tests.several import HoldingSeveral
from tests.storage.setups_contract import A_SETUP

CARD: Final = PostedMessage(DIRECT, "9.9")
OWN: Final = "12345678@facturen.econnect.eu"
FORM: Final = SetupSubmission("view:T1:V1", TEAM, ALICE, "en", screen="en")
TO_ALICE: Final = Destination(TEAM, ALICE, person=ALICE)


def begun(bot: Harness, form: SetupSubmission = FORM) -> Setup:
    """Have a set-up begun; return it."""
    submit(bot.context, form)
    bot.deliver()
    return latest(bot)


def latest(bot: Harness, person: str = ALICE) -> Setup:
    return bot.store.setups.of_person(TEAM, person, 1)[0]


def on_card(setup: Setup, name: str, press_id: str = "press:1", person: str = ALICE) -> ButtonAction:
    """Return a press on the card in the direct messages."""
    pressed = button(name, f"{setup.id}:{setup.version}", person, press_id)
    talk = Conversation("direct", TEAM, DIRECT)
    where = Destination(TEAM, DIRECT, person=person)
    return replace(pressed, conversation=talk, destination=where, message=CARD)


def in_home(setup: Setup, name: str) -> ButtonAction:
    pressed = on_card(setup, name)
    return replace(pressed, conversation=None, message=None, destination=TO_ALICE, private=TO_ALICE)


def does(bot: Harness, *names: str) -> Setup:
    """Press one button after the other, each on the card as it is then."""
    for number, name in enumerate(names):
        press(bot.context, on_card(latest(bot), name, f"press:{latest(bot).id}:{latest(bot).version}:{number}"))
    return latest(bot)


def view_of(bot: Harness, outgoing: Outgoing) -> object:
    return OutboxResolver(bot.store, bot.clock, bot.support).view_of(outgoing)


def test_before_the_first_the_command_says_how_to_begin(bot: Harness) -> None:
    assert answer_setup(bot.context, command(name="/econnect-setup")) == SetupView("en", None)


def test_a_set_up_begins_at_the_first_step_and_its_card_comes_directly(bot: Harness) -> None:
    told = submit(bot.context, replace(FORM, name="Jansen", version="which version 415?", screen="nl"))

    setup = latest(bot)
    assert (setup.step, setup.state, setup.version) == ("prepare", "doing", 1)
    assert (setup.name, setup.screen, setup.release) == ("Jansen", "nl", "415")
    assert told == FormNotice(SystemNotice("setup-continues", "en"))
    card = SetupCard("en", setup.id, 1)
    assert [(each.destination, each.body) for each in bot.deliver()] == [
        (TO_ALICE, card),
        (TO_ALICE, Home("en", is_chosen=False)),
    ]


def test_a_form_that_is_sent_twice_begins_one(bot: Harness) -> None:
    begun(bot)

    assert submit(bot.context, FORM) is None
    assert len(bot.store.setups.of_person(TEAM, ALICE, 9)) == 1


def test_a_number_is_kept_only_with_consent(bot: Harness) -> None:
    refused = submit(bot.context, replace(FORM, number="12345678"))
    assert refused == FormErrors("en", (("number", "setup-may-not-keep"),))

    assert begun(bot, replace(FORM, number="12345678", may_keep=True)).address == OWN


@pytest.mark.parametrize(
    ("version", "number", "wrong"),
    [
        ("412", "", (("release", "setup-too-old"),)),
        ("no idea", "", (("release", "setup-no-version"),)),
        ("", "1234", (("number", "setup-no-number"),)),
        ("", "12345678 or 87654321", (("number", "setup-two-numbers"),)),
        ("no idea", "1234", (("release", "setup-no-version"), ("number", "setup-no-number"))),
    ],
)
def test_what_is_wrong_in_the_form_is_told_beside_its_field(
    bot: Harness, version: str, number: str, wrong: tuple[tuple[str, str], ...]
) -> None:
    told = submit(bot.context, replace(FORM, version=version, number=number, may_keep=True))

    assert isinstance(told, FormErrors)
    assert told.fields == wrong
    assert bot.store.setups.of_person(TEAM, ALICE, 1) == ()


def test_a_new_enough_version_is_kept_as_it_was_read(bot: Harness) -> None:
    assert begun(bot, replace(FORM, version="415")).release == "415"


def test_each_press_changes_the_card_in_its_place(bot: Harness) -> None:
    setup = begun(bot)
    press(bot.context, on_card(setup, "done"))

    (sent,) = bot.deliver()
    assert sent.destination == Destination(TEAM, DIRECT, person=ALICE)
    assert sent.body == SetupCard("en", setup.id, 2, CARD.channel, CARD.id)
    assert latest(bot).step == "create"
    assert view_of(bot, sent) == SetupView("en", latest(bot))


def test_back_from_the_first_step_shows_it_again(bot: Harness) -> None:
    setup = begun(bot)
    press(bot.context, on_card(setup, "back"))

    assert latest(bot) == setup
    assert bot.says() == [SetupCard("en", setup.id, 1, CARD.channel, CARD.id)]


def test_a_press_that_arrives_twice_counts_once(bot: Harness) -> None:
    setup = begun(bot)
    for _ in range(2):
        press(bot.context, on_card(setup, "done"))

    assert latest(bot).step == "create"
    assert len(bot.deliver()) == 1


def test_a_button_of_an_earlier_version_changes_nothing_and_its_card_is_brought_up_to_date(bot: Harness) -> None:
    old = begun(bot)
    does(bot, "done")
    bot.deliver()
    press(bot.context, on_card(old, "done", "press:late"))

    assert (latest(bot).step, latest(bot).version) == ("create", 2)
    assert [view_of(bot, each) for each in bot.deliver()] == [SetupView("en", latest(bot))]


def test_where_the_person_alone_sees_it_it_is_replaced(bot: Harness) -> None:
    setup = begun(bot)
    private = Destination(TEAM, "C1", reply_link="https://reply", person=ALICE)
    talk = Conversation("command", TEAM, "C1", person=ALICE)
    press(bot.context, replace(on_card(setup, "done"), conversation=talk, message=None, private=private))

    assert [(each.destination, each.body) for each in bot.deliver()] == [(private, SetupCard("en", setup.id, 2))]


def test_in_home_home_is_shown_anew(bot: Harness) -> None:
    press(bot.context, in_home(begun(bot), "done"))

    (shown,) = bot.deliver()
    assert shown.body == Home("en", is_chosen=False)
    view = view_of(bot, shown)
    assert isinstance(view, HomeView)
    assert view.setup == SetupView("en", latest(bot))


def test_from_home_it_begins_in_home(bot: Harness) -> None:
    nothing = replace(button("begin"), conversation=None, message=None, destination=TO_ALICE, private=TO_ALICE)
    assert press(bot.context, nothing) == SetupForm("en", None, is_in_home=True)
    assert submit(bot.context, replace(FORM, is_in_home=True)) is None
    assert bot.says() == [Home("en", is_chosen=False)]


def test_where_one_is_under_way_no_other_is_begun_by_accident(bot: Harness) -> None:
    setup = begun(bot)
    for _ in range(2):
        assert press(bot.context, button("begin")) is None

    told = {(each.destination.channel, each.body) for each in bot.deliver()}
    assert told == {(ALICE, SetupCard("en", setup.id, 1)), ("C1", SystemNotice("setup-continues", "en"))}
    assert press(bot.context, replace(on_card(setup, "begin", "press:2"), value="none")) is None
    assert bot.says() == [SetupCard("en", setup.id, 1)]


def test_another_administration_has_a_form_and_progress_of_its_own(bot: Harness) -> None:
    first = begun(bot, replace(FORM, name="Jansen"))
    does(bot, "done")
    assert press(bot.context, on_card(first, "another")) == SetupForm("en", None)
    bot.clock.pass_time(minutes=1)
    second = begun(bot, replace(FORM, id="view:T1:V2", name="Bakker"))

    assert (second.step, second.name) == ("prepare", "Bakker")
    shown = answer_setup(bot.context, command("jansen", name="/econnect-setup"))
    assert isinstance(shown, SetupView)
    assert shown.setup is not None
    assert (shown.setup.name, shown.setup.step, [each.name for each in shown.others]) == (
        "Jansen",
        "create",
        ["Bakker"],
    )
    show(bot.context, replace(on_card(second, first.id, "press:show"), value="1"))
    (card,) = bot.says()
    assert card == SetupCard("en", first.id, 2, CARD.channel, CARD.id)


def test_there_is_an_end_to_how_many(bot: Harness) -> None:
    for number in range(MOST_SETUPS):
        begun(bot, replace(FORM, id=f"view:T1:V{number}"))

    told = submit(bot.context, replace(FORM, id="view:T1:one-more"))
    notice = SystemNotice("setup-too-many", "en", (("count", str(MOST_SETUPS)),))
    assert told == FormNotice(notice, is_on_top=True)


def test_what_is_finished_stands_in_nobodys_way(bot: Harness) -> None:
    for number in range(MOST_SETUPS + 1):
        begun(bot, replace(FORM, id=f"view:T1:V{number}"))
        assert does(bot, "done", "done", "done").is_finished
        bot.clock.pass_time(minutes=1)

    last = latest(bot)
    assert last.is_finished
    press(bot.context, on_card(last, "back", "press:last"))
    assert [view_of(bot, each) for each in bot.deliver()][-1] == SetupView("en", latest(bot))


def test_details_change_in_the_place_of_the_card(bot: Harness) -> None:
    setup = begun(bot, replace(FORM, number="12345678", may_keep=True))
    form = press(bot.context, on_card(setup, "details"))
    assert form == SetupForm("en", setup, CARD)

    changed = replace(FORM, id="view:T1:V2", setup=setup.id, card=CARD, name="Jansen")
    assert submit(bot.context, changed) is None
    assert (latest(bot).name, latest(bot).address, latest(bot).version) == ("Jansen", None, 2)
    assert bot.says()[0] == SetupCard("en", setup.id, 2, CARD.channel, CARD.id)


def test_a_reminder_comes_when_it_was_asked_for(bot: Harness) -> None:
    begun(bot)
    setup = does(bot, "done", "remind-soon")
    assert setup.state == "paused"
    assert bot.store.outbox.waiting() == 3

    reminder = next(each for each in bot.deliver() if isinstance(each.body, SetupCard) and each.body.is_reminder)
    assert reminder.due_at == bot.clock.now() + timedelta(minutes=10)
    assert reminder.destination == TO_ALICE
    assert view_of(bot, reminder) == SetupView("en", setup, is_reminder=True)


@pytest.mark.parametrize(("has_team", "hour"), [(True, 8), (False, 9)])
def test_tomorrow_is_in_the_morning_where_the_team_is(bot: Harness, hour: int, *, has_team: bool) -> None:
    bot.has_team = has_team
    begun(bot)
    does(bot, "remind-tomorrow")

    reminder = next(each for each in bot.deliver() if isinstance(each.body, SetupCard) and each.body.is_reminder)
    assert reminder.due_at == datetime(2026, 11, 26, hour, tzinfo=UTC)


def test_nobody_is_reminded_of_what_went_on(bot: Harness) -> None:
    begun(bot)
    does(bot, "remind-soon", "go-on")
    reminder = next(each for each in bot.deliver() if isinstance(each.body, SetupCard) and each.body.is_reminder)

    assert view_of(bot, reminder) is None


def test_whoever_was_erased_is_told_and_not_reminded(bot: Harness) -> None:
    begun(bot)
    setup = does(bot, "remind-soon")
    sent = bot.deliver()
    bot.store.erase(ALICE)

    assert [view_of(bot, each) for each in sent] == [SystemNotice("setup-gone", "en"), None]
    press(bot.context, on_card(setup, "go-on", "press:9"))
    assert bot.says() == [SystemNotice("setup-gone", "en")]
    assert submit(bot.context, replace(FORM, id="view:T1:V3", setup=setup.id)) == FormNotice(
        SystemNotice("setup-gone", "en")
    )


def test_one_that_is_erased_between_two_looks_is_told_as_gone() -> None:
    store = ErasedMeanwhile()
    with InMemoryStore.transaction(store) as transaction:
        transaction.setups.begin(A_SETUP)
    bot = Harness(store=store)
    press(bot.context, on_card(A_SETUP, "done"))

    assert bot.says() == [SystemNotice("setup-gone", "nl")]


def test_nobody_moves_or_sees_the_set_up_of_another(bot: Harness) -> None:
    setup = begun(bot)
    press(bot.context, on_card(setup, "done", person=BOB))
    show(bot.context, replace(on_card(setup, setup.id, "press:2", BOB), value="1"))
    told = submit(bot.context, replace(FORM, id="view:T1:V2", person=BOB, setup=setup.id))

    assert latest(bot) == setup
    assert bot.says() == [SystemNotice("setup-gone", "en")] * 2
    assert told == FormNotice(SystemNotice("setup-gone", "en"))


def test_what_does_not_work_goes_to_the_team_with_the_step(bot: Harness) -> None:
    begun(bot)
    setup = does(bot, "done", "fails")
    form = press(bot.context, on_card(setup, "human", "press:9"))

    assert isinstance(form, HandOverForm)
    assert (form.setup, form.draft.language, form.draft.person) == (setup, "en", ALICE)


def test_without_a_team_it_is_told_that_there_is_none(bot: Harness) -> None:
    bot.has_team = False
    setup = begun(bot)

    assert press(bot.context, on_card(setup, "human")) is None
    assert SystemNotice("no-team", "en") in bot.says()


def test_the_shortcut_opens_the_form(bot: Harness) -> None:
    shortcut = GlobalShortcut(TEAM, ALICE, TO_ALICE)

    assert open_from_shortcut(bot.context, shortcut) == SetupForm("en", None)


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    setup = begun(bot)
    bot.store.is_away = True

    assert answer_setup(bot.context, command()) == SystemNotice("store-away", "en")
    with pytest.raises(StoreUnavailableError):
        press(bot.context, on_card(setup, "done"))
    with pytest.raises(StoreUnavailableError):
        submit(bot.context, replace(FORM, id="view:T1:V2"))


def test_who_presses_too_often_is_told_so(bot: Harness) -> None:
    begun(bot)
    for number in range(60):
        press(bot.context, on_card(latest(bot), "screen", f"press:{number}"))

    assert SystemNotice("too-many", "en") in bot.says()


def test_ones_own_address_stands_where_one_reads_alone_and_nowhere_else(bot: Harness) -> None:
    begun(bot, replace(FORM, number="12345678", may_keep=True))
    ask(bot.context, direct_message("which version?"))
    ask(bot.context, mention("which version?", "3.3"))
    in_direct, in_thread = (each.body for each in bot.deliver())
    assert isinstance(in_direct, ReplyMessage)
    assert isinstance(in_thread, ReplyMessage)
    assert (in_direct.address, in_thread.address) == (OWN, None)

    asked = answer_question(bot.context, command("version?"))
    calculated = calculate_address(bot.context, command("x"))
    for reply in (asked, calculated):
        assert isinstance(reply, ReplyMessage)
        assert reply.address == OWN
    choose_article(bot.context, button("prerequisites"))
    choose_article(bot.context, replace(on_card(latest(bot), "prerequisites", "press:2"), value=""))
    chosen = [each.address for each in bot.says() if isinstance(each, ReplyMessage)]
    assert chosen == [None, OWN]


def test_a_set_up_is_of_the_product_that_was_talked_of_and_has_its_steps(bot: Harness) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    ask(context, direct_message("hoe koppel ik Balansboek met eConnect?"))
    form = press(context, replace(button("begin"), conversation=direct_message("x").conversation))
    assert isinstance(form, SetupForm)
    assert (form.product, form.talked_of) == (None, "balansboek")

    submit(context, replace(FORM, product="balansboek", version="release 2025.3", number="01035286"))
    setup = latest(bot)
    assert (setup.product, setup.step) == ("balansboek", "update")
    assert (setup.release, setup.address) == (None, None)
    press(context, on_card(setup, "done"))
    assert latest(bot).step == "switch-on"
    ask(context, replace(direct_message("gelukt"), id="8.8", event_id="Ev8"))
    assert latest(bot).step == "look"


def test_a_set_up_of_the_first_has_its_numbers_checked_beside_others_too(bot: Harness) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    submit(context, replace(FORM, product="exact-globe", version="415", number="01035286", may_keep=True))

    setup = latest(bot)
    assert (setup.release, setup.address) == ("415", "01035286@facturen.econnect.eu")
    assert isinstance(submit(context, replace(FORM, id="V2", product="exact-globe", version="300")), FormErrors)


def test_below_the_overview_of_the_first_one_begun_while_there_was_no_other_is_shown(bot: Harness) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    submit(context, FORM)
    assert latest(bot).product is None

    assert press(context, button("begin", value="exact-globe")) is None
    assert isinstance(press(context, button("begin", value="balansboek", press_id="press:2")), SetupForm)


def test_below_an_overview_one_begins_of_its_product_whatever_else_is_under_way(bot: Harness) -> None:
    context = replace(bot.context, answering=HoldingSeveral())
    submit(context, replace(FORM, product="exact-globe"))
    form = press(context, button("begin", value="balansboek"))

    assert isinstance(form, SetupForm)
    assert form.product == "balansboek"
    assert press(context, button("begin", value="exact-globe", press_id="press:2")) is None
