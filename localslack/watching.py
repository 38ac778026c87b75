"""Watching whether the app is there: its request URL, or its Socket Mode connections."""

from collections.abc import Callable
from threading import Event
from typing import Final

from localslack.deliveries import Ack
from localslack.http_transport import HttpTransport
from localslack.local_slack import LocalSlack

CHALLENGE: Final = "local-slack-challenge"
_PROBE_SECONDS: Final = 1.0
_LOOK_SECONDS: Final = 0.2
_REMEDIES: Final = {
    401: "is its signing secret the one above?",
    403: "is its signing secret the one above?",
    404: "is the path right? Bolt's own is /slack/events",
}


def watch_request_url(
    transport: HttpTransport, url: str, stop: Event, say: Callable[[str], object], seconds: float = _PROBE_SECONDS
) -> None:
    """Send Slack's challenge until the app echoes it; say how that stands, each time it changes.

    Args:
        transport: The way to the app.
        url: Where that leads, to be named.
        stop: Ends the watch.
        say: Called with a sentence.
        seconds: How long to wait between two challenges.
    """
    said = ""
    while not stop.is_set():
        ack = transport.send_challenge("local-slack-verification", CHALLENGE)
        if ack.is_ok and CHALLENGE in ack.text:
            say(f"The app answers at {url}.")
            return
        sentence = _trouble(ack, url)
        if sentence != said:
            say(sentence)
            said = sentence
        stop.wait(seconds)


def _trouble(ack: Ack, url: str) -> str:
    if ack.outcome == "connection_failed":
        return f"Nothing answers at {url} yet; start your app, or check --request-url."
    if ack.outcome == "http_timeout":
        return f"What answers at {url} is too slow: Slack waits three seconds."
    if not ack.is_ok:
        remedy = _REMEDIES.get(ack.status, "its log should say why")
        return f"The app at {url} rejects Slack's challenge with HTTP {ack.status}: {remedy}."
    return f"What answers at {url} does not echo Slack's challenge: is that your app's request URL?"


def watch_connections(slack: LocalSlack, stop: Event, say: Callable[[str], object]) -> None:
    """Say how many Socket Mode connections there are, each time that changes, until `stop` is set."""
    say("Waiting for your app to connect over Socket Mode.")
    count = 0
    while not stop.is_set():
        now = _next_count(slack, count)
        if now != count:
            say(f"Connections over Socket Mode: {now}." if now else "Your app is no longer connected.")
            count = now


def _next_count(slack: LocalSlack, count: int) -> int:
    try:
        return slack.wait_for(lambda: (slack.connections,) if slack.connections != count else None, _LOOK_SECONDS)[0]
    except TimeoutError:
        return count
