"""What it means for a delivery that a call to Slack failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.told_kinds import ENDED_UNREAD
from bot.services.ports import Ambiguous, Kept, NotSent, Refused, StoreUnavailableError, TenantBlocked
from bot.services.resolving import KeptError, NeverError, NotYetError
from bot.slack.web_api import CallNotMadeError, CallRefusedError, SlackCallError

if TYPE_CHECKING:
    from collections.abc import Mapping

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

_WITHOUT_A_CARD: Final[Mapping[type[Exception], Delivery]] = {
    NotYetError: NotSent("its card is not there yet"),
    KeptError: Kept("it has no card to stand below"),
    NeverError: Refused(ENDED_UNREAD),
}


def delivery_of(error: SlackCallError | NotYetError | KeptError | NeverError | StoreUnavailableError) -> Delivery:
    """Return what became of the delivery that ended with `error`."""
    match error:
        case NotYetError() | KeptError() | NeverError():
            return _WITHOUT_A_CARD[type(error)]
        case StoreUnavailableError():
            return NotSent("the store is away")
        case CallNotMadeError():
            return NotSent(error.code, wait_seconds=error.wait_seconds)
        case CallRefusedError():
            return TenantBlocked(error.code) if error.code in OF_THE_TENANT else Refused(error.code)
    return Ambiguous(error.code)
