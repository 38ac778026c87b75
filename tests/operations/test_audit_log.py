from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from bot.domain.audit_line import OPERATOR, THE_BOT, AuditAction, AuditLine
from bot.operations.audit_log import FileAudit, LoggedAudit, examine_audit_log, new_audit
from bot.operations.logs import JsonLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOON = datetime(2026, 11, 25, 12, 0, 0, 999_999, tzinfo=UTC)
CLAIMED = AuditLine(NOON, "UBOB", AuditAction.TICKET_CLAIMED, team="T1", ticket=12)
AS_JSON = {"at": "2026-11-25T12:00:00Z", "by": "UBOB", "action": "ticket.claimed", "team": "T1", "ticket": 12}
FULL = Path("/dev/full")
NOBODY = 65_534
ROOT = Path(__file__).parents[2]
MANY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.domain.audit_line import AuditAction, AuditLine
from bot.operations.audit_log import FileAudit
audit, names = FileAudit(Path(sys.argv[1])), tuple(["ECONNECT_KNOWLEDGE_DIR"] * 40)
for number in range(1, 301):
    audit.write(AuditLine(datetime.now(UTC), sys.argv[2], AuditAction.BOT_STARTED, ticket=number, settings=names))
"""


def lines_in(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.jsonl"


def test_a_line_is_an_object_of_what_there_is_and_its_time_is_in_utc(path: Path) -> None:
    audit = new_audit(path)
    audit.write(CLAIMED)
    counts = (("questions", 2), ("tickets", 1))
    audit.write(AuditLine(NOON, THE_BOT, AuditAction.DATA_PURGED, counts=counts))
    audit.write(AuditLine(NOON, OPERATOR, AuditAction.SETTING_CHANGED, settings=("LOG_LEVEL",)))

    claimed, purged, changed = lines_in(path)
    assert list(claimed.items()) == list(AS_JSON.items())
    assert purged["counts"] == {"questions": 2, "tickets": 1}
    assert changed["settings"] == ["LOG_LEVEL"]


def test_nobody_else_reads_the_file_whatever_is_usual_here(path: Path) -> None:
    before = os.umask(0)
    try:
        FileAudit(path).write(CLAIMED)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_there_stays_and_a_file_that_was_renamed_is_begun_anew(path: Path) -> None:
    path.write_text('{"by": "somebody"}\n', encoding="utf-8")
    audit = FileAudit(path)
    audit.write(CLAIMED)
    rotated = path.rename(path.with_suffix(".1"))
    audit.write(CLAIMED)

    assert lines_in(rotated) == [{"by": "somebody"}, AS_JSON]
    assert lines_in(path) == [AS_JSON]


def test_two_processes_and_their_threads_write_whole_lines(path: Path) -> None:
    command = [sys.executable, "-c", MANY, str(path)]
    others = [subprocess.Popen([*command, name], cwd=ROOT) for name in ("UA", "UB")]  # noqa: S603 - our own
    audit = FileAudit(path)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: audit.write(CLAIMED), range(300)))
    assert [each.wait(60) for each in others] == [0, 0]

    written = lines_in(path)
    assert len(written) == 900
    for name in ("UA", "UB"):
        assert [line["ticket"] for line in written if line["by"] == name] == list(range(1, 301))


def unwritable(folder: Path) -> Path:
    """Return a file in the place of the folder: for root as well it can never be written."""
    (folder / "in-its-place").write_text("a file")
    return folder / "in-its-place" / "audit.jsonl"


def pipe(folder: Path) -> Path:
    """Return a pipe that nobody reads."""
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


@pytest.mark.parametrize(
    ("where", "why"),
    [
        (lambda _: FULL, "No space left on device"),
        (unwritable, "Not a directory"),
        (lambda folder: folder / "none" / "audit.jsonl", "No such file"),
        (pipe, "No such device or address"),
        (lambda folder: folder, "Is a directory"),
    ],
)
def test_what_the_file_does_not_take_is_in_the_log_and_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, where: Callable[[Path], Path], why: str
) -> None:
    audit = FileAudit(where(tmp_path))
    audit.write(CLAIMED)  # does not raise
    audit.write(CLAIMED)

    assert audit.unwritten == 2
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert why in caplog.messages[0]
    assert json.loads(caplog.messages[0].partition("here: ")[2]) == AS_JSON


def test_below_a_line_that_a_full_disk_cut_off_the_next_one_begins_anew(path: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from tests.operations.test_audit_log import CLAIMED
from bot.operations.audit_log import FileAudit
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
audit, unlimited = FileAudit(Path(sys.argv[1])), resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (150, unlimited[1]))
audit.write(CLAIMED)
audit.write(CLAIMED)
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
audit.write(CLAIMED)
print(audit.unwritten)
"""
    command = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    first, cut, last = path.read_text(encoding="utf-8").splitlines()

    assert (json.loads(first), json.loads(last)) == (AS_JSON, AS_JSON)
    assert cut
    assert json.dumps(AS_JSON).startswith(cut)
    assert done.stdout == "1\n"
    assert "No space left on device" in done.stderr  # what nobody has set up a log for is told all the same


