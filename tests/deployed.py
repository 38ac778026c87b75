"""Tries a bot as it is deployed: `python -m tests.deployed COMMAND…`, which is how econnect-bot is called there.

It has to answer somebody in a local Slack, say that it is alive and ready, and end when it is told to.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from localslack import LocalSlack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT: Final = Path(__file__).parents[1]
PATIENCE_SECONDS: Final = 60.0


def free_port() -> int:
    """Return a port that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def becomes_ready(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Return whether `healthcheck --ready` says so in time."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        asked = subprocess.run(  # noqa: S603 - ours
            [*command, "healthcheck", "--ready"], env=environment, capture_output=True, text=True, check=False
        )
        if asked.returncode == 0:
            return True
        time.sleep(0.2)
    sys.stderr.write(asked.stderr)
    return False


def talk_to(command: Sequence[str]) -> int:
    """Start it, talk to it, end it; return its exit code.

    Raises:
        TimeoutError: it does not answer.
        CalledProcessError: it is not alive.
    """
    with LocalSlack(ROOT / "manifest.yml", clock=time.time) as slack:
        environment = {
            **os.environ,  # noqa: TID251 - a process's own
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "HEALTH_PORT": str(free_port()),
        }
        with subprocess.Popen([*command, "run"], env=environment) as bot:  # noqa: S603 - ours
            try:
                if not becomes_ready(command, environment):
                    raise TimeoutError("It does not become ready.")
                asked = slack.people["alice"].writes_dm("which version do I need?")
                answer = slack.wait_for_reply(asked, timeout=PATIENCE_SECONDS)
                sys.stdout.write(f"It answered: {answer.text[:100]}\n")
                subprocess.run([*command, "healthcheck"], env=environment, check=True)  # noqa: S603 - ours
            finally:
                bot.terminate()
            return bot.wait(PATIENCE_SECONDS)


if __name__ == "__main__":
    sys.exit(talk_to(sys.argv[1:]))
