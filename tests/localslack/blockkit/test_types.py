"""Slack's own TypeScript types agree: with what the bot sends, and with what the validator takes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.language import LANGUAGES
from bot.domain.reply import Answer, HandOver
from bot.rendering.context import RenderContext
from bot.rendering.targets.block_kit import to_blocks
from tests.localslack.blockkit.test_bot import shipped
from tests.rendering.examples import BODIES, CONTEXT

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.slow  # a compiler, and once an installation

CACHE = Path(tempfile.gettempdir()) / "econnect-bot-slack-types"
PACKAGES = ("@slack/types", "typescript")
WRONG = [{"type": "actions", "elements": [{"type": "button", "text": {"type": "mrkdwn", "text": "Go"}}]}]


@pytest.fixture(scope="module")
def packages() -> Path:
    """The folder with Slack's types and the compiler, installed once."""
    is_required = os.environ.get("REQUIRE_NODE") == "1"  # noqa: TID251 - says how strict the run is
    if not (shutil.which("npm") and shutil.which("npx")):
        told = "NOT COMPARED WITH SLACK'S TYPES: node and npm are not there"
        pytest.fail(told) if is_required else pytest.skip(told)
    CACHE.mkdir(exist_ok=True)
    if not all((CACHE / "node_modules" / name / "package.json").is_file() for name in PACKAGES):
        installed = run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", *PACKAGES, folder=CACHE)
        if installed.returncode:
            told = f"NOT COMPARED WITH SLACK'S TYPES: npm could not install them\n{installed.stderr[-500:]}"
            pytest.fail(told) if is_required else pytest.skip(told)
    return CACHE


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the commands stand here
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )


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
        to_blocks(Answer(language, (slug,), 0.9), context) for language in LANGUAGES for slug in shipped().articles
    ]
    topics = [to_blocks(HandOver(language, gap, 0.9), context) for language in LANGUAGES for gap in shipped().gaps]
    others = [to_blocks(body, CONTEXT) for body in BODIES]
    judged = compile_as("KnownBlock", [*answers, *topics, *others], packages)
    assert judged.returncode == 0, judged.stdout


def test_slacks_types_refuse_what_is_wrong(packages: Path) -> None:
    judged = compile_as("KnownBlock", [WRONG], packages)
    assert judged.returncode != 0
    assert "payloads.ts" in judged.stdout
