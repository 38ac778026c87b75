"""The guided set-up: one step at a time, in one card that is changed in its place, from wherever it is pressed.

Where somebody is stands in the store, and a card shows it as it is. A button carries the version that its card shows:
one of an earlier version changes nothing, and its card is brought up to date.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Conversation
from bot.domain.forms import FormErrors, FormNotice, SetupForm
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.domain.setup import MOST_SETUPS, SETUP_MOVES, moved
from bot.domain.views import SetupView
from bot.services.app_context import language_of, language_of_presser, say_privately
from bot.services.commanding import STORE_SECONDS, remembered
from bot.services.handing_over import open_with_setup
from bot.services.limiting import has_turn
from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError
from bot.services.setup_cards import card_of, directly_to, remember_card, talk_with
from bot.services.setup_details import begun, details_in, kept_as
from bot.services.showing_home import show_home

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.forms import FormResult, HandOverForm
    from bot.domain.incoming import ButtonAction, Command, GlobalShortcut
    from bot.domain.language import Language
    from bot.domain.sent_forms import SetupSubmission
    from bot.domain.setup import Setup, SetupMove
    from bot.domain.setup_guide import SetupGuide
    from bot.services.app_context import AppContext
    from bot.services.ports import Transaction

log = logging.getLogger(__name__)

SOON: Final = timedelta(minutes=10)
"""When somebody is reminded of what takes "a few minutes"."""
_NOTHING: Final = frozenset({"", "none"})
"""What a button carries that stands below no product."""
MORNING: Final = 9
"""The hour of a reminder for tomorrow, in the support team's zone."""


def answer_setup(context: AppContext, command: Command) -> SetupView | SystemNotice:
    """Return where the person is, in the set-up that they name or did something with last; how to begin, in none."""
    language = remembered(context, command).language or context.language
    try:
        setups = context.store.setups.of_person(command.conversation.team, command.person, MOST_SETUPS)
    except StoreUnavailableError as error:
        log.warning("A set-up cannot be shown: %s", error)
        return SystemNotice("store-away", language)
    named = [each for each in setups if each.name.casefold() == command.text.casefold()]
    view = view_of_setups(tuple(dict.fromkeys((*named, *setups))), language)
    if view.setup is not None and not command.others_read:
        _remember_shown(context, command, view.setup)
    return view


def _remember_shown(context: AppContext, command: Command, setup: Setup) -> None:
    """Keep that the card was shown in direct messages; it is shown all the same where that cannot be kept."""
    where, now = Conversation("direct", setup.team, command.conversation.channel), context.clock.now()
    try:
        with at_most(STORE_SECONDS), context.store.transaction() as transaction:
            remember_card(_guide(context, setup), transaction, where, setup, now)
    except StoreUnavailableError as error:
        log.warning("A set-up is shown and not remembered: %s", error)


def view_of_setups(setups: tuple[Setup, ...], language: Language) -> SetupView:
    """Return the first of `setups` with what is unfinished beside it."""
    if not setups:
        return SetupView(language, None)
    return SetupView(setups[0].language, setups[0], tuple(each for each in setups[1:] if not each.is_finished))


def open_from_shortcut(context: AppContext, shortcut: GlobalShortcut) -> SetupForm:
    """Return the form with which a set-up begins."""
    return SetupForm(language_of(context, shortcut.team, shortcut.person), None)


def press(context: AppContext, action: ButtonAction) -> SetupForm | HandOverForm | None:
    """Do what a button of a set-up says; return the form that opens, where one does.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    if action.argument in {"begin", "another"}:
        told, talked_of = _product_of(context, action)
        is_under_way = action.argument == "begin" and _is_under_way(context, action, told or talked_of)
        return None if is_under_way else _new(context, action, told, talked_of)
    setup = _theirs(context, action, action.value.partition(":")[0])
    if setup is None:
        return None
    match action.argument:
        case "details":
            here = None if action.conversation is None else action.message
            return SetupForm(setup.language, setup, here, is_in_home=action.conversation is None)
        case "human":
            return open_with_setup(context, action, setup)
    _change(context, action, setup)
    return None


def _new(context: AppContext, action: ButtonAction, product: str | None, talked_of: str | None) -> SetupForm:
    """Return the form of a new set-up."""
    is_in_home = action.conversation is None
    return SetupForm(
        language_of_presser(context, action), None, is_in_home=is_in_home, product=product, talked_of=talked_of
    )


def _product_of(context: AppContext, action: ButtonAction) -> tuple[str | None, str | None]:
    """Return the product that the button stands below, else, behind it, the one that is talked of there."""
    if action.argument == "begin" and action.value not in _NOTHING:
        return action.value, None
    where = action.conversation
    return None, None if where is None else context.store.read_memory(where, action.person).product


def show(context: AppContext, action: ButtonAction) -> None:
    """Show another of the person's set-ups in the place of the one that its button stands below.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    setup = _theirs(context, action, action.argument)
    if setup is not None:
        _change(context, action, setup)


