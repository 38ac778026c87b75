"""The audit log of a running bot: what it tells, and that a broken one keeps nobody waiting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.faults.test_canary import go_through_a_ticket
from tests.faults.test_matrix import asks, wait_for_answer
from tests.slack.running import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.processes import Site

pytestmark = pytest.mark.slow  # real processes


def lines_in(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_who_did_what_is_told_by_ids_and_the_start_by_the_names_of_what_is_set(site: Site) -> None:
    path = site.folder / "audit.jsonl"
    site.start(ECONNECT_AUDIT_LOG=str(path))
    go_through_a_ticket(site)
    alice, support = site.slack.people["person0"], site.slack.people["person10"]
    started, *done = lines_in(path)

    assert (started["by"], started["action"]) == ("bot", "bot.started")
    assert {"SLACK_BOT_TOKEN", "ECONNECT_AUDIT_LOG", "REPLICAS"} <= set(map(str, list(started["settings"])))  # type: ignore[call-overload] # a list of names
    assert [(line["by"], line["action"], line["ticket"]) for line in done][:3] == [
        (alice.id, "ticket.opened", 1),
        (support.id, "ticket.claimed", 1),
        (support.id, "ticket.replied", 1),
    ]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.in_turn("database_url", "broken")
@pytest.mark.parametrize("broken", ["/dev/full", "/dev/null/audit.jsonl"])
def test_with_a_broken_audit_log_everybody_is_served_and_the_operator_told(site: Site, broken: str) -> None:
    bot = site.start(ECONNECT_AUDIT_LOG=broken)
    go_through_a_ticket(site)
    wait_for_answer(site.slack, asks(site.slack))
    until(bot.has_sent_everything)

    assert bot.is_ready()
    assert f"WARNING econnect.audit: {broken} cannot be written" in site.logs()
    assert '"action": "ticket.claimed"' in site.logs()  # nothing of it is lost
    (told,) = [each for each in bot.ask("/metrics")[1].splitlines() if each.startswith("econnect_audit_lines_un")]
    assert float(told.split()[1]) >= 4
