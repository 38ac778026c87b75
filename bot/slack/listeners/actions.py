"""Buttons and menus, below messages and in App Home."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.rendering import action_ids
from bot.services import (
    asking,
    checking_numbers,
    choosing,
    erasing,
    handing_over,
    listing,
    setting_up,
    sharing,
    triaging,
    voting,
)
from bot.slack.ids import TRIAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App

    from bot.domain.forms import Form
    from bot.domain.incoming import ButtonAction
    from bot.services.app_context import AppContext
    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload

USE_CASES: Final[Mapping[str, Callable[[AppContext, ButtonAction], Form | None]]] = {
    action_ids.ARTICLE_BUTTON: choosing.choose_article,
    action_ids.NONE_OF_THESE_BUTTON: choosing.choose_none,
    action_ids.PRODUCT_BUTTON: choosing.choose_product,
    action_ids.ASK_HUMAN_BUTTON: handing_over.open_from_button,
    action_ids.SEND_ALONG_BUTTON: handing_over.open_from_button,
    action_ids.VOTES: voting.vote,
    action_ids.WHY_BUTTON: voting.give_reason,
    action_ids.NOT_HELPED_BUTTON: handing_over.open_after_vote,
    action_ids.RELAY_BUTTON: asking.settle_offer,
    action_ids.SHARE_BUTTON: sharing.share,
    action_ids.ERASURE_BUTTON: erasing.decide_erasure,
    action_ids.CALCULATOR_BUTTON: checking_numbers.open_from_button,
    action_ids.SETUP_BUTTON: setting_up.press,
    action_ids.SETUP_SHOW: setting_up.show,
    action_ids.TICKET_BUTTON: triaging.press,
    action_ids.QUEUE_BUTTON: partial(listing.open_queue, command=TRIAGE),
}
"""By the button's name, or what comes before its argument."""


def register(app: App, slack: SlackContext) -> None:
    """Listen to every button; one of another version of the bot gets a clear word."""

    def handle_action(body: Payload, ack: Ack) -> None:
        action = slack.parser.action(body)
        if action.name == action_ids.EXPLAIN_BUTTON:
            slack.open_why(action)
            ack()
            return
        form = USE_CASES.get(action.name, choosing.choose_unknown)(slack.app, action)
        if form is not None:
            slack.open_form(action, form)
        ack()

    # Not `app.action`: that takes dialogs and the buttons of attachments too, which have no such shape.
    app.block_action(re.compile(""))(handle_action)
