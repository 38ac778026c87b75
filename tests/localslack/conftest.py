from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from localslack import Channel, ChannelMessage, LocalSlack, Member
from localslack.workspace_spec import DEFAULT_WORKSPACE, WorkspaceSpec
from tests.localslack.app import TinyApp, running_app
from tests.localslack.node import NODE_REASONS
from tests.localslack.surfaces import FEEDBACK, ROW

ManifestWriter = Callable[[Callable[[dict[str, Any]], None]], Path]
MANIFEST = Path(__file__).with_name("manifest.yml")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell it loudly where tests that need node were skipped."""
    skipped = {str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())}
    for reason in NODE_REASONS:
        if any(reason in each for each in skipped):
            terminalreporter.section(reason, red=True, bold=True)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workspace() -> WorkspaceSpec:
    """Return the people and channels there are; a module with its own defines it anew."""
    return DEFAULT_WORKSPACE


@pytest.fixture
def slack(clock: Clock, workspace: WorkspaceSpec) -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, workspace=workspace, clock=clock) as running:
        yield running


@pytest.fixture
def app(slack: LocalSlack) -> Iterator[TinyApp]:
    with running_app() as running:
        slack.deliver_to(running.url)
        yield running


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def alice(slack: LocalSlack) -> Member:
    return slack.people["alice"]


@pytest.fixture
def general(slack: LocalSlack) -> Channel:
    return slack.channels["general"]


@pytest.fixture
def with_manifest(tmp_path: Path) -> ManifestWriter:
    """Return a function that writes the manifest after a change to it."""

    def write(change: Callable[[dict[str, Any]], None]) -> Path:
        document = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
        change(document)
        path = tmp_path / "manifest.yml"
        path.write_text(yaml.safe_dump(document), encoding="utf-8")
        return path

    return write


@pytest.fixture
def offer(slack: LocalSlack, client: WebClient, general: Channel) -> ChannelMessage:
    """Return a message of the bot's, with buttons and menus."""
    client.chat_postMessage(channel=general.id, text="Yes?", blocks=[ROW, FEEDBACK])
    slack.settle()
    return slack.messages(general)[-1]
