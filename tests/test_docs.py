"""The pages tell what there is: each command and setting once, and nothing that does not exist."""

from __future__ import annotations

import gzip
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
import yaml

from bot.cli import COMMANDS, command
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, STATEMENT_FROM
from bot.settings.definitions import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FOR_USERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL = [*sorted(ROOT.glob("*.md")), *FOR_USERS[1:], ROOT / "localslack" / "README.md"]
README = FOR_USERS[0].read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def each(pages: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", pages, ids=lambda page: str(page.relative_to(ROOT)))


def commands_in(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield each command with all words of its name; a group only where it does something by itself."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands_in(found, (*path, name))
        if not isinstance(found, click.Group) or found.invoke_without_command:
            yield " ".join((*path, name)), found


def options_of(found: click.Command) -> set[str]:
    given = (each for each in found.params if isinstance(each, click.Option))
    return {name for option in given for name in (*option.opts, *option.secondary_opts)}


THERE = dict(commands_in(command))
GROUPS = {name.partition(" ")[0] for name in THERE if " " in name}


def command_named(words: str) -> str | None:
    """Return the command that a line begins with, `db backup` of `db backup FILE`; None where there is none."""
    first, _, rest = words.partition(" ")
    both = f"{first} {rest.partition(' ')[0]}"
    return both if both in THERE else first if first in THERE else None


def rows(section: str) -> list[list[str]]:
    """Return the cells of the table rows below a heading, without those of the table's head."""
    below = REFERENCE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return [cells for cells in table_in(below) if "`" in cells[0] or "**" in cells[0]]


def table_in(text: str) -> list[list[str]]:
    """Return the cells of each row of the tables in a text."""
    return [line[2:-2].split(" | ") for line in text.splitlines() if line.startswith("| ")]


def code_on(page: Path) -> list[str]:
    """Return what a page shows as code: each span, and each line of each block."""
    text = page.read_text(encoding="utf-8")
    blocks = [line for block in FENCED.findall(text) for line in block.splitlines()[1:-1]]
    return [*blocks, *re.findall(r"`([^`\n]+)`", FENCED.sub("", text))]


def calls_on(page: Path) -> list[str]:
    """Return the calls of the command line that a page shows, from the command's name on."""
    after = [
        shown.partition("econnect-bot ")[2] for shown in code_on(page) if re.search(r"(^|[/ ])econnect-bot ", shown)
    ]
    alone = [shown for shown in code_on(page) if shown.partition(" ")[0] in {*COMMANDS, *GROUPS}]
    return [call for call in (*after, *alone) if call and not call.startswith("-")]


def test_the_front_page_is_short() -> None:
    assert len(README.split()) <= 900


def test_the_front_page_leads_to_every_page() -> None:
    assert [page.name for page in FOR_USERS[1:] if f"](docs/{page.name})" not in README] == []


def anchors_of(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each(ALL)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCED.sub("", page.read_text(encoding="utf-8"))):
        path, _, anchor = target.partition("#")
        there = page.parent / path if path else page
        if not re.match(r"https?://", target) and (
            not there.exists() or (anchor and anchor not in anchors_of(there))
        ):
            dead.append(target)
    assert dead == []


def told_commands() -> list[tuple[str, list[str]]]:
    """Return each command of the reference, with the options that stand beside it."""
    cells = rows("On the command line")
    return [(command_named(first[1:].partition("`")[0]) or first, OPTION.findall(last)) for first, *_, last in cells]


def test_every_command_is_documented_once() -> None:
    assert sorted(name for name, _ in told_commands()) == sorted(THERE)


def test_every_option_is_documented_once_with_its_command_or_for_several() -> None:
    shared = [option for first, _ in rows("Options that several commands have") for option in OPTION.findall(first)]
    shared.sort()
    counts = Counter(option for found in THERE.values() for option in options_of(found))
    assert [option for option in shared if counts[option] < 2 or shared.count(option) > 1] == []
    told = {name: sorted(options) for name, options in told_commands()}
    assert told == {name: sorted(options_of(found) - set(shared)) for name, found in THERE.items()}


def test_every_slash_command_and_shortcut_is_documented() -> None:
    first = [cells[0] for cells in rows("In Slack")]
    assert len(set(first)) == len(first)
    commands = {name for cell in first for name in re.findall(r"`(/[\w-]+)", cell)}
    assert commands == {each["command"] for each in MANIFEST["features"]["slash_commands"]}
    told = [name for cell in first for name in re.findall(r"\*\*(.+?)\*\*", cell)]
    assert [each["name"] for each in MANIFEST["features"]["shortcuts"] if told.count(each["name"]) != 1] == []


@each(FOR_USERS)
def test_no_page_shows_a_command_that_does_not_exist(page: Path) -> None:
    unknown = [call for call in calls_on(page) if command_named(call) is None and call not in GROUPS]
    assert unknown == []
    known = [(THERE[name], call) for call in calls_on(page) if (name := command_named(call))]
    assert [call for found, call in known if not set(OPTION.findall(call)) <= {*options_of(found), "--help"}] == []
    slash = {each["command"] for each in MANIFEST["features"]["slash_commands"]}
    assert {
        name for shown in code_on(page) for name in re.findall(r"(?<!\w)/econnect(?:-[a-z]+)?\b(?!-)", shown)
    } <= slash


@each(FOR_USERS)
def test_no_page_names_a_setting_that_does_not_exist(page: Path) -> None:
    named = set(re.findall(r"\b(?:ECONNECT|SLACK)_[A-Z_]*[A-Z]\b", page.read_text(encoding="utf-8")))
    assert {name for name in named if name.removesuffix("_FILE") not in SETTINGS} == set()


@each(ALL)
def test_every_make_target_on_a_page_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for shown in code_on(page) for name in re.findall(r"(?:^|[|] ?)make ([a-z]+)", shown)} <= targets


@each(FOR_USERS)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    path = re.compile(r"(?:knowledge|bot|tests|docs|deploy)/[\w./-]+|\.env\.example|manifest\.yml")
    assert [name for name in code_on(page) if path.fullmatch(name) and not (ROOT / name).exists()] == []


def test_the_bands_are_told_as_they_are() -> None:
    told = " ".join((ROOT / "docs" / "how-it-decides.md").read_text(encoding="utf-8").split())

    assert f"From {ANSWER_FROM:.2f} the bot answers (a statement from {STATEMENT_FROM:.2f})" in told
    assert f'from {OFFER_FROM:.2f} it asks "did you mean"' in told


def test_every_file_of_the_knowledge_base_is_told_to_who_edits_it() -> None:
    page = (ROOT / "docs" / "editing-knowledge.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`.+?) \|", page.partition("\n## What is where\n")[2], re.MULTILINE)
    told = [re.sub(r"<\w+>", "*", name) for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    files = [path.relative_to(ROOT / "knowledge") for path in (ROOT / "knowledge").rglob("*.*") if path.is_file()]

    assert [str(path) for path in files if not any(path.match(name) for name in told)] == []
    assert [name for name in told if not any(path.match(name) for path in files)] == []


def test_the_version_has_an_entry_with_what_to_do_on_upgrading() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    entry = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1]

    assert entry.startswith(f"{version}, ")
    assert "### On upgrading" in entry


def test_every_alert_is_explained_to_who_is_woken_by_it() -> None:
    groups = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").partition("\n## Alerts\n")[2]
    told = [first.strip("`") for first, *others in table_in(page) if first.startswith("`") and all(others)]

    assert sorted(told) == sorted(rule["alert"] for group in groups for rule in group["rules"])


def commands_that_remove_a_person(folder: Path) -> str:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    commands: str = re.findall(r"```sh\n(.*?)```", page.partition("To remove one person")[2], re.DOTALL)[0]
    return commands.replace("/var/log/econnect-bot", str(folder))


def test_a_person_is_taken_out_of_the_audit_log_and_no_line_that_logrotate_kept_is_lost(tmp_path: Path) -> None:
    folder, programs = tmp_path / "log", tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    (programs / "sleep").write_text("#!/bin/sh\necho '6 \"U03ALICE\"' >>current\n", encoding="utf-8")  # just so late
    (programs / "sleep").chmod(0o755)
    names = ["audit.jsonl-20261115", "audit.jsonl-20261122", "audit.jsonl.3", "audit.jsonl.2", "audit.jsonl.1"]
    for number, name in enumerate([*names, "audit.jsonl"]):
        (folder / name).write_text(f'{number} "U03ALICE" "U03ALICE2"\n', encoding="utf-8")
    for name in ("audit.jsonl-20261115", "audit.jsonl.2"):
        with gzip.open(folder / f"{name}.gz", "wb") as packed:
            packed.write((folder / name).read_bytes())
        (folder / name).unlink()
    for path in folder.iterdir():
        path.chmod(0o600)

    script = commands_that_remove_a_person(folder)
    environment = {"PATH": f"{programs}:/usr/bin:/bin"}
    subprocess.run(["/bin/sh", "-eu"], input=script, text=True, cwd=folder, env=environment, check=True)

    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    kept = "".join((folder / name).read_text(encoding="utf-8") for name in names)
    assert kept.splitlines() == [*(f'{number} "erased" "U03ALICE2"' for number in range(6)), '6 "erased"']


def test_where_logrotate_has_put_nothing_away_yet_nobody_else_may_read_what_is_put_there(tmp_path: Path) -> None:
    (tmp_path / "audit.jsonl").write_text('"U03ALICE"\n', encoding="utf-8")

    script = "umask 022\n" + commands_that_remove_a_person(tmp_path).replace("sleep 1", "true")
    subprocess.run(["/bin/sh", "-eu"], input=script, text=True, cwd=tmp_path, check=True)

    (only,) = tmp_path.iterdir()
    assert (only.name, only.stat().st_mode & 0o777) == ("audit.jsonl.1", 0o600)
    assert only.read_text(encoding="utf-8") == '"erased"\n'
