"""A small knowledge base with its matcher."""

from __future__ import annotations

from bot.matching.building import build
from tests.factories import article, knowledge_base

KNOWLEDGE = knowledge_base(
    mailbox=article(
        en=("where is my mailbox", "the mailbox is not there", "I cannot find the digital mailbox"),
        nl=("waar is mijn brievenbus", "de brievenbus is er niet", "ik vind de digitale brievenbus niet"),
    )
)
MATCHER = build(KNOWLEDGE)
