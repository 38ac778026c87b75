"""`doctor` names each thing that was set up wrong: planted one by one, against the local Slack."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from sqlalchemy import text

from bot.bootstrap.clock import SystemClock
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.services.supervising import Supervisor
from bot.storage.access import engine_for, open_store
from bot.storage.engines import read_url
from localslack import LocalSlack
from localslack.workspace_spec import DEFAULT_WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import CommandLine

ROOT = Path(__file__).parents[2]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml") as running:
        yield running


@pytest.fixture
def sound(cli: CommandLine, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Return a command line with everything set up right."""
    settings = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "ECONNECT_SUPPORT_CONTACT": "#help",
        "ECONNECT_TRIAGE_CHANNEL": slack.channels["support-triage"].id,
        "ECONNECT_SUPPORT_GROUP": "S0SUPPORT",
        "HEALTH_PORT": "0",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return cli


def examined(cli: CommandLine) -> tuple[int, dict[str, str], str]:
    """Return the exit code, the worst verdict by what was looked at, and everything that was told."""
    outcome = cli.run("doctor", "--json")
    findings = [json.loads(line) for line in outcome.out.splitlines()]
    worst: dict[str, str] = {}
    for finding in sorted(findings, key=lambda each: ["ok", "note", "warning", "problem"].index(each["verdict"])):
        worst[finding["what"]] = finding["verdict"]
    return outcome.code, worst, outcome.out


def database(cli: CommandLine) -> str:
    return f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}"


def test_where_everything_is_right_it_says_so(sound: CommandLine) -> None:
    with open_store(database(sound)):
        pass
    code, worst, _ = examined(sound)

    assert code == 0
    assert set(worst.values()) == {"ok"}
    assert worst.keys() == {
        "settings",
        "knowledge",
        "database",
        "outbox",
        "bot token",
        "scopes",
        "clock",
        "app token",
        "support team",
        "ports",
    }


def test_in_words_each_line_has_its_sign_and_what_to_do(sound: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-wrong")
    outcome = sound.run("doctor")

    assert outcome.code == 1
    assert "PROBLEM  bot token: Slack rejects SLACK_BOT_TOKEN (invalid_auth)" in outcome.out
    assert "→ Copy it again" in outcome.out
    assert "xoxb-wrong" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-wrong", "bot token"),
        ("SLACK_APP_TOKEN", "xapp-wrong", "app token"),
        ("SLACK_API_URL", "http://127.0.0.1:1/api/", "bot token"),
        ("DATABASE_URL", "postgresql://bot:secret@127.0.0.1:1/name", "database"),
        ("DATABASE_URL", "mysql://bot:secret@127.0.0.1/name", "database"),
        ("ECONNECT_KNOWLEDGE_DIR", "/nowhere", "knowledge"),
        ("ECONNECT_DATA_DIR", "/proc/nowhere", "database"),
    ],
)
def test_a_wrong_setting_is_named(
    sound: CommandLine, monkeypatch: pytest.MonkeyPatch, name: str, value: str, what: str
) -> None:
    monkeypatch.setenv(name, value)
    code, worst, told = examined(sound)

    assert (code, worst[what]) == (1, "problem")
    assert "secret" not in told


def test_a_broken_knowledge_base_is_named_with_its_line(sound: CommandLine) -> None:
    sound.write("exact-globe/facts.yml", b"minimum_update: [")
    code, worst, told = examined(sound)

    assert (code, worst["knowledge"]) == (1, "problem")
    assert "facts.yml:" in told


