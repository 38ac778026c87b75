from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.factories import article, with_a_draft_of_afas

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


CLOSE = ("where is my other mailbox", "which version do I need today")


def test_a_draft_is_checked_by_its_name_as_if_it_were_published(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/boxes.yml", article("Boxes", en=CLOSE, nl=("dozen",), extra="status: draft\n"))
    as_draft, whole = cli.run("check", "boxes", "--all").out, cli.run("check", "--all").out
    cli.write("exact-globe/articles/boxes.yml", article("Boxes", en=CLOSE, nl=("dozen",)))
    published = cli.run("check", "boxes", "--all").out.splitlines()

    told = "It names no kind, so give it at least 45 phrasings per language: it has 1."
    assert as_draft.startswith(f"boxes is a draft: checked as if it were published. {told}\n")
    assert {line for line in published if ": warning: " in line} <= set(as_draft.splitlines())
    assert f"boxes.yml:8: warning: The phrasing '{CLOSE[1]}' of boxes is closer to version" in as_draft
    assert "mailbox.yml:7: warning: The phrasing 'where is my mailbox' of mailbox is closer to boxes" in as_draft
    assert "boxes" not in whole


def test_what_keeps_a_draft_from_being_published_is_told_instead(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/boxes.yml", article("…", en=CLOSE, nl=("dozen",), extra="status: draft\n"))
    outcome = cli.run("check", "boxes", "--all")

    assert outcome.code == 0
    assert outcome.out.startswith("boxes is a draft: its phrasings are checked once it can be published.\n")
    assert "exact-globe/articles/boxes.yml:1: warning: 'en' has not been written yet: …." in outcome.out
    assert "closer to" not in outcome.out


def test_an_article_of_a_draft_package_is_checked_with_what_all_share(cli: CommandLine) -> None:
    kind = 'title: {en: boxes, nl: dozen}\nphrasings: {en: ["where is my {product} release"], nl: [doos]}\n'
    release = article("The release", en=("where is AFAS", "where is my AFAS"), nl=("welke AFAS-versie",))
    afas = with_a_draft_of_afas(**{"articles/version": release})
    for path, content in (afas | {"kinds/boxes.yml": kind.encode()}).items():
        cli.write(path, content)
    told = cli.run("check", "afas/version", "--all").out

    assert told.startswith("afas/version is of a package that is a draft: checked as if it were published. It names")
    assert (
        "kinds/boxes.yml:2: warning: Of afas: The phrasing 'where is my AFAS release' of boxes is closer to" in told
    )
    assert json.loads(cli.run("check", "afas/version", "--json").out)["draft"]
    assert json.loads(cli.run("check", "version", "--json").out)["draft"] is None


def test_of_a_draft_that_cannot_be_published_yet_nothing_is_told_of_what_all_share(cli: CommandLine) -> None:
    kind = 'title: {en: boxes, nl: dozen}\nphrasings: {en: ["where is my {product} release"], nl: [doos]}\n'
    boxes = article("…", en=("crates of AFAS",), nl=("kratten van AFAS",), extra="kind: boxes\nstatus: draft\n")
    release = article("The release", en=("where is AFAS", "where is my AFAS"), nl=("welke AFAS-versie",))
    afas = with_a_draft_of_afas(**{"articles/version": release, "articles/boxes": boxes})
    for path, content in (afas | {"kinds/boxes.yml": kind.encode()}).items():
        cli.write(path, content)
    told = cli.run("check", "afas/boxes", "--all").out

    assert "afas/articles/boxes.yml:1: warning: 'en' has not been written yet" in told
    assert not any(line.startswith("kinds/") for line in told.splitlines())


def test_a_draft_that_names_a_kind_needs_few_phrasings_of_its_own(cli: CommandLine) -> None:
    cli.write("products.yml", b"exact-globe: {name: Exact Globe, role: ours}\n")
    cli.write(
        "kinds/boxes.yml", b'title: {en: boxes, nl: dozen}\nphrasings: {en: ["boxes in {product}"], nl: [doos]}\n'
    )
    cli.write(
        "exact-globe/articles/boxes.yml",
        article("Boxes", extra="kind: boxes\nstatus: draft\n", en=CLOSE, nl=("dozen",)),
    )

    assert cli.run("check", "boxes").out.startswith("boxes is a draft: checked as if it were published.\n")
