"""What `deploy/` says of the bot is so; whether its files work, `.ci/deploy` tries with the tools they are for."""

from __future__ import annotations

import re
import tomllib
from configparser import ConfigParser
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import COMMANDS
from bot.operations.health_question import ASK_SECONDS
from bot.operations.service_manager import TELL_SECONDS
from bot.operations.serving import LAST_SECONDS
from bot.settings import from_environment
from bot.settings.definitions import SETTINGS

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
IMAGE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
LAST_STAGE = IMAGE.rpartition("\nFROM ")[2]
COMPOSED = ["compose.yml", "compose.postgres.yml"]


def services(name: str) -> dict[str, dict[str, Any]]:
    """Return the services of a compose file."""
    found = yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))["services"]
    assert isinstance(found, dict)
    return found


def our_services(name: str) -> list[dict[str, Any]]:
    """Return the services that run the bot's image."""
    return [each for key, each in services(name).items() if key == "bot" or each.get("image") == "econnect-bot"]


def unit() -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd minds the case
    parser.read(DEPLOY / "econnect-bot.service", encoding="utf-8")
    return parser


def seconds(text: str) -> float:
    """Return how long `15s`, `2m` or `60` is."""
    number, of_minute = re.fullmatch(r"(\d+)(?:s|(m))?", text).groups()  # type: ignore[union-attr]  # it is one of these
    return float(number) * (60 if of_minute else 1)


def test_every_variable_of_the_image_is_a_setting_of_the_bot() -> None:
    named = set(re.findall(r"\b([A-Z][A-Z_]+)=", LAST_STAGE.partition("\nENV ")[2].partition("\nWORKDIR")[0]))

    assert named - {"PATH"}
    assert named - SETTINGS.keys() == {"PATH"}


@pytest.mark.parametrize("name", COMPOSED)
def test_every_variable_that_the_composed_bot_is_given_is_a_setting(name: str) -> None:
    given = {variable for service in our_services(name) for variable in service["environment"]}

    assert given
    assert given - SETTINGS.keys() == set()


def test_the_composed_replicas_are_as_many_as_the_bot_is_told() -> None:
    bot = services("compose.postgres.yml")["bot"]
    assert int(bot["environment"]["REPLICAS"]) == bot["deploy"]["replicas"] > 1
    assert bot["environment"]["DATABASE_URL"].startswith("postgresql://")


@pytest.mark.parametrize("name", COMPOSED)
def test_whatever_runs_the_image_cannot_write_in_it_nor_gain_rights(name: str) -> None:
    for service in our_services(name):
        if "image" in service:
            assert service["read_only"]
            assert service["cap_drop"] == ["ALL"]
            assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_commands_that_are_run_exist() -> None:
    (command,) = re.findall(r'HEALTHCHECK .* CMD \["econnect-bot", "(\w+)"\]', LAST_STAGE)
    (default,) = re.findall(r'^CMD \["(\w+)"\]', LAST_STAGE, re.MULTILINE)
    program, started = unit()["Service"]["ExecStart"].rsplit(" ", 1)
    upgrade = services("compose.postgres.yml")["upgrade"]["command"]

    assert {command, default, started, upgrade[0]} <= COMMANDS.keys()
    assert program.endswith("/bin/econnect-bot")
    assert program.removesuffix("/bin/econnect-bot") in LAST_STAGE


def test_the_image_is_no_root_and_needs_nothing_that_builds() -> None:
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", LAST_STAGE, re.MULTILINE)
    assert not re.search(r"\b(pip|apt-get|gcc|requirements)\b", LAST_STAGE)


def test_whoever_has_sudo_can_enter_the_folder_in_which_the_commands_are_run() -> None:
    page = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    folder = unit()["Service"]["WorkingDirectory"]
    (options,) = re.findall(rf"^sudo install -d(.*) {folder}$", page, re.MULTILINE)

    assert f"\ncd {folder}\n" in page
    assert options == ""  # everybody may enter it; what it holds is for the bot alone
    assert f"sudo install -m 0640 -g {unit()['Service']['Group']} .env.example {folder}/.env" in page


def test_everyone_waits_as_long_as_the_bot_takes() -> None:
    service = unit()["Service"]
    assert seconds(service["TimeoutStopSec"]) > LAST_SECONDS
    assert seconds(services("compose.yml")["bot"]["stop_grace_period"]) > LAST_SECONDS
    assert seconds(service["WatchdogSec"]) > 10 * TELL_SECONDS
    (timeout,) = re.findall(r"--timeout=(\w+)", IMAGE)
    assert seconds(timeout) > ASK_SECONDS


def test_ports_are_where_the_bot_listens(tmp_path: Path) -> None:
    settings = from_environment({}, tmp_path)
    scraped = yaml.safe_load((DEPLOY / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
    proxy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")

    assert f"EXPOSE {settings.port}\n" in LAST_STAGE
    assert scraped[0]["static_configs"][0]["targets"] == [f"{settings.health_host}:{settings.health_port}"]
    assert f"{{$UPSTREAM:127.0.0.1:{settings.port}}}" in proxy
    assert services("compose.yml")["proxy"]["environment"] == {"UPSTREAM": f"bot:{settings.port}"}


def test_nobody_outside_reaches_the_port_for_health_and_metrics() -> None:
    assert all("ports" not in service for name in COMPOSED for service in our_services(name))


def test_the_alerts_are_for_the_job_that_prometheus_is_told_of() -> None:
    (scraped,) = yaml.safe_load((DEPLOY / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
    alerts = (DEPLOY / "alerts.yml").read_text(encoding="utf-8")

    assert set(re.findall(r'job="([\w-]+)"', alerts)) == {scraped["job_name"]}


def is_sent_to_the_build(path: str) -> bool:
    """Return whether `.dockerignore` lets it in: the last line that fits decides."""
    is_in = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!")
        if line and not line.startswith("#") and (fnmatch(path, pattern) or fnmatch(path, f"{pattern}/*")):
            is_in = line.startswith("!")
    return is_in


def test_the_build_gets_what_the_wheel_is_made_of_and_no_secrets() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    about = [project["project"]["readme"], *project["project"]["license-files"], "pyproject.toml"]
    needed = [*wheel["packages"], *wheel["force-include"], wheel["hooks"]["custom"]["path"], *about]

    assert [path for path in needed if not is_sent_to_the_build(path)] == []
    assert not any(map(is_sent_to_the_build, [".env", ".git/config", "tests/conftest.py", "bot/shipped/words"]))
