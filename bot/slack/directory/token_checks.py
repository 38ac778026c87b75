"""Asks Slack about the bot's tokens: what an operator wants to know before the bot runs."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from bot.domain.finding import Finding, Verdict
from bot.slack.directory.granted_scopes import examine_scopes
from bot.slack.ids import AUTH_TEST, CHANNEL_INFO, GROUP_MEMBERS, OPEN_SOCKET, PERMALINK, POST_MESSAGE
from bot.slack.web_api import RATE_LIMITED, CallAmbiguousError, CallRefusedError, SlackApi, SlackCallError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.desk import SupportDeskConfig
    from bot.services.ports import Clock

_REMEDIES_OF_POSTING: Final = {
    "channel_not_found": "Check ECONNECT_TRIAGE_CHANNEL; in a private channel, write /invite @econnect-bot first.",
    "is_archived": "Unarchive it, or set ECONNECT_TRIAGE_CHANNEL to another channel.",
    "missing_scope": "Paste manifest.yml into your app > App Manifest, then reinstall the app.",
    "not_in_channel": "Write /invite @econnect-bot in that channel.",
    "restricted_action": "Only some people may post in that channel: let the app, or take another channel.",
}
_COPY_AGAIN: Final = "Copy it again from your app > OAuth & Permissions."
_REMEDIES_OF_BOT_TOKENS: Final = {
    "account_inactive": "The app was removed from the workspace: install it again, then copy its new token.",
    "token_revoked": "The token was withdrawn: reinstall the app at OAuth & Permissions, then copy its new token.",
    "token_expired": "The app's tokens expire: create it anew from manifest.yml, which leaves token rotation off.",
}
_PROXY: Final = "Behind a proxy, set HTTPS_PROXY in the environment."
_NOT_REACHED: Final = "Check that this machine can reach {host}. " + _PROXY
_NOT_FOUND: Final = "The name {host} is not found: check the network and its DNS. " + _PROXY
_NOT_TRUSTED: Final = (
    "This machine does not trust who answers for {host}. Where a proxy of your company's reads along, "
    "set SSL_CERT_FILE in the environment to the file with its certificate."
)
_POSTED: Final = "test message"
_SKEW_WARNED: Final = timedelta(seconds=60)
_SKEW_REFUSED: Final = timedelta(seconds=300)


def examine_bot_token(token: str, api_url: str, desk: SupportDeskConfig | None, clock: Clock) -> Iterator[Finding]:
    """Yield whether Slack takes the bot's token, with which scopes, and whether its clock is near ours."""
    try:
        answer = SlackApi(token, api_url).call(AUTH_TEST)
    except CallRefusedError as error:
        remedy = _REMEDIES_OF_BOT_TOKENS.get(error.code, _COPY_AGAIN)
        yield Finding("bot token", "problem", f"Slack rejects SLACK_BOT_TOKEN ({error.code})", remedy)
        yield from _skew(error.headers, clock)
        return
    except SlackCallError as error:
        yield _unserved("bot token", error, api_url)
        return
    yield Finding("bot token", "ok", f"Slack accepts it: {answer.get('user')} in {answer.get('team')}")
    yield from examine_scopes(answer.headers, desk)
    yield from _skew(answer.headers, clock)


def examine_app_token(token: str, api_url: str) -> Iterator[Finding]:
    """Yield whether Slack takes the app's token, with which it opens Socket Mode."""
    try:
        SlackApi(token, api_url).call(OPEN_SOCKET)
    except CallRefusedError as error:
        remedy = "Create one with connections:write at your app > Basic Information."
        yield Finding("app token", "problem", f"Slack rejects SLACK_APP_TOKEN ({error.code})", remedy)
    except SlackCallError as error:
        yield _unserved("app token", error, api_url)
    else:
        yield Finding("app token", "ok", "Slack accepts it")


def examine_desk(desk: SupportDeskConfig, token: str, api_url: str) -> Iterator[Finding]:
    """Yield whether the bot can post in the triage channel, and find out who is in the support team."""
    api = SlackApi(token, api_url)
    try:
        channel = api.call(CHANNEL_INFO, params={"channel": desk.channel})["channel"]
        yield _membership(desk.channel, channel)
        if desk.group is not None:
            yield _group(desk.group, api)
    except CallRefusedError as error:
        remedy = "Invite the bot to the channel with /invite, and check ECONNECT_TRIAGE_CHANNEL and _SUPPORT_GROUP."
        told = f"Slack gives no information about {desk.channel} or its team ({error.code})"
        yield Finding("support team", "problem", told, remedy)
    except SlackCallError as error:
        yield _unserved("support team", error, api_url)


