"""The command line: local Slack with its page, for one app."""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Final
from urllib.parse import urlsplit

from localslack.free_port import Server, at_free_port
from localslack.local_slack import LocalSlack
from localslack.manifest import AppManifestError
from localslack.page.page_server import PageServer
from localslack.scopes import EVENT_SCOPES
from localslack.watching import watch_connections, watch_request_url
from localslack.workspace_file import WorkspaceError, read_workspace
from localslack.workspace_spec import DEFAULT_WORKSPACE

PAGE_PORT: Final = 3040
SLACKS_RETRIES: Final = (0.0, 60.0, 300.0)
"""Seconds: an event is tried again at once, after a minute, and after five."""

_HIGHEST_PORT: Final = 65535
_EXAMPLES: Final = """\
examples:
  an app that takes requests over HTTP:
    python -m localslack --manifest manifest.yml --request-url http://127.0.0.1:3000/slack/events

  an app that connects over Socket Mode:
    python -m localslack --manifest manifest.yml

  with people and channels of your own:
    python -m localslack --manifest manifest.yml --workspace workspace.yml

It prints the address of its page and the settings to start your app with. Ctrl-C stops it.
"""


class _StartError(Exception):
    """Something that keeps it from starting, in words for who started it."""


def main(
    arguments: Sequence[str] | None = None, stop: Event | None = None, write: Callable[[str], object] | None = None
) -> int:
    """Run local Slack until Ctrl-C or SIGTERM; return the exit code.

    Args:
        arguments: The command line's, unless given.
        stop: Ends it when it is set; without one, signals end it.
        write: Takes what is printed; standard output, unless given.
    """
    options = _parser().parse_args(arguments)
    if stop is None:
        stop = _stop_on_signals()
    try:
        _run(options, stop, write or _print)
    except (_StartError, AppManifestError, WorkspaceError) as error:
        sys.stderr.write(f"Local Slack cannot start.\n{error}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m localslack",
        description="A local stand-in for Slack on 127.0.0.1, with a page in the browser, for any Bolt app.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--manifest",
        type=Path,
        required=True,
        metavar="FILE",
        help="the app's manifest, YAML or JSON: its scopes, events, commands and shortcuts decide what works",
    )
    parser.add_argument(
        "--request-url",
        type=_request_url,
        metavar="URL",
        help="where the app takes requests, such as http://127.0.0.1:3000/slack/events; without it, Socket Mode",
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=PAGE_PORT,
        help=f"the page's port; the API gets the next; taken ones are skipped; 0 picks some (default: {PAGE_PORT})",
    )
    parser.add_argument(
        "--without-scope",
        action="append",
        default=[],
        metavar="SCOPE",
        help="an optional scope (bot_optional in the manifest) that was not granted; may be given several times",
    )
    parser.add_argument("--workspace", type=Path, metavar="FILE", help="people, channels and first messages, as YAML")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) >= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is not a port; give a number from 0 to {_HIGHEST_PORT - 1}")
    return int(text)


def _request_url(text: str) -> str:
    example = "such as http://127.0.0.1:3000/slack/events"
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.scheme not in {"http", "https"}:
        raise argparse.ArgumentTypeError(f"{text} is not an address; give the app's own, {example}")
    if parts.scheme == "https":
        raise argparse.ArgumentTypeError(
            f"{text} uses https, which is not supported here; give the app's own address, {example}"
        )
    return text


def _stop_on_signals() -> Event:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _run(options: argparse.Namespace, stop: Event, say: Callable[[str], object]) -> None:
    workspace = DEFAULT_WORKSPACE if options.workspace is None else read_workspace(options.workspace)
    workspace = replace(workspace, declined_scopes=workspace.declined_scopes | set(options.without_scope))
    api_port = options.port and options.port + 1
    slack = _at_port(
        api_port,
        lambda port: LocalSlack(options.manifest, workspace=workspace, api_port=port, retry_delays=SLACKS_RETRIES),
    )
    with slack:
        page = _at_port(options.port, lambda port: PageServer(slack, port))
        page.start()
        try:
            if options.port and page.port != options.port:
                say(f"Port {options.port} is in use, so the page is at {page.port}.")
            _introduce(slack, page, say)
            _serve(slack, options.request_url, stop, say)
        finally:
            page.stop()
    say("Local Slack has stopped.")


def _at_port(port: int, start: Callable[[int], Server]) -> Server:
    try:
        return at_free_port(port, start)
    except OSError as error:
        reason = f"Port {port} on 127.0.0.1 cannot be used ({error.strerror})"
        raise _StartError(f"{reason}; choose another with --port, or --port 0 for free ones.") from error


def _serve(slack: LocalSlack, request_url: str | None, stop: Event, say: Callable[[str], object]) -> None:
    if request_url is None:
        if not slack.manifest.is_socket_mode:
            say("Note: the manifest does not turn Socket Mode on (settings.socket_mode_enabled).")
        watch_connections(slack, stop, say)
    else:
        if slack.manifest.is_socket_mode:
            say("Note: the manifest turns Socket Mode on; Slack itself would then not use a request URL.")
        watch_request_url(slack.deliver_to(request_url), request_url, stop, say)
    stop.wait()


def _introduce(slack: LocalSlack, page: PageServer, say: Callable[[str], object]) -> None:
    names = list(slack.people)
    others = f" (or ?as={', ?as='.join(names[1:])})" if names[1:] else ""
    say(f"Local Slack is running for {slack.manifest.app_name}, on this machine only. Press Ctrl-C to stop.")
    say(f"\nThe page: {page.url}?as={names[0]}{others}")
    say("\nStart your app with these settings, and point its Slack client at SLACK_API_URL:\n")
    settings = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }
    for name, value in settings.items():
        say(f"export {name}={value}")
    say("")
    unsent = sorted(slack.manifest.bot_events - EVENT_SCOPES.keys())
    if unsent:
        say(f"Note: local Slack never sends {', '.join(unsent)}.")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
