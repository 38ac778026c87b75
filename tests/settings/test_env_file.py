from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import reader_of
from bot.settings.env_file import EnvFile
from tests.full_disk import files_of_at_most

if TYPE_CHECKING:
    from pathlib import Path


def test_what_else_stands_in_it_stays_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("# ours\nexport PORT=4000\nHOST=127.0.0.1 # here\n\n# more\nLOG_LEVEL='DEBUG'", encoding="utf-8")
    path.chmod(0o644)
    EnvFile(path).put("HOST", "127.0.0.2")
    EnvFile(path).put("SLACK_BOT_TOKEN", "xoxb-1")
    assert path.read_text(encoding="utf-8") == (
        "# ours\nexport PORT=4000\nHOST=127.0.0.2\n\n# more\nLOG_LEVEL='DEBUG'\nSLACK_BOT_TOKEN=xoxb-1\n"
    )
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "value",
    [
        "#help",
        "the desk #2",
        "a b",
        "post@example.com",
        "https://e.nl/?a=b#c",
        "é",
        "it's",
        "'t loket #1",
        '"help"-desk',
        "a\\nb",
        "`x`",
        "",
    ],
)
def test_what_is_put_is_read_again(tmp_path: Path, value: str) -> None:
    EnvFile(tmp_path / ".env").put("ECONNECT_SUPPORT_CONTACT", "before")
    EnvFile(tmp_path / ".env").put("ECONNECT_SUPPORT_CONTACT", value)
    assert reader_of({}, tmp_path).text("ECONNECT_SUPPORT_CONTACT", "") == value


def test_a_link_goes_on_leading_to_the_file(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (tmp_path / ".env").symlink_to(kept)
    assert not EnvFile(tmp_path / ".env").has_any()
    EnvFile(tmp_path / ".env").put("PORT", "1")
    assert (tmp_path / ".env").is_symlink()
    assert EnvFile(tmp_path / ".env").has_any()
    assert kept.read_text(encoding="utf-8") == "PORT=1\n"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_what_is_no_text_stays_as_it_is_and_was_closed_to_others_before_anything_was_put(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"PORT=\xff\n")
    path.chmod(0o644)
    with pytest.raises(UnicodeDecodeError):
        EnvFile(path).put("PORT", "1")
    assert path.read_bytes() == b"PORT=\xff\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_on_a_full_disk_it_is_as_it_was_and_no_part_of_a_secret_lies_about(tmp_path: Path) -> None:
    path, new = tmp_path / ".env", tmp_path / "new"
    path.write_bytes(b"PORT=1\n")
    for file in (path, new):
        with files_of_at_most(20), pytest.raises(OSError, match="File too large"):
            EnvFile(file).put("SLACK_BOT_TOKEN", "xoxb-1-2-3-4-5-6-7-8-9")
    assert path.read_bytes() == b"PORT=1\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("mode", "told"), [(0o644, 0o644), (0o640, 0o640), (0o602, 0o602), (0o600, None), (0o400, None)]
)
def test_who_else_may_read_it_is_known(tmp_path: Path, mode: int, told: int | None) -> None:
    path = tmp_path / ".env"
    assert EnvFile(path).mode_for_others() is None
    path.touch()
    path.chmod(mode)
    assert EnvFile(path).mode_for_others() == told
    EnvFile(path).put("PORT", "1")
    assert EnvFile(path).mode_for_others() is None


def test_a_file_that_is_somebody_elses_is_known_before(tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("/proc/sys/kernel/hostname")  # nobody may change its mode, root neither
    with pytest.raises(OSError, match="hostname"):
        EnvFile(tmp_path / ".env").probe()


def test_whether_it_could_be_written_is_known_before_and_leaves_no_trace(tmp_path: Path) -> None:
    EnvFile(tmp_path / ".env").probe()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".env").mkdir(0o755)
    with pytest.raises(OSError, match="it is not a file"):
        EnvFile(tmp_path / ".env").probe()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere" / ".env")
    with pytest.raises(FileNotFoundError):
        EnvFile(tmp_path / "link").probe()


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(OSError, match="env"):
        EnvFile(tmp_path / ".env").put("PORT", "1")
