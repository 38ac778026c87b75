"""What the operator's page and the alerts say of metrics is so: they name what the bot tells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.bootstrap.live import LiveAnswering
from bot.bootstrap.readiness import tell_how_it_stands
from bot.bootstrap.watching import kept_jobs, tell_of_audit, tell_of_cards, watch_readiness
from bot.operations.audit_log import FileAudit
from bot.operations.metrics import Metrics
from bot.services.counting import COUNTED
from bot.services.delivering import DeliveryWorker
from bot.services.showing_cards import MissingCards
from bot.services.supervising import Supervisor
from bot.settings import from_environment
from bot.storage.database import store_in_memory
from tests.clocks import CLOCK
from tests.factories import files
from tests.services.fakes import FakeTriageChannel
from tests.services.harness import Harness
from tests.services.test_delivering import ScriptedCourier

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
ALERTS = (ROOT / "deploy" / "alerts.yml").read_text(encoding="utf-8")
OURS = re.compile(r"\b(?:econnect|process)_\w+")


def rules() -> list[Mapping[str, Any]]:
    """Return the alerts' rules."""
    (group,) = yaml.safe_load(ALERTS)["groups"]
    return list(group["rules"])


@pytest.fixture
def told(tmp_path: Path) -> set[str]:
    """Return the name of each metric that a bot in production tells."""
    for path, content in files().items():
        (tmp_path / "knowledge" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "knowledge" / path).write_bytes(content)
    environment = {
        "ECONNECT_KNOWLEDGE_DIR": str(tmp_path / "knowledge"),
        "ECONNECT_CACHE_DIR": str(tmp_path / "cache"),
        "ECONNECT_DATA_DIR": str(tmp_path / "data"),
        "ECONNECT_BACKUP_DIR": str(tmp_path / "backups"),
        "ECONNECT_TRIAGE_CHANNEL": "C0TRIAGE",
    }
    settings, metrics, supervisor, store = (
        from_environment(environment, tmp_path),
        Metrics(),
        Supervisor(),
        store_in_memory(),
    )
    worker = DeliveryWorker(store.outbox, ScriptedCourier(), CLOCK, owner="w1")
    tell_how_it_stands(metrics, store, CLOCK, worker, LiveAnswering(settings))
    metrics.background(supervisor)
    metrics.process()
    metrics.rounds(CLOCK)
    list(kept_jobs(settings, store, CLOCK, metrics, lambda: "T1"))
    tell_of_cards(MissingCards(Harness().context, Harness().desk, FakeTriageChannel(), lambda: "T1"), metrics)
    tell_of_audit(FileAudit(tmp_path / "audit.jsonl"), metrics)
    watch_readiness({}, metrics, supervisor)
    return set(re.findall(r"^# TYPE (\S+) ", metrics.text(), re.MULTILINE))


@pytest.mark.parametrize(("text", "least"), [(PAGE, 15), (ALERTS, 10)], ids=["page", "alerts"])
def test_every_metric_that_is_named_is_told(told: set[str], text: str, least: int) -> None:
    named = set(OURS.findall(text))

    assert len(named) > least
    assert named - told == set()


def test_every_alert_names_a_metric_how_bad_it_is_and_what_to_do() -> None:
    found = {rule["alert"]: rule for rule in rules()}

    assert len(found) == len(rules()) > 8
    for name, rule in found.items():
        assert OURS.search(rule["expr"]) or rule["expr"].startswith("up{"), name
        assert rule["labels"]["severity"] in {"page", "ticket"}, name
        assert set(rule["annotations"]) == {"summary", "description"}, name


def test_what_every_replica_tells_alike_is_never_told_once_for_each() -> None:
    shared = [rule["expr"] for rule in rules() if re.search(r"_outbox_|_tickets(_late|_overdue\w+)?\b", rule["expr"])]

    assert len(shared) == 4
    assert [expr for expr in shared if not re.match(r"max( by \(team[a-z, ]*\))? ?\(", expr)] == []


def test_the_states_that_alerts_ask_for_are_told() -> None:
    asked = re.findall(r'state="(\w+)"', ALERTS)

    assert asked
    assert set(asked) <= set(COUNTED)
