"""Knowledge base, matcher and answering service, loaded from the cache where nothing changed since they were made."""

from __future__ import annotations

import gc
import hashlib
from contextlib import contextmanager
from functools import cache, partial
from importlib.util import find_spec
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot import texts
from bot.domain.problem import KnowledgeError, Problem
from bot.knowledge import knowledge_cache
from bot.knowledge.source_files import read_folder
from bot.matching import cache_format as matcher_cache
from bot.matching import counts_format, follow_up_counts, phrasing_words
from bot.matching.dictionary import Dictionary
from bot.matching.follow_up_guesser import Guesser
from bot.matching.matcher import fingerprint, phrases_of
from bot.rendering.context import RenderContext, nowhere
from bot.services.answering import Answering
from bot.services.answering_all import AnsweringAll
from bot.settings.shipped import shipped
from bot.storage.file_cache import MOST, FileCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from bot.domain.article import KnowledgeBase
    from bot.domain.library import Library
    from bot.matching.matcher import Matcher
    from bot.matching.phrasing_words import PhrasingWords
    from bot.rendering.context import MessageLink
    from bot.settings import Settings

    NewAnswering: TypeAlias = Callable[[Library, tuple[Answering, ...]], AnsweringAll]


def knowledge(settings: Settings, *, is_kept: bool = True) -> Library:
    """Return what is known by the settings' folder, from the cache where the same files were read before.

    Unless `is_kept`, what was read now is not put there.

    Raises:
        KnowledgeError: naming every problem in its files.
    """
    folder = settings.knowledge_dir
    if not folder.is_dir():
        remedy = "Set ECONNECT_KNOWLEDGE_DIR, or --knowledge, to the folder with the articles."
        raise KnowledgeError((Problem(str(folder), None, "There is no such folder", remedy),))
    files = read_folder(folder)
    if files.problems:
        raise KnowledgeError(files.problems)
    kept = FileCache(settings.cache_dir, "knowledge", is_read_only=not is_kept)
    key = f"{files.version()}-{_code_version('knowledge', 'markdown')}"
    return _cached_knowledge(kept.get(key)) or _read_knowledge(files.contents, kept, key)


def answering(
    settings: Settings, new_answering: NewAnswering = AnsweringAll, *, has_drafts: bool = False
) -> AnsweringAll:
    """Return everything that is needed to answer questions; where it `has_drafts`, of unpublished integrations too.

    Raises:
        KnowledgeError: naming every problem in the knowledge base.
    """
    with _no_collecting():
        _restore_texts(FileCache(settings.cache_dir, "texts"))
        library = knowledge(settings)
        library = library.with_drafts() if has_drafts else library
        return new_answering(library, _each(library.bases, library, settings))


def answering_from(settings: Settings, contents: Mapping[str, bytes], *, has_drafts: bool = False) -> AnsweringAll:
    """Return what would answer if these were the files of the knowledge base; see `answering`.

    Raises:
        KnowledgeError: naming every problem in them.
    """
    with _no_collecting():
        library = _read(contents)
        library = library.with_drafts() if has_drafts else library
        return AnsweringAll(library, _each(library.bases, library, settings))


def with_drafts(now: AnsweringAll, settings: Settings) -> AnsweringAll:
    """Return what answers as if integrations that are drafts were published too; the same, where there are none."""
    known = now.knowledge
    if not known.drafts:
        return now
    with _no_collecting():
        return AnsweringAll(known.with_drafts(), (*now.each, *_each(known.drafts, known, settings)))


def _each(bases: Sequence[KnowledgeBase], known: Library, settings: Settings) -> tuple[Answering, ...]:
    """Return what answers from `bases`, which are some of those `known`: as many are kept as all of them need."""
    kept, most = settings.cache_dir, MOST * len((*known.bases, *known.drafts))
    follow_ups = partial(guesser, cache_dir=kept, most=most)
    return tuple(Answering(base, matcher(base, kept, most), follow_ups) for base in bases)


def render_context(
    settings: Settings, library: Library, today: date, message_link: MessageLink = nowhere
) -> RenderContext:
    """Return what replies are rendered with."""
    return RenderContext(library, settings.support_contact, today, settings.desk, message_link)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Pause the garbage collector: it would look again and again at thousands of new objects that all stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _restore_texts(kept: FileCache) -> None:
    """Give the bot's own texts what was made of their files before: that saves reading YAML and Markdown."""
    key = f"{texts.version()}-{_code_version('texts', 'markdown')}"
    content = kept.get(key)
    if content is None or not texts.restore(content):
        content = texts.dump()
        texts.restore(content)
        kept.put(key, content)