def test_without_a_file_the_lines_are_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    audit = new_audit(None)
    assert isinstance(audit, LoggedAudit)
    with caplog.at_level(logging.INFO, logger="econnect.audit"):
        audit.write(CLAIMED)

    assert caplog.messages == ["by=UBOB action=ticket.claimed team=T1 ticket=12"]
    line = json.loads(JsonLines().format(caplog.records[0]))
    assert line["logger"] == "econnect.audit"
    assert (line["by"], line["action"], line["ticket"]) == ("UBOB", "ticket.claimed", 12)


def test_doctor_tells_whether_it_can_be_written_and_makes_nothing(tmp_path: Path, path: Path) -> None:
    def verdict(place: Path) -> tuple[str, str]:
        (found,) = examine_audit_log(place)
        return found.verdict, found.message

    assert verdict(path) == ("ok", f"who did what is in {path}")
    assert not path.exists()
    FileAudit(path).write(CLAIMED)
    assert verdict(path)[0] == "ok"
    assert lines_in(path) == [AS_JSON]
    assert verdict(tmp_path / "none" / "audit.jsonl")[0] == "problem"
    assert verdict(unwritable(tmp_path))[0] == "problem"
    assert verdict(tmp_path) == ("problem", f"{tmp_path} cannot be written: Is a directory")


def test_doctor_tells_that_no_space_is_left() -> None:
    (found,) = examine_audit_log(Path("/proc/self/comm"))  # it can be opened, and has no space for anything
    assert (found.verdict, found.message.partition(": ")[2]) == ("problem", "No space left on device")


def test_doctor_tells_that_the_bots_user_may_not_write() -> None:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        with nobody_special():
            (found,) = examine_audit_log(Path(folder) / "audit.jsonl")
    assert (found.verdict, found.message.partition(": ")[2]) == ("problem", "Permission denied")


@contextmanager
def nobody_special() -> Iterator[None]:
    """Be no root meanwhile, who may write everywhere."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def test_every_action_is_told_to_operators() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z]+\.[a-z]+`.*?) \|", page, re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`([a-z.]+)`", row)]
    assert sorted(told) == sorted(action.value for action in AuditAction)


def test_the_lines_that_operators_read_as_examples_are_lines_of_it(path: Path) -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    audit = FileAudit(path)
    for text in page.partition("```json\n")[2].partition("```")[0].splitlines():
        shown = json.loads(text)
        at, action = datetime.fromisoformat(shown.pop("at")), AuditAction(shown.pop("action"))
        settings = tuple(shown.pop("settings", ()))
        audit.write(AuditLine(at, action=action, settings=settings, **shown))
        assert path.read_text(encoding="utf-8").splitlines()[-1] == text
