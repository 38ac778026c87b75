"""The log's first lines: what starts here, on what, and which settings are none."""

from __future__ import annotations

import logging
from platform import python_version
from typing import TYPE_CHECKING

from bot.operations.build import installed_version
from bot.storage.access import without_password
from bot.storage.engines import read_url

if TYPE_CHECKING:
    from bot.settings import Settings

log = logging.getLogger(__name__)


def tell_start(settings: Settings, knowledge_version: str) -> None:
    """Log what an operator asks first: which version, which knowledge, which database, which ports."""
    fields: dict[str, str | int] = {
        "version": installed_version(),
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
    for remark in (*settings.unknown, *settings.idle):
        log.warning("%s", remark)
