"""A canary goes through every journey, and is found where it belongs and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from bot.storage.access import engine_for
from bot.storage.database_tables import metadata
from bot.storage.engines import read_url
from tests.factories import VAGUE
from tests.faults.test_matrix import wait_for_answer
from tests.slack.running import until

if TYPE_CHECKING:
    from localslack import Member
    from tests.faults.processes import Site

pytestmark = pytest.mark.slow  # real processes

WORD = "kanariepietje"
ADDRESS = f"{WORD}@example.com"
TEXT = f"which version of Exact Globe do I need? {WORD} {ADDRESS} 06-12345678 xoxb-{WORD}-1"


def go_everywhere(site: Site) -> None:
    """Every journey there is, with the canary in whatever people can write; faults on the way."""
    slack = site.slack
    alice, bob, general = slack.people["person0"], slack.people["person1"], slack.channels["general"]
    slack.faults.for_calls("chat.postMessage", "500", "html", "reset-after", "error:channel_not_found")
    wait_for_answer(slack, alice.writes_dm(TEXT))
    edited = bob.writes_dm(f"hello {WORD}")
    bob.edits(edited, TEXT)
    bob.deletes(bob.writes_dm(TEXT))
    alice.uploads(general, f"{WORD}.png", f"{slack.bot_mention} {TEXT}")
    for name in ("", "-address", "-version", "-help", "-privacy", "-of-old"):
        alice.types(f"/econnect{name} {TEXT}")
    asked = bob.says(general, f"{slack.bot_mention} {VAGUE}")
    offer = slack.wait_for_reply(asked)
    bob.clicks(offer, "article:what-is-it")
    slack.settle()
    until(lambda: '"outbox": true' in site.bots[0].ask("/readyz")[1])
    go_through_a_ticket(site)


def go_through_a_ticket(site: Site) -> None:
    """Hand a question over, and write the canary wherever either side can write."""
    slack = site.slack
    alice, support = slack.people["person0"], slack.people["person10"]
    triage = slack.channels["triage"]
    alice.types(f"/econnect-support {TEXT}")
    fill(site, alice, {})
    card = slack.wait_for(lambda: next(iter(support.sees(triage)), None), 60)
    support.says(triage, f"intern {TEXT}", card.ts)
    support.clicks(card, "ticket:reply")
    fill(site, support, {"text": f"Kijk hier: {TEXT}"})
    fill(site, support, {})
    status = slack.wait_for(lambda: next((each for each in alice.sees(alice.dm) if "#1" in each.text), None), 60)
    alice.writes_dm(f"antwoord {TEXT}", status.ts)
    alice.uploads(alice.dm, f"{WORD}.png", TEXT, status.ts)
    answer = alice.types("/econnect which version of Exact Globe do I need?")
    assert answer is not None
    alice.clicks(answer, "feedback")
    for each in (alice, support):
        each.opens_home()
    support.types(f"/econnect-triage all {WORD}")
    support.types("/econnect-triage report")
    slack.settle()


def fill(site: Site, person: Member, values: dict[str, str]) -> None:
    """Send the form that opens."""
    person.submits(site.slack.wait_for(lambda: person.modal, 30), values)


def found_in(database_url: str) -> dict[str, list[str]]:
    """In which columns of which tables something of the canary stands."""
    found: dict[str, list[str]] = {}
    with engine_for(read_url(database_url)) as engine, engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                for name, value in row._mapping.items():  # noqa: SLF001 - its public name
                    if WORD in str(value):
                        found.setdefault(f"{table.name}.{name}", []).append(str(value))
    return found


@pytest.mark.in_turn("database_url", "log_format")
@pytest.mark.parametrize("log_format", ["text", "json"])
def test_what_people_wrote_is_kept_redacted_and_only_where_it_belongs(site: Site, log_format: str) -> None:
    audit_log = site.folder / "audit.jsonl"
    bot = site.start(LOG_LEVEL="DEBUG", LOG_FORMAT=log_format, ECONNECT_AUDIT_LOG=str(audit_log))
    go_everywhere(site)
    metrics = bot.ask("/metrics")[1]
    until(bot.has_sent_everything, 60)
    kept = found_in(site.database_url)
    bot.stop()

    assert WORD not in site.logs()
    audited = audit_log.read_text(encoding="utf-8")
    assert {"bot.started", "ticket.opened", "ticket.claimed", "ticket.replied", "ticket.answered"} <= {
        json.loads(line)["action"] for line in audited.splitlines()
    }
    assert not [secret for secret in (WORD, ADDRESS, "xoxb", "12345678") if secret in audited]
    assert "econnect_questions_total" in metrics
    assert WORD not in metrics
    assert len(kept["questions.text"]) >= 4
    # The links of a question's files, which have a name; the outbox where a message was given up; what the team finds
    # by its words, and is shown.
    assert kept.keys() <= {
        "questions.text",
        "questions.files",
        "outbox.payload",
        "labels.text",
        "tickets.title",
        "tickets.text",
        "tickets.search",
    }
    assert "tickets.text" in kept
    # The team may read how to reach whoever asks, as long as the ticket is open, and nothing else may.
    for column, texts in kept.items():
        hidden = ("xoxb",) if column.startswith("tickets.") else ("xoxb", ADDRESS, "12345678")
        assert not any(secret in text for secret in hidden for text in texts), column
