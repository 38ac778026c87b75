"""Measure how long an editor waits: from saving an article until the running bot answers from it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING, Final

from bot.bootstrap.live import LiveAnswering
from bot.services.supervising import Supervisor
from bot.settings import from_environment

if TYPE_CHECKING:
    from bot.settings import Settings

_STOP_SECONDS: Final = 10
_EDITED: Final = "exact-globe/articles/version-required.yml"


def run(repetitions: int) -> None:
    """Print both kinds of edit beside what an editor would do without: start the bot anew."""
    with TemporaryDirectory() as name:
        settings = _settings(Path(name))
        begin = time.perf_counter()
        live = LiveAnswering(settings)
        start = time.perf_counter() - begin
        phrasing, answer = _edited(live, settings.knowledge_dir / _EDITED, repetitions)
    print("reload: from saving an article until the running bot answers from it")
    print(f"  a phrasing {phrasing:.2f} s, an answer {answer:.2f} s; a start without a cache {start:.2f} s")
    print(f"  a phrasing / a start: {phrasing / start:.2f}")


def _settings(folder: Path) -> Settings:
    shutil.copytree(from_environment().knowledge_dir, folder / "knowledge")
    names = {"ECONNECT_KNOWLEDGE_DIR": "knowledge", "ECONNECT_CACHE_DIR": "cache"}
    return from_environment({name: str(folder / path) for name, path in names.items()}, folder)


def _edited(live: LiveAnswering, article: Path, repetitions: int) -> tuple[float, float]:
    """Return the medians, in seconds, of adding phrasings and of changing the answer."""
    stop, told = Event(), Event()
    work = live.follow(told.set).start(Supervisor(), stop)
    told.wait()  # the first look
    text = article.read_text(encoding="utf-8")
    phrasings, answers = [], []
    for number in range(repetitions):
        text = text.replace("\n  en:\n    - ", f'\n  en:\n    - "edit {number} of the version"\n    - ', 1)
        phrasings.append(_seconds_to_load(article, text, told))
        text = text.replace("\n  nl: |\n    ", f"\n  nl: |\n    {number}. ", 1)
        answers.append(_seconds_to_load(article, text, told))
    stop.set()
    work.join(_STOP_SECONDS)
    return median(phrasings), median(answers)


def _seconds_to_load(article: Path, text: str, told: Event) -> float:
    told.clear()
    begin = time.perf_counter()
    article.write_text(text, encoding="utf-8")
    told.wait()
    return time.perf_counter() - begin
