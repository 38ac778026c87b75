from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.domain.ticket import PostedMessage
from bot.domain.ticket_bodies import TicketCard, TicketNote
from bot.services.ports import Sent, Timers
from bot.storage import schema_version
from bot.storage.access import engine_for, exclusive_use, open_store
from bot.storage.daily_backups import daily_backups
from bot.storage.engines import read_url
from tests.storage.contract import asked
from tests.storage.tickets_contract import fresh
from tests.storage.unwritable import make_read_only

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def kept(cli: CommandLine) -> str:
    """Return a database with a question of Alice's, a message that was given up and one that waits."""
    url = f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}"
    with open_store(url) as store:
        with store.transaction() as transaction:
            transaction.questions.add(asked("t1"))
            for name, channel in (("m1", "C1"), ("m2", "C2")):
                destination = Destination("T1", channel, person="UALICE")
                transaction.send(Outgoing(name, destination, SystemNotice("thanks", "en"), NOON))
        store.outbox.lease(NOON, "w1", NOON - NOON)
        store.outbox.dead_letter("m1", "w1", "channel_not_found", NOON)
    return url


@pytest.mark.parametrize("user", ["", "hello there", "u1", "<@U1>"])
def test_what_is_no_persons_id_is_refused(cli: CommandLine, user: str) -> None:
    for command in (("privacy", "export", user), ("privacy", "erase", user, "--yes")):
        outcome = cli.run(*command)
        assert outcome.code == 2
        assert "Slack user ID" in outcome.err


@pytest.mark.parametrize("command", [("db", "check"), ("outbox", "list"), ("privacy", "export", "U1")])
def test_without_a_database_it_says_so(cli: CommandLine, command: tuple[str, ...]) -> None:
    outcome = cli.run(*command)

    assert outcome.code == 1
    assert "no database" in outcome.err or "no tables yet" in outcome.out


