"""A click group whose commands are imported when they are called, or when their own help is asked for."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """A group that lists its commands without importing them.

    Attributes:
        targets: the name of each command, with where it is (`bot.cli.ask_command:ask`) and its line in the list.
    """

    targets: ClassVar[Mapping[str, tuple[str, str]]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *self.targets})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name; None where there is none."""
        if cmd_name in self.targets:
            return load(self.targets[cmd_name][0])
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self._line_of(name)) for name in self.list_commands(ctx)])

    def _line_of(self, name: str) -> str:
        return self.targets[name][1] if name in self.targets else self.commands[name].get_short_help_str()


def load(target: str) -> click.Command:
    """Import and return the command at `target`, such as `bot.cli.ask_command:ask`."""
    module, _, name = target.partition(":")
    if module not in sys.modules:
        _import_for_good(module)
    command: click.Command = getattr(import_module(module), name)
    return command


def _import_for_good(module: str) -> None:
    """Import a module, with all that it needs, which the garbage collector need never look at: it stays."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        import_module(module)
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
