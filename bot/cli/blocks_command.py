"""`blocks`: the Block Kit validator alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, BinaryIO, Final

import click

from bot.playground.block_validation import validate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.block_validation import Fault


_LONGEST: Final = 4 * 1024 * 1024
"""Bytes that are read: Slack takes far less, and a device never ends."""


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def blocks(*, file: BinaryIO, as_json: bool) -> int:
    """Validate the Block Kit payload in FILE against Slack's rules; - reads standard input.

    A JSON list is a message's blocks, an object a view or a whole message. Each fault is one line with its place (a
    JSON pointer); any gives exit code 1.
    """
    faults = validate(_payload_in(file))
    if as_json:
        click.echo(_as_json(faults))
    else:
        for fault in faults:
            click.echo(f"{fault.pointer or '(whole payload)'}: {fault.message} [{fault.code}]")
    return int(bool(faults))


def _payload_in(file: BinaryIO) -> object:
    try:
        content = file.read(_LONGEST + 1)
        if len(content) > _LONGEST:
            raise click.ClickException(
                f"{file.name} is longer than {_LONGEST:,} bytes, and so no payload of Slack's."
            )
        payload: object = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        message = f"{file.name} is not valid JSON: {error.msg}, line {error.lineno}, column {error.colno}."
        raise click.ClickException(message) from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name} is not UTF-8 text: see byte {error.start}.") from error
    except OSError as error:
        raise click.ClickException(f"{file.name} cannot be read: {error.strerror}.") from error
    except RecursionError:
        raise click.ClickException(f"{file.name} is nested too deeply.") from None
    return payload


def _as_json(faults: Sequence[Fault]) -> str:
    return json.dumps({"ok": not faults, "errors": [asdict(fault) for fault in faults]}, ensure_ascii=False)
