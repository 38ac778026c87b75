"""Whose a payload is: the workspace in which the app is installed, by one rule for each kind of payload.

| kind | its workspace |
|---|---|
| event | `authorizations`: in a shared channel `team_id` may be the other one. Else `context_team_id`, `team_id` |
| a form, and a button in a view | `view.app_installed_team_id`: `team` is where the person is. Else as a button |
| button in a message, shortcut, and what comes from older features | `team`; where it is null `user.team_id` |
| command | `team_id`: nobody of another workspace can type it |

It is the same over HTTP and Socket Mode. An app that is installed in a whole organization belongs to all of its
workspaces: then the enterprise decides, `team` is null, and everything is kept under the organization's id, in
which a channel has one id for all workspaces. https://github.com/slackapi/bolt-js/issues/1614 and 935,
https://github.com/slackapi/java-slack-sdk/issues/1041, https://github.com/slackapi/bolt-python/pull/23
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.slack.payload import table_at, tables_at, text_at

if TYPE_CHECKING:
    from bot.slack.payload import Payload


class HomeWorkspace(Protocol):
    """The workspace that the bot is installed in.

    Attributes:
        team: its id, or the organization's where the app is installed in all of it: by it tickets and conversations
            are kept. None while Slack has not told it, and nothing is taken.
        bot: the bot's id as a user there.
        enterprise: the organization's id, where the app is installed in all of it.
    """

    team: str | None
    bot: str | None
    enterprise: str | None


def team_of(payload: Payload) -> str:
    """Return the workspace that a payload is for; an empty text where it does not say."""
    if "command" in payload:
        return text_at(payload, "team_id")
    if "event" in payload or "authorizations" in payload:
        installed = next(iter(tables_at(payload, "authorizations")), {})
        return text_at(installed, "team_id") or text_at(payload, "context_team_id") or text_at(payload, "team_id")
    return (
        text_at(payload, "view", "app_installed_team_id")
        or text_at(payload, "team", "id")
        or text_at(payload, "user", "team_id")
        or text_at(payload, "team_id")
    )


def is_at_home(payload: Payload, home: HomeWorkspace) -> bool:
    """Return whether a payload is for the workspace, or the organization, that the bot is installed in."""
    if home.enterprise is not None:
        return home.enterprise in _enterprises_of(payload)
    return home.team is not None and team_of(payload) == home.team


def is_of_home(user: Payload, home: HomeWorkspace) -> bool:
    """Return whether somebody, as `users.info` tells of them, belongs to our workspace, or to our organization.

    In a channel that two workspaces share, nothing else tells them apart; who names no workspace belongs to none.
    People of an organization have one `team_id` and may be in more of its workspaces.
    https://docs.slack.dev/reference/objects/user-object
    """
    account = table_at(user, "enterprise_user")
    if home.enterprise is not None:
        return text_at(account, "enterprise_id") == home.enterprise
    teams = account.get("teams")
    others = teams if isinstance(teams, list) else []
    return home.team is not None and home.team in (text_at(user, "team_id"), *others)


def _enterprises_of(payload: Payload) -> set[str]:
    if authorizations := tables_at(payload, "authorizations"):
        return {text_at(each, "enterprise_id") for each in authorizations}
    return {text_at(payload, "enterprise_id"), text_at(payload, "enterprise", "id")}
