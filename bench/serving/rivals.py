"""Bolt alone, as its documentation has one start: `python -m bench.serving.rivals stock|inline|quick SLACK_URL`.

`stock` acks as Bolt does by default; `quick` with process_before_response; `inline` does too, and posts a line on
each mention before it acks, keeping nothing. All on waitress, with the bot's number of threads.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack, App, Say
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import TcpWSGIServer

from bench.serving.load import SECRET

if TYPE_CHECKING:
    from collections.abc import Mapping

THREADS = 8


def hello_world(slack_url: str, *, is_quick: bool) -> App:
    """One command that says hello, one event that says hello."""
    app = App(
        client=WebClient(token="xoxb-bench", base_url=slack_url),  # noqa: S106 - of nothing
        signing_secret=SECRET,
        process_before_response=is_quick,
        token_verification_enabled=False,
    )

    @app.command("/hello")
    def answer(ack: Ack) -> None:
        ack("Hello! Ask me how to connect Exact Globe with eConnect.")

    @app.event("app_mention")
    def greet(event: Mapping[str, Any], say: Say) -> None:
        say(text="Hello! Ask me how to connect Exact Globe with eConnect.", thread_ts=event["ts"])

    return app


def main() -> None:
    """Serve until killed; the first line printed is the port."""
    kind, slack_url = sys.argv[1:]
    handler = SlackRequestHandler(hello_world(slack_url, is_quick=kind != "stock"), path="/slack/events")
    server: Any = TcpWSGIServer(handler, host="127.0.0.1", port=0, threads=THREADS)  # its stubs leave out half
    print(server.effective_port, flush=True)
    server.run()


if __name__ == "__main__":
    main()
