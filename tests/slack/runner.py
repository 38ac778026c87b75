"""Runs a whole bot as a process of its own: `python -m tests.slack.runner`, told everything on standard input."""

from __future__ import annotations

import json
import logging
import sys
from threading import Event

from bot.operations.serving import serve, stop_on_signals
from bot.services.delivering import Policy
from bot.services.supervising import Supervisor
from bot.slack.transport.http import HttpFront
from tests.clocks import CLOCK
from tests.slack.running import Credentials, assemble


def main() -> None:
    logging.basicConfig(level="WARNING")
    # As in production: it tells each time that a request had to wait for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    told = json.loads(sys.stdin.readline())
    stop, wake = Event(), Event()
    supervisor = Supervisor()
    stop_on_signals(stop, supervisor)
    CLOCK.pass_time(seconds=told.pop("seconds") - CLOCK.seconds())  # two processes, one time
    running, worker = assemble(told.pop("mode"), Credentials(**told), wake, Policy())
    if isinstance(running.front, HttpFront):
        sys.stdout.write(running.url)
    sys.stdout.write("\n")
    sys.stdout.flush()
    sys.exit(serve(running.front, worker, CLOCK, stop=stop, wake=wake, supervisor=supervisor))


if __name__ == "__main__":
    main()
