"""A support member sets how the bot behaves in a channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Conversation
from bot.domain.forms import ChannelForm, FormNotice, FormResult
from bot.domain.outgoing import SystemNotice
from bot.domain.sent_forms import MannersChosen
from bot.services.minding_channels import answer_channel, submit
from bot.services.ports import ConcurrentUpdateError
from tests.services.builders import ALICE, BOB, CAROL, CHANNEL, TEAM, command
from tests.services.harness import NOON
from tests.services.in_memory.channels import InMemoryChannels

if TYPE_CHECKING:
    from bot.domain.incoming import Command
    from tests.services.harness import Harness

OFF = MannersChosen(TEAM, BOB, CHANNEL, 0, "off")
SAVED = FormNotice(SystemNotice("channel-saved", "nl"))


def typed(person: str = BOB) -> Command:
    return replace(command(person=person, name="/econnect-channel"), others_read=True)


def manners(bot: Harness) -> ChannelManners | None:
    return bot.store.read_memory(Conversation("thread", TEAM, CHANNEL, "1.1"), ALICE).manners


@pytest.mark.parametrize(("setting", "listens"), [(True, "follow-ups"), (False, "mentions")])
def test_where_nothing_is_set_the_form_shows_how_it_is_all_the_same(
    bot: Harness, *, setting: bool, listens: str
) -> None:
    bot.follows_threads = setting
    form = answer_channel(bot.context, typed())
    assert isinstance(form, ChannelForm)
    assert (form.manners.listens, form.manners.version, form.manners.set_at) == (listens, 0, None)


def test_what_was_chosen_is_kept_and_told_to_whoever_audits(bot: Harness) -> None:
    assert submit(bot.context, replace(OFF, language="en", product="exact-globe", most_replies=3)) == SAVED
    kept = ChannelManners(TEAM, CHANNEL, "off", "en", "exact-globe", 3, BOB, NOON, 1)
    assert manners(bot) == kept
    assert answer_channel(bot.context, typed(CAROL)) == ChannelForm(kept)
    (line,) = bot.audit.lines
    assert (line.by, line.action.value, line.channel) == (BOB, "channel.changed", CHANNEL)
    assert line.settings == ("listens", "language", "product", "most_replies")


def test_what_is_so_already_is_nobodys_deed(bot: Harness) -> None:
    assert submit(bot.context, replace(OFF, listens="follow-ups")) == SAVED
    assert manners(bot) is None
    submit(bot.context, OFF)
    bot.audit.lines.clear()
    # Pressed twice, or chosen by a colleague as well.
    assert submit(bot.context, OFF) == submit(bot.context, replace(OFF, person=CAROL)) == SAVED
    assert bot.audit.lines == []
    kept = manners(bot)
    assert kept is not None
    assert kept.person == BOB


def test_whoever_was_slower_sees_what_a_colleague_set_and_keeps_their_choice(bot: Harness) -> None:
    submit(bot.context, OFF)
    late = replace(OFF, person=CAROL, listens="mentions")
    form: FormResult = submit(bot.context, late)
    assert isinstance(form, ChannelForm)
    assert form.manners == manners(bot)
    assert form.chosen is not None
    assert (form.chosen.listens, form.chosen.person) == ("mentions", CAROL)
    assert submit(bot.context, replace(late, seen=form.manners.version)) == SAVED
    kept = manners(bot)
    assert kept is not None
    assert (kept.listens, kept.version) == ("mentions", 2)


def test_of_two_at_the_same_moment_the_second_looks_again(bot: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    change, tries = InMemoryChannels.change, []

    def change_late(channels: InMemoryChannels, after: ChannelManners) -> None:
        tries.append(after)
        if len(tries) == 1:
            raise ConcurrentUpdateError
        change(channels, after)

    monkeypatch.setattr(InMemoryChannels, "change", change_late)
    assert submit(bot.context, OFF) == SAVED
    assert len(tries) == 2


def test_nobody_else_may(bot: Harness) -> None:
    refusal = SystemNotice("not-in-team", "nl")
    assert answer_channel(bot.context, typed(ALICE)) == refusal
    assert submit(bot.context, replace(OFF, person=ALICE)) == FormNotice(refusal, is_on_top=True)
    bot.membership.is_unknown = True
    assert answer_channel(bot.context, typed(ALICE)) == SystemNotice("cannot-check", "nl")
    assert manners(bot) is None


def test_in_direct_messages_there_is_no_channel(bot: Harness) -> None:
    assert answer_channel(bot.context, replace(typed(), others_read=False)) == SystemNotice("channel-not-here", "nl")


def test_without_a_team_nobody_can_and_without_the_store_nobody_knows(bot: Harness) -> None:
    bot.store.is_away = True
    assert answer_channel(bot.context, typed()) == SystemNotice("store-away", "nl")
    bot.store.is_away, bot.has_team = False, False
    assert answer_channel(bot.context, typed()) == SystemNotice("no-team", "en")
    assert submit(bot.context, OFF) == FormNotice(SystemNotice("no-team", "en"))


def test_each_channel_is_set_by_itself(bot: Harness) -> None:
    submit(bot.context, replace(OFF, channel="C2"))
    assert manners(bot) is None
