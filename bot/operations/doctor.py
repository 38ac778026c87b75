"""Looks at everything that a bot needs to run, and says what is wrong and what to do."""

from __future__ import annotations

import errno
import socket
from concurrent.futures import TimeoutError as TooLongError
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.domain.finding import Finding
from bot.domain.problem import KnowledgeError
from bot.operations.audit_log import examine_audit_log
from bot.operations.backup_job import examine_backups
from bot.operations.running_bot import is_bot_at
from bot.services.ports import StoreUnavailableError
from bot.services.supervising import Supervisor
from bot.slack.directory.token_checks import examine_app_token, examine_bot_token, examine_desk
from bot.storage.access import inspect_schema, too_many_replicas, visit_store
from bot.storage.daily_backups import daily_backups
from bot.storage.engines import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.domain.library import Library
    from bot.services.ports import Clock
    from bot.settings import Settings

    Check = Callable[["Doctor"], Iterator[Finding]]

PATIENCE_SECONDS: Final = 10.0
"""How long one check may take; Slack is given five."""

RUNNING: Final = "running bot"
"""What a bot that runs already is found as."""

_LATE_SECONDS: Final = 120

_REMEDIES: Final = {"database": "Check that the database runs, and the network to it."}
"""What to do where a check hangs, unless it waits for Slack."""


@dataclass(frozen=True, slots=True)
class Doctor:
    """What is looked at, and with what; `load_knowledge` raises a KnowledgeError for a broken knowledge base."""

    settings: Settings
    clock: Clock
    load_knowledge: Callable[[Settings], Library]
    patience_seconds: float = PATIENCE_SECONDS
    checks: Mapping[str, Check] = field(default_factory=lambda: CHECKS)

    def examine(self) -> Iterator[Finding]:
        """Yield every finding, one check after another; a check that does not come back is a finding itself.

        Each has a thread of its own: one that hangs holds up neither the next ones nor the end.
        """
        for name, check in self.checks.items():
            future = Supervisor.once(name, partial(self._all, check))
            try:
                error = future.exception(self.patience_seconds)
            except TooLongError:
                message = f"no answer within {self.patience_seconds:g} s"
                yield Finding(name, "problem", message, _REMEDIES.get(name, "Check the network."))
                continue
            if error is None:
                yield from future.result()
            else:
                yield Finding(name, "problem", f"the check itself failed ({type(error).__name__})", "Report it.")

    def _all(self, check: Check) -> list[Finding]:
        return list(check(self))


def _mode(doctor: Doctor) -> Iterator[Finding]:
    settings = doctor.settings
    if settings.mode == "chat":
        remedy = "Run `econnect-bot setup`, or do it by hand as docs/connecting.md says."
        yield Finding("settings", "problem", "no Slack tokens are set, so the bot cannot run in Slack", remedy)
    else:
        way = "HTTP" if settings.mode == "http" else "Socket Mode"
        yield Finding("settings", "ok", f"the bot runs over {way}")
    for remark in settings.unknown:
        yield Finding("settings", "warning", str(remark), "Correct the name or remove it.")
    for remark in settings.idle:
        yield Finding("settings", "warning", str(remark), "Remove it, or change the other one.")


def _knowledge(doctor: Doctor) -> Iterator[Finding]:
    try:
        base = doctor.load_knowledge(doctor.settings)
    except KnowledgeError as error:
        problems = "\n".join(str(problem) for problem in error.problems)
        yield Finding("knowledge", "problem", f"the knowledge base is broken:\n{problems}", "Fix these problems.")
        return
    articles, today = tuple(base.published()), doctor.clock.now().astimezone().date()
    yield Finding("knowledge", "ok", f"{len(articles)} articles, version {base.version}")
    late = sorted(article.slug for article in articles if article.is_past_review(today))
    if late:
        yield Finding(
            "knowledge",
            "warning",
            f"overdue for review: {', '.join(late)}",
            "Check these articles, then run: econnect-bot reviewed SLUG",
        )


def _database(doctor: Doctor) -> Iterator[Finding]:
    settings = doctor.settings
    try:
        if too_many := too_many_replicas(settings.database_url, settings.replicas):
            yield Finding("database", "problem", *too_many)
        where, state = inspect_schema(settings.database_url)
    except StoreError as error:
        remedy = error.remedy or "Check DATABASE_URL and ECONNECT_DATA_DIR."
        yield Finding("database", "problem", error.what, remedy)
        return
    if state == "current":
        yield Finding("database", "ok", f"{where} is up to date")
        yield from _outbox(doctor)
    elif state == "ahead":
        yield Finding(
            "database", "problem", f"{where} was made by a newer version of the bot", "Install that version."
        )
    elif where.startswith("postgresql") or state == "behind":
        yield Finding(
            "database", "problem", f"{where} does not have the tables of this version", "Run: econnect-bot db upgrade"
        )
    else:
        yield Finding("database", "ok", f"{where} will be created when the bot first runs")


