from __future__ import annotations

from tests.factories import article, problems_of


def test_a_missing_language_of_the_phrasings_is_told() -> None:
    broken = article().replace(b'  nl:\n    - "waar is mijn brievenbus"\n', b"")

    assert any("'phrasings' is missing the key 'nl'" in problem for problem in problems_of(mailbox=broken))


def test_a_title_in_one_language_is_told() -> None:
    broken = article().replace(b', nl: "The mailbox (nl)"', b"")

    assert any("'title' is missing the key 'nl'" in problem for problem in problems_of(mailbox=broken))
