"""The audit log: a file with one JSON object for each thing that was done, or else lines of the ordinary log."""

from __future__ import annotations

import errno
import json
import logging
import os
from threading import Lock
from typing import TYPE_CHECKING, Final

from bot.domain.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.audit_line import AuditLine
    from bot.services.ports import Audit

log = logging.getLogger("econnect.audit")

_FOR_US_ALONE: Final = 0o600
# A pipe that nobody reads would be waited for.
_TO_ITS_END: Final = os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC | os.O_NONBLOCK


class FileAudit:
    """Appends to a file, which it opens for each line: whoever renames it away finds a new one begun.

    A line is written at once and as a whole, so that several processes can share the file. What the file does not
    take is a warning of the ordinary log, and counted.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unwritten = 0
        self._turn = Lock()
        self._is_cut = False

    def write(self, line: AuditLine) -> None:
        """Keep `line`; see `Audit`."""
        text = json.dumps(_fields(line))
        with self._turn:
            try:
                self._append(text)
            except OSError as error:
                self.unwritten += 1
                log.warning("%s cannot be written (%s), so it stands here: %s", self.path, error.strerror, text)

    def _append(self, text: str) -> None:
        """Write one line; below one that a full disk cut off it begins anew.

        Raises:
            OSError: it is not there, or not all of it.
        """
        whole = f"\n{text}\n" if self._is_cut else f"{text}\n"
        file = os.open(self.path, _TO_ITS_END | os.O_CREAT, _FOR_US_ALONE)
        try:
            written = os.write(file, whole.encode())
        finally:
            os.close(file)
        self._is_cut = written < len(whole)
        if self._is_cut:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class LoggedAudit:
    """Tells each line in the ordinary log, where no file is set."""

    def write(self, line: AuditLine) -> None:
        """Tell `line`; see `Audit`."""
        fields = _fields(line)
        del fields["at"]  # the log has its own
        text = " ".join([f"{name}={value}" for name, value in fields.items()])
        log.info("%s", text, extra={"fields": fields})


def new_audit(path: Path | None) -> Audit:
    """Return what keeps the lines: the file at `path`, or the ordinary log where there is none."""
    return LoggedAudit() if path is None else FileAudit(path)


def examine_audit_log(path: Path) -> Iterator[Finding]:
    """Yield whether the file can be written. Nothing is made or written, since doctor may run as another user."""
    try:
        _try_to_open(path)
    except OSError as error:
        remedy = "Let the bot's user write there, free some space, or set another ECONNECT_AUDIT_LOG."
        yield Finding("audit log", "problem", f"{path} cannot be written: {error.strerror}", remedy)
    else:
        yield Finding("audit log", "ok", f"who did what is in {path}")


def _try_to_open(path: Path) -> None:
    """Do nothing where a line could be written.

    Raises:
        OSError: it could not.
    """
    folder = path.parent
    if path.exists():
        os.close(os.open(path, _TO_ITS_END))
    elif not folder.is_dir():
        raise OSError(errno.ENOENT, f"there is no folder {folder}")
    elif not os.access(folder, os.W_OK | os.X_OK, effective_ids=True):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    if os.statvfs(folder).f_bavail == 0:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _fields(line: AuditLine) -> dict[str, object]:
    """Return what there is of a line, by name and in the order in which people read it."""
    fields: dict[str, object] = {
        "at": f"{line.at:%Y-%m-%dT%H:%M:%SZ}",
        "by": line.by,
        "action": line.action.value,
        "team": line.team,
        "ticket": line.ticket,
        "person": line.person,
        "channel": line.channel,
        "settings": list(line.settings),
        "counts": dict(line.counts),
    }
    return {name: value for name, value in fields.items() if value}
