from pathlib import Path

import pytest

from localslack import LocalSlack
from localslack.workspace_file import WorkspaceError, read_workspace
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
    with LocalSlack(MANIFEST, workspace=read_workspace(written(tmp_path, SOUND))) as slack:
        dave, erin, room = slack.people["dave"], slack.people["erin"], slack.channels["help"]
        assert (dave.user.real_name, erin.user.is_guest, slack.channels["triage"].kind) == (
            "Dave Consultant",
            True,
            "group",
        )
        assert [(each.text, each.user) for each in slack.messages(room)] == [("Hello", erin.id)]
        assert set(slack.groups) == {"support"}


def test_people_may_be_guests_deactivated_or_of_another_workspace(tmp_path: Path) -> None:
    people = (
        "a: {single_channel_guest: true}\n  b: {deactivated: true}\n  c: {enterprise: true}\n  d: {team: partner}"
    )
    channels = "  old: {members: [a, d], archived: true}\n  us: {members: [a, b], group_dm: true}"
    spec = read_workspace(written(tmp_path, f"people:\n  {people}\nchannels:\n{channels}\n"))
    with LocalSlack(MANIFEST, workspace=spec) as slack:
        a, b, c, d = (slack.people[name].user for name in "abcd")
        assert (a.is_single_channel_guest, b.is_deactivated, c.id[0]) == (True, True, "W")
        assert slack.channels["us"].kind == "mpim"
        old = slack.channels["old"]
        assert (old.is_archived, old.shared_with, d.team_id) == (True, frozenset({"T0PARTNER"}), "T0PARTNER")


def test_first_messages_are_written_as_people_write_them(tmp_path: Path) -> None:
    text = SOUND.replace("Hello", '"@dave & @econnect, see #triage"')
    with LocalSlack(MANIFEST, workspace=read_workspace(written(tmp_path, text))) as slack:
        (message,) = slack.messages(slack.channels["help"])
        dave, triage = slack.people["dave"].id, slack.channels["triage"].id
        assert message.text == f"<@{dave}> &amp; {slack.bot_mention}, see <#{triage}|>"
        assert message.blocks[0]["type"] == "rich_text"


def test_a_file_may_name_the_optional_scopes_that_were_declined(tmp_path: Path) -> None:
    spec = read_workspace(written(tmp_path, f"{SOUND}declined_scopes: [reactions:read]\n"))
    assert spec.declined_scopes == {"reactions:read"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("people: [", "2: this is not YAML"),
        ("", "1: the file is empty"),
        ("# nothing", "1: the file is empty"),
        ("7", "1: the file must be a table of people"),
        ("people: {}", "1: the file is missing channels"),
        ("people: {}\nchannels: {}\nrooms: {}", "3: the file cannot have rooms"),
        ("people: {}\nchannels: {}\npeople: {}", "3: the file has people twice"),
        ("people: {}\nchannels: {}", "1: people is empty; add at least one person"),
        ("people: []\nchannels: {}", "1: people must be a table"),
        ("people:\n  [a, b]: {}\nchannels: {}", "2: people has a key that is not text"),
        ("people:\n  Alice B: {}\nchannels: {}", "2: “Alice B” is not a valid name in people; write it in lower"),
        ("people:\n  a: {real_name: [1]}\nchannels: {}", "2: people.a.real_name must be text"),
        ("people:\n  a: {guest: maybe}\nchannels: {}", "2: people.a.guest must be true or false"),
        ("people:\n  a: {team: My Team}\nchannels: {}", "2: “My Team” is not a valid name in people.a.team; write"),
        (
            "people: {b: {}}\nchannels:\n  c: {members: [a]}",
            "3: channels.c.members names “a”, which does not exist; ",
        ),
        ("people: {}\nchannels: {}\ngroups:\n  g: a", "4: groups.g must be a list"),
        ("people: {}\nchannels: {}\nmessages:\n  - {text: x, channel: c}", "4: a message is missing who"),
        (
            "people: {a: {}}\nchannels: {}\nmessages:\n  - {text: x, who: a, channel: c}",
            "4: a message's channel names “c”",
        ),
        (
            "people: {a: {}, b: {}}\nchannels: {c: {members: [a]}}\nmessages:\n  - {text: x, who: b, channel: c}",
            "4: b is not in c, and cannot have written there",
        ),
        ("people: {a: {}}\nchannels: {}\ngroups:\n  a-b: [a]\n  a.b: [a]", "5: “a.b” and “a-b” are too much alike"),
        ("people:\n  a: {team: local-000}\nchannels: {}", "2: people.a.team names the app's own workspace"),
        ("people: &p {}\nchannels: *p", "2: *p is an alias; write it in full"),
        ("[" * 5000, "1: this is not YAML"),
        ("x" * 1_000_001, "1: the file is longer than 1000000 characters"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(WorkspaceError) as raised:
        read_workspace(written(tmp_path, text))
    assert f"workspace.yml:{fault}" in str(raised.value)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as raised:
        read_workspace(written(tmp_path, "people: {a: 7}\nchannels: {c: {}}\nmessages: 7"))
    assert len(str(raised.value).splitlines()) == 3


def test_a_file_of_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "workspace.yml").write_bytes(b"\xff\xfe")
    with pytest.raises(WorkspaceError, match="not UTF-8"):
        read_workspace(tmp_path / "workspace.yml")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be read"):
        read_workspace(tmp_path / "missing.yml")


def test_a_file_without_an_end_is_refused() -> None:
    with pytest.raises(WorkspaceError, match="longer than"):
        read_workspace(Path("/dev/zero"))
