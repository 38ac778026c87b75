"""A bot's process, forked from one that has imported what every bot imports: half of a start's work.

Whatever else a start does it does anew, with an environment of its own. That a bot also starts from nothing, the
tests of the whole bot and of the command line see to. What forked bots do not show: all have the same hash seed, so
that sets have one order in every replica, and what `atexit` is to do at the end of a process is not done.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.cli import main

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.context import ForkServerProcess

_ROOT: Final = Path(__file__).parents[2]
_FORKING: Final = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["bot.cli.slack_mode"])


def start_bot(environment: Mapping[str, str], log: Path, longest_file: int | None = None) -> ForkServerProcess:
    """Return the process of `econnect-bot run` with that environment; it logs there, and writes no longer file."""
    process = _FORKING.Process(target=_run, args=(dict(environment), log, longest_file), daemon=True)
    process.start()
    return process


def _run(environment: Mapping[str, str], log: Path, longest_file: int | None) -> None:
    """Be that process."""
    own = os.environ  # noqa: TID251 - it is this process's
    own.clear()
    own.update(environment)
    os.chdir(_ROOT)
    with log.open("wb") as file, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(file.fileno(), 2)
    if longest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (longest_file, longest_file))
    main(["run"])
