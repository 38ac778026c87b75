"""Slack's own TypeScript types agree: with what the bot sends, and with what the validator takes."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import LANGUAGES
from bot.domain.reply import Answer, HandOver
from bot.rendering.context import RenderContext
from bot.rendering.conversation_messages import elements_of
from bot.rendering.targets.block_kit import blocks_of
from tests.localslack.node import NO_TYPES, installed, run
from tests.playground.test_block_validation import shipped
from tests.rendering.examples import BODIES, CONTEXT

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable

pytestmark = pytest.mark.slow  # a compiler, and once an installation

WRONG = [{"type": "actions", "elements": [{"type": "button", "text": {"type": "mrkdwn", "text": "Go"}}]}]


@pytest.fixture(scope="module")
def packages() -> Path:
    """Return the folder with Slack's types and the compiler, installed once."""
    return installed("slack-types", "@slack/types", "typescript", skipped=NO_TYPES)


def compile_as(kind: str, payloads: Iterable[object], packages: Path) -> subprocess.CompletedProcess[str]:
    """Have the compiler judge payloads as values of a type of Slack's."""
    written = [f"const payload{n}: {kind}[] = {json.dumps(each)};" for n, each in enumerate(payloads)]
    with tempfile.TemporaryDirectory(dir=packages) as folder:
        lines = [f'import type {{ {kind} }} from "@slack/types";', *written, "export {};"]
        (Path(folder) / "payloads.ts").write_text("\n".join(lines), encoding="utf-8")
        options = ("--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--moduleResolution", "nodenext")
        return run("npx", "--no-install", "tsc", *options, "payloads.ts", folder=Path(folder))


def test_slacks_types_take_everything_that_the_bot_says(packages: Path) -> None:
    context = RenderContext(shipped(), "#help", date(2026, 11, 26))
    answers = [
        blocks_of(elements_of(Answer(language, (slug,), 0.9), context))
        for language in LANGUAGES
        for slug in shipped().articles
    ]
    topics = [
        blocks_of(elements_of(HandOver(language, gap, 0.9), context))
        for language in LANGUAGES
        for gap in shipped().gaps
    ]
    others = [blocks_of(elements_of(body, CONTEXT)) for body in BODIES]
    outcome = compile_as("KnownBlock", [*answers, *topics, *others], packages)
    assert outcome.returncode == 0, outcome.stdout


def test_slacks_types_refuse_what_is_wrong(packages: Path) -> None:
    outcome = compile_as("KnownBlock", [WRONG], packages)
    assert outcome.returncode != 0
    assert "payloads.ts" in outcome.stdout
