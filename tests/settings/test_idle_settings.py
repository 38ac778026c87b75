"""A setting without an effect is told, whatever the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import from_environment

if TYPE_CHECKING:
    from pathlib import Path

CHANNEL = {"ECONNECT_TRIAGE_CHANNEL": "C0123456789"}
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "abc"}
POSTGRESQL = {"DATABASE_URL": "postgresql://bot@db/bot"}
BACKUPS = {"ECONNECT_BACKUP_DIR": "/backups"}


def idle(folder: Path, environment: dict[str, str]) -> list[str]:
    return [each.message for each in from_environment(environment, folder).idle]


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ({"ECONNECT_BACKUPS_KEPT": "3"}, BACKUPS),
        ({"ECONNECT_WORKING_DAYS": "mon-thu"}, CHANNEL),
        ({"ECONNECT_SUPPORT_GROUP": "S0123456789"}, CHANNEL),
        ({"SLACK_API_URL": "https://slack.com/api/"}, SOCKET),
        ({"SLACK_SIGNING_SECRET_PREVIOUS": "abc"}, HTTP),
    ],
)
def test_what_needs_another_one(tmp_path: Path, given: dict[str, str], needed: dict[str, str]) -> None:
    ((name, _),), other = given.items(), "SLACK_SIGNING_SECRET" if needed is HTTP else next(iter(needed))
    assert idle(tmp_path, given) == [f"{name} has no effect without {other}."]
    assert idle(tmp_path, given | needed) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (SOCKET | {"SLACK_SIGNING_SECRET": "abc"}, "SLACK_SIGNING_SECRET has no effect in Socket Mode"),
        (SOCKET | HTTP | {"ECONNECT_MODE": "http"}, "SLACK_APP_TOKEN has no effect over HTTP"),
        (POSTGRESQL | BACKUPS, "ECONNECT_BACKUP_DIR has no effect with PostgreSQL: back it up with its own tools"),
        (SOCKET | {"SLACK_BOT_TOKEN_FILE": "/x"}, "SLACK_BOT_TOKEN_FILE has no effect beside SLACK_BOT_TOKEN"),
    ],
)
def test_what_another_one_makes_useless(tmp_path: Path, given: dict[str, str], told: str) -> None:
    (found,) = idle(tmp_path, given)
    assert found.startswith(told)


def test_backups_of_postgresql_say_so_once_for_each_setting(tmp_path: Path) -> None:
    found = idle(tmp_path, POSTGRESQL | BACKUPS | {"ECONNECT_BACKUPS_KEPT": "3"})
    assert [each.split()[0] for each in found] == ["ECONNECT_BACKUP_DIR", "ECONNECT_BACKUPS_KEPT"]


def test_a_secret_in_a_file_counts_and_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("abc", encoding="utf-8")
    (told,) = from_environment(SOCKET | {"SLACK_SIGNING_SECRET_FILE": str(tmp_path / "secret")}, tmp_path).idle
    assert told.message.startswith("SLACK_SIGNING_SECRET_FILE has no effect in Socket Mode")
    assert told.place == "environment"
    assert idle(tmp_path, HTTP | {"SLACK_SIGNING_SECRET_PREVIOUS_FILE": str(tmp_path / "secret")}) == []


@pytest.mark.parametrize(("tokens", "where"), [({}, "without SLACK_BOT_TOKEN"), (SOCKET, "in Socket Mode")])
def test_a_port_that_every_program_is_given_is_told_only_where_env_has_it(
    tmp_path: Path, tokens: dict[str, str], where: str
) -> None:
    assert idle(tmp_path, tokens | {"PORT": "4000"}) == []
    (tmp_path / ".env").write_text("PORT=4000\n", encoding="utf-8")
    (told,) = from_environment(tokens, tmp_path).idle
    assert str(told).startswith(f"{tmp_path / '.env'}:1: PORT has no effect {where}")
    assert idle(tmp_path, HTTP) == []


def test_the_folder_that_the_image_sets_is_told_beside_another_database_only_where_env_has_it(tmp_path: Path) -> None:
    assert idle(tmp_path, POSTGRESQL | {"ECONNECT_DATA_DIR": "/data"}) == []
    (tmp_path / ".env").write_text("ECONNECT_DATA_DIR=/data\n", encoding="utf-8")
    (told,) = idle(tmp_path, POSTGRESQL)
    assert told.startswith("ECONNECT_DATA_DIR has no effect beside DATABASE_URL")
