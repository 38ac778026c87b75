"""The files in the folder of one integration, and small talk → its knowledge base."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.domain.article import GENERAL, RUNTIME_PLACEHOLDERS, Article, Check, Facts, Gap
from bot.domain.integration import Integration
from bot.domain.language import Bilingual
from bot.domain.setup_guide import SetupGuide
from bot.knowledge import file_schemas
from bot.knowledge.answered_gaps import REMEDY, message_of
from bot.knowledge.file_values import entries, items
from bot.knowledge.gap_schemas import gaps_beside
from bot.knowledge.schema_types import INVALID
from bot.knowledge.source_files import ARTICLES, CHECKS, FACTS, GAPS, INTEGRATION, SCREEN, SETUP
from bot.knowledge.text_schemas import SLUG

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.domain.article import KnowledgeBase
    from bot.domain.calculation import CalculatorName
    from bot.knowledge.file_values import FileValues


_NEEDED: Final[Mapping[CalculatorName, str]] = {
    "version-check": "minimum_update",
    "mailbox-address": "mailbox_domain",
}
"""The fact that each calculator works with."""


def read_integration(
    files: FileValues, folder: str, shared: KnowledgeBase, kinds: Collection[str], *, is_alone: bool
) -> tuple[KnowledgeBase, Mapping[str, str], str]:
    """Return what could be read of the integration in `folder`, beside what is `shared` by all, and its folder.

    Between them stands, by article, whether it could be read or not, the path of its file. `is_alone` where there is
    no other integration. `kinds` are the names of those that there are; their texts are not filled in.
    """
    reading = _Reading(files, folder, kinds, is_alone)
    return reading.knowledge(shared), reading.paths, folder


@dataclass
class _Reading:
    """Reads one file of an integration after another. Facts come first: their names are the others' placeholders."""

    files: FileValues
    folder: str
    kinds: Collection[str]
    is_alone: bool
    paths: dict[str, str] = field(default_factory=dict)
    _names: frozenset[str] | None = None

    def knowledge(self, shared: KnowledgeBase) -> KnowledgeBase:
        """Return what could be read."""
        integration = self._integration()
        is_bare = self.is_alone or any(each.has_bare_slugs for each in integration)
        prefix = "" if is_bare else f"{self.folder}/"
        facts = self._facts(replace(shared, integrations=integration, prefix=prefix).calculators)
        gaps, articles, screen = self._gaps(), self._articles(), self._screen()
        taken = {slug for slug in gaps.keys() & self.paths.keys() if not _is_draft_of(gaps[slug], articles.get(slug))}
        for slug in taken:
            told = message_of(slug, self._at(GAPS), self.files.lines[self._at(GAPS)][slug])
            self.files.report(self.paths[slug], told, REMEDY)
        return replace(
            shared,
            articles=articles,
            gaps={slug: gap for slug, gap in gaps.items() if slug not in taken},
            facts=facts,
            setup=self._guide(screen, may_be_empty=not integration or any(each.is_draft for each in integration)),
            checks=self._checks(),
            screen=screen,
            integrations=integration,
        )

    def _at(self, name: str) -> str:
        """Return the path of a file of the integration."""
        return f"{self.folder}/{name}"

    def _integration(self) -> tuple[Integration, ...]:
        """Return the integration, where its file can be read."""
        written = self.files.read(self._at(INTEGRATION), file_schemas.INTEGRATION, self._names)
        return (replace(written, folder=self.folder),) if isinstance(written, Integration) else ()

    def _gaps(self) -> dict[str, Gap]:
        """Return the gaps of the integration alone, and what it adds to kinds, where a file has any."""
        path, schema = self._at(GAPS), gaps_beside(self.kinds)
        gaps = self.files.read_map(path, schema, Gap, self._names) if path in self.files.contents else {}
        return {
            slug: replace(gap, slug=slug, kind=gap.kind or (slug if slug in self.kinds else None))
            for slug, gap in gaps.items()
        }

    def _screen(self) -> dict[str, Bilingual]:
        """Return the words on the screens of the product, where a file has any."""
        path = self._at(SCREEN)
        known = path in self.files.contents
        return self.files.read_map(path, file_schemas.SCREEN, Bilingual, self._names) if known else {}

    def _guide(self, screen: Mapping[str, Bilingual], *, may_be_empty: bool) -> SetupGuide:
        """Return the set-up steps, in which the words on its screens are placeholders as well."""
        names = None if self._names is None else self._names | screen.keys()
        schema = file_schemas.SETUP_OF_A_DRAFT if may_be_empty else file_schemas.SETUP
        guide = self.files.read(self._at(SETUP), schema, names)
        return guide if isinstance(guide, SetupGuide) else file_schemas.NO_GUIDE

    def _facts(self, calculators: Sequence[CalculatorName]) -> Facts:
        path = self._at(FACTS)
        written = self.files.read(path, file_schemas.FACTS)
        values = entries(written)
        minimum, domain = values.get("minimum_update", 0), values.get("mailbox_domain", "")
        if not isinstance(minimum, int) or not isinstance(domain, str) or written is INVALID:
            return file_schemas.NO_FACTS
        for calculator in calculators:
            if (needed := _NEEDED[calculator]) not in values:
                remedy = f"Add it, or leave {calculator} out of `calculators` in {self._at(INTEGRATION)}."
                self.files.report(path, f"'{needed}' is missing, which {calculator} works with", remedy)
        self._names = RUNTIME_PLACEHOLDERS | values.keys()
        addresses = (text for text in self.files.lines[path] if domain and "@" in text)
        for address in (text for text in addresses if not text.endswith(f"@{domain}")):
            line, remedy = self.files.lines[path][address], f"Make it end in @{domain}, or correct mailbox_domain."
            self.files.report(path, f"'{address}' has a different domain from mailbox_domain", remedy, line)
        return Facts(minimum, domain, {name: _fact(value) for name, value in values.items()})

    def _articles(self) -> dict[str, Article]:
        articles: dict[str, Article] = {}
        topics = {self._at(ARTICLES): self.folder, GENERAL: GENERAL}
        for path in self.files.contents:
            folder, _, name = path.rpartition("/")
            if folder not in topics or not name.endswith(".yml"):
                continue
            slug = name.removesuffix(".yml")
            article = self.files.read(path, file_schemas.ARTICLE, self._names)
            if isinstance(article, Article) and not article.is_draft:
                self.files.problems += self.files.unwritten
            is_new = self._check_slug(path, slug)
            if isinstance(article, Article) and is_new:
                articles[slug] = replace(article, slug=slug, topic=topics[folder])
        return articles

    def _check_slug(self, path: str, slug: str) -> bool:
        """Return whether `slug` is the first article of its name; what is wrong with it has been reported."""
        if not SLUG.fits(slug):
            remedy = f"Use lowercase letters, digits and hyphens: {SLUG.example}.yml."
            self.files.report(path, f"'{slug}' is not a valid article name", remedy)
        first = self.paths.setdefault(slug, path)
        if first != path:
            self.files.report(path, f"There is already an article '{slug}' in {first}", "Rename one of them.")
        return first == path

    def _checks(self) -> tuple[Check, ...]:
        path = self._at(CHECKS)
        written = items(self.files.read(path, file_schemas.CHECKS, self._names))
        lines = self.files.lines.get(path, {})
        return tuple(
            Check(check.ask, check.lang, check.must, check.article, path, lines[check.ask], check.also, check.value)
            for check in written
            if isinstance(check, file_schemas.WrittenCheck)
        )


def _is_draft_of(gap: Gap, article: Article | None) -> bool:
    """Return whether the article of a gap's name is the draft that is to answer it: until then the gap stays."""
    return article is not None and article.is_draft and article.topic != GENERAL and article.kind in {None, gap.kind}


def _fact(value: object) -> Bilingual:
    return value if isinstance(value, Bilingual) else Bilingual(str(value), str(value))
