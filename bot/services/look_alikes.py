"""Questions in nearly an article's words that ask for something else: the version in use, an office's address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.other_addresses import asks_other_address
from bot.domain.things_in_use import asks_latest_version, asks_subscription_in_use, asks_version_in_use
from bot.services.deciding import without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.article import KnowledgeBase
    from bot.domain.reply import DecisionReason
    from bot.services.deciding import Decision, RankedPart

_VERSION_NEEDED: Final = "version-required"
VERSION_IN_USE: Final = "finding-my-version"
_SUBSCRIPTION_NEEDED: Final = "subscription-needed"
_ACCOUNT: Final = "econnect-account-management"
_ADDRESS: Final = "mailbox-address-format"
_ENTERING_IT: Final = "enter-address"
"""The kinds of what is mistaken for each other."""

_LOOK_ALIKES: Final[Sequence[tuple[str, Callable[[str], bool], str | None, DecisionReason]]] = (
    (_VERSION_NEEDED, asks_version_in_use, VERSION_IN_USE, "thing-in-use"),
    (_VERSION_NEEDED, asks_latest_version, None, "thing-in-use"),
    (_SUBSCRIPTION_NEEDED, asks_subscription_in_use, _ACCOUNT, "thing-in-use"),
    (_ADDRESS, asks_other_address, None, "other-address"),
    (_ENTERING_IT, asks_other_address, None, "other-address"),
)
"""The kind of an article, what tells that something else is asked for, the gap of that, and the reason."""


def without_look_alikes(
    decision: Decision, ranked: Sequence[RankedPart], text: str, knowledge: KnowledgeBase
) -> Decision:
    """Return `decision` on plain `text`, whose parts are `ranked`, without the articles that it does not ask for."""
    for kind, asks_otherwise, gap, reason in _LOOK_ALIKES:
        article = next((each.slug for each in knowledge.published() if each.kind == kind), None)
        about = [each.part.text for each in ranked if each.ranking.best == article] or [text]
        if all(map(asks_otherwise, about)):
            known = gap if gap in knowledge.gaps else None
            decision = decision.changed_to(without(decision.reply, article, known), reason)
    return decision
