"""Run `python -m bench.force [--quick] [--only WORDS]`; exit code 1 where something acked was lost or doubled."""

from __future__ import annotations

import argparse
import sys

from bench.force import running

parser = argparse.ArgumentParser(prog="python -m bench.force", description=__doc__)
parser.add_argument("--quick", action="store_true", help="a small form, of a few minutes")
parser.add_argument("--only", help="only scenarios with these words in database and name, such as 'postgresql kill'")
options = parser.parse_args()
sys.exit(0 if running.run(is_quick=options.quick, only=options.only) else 1)
