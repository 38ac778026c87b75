"""The scopes that the app was granted, and which feature is off where an optional one is not among them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from bot.domain.finding import Finding
from bot.slack.ids import GROUP_DM_SCOPE, GROUP_SCOPE, OPTIONAL_SCOPES, REACTION_SCOPE, SCOPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.desk import SupportDeskConfig

log = logging.getLogger(__name__)

_WHAT: Final = "scopes"
_UNTOLD: Final = "Slack did not say which scopes were granted, so missing ones cannot be told"
_ALLOW: Final = "reinstall the app and allow it"


def granted_scopes(headers: Mapping[str, str]) -> frozenset[str] | None:
    """Return the scopes that an answer of Slack's says were granted; None where it does not say."""
    given = headers.get("x-oauth-scopes")
    if given is None:
        return None
    return frozenset(scope.strip() for scope in given.split(",") if scope.strip())


def examine_scopes(headers: Mapping[str, str], desk: SupportDeskConfig | None) -> Iterator[Finding]:
    """Yield what was not granted, and which feature is therefore off."""
    granted = granted_scopes(headers)
    if granted is None:
        remedy = "Compare your app > OAuth & Permissions with manifest.yml; a proxy may have removed the header."
        yield Finding(_WHAT, "warning", _UNTOLD, remedy)
        return
    missing = sorted(SCOPES - OPTIONAL_SCOPES - granted)
    if missing:
        remedy = "Paste manifest.yml into your app > App Manifest, then reinstall the app."
        yield Finding(_WHAT, "problem", f"the app was not granted {', '.join(missing)}", remedy)
    off = list(_features_off(granted, desk))
    yield from off
    if not missing and not off:
        yield Finding(_WHAT, "ok", "everything that is needed is granted")


def tell_scopes(headers: Mapping[str, str], desk: SupportDeskConfig | None) -> None:
    """Log what was not granted, and which feature is therefore off."""
    for found in examine_scopes(headers, desk):
        if found.verdict != "ok":
            level = logging.ERROR if found.verdict == "problem" else logging.WARNING
            log.log(level, "%s. %s", found.message, found.remedy)


def _features_off(granted: frozenset[str], desk: SupportDeskConfig | None) -> Iterator[Finding]:
    if desk is not None and desk.group is not None and GROUP_SCOPE not in granted:
        told = f"{GROUP_SCOPE} was not granted: triage by user group {desk.group} is off, and nobody is on the team"
        remedy = f"To turn it on, {_ALLOW}; or leave out ECONNECT_SUPPORT_GROUP: its channel is then the team."
        yield Finding(_WHAT, "problem", told, remedy)
    if desk is not None and desk.reaction is not None and REACTION_SCOPE not in granted:
        told = f"{REACTION_SCOPE} was not granted: handing over with :{desk.reaction}: is off"
        remedy = f"To turn it on, {_ALLOW}; or set ECONNECT_HAND_OVER_REACTION=NONE."
        yield Finding(_WHAT, "warning", told, remedy)
    if GROUP_DM_SCOPE not in granted:
        told = f"{GROUP_DM_SCOPE} was not granted: in group DMs the bot may not notice mentions, and reads no replies"
        yield Finding(_WHAT, "warning", told, f"To turn it on, {_ALLOW}.")
