"""`address` and `version`: the calculators alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from bot.cli.console import show
from bot.cli.local_conversation import open_conversation
from bot.rendering.replies import reply_elements
from bot.rendering.reply_json import to_record

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName
    from bot.domain.language import Language

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_lang = click.option("--lang", "language", type=click.Choice(["en", "nl"]), help="Reply in this language.")


@click.command()
@click.argument("text", nargs=-1, required=True)
@_lang
@_json
def address(*, text: tuple[str, ...], language: Language | None, as_json: bool) -> None:
    """Work out the mailbox address for the KvK number in TEXT, for example 01035286."""
    _calculate("mailbox-address", " ".join(text), language, as_json=as_json)


@click.command()
@click.argument("text", nargs=-1, required=True)
@_lang
@_json
def version(*, text: tuple[str, ...], language: Language | None, as_json: bool) -> None:
    """Check whether the version in TEXT is new enough, for example 412SP26."""
    _calculate("version-check", " ".join(text), language, as_json=as_json)


def _calculate(calculator: CalculatorName, text: str, language: Language | None, *, as_json: bool) -> None:
    conversation = open_conversation(language=language)
    calculation = conversation.calculate(calculator, text)
    if as_json:
        click.echo(json.dumps(to_record(calculation, conversation.context), ensure_ascii=False))
    else:
        show(reply_elements(calculation, conversation.context))
