"""A playground that is kept goes on where it stood."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.clock import ForwardClock
from bot.playground.kept_folder import KeptFolderError, has_week, kept_folder
from bot.playground.running import Scene, playground
from bot.storage.access import visit_store
from localslack.workspace_spec import DEFAULT_WORKSPACE, SHARED_WORKSPACE
from tests.playground.conftest import small_settings, window
from tests.playground.test_turning import FRIDAY, local, triage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.playground.running import Playground
    from localslack.workspace_spec import WorkspaceSpec

pytestmark = pytest.mark.slow


@contextmanager
def kept(folder: Path, workspace: WorkspaceSpec = DEFAULT_WORKSPACE) -> Iterator[Playground]:
    scene = Scene(ForwardClock(begins_at=FRIDAY), folder=folder / "kept")
    with playground(small_settings(folder), 0, "socket", workspace, scene=scene) as running:
        yield running


def test_a_ticket_is_handed_over_before_a_restart_and_claimed_after_it(tmp_path: Path) -> None:
    with kept(tmp_path) as running:
        alice, slack = window(running, "alice"), running.slack
        alice.person.types("/econnect-support where is my mailbox")
        alice.person.submits(slack.wait_for(lambda: alice.person.modal), {})
        slack.wait_for(lambda: triage(running))
        alice.does("clock", turn="weekend")
        before = triage(running)
    with kept(tmp_path) as running:
        shown, again = window(running, "bob").state()["extension"]["clock"]["at"], triage(running)
        window(running, "bob").person.clicks(again[0], "ticket:claim")
        claimed = running.slack.wait_for(lambda: [each for each in triage(running) if "Opgepakt" in each.text])

    assert shown == local("2026-11-30T09:00").timestamp()
    assert [each.text for each in again] == [each.text for each in before]
    assert claimed


def test_the_database_is_read_by_the_commands_beside_it_and_after(tmp_path: Path) -> None:
    with kept(tmp_path) as running:
        folder, alice = running.folder, running.slack.people["alice"]
        assert folder is not None
        running.slack.wait_for_reply(alice.writes_dm("which version do I need?"))
        with visit_store(folder.database_url) as store:
            beside = store.count(alice.id)["questions"]
    with visit_store(folder.database_url) as store:
        assert (beside, store.count(alice.id)["questions"]) == (1, 1)
    assert folder.settings("C1") == f"DATABASE_URL={folder.database_url} ECONNECT_TRIAGE_CHANNEL=C1"
    assert folder.settings(None) == f"DATABASE_URL={folder.database_url}"


def test_two_playgrounds_on_one_folder_are_refused(tmp_path: Path) -> None:
    with (
        kept_folder(tmp_path / "here"),
        pytest.raises(KeptFolderError, match=r"Another playground is using .*here\. Stop that one"),
        kept_folder(tmp_path / "here"),
    ):
        pass


def test_a_new_folder_is_for_its_user_alone(tmp_path: Path) -> None:
    with kept_folder(tmp_path / "a" / "b") as folder:
        assert folder.workspace is None
        assert folder.path.stat().st_mode & 0o777 == 0o700


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / "what?"):
        with pytest.raises(KeptFolderError, match="Choose another"), kept_folder(path):
            pass


def test_a_bots_own_folder_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "econnect-bot.db").write_bytes(b"")
    with pytest.raises(KeptFolderError, match="but no playground"), kept_folder(tmp_path):
        pass


def test_a_broken_state_is_told(tmp_path: Path) -> None:
    (tmp_path / "local-slack.json").write_text("{")
    with pytest.raises(KeptFolderError, match="begin anew"), kept_folder(tmp_path):
        pass


def test_another_workspace_than_the_kept_one_is_refused(tmp_path: Path) -> None:
    with kept(tmp_path, SHARED_WORKSPACE):
        pass
    with kept(tmp_path, SHARED_WORKSPACE) as running:
        assert "peggy" in running.slack.people
    with kept(tmp_path) as running:
        assert "peggy" in running.slack.people
    other = DEFAULT_WORKSPACE.__class__(DEFAULT_WORKSPACE.people, DEFAULT_WORKSPACE.channels)
    with pytest.raises(KeptFolderError, match="another workspace"), kept(tmp_path, other):
        pass


def test_whether_the_demos_week_is_there_is_known_before_the_folder_is_used(tmp_path: Path) -> None:
    assert not has_week(tmp_path / "new")
    with kept(tmp_path):
        pass
    with pytest.raises(KeptFolderError, match=r"without the demo's whole week\. Choose another folder, delete"):
        has_week(tmp_path / "kept")
    with kept_folder(tmp_path / "kept") as folder:
        folder.note_week()
    assert has_week(tmp_path / "kept")
