"""Asks Slack about the bot's tokens: what an operator wants to know before the bot runs."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.errors import SlackApiError

from bot.domain.finding import Finding, Verdict
from bot.slack.directory.manifest import read_manifest
from bot.slack.ids import AUTH_TEST, CHANNEL_INFO, GROUP_MEMBERS, OPEN_SOCKET
from bot.slack.web_api import new_client

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from slack_sdk.web import SlackResponse

    from bot.domain.desk import SupportDeskConfig
    from bot.services.ports import Clock

_SKEW_WARNED: Final = timedelta(seconds=60)
_SKEW_REFUSED: Final = timedelta(seconds=300)


def examine_bot_token(token: str, api_url: str, manifest: Path, clock: Clock) -> Iterator[Finding]:
    """Does Slack take the bot's token, with all scopes, and is its clock near ours?"""
    try:
        answer = new_client(token, api_url).api_call(AUTH_TEST)
    except SlackApiError as error:
        code, remedy = error.response.get("error"), "Copy it again: your app > OAuth & Permissions."
        yield Finding("bot token", "problem", f"Slack does not take SLACK_BOT_TOKEN ({code})", remedy)
        yield from _skew(error.response, clock)
        return
    except Exception as error:  # noqa: BLE001 - whatever the network or the library comes up with
        yield _unreachable("bot token", error, api_url)
        return
    yield Finding("bot token", "ok", f"Slack takes it: {answer.get('user')} in {answer.get('team')}")
    yield from _scopes(answer, manifest)
    yield from _skew(answer, clock)


def examine_app_token(token: str, api_url: str) -> Iterator[Finding]:
    """Does Slack take the app's token, with which it opens Socket Mode?"""
    client = new_client(None, api_url)
    try:
        client.api_call(OPEN_SOCKET, headers={"Authorization": f"Bearer {token}"})
    except SlackApiError as error:
        code, remedy = error.response.get("error"), "Make one with connections:write: your app > Basic Information."
        yield Finding("app token", "problem", f"Slack does not take SLACK_APP_TOKEN ({code})", remedy)
    except Exception as error:  # noqa: BLE001 - whatever the network or the library comes up with
        yield _unreachable("app token", error, api_url)
    else:
        yield Finding("app token", "ok", "Slack takes it")


def examine_desk(desk: SupportDeskConfig, token: str, api_url: str) -> Iterator[Finding]:
    """Can the bot post in the triage channel, and find out who is in the support team?"""
    client = new_client(token, api_url)
    try:
        channel = client.api_call(CHANNEL_INFO, params={"channel": desk.channel})["channel"]
        yield _membership(desk.channel, channel)
        if desk.group is not None:
            people = client.api_call(GROUP_MEMBERS, params={"usergroup": desk.group})["users"]
            yield _size_of_group(desk.group, len(people))
    except SlackApiError as error:
        remedy = "Invite the bot to the channel with /invite, and look at ECONNECT_TRIAGE_CHANNEL and _SUPPORT_GROUP."
        told = f"Slack tells nothing of {desk.channel} or its team ({error.response.get('error')})"
        yield Finding("support team", "problem", told, remedy)
    except Exception as error:  # noqa: BLE001 - whatever the network or the library comes up with
        yield _unreachable("support team", error, api_url)


def _membership(channel_id: str, channel: Mapping[str, Any]) -> Finding:
    name = f"#{channel.get('name', channel_id)}"
    if channel.get("is_archived"):
        return Finding("support team", "problem", f"{name} is archived", "Set ECONNECT_TRIAGE_CHANNEL to another.")
    if not channel.get("is_member"):
        remedy = f"Write /invite @econnect-bot in {name}."
        return Finding("support team", "problem", f"the bot is no member of {name}, where its cards go", remedy)
    return Finding("support team", "ok", f"cards go to {name}")


def _size_of_group(group: str, count: int) -> Finding:
    if not count:
        remedy = "Add the support members to it, or leave ECONNECT_SUPPORT_GROUP out."
        return Finding("support team", "problem", f"nobody is in the user group {group}", remedy)
    return Finding("support team", "ok", f"{count} people are in the user group {group}")


def _unreachable(what: str, error: Exception, api_url: str) -> Finding:
    told, remedy = f"Slack cannot be reached ({type(error).__name__})", f"Can this machine reach {api_url}?"
    return Finding(what, "problem", told, remedy)


def _scopes(answer: SlackResponse, manifest: Path) -> Iterator[Finding]:
    granted = {scope.strip() for scope in _header(answer, "x-oauth-scopes").split(",")}
    missing = sorted(set(read_manifest(manifest)["oauth_config"]["scopes"]["bot"]) - granted)
    if missing:
        remedy = "Paste manifest.yml into your app > App Manifest, then reinstall the app."
        yield Finding("scopes", "problem", f"the app was not granted {', '.join(missing)}", remedy)
    else:
        yield Finding("scopes", "ok", "all that manifest.yml asks for are granted")


def _skew(answer: SlackResponse, clock: Clock) -> Iterator[Finding]:
    told = _header(answer, "date")
    if not told:
        return
    skew = abs(clock.now() - parsedate_to_datetime(told))
    verdict: Verdict = "ok" if skew < _SKEW_WARNED else "warning" if skew < _SKEW_REFUSED else "problem"
    remedy = "" if verdict == "ok" else "Set the machine's clock; beyond 300 s Slack's requests are refused."
    yield Finding("clock", verdict, f"{skew.total_seconds():.0f} s from Slack's", remedy)


def _header(answer: SlackResponse, name: str) -> str:
    given = {key.lower(): value for key, value in answer.headers.items()}.get(name, "")
    return str(given[0] if isinstance(given, list) else given)
