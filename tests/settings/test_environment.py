from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings, SettingsError, from_environment, read_settings
from bot.settings.definitions import KNOWN_SETTINGS
from bot.settings.environment import EnvironmentReader

if TYPE_CHECKING:
    from collections.abc import Callable

BOT, APP, SECRET = "xoxb-1", "xapp-1", "0123abcd"
OVER_HTTP = {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET}


def settings(tmp_path: Path, **environment: str) -> Settings:
    return from_environment(environment, tmp_path)


def test_whoever_asked_goes_on_in_threads_unless_that_is_turned_off(tmp_path: Path) -> None:
    assert settings(tmp_path).follows_threads
    assert not settings(tmp_path, ECONNECT_THREAD_FOLLOW_UPS="off").follows_threads
    assert problems(tmp_path, ECONNECT_THREAD_FOLLOW_UPS="maybe") == (
        "ECONNECT_THREAD_FOLLOW_UPS must be one of ON, OFF.",
    )


def test_where_a_service_manager_listens_is_known(tmp_path: Path) -> None:
    assert settings(tmp_path).notify_socket == ""
    assert settings(tmp_path, NOTIFY_SOCKET="@service").notify_socket == "@service"


def problems(tmp_path: Path, **environment: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, **environment)
    return tuple(problem.message for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("environment", "mode"),
    [
        ({}, "chat"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}, "socket"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SECRET}, "socket"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET}, "http"),
        (
            {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SECRET, "ECONNECT_MODE": "http"},
            "http",
        ),
    ],
)
def test_the_tokens_decide_how_the_bot_runs(tmp_path: Path, environment: dict[str, str], mode: str) -> None:
    assert settings(tmp_path, **environment).mode == mode


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SLACK_APP_TOKEN": APP}, ["SLACK_BOT_TOKEN is missing"]),
        ({"SLACK_SIGNING_SECRET": SECRET}, ["SLACK_BOT_TOKEN is missing"]),
        ({"SLACK_BOT_TOKEN": BOT}, ["SLACK_APP_TOKEN is missing", "For HTTP instead of Socket Mode"]),
        ({"SLACK_BOT_TOKEN": BOT, "ECONNECT_MODE": "http"}, ["SLACK_SIGNING_SECRET is missing"]),
        ({"SLACK_BOT_TOKEN": BOT, "ECONNECT_MODE": "socket"}, ["SLACK_APP_TOKEN is missing"]),
        ({"ECONNECT_MODE": "http"}, ["ECONNECT_MODE=http needs SLACK_BOT_TOKEN"]),
        ({"ECONNECT_MODE": "magic"}, ["must be socket or http", "ECONNECT_MODE=magic needs"]),
        ({"SLACK_BOT_TOKEN": "oops", "SLACK_APP_TOKEN": APP}, ["SLACK_BOT_TOKEN must start with xoxb-"]),
        ({"PORT": "high"}, ["PORT must be a port"]),
        ({"HEALTH_PORT": "70000"}, ["HEALTH_PORT must be a port"]),
        ({"PORT": "1" * 5000}, ["PORT must be a port"]),
        (
            {"ECONNECT_KNOWLEDGE_DIR": "~nosuchuser/k"},
            ["ECONNECT_KNOWLEDGE_DIR starts with the home folder of an unknown user"],
        ),
        ({"ECONNECT_CACHE_DIR": "~nosuchuser"}, ["ECONNECT_CACHE_DIR starts with"]),
        ({"SLACK_API_URL": "slack.com/api"}, ["SLACK_API_URL must be a web address"]),
        ({"SLACK_API_URL": "ftp://slack.com/api"}, ["SLACK_API_URL must be a web address"]),
        ({"SLACK_API_URL": "https:///api"}, ["SLACK_API_URL must be a web address"]),
        ({"SLACK_API_URL": "https://[slack/api"}, ["SLACK_API_URL must be a web address"]),
        ({"SLACK_API_URL": "http://127.0.0.1:high/api"}, ["SLACK_API_URL must be a web address"]),
        ({"LOG_LEVEL": "loud"}, ["LOG_LEVEL must be one of"]),
        ({"PORT": "x", "LOG_LEVEL": "y"}, ["PORT must", "LOG_LEVEL must"]),
        (OVER_HTTP | {"PORT": "3001"}, ["PORT and HEALTH_PORT are both 3001: set one of them to another port."]),
        (
            OVER_HTTP | {"PORT": "80", "HEALTH_PORT": "80", "HOST": "10.0.0.1", "HEALTH_HOST": "::"},
            ["PORT and HEALTH_PORT are both 80"],
        ),
    ],
)
def test_all_that_cannot_work_is_told_at_once(tmp_path: Path, environment: dict[str, str], told: list[str]) -> None:
    found = problems(tmp_path, **environment)

    assert len(found) == len(told)
    assert all(part in problem for part, problem in zip(told, found, strict=True))


