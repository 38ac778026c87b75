"""Forms that were sent: the requester's, and the support team's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.domain.forms import FormNotice
from bot.domain.outgoing import SystemNotice
from bot.domain.sent_forms import (
    HandOverSubmission,
    MannersChosen,
    NumbersSent,
    SetupSubmission,
    SetupWanted,
    WrongReplyReported,
)
from bot.services import checking_numbers, handing_over, minding_channels, setting_up, triaging
from bot.services.telling_why import report_wrong_reply

if TYPE_CHECKING:
    from slack_bolt import Ack, App

    from bot.domain.forms import FormResult
    from bot.domain.sent_forms import Submission, TeamSubmission
    from bot.services.app_context import AppContext
    from bot.slack.listeners.slack_context import SlackContext
    from bot.slack.payload import Payload


def register(app: App, slack: SlackContext) -> None:
    """Listen to every form of the bot's; one of another version gets a clear word."""

    def handle_submission(body: Payload, ack: Ack) -> None:
        submission = slack.parser.submission(body)
        if submission is None:
            result: FormResult = FormNotice(SystemNotice("old-form", slack.app.language), is_on_top=True)
        else:
            result = _submit(slack.app, submission)
        ack(**slack.renderer.form_response(result))

    app.view(re.compile("^form:"))(handle_submission)


def _submit(context: AppContext, submission: Submission) -> FormResult:
    match submission:
        case HandOverSubmission():
            return handing_over.submit(context, submission)
        case SetupSubmission():
            return setting_up.submit(context, submission)
        case NumbersSent():
            return checking_numbers.submit(context, submission)
        case SetupWanted():
            return checking_numbers.begin_setup(submission)
    return _submit_of_team(context, submission)


def _submit_of_team(
    context: AppContext, submission: WrongReplyReported | MannersChosen | TeamSubmission
) -> FormResult:
    match submission:
        case MannersChosen():
            return minding_channels.submit(context, submission)
        case WrongReplyReported():
            return report_wrong_reply(context, submission)
    return triaging.submit(context, submission)
