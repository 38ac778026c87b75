"""What it means for a delivery that a call to Slack failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.services.ports import Ambiguous, NotSent, Refused, StoreUnavailableError, TenantBlocked
from bot.services.resolving import NotYetError
from bot.slack.web_api import CallNotMadeError, CallRefusedError, SlackCallError

if TYPE_CHECKING:
    from bot.services.ports import Delivery

# Nothing will arrive for the whole team until somebody acts.
OF_THE_TENANT: Final = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)


def delivery_of(error: SlackCallError | NotYetError | StoreUnavailableError) -> Delivery:
    """Return what became of the delivery that ended with `error`."""
    match error:
        case NotYetError():
            return NotSent("its card is not there yet")
        case StoreUnavailableError():
            return NotSent("the store is away")
        case CallNotMadeError():
            return NotSent(error.code, wait_seconds=error.wait_seconds)
        case CallRefusedError():
            return TenantBlocked(error.code) if error.code in OF_THE_TENANT else Refused(error.code)
    return Ambiguous(error.code)