@pytest.mark.parametrize(
    "environment",
    [
        OVER_HTTP | {"PORT": "0", "HEALTH_PORT": "0"},
        OVER_HTTP | {"PORT": "3001", "HOST": "10.0.0.1"},
        {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "PORT": "3001"},
        {"PORT": "3001"},
    ],
)
def test_ports_that_do_not_get_in_each_others_way_may_be_the_same(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    read = settings(tmp_path, **environment)

    assert read.port == read.health_port


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nHEALTH_PORT=4001\nEMPTY\n")

    read = settings(tmp_path, PORT="5000")

    assert (read.port, read.health_port) == (5000, 4001)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(BOT + "\n")

    read = settings(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"), SLACK_APP_TOKEN=APP)

    assert read.bot_token == BOT


def test_a_secret_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "none"))[0]


def huge(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(10_000_000_000)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (os.mkfifo, "it is not a file"),
        (lambda place: place.symlink_to("/dev/zero"), "it is not a file"),
        (lambda place: place.mkdir(), "Is a directory"),
        (lambda place: place.symlink_to(place.name), "Too many levels of symbolic links"),
        (huge, "it is too large for a secret"),
    ],
)
def test_what_is_no_file_of_a_secret_is_told_and_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    make(tmp_path / "token")
    (problem, *_) = problems(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"))
    assert problem == f"SLACK_BOT_TOKEN_FILE names a file that cannot be read: {told}."


def test_files_that_are_not_utf_8_are_told_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"xoxb-\xff")
    (tmp_path / ".env").write_bytes(b"SECRET=\xff")

    assert problems(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"), PORT="x")[:2] == (
        ".env cannot be read: it is not UTF-8 text.",
        "SLACK_BOT_TOKEN_FILE names a file that cannot be read: it is not UTF-8 text.",
    )


def test_no_secret_shows_in_the_repr(tmp_path: Path) -> None:
    read = settings(tmp_path, SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_SIGNING_SECRET=SECRET)

    assert not any(secret in repr(read) for secret in (BOT, APP, SECRET))


def test_two_signing_secrets_hold_during_a_rotation(tmp_path: Path) -> None:
    read = settings(tmp_path, SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET=SECRET, SLACK_SIGNING_SECRET_PREVIOUS="old")

    assert read.signing_secrets == (SECRET, "old")


def test_folders_have_sensible_defaults(tmp_path: Path) -> None:
    read = settings(tmp_path)

    assert (read.knowledge_dir / "synonyms.yml").is_file()
    assert "econnect-bot" in read.cache_dir.parts
    assert settings(tmp_path, ECONNECT_KNOWLEDGE_DIR="~/k").knowledge_dir == Path.home() / "k"


def test_slacks_address_always_ends_in_a_slash(tmp_path: Path) -> None:
    assert settings(tmp_path, SLACK_API_URL="http://127.0.0.1:9/api").slack_api_url == "http://127.0.0.1:9/api/"


def test_tokens_are_as_if_they_were_not_there_where_they_are_ignored(tmp_path: Path) -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN_FILE": "/nowhere", "ECONNECT_MODE": "http", "PORT": "4000"}
    settings = from_environment(given, tmp_path, ignores_tokens=True)

    assert (settings.mode, settings.bot_token, settings.port) == ("chat", "", 4000)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ECONNECT_TRIAGE_CHANEL", "ECONNECT_TRIAGE_CHANNEL"),
        ("ECONNECT_SUPPORT_CONTRACT", "ECONNECT_SUPPORT_CONTACT"),
        ("ECONNECT_KNOWLEDGE", "ECONNECT_KNOWLEDGE_DIR"),
        ("econnect_triage_channel", "ECONNECT_TRIAGE_CHANNEL"),
        ("ECONNECT_COFFEE", None),
    ],
)
def test_a_setting_that_is_not_known_is_told_with_the_nearest_one(
    tmp_path: Path, name: str, told: str | None
) -> None:
    (tmp_path / ".env").write_text(f"{name}=x\n", encoding="utf-8")
    (unknown,) = settings(tmp_path).unknown

    assert str(unknown).startswith(f"{tmp_path / '.env'}:1: {name} is not a setting of the bot")
    assert ("did you mean" in unknown.message) == (told is not None)
    assert told is None or f"{told}?" in unknown.message