def test_the_database_is_made_checked_copied_and_put_back(cli: CommandLine, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    told = [cli.run("db", *words) for words in (["upgrade"], ["check"], ["backup", copy], ["restore", copy, "--yes"])]

    assert [each.code for each in told] == [0, 0, 0, 0]
    assert "is up to date" in told[1].out
    assert "copy.db" in told[2].out
    assert ".before-restore" in told[3].out
    assert "erase them again" in told[3].err
    assert cli.run("db", "backup", copy).code == 1


@pytest.mark.usefixtures("kept")
def test_what_waits_and_what_was_given_up_is_listed_without_what_it_says(cli: CommandLine) -> None:
    outcome = cli.run("outbox", "list")
    letters = [json.loads(line) for line in cli.run("outbox", "list", "--json").out.splitlines()]

    assert "m1  T1/C1" in outcome.out
    assert "given up: channel_not_found" in outcome.out
    assert "1 given up, 1 waiting" in outcome.err
    assert [letter["id"] for letter in letters] == ["m1", "m2"]


@pytest.mark.usefixtures("kept")
def test_what_was_given_up_is_put_back_by_name_or_all_together(cli: CommandLine) -> None:
    assert cli.run("outbox", "retry").code == 2
    unknown = cli.run("outbox", "retry", "nothing")
    assert (unknown.code, unknown.out) == (1, "")
    assert "There is no message nothing" in unknown.err
    assert "Message m2 was not given up" in cli.run("outbox", "retry", "m2").err
    assert cli.run("outbox", "retry", "m1").out == "Put back in the outbox: 1. A running bot sends them now.\n"
    nothing_left = cli.run("outbox", "retry", "--all")
    assert (nothing_left.code, nothing_left.out) == (0, "No message was given up: there is none to send again.\n")


@pytest.mark.parametrize("which", ["--all", "m3"])
def test_what_no_words_are_left_of_is_not_put_back_and_that_is_told(cli: CommandLine, kept: str, which: str) -> None:
    with open_store(kept) as store:
        with store.transaction() as transaction:
            note = TicketNote("t1", "answered", "UALICE", "https://files/1")
            transaction.send(Outgoing("m3", Destination("T1", "C3"), note, NOON))
        for each in store.outbox.lease(NOON, "w1", NOON - NOON, most=9):
            if each.id == "m3":
                store.outbox.dead_letter("m3", "w1", "not_in_channel", NOON)
        store.outbox.drop(["m1"])
    outcome = cli.run("outbox", "retry", which)

    assert outcome.code == int(which == "m3")
    assert outcome.out == ""
    assert outcome.err == "Message m3 is not sent again: no words are left of it. You can drop it.\n"


@pytest.mark.usefixtures("kept")
def test_messages_are_thrown_away_after_asking(cli: CommandLine) -> None:
    asked = cli.run("outbox", "drop", "m2", "m9", stdin=b"n\n")

    assert asked.code == 130
    assert "m2  T1/C2" in asked.err
    assert "There is no message m9" in asked.err
    assert "Delete this message permanently?" in asked.err
    assert cli.run("outbox", "drop", "m2", "m2", stdin=b"y\n").code == 0


@pytest.mark.usefixtures("kept")
def test_nobody_is_asked_about_messages_that_are_not_there(cli: CommandLine) -> None:
    outcome = cli.run("outbox", "drop", "m8", "m9")

    assert outcome.code == 1
    assert "nothing to delete" in outcome.err
    assert "permanently" not in outcome.err
    assert cli.run("outbox", "drop", "m1", "m9", "--yes").code == 1
    assert [json.loads(line)["id"] for line in cli.run("outbox", "list", "--json").out.splitlines()] == ["m2"]


@pytest.mark.usefixtures("kept")
def test_before_it_asks_it_says_how_much_would_be_forgotten(cli: CommandLine) -> None:
    assert "questions: 1" in cli.run("privacy", "erase", "UALICE", stdin=b"n\n").err
    assert "Nothing is stored." in cli.run("privacy", "erase", "UNOBODY", stdin=b"n\n").err


@pytest.mark.usefixtures("kept")
def test_an_export_of_nobody_says_so_beside_the_empty_lists(cli: CommandLine) -> None:
    nobody = cli.run("privacy", "export", "U0")
    assert (nobody.code, any(json.loads(nobody.out).values())) == (0, False)
    assert nobody.err.endswith("Nothing is stored about U0.\n")
    assert "Nothing is stored" not in cli.run("privacy", "export", "UALICE").err


@pytest.mark.usefixtures("kept")
def test_a_database_that_a_bot_uses_is_told_before_it_asks(cli: CommandLine, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    cli.run("db", "backup", copy)
    with exclusive_use(read_url(f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}")):
        outcome = cli.run("db", "restore", copy)
    assert (outcome.code, "continue?" in outcome.err) == (1, False)
    assert "Another process is using" in outcome.err


@pytest.mark.usefixtures("kept")
def test_what_is_no_backup_is_refused_before_it_asks(cli: CommandLine) -> None:
    outcome = cli.run("db", "restore", "nowhere.db")

    assert (outcome.code, "continue?" in outcome.err) == (1, False)


@pytest.mark.usefixtures("kept")
def test_a_persons_data_is_printed_and_forgotten(cli: CommandLine) -> None:
    before = json.loads(cli.run("privacy", "export", "UALICE").out)
    forgotten = cli.run("privacy", "erase", "UALICE", "--team", "T1", "--yes").out
    after = json.loads(cli.run("privacy", "export", "UALICE").out)

    assert (len(before["questions"]), len(before["outbox"])) == (1, 2)
    assert "questions: 1" in forgotten
    assert not any(after.values())


@pytest.mark.usefixtures("kept")
def test_erasing_points_out_the_copies_in_which_nobody_is_forgotten(cli: CommandLine, tmp_path: Path) -> None:
    assert "before a restore" not in cli.run("privacy", "erase", "UALICE", "--yes").err
    cli.run("db", "backup", str(tmp_path / "copy.db"))
    cli.run("db", "restore", str(tmp_path / "copy.db"), "--yes")

    assert "before-restore" in cli.run("privacy", "erase", "UALICE", "--yes").err


@pytest.mark.usefixtures("kept")
def test_erasing_points_out_the_daily_backups_too(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "backups"
    monkeypatch.setenv("ECONNECT_BACKUP_DIR", str(folder))
    assert "daily backups" not in cli.run("privacy", "erase", "UALICE", "--yes").err
    backups = daily_backups(f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}", folder, 7)
    assert backups is not None
    made = backups.make_due(NOON)
    assert "1 daily backups still hold people's words" in cli.run("privacy", "erase", "UALICE", "--yes").err
    assert "is sound, and of this version" in cli.run("db", "verify", str(made)).out


def test_a_backup_is_verified_with_what_is_in_it(cli: CommandLine, kept: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    cli.run("db", "backup", str(copy))
    sound = cli.run("db", "verify", str(copy))
    assert sound.code == 0
    assert "is sound, and of this version (schema 0" in sound.out
    assert "1 questions, 0 tickets, 2 messages in the outbox" in sound.out
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]

    with open_store(kept):  # while the bot runs, what is in its log counts too
        live = cli.run("db", "verify", kept.removeprefix("sqlite:///"))
    assert (live.code, "1 questions" in live.out) == (0, True)

    copy.write_bytes(copy.read_bytes()[:5000])
    damaged = cli.run("db", "verify", str(copy))
    assert (damaged.code, damaged.out) == (1, "")
    assert "copy.db" in damaged.err
    assert cli.run("db", "verify", str(tmp_path / "none.db")).code == 1


def test_an_upgrade_says_where_the_copy_lies_with_the_backups(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ECONNECT_BACKUP_DIR", str(tmp_path / "backups"))
    with engine_for(read_url(f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}")) as engine:
        schema_version.upgrade(engine, "0008")
    outcome = cli.run("db", "upgrade")
    (copy,) = (tmp_path / "backups").iterdir()
    assert str(copy) in outcome.out
    assert str(copy) in cli.run("privacy", "erase", "U1", "--yes").err
    assert cli.run("db", "restore", str(copy), "--yes").code == 0


def test_an_upgrade_says_where_the_database_lies_as_it_was(cli: CommandLine) -> None:
    file = cli.folder / "data" / "econnect-bot.db"
    with engine_for(read_url(f"sqlite:///{file}")) as engine:
        schema_version.upgrade(engine, "0008")
    outcome = cli.run("db", "upgrade")
    assert outcome.code == 0
    assert "econnect-bot.db.before-upgrade-0008" in outcome.out
    assert "of an earlier version" in cli.run("db", "verify", f"{file}.before-upgrade-0008").out
    assert "before-upgrade-0008" in cli.run("privacy", "erase", "U1", "--yes").err


def test_erasing_tells_what_slack_still_shows_and_leaves_what_is_being_sent(cli: CommandLine, kept: str) -> None:
    ticket = replace(fresh("t1"), team="T1", trace_id=None)
    with open_store(kept) as store:
        with store.transaction() as transaction:
            transaction.tickets.open(ticket, Timers())
            transaction.send(Outgoing("T1:card:t1:1", Destination("T1", "C3"), TicketCard("t1", 1), NOON))
        store.outbox.lease(NOON, "w1", NOON - NOON, most=9)
    left = cli.run("privacy", "erase", "UALICE", "--yes")
    assert left.code == 1
    assert "Run this again once the bot has sent it." in left.err
    with open_store(kept) as store:
        store.outbox.settle("T1:card:t1:1", "w1", NOON, Sent(PostedMessage("C3", "1.1")))
    done = cli.run("privacy", "erase", "UALICE", "--yes")

    assert "tickets: 1" in done.out
    assert "a running bot takes them off" in done.err
    assert not any(json.loads(cli.run("privacy", "export", "UALICE").out).values())


@pytest.mark.usefixtures("kept")
def test_a_database_that_takes_no_write_points_to_the_check_that_has_the_remedy(cli: CommandLine) -> None:
    make_read_only(cli.folder / "data" / "econnect-bot.db")
    outcome = cli.run("outbox", "retry", "m1")

    assert outcome.code == 1
    assert "attempt to write a readonly database. What is wrong, and what to do, tells: " in outcome.err
    assert "may not write to it. Check the owner and permissions" in cli.run("db", "check").err
