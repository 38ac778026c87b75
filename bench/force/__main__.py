"""Run `python -m bench.force [--quick] [--only WORDS]`; exit code 1 where a limit was passed."""

from __future__ import annotations

import argparse
import sys

from bench.force import running

parser = argparse.ArgumentParser(prog="python -m bench.force", description=__doc__)
parser.add_argument("--quick", action="store_true", help="a small form, of a few minutes")
parser.add_argument("--only", default="", help="only scenarios with this in database and name, such as 'sqlite kill'")
options = parser.parse_args()
try:
    is_well = running.run(is_quick=options.quick, only=options.only)
except LookupError as error:
    parser.error(str(error))
sys.exit(0 if is_well else 1)