def _cached_knowledge(content: bytes | None) -> Library | None:
    try:
        return None if content is None else knowledge_cache.load(content)
    except knowledge_cache.CorruptKnowledgeError:
        return None


def _read_knowledge(contents: Mapping[str, bytes], kept: FileCache, key: str) -> Library:
    library = _read(contents)
    kept.put(key, knowledge_cache.dump(library))
    return library


def _read(contents: Mapping[str, bytes]) -> Library:
    from bot.knowledge.loading import read  # noqa: PLC0415 - most starts find it kept, and need no YAML

    library, problems = read(contents)
    if library is None:
        raise KnowledgeError(problems)
    return library


@cache
def dictionary() -> Dictionary:
    """Return the shipped word lists; see `read_dictionary`."""
    return read_dictionary(shipped("words"))


def read_dictionary(folder: Path) -> Dictionary:
    """Return the compiled word lists in `folder`, mapped into memory: only what is looked up is read.

    Raises:
        KnowledgeError: where there are none: they are made where the package is installed, which it was not.
    """
    lists = {}
    for path in (*folder.glob("*.words"), *folder.glob("*.frequent")):
        with path.open("rb") as file:
            lists[path.name] = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    if not lists:
        remedy = "Install the bot anew: `make run`, or `pip install .`."
        raise KnowledgeError((Problem(str(folder), None, "The word lists are missing", remedy),))
    return Dictionary(lists)


def matcher(base: KnowledgeBase, cache_dir: Path, most: int = MOST) -> Matcher:
    """Return the matcher of `base`, from the cache where it was built before; `most` matchers are kept there."""
    words, kept = dictionary(), FileCache(cache_dir, "matcher", most=most)
    key = f"{fingerprint(base)}-{_code_version('matching')}"
    content = kept.get(key)
    if content is not None:
        try:
            return matcher_cache.load(content, base, words)
        except matcher_cache.CorruptMatcherError:
            pass
    from bot.matching.building import build  # noqa: PLC0415 - most starts find it kept

    built = build(base, words, _phrasing_words(base, cache_dir, most))
    kept.put(key, matcher_cache.dump(built))
    return built


def _phrasing_words(base: KnowledgeBase, cache_dir: Path, most: int) -> PhrasingWords:
    """Return the words of the phrasings of `base`; what is known of them from before it was edited is used."""
    stemmers, phrases = _stemmers_version(), tuple(phrases_of(base))
    if stemmers is None:
        return phrasing_words.words_in(phrases)
    kept = FileCache(cache_dir, "words", most=most)
    key = f"{base.product}-{_code_version('matching')}-{stemmers}"
    before = kept.get(key)
    words = phrasing_words.words_in(phrases, phrasing_words.load(before))
    content = phrasing_words.dump(words)
    if content != before:
        kept.put(key, content)
    return words


def guesser(base: KnowledgeBase, cache_dir: Path, most: int = MOST) -> Guesser:
    """Return what guesses the follow-ups of `base`, from the cache where they were counted before; see `matcher`."""
    kept = FileCache(cache_dir, "follow-ups", most=most)
    key = f"{follow_up_counts.fingerprint(base)}-{_code_version('matching')}"
    content = kept.get(key)
    if content is not None:
        try:
            return Guesser(counts_format.load(content))
        except counts_format.CorruptCountsError:
            pass
    counted = follow_up_counts.count(base)
    kept.put(key, counts_format.dump(counted))
    return Guesser(counted)


def _stemmers_version() -> str | None:
    """Return a hash over the stemmers, which are no code of ours: another version of them finds other stems.

    It is None where they are no files, as in an archive. Their package's version would take longer to ask for.
    """
    digest = hashlib.sha256()
    for folder in getattr(find_spec("snowballstemmer"), "submodule_search_locations", ()):
        for language in ("dutch", "english"):
            try:
                digest.update(Path(folder, f"{language}_stemmer.py").read_bytes())
            except OSError:
                return None
    return digest.hexdigest()[:12]


def _code_version(*packages: str) -> str:
    """Return a hash over the code that made what is cached: another version of it never loads what this one wrote."""
    digest = hashlib.sha256()
    for package in ("domain", *packages):
        for path in sorted((Path(__file__).parents[1] / package).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
