from pathlib import Path

import pytest

from bot.localslack import LocalSlack
from bot.localslack.workspace_file import WorkspaceError, read_workspace
from tests.localslack.conftest import MANIFEST

SOUND = """
people:
  dave: {real_name: Dave Consultant}
  erin: {guest: true}
channels:
  help: {members: [dave, erin]}
  triage: {members: [dave], private: true, bot: false}
groups:
  support: [dave]
messages:
  - {channel: help, who: erin, text: Hello}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "workspace.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_workspace_is_as_the_file_says(tmp_path: Path) -> None:
    with LocalSlack(MANIFEST, roster=read_workspace(written(tmp_path, SOUND))) as slack:
        dave, erin, room = slack.people["dave"], slack.people["erin"], slack.channels["help"]
        assert (dave.user.real_name, erin.user.is_guest, slack.channels["triage"].kind) == (
            "Dave Consultant",
            True,
            "group",
        )
        assert [(each.text, each.user) for each in slack.messages(room)] == [("Hello", erin.id)]
        assert set(slack.groups) == {"support"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("people: [", "is no YAML"),
        ("7", "the file must be a table"),
        ("people: {}", "lacks channels"),
        ("{people: {}, channels: {}, rooms: {}}", "has no field rooms"),
        ("{people: [], channels: {}}", "people must be a dict"),
        ("{people: {a: {real_name: 1}}, channels: {}}", "people.a.real_name must be a str"),
        ("{people: {}, channels: {c: {members: [a]}}}", "channels.c.members names 'a', which is not there"),
        ("{people: {}, channels: {}, groups: {g: a}}", "groups.g names 'a'"),
        ("{people: {}, channels: {}, messages: [{text: x}]}", "messages[0] lacks who"),
        ("{people: {}, channels: {}, messages: [{text: x, who: a, channel: c}]}", "messages[0].channel names 'c'"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WorkspaceError, match=r"workspace\.yml") as raised:
        read_workspace(written(tmp_path, text))
    assert told in str(raised.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be read"):
        read_workspace(tmp_path / "missing.yml")
