"""Run `python -m bench.soak [--quick]`: a year on each database, and what it left behind; 1 past a limit."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.force.bad_days import BadDaysSlack, Mood
from bench.serving.load import SECRET
from bench.serving.servers import free_ports
from bench.soak.limits import Look, limits
from bench.soak.year import MORNING, WHOLE_DAY, Year
from bot.settings import from_environment
from bot.storage.access import upgrade
from bot.storage.engines import read_url
from tests.storage.postgres import NOT_RUN, server


def main() -> int:
    """Have the year pass on both databases; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few questions a day: under a minute")
    per_day, moments = (2, MORNING) if parser.parse_args().quick else (60, WHOLE_DAY)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        urls = [f"sqlite:///{folder / 'year.db'}"]
        try:
            urls.append(stack.enter_context(server(fsync=True)).url)
            upgrade(urls[-1])
        except FileNotFoundError:
            print(f"  {NOT_RUN}")
        outcomes = [_pass_by(url, folder, per_day, moments) for url in urls]
        return 0 if all(outcomes) else 1


def _pass_by(url: str, folder: Path, per_day: int, moments: tuple[int, ...]) -> bool:
    slack = BadDaysSlack(Mood(seconds=0.0))
    (port,) = free_ports(1)
    environment = {
        "DATABASE_URL": url,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.url,
        "PORT": str(port),
        "ECONNECT_TRIAGE_CHANNEL": "C0TRIAGE",
        "ECONNECT_CACHE_DIR": str(folder / "cache"),
        "ECONNECT_DATA_DIR": str(folder),
    }
    begin, look = time.monotonic(), Look(url)
    year = Year(from_environment(environment, folder), slack, per_day, moments)
    year.pass_by(partial(look, year))
    took, name, is_well = time.monotonic() - begin, read_url(url).get_backend_name(), True
    print(f"soak: a year on {name} in {took:.0f} s, {year.asked} questions, {year.opened} tickets")
    for limit in limits(year, look):
        is_well &= limit.holds
        told = "" if limit.holds else "   PAST ITS LIMIT"
        print(f"  {limit.name:50} {limit.found:10.1f} of at most {limit.most:10.1f}{told}")
    return is_well


sys.exit(main())
