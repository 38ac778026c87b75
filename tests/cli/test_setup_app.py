"""The first step of `setup`, as somebody sees it in a terminal: the link that creates the app."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from bot.slack.directory.app_link import app_link
from tests.cli.typist import ROOT, begin

if TYPE_CHECKING:
    from pathlib import Path

    from localslack import LocalSlack

pytestmark = pytest.mark.slow

PAGE = "create-slack-app.html"


def link_on(page: Path) -> str:
    (link,) = re.findall(r'<a href="([^"]+)"', page.read_text(encoding="utf-8"))
    return unescape(link)


@pytest.mark.parametrize("arguments", [(), ("--http", "https://bot.example.com")])
def test_the_link_is_on_a_page_that_is_there_as_long_as_it_is_needed(
    tmp_path: Path, slack: LocalSlack, arguments: tuple[str, ...]
) -> None:
    someone = begin(tmp_path, slack, *arguments)
    someone.wait_for(f"  {tmp_path / PAGE}\r\n")
    someone.wait_for("econnect-bot manifest")
    someone.wait_for("Press Enter when")
    link = app_link(ROOT / "manifest.yml", arguments[1] if arguments else None)
    assert link_on(tmp_path / PAGE) == link
    assert max(map(len, someone.whole.splitlines())) <= 120
    someone.answer("it is installed:", "")
    someone.wait_for("2 of 6")
    assert not (tmp_path / PAGE).exists()
    assert someone.interrupt() == 130


def test_the_whole_link_and_the_manifest_are_shown_to_who_wants_them(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when it is installed:", " Link ")
    someone.wait_for(f"\n{app_link(ROOT / 'manifest.yml', None)}\r\n")
    someone.answer("Press Enter when it is installed:", "manifest")
    someone.wait_for("display_information:\r\n")
    someone.answer("Press Enter when it is installed:", slack.bot_token)
    someone.wait_for("That is a token, which is asked for in the next steps.")
    someone.answer("Press Enter when it is installed:", "")
    someone.wait_for("2 of 6")
    assert someone.interrupt() == 130


def test_ctrl_c_leaves_no_page_behind(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack)
    someone.wait_for("Press Enter when it is installed:")
    assert someone.interrupt() == 130
    assert not (tmp_path / PAGE).exists()


def test_a_terminal_that_knows_links_opens_the_page_by_a_click(tmp_path: Path, slack: LocalSlack) -> None:
    folder = tmp_path / "my bot"
    folder.mkdir()
    someone = begin(folder, slack, TERM="xterm-256color")
    someone.wait_for("Press Enter when it is installed:")
    assert someone.interrupt() == 130
    ((address, shown),) = re.findall(r"\x1b\]8;;(file:[^\x1b]+)\x1b\\([^\x1b]+)\x1b\]8;;\x1b\\", someone.whole)
    assert shown == unquote(urlsplit(address).path) == str(folder / PAGE)
    assert urlsplit(address).hostname


@pytest.mark.parametrize("name", [PAGE, "linked-to.html"])
def test_a_file_of_the_pages_name_is_left_alone(tmp_path: Path, slack: LocalSlack, name: str) -> None:
    mine, beside = tmp_path / name, tmp_path / "create-slack-app-2.html"
    mine.write_text("mine", encoding="utf-8")
    if name != PAGE:
        (tmp_path / PAGE).symlink_to(mine)
    someone = begin(tmp_path, slack)
    someone.wait_for(f"  {beside}\r\n")
    someone.wait_for("Press Enter when it is installed:")
    assert link_on(beside) == app_link(ROOT / "manifest.yml", None)
    assert someone.interrupt() == 130
    assert not beside.exists()
    assert (tmp_path / PAGE).read_text(encoding="utf-8") == mine.read_text(encoding="utf-8") == "mine"


def test_a_page_that_a_kill_left_is_nothing_to_commit() -> None:
    assert "create-slack-app*.html" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_where_no_page_can_be_written_the_whole_link_is_shown(tmp_path: Path, slack: LocalSlack) -> None:
    for name in (PAGE, *(f"create-slack-app-{number}.html" for number in range(2, 10))):
        (tmp_path / name).mkdir()
    someone = begin(tmp_path, slack)
    someone.wait_for(f"\n{app_link(ROOT / 'manifest.yml', None)}\r\n")
    someone.wait_for("Press Enter when it is installed:")
    assert someone.interrupt() == 130
    assert (tmp_path / PAGE).is_dir()


def test_over_http_without_an_address_there_is_no_link(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, ECONNECT_MODE="http")
    someone.wait_for("The bot is set to HTTP. For the link that creates its app, give its address:")
    someone.wait_for("setup --http https://bot.example.com")
    someone.wait_for("SLACK_BOT_TOKEN:")
    assert someone.interrupt() == 130
    assert not (tmp_path / PAGE).exists()
