from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from bot.domain.article import Phrasings
from bot.knowledge.article_editing import EditingError
from bot.knowledge.loading import read
from bot.knowledge.new_article import file_of, others_than, write_article
from bot.knowledge.source_files import contents_of
from bot.matching.matcher import fingerprint
from tests.factories import files, with_a_draft_of_afas
from tests.moments import TODAY
from tests.shipped_knowledge import shipped_library

SHIPPED = Path(__file__).parents[2] / "knowledge"
ASKED = Phrasings(en=('why "plums"?', r"C:\plums: # why"), nl=())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in files().items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return tmp_path


def test_a_new_article_is_a_draft_with_the_phrasings_that_it_is_given(folder: Path) -> None:
    path = write_article(folder, "plums", TODAY, ASKED)

    knowledge, problems = read(contents_of(folder))
    assert problems == ()
    assert knowledge is not None
    written = knowledge.articles["plums"]
    assert (path, written.is_draft) == (folder / "exact-globe" / "articles" / "plums.yml", True)
    assert (written.phrasings.en, written.phrasings.nl) == (ASKED.en, ("plums … (nl)",))


def test_a_new_article_of_the_name_of_a_kind_has_that_kind(folder: Path) -> None:
    (folder / "kinds").mkdir()
    kind = "title: {en: plums, nl: pruimen}\nphrasings: {en: ['where are the plums'], nl: ['waar zijn de pruimen']}\n"
    (folder / "kinds" / "plums.yml").write_text(kind, encoding="utf-8")
    (folder / "products.yml").write_text("exact-globe: {name: Exact Globe, role: ours}\n", encoding="utf-8")

    write_article(folder, "plums", TODAY)

    knowledge, problems = read(contents_of(folder))
    assert problems == ()
    assert knowledge is not None
    assert knowledge.articles["plums"].kind == "plums"
    assert knowledge.articles["plums"].phrasings.en == ("where are the plums", "plums …")


def test_a_new_article_of_any_shipped_gap_leaves_all_gaps_as_they_are(tmp_path: Path) -> None:
    folder, before = tmp_path / "knowledge", shipped_library()
    copytree(SHIPPED, folder)

    for slug in before.gaps:
        write_article(folder, slug, TODAY)

    knowledge, problems = read(contents_of(folder))
    assert problems == ()
    assert knowledge is not None
    assert knowledge.gaps == before.gaps
    assert fingerprint(knowledge.bases[0]) == fingerprint(before.bases[0])
    assert {slug: knowledge.articles[slug].kind for slug in before.gaps} == {
        slug: gap.kind for slug, gap in before.gaps.items()
    }


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("greeting", "already exists"),
        ("version", "already exists"),
        ("../plums", "There is no integration"),
        ("exact-globe", "is the folder of a package. Name an article in it, such as exact-globe/mailbox"),
        ("Plums", "is not a valid name"),
    ],
)
def test_nothing_is_overwritten_nor_written_elsewhere(folder: Path, slug: str, told: str) -> None:
    before = contents_of(folder)

    with pytest.raises(EditingError, match=told):
        write_article(folder, slug, TODAY)
    assert contents_of(folder) == before


@pytest.mark.parametrize("slug", ["apples", "plums"])
@pytest.mark.parametrize("text", ["where is my mailbox?", "the\u200bplums"])
def test_a_phrasing_that_would_be_a_fault_is_refused_before_it_is_written(folder: Path, slug: str, text: str) -> None:
    before = contents_of(folder)

    with pytest.raises(EditingError, match=r"It was not written:\nexact-globe/articles/\w+.yml:\d+: error: "):
        write_article(folder, slug, TODAY, Phrasings((text,), ()))
    assert contents_of(folder) == before


def test_faults_elsewhere_keep_nobody_from_writing(folder: Path) -> None:
    (folder / "exact-globe" / "checks.yml").write_text("- colour: red\n")

    assert write_article(folder, "plums", TODAY, ASKED).is_file()


def test_an_article_is_found_in_whichever_folder_it_is(folder: Path) -> None:
    assert file_of("greeting", folder) == folder / "general" / "greeting.yml"
    assert file_of("version", folder) == folder / "exact-globe" / "articles" / "version.yml"
    assert file_of("plums", folder) is None


def test_an_article_goes_to_the_first_integration_or_the_one_that_is_named(tmp_path: Path) -> None:
    for path, content in with_a_draft_of_afas().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    first, second = (write_article(tmp_path, slug, TODAY) for slug in ("plums", "afas/plums"))

    assert (first.parent.parent.name, others_than(first, tmp_path)) == ("exact-globe", ("afas",))
    assert (second.parent.parent.name, others_than(second, tmp_path)) == ("afas", ("exact-globe",))
