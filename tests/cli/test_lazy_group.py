from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from bot.cli import COMMANDS
from bot.cli.lazy_group import LazyGroup, load
from bot.cli.own_command import own_command

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

MODULES_AFTER = """\
import sys
from bot.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    print("bot modules:", *sorted(name for name in sys.modules if name.startswith(("bot.", "localslack"))))
"""


COLLECTOR_AFTER = """\
import gc, sys
from bot.cli.lazy_group import load
if sys.argv[2:] == ["off"]:
    gc.disable()
try:
    load(sys.argv[1])
except ImportError:
    print("nothing there")
print(gc.isenabled(), gc.get_freeze_count() > 10_000)
"""


def modules_after(*arguments: str) -> list[str]:
    """Return the modules of ours that are imported once `econnect-bot` has run with these arguments."""
    command = [sys.executable, "-c", MODULES_AFTER, *arguments]
    out = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout  # noqa: S603 - our own
    return out.splitlines()[-1].removeprefix("bot modules: ").split()


def test_help_lists_the_commands_and_imports_none_of_them() -> None:
    assert modules_after("--help") == ["bot.cli", "bot.cli.interruption", "bot.cli.lazy_group"]


def test_a_commands_help_imports_only_its_own() -> None:
    imported = modules_after("schema", "--help")

    assert "bot.cli.article_commands" in imported
    commands = [name for name in imported if name.endswith(("_command", "_commands")) and "own_command" not in name]
    assert commands == ["bot.cli.article_commands"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_the_list_says(name: str) -> None:
    assert load(COMMANDS[name][0]).name == name


def test_every_command_has_one_line_in_the_help(cli: CommandLine) -> None:
    out = cli.run("--help").out

    width = max(map(len, COMMANDS))
    assert [name for name, (_, line) in COMMANDS.items() if f"  {name:<{width}}  {line}\n" not in out] == []


def test_an_unknown_command_is_wrong_usage(cli: CommandLine) -> None:
    outcome = cli.run("frobnicate")

    assert (outcome.code, "No such command 'frobnicate'" in outcome.err) == (2, True)
    assert f"Try '{own_command()} --help' for help." in outcome.err


def test_a_lazy_group_may_have_commands_of_its_own() -> None:
    group = LazyGroup(commands=[click.Command("own", help="Stands here.")])
    context = click.Context(group)

    assert group.list_commands(context) == ["own"]
    assert group.get_command(context, "own") is not None
    assert group.get_command(context, "other") is None
    assert "own  Stands here." in group.get_help(context)


def test_help_is_short_and_names_every_command(cli: CommandLine) -> None:
    outcome = cli.run("--help")

    assert outcome.code == 0
    for name in ("ask", "address", "version", "chat", "run", "check", "new", "reviewed", "schema", "manifest"):
        assert f"\n  {name} " in outcome.out


@pytest.mark.parametrize("target", ["bot.cli.config_command:config", "bot.cli.check_command:check"])
def test_the_collector_leaves_alone_what_is_imported_and_goes_on(target: str) -> None:
    assert collector_after(target) == ["True True"]


def test_the_collector_goes_on_where_there_is_nothing_to_import() -> None:
    assert collector_after("bot.nowhere:nothing") == ["nothing there", "True True"]


def test_a_collector_that_was_off_stays_off() -> None:
    assert collector_after("bot.cli.config_command:config", "off") == ["False True"]


def collector_after(*arguments: str) -> list[str]:
    """Return what is said of the garbage collector once the first of `arguments` was loaded; `off`: it was off."""
    command = [sys.executable, "-c", COLLECTOR_AFTER, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()  # noqa: S603 - our own
