"""The question that a command asks before what cannot be undone."""

from __future__ import annotations

import click


def ask_whether(question: str) -> None:
    """Ask whether to go on; return where the answer is yes.

    Raises:
        click.Abort: it is no, or whoever was asked broke off.
        click.ClickException: nobody is there to be asked.
    """
    try:
        is_wanted = click.confirm(question, err=True)
    except click.Abort as error:
        if isinstance(error.__context__, EOFError):
            click.echo(err=True)  # the question stands on a line that has not ended
            told = "Nobody is there to answer, so nothing was changed. Pass --yes to go on without being asked."
            raise click.ClickException(told) from None
        raise
    if not is_wanted:
        click.echo("Nothing was changed.", err=True)
        raise click.Abort
