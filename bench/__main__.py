"""Run `python -m bench [NAME] …`: one benchmark, or all of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bench import calls, drain, hint3, matching, purging, queue, reload, speed, startup, strangers
from bench.serving import comparing

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Run the benchmarks asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "name",
        nargs="?",
        choices=(
            "matching",
            "strangers",
            "speed",
            "startup",
            "reload",
            "drain",
            "queue",
            "purging",
            "calls",
            "serving",
        ),
        help="only this one",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        help="labelled questions (YAML); by default both development sets in all their surroundings",
    )
    parser.add_argument("--quick", action="store_true", help="a smoke run: few repetitions, figures mean little")
    parser.add_argument("--list", action="store_true", help="calls: every function, with its number of calls")
    parser.add_argument("--hint3", type=Path, help="the folder of the HINT3 data set, with train/ and test/")
    options = parser.parse_args()
    if options.hint3 is not None:
        hint3.run(options.hint3)
        return
    for name, run in _runs(options).items():
        if options.name in {None, name}:
            run()


def _runs(options: argparse.Namespace) -> dict[str, Callable[[], None]]:
    """Return the benchmarks by name, in the order in which they are run."""
    is_quick = options.quick
    return {
        "matching": lambda: matching.run(options.questions, rivals=not is_quick, is_quick=is_quick),
        "strangers": strangers.run,
        "speed": lambda: speed.run(repetitions=20 if is_quick else 400),
        "startup": lambda: startup.run(repetitions=2 if is_quick else 10),
        "reload": lambda: reload.run(repetitions=2 if is_quick else 10),
        "drain": lambda: drain.run(*((100, 1) if is_quick else (600, 5))),
        "queue": lambda: queue.run(*((5_000, 3) if is_quick else (100_000, 20))),
        "purging": lambda: purging.run(*((2_000, 20_000, 2) if is_quick else (100_000, 1_000_000, 30))),
        "calls": lambda: calls.run(1 if is_quick else 5, is_listed=options.list),
        "serving": lambda: comparing.run(quick=is_quick),
    }


main()
