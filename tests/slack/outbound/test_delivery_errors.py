from __future__ import annotations

import pytest

from bot.services.ports import Ambiguous, Delivery, Kept, NotSent, Refused, StoreUnavailableError, TenantBlocked
from bot.services.resolving import KeptError, NeverError, NotYetError
from bot.slack.outbound.delivery_errors import delivery_of
from bot.slack.web_api import CallAmbiguousError, CallNotMadeError, CallRefusedError, SlackCallError


@pytest.mark.parametrize(
    ("error", "delivery"),
    [
        (CallRefusedError("is_archived"), Refused("is_archived")),
        (CallRefusedError("token_revoked"), TenantBlocked("token_revoked")),
        (CallNotMadeError("ratelimited", wait_seconds=7.0), NotSent("ratelimited", 7.0)),
        (CallNotMadeError("gaierror"), NotSent("gaierror")),
        (CallAmbiguousError("status 503"), Ambiguous("status 503")),
        (NotYetError(), NotSent("its card is not there yet")),
        (KeptError(), Kept("it has no card to stand below")),
        (NeverError(), Refused("its request ended without a card")),
        (StoreUnavailableError("busy"), NotSent("the store is away")),
    ],
)
def test_each_failure_has_its_meaning(
    error: SlackCallError | NotYetError | KeptError | NeverError | StoreUnavailableError, delivery: Delivery
) -> None:
    assert delivery_of(error) == delivery
