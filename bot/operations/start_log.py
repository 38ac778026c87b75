"""The log's first lines: what starts here, on what, and which settings are none."""

from __future__ import annotations

import logging
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from typing import TYPE_CHECKING

from bot.storage.access import without_password
from bot.storage.daily_backups import NOT_FOR_POSTGRESQL, USE_PG_DUMP
from bot.storage.engines import read_url
from bot.storage.put_aside import file_of

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)


def tell_start(settings: Settings, knowledge_version: str) -> None:
    """Log what an operator asks first: which version, which knowledge, which database, which ports."""
    fields: dict[str, str | int] = {
        "version": _installed_version(),
        "python": python_version(),
        "mode": settings.mode,
        "knowledge": knowledge_version,
        "knowledge_dir": str(settings.knowledge_dir),
        "database": without_password(read_url(settings.database_url)),
        "replicas": settings.replicas,
        "health": f"{settings.health_host}:{settings.health_port}",
    }
    if settings.mode == "http":
        fields |= {"host": settings.host, "port": settings.port}
    told = " ".join(f"{name}={value}" for name, value in fields.items())
    log.info("starting %s", told, extra={"fields": {"event": "starting", **fields}})
    if settings.backup_dir is not None and file_of(read_url(settings.database_url)) is None:
        log.warning("%s. %s", NOT_FOR_POSTGRESQL, USE_PG_DUMP)
    for line in settings.unknown:
        log.warning("%s", line)
    for name in settings.idle:
        log.warning("%s says nothing without ECONNECT_TRIAGE_CHANNEL: nothing can be handed over", name)


def _installed_version() -> str:
    try:
        return version("econnect-bot")
    except PackageNotFoundError:  # run from its source, which nobody installed
        return "unknown"
