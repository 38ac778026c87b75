from __future__ import annotations

import json
from pathlib import Path

from bot.knowledge.article_schema import PLACE, article_schema

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def test_the_published_schema_is_the_one_that_files_are_read_by() -> None:
    assert (KNOWLEDGE / PLACE).read_text(encoding="utf-8") == article_schema()


def test_every_key_tells_what_it_is_for() -> None:
    properties = json.loads(article_schema())["properties"]

    assert {"title", "answer", "phrasings", "reviewed_on"} <= properties.keys()
    assert [key for key, rule in properties.items() if not rule["description"]] == []
