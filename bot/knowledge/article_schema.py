"""The schema of an article's file as JSON Schema, published for editors that check while one types."""

from __future__ import annotations

import json

from bot.knowledge.file_schemas import ARTICLE

PLACE = "article.schema.json"


def article_schema() -> str:
    """Return the text of `knowledge/article.schema.json`."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An article of the knowledge base",
        **ARTICLE.json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
