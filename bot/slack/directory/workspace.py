"""The workspace the bot is installed in: does Slack take its token, which one is it, and where are its messages?

Asked at the start, in the background, and again until there is an answer.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.services.supervising import RoundFailedError
from bot.slack.directory.granted_scopes import tell_scopes
from bot.slack.ids import AUTH_TEST
from bot.slack.web_api import CallRefusedError, SlackCallError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.desk import SupportDeskConfig
    from bot.slack.web_api import SlackApi

log = logging.getLogger(__name__)

_ANY_WORKSPACE: Final = "https://slack.com/"
"""Slack leads on from there to the workspace that one is signed in to."""


class Workspace:
    """One question to Slack, asked until it is answered. A bot whose token is refused runs on: it may be mended."""

    def __init__(self, api: SlackApi, desk: SupportDeskConfig | None = None) -> None:
        self._api, self._desk = api, desk
        self.team: str | None = None
        """The workspace's id, once Slack has told it."""
        self.bot: str | None = None
        """The bot's id as a user."""
        self.enterprise: str | None = None
        """The organization's id, where the app is installed in all of it."""
        self._url = _ANY_WORKSPACE

    def is_known(self) -> bool:
        """Return whether Slack has said that it takes the token."""
        return self.team is not None

    def message_link(self, channel: str, ts: str, thread_ts: str | None = None) -> str:
        """Return the link to a message. It is the same for everybody, and Slack shows it to who may see it."""
        link = f"{self._url}archives/{channel}/p{ts.replace('.', '')}"
        return link if thread_ts in {None, ts} else f"{link}?thread_ts={thread_ts}&cid={channel}"

    def ask(self) -> None:
        """Ask Slack, unless it has answered.

        Raises:
            RoundFailedError: Slack does not take the token, or cannot be reached: the next call asks again.
        """
        if self.is_known():
            return
        try:
            answer = self._api.call(AUTH_TEST, expects=("url", "team_id", "user_id"))
            self._url, self.bot = str(answer["url"]), str(answer["user_id"])
            self.enterprise = _organization(answer.fields)
            # Last of all: what comes in is taken as soon as it is known.
            self.team = self.enterprise or str(answer["team_id"])
        except CallRefusedError as error:
            told = f"Slack does not take SLACK_BOT_TOKEN ({error.code}): copy it again from OAuth & Permissions"
            raise RoundFailedError(f"{told} of your app, and restart") from error
        except SlackCallError as error:
            raise RoundFailedError(f"Slack cannot be reached ({error.code}): it is asked again") from error
        log.info("Slack takes the bot's token")
        tell_scopes(answer.headers, self._desk)


def _organization(answer: Mapping[str, object]) -> str | None:
    """Return the organization that the app is installed in as a whole; None where it is in one workspace."""
    if not answer.get("is_enterprise_install"):
        return None
    log.warning(
        "The app is installed for a whole organization. The bot works there, but it is made for one workspace: "
        "people of all its workspaces share one support team. Install it in one workspace, unless that is wanted."
    )
    return str(answer.get("enterprise_id") or answer["team_id"])