def post_test(desk: SupportDeskConfig, token: str, api_url: str, text: str) -> Finding:
    """Post `text` in the triage channel, as cards are posted; return whether that worked, and where it stands."""
    api = SlackApi(token, api_url)
    name = _name_of(desk.channel, api)
    try:
        posted = api.call(POST_MESSAGE, json={"channel": desk.channel, "text": text}, expects=("ts",))
    except CallRefusedError as error:
        remedy = _REMEDIES_OF_POSTING.get(error.code, "Check ECONNECT_TRIAGE_CHANNEL and the bot's token.")
        return Finding(_POSTED, "problem", f"Slack does not take it in {name} ({error.code})", remedy)
    except CallAmbiguousError as error:
        told = f"Slack did not say whether it took it in {name} ({error.code})"
        return Finding(_POSTED, "problem", told, "Look in the channel whether it is there, before you post another.")
    except SlackCallError as error:
        return _unserved(_POSTED, error, api_url)
    return Finding(_POSTED, "ok", f"it is in {name}{_link(api, desk.channel, str(posted['ts']))}")


def _name_of(channel_id: str, api: SlackApi) -> str:
    """Return a channel's name as people know it; its ID where Slack does not tell it."""
    try:
        channel = api.call(CHANNEL_INFO, params={"channel": channel_id}, expects=("channel",))["channel"]
    except SlackCallError:
        return channel_id
    return f"#{channel.get('name', channel_id)}"


def _link(api: SlackApi, channel: str, ts: str) -> str:
    """Return where a message can be looked at; nothing where Slack gives no link."""
    try:
        answer = api.call(PERMALINK, params={"channel": channel, "message_ts": ts}, expects=("permalink",))
    except SlackCallError:
        return ""
    return f": {answer['permalink']}"


def _membership(channel_id: str, channel: Mapping[str, Any]) -> Finding:
    name = f"#{channel.get('name', channel_id)}"
    if channel.get("is_archived"):
        return Finding(
            "support team", "problem", f"{name} is archived", "Set ECONNECT_TRIAGE_CHANNEL to another channel."
        )
    if not channel.get("is_member"):
        remedy = f"Write /invite @econnect-bot in {name}."
        return Finding("support team", "problem", f"the bot is not a member of {name}, where its cards go", remedy)
    return Finding("support team", "ok", f"cards go to {name}")


def _group(group: str, api: SlackApi) -> Finding:
    try:
        count = len(api.call(GROUP_MEMBERS, params={"usergroup": group})["users"])
    except CallRefusedError as error:
        remedy = "Check ECONNECT_SUPPORT_GROUP, or leave it out: then the members of the triage channel are the team."
        return Finding("support team", "problem", f"the user group {group} cannot be read ({error.code})", remedy)
    if not count:
        remedy = "Add the support team to it, or leave out ECONNECT_SUPPORT_GROUP."
        return Finding("support team", "problem", f"nobody is in the user group {group}", remedy)
    return Finding("support team", "ok", f"members of the user group {group}: {count}")


def _unserved(what: str, error: SlackCallError, api_url: str) -> Finding:
    """Return why nothing is known: Slack was not there, asked for patience, or could not serve just then."""
    host = urlsplit(api_url).hostname
    if error.code in RATE_LIMITED:
        told, remedy = f"Slack asks for patience ({error.code})", "Wait a minute, then try again."
    elif error.status:
        told = f"Slack has trouble of its own (HTTP status {error.status})"
        remedy = f"Try again in a few minutes (slack-status.com tells of outages). Does a proxy answer for {host}?"
    else:
        told = f"Slack cannot be reached ({error.code})"
        remedy = _way_there(error.code).format(host=host)
    return Finding(what, "problem", told, remedy, is_unknown=True)


def _way_there(fault: str) -> str:
    """Return what to do where there was no way to Slack; `fault` is an error's name."""
    if fault == "gaierror":
        return _NOT_FOUND
    return _NOT_TRUSTED if fault.startswith("SSL") else _NOT_REACHED


def _skew(headers: Mapping[str, str], clock: Clock) -> Iterator[Finding]:
    told = headers.get("date")
    if not told:
        return
    skew = abs(clock.now() - parsedate_to_datetime(told))
    verdict: Verdict = "ok" if skew < _SKEW_WARNED else "warning" if skew < _SKEW_REFUSED else "problem"
    remedy = (
        "" if verdict == "ok" else "Correct this machine's clock: beyond 300 s, requests from Slack are rejected."
    )
    yield Finding("clock", verdict, f"{skew.total_seconds():.0f} s off from Slack's clock", remedy)
