"""The content of YAML files → a knowledge base, or every problem in them.

Nothing stops at the first fault: all files are read, all problems reported, and only then is there no knowledge base.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeVar

from bot.domain.article import GENERAL, RUNTIME_PLACEHOLDERS, Article, Check, Facts, Gap, KnowledgeBase
from bot.domain.follow_ups import FollowUpExamples, FollowUpWords
from bot.domain.integration import Integration
from bot.domain.language import Bilingual
from bot.domain.problem import Problem
from bot.domain.product import Product
from bot.domain.setup_guide import SetupGuide
from bot.knowledge import file_schemas
from bot.knowledge.cross_file_checks import problems_between
from bot.knowledge.integrations import integration_folders
from bot.knowledge.kinds import is_kind, problems_with_kinds, read_kinds, shared_places, with_kinds
from bot.knowledge.schema_types import INVALID, FileReader
from bot.knowledge.source_files import (
    ARTICLES,
    CHECKS,
    EXAMPLES,
    FACTS,
    FILE_ENDING,
    GAPS,
    INTEGRATION,
    OF_AN_INTEGRATION,
    PRODUCTS,
    SCREEN,
    SETUP,
    SYNONYMS,
    WORDS,
    version_of,
)
from bot.knowledge.words_schema import EXAMPLES as EXAMPLES_SCHEMA
from bot.knowledge.words_schema import WORDS as WORDS_SCHEMA
from bot.knowledge.yaml_nodes import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.language import Language
    from bot.knowledge.schema_types import SchemaType

_Read = TypeVar("_Read", FollowUpWords, FollowUpExamples)
_FIXED: Final = frozenset({PRODUCTS, SYNONYMS, *WORDS.values(), *EXAMPLES.values()})


def read(contents: Mapping[str, bytes]) -> tuple[KnowledgeBase | None, tuple[Problem, ...]]:
    """Return the knowledge base that `contents` (bytes by relative path) hold, None where an error stands in the way.

    Beside it stand all problems, sorted by place.
    """
    folders = integration_folders(contents)
    if not folders:
        remedy = "Restore it, or set ECONNECT_KNOWLEDGE_DIR, or --knowledge, to the folder above the one that has it."
        return None, (Problem(INTEGRATION, None, "No folder here has this file: nothing is known", remedy),)
    reading = _Reading(contents, folders)
    written = reading.knowledge()
    kinds, problems_in_kinds = read_kinds(contents)
    knowledge, shared = with_kinds(written, kinds), shared_places(written, kinds)
    problems = [*reading.problems, *problems_in_kinds]
    faulty = {problem.path for problem in problems}
    problems += problems_with_kinds(written, kinds, reading.lines, reading.paths, faulty)
    problems += problems_between(knowledge, reading.folder, reading.lines, reading.paths, shared)
    in_order = sorted(problems, key=lambda problem: (problem.path, problem.line or 0, problem.message))
    return (None if problems else knowledge), tuple(in_order)


@dataclass
class _Reading:
    """Reads one file after another.

    Keeps their problems, the line of each text in each of them, and the path of each article, readable or not.
    """

    contents: Mapping[str, bytes]
    folders: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, dict[str, int]] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    _facts: frozenset[str] | None = None
    _unwritten: list[Problem] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The folder of the integration."""
        return self.folders[0]

    def knowledge(self) -> KnowledgeBase:
        """Return what could be read. Facts come first: their names are the placeholders of the other files."""
        for folder in self.folders[1:]:
            message = f"There is already an integration, {self.folder}; more than one is not read yet"
            self._report(f"{folder}/{INTEGRATION}", message, "Move one of the two folders elsewhere.")
        facts = self._read_facts()
        gaps = self._file(self._at(GAPS), file_schemas.GAPS)
        articles = self._read_articles()
        screen = self._read_screen()
        named = {slug: replace(gap, slug=slug) for slug, gap in _entries(gaps) if isinstance(gap, Gap)}
        for slug in named.keys() & self.paths.keys():
            remedy = "If the article answers it, remove the gap. If not, give the article another name."
            self._report(self.paths[slug], f"There is also a gap '{slug}' in {self._at(GAPS)}", remedy)
        return KnowledgeBase(
            articles=articles,
            gaps={slug: gap for slug, gap in named.items() if slug not in self.paths},
            facts=facts,
            setup=self._read_guide(screen),
            synonyms=tuple(_texts(group) for group in _items(self._file(SYNONYMS, file_schemas.SYNONYMS))),
            checks=self._read_checks(),
            version=version_of(self.contents),
            products=self._read_products(),
            screen=screen,
            words=tuple(self._read_each(WORDS, WORDS_SCHEMA, FollowUpWords)),
            examples=tuple(self._read_each(EXAMPLES, EXAMPLES_SCHEMA, FollowUpExamples)),
            integrations=self._read_integration(),
        )

    def _at(self, name: str) -> str:
        """Return the path of a file of the integration."""
        return f"{self.folder}/{name}"

    def _read_integration(self) -> tuple[Integration, ...]:
        """Return the integration, where its file can be read."""
        written = self._file(self._at(INTEGRATION), file_schemas.INTEGRATION)
        return (replace(written, folder=self.folder),) if isinstance(written, Integration) else ()

    def _read_each(self, paths: Mapping[Language, str], schema: SchemaType, kind: type[_Read]) -> Iterator[_Read]:
        """Yield what stands in the file of each language that has one."""
        for path in paths.values():
            read = self._file(path, schema) if path in self.contents else None
            if isinstance(read, kind):
                yield read

    def _read_screen(self) -> dict[str, Bilingual]:
        """Return the words on Exact's screens, where a file has any."""
        if self._at(SCREEN) not in self.contents:
            return {}
        written = _entries(self._file(self._at(SCREEN), file_schemas.SCREEN))
        return {name: words for name, words in written if isinstance(words, Bilingual)}

    def _read_guide(self, screen: Mapping[str, Bilingual]) -> SetupGuide:
        """Return the set-up steps, in which the words on Exact's screens are placeholders as well."""
        names = None if self._facts is None else self._facts | screen.keys()
        guide = self._file(self._at(SETUP), file_schemas.SETUP, names)
        return guide if isinstance(guide, SetupGuide) else SetupGuide(())

    def _read_products(self) -> tuple[Product, ...]:
        """Return the products, where a file names any; each name leads to one of them."""
        if PRODUCTS not in self.contents:
            return ()
        written = _entries(self._file(PRODUCTS, file_schemas.PRODUCTS))
        products = tuple(replace(product, slug=slug) for slug, product in written if isinstance(product, Product))
        first: dict[str, str] = {}
        for product in products:
            for name in dict.fromkeys((product.name, *product.aliases, *product.needs_context)):
                other = first.setdefault(name.casefold(), product.slug)
                if other != product.slug:
                    line, remedy = self.lines[PRODUCTS].get(name), "Remove it from one of the two."
                    self.problems.append(Problem(PRODUCTS, line, f"'{name}' is also a name of {other}", remedy))
        return products

    def _read_facts(self) -> Facts:
        path = self._at(FACTS)
        values = dict(_entries(self._file(path, file_schemas.FACTS)))
        minimum, domain = values.get("minimum_update", 0), values.get("mailbox_domain", "")
        if not isinstance(minimum, int) or not isinstance(domain, str) or not values:
            return Facts(0, "", {})
        self._facts = RUNTIME_PLACEHOLDERS | values.keys()
        for address in (text for text in self.lines[path] if "@" in text and not text.endswith(f"@{domain}")):
            line, remedy = self.lines[path][address], f"Make it end in @{domain}, or correct mailbox_domain."
            self.problems.append(
                Problem(path, line, f"'{address}' has a different domain from mailbox_domain", remedy)
            )
        return Facts(minimum, domain, {name: _fact(value) for name, value in values.items()})

    def _read_articles(self) -> dict[str, Article]:
        articles: dict[str, Article] = {}
        topics = {self._at(ARTICLES): self.folder, GENERAL: GENERAL}
        for path in self.contents:
            folder, _, name = path.rpartition("/")
            if folder not in topics or not name.endswith(".yml"):
                self._check_place(path)
                continue
            slug = name.removesuffix(".yml")
            article = self._file(path, file_schemas.ARTICLE)
            if isinstance(article, Article) and not article.is_draft:
                self.problems += self._unwritten
            is_new = self._check_slug(path, slug)
            if isinstance(article, Article) and is_new:
                articles[slug] = replace(article, slug=slug, topic=topics[folder])
        return articles

    def _read_checks(self) -> tuple[Check, ...]:
        path = self._at(CHECKS)
        written = _items(self._file(path, file_schemas.CHECKS))
        lines = self.lines.get(path, {})
        return tuple(
            Check(check.ask, check.lang, check.must, check.article, path, lines[check.ask], check.also, check.value)
            for check in written
            if isinstance(check, file_schemas.WrittenCheck)
        )

    def _check_place(self, path: str) -> None:
        ending = FILE_ENDING.search(path)
        if ending is not None and ending[0] != ".yml":
            remedy = f"Rename it to {path[: ending.start()].rpartition('/')[2]}.yml."
            self._report(path, f"The file name ends in {ending[0]}, so the file is not read", remedy)
        elif path not in _FIXED and not is_kind(path) and path not in {self._at(name) for name in OF_AN_INTEGRATION}:
            remedy = f"Articles go in {self._at(ARTICLES)} or {GENERAL}."
            self._report(path, "The bot does not expect a file here", remedy)

    def _check_slug(self, path: str, slug: str) -> bool:
        """Return whether `slug` is the first article of its name; what is wrong with it has been reported."""
        if not file_schemas.SLUG.fits(slug):
            remedy = f"Use lowercase letters, digits and hyphens: {file_schemas.SLUG.example}.yml."
            self._report(path, f"'{slug}' is not a valid article name", remedy)
        first = self.paths.setdefault(slug, path)
        if first != path:
            self._report(path, f"There is already an article '{slug}' in {first}", "Rename one of them.")
        return first == path

    def _file(self, path: str, schema: SchemaType, names: frozenset[str] | None = None) -> object:
        """Return the value of the file at `path`; INVALID where it cannot be read, which has then been reported.

        `names` are its placeholders, where these are not the facts.
        """
        if path not in self.contents:
            self._report(path, "The file is missing", "Restore it; an empty file is not enough.")
            return INVALID
        root, problems = parse(path, self.contents[path])
        reader = FileReader(path, self._facts if names is None else names)
        value = INVALID if root is None else schema.read(root, "", reader)
        self.problems += [*problems, *reader.problems]
        self.lines[path], self._unwritten = reader.lines, reader.unwritten
        return value

    def _report(self, path: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(path, None, message, remedy))


def _entries(value: object) -> list[tuple[str, object]]:
    return list(value.items()) if isinstance(value, dict) else []


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _texts(value: object) -> tuple[str, ...]:
    return tuple(item for item in _items(value) if isinstance(item, str))


def _fact(value: object) -> Bilingual:
    return value if isinstance(value, Bilingual) else Bilingual(str(value), str(value))
