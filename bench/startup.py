"""Time whole processes: `ask` against importing numpy, `--help` against bare Python."""

from __future__ import annotations

import compileall
import subprocess
import sys
import time
from pathlib import Path
from statistics import median


def run(repetitions: int) -> None:
    """Print the medians of interleaved runs, and their ratios."""
    bare, numpy, usage, ask = [], [], [], []
    python, bot = sys.executable, str(Path(sys.executable).with_name("econnect-bot"))
    asked = [bot, "ask", "which version do I need?"]
    compileall.compile_dir(Path(__file__).parents[1] / "bot", quiet=1)  # as at set-up: some machines write none
    _seconds(asked)
    for _ in range(repetitions):
        bare.append(_seconds([python, "-c", "pass"]))
        numpy.append(_seconds([python, "-c", "import numpy"]))
        usage.append(_seconds([bot, "--help"]))
        ask.append(_seconds(asked))
    print("startup: whole processes, warm cache, medians")
    print(f"  ask {median(ask):.3f} s / import numpy {median(numpy):.3f} s = {median(ask) / median(numpy):.2f}")
    print(f"  --help {median(usage):.3f} s / bare python {median(bare):.3f} s = {median(usage) / median(bare):.1f}")


def _seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    return time.perf_counter() - begin
