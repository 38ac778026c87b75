"""`ask`: one question in, one reply out."""

from __future__ import annotations

import json
import sys
from functools import partial, wraps
from typing import TYPE_CHECKING

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
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeAlias

    from bot.cli.local_conversation import LocalConversation
    from bot.domain.language import Language

    Begin: TypeAlias = Callable[[Language | None], LocalConversation]

_EXAMPLES = """\b
econnect-bot ask "which version do I need?"
econnect-bot ask --explain "brievenbus niet te vinden"
echo '{"id": "q1", "text": "wat kost het?", "lang": null}' | econnect-bot ask --jsonl"""


def _asked_of(ask: Callable[..., None]) -> Callable[..., None]:
    """Return `ask` with the options that tell which knowledge base is asked, and how much of it."""

    @click.option(
        "--drafts", "has_drafts", is_flag=True, help="Ask as if packages that are still drafts were published."
    )
    @knowledge_option
    @wraps(ask)
    def ask_of(*, knowledge: Path | None, has_drafts: bool, **others: object) -> None:
        ask(begin=partial(open_conversation, knowledge, has_drafts=has_drafts), **others)

    return ask_of


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
@_asked_of
def ask(
    *,
    question: tuple[str, ...],
    language: Language | None,
    explain: bool,
    as_json: bool,
    as_lines: bool,
    begin: Begin,
) -> None:
    """Ask QUESTION and print the reply."""
    text = " ".join(question).strip()
    if as_lines == bool(text):
        raise click.UsageError('Give one question, for example: econnect-bot ask "which version do I need?"')
    if explain and (as_json or as_lines):
        raise click.UsageError("--explain cannot be combined with --json or --jsonl.")
    conversation = begin(language)
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
