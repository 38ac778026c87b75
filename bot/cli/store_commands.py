"""`db`, `outbox` and `privacy`: what an operator does with what the bot keeps."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.bootstrap.clock import SystemClock
from bot.cli.command_settings import load_settings
from bot.cli.confirmation import ask_whether
from bot.cli.operator_audit import note_command, noted_batches
from bot.cli.own_command import with_own_command
from bot.cli.progress import Progress
from bot.domain.audit_line import AuditAction
from bot.services.ports import StillSendingError, StoreUnavailableError
from bot.storage import access
from bot.storage import backup as backups
from bot.storage.daily_backups import daily_backups
from bot.storage.engines import StoreError, read_url
from bot.storage.put_aside import PUT_ASIDE_RETENTION, file_of, still_aside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.services.ports import Outbox, OutboxEntry, Store
    from bot.settings import Settings

_STATES = {
    "empty": "has no tables yet; the bot creates them when it starts. On PostgreSQL, run: econnect-bot db upgrade",
    "behind": "has an older schema; run: econnect-bot db upgrade",
    "current": "is up to date",
    "ahead": "was made by a newer version of the bot; install that one, or restore a backup",
}
_VERIFIED = {
    "behind": "of an earlier version: restored, it is upgraded when the bot starts",
    "current": "of this version",
}
_FILE = click.argument("file", type=click.Path(path_type=Path))
_USER = re.compile(r"[UW][A-Z0-9]{1,20}")
_MOST_TOLD = 10_000
_YES = click.option("--yes", is_flag=True, help="Do not ask for confirmation.")


@click.group()
def db() -> None:
    """Upgrade, check, back up, verify or restore the database."""


@db.command()
def upgrade() -> None:
    """Update the schema to this version."""
    with _reported_errors() as settings:
        where, (before, copy) = access.upgrade(settings.database_url, settings.backup_dir)
        if before != "current":
            note_command(AuditAction.DATABASE_UPGRADED)
        click.echo(f"{where} {'was already up to date' if before == 'current' else 'is up to date now'}.")
        if copy is not None:
            click.echo(
                f"As it was, it lies at {copy}. It contains people's questions: delete it once all is well. "
                f"The bot deletes it after {PUT_ASIDE_RETENTION.days} days."
            )


@db.command()
def check() -> None:
    """Check that the database is reachable and its schema is up to date; exit code 1 if not."""
    with _reported_errors() as settings:
        where, state = access.inspect_schema(settings.database_url)
        click.echo(with_own_command(f"{where} {_STATES[state]}."))
        raise SystemExit(int(state != "current"))


@db.command()
@_FILE
def backup(file: Path) -> None:
    """Copy the SQLite database to FILE, complete and consistent, even while the bot runs."""
    with _reported_errors() as settings:
        backups.back_up(settings.database_url, file)
        click.echo(f"Wrote {file} ({file.stat().st_size:,} bytes).")


@db.command()
@_FILE
def verify(file: Path) -> None:
    """Check that the SQLite backup FILE is sound, and print what is in it; exit code 1 if it cannot be restored."""
    with _reported_errors():
        found = backups.verify(file)
        kept = ", ".join(f"{count:,} {what}" for what, count in found.counts.items())
        click.echo(f"{file} is sound, and {_VERIFIED[found.state]} (schema {found.revision}). It holds {kept}.")


@db.command()
@_FILE
@_YES
def restore(file: Path, *, yes: bool) -> None:
    """Replace the SQLite database with the backup FILE. Stop the bot first."""
    with _reported_errors() as settings:
        backups.check(settings.database_url, file)
        if not yes:
            ask_whether("The backup is sound. It replaces the database; continue?")
        aside = backups.restore(settings.database_url, file)
        note_command(AuditAction.DATABASE_RESTORED)
        before = (
            f" The previous database is now {aside}. It contains people's questions: delete it once all is well. "
            f"The bot deletes it after {PUT_ASIDE_RETENTION.days} days."
        )
        click.echo("Restored." + (before if aside else ""))
        click.echo("Whoever was erased since this backup was made is in it again: erase them again.", err=True)


@click.group()
def outbox() -> None:
    """List, resend or delete messages to Slack that are waiting or were given up."""


@outbox.command("list")
@click.option("--limit", type=click.IntRange(1, _MOST_TOLD), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line.")
def list_entries(*, limit: int, as_json: bool) -> None:
    """List the messages that were given up, then those that are waiting. Their text is not shown."""
    with _opened_outbox() as waiting:
        entries = waiting.entries(limit)
        backlog = waiting.backlog(SystemClock().now())
    for entry in entries:
        click.echo(json.dumps(asdict(entry), default=str) if as_json else _line(entry))
    summary = f"{backlog.dead} given up, {backlog.waiting} waiting, {backlog.in_flight} of them being sent."
    click.echo(summary, err=True)


@outbox.command()
@click.argument("ids", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Resend all messages that were given up.")
def retry(ids: tuple[str, ...], *, is_all: bool) -> None:
    """Send the given-up messages with these IDS again."""
    if bool(ids) == is_all:
        raise click.UsageError("Give IDs from `econnect-bot outbox list`, or pass --all.")
    with _opened_outbox() as waiting:
        known = {entry.id: entry.is_dead for entry in waiting.entries(len(ids), ids)} if ids else {}
        with noted_batches(AuditAction.OUTBOX_REQUEUED) as on_batch:
            count = waiting.requeue(None if is_all else ids, SystemClock().now(), on_batch)
        stay = [entry.id for entry in waiting.entries(_MOST_TOLD, ids or None) if entry.is_dead]
    for each in stay:
        click.echo(f"Message {each} is not sent again: no words are left of it. You can drop it.", err=True)
    for each in dict.fromkeys(ids):
        if not known.get(each):
            click.echo(_not_given_up(each, is_waiting=each in known), err=True)
    if count:
        click.echo(f"Put back in the outbox: {count}. A running bot sends them now.")
    elif is_all and not stay:
        click.echo("No message was given up: there is none to send again.")
    raise SystemExit(int(not is_all and count < len(ids)))


@outbox.command()
@click.argument("ids", nargs=-1, required=True)
@_YES
def drop(ids: tuple[str, ...], *, yes: bool) -> None:
    """Delete the messages with these IDS: they will never be sent."""
    with _opened_outbox() as waiting:
        entries = waiting.entries(len(ids), ids)
    for entry in entries:
        click.echo(_line(entry), err=True)
    missing = [each for each in dict.fromkeys(ids) if each not in {entry.id for entry in entries}]
    for each in missing:
        click.echo(_not_given_up(each, is_waiting=False), err=True)
    if not entries:
        raise click.ClickException("There is nothing to delete.")
    if not yes:
        ask_whether(f"Delete {_counted(len(entries))} permanently?")
    with _opened_outbox() as waiting, noted_batches(AuditAction.OUTBOX_DROPPED) as on_batch:
        count = waiting.drop([entry.id for entry in entries], on_batch)
    click.echo(f"Deleted: {count}.")
    raise SystemExit(int(bool(missing) or count < len(entries)))


@click.group()
def privacy() -> None:
    """Export or delete everything stored about a person."""


def _check_user(_context: click.Context, _parameter: click.Parameter, user: str) -> str:
    """Return a Slack user id: with anything else nothing would be found, and that would look like success."""
    if not _USER.fullmatch(user):
        raise click.BadParameter(
            "give a Slack user ID, such as U0123456789: in Slack, open the person's profile and press ⋮."
        )
    return user


@privacy.command()
@click.argument("user", callback=_check_user)
@click.option("--team", help="Limit this to one workspace, by its ID.")
def export(user: str, *, team: str | None) -> None:
    """Print everything stored about USER (a Slack user ID), as JSON."""
    with _opened_store() as store:
        kept = store.export(user, team, Progress("Reading", store.count(user, team)))
    note_command(AuditAction.PERSON_EXPORTED, team=team, person=user)
    click.echo(json.dumps(kept, indent=2, ensure_ascii=False, default=str))
    if not any(kept.values()):
        click.echo(f"Nothing is stored about {user}{f' in {team}' if team else ''}.", err=True)


@privacy.command()
@click.argument("user", callback=_check_user)
@click.option("--team", help="Limit this to one workspace, by its ID.")
@_YES
def erase(user: str, *, team: str | None, yes: bool) -> None:
    """Delete questions, settings, votes, tickets and unsent messages of USER (a Slack user ID)."""
    with _opened_store() as store:
        kept = {name: count for name, count in store.count(user, team).items() if count}
    if not yes:
        click.echo(", ".join(f"{name}: {count}" for name, count in kept.items()) or "Nothing is stored.", err=True)
        ask_whether(f"Delete everything about {user} permanently?")
    with _opened_store() as store:
        forgotten = _erased(store, user, team, Progress("Deleting", kept))
        note_command(AuditAction.PERSON_ERASED, team=team, person=user)
        is_shown = bool(store.erased_messages(1))
    click.echo(", ".join(f"{name}: {count}" for name, count in forgotten.items()))
    if is_shown:
        click.echo(
            "Slack still shows requests of people who are erased: a running bot takes them off soon.", err=True
        )
    _tell_of_copies()


def _erased(store: Store, user: str, team: str | None, progress: Progress) -> Mapping[str, int]:
    try:
        return store.erase(user, team, progress)
    except StillSendingError:
        _tell_of_copies()
        raise click.ClickException(
            "Everything is deleted but a request that is being sent to Slack, or was when the bot stopped. "
            "Run this again once the bot has sent it."
        ) from None


def _tell_of_copies() -> None:
    """Point out the databases that were put aside: nobody is forgotten in them."""
    settings = load_settings(ignores_tokens=True)
    path = file_of(read_url(settings.database_url))
    backups = daily_backups(settings.database_url, settings.backup_dir, settings.backups_kept)
    if backups is not None and (made := backups.made()):
        told = "daily backups still hold people's words; each is deleted once newer ones have taken its place"
        click.echo(f"{len(made)} {told}: {backups.folder}", err=True)
    for copy in () if path is None else still_aside(path, settings.backup_dir):
        told = "A copy from before a restore or an upgrade still holds people's words; delete it:"
        click.echo(f"{told} {copy}", err=True)


@contextmanager
def _reported_errors() -> Iterator[Settings]:
    """Yield the settings; what is wrong with the store is told in its own words."""
    try:
        yield load_settings(ignores_tokens=True)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    except StoreUnavailableError as error:
        remedy = with_own_command("What is wrong, and what to do, tells: econnect-bot db check")
        raise click.ClickException(f"The database is unavailable: {error}. {remedy}") from error


@contextmanager
def _opened_store() -> Iterator[Store]:
    with _reported_errors() as settings, access.visit_store(settings.database_url) as store:
        yield store


@contextmanager
def _opened_outbox() -> Iterator[Outbox]:
    with _opened_store() as store:
        yield store.outbox


def _not_given_up(entry_id: str, *, is_waiting: bool) -> str:
    if is_waiting:
        return f"Message {entry_id} was not given up: it waits, and a running bot sends it."
    return f"There is no message {entry_id}: it was sent, or deleted before."


def _counted(count: int) -> str:
    return "this message" if count == 1 else f"these {count} messages"


def _line(entry: OutboxEntry) -> str:
    state = f"given up: {entry.reason}" if entry.is_dead else f"waiting, {entry.attempts} attempts"
    return f"{entry.id}  {entry.team}/{entry.channel}  due {entry.due_at:%Y-%m-%d %H:%M:%S} UTC  {state}"
