"""`python -m bench [matching|speed|startup|reload|drain|queue|serving] …`: all of them without a name."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import drain, matching, queue, reload, speed, startup
from bench.serving import comparing


def main() -> None:
    """Run the benchmarks asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "name",
        nargs="?",
        choices=("matching", "speed", "startup", "reload", "drain", "queue", "serving"),
        help="only this one",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        help="labelled questions (YAML); by default both development sets in all their surroundings",
    )
    parser.add_argument("--quick", action="store_true", help="a smoke run: few repetitions, figures mean little")
    options = parser.parse_args()
    if options.name in {None, "matching"}:
        matching.run(options.questions, rivals=not options.quick, is_quick=options.quick)
    if options.name in {None, "speed"}:
        speed.run(repetitions=20 if options.quick else 400)
    if options.name in {None, "startup"}:
        startup.run(repetitions=2 if options.quick else 10)
    if options.name in {None, "reload"}:
        reload.run(repetitions=2 if options.quick else 10)
    if options.name in {None, "drain"}:
        drain.run(*((100, 1) if options.quick else (600, 5)))
    if options.name in {None, "queue"}:
        queue.run(*((5_000, 3) if options.quick else (100_000, 20)))
    if options.name in {None, "serving"}:
        comparing.run(quick=options.quick)


main()