def submit(context: AppContext, submission: SetupSubmission) -> FormResult:
    """Begin a set-up, or change what is known of one; return what the form shows instead of closing.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    details = details_in(context.answering.current, submission)
    if isinstance(details, FormErrors):
        return details
    team, person, now = submission.team, submission.person, context.clock.now()
    with context.store.transaction() as transaction:
        before = None if submission.setup is None else transaction.setups.get(team, submission.setup)
        if submission.setup is not None and (before is None or before.person != person):
            return FormNotice(SystemNotice("setup-gone", submission.language))
        if before is None and transaction.setups.count_unfinished(team, person) >= MOST_SETUPS:
            values = (("count", str(MOST_SETUPS)),)
            return FormNotice(SystemNotice("setup-too-many", submission.language, values), is_on_top=True)
        if not transaction.seen_keys.claim([submission.id], now):
            return None
        after = (before or begun(context.answering.current, submission, now)).told(details, now)
        keep = transaction.setups.begin if before is None else transaction.setups.change
        keep(after)
        if not submission.is_in_home:
            transaction.send(_card_after(submission, after, now))
            here = None if submission.card is None else Conversation("direct", team, submission.card.channel)
            remember_card(_guide(context, after), transaction, talk_with(after, here), after, now)
    context.wake()
    show_home(context, team, person, submission.id)
    is_elsewhere = submission.card is None and not submission.is_in_home
    return FormNotice(SystemNotice("setup-continues", after.language)) if is_elsewhere else None


def _card_after(submission: SetupSubmission, setup: Setup, now: datetime) -> Outgoing:
    """Return the card in the place of the one that the form was opened from, else a new one for the person alone."""
    key, card = f"{submission.id}:card", submission.card
    if card is None:
        return Outgoing(key, directly_to(setup), card_of(setup), now)
    return Outgoing(key, Destination(setup.team, card.channel, person=setup.person), card_of(setup, card), now)


def _change(context: AppContext, action: ButtonAction, seen: Setup) -> None:
    """Have a press count, once and where it was for the set-up as it stands, and have its card show what is so."""
    now = context.clock.now()
    with context.store.transaction() as transaction:
        if not transaction.seen_keys.claim([action.id], now):
            return
        if not has_turn(transaction, action.id, action.private, seen.language, now):
            return
        setup = transaction.setups.get(seen.team, seen.id)
        if setup is None:  # it was erased just now
            transaction.send(Outgoing(action.id, action.private, SystemNotice("setup-gone", seen.language), now))
            return
        if action.value == f"{setup.id}:{setup.version}":
            setup = _after(context, transaction, action, setup)
        if action.conversation is not None:
            transaction.send(_card_in_place(action, setup, now))
        remember_card(_guide(context, setup), transaction, action.conversation, setup, now)
    context.wake()
    if action.conversation is None:
        show_home(context, action.team, action.person, action.id)


def _is_under_way(context: AppContext, action: ButtonAction, product: str | None) -> bool:
    """Return whether the person has an unfinished set-up, of `product` where that is told.

    Its card is sent to them then, instead of another begun.
    """
    setups = context.store.setups.of_person(action.team, action.person, MOST_SETUPS)
    wanted = kept_as(context.answering.current, product)
    of_product = (each for each in setups if not wanted or each.product in wanted)
    setup = next((each for each in of_product if not each.is_finished), None)
    if setup is None:
        return False
    now, key = context.clock.now(), f"{action.id}:card"
    with context.store.transaction() as transaction:
        if transaction.seen_keys.claim([action.id], now) and has_turn(
            transaction, action.id, action.private, setup.language, now
        ):
            transaction.send(Outgoing(key, directly_to(setup), card_of(setup), now))
            where = talk_with(setup, action.conversation)
            remember_card(_guide(context, setup), transaction, where, setup, now)
            if action.conversation is None or action.conversation.kind != "direct":
                notice = SystemNotice("setup-continues", setup.language)
                transaction.send(Outgoing(f"{action.id}:told", action.private, notice, now))
    context.wake()
    return True


def _after(context: AppContext, transaction: Transaction, action: ButtonAction, setup: Setup) -> Setup:
    """Return the set-up after a press on its card as it stands; whoever wants to be reminded goes on later."""
    now = context.clock.now()
    move: SetupMove = next((each for each in SETUP_MOVES if each == action.argument), "later")
    after = moved(setup, move, _guide(context, setup), now)
    if after is not setup:
        transaction.setups.change(after)
    if reminder := _reminder(context, action, after, now):
        transaction.send(reminder)
    return after


def _card_in_place(action: ButtonAction, setup: Setup, now: datetime) -> Outgoing:
    """Return the card where it was pressed on: it is edited, or replaced where one person alone sees it."""
    place = action.private if action.message is None else action.destination
    return Outgoing(action.id, place, card_of(setup, action.message), now)


def _reminder(context: AppContext, action: ButtonAction, setup: Setup, now: datetime) -> Outgoing | None:
    """Return the card that comes by itself later, where that was asked for and nothing happens until then."""
    match action.argument:
        case "remind-soon":
            at = now + SOON
        case "remind-tomorrow":
            zone = now.tzinfo if context.support is None else context.support.desk.hours.zone
            tomorrow = now.astimezone(zone) + timedelta(days=1)
            at = tomorrow.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        case _:
            return None
    return Outgoing(f"{action.id}:reminder", directly_to(setup), replace(card_of(setup), is_reminder=True), at)


def _theirs(context: AppContext, action: ButtonAction, setup_id: str) -> Setup | None:
    """Return the set-up whose button was pressed; None where it is gone, or another person's, of which they are told.

    Raises:
        StoreUnavailableError: it cannot be told now.
    """
    setup = context.store.setups.get(action.team, setup_id)
    if setup is not None and setup.person == action.person:
        return setup
    say_privately(context, action.private, SystemNotice("setup-gone", language_of_presser(context, action)))
    return None


def _guide(context: AppContext, setup: Setup) -> SetupGuide:
    return context.answering.current.setup_guide(setup.product)
