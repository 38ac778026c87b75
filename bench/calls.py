"""Count the Python calls of `bot` that a mention and a Claim cost until their ack, in the thread that answers.

The bot runs as in production, over HTTP and on SQLite, in a local Slack whose people write and press. The mention is
a question in a channel that an article answers; the Claim is the button on a ticket's card in the triage channel,
pressed by a support member, with support at work day and night. Counted is each `call` event that `sys.setprofile`
tells of for code under `bot/`: functions, lambdas, generators at each resumption, and, up to Python 3.11,
comprehensions; nothing of libraries, and nothing on other threads (delivery). *Whole* is counted from the
request's arrival at the HTTP server, so with the guard and the parsing, until its response is written; *dispatched*
only within Bolt's `App.dispatch`. Of each figure the request with the median number of calls is told, the first one
left out: it warms caches. A transaction that opens a group commit counts a few calls more than one that joins.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from slack_bolt import App
from waitress.task import WSGITask

import bot
from bench.tracing import CallTracer, Profile, RequestTrace
from bot.bootstrap.fronts import http_front
from bot.bootstrap.in_slack import build_bot
from bot.bootstrap.live import LiveAnswering
from bot.services.delivering import Policy
from bot.settings import from_environment
from bot.slack.transport.http import HttpFront
from bot.storage.access import open_store
from localslack import LocalSlack
from localslack.workspace_spec import ChannelSpec, PersonSpec, WorkspaceSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.settings import Settings
    from localslack import ChannelMessage

PACKAGE: Final = Path(bot.__file__).parent
QUESTION: Final = "which version do I need?"
CLAIM: Final = "ticket:claim"
LEFT_OUT: Final = ("matching", "calculators", "domain")
"""What works the reply out: a mention is counted with and without it."""

_ALWAYS_AT_WORK: Final = {
    "ECONNECT_WORKING_DAYS": "mon-sun",
    "ECONNECT_WORKING_HOURS": "00:00-23:59",
    "ECONNECT_HOLIDAYS": "NONE",
}
_POLICY: Final = Policy(channel_rest=timedelta(0), idle_seconds=0.01)


@dataclass(frozen=True)
class Figure:
    """What was counted of a request, beside its goals: at most so many modules and calls."""

    name: str
    profile: Profile
    goal: tuple[int, int] | None = None

    def __str__(self) -> str:
        """Return one line."""
        modules, functions, calls = self.profile.size
        goal = "" if self.goal is None else f" (goal ≤ {self.goal[0]}; ≤ {self.goal[1]})"
        return f"  {self.name:62} {modules:3} modules, {functions:3} functions, {calls:4} calls{goal}"


def run(requests: int, *, is_listed: bool = False) -> None:
    """Print the figures, and with `is_listed` every call by module where there is a goal."""
    version = ".".join(map(str, sys.version_info[:2]))
    print(f"calls: of bot's functions until the ack, on SQLite, Python {version}, median of {requests} warm requests")
    for figure in figures(traced(1 + requests)):
        print(figure)
        if is_listed and figure.goal is not None:
            _print_functions(figure.profile)


def figures(traces: Sequence[RequestTrace]) -> list[Figure]:
    """Return what the requests in `traces` cost, in the order in which they came."""
    mention, claim = _warm_median(_mentions(traces)), _warm_median(_claims(traces))
    others = "without " + ", ".join(LEFT_OUT)
    return [
        Figure("a mention, whole", mention.whole),
        Figure(f"a mention, whole, {others}", mention.whole.without(LEFT_OUT)),
        Figure(f"a mention, dispatched, {others}", mention.dispatched.without(LEFT_OUT), (13, 110)),
        Figure("a Claim, whole", claim.whole, (15, 220)),
        Figure("a Claim, dispatched", claim.dispatched),
    ]


def traced(requests: int) -> list[RequestTrace]:
    """Return the traces of all that a bot was asked while so many people asked, and had a ticket claimed."""
    tracer = CallTracer(PACKAGE, WSGITask.execute.__code__, App.dispatch.__code__)
    people = tuple(f"alice{number}" for number in range(requests))
    workspace = WorkspaceSpec(
        tuple(PersonSpec(name, name) for name in (*people, "bob")),
        (ChannelSpec("general", people), ChannelSpec("triage", ("bob",), is_private=True)),
    )
    tracer.start()
    try:
        with LocalSlack(PACKAGE.parent / "manifest.yml", workspace=workspace) as slack, _bot_in(slack):
            for name in people:
                _mention(slack, name)
            for name in people:
                _claim(slack, name)
    finally:
        tracer.stop()
    return tracer.traces


def _mention(slack: LocalSlack, name: str) -> None:
    asked = slack.people[name].says(slack.channels["general"], f"{slack.bot_mention} {QUESTION}")
    slack.wait_for_reply(asked)
    slack.settle()


def _claim(slack: LocalSlack, name: str) -> None:
    """Have a question handed over, and claim it."""
    alice, bob = slack.people[name], slack.people["bob"]
    before = {card.ts for card in slack.messages(slack.channels["triage"])}

    def card() -> ChannelMessage | None:
        messages = bob.sees(slack.channels["triage"])
        return next((each for each in messages if each.ts not in before and CLAIM in str(each.blocks)), None)

    alice.clicks(slack.wait_for_reply(alice.writes_dm(QUESTION)), "ask-human")
    submission = alice.submits(slack.wait_for(lambda: alice.modal), {})
    if submission.view is not None:
        alice.closes(submission.view)
    bob.clicks(slack.wait_for(card), CLAIM)
    slack.settle()


@contextmanager
def _bot_in(slack: LocalSlack) -> Iterator[None]:
    """Run the whole bot in `slack`, its caches and its database in a folder of its own."""
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/calls.db") as store:
        settings = _settings(slack, Path(folder))
        running = build_bot(settings, LiveAnswering(settings), store, http_front)
        running.worker.policy = _POLICY
        stop = Event()
        thread = Thread(target=running.run, args=(stop,))
        thread.start()
        try:
            while not (running.front.is_ready() and running.workspace.is_known()):
                stop.wait(0.01)
            assert isinstance(running.front, HttpFront)  # noqa: S101 - it was asked for
            slack.deliver_to(f"http://127.0.0.1:{running.front.port}/slack/events")
            yield
        finally:
            stop.set()
            thread.join()


def _settings(slack: LocalSlack, folder: Path) -> Settings:
    environment = {
        **_ALWAYS_AT_WORK,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "ECONNECT_CACHE_DIR": str(folder),
        "ECONNECT_TRIAGE_CHANNEL": slack.channels["triage"].id,
    }
    return replace(from_environment(environment, folder), port=0)


def _mentions(traces: Sequence[RequestTrace]) -> list[RequestTrace]:
    """Return one trace a question: Slack tells of a mention twice, and the event that came first is answered."""
    answered: dict[str, RequestTrace] = {}
    for trace in traces:
        event = trace.payload.get("event", {})
        if event.get("channel", "").startswith("C") and str(event.get("text", "")).endswith(QUESTION):
            twin = answered.setdefault(event["ts"], trace)
            answered[event["ts"]] = max(twin, trace, key=_calls)
    return list(answered.values())


def _claims(traces: Sequence[RequestTrace]) -> list[RequestTrace]:
    return [
        trace for trace in traces if any(action["action_id"] == CLAIM for action in trace.payload.get("actions", ()))
    ]


def _warm_median(traces: Sequence[RequestTrace]) -> RequestTrace:
    return sorted(traces[1:], key=_calls)[len(traces[1:]) // 2]


def _calls(trace: RequestTrace) -> int:
    return trace.whole.without(LEFT_OUT).size[2]


def _print_functions(profile: Profile) -> None:
    module = ""
    for function in sorted(profile.calls):
        if function.module != module:
            module = function.module
            count = sum(calls for each, calls in profile.calls.items() if each.module == module)
            print(f"    {module}: {count}")
        print(f"      {profile.calls[function]:4} {function.name}")
