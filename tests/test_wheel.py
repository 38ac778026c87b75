"""The wheel, installed over the locked packages and used from another folder: nothing of the checkout is needed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.slow  # builds and installs

ROOT = Path(__file__).parents[1]


class Installation:
    """An environment with the wheel in it, and somebody's folder elsewhere."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        self.wheel, self.folder = wheel, folder / "elsewhere"
        self.folder.mkdir()
        venv = folder / "venv"
        run(sys.executable, "-m", "venv", "--without-pip", venv)
        python = venv / "bin" / "python"
        run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
        # The locked packages as they are in the tests' environment. Its own links, to the checkout, are not followed.
        packages = sysconfig.get_path("purelib", vars={"base": str(venv), "platbase": str(venv)})
        (Path(packages) / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        self.command = venv / "bin" / "econnect-bot"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return a home that nobody has used, and no setting."""
        return {"HOME": str(self.folder), "PATH": os.environ["PATH"], **(more or {})}  # noqa: TID251 - a process's own

    def runs(self, *arguments: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - what we built
            [str(self.command), *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=self.environment(settings),
            timeout=60,
            check=False,
        )


def run(*command: object) -> None:
    subprocess.run([str(each) for each in command], check=True, cwd=ROOT, stdin=subprocess.DEVNULL)  # noqa: S603 - ours


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("wheel")
    build = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "-w", folder, ROOT)
    run(sys.executable, *build)
    (wheel,) = folder.glob("econnect_bot-*.whl")
    return Installation(wheel, folder)


def test_it_holds_the_bot_its_knowledge_and_its_manifest_and_nothing_else(installed: Installation) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    shipped = {f"bot/shipped/{path.relative_to(ROOT)}" for path in (ROOT / "knowledge").rglob("*") if path.is_file()}

    assert (
        shipped
        | {
            "bot/shipped/manifest.yml",
            "bot/shipped/words/nl.words",
            "bot/texts/nl.yml",
            "bot/playground/static/extension.js",
            "localslack/page/static/index.html",
            "localslack/README.md",
        }
        <= names
    )
    assert all(name.startswith(("bot/", "localslack/")) for name in names)


@pytest.mark.parametrize(
    ("arguments", "stdin", "told"),
    [
        (("ask", "which version do I need?"), "", "413"),
        (("address", "01035286"), "", "01035286@facturen.econnect.eu"),
        (("version", "412SP26"), "", "412"),
        (("check", "--quick"), "", "0 errors"),
        (("manifest",), "", "socket_mode_enabled: true"),
        (("manifest", "--http", "https://bot.example.com"), "", "https://bot.example.com/slack/events"),
        (("db", "upgrade"), "", "econnect-bot.db"),
        (("run",), "welke versie heb ik nodig?\n", "413"),
    ],
)
def test_every_command_works_from_elsewhere(
    installed: Installation, arguments: tuple[str, ...], stdin: str, told: str
) -> None:
    outcome = installed.runs(*arguments, stdin=stdin)
    assert outcome.returncode == 0, outcome.stderr
    assert told in outcome.stdout


def test_doctor_finds_the_shipped_knowledge(installed: Installation) -> None:
    outcome = installed.runs("doctor")
    assert outcome.returncode == 1
    count = sum(
        1 for folder in ("exact-globe/articles", "general") for _ in (ROOT / "knowledge" / folder).glob("*.yml")
    )
    assert f"knowledge: {count} articles" in outcome.stdout
    assert "no Slack tokens are set" in outcome.stdout


def test_without_tokens_and_questions_it_does_not_run(installed: Installation) -> None:
    assert installed.runs("run").returncode == 1


def test_the_playground_shows_its_page(installed: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [str(installed.command), "playground", "--port", port]
    with subprocess.Popen(  # noqa: S603 - what we built
        command, cwd=installed.folder, env=installed.environment(), stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None
            told = [process.stderr.readline() for _ in range(3)]
            assert told[0].startswith("Mode: playground")
            assert f"http://127.0.0.1:{port}/" in told[2]
        finally:
            process.terminate()


def test_local_slack_starts_from_it(installed: Installation) -> None:
    manifest = installed.folder / "app.yml"
    manifest.write_text("display_information: {name: Coffee}\n")
    command = [str(installed.command.with_name("python")), "-m", "localslack", "--manifest", "app.yml", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - what we built
        command, cwd=installed.folder, env=installed.environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Local Slack is running for Coffee")
        finally:
            process.terminate()
            process.communicate(timeout=20)


@pytest.mark.parametrize("arguments", [("new", "mailbox-moved"), ("reviewed", "greeting")])
def test_the_packages_copy_is_not_edited_but_ones_own_is(installed: Installation, arguments: tuple[str, str]) -> None:
    refused = installed.runs(*arguments)
    assert refused.returncode == 1
    assert "econnect-bot knowledge copy FOLDER" in refused.stderr

    mine = str(installed.folder / arguments[0])
    assert f"ECONNECT_KNOWLEDGE_DIR={mine}" in installed.runs("knowledge", "copy", mine).stdout
    assert installed.runs(*arguments, ECONNECT_KNOWLEDGE_DIR=mine).returncode == 0
    assert installed.runs("check", "--quick", "--knowledge", mine).returncode == 0
    again = installed.runs("knowledge", "copy", mine)
    assert (again.returncode, "not empty" in again.stderr) == (1, True)
