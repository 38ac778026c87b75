"""Hands messages to Slack: has them resolved and rendered, and calls. It raises nothing for what Slack does.

What Slack refuses is said in a plainer form, down to one sentence, and what cannot be said to a person somewhere is
said to them directly. What cannot be said even so is given up, and `TicketDeliveryHooks` says who is told.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.services.ports import StoreUnavailableError
from bot.services.resolving import NotYetError
from bot.slack.outbound.delivery_errors import delivery_of
from bot.slack.outbound.posted_messages import LookFailedError
from bot.slack.outbound.reply_links import ReplyLinks
from bot.slack.outbound.trial import DirectChannels, Trial
from bot.slack.web_api import SlackCallError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.outgoing import Outgoing
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
        self._links = ReplyLinks()

    def deliver(self, outgoing: Outgoing) -> Delivery:
        """Try once."""
        try:
            return self._trial(outgoing).deliver()
        except LookFailedError as error:
            log.info("Whether %s is there is not known: %s", outgoing.id, error)
            return error.outcome
        except (SlackCallError, NotYetError, StoreUnavailableError) as error:
            return delivery_of(error)

    def _trial(self, outgoing: Outgoing) -> Trial:
        return Trial(outgoing, self._api, self._render, self._resolver, self._direct, self._links)
