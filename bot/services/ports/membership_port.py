"""Who is in the support team."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

MembershipStatus: TypeAlias = Literal["member", "outsider", "unknown"]


class Membership(Protocol):
    """Tells who is in the support team."""

    def membership_of(self, person: str) -> MembershipStatus:
        """Return whether `person` is in the support team; `unknown` where that cannot be found out now."""
        ...
