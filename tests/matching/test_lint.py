from __future__ import annotations

from bot.matching import lint
from bot.matching.building import build
from tests.factories import article, knowledge_base


def test_lint_names_phrasings_that_another_article_would_win() -> None:
    confused = build(
        knowledge_base(
            mailbox=article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
        )
    )
    misrouted = lint.misrouted_phrasings(confused)

    assert ("which version do you need", "mailbox", "version") in {
        (found.phrasing, found.target, found.winner) for found in misrouted
    }
    assert lint.confusable_pairs(confused, misrouted)[0].share > lint.CONFUSABLE_FROM
