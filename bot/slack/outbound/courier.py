"""Hands messages to Slack: has them resolved and rendered, and calls. It raises nothing for what Slack does.

What Slack refuses is said in a plainer form, down to one sentence, and what cannot be said to a person somewhere is
said to them directly. What cannot be said even so is given up, and `TicketDeliveryHooks` says who is told.
"""

from __future__ import annotations

import logging
from functools import cache, partial
from typing import TYPE_CHECKING

from bot.domain.outgoing import InPlace
from bot.services.ports import Sent, StoreUnavailableError
from bot.services.resolving import KeptError, NeverError, NotYetError
from bot.slack.outbound.accounts import Accounts
from bot.slack.outbound.delivery_errors import delivery_of
from bot.slack.outbound.direct_channels import DirectChannels
from bot.slack.outbound.posted_messages import LookFailedError
from bot.slack.outbound.reply_links import ReplyLinks
from bot.slack.outbound.taking_off import find_all
from bot.slack.outbound.trial import Trial
from bot.slack.web_api import SlackCallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.outgoing import Outgoing, Sought
    from bot.domain.views import View
    from bot.rendering.targets.block_kit import Rendered
    from bot.services.ports import Delivery
    from bot.services.resolving import OutboxResolver
    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)


class SlackCourier:
    """The courier for Slack, with one client for all calls. Safe between threads."""

    def __init__(self, api: SlackApi, render: Callable[[View], Rendered], resolver: OutboxResolver) -> None:
        self._api = api
        self._render = render
        self._resolver = resolver
        self._direct = DirectChannels()
        self._accounts = Accounts()
        self._links = ReplyLinks()

    def deliver(self, outgoing: Outgoing) -> Delivery:
        """Try once."""
        try:
            sought = outgoing.body.sought if isinstance(outgoing.body, InPlace) else None
            return self._trial(outgoing).deliver() if sought is None else self._take_off(outgoing, sought)
        except LookFailedError as error:
            log.info("Whether %s is there is not known: %s", outgoing.id, error)
            return error.outcome
        except (SlackCallError, NotYetError, KeptError, NeverError, StoreUnavailableError) as error:
            return delivery_of(error)

    def _take_off(self, outgoing: Outgoing, sought: Sought) -> Delivery:
        """Look for words that may stand in Slack, and say what is to be said in the place of each that is found."""
        found = find_all(self._api, outgoing, sought, self._direct)
        for each in found:
            self._trial(each).deliver()
        return Sent()

    def _trial(self, outgoing: Outgoing) -> Trial:
        now = self._resolver.clock.now()
        # One look for all its forms and ways: where Slack did not say in time, each would wait for it anew.
        is_unread = cache(partial(self._accounts.has_no_reader, self._api, outgoing, now))
        return Trial(outgoing, self._api, self._render, self._resolver, self._direct, self._links, is_unread)
