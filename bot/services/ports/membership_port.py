"""Who is in the support team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from bot.domain.forms import SupportMember

MembershipStatus: TypeAlias = Literal["member", "outsider", "unknown"]


class Membership(Protocol):
    """Tells who is in the support team."""

    def membership_of(self, person: str) -> MembershipStatus:
        """Return whether `person` is in the support team; `unknown` where that cannot be found out now."""
        ...

    def members(self) -> tuple[SupportMember, ...]:
        """Return the support members by name; nobody where a menu cannot hold them, or Slack is too slow."""
        ...

    def learn_names(self) -> None:
        """Have the names known before a form lists them. To be called often; after a failure it rests for a while.

        Raises:
            RoundFailedError: they are not known yet.
        """
        ...