def test_a_scope_that_was_not_granted_is_named(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    (tmp_path / "manifest.yml").write_text(yaml.safe_dump(manifest), "utf-8")
    with LocalSlack(tmp_path / "manifest.yml") as slack:
        for name, value in (("SLACK_BOT_TOKEN", slack.bot_token), ("SLACK_APP_TOKEN", slack.app_token)):
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        code, worst, told = examined(cli)

    assert (code, worst["scopes"]) == (1, "problem")
    assert "im:history" in told


def test_a_feature_without_its_optional_scope_is_named(sound: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    declined = replace(DEFAULT_WORKSPACE, declined_scopes=frozenset({"usergroups:read", "reactions:read"}))
    with LocalSlack(ROOT / "manifest.yml", workspace=declined) as installed:
        monkeypatch.setenv("SLACK_BOT_TOKEN", installed.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", installed.app_token)
        monkeypatch.setenv("SLACK_API_URL", installed.api_url)
        monkeypatch.setenv("ECONNECT_TRIAGE_CHANNEL", installed.channels["support-triage"].id)
        code, worst, told = examined(sound)

    assert (code, worst["scopes"], worst["support team"]) == (1, "problem", "problem")
    assert "handing over with :ticket: is off" in told
    assert "triage by user group S0SUPPORT is off" in told
    assert "the user group S0SUPPORT cannot be read (missing_scope)" in told


@pytest.mark.parametrize(("hours", "verdict"), [(0.03, "warning"), (1, "problem")])
def test_a_clock_that_is_wrong_is_named(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, hours: float, verdict: str
) -> None:
    with LocalSlack(ROOT / "manifest.yml", clock=lambda: SystemClock().now().timestamp() - hours * 3600) as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", slack.app_token)
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        _, worst, _ = examined(cli)

    assert worst["clock"] == verdict


def test_messages_that_were_given_up_or_wait_too_long_are_named(sound: CommandLine) -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    with open_store(database(sound)) as store, store.transaction() as transaction:
        transaction.send(Outgoing("m1", Destination("T1", "C1"), SystemNotice("thanks", "en"), noon))
    code, worst, told = examined(sound)
    assert (code, worst["outbox"]) == (1, "problem")
    assert "messages waiting: 1, the oldest for" in told
    with engine_for(read_url(database(sound))) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET state = 'dead', reason = 'channel_not_found'"))
    assert "messages given up: 1" in examined(sound)[2]


def test_a_schema_of_a_newer_bot_is_named(sound: CommandLine) -> None:
    with open_store(database(sound)):
        pass
    with engine_for(read_url(database(sound))) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    code, worst, told = examined(sound)

    assert (code, worst["database"]) == (1, "problem")
    assert "newer version of the bot" in told


def test_a_schema_that_is_behind_is_named(sound: CommandLine) -> None:
    with open_store(database(sound)):
        pass
    with engine_for(read_url(database(sound))) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    code, worst, told = examined(sound)

    assert (code, worst["database"]) == (1, "problem")
    assert "econnect-bot db upgrade" in told


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ECONNECT_TRIAGE_CHANNEL", "C0NOWHERE", "channel_not_found"),
        ("ECONNECT_TRIAGE_CHANNEL", "random", "the bot is not a member of #random"),
        ("ECONNECT_SUPPORT_GROUP", "S0NOBODY", "no_such_subteam"),
        ("ECONNECT_TRIAGE_CHANNEL", "", "what the bot cannot answer is not handed over; it names #help"),
    ],
)
def test_a_support_team_that_cannot_be_reached_is_named(
    sound: CommandLine, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    channel = slack.channels.get(value)
    monkeypatch.setenv(name, value if channel is None else channel.id)
    _, worst, everything = examined(sound)

    assert worst["support team"] == ("problem" if value else "note")
    assert told in everything


@pytest.mark.slow
def test_a_port_in_use_is_named(sound: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setenv("HEALTH_PORT", str(other.getsockname()[1]))
        _, worst, told = examined(sound)
    assert worst["ports"] == "warning"
    assert "is in use, and no bot answers there" in told


def test_a_bot_that_runs_already_is_no_warning(sound: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    health = Health({"database": lambda: "", "outbox": lambda: ""}, Metrics(), Supervisor(), 0)
    health.start()
    monkeypatch.setenv("HEALTH_PORT", str(health.port))
    _, worst, told = examined(sound)
    health.stop()
    assert "ports" not in worst
    assert worst["running bot"] == "ok"
    assert f"it answers on HEALTH_PORT {health.port}" in told


@pytest.mark.parametrize(
    ("contact", "channel", "noted"),
    [("", "support-triage", None), ("#help", "", "it names #help"), ("", "", "it names no contact")],
)
def test_what_may_be_meant_is_a_note_once(
    sound: CommandLine,
    slack: LocalSlack,
    monkeypatch: pytest.MonkeyPatch,
    contact: str,
    channel: str,
    noted: str | None,
) -> None:
    monkeypatch.setenv("ECONNECT_SUPPORT_CONTACT", contact)
    monkeypatch.setenv("ECONNECT_TRIAGE_CHANNEL", slack.channels[channel].id if channel else "")
    monkeypatch.delenv("ECONNECT_SUPPORT_GROUP")
    told = [line for line in sound.run("doctor").out.splitlines() if not line.startswith(("ok ", "  "))]
    assert [line.partition(":")[0] for line in told] == ([] if noted is None else ["note     support team"])
    assert noted is None or noted in told[0]


def test_without_tokens_it_says_what_is_missing(cli: CommandLine) -> None:
    code, worst, _ = examined(cli)

    assert (code, worst["settings"]) == (1, "problem")


def test_a_test_message_is_posted_where_cards_go_only_if_it_is_wanted(sound: CommandLine, slack: LocalSlack) -> None:
    triage = slack.channels["support-triage"]
    sound.run("doctor")
    assert slack.messages(triage) == []
    outcome = sound.run("doctor", "--post")
    assert outcome.code == 0
    (posted,) = slack.messages(triage)
    link = f"/archives/{triage.id}/p{posted.ts.replace('.', '')}"
    (told,) = (line for line in outcome.out.splitlines() if "test message" in line)
    assert told.startswith("ok       test message: it is in #support-triage: https://")
    assert told.endswith(link)
    assert "Dit is een test" in posted.text


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("not_in_channel", "/invite"),
        ("is_archived", "another channel"),
        ("channel_not_found", "ECONNECT_TRIAGE_CHANNEL"),
        ("missing_scope", "manifest.yml"),
        ("internal_error", "before you post another"),
        ("restricted_action", "let the app"),
        ("x", "the bot's token"),
    ],
)
def test_a_test_message_that_slack_does_not_take_is_a_problem(
    sound: CommandLine, slack: LocalSlack, code: str, remedy: str
) -> None:
    slack.faults.for_calls("chat.postMessage", f"error:{code}")
    outcome = sound.run("doctor", "--post", "--json")
    found = json.loads(outcome.out.splitlines()[-1])
    assert (outcome.code, found["what"], found["verdict"]) == (1, "test message", "problem")
    assert remedy in found["remedy"]
    assert code in found["message"] or code == "internal_error"  # which may have come after the message


def test_a_test_message_without_a_link_is_posted_all_the_same(sound: CommandLine, slack: LocalSlack) -> None:
    slack.faults.for_calls("chat.getPermalink", "error:message_not_found")
    outcome = sound.run("doctor", "--post")
    assert (outcome.code, "test message: it is in #support-triage\n" in outcome.out) == (0, True)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("invalid_auth", "Copy it again"),
        ("account_inactive", "install it again"),
        ("token_revoked", "reinstall"),
        ("token_expired", "token rotation off"),
    ],
)
def test_a_token_that_served_its_time_says_how_to_get_another(
    sound: CommandLine, slack: LocalSlack, code: str, remedy: str
) -> None:
    slack.faults.for_calls("auth.test", f"error:{code}")
    outcome = sound.run("doctor")
    assert outcome.code == 1
    assert f"Slack rejects SLACK_BOT_TOKEN ({code})" in outcome.out
    assert remedy in outcome.out


def test_without_a_channel_no_test_message_can_be_posted(sound: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ECONNECT_TRIAGE_CHANNEL")
    outcome = sound.run("doctor", "--post")
    assert outcome.code == 1
    assert "there is no channel to post it in" in outcome.out


def test_it_makes_nothing(sound: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ECONNECT_BACKUP_DIR", str(sound.folder / "safe" / "backups"))
    monkeypatch.setenv("ECONNECT_CACHE_DIR", str(sound.folder / "new-cache"))
    monkeypatch.setenv("ECONNECT_DATA_DIR", str(sound.folder / "new" / "data"))

    assert examined(sound)[1]["database"] == "ok"
    assert [name for name in ("safe", "new-cache", "new") if (sound.folder / name).exists()] == []


@pytest.mark.parametrize("setting", ["ECONNECT_DATA_DIR", "ECONNECT_BACKUP_DIR"])
def test_a_file_where_a_folder_has_to_be_is_told(
    sound: CommandLine, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    file = sound.folder / "a-file"
    file.write_text("kept")
    monkeypatch.setenv(setting, str(file))

    assert f"{file} is a file, not a folder" in examined(sound)[2]
