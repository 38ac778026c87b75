"""Slack's own TypeScript types agree: with what the bot sends, and with what the validator takes."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.forms import QueueForm, SetupForm
from bot.domain.language import LANGUAGES
from bot.domain.reply import Answer, HandOver
from bot.domain.ticket import STATES
from bot.domain.views import HomeView, QueueView, SetupView, TeamQueue
from bot.rendering.context import RenderContext
from bot.rendering.conversation_messages import elements_of
from bot.rendering.form_views import form_view
from bot.rendering.setups import setup_elements
from bot.rendering.slack_renderer import SlackRenderer
from bot.rendering.targets.block_kit import blocks_of
from tests.localslack.node import NO_TYPES, installed, run
from tests.playground.test_block_validation import shipped
from tests.rendering.calculator_examples import FORMS, RESULTS
from tests.rendering.examples import BODIES, CONTEXT
from tests.rendering.test_setups import EVERYWHERE, at
from tests.rendering.test_setups import context as set_up
from tests.rendering.ticket_examples import context as with_team
from tests.rendering.ticket_examples import ticket
from tests.rendering.why_examples import forms

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable

    from bot.domain.forms import Form
    from bot.domain.language import Language
    from bot.domain.ticket import TicketState

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


def test_slacks_types_take_every_reason_of_a_reply(packages: Path) -> None:
    views = [form_view(form, with_team(language)) for language in LANGUAGES for form in forms(language)]
    outcome = compile_as("ModalView", [views], packages)
    assert outcome.returncode == 0, outcome.stdout


def test_slacks_types_take_the_set_up_at_every_moment_and_its_form(packages: Path) -> None:
    moments = [SetupView(language, at(*moves, language=language)) for language in LANGUAGES for moves in EVERYWHERE]
    cards = [blocks_of(setup_elements(view, set_up())) for view in moments]
    outcome = compile_as("KnownBlock", cards, packages)
    assert outcome.returncode == 0, outcome.stdout
    views = [form_view(SetupForm(language, setup), set_up()) for language in LANGUAGES for setup in (None, at())]
    outcome = compile_as("ModalView", [views], packages)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_slacks_types_take_the_calculators_form_and_every_result(packages: Path, language: Language) -> None:
    each_of_them: list[Form] = [*FORMS[language], *RESULTS[language]]
    views = [form_view(form, set_up()) for form in each_of_them]
    outcome = compile_as("ModalView", [views], packages)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_slacks_types_take_everybodys_home_and_the_queue(packages: Path, language: Language) -> None:
    tickets = tuple(replace(ticket(language, "x"), state=state) for state in STATES)
    counts: tuple[tuple[TicketState, int], ...] = (("open", 3), ("claimed", 1))
    queue, setup = TeamQueue(tickets, tickets, tickets, counts, 2), SetupView(language, at(language=language))
    homes = [HomeView(language, tickets, of_team, setup) for of_team in (None, queue)]
    late = replace(set_up(), knowledge=shipped(), today=date(2030, 1, 1))
    roles = [(late, home) for home in homes] + [(replace(late, desk=None), homes[0])]
    views = [{"type": "home", "blocks": blocks_of_home(home, given)} for given, home in roles]
    outcome = compile_as("HomeView", [views], packages)
    assert outcome.returncode == 0, outcome.stdout
    pages = [QueueForm(QueueView("open", (), shown, "/econnect-triage open p2")) for shown in ((), tickets)]
    outcome = compile_as("ModalView", [[form_view(page, with_team(language)) for page in pages]], packages)
    assert outcome.returncode == 0, outcome.stdout


def blocks_of_home(home: HomeView, context: RenderContext) -> object:
    return SlackRenderer(lambda: context).view(home).blocks


def test_slacks_types_refuse_what_is_wrong(packages: Path) -> None:
    outcome = compile_as("KnownBlock", [WRONG], packages)
    assert outcome.returncode != 0
    assert "payloads.ts" in outcome.stdout
