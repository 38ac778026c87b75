"""A real PostgreSQL for the tests, started once; or a loud word that there is none."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_RUN = "POSTGRESQL TESTS DID NOT RUN: there is no PostgreSQL (apt-get install postgresql)"


def programs() -> Path | None:
    """Return the folder with PostgreSQL's programs."""
    asked = shutil.which("pg_config")
    if asked:
        told = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - as found
        if (Path(told) / "initdb").exists():
            return Path(told)
    return max((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


class Server:
    """A server in a folder of its own. `fsync` is for tests that kill it."""

    def __init__(self, folder: Path, programs: Path, *, fsync: bool = False) -> None:
        self._folder, self._programs, self._fsync, self._made = folder, programs, fsync, 0
        self._is_running = False
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"postgresql://bot@127.0.0.1:{self.port}/postgres"

    def new_database(self, *options: str) -> str:
        """Make an empty database, with these options of `createdb`, and return its address."""
        self._made += 1
        name = f"test{self._made}"
        self.ask("createdb", *options, name)
        return self.url.replace("/postgres", f"/{name}")

    def ask(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's client programs against it, as whoever runs the tests."""
        self._run(program, "--host=127.0.0.1", f"--port={self.port}", "--username=bot", *arguments, whom={})

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._is_running = True
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories= "
            f"-c fsync={'on' if self._fsync else 'off'} -c max_connections=200"
        )
        self._run(
            "pg_ctl", "-w", "-D", str(self._folder / "data"), "-l", str(self._folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        """Stop it at once, as a failing machine would; unless it is stopped."""
        if not self._is_running:
            return
        self._is_running = False
        self._run("pg_ctl", "-w", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Have none of its processes run meanwhile; the system still takes what is sent to them."""
        main = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        all_of_them = [main, *_children_of(main)]
        for process in all_of_them:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in all_of_them:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGCONT)

    def make(self) -> None:
        """Make its files."""
        options = ("-U", "bot", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        self._run("initdb", "-D", str(self._folder / "data"), *options)

    def _run(self, program: str, *arguments: str, whom: dict[str, Any] | None = None) -> None:
        command = [str(self._programs / program), *arguments]
        whom = _as_whom() if whom is None else whom
        subprocess.run(command, cwd="/", capture_output=True, check=True, timeout=60, **whom)  # noqa: S603 - as found


def _children_of(process: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(after_name[1]) == process:
                found.append(int(folder.name))
    return found


def _as_whom() -> dict[str, Any]:
    """PostgreSQL refuses root: there it runs as another user."""
    if os.geteuid() != 0:
        return {}
    user = next(each for each in pwd.getpwall() if each.pw_name in {"postgres", "nobody"})
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def server(*, fsync: bool = False) -> Iterator[Server]:
    """Yield a running server; its files are gone afterwards.

    Raises:
        FileNotFoundError: there is no PostgreSQL on this machine.
    """
    found = programs()
    if found is None:
        raise FileNotFoundError(NOT_RUN)
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    whom = _as_whom()
    if whom:
        os.chown(folder, whom["user"], whom["group"])
    started = Server(folder, found, fsync=fsync)
    try:
        started.make()
        started.start()
        yield started
        started.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
