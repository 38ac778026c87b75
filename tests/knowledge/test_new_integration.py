from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from bot.knowledge.article_editing import EditingError
from bot.knowledge.loading import read
from bot.knowledge.new_integration import write_integration
from bot.knowledge.source_files import contents_of
from tests.factories import INTEGRATION, article, files, with_a_draft_of_afas
from tests.full_disk import files_of_at_most

SHIPPED = Path(__file__).parents[2] / "knowledge"
PRODUCTS = b"""\
# ours
exact-globe: {name: Exact Globe, role: ours, short_name: Globe, aliases: [Globe Next]}  # near: glob

# others
outlook: {name: Outlook, role: beside}
afas: {name: AFAS, role: other, aliases: [Profit AFAS]}  # of Leusden
"""


GREETING = article("Hello", en=("hi",), nl=("hoi",)).replace(b": update {minimum_update}", b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    integration = INTEGRATION + b"slugs: bare\n"
    return written(tmp_path / "knowledge", files(products=PRODUCTS, integration=integration, greeting=GREETING))


def written(folder: Path, contents: dict[str, bytes]) -> Path:
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_a_new_package_is_a_draft_and_one_of_ours_in_its_place_among_the_products(folder: Path) -> None:
    new = write_integration(folder, "kasboek", "  Kasboek   Pro ")

    library, problems = read(contents_of(folder))
    assert problems == ()
    assert library is not None
    assert [base.product for base in library.drafts] == ["kasboek"]
    assert (new.path, new.product) == (folder / "kasboek", "Kasboek Pro")
    assert new.changes == ("products.yml:3: Kasboek Pro is there now, with `role: ours`",)
    line = b"# near: glob\n"
    assert (folder / "products.yml").read_bytes() == PRODUCTS.replace(
        line, line + b'kasboek: {name: "Kasboek Pro", role: ours}\n'
    )


@pytest.mark.parametrize("name", ["AFAS", "profit afas"])
def test_another_package_is_begun_by_any_of_its_names_and_stays_one_until_it_is_published(
    folder: Path, name: str
) -> None:
    new = write_integration(folder, "afas-profit", name)

    assert (new.product, new.changes, new.is_other) == ("AFAS", (), True)
    assert (folder / "products.yml").read_bytes() == PRODUCTS
    assert b"product: afas\n" in (folder / "afas-profit" / "integration.yml").read_bytes()


def test_what_is_ours_already_without_a_folder_stays_as_it_is(folder: Path) -> None:
    (folder / "products.yml").write_bytes(PRODUCTS.replace(b"role: other", b"role: ours"))

    new = write_integration(folder, "afas", "AFAS")
    assert (new.changes, new.is_other) == ((), False)


def test_where_there_was_but_one_its_articles_keep_their_names(folder: Path) -> None:
    integration = folder / "exact-globe" / "integration.yml"
    integration.write_bytes(INTEGRATION)
    new = write_integration(folder, "kasboek", "Kasboek")

    assert new.changes[1].startswith("exact-globe/integration.yml: `slugs: bare` is there now")
    assert integration.read_bytes() == INTEGRATION.replace(b"globe\n", b"globe\nslugs: bare\n", 1)
    library, _ = read(contents_of(folder))
    assert library is not None
    assert "version" in library.with_drafts().articles


def test_beside_several_that_are_known_by_their_folders_nothing_becomes_bare(tmp_path: Path) -> None:
    published = INTEGRATION.replace(b"product: exact-globe", b"product: afas")
    step = files()["exact-globe/setup.yml"].replace(b"article: mailbox", b"article: version")
    second = with_a_draft_of_afas(integration=published, setup=step.replace(b"{mailbox_address}", b"it"))
    first = {"exact-globe/integration.yml": INTEGRATION, "general/greeting.yml": GREETING}
    folder = written(tmp_path, second | first)

    assert len(write_integration(folder, "kasboek", "Kasboek").changes) == 1


def test_what_people_ask_of_every_product_is_told_that_which_the_set_up_needs_first(folder: Path) -> None:
    for kind in ("releases", "boxes"):
        texts = f"title: {{en: {kind}, nl: {kind}}}\nphrasings: {{en: [any {kind}], nl: [elke {kind}]}}\n"
        written(folder, {f"kinds/{kind}.yml": texts.encode()})
    setup = b"overview: mailbox\n" + files()["exact-globe/setup.yml"]
    version = article("The version", en=("which version",), nl=("welke versie",), extra="kind: releases\n")
    mailbox = article(extra="kind: boxes\n")
    articles = {"exact-globe/articles/version.yml": version, "exact-globe/articles/mailbox.yml": mailbox}
    written(folder, {"exact-globe/setup.yml": setup, **articles})

    assert write_integration(folder, "kasboek", "Kasboek").kinds == ("boxes", "releases")


@pytest.mark.parametrize(
    ("name", "product", "told"),
    [
        ("Kasboek", "Kasboek", "'Kasboek' is not a valid name for a folder. Use lowercase letters"),
        ("../kasboek", "Kasboek", "is not a valid name"),
        ("kinds", "Kasboek", "'kinds' is the name of what all packages share"),
        ("exact-globe", "Kasboek", "exact-globe already exists. Nothing was changed. Choose another name"),
        ("globe", "globe next", "exact-globe is about Exact Globe already. Write articles there: "),
        ("globe", "Globe", "exact-globe is about Exact Globe already"),
        ("outlook", "Outlook", "Outlook has `role: beside` in products.yml"),
        ("afas", "Kasboek", "'afas' in products.yml is AFAS, not Kasboek. Give that name"),
        ("kasboek", "K" * 61, "products.yml:3: error: 'name' has 61 characters"),
        ("k" * 61, "Kasboek", "has 61 characters"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy_and_nothing_changes(
    folder: Path, name: str, product: str, told: str
) -> None:
    before = contents_of(folder)

    with pytest.raises(EditingError) as refused:
        write_integration(folder, name, product)
    assert told in str(refused.value)
    assert contents_of(folder) == before


@pytest.mark.parametrize("product", ["  ", "Kasboek <b>", "**Kasboek** Pro"])
@pytest.mark.parametrize("name", ["kasboek", "afas"])
def test_what_is_no_name_of_a_product_is_refused_in_one_sentence(folder: Path, name: str, product: str) -> None:
    with pytest.raises(EditingError) as refused:
        write_integration(folder, name, product)

    asked_for = "give that as its maker writes it, without Markdown or HTML, such as Kasboek Pro."
    assert str(refused.value) == f"'{product.strip()}' is not the name of a package: {asked_for}"


def test_products_that_cannot_be_read_are_corrected_first(folder: Path) -> None:
    (folder / "products.yml").write_bytes(b"afas: {name: AFAS}\n")

    with pytest.raises(EditingError, match=r"Correct this first:\nproducts.yml:1: error: 'afas' is missing the key"):
        write_integration(folder, "kasboek", "Kasboek")


def test_without_products_those_that_there_are_must_be_named_first(folder: Path) -> None:
    (folder / "products.yml").unlink()

    with pytest.raises(EditingError, match=r"'product' names 'exact-globe', which is not ours in products\.yml"):
        write_integration(folder, "kasboek", "Kasboek")


@pytest.mark.parametrize("inner", ["", "nowhere"])
def test_where_there_is_no_knowledge_base_nothing_is_made(tmp_path: Path, inner: str) -> None:
    with pytest.raises(EditingError, match=r"has an integration.yml. Name a knowledge base with --knowledge"):
        write_integration(tmp_path / inner, "kasboek", "Kasboek")
    assert list(tmp_path.iterdir()) == []


def test_faults_elsewhere_keep_nobody_from_beginning(folder: Path) -> None:
    (folder / "exact-globe" / "integration.yml").unlink()
    (folder / "exact-globe" / "checks.yml").write_text("- colour: red\n")

    new = write_integration(folder, "kasboek", "Kasboek")

    assert (new.path.is_dir(), new.kinds, len(new.changes)) == (True, (), 1)


def test_on_a_full_disk_all_stays_as_it_was(folder: Path) -> None:
    before = contents_of(folder)
    with files_of_at_most(100), pytest.raises(EditingError, match=r"File too large\. Nothing was changed"):
        write_integration(folder, "kasboek", "Kasboek")

    assert contents_of(folder) == before
    assert [each.name for each in folder.iterdir() if each.name.startswith(".") or each.name == "kasboek"] == []


def test_the_shipped_knowledge_base_takes_one_more_and_answers_as_before(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    copytree(SHIPPED, folder)
    before, _ = read(contents_of(folder))
    new = write_integration(folder, "kasboek", "Kasboek Pro")
    after, problems = read(contents_of(folder))

    assert problems == ()
    assert before is not None
    assert after is not None
    assert after.bases[0].articles == before.bases[0].articles
    assert after.bases[0].gaps == before.bases[0].gaps
    assert after.drafts[0].gaps.keys() >= {*new.kinds}
    assert new.kinds[0] == "setup-overview"