def _outbox(doctor: Doctor) -> Iterator[Finding]:
    try:
        with visit_store(doctor.settings.database_url) as store:
            backlog = store.outbox.backlog(doctor.clock.now())
    except (StoreError, StoreUnavailableError) as error:
        yield Finding("outbox", "problem", str(error), "Check the database.")
        return
    if backlog.dead:
        remedy = "List them with: econnect-bot outbox list. Then use outbox retry or outbox drop."
        yield Finding("outbox", "problem", f"messages given up: {backlog.dead}", remedy)
    if backlog.oldest_seconds > _LATE_SECONDS:
        told = f"messages waiting: {backlog.waiting}, the oldest for {backlog.oldest_seconds:.0f} s"
        yield Finding("outbox", "problem", told, "Check that the bot is running and that Slack accepts its token.")
    elif not backlog.dead:
        yield Finding("outbox", "ok", f"messages waiting: {backlog.waiting}")


def _bot_token(doctor: Doctor) -> Iterator[Finding]:
    settings = doctor.settings
    if settings.bot_token:
        yield from examine_bot_token(settings.bot_token, settings.slack_api_url, settings.desk, doctor.clock)


def _app_token(doctor: Doctor) -> Iterator[Finding]:
    settings = doctor.settings
    if settings.mode == "socket":
        yield from examine_app_token(settings.app_token, settings.slack_api_url)


def _desk(doctor: Doctor) -> Iterator[Finding]:
    settings = doctor.settings
    if settings.desk is None:
        yield _without_desk(settings.support_contact)
    elif settings.bot_token:
        yield from examine_desk(settings.desk, settings.bot_token, settings.slack_api_url)


def _without_desk(contact: str | None) -> Finding:
    """Return what it means that there is no support team in Slack, which may be meant."""
    remedy = "To have it handed over, set ECONNECT_TRIAGE_CHANNEL to the channel of your support team"
    if contact is not None:
        told = f"what the bot cannot answer is not handed over; it names {contact}"
        return Finding("support team", "note", told, f"{remedy}.")
    told = "what the bot cannot answer is not handed over, and it names no contact"
    return Finding("support team", "note", told, f"{remedy}; to have a contact named, set ECONNECT_SUPPORT_CONTACT.")


def _ports(doctor: Doctor) -> Iterator[Finding]:
    settings = doctor.settings
    doors = [("HEALTH_PORT", settings.health_port, "HEALTH_HOST", settings.health_host)]
    if settings.mode == "http":
        doors.append(("PORT", settings.port, "HOST", settings.host))
    is_running = False
    for name, port, host_name, host in doors:
        error = _refusal_of(host, port)
        if error is None:
            yield Finding("ports", "ok", f"{name} {port} is free")
        elif error.errno == errno.EADDRINUSE:
            is_running = is_running or is_bot_at(host, port)
            yield _in_use(name, port, is_running=is_running)
        else:
            told = f"the bot cannot listen on {host}:{port}: {error.strerror}"
            remedy = f"Set {host_name} to an address of this machine, and {name} to a port that its user may use."
            yield Finding("ports", "problem", told, remedy)


def _in_use(name: str, port: int, *, is_running: bool) -> Finding:
    """Return who has a port; what a bot's other port tells holds for both."""
    if is_running:
        return Finding(RUNNING, "ok", f"it answers on {name} {port}")
    told = f"{name} {port} is in use, and no bot answers there"
    return Finding("ports", "warning", told, f"Set {name} to another port, or stop the program that has it.")


def _refusal_of(host: str, port: int) -> OSError | None:
    """Return why the bot could not listen there; None where it could."""
    try:
        for family, kind, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        return error
    return None


def _backups(doctor: Doctor) -> Iterator[Finding]:
    settings = doctor.settings
    if settings.backup_dir is None:
        return
    try:
        backups = daily_backups(settings.database_url, settings.backup_dir, settings.backups_kept)
    except StoreError:
        return  # told by the check of the database
    if backups is not None:
        yield from examine_backups(backups, doctor.clock.now())


def _audit_log(doctor: Doctor) -> Iterator[Finding]:
    if doctor.settings.audit_log is not None:
        yield from examine_audit_log(doctor.settings.audit_log)


CHECKS: Final[dict[str, Check]] = {
    "settings": _mode,
    "knowledge": _knowledge,
    "database": _database,
    "backups": _backups,
    "audit log": _audit_log,
    "bot token": _bot_token,
    "app token": _app_token,
    "support team": _desk,
    "ports": _ports,
}