def test_the_known_names_are_those_that_are_read_and_what_the_tests_go_by_is_nobodys_mistake() -> None:
    read = set()

    class Listening(dict[str, str]):
        def get(self, name: str, default: str = "") -> str:  # type: ignore[override] # strings alone stand here
            read.add(name)
            return super().get(name, default)

    values = Listening(ECONNECT_TRIAGE_CHANNEL="C0TRIAGE1", ECONNECT_SHARED_DIR="/shared")
    reader = EnvironmentReader()
    reader.values = values
    assert read_settings(reader).unknown == ()
    assert {name for name in read if name.startswith("ECONNECT_")} == KNOWN_SETTINGS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_SIGNING_SECRET", '"8f742231b10e8888abcd99yyyzzz85a5"'),
        ("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99yyyzzz85a5'"),
        ("SLACK_SIGNING_SECRET_PREVIOUS", "'s'"),
        ("SLACK_BOT_TOKEN", '"xoxb-1"'),
        ("SLACK_BOT_TOKEN", "“xoxb-1”"),
        ("SLACK_APP_TOKEN", "`xapp-1`"),
        ("DATABASE_URL", '"postgresql://bot:a@db/x"'),
        ("ECONNECT_SUPPORT_CONTACT", "„#help“"),
        ("HOST", "'0.0.0.0'"),
    ],
)
def test_what_is_in_quotation_marks_is_told_once_and_not_shown(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", name: value}, tmp_path)
    told = [each for each in refused.value.problems if each.message.startswith(f"{name} is in quotation marks")]

    assert len(told) == 1
    assert value not in str(refused.value)


def test_a_secret_in_a_file_may_be_in_no_quotation_marks_either(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text('"abc"\n', "utf-8")
    with pytest.raises(SettingsError, match="SLACK_SIGNING_SECRET is in quotation marks"):
        from_environment({"SLACK_SIGNING_SECRET_FILE": str(tmp_path / "secret")}, tmp_path)


@pytest.mark.parametrize("value", ["xoxb-1 # mine", "xoxb-1\u200b", "xoxb-é", "xoxb-1\nxoxb-2"])
def test_a_secret_with_what_no_secret_has_is_told_and_not_shown(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment({"SLACK_BOT_TOKEN": value, "SLACK_APP_TOKEN": "xapp-1"}, tmp_path)

    assert refused.value.problems[0].message.startswith("SLACK_BOT_TOKEN holds a space or a character")
    assert value not in str(refused.value)


def test_quotation_marks_that_dotenv_takes_off_are_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=\"xoxb-1\"\nSLACK_APP_TOKEN='xapp-1'\n", "utf-8")

    assert from_environment({}, tmp_path).bot_token == "xoxb-1"


@pytest.mark.parametrize("url", ["https://me:hunter2@slack.example/api/", "https://slack.example/api?key=hunter2"])
def test_an_api_address_with_a_secret_is_refused_and_not_shown(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="SLACK_API_URL must hold no user") as refused:
        from_environment({"SLACK_API_URL": url}, tmp_path)

    assert "hunter2" not in str(refused.value)


def test_a_misspelt_setting_of_slacks_is_told_and_another_programs_is_not(tmp_path: Path) -> None:
    found = from_environment({"SLACK_SIGNING_SECRETS": "a", "SLACK_WEBHOOK_URL": "b"}, tmp_path).unknown

    (told,) = found
    assert told.message == "SLACK_SIGNING_SECRETS is not a setting of the bot; did you mean SLACK_SIGNING_SECRET?"


def test_http_listens_on_this_machine_unless_told(tmp_path: Path) -> None:
    assert from_environment({}, tmp_path).host == "127.0.0.1"
    assert from_environment({"HOST": "0.0.0.0"}, tmp_path).host == "0.0.0.0"  # noqa: S104 - what an operator may set
