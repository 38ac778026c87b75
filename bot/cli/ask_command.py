"""`ask`, `address`, `version`: one question in, one reply out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.console import open_session, show

if TYPE_CHECKING:
    from bot.cli.local_conversation import Session
    from bot.domain.calculation import CalculatorName
    from bot.domain.language import Language

_language = click.option("--lang", "language", type=click.Choice(["en", "nl"]), help="Reply in this language.")
_knowledge = click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Another knowledge base than the one of the settings.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.command()
@click.argument("question", nargs=-1)
@_language
@click.option("--explain", is_flag=True, help="Also say why: what was read, what matched, how sure, and what if not.")
@_json
@click.option("--jsonl", "as_lines", is_flag=True, help="Read one JSON object a line, write one a line, in order.")
@_knowledge
def ask(
    *,
    question: tuple[str, ...],
    language: Language | None,
    explain: bool,
    as_json: bool,
    as_lines: bool,
    knowledge: Path | None,
) -> None:
    """Ask QUESTION and print the reply.

    \b
    econnect-bot ask "which version do I need?"
    econnect-bot ask --explain "brievenbus niet te vinden"
    echo '{"id": "q1", "text": "wat kost het?", "lang": null}' | econnect-bot ask --jsonl
    """  # noqa: D301 - click's mark that keeps the lines apart
    text = " ".join(question).strip()
    if as_lines == bool(text):
        raise click.UsageError('Give one question, such as: econnect-bot ask "which version do I need?"')
    if explain and (as_json or as_lines):
        raise click.UsageError("--explain is for people: it goes with neither --json nor --jsonl.")
    session = open_session(knowledge, language)
    if as_lines:
        from bot.cli.jsonl import answer_lines  # noqa: PLC0415 - takes a moment to import

        answer_lines(session, sys.stdin.buffer)
    elif as_json:
        _print_record(session, text)
    else:
        _print_reply(session, text, explain=explain)


@click.command()
@click.argument("text", nargs=-1, required=True)
@_json
def address(*, text: tuple[str, ...], as_json: bool) -> None:
    """Work out the mailbox address for the KvK number in TEXT, for example 01035286."""
    _calculate("mailbox-address", " ".join(text), as_json=as_json)


@click.command()
@click.argument("text", nargs=-1, required=True)
@_json
def version(*, text: tuple[str, ...], as_json: bool) -> None:
    """Check whether the Exact Globe version in TEXT is new enough, for example 412SP26."""
    _calculate("version-check", " ".join(text), as_json=as_json)


def _calculate(calculator: CalculatorName, text: str, *, as_json: bool) -> None:
    from bot.rendering.reply_json import to_record  # noqa: PLC0415 - same
    from bot.rendering.targets.markdown import to_markdown  # noqa: PLC0415 - only once there is something to show

    session = open_session()
    calculation = session.answering.calculate(calculator, text, None)
    if as_json:
        click.echo(_dumped(to_record(calculation, session.context)))
    else:
        show(to_markdown(calculation, session.context))


def _print_reply(session: Session, text: str, *, explain: bool) -> None:
    from bot.rendering.targets.markdown import to_markdown  # noqa: PLC0415 - only once there is something to show

    if not explain:
        show(to_markdown(session.reply_to(text), session.context))
        return
    from bot.rendering.why import trace_to_markdown  # noqa: PLC0415 - same

    reply, trace = session.explain(text)
    show(to_markdown(reply, session.context))
    show("---")
    show(trace_to_markdown(trace, reply, session.context))


def _print_record(session: Session, text: str) -> None:
    from bot.rendering.reply_json import to_record  # noqa: PLC0415 - only once there is something to show

    click.echo(_dumped(to_record(session.reply_to(text), session.context)))


def _dumped(record: dict[str, object]) -> str:
    import json  # noqa: PLC0415 - not needed for people

    return json.dumps(record, ensure_ascii=False)
