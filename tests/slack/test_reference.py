from __future__ import annotations

import re

from bot.slack.reference import new_reference


def test_references_are_short_and_differ() -> None:
    references = {new_reference() for _ in range(50)}

    assert len(references) == 50
    assert all(re.fullmatch(r"[0-9a-f]{8}", each) for each in references)
