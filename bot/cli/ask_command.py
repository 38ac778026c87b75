"""`ask`: one question in, one reply out."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from bot.cli.command_settings import knowledge_option
from bot.cli.console import show
from bot.cli.jsonl import answer_lines
from bot.cli.local_conversation import open_conversation
from bot.cli.standard_input import lines_of
from bot.rendering.replies import reply_elements
from bot.rendering.reply_json import to_record
from bot.rendering.why import explained

if TYPE_CHECKING:
    from pathlib import Path

    from bot.cli.local_conversation import LocalConversation
    from bot.domain.language import Language

_EXAMPLES = """\b
econnect-bot ask "which version do I need?"
econnect-bot ask --explain "brievenbus niet te vinden"
echo '{"id": "q1", "text": "wat kost het?", "lang": null}' | econnect-bot ask --jsonl"""


class _AskedOf(TypedDict):
    """Which knowledge base is asked, and whether its drafts are as well."""

    knowledge: Path | None
    has_drafts: bool


@click.command(epilog=_EXAMPLES)
@click.argument("question", nargs=-1)
@click.option("--lang", "language", type=click.Choice(["en", "nl"]), help="Reply in this language.")
@click.option(
    "--explain", is_flag=True, help="Also explain the reply: what was read, what matched, and how certain it is."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--jsonl", "as_lines", is_flag=True, help="Read one JSON object per line and write one per line, in order."
)
@click.option("--drafts", "has_drafts", is_flag=True, help="Ask as if packages that are still drafts were published.")
@knowledge_option
def ask(
    *,
    question: tuple[str, ...],
    language: Language | None,
    explain: bool,
    as_json: bool,
    as_lines: bool,
    **asked_of: Unpack[_AskedOf],
) -> None:
    """Ask QUESTION and print the reply."""
    text = " ".join(question).strip()
    if as_lines == bool(text):
        raise click.UsageError('Give one question, for example: econnect-bot ask "which version do I need?"')
    if explain and (as_json or as_lines):
        raise click.UsageError("--explain cannot be combined with --json or --jsonl.")
    conversation = open_conversation(language=language, **asked_of)
    if as_lines:
        answer_lines(conversation, lines_of(sys.stdin.buffer) if sys.stdin is not None else ())
    elif as_json:
        record = to_record(conversation.reply_to(text), conversation.context)
        click.echo(json.dumps(record, ensure_ascii=False))
    elif explain:
        _explain(conversation, text)
    else:
        show(reply_elements(conversation.reply_to(text), conversation.context))


def _explain(conversation: LocalConversation, text: str) -> None:
    reply, trace = conversation.explain(text)
    show(reply_elements(reply, conversation.context))
    click.echo("---")
    show(explained(trace, reply, conversation.context))
