"""What every store must do with votes and labels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.feedback import Label
from tests.storage.contract import (
    NOON,
    StoreCase,
    vote,
)

if TYPE_CHECKING:
    from bot.services.ports import Store


class FeedbackContract(StoreCase):
    """The last word of a person counts."""

    def test_the_last_vote_of_a_person_counts(self, store: Store) -> None:
        for each in (
            vote(is_helpful=True),
            vote(is_helpful=False),
            replace(vote(is_helpful=False), reason="incomplete"),
        ):
            with store.transaction() as transaction:
                transaction.feedback.vote(each)
                transaction.feedback.vote(replace(each, knowledge_version="v2", is_helpful=True, reason=None))
                transaction.feedback.vote(replace(each, team="T2", is_helpful=True, reason=None))
        kept = store.export("UALICE", "T1")["votes"]
        assert {(row["knowledge_version"], row["is_helpful"], row["reason"]) for row in kept} == {
            ("v1", False, "incomplete"),
            ("v2", True, None),
        }

    def test_the_last_label_of_a_person_counts(self, store: Store) -> None:
        for article in ("version-required", None, "what-is-it"):
            with store.transaction() as transaction:
                transaction.feedback.label(Label("T1", "UALICE", "t1", "uitleg", article, NOON))
        (row,) = store.export("UALICE", "T1")["labels"]
        assert (row["text"], row["article"]) == ("uitleg", "what-is-it")
