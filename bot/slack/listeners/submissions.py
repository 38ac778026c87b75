"""Forms that were sent: the requester's, and the support team's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.forms import FormNotice
from bot.domain.incoming import HandOverSubmission
from bot.domain.outgoing import SystemNotice
from bot.services import handing_over, triaging

if TYPE_CHECKING:
    from slack_bolt import Ack, App

    from bot.domain.forms import FormResult
    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload


def register(app: App, slack: SlackContext) -> None:
    """Listen to every form of the bot's; one of another version gets a clear word."""

    def handle_submission(body: Payload, ack: Ack) -> None:
        submission = slack.parser.submission(body)
        if isinstance(submission, HandOverSubmission):
            result: FormResult = handing_over.submit(slack.app, submission)
        elif submission is not None:
            result = triaging.submit(slack.app, submission)
        else:
            result = FormNotice(SystemNotice("old-form", slack.app.language), is_on_top=True)
        ack(**slack.renderer.form_response(result))

    app.view(re.compile("^form:"))(handle_submission)
