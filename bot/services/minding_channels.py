"""How the bot behaves in a channel, as a support member sets it by form."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Conversation, Memory
from bot.domain.forms import ChannelForm, FormNotice
from bot.domain.outgoing import SystemNotice
from bot.services.auditing import note_channel
from bot.services.commanding import remembered
from bot.services.keeping_manners import listening_in
from bot.services.ports import ConcurrentUpdateError, StoreUnavailableError
from bot.services.triaging import not_in_team

if TYPE_CHECKING:
    from bot.domain.forms import FormResult
    from bot.domain.incoming import Command
    from bot.domain.sent_forms import MannersChosen
    from bot.services.app_context import AppContext

log = logging.getLogger(__name__)


def answer_channel(context: AppContext, command: Command) -> ChannelForm | SystemNotice:
    """Return the form for the channel that the command was typed in; a word to whoever may not, and in no channel."""
    support, where = context.support, command.conversation
    if support is None:
        return SystemNotice("no-team", remembered(context, command).language or context.language)
    refusal = not_in_team(support, command.person)
    if refusal is not None:
        return refusal
    if not command.others_read:
        return SystemNotice("channel-not-here", support.desk.language)
    try:
        memory = context.store.read_memory(where, command.person)
    except StoreUnavailableError as error:
        log.warning("What is set for a channel cannot be read: %s", error)
        return SystemNotice("store-away", support.desk.language)
    return ChannelForm(_manners(context, where, memory))


def submit(context: AppContext, chosen: MannersChosen) -> FormResult:
    """Keep what was chosen; return the form once more where a colleague has set something else meanwhile.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    support = context.support
    if support is None:
        return FormNotice(SystemNotice("no-team", context.language))
    refusal = not_in_team(support, chosen.person)
    if refusal is not None:
        return FormNotice(refusal, is_on_top=True)
    try:
        form = _keep(context, chosen)
    except ConcurrentUpdateError:  # they were quicker by a moment, and it is seen now what they set
        form = _keep(context, chosen)
    return form or FormNotice(SystemNotice("channel-saved", support.desk.language))


def _keep(context: AppContext, chosen: MannersChosen) -> ChannelForm | None:
    """Keep what was chosen, unless it is so already; return the form where that is not what it was chosen from.

    Raises:
        ConcurrentUpdateError: nothing was kept: somebody else changes it at this moment.
    """
    where, now = Conversation("command", chosen.team, chosen.channel, person=chosen.person), context.clock.now()
    with context.store.transaction() as transaction:
        before = _manners(context, where, transaction.conversations.get(where, chosen.person))
        after = replace(
            before,
            listens=chosen.listens,
            language=chosen.language,
            product=chosen.product,
            most_replies=chosen.most_replies,
            person=chosen.person,
            set_at=now,
            version=before.version + 1,
        )
        changed = after.changed_from(before)
        if changed and before.version != chosen.seen:
            return ChannelForm(before, after)
        if changed:
            transaction.channels.change(after)
            note_channel(transaction, context.audit, after, changed, now)
    return None


def _manners(context: AppContext, where: Conversation, memory: Memory) -> ChannelManners:
    """Return what is set for the channel; where nothing is, how the bot behaves there all the same."""
    return memory.manners or ChannelManners(where.team, where.channel, listening_in(context, memory))
