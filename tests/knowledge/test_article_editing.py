from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from bot.knowledge.article_editing import PHRASINGS_WANTED, EditingError, skeleton, with_review
from bot.knowledge.article_schema import PLACE, article_schema
from bot.knowledge.file_schemas import CHECKS, FACTS, INTEGRATION, SETUP
from bot.knowledge.gap_schemas import KIND
from bot.knowledge.loading import read
from tests.factories import article, files

if TYPE_CHECKING:
    from bot.knowledge.schema_types import SchemaType

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def test_the_published_schema_is_the_shape_in_the_code() -> None:
    assert (KNOWLEDGE / PLACE).read_text(encoding="utf-8") == article_schema(), (
        "run: econnect-bot schema > knowledge/article.schema.json"
    )


def test_the_schema_accepts_what_the_loader_accepts_and_refuses_a_typo() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(article_schema()))
    sound = yaml.safe_load(article()) | {"reviewed_on": "2026-11-25"}

    assert list(validator.iter_errors(sound)) == []
    assert list(validator.iter_errors(sound | {"colour": "red"}))
    bare = {key: value for key, value in sound.items() if key != "phrasings"}
    assert list(validator.iter_errors(bare))
    assert list(validator.iter_errors(bare | {"phrasings": {"nl": ["welke versie"]}}))
    assert list(validator.iter_errors(bare | {"kind": "version-required"})) == []
    assert list(validator.iter_errors(bare | {"kind": "version-required", "phrasings": {"nl": ["welke"]}})) == []


@pytest.mark.parametrize(
    ("shape", "file"),
    [
        (INTEGRATION, "integration.yml"),
        (FACTS, "facts.yml"),
        (KIND, "../kinds/prices.yml"),
        (SETUP, "setup.yml"),
        (CHECKS, "checks.yml"),
    ],
)
def test_the_shipped_files_fit_the_schema_of_their_shape(shape: SchemaType, file: str) -> None:
    written = yaml.safe_load((KNOWLEDGE / "exact-globe" / file).read_text(encoding="utf-8"))

    assert list(jsonschema.Draft202012Validator(shape.json_schema()).iter_errors(written)) == []


def test_a_skeleton_says_how_many_phrasings_it_needs_only_without_a_kind() -> None:
    without = skeleton("prices", date(2026, 11, 25), "", "")
    of_a_kind = skeleton("prices", date(2026, 11, 25), "", "", kind="costs")

    wanted = f"at least {PHRASINGS_WANTED} per language"
    assert wanted in without
    assert wanted not in of_a_kind
    assert "a handful per language is enough" in of_a_kind
    assert wanted in (KNOWLEDGE.parent / "docs" / "editing-knowledge.md").read_text(encoding="utf-8")
    assert "\nkind: costs  # kinds/costs.yml has what people ask" in of_a_kind


def test_a_skeleton_is_a_sound_draft_as_it_stands() -> None:
    text = skeleton("new-topic", date(2026, 11, 25), "../../article.schema.json", "connect-exact-globe")
    contents = files() | {"exact-globe/articles/new-topic.yml": text.encode()}

    knowledge, problems = read(contents)

    assert problems == ()
    assert knowledge is not None
    assert knowledge.articles["new-topic"].is_draft


def test_a_skeleton_says_how_to_name_a_kind() -> None:
    text = skeleton("new-topic", date(2026, 11, 25), "../../article.schema.json", "connect-exact-globe")
    head, _, rest = text.replace("# kind: version-required", "kind: greetings").partition("phrasings:")
    shared = {
        "exact-globe/articles/new-topic.yml": f"{head}source:{rest.partition('source:')[2]}".encode(),
        "kinds/greetings.yml": b"title: {en: hello, nl: hallo}\nphrasings: {en: [hello there], nl: [dag bot]}\n",
        "products.yml": b"exact-globe: {name: Exact Globe, role: ours}\n",
    }

    knowledge, problems = read(files() | shared)

    assert problems == ()
    assert knowledge is not None
    assert knowledge.articles["new-topic"].phrasings.nl == ("dag bot",)


@pytest.mark.parametrize("slug", ["New Topic", "ä", "../up", "", "x" * 61])
def test_a_skeleton_for_an_impossible_name_is_refused(slug: str) -> None:
    with pytest.raises(EditingError, match="is not a valid name"):
        skeleton(slug, date(2026, 11, 25), "", "")


def test_a_review_changes_the_date_and_keeps_the_comments() -> None:
    before = "# first\nreviewed_on: 2026-01-02  # by Anna\nnote: x\n"

    assert with_review(before, date(2026, 11, 25)) == "# first\nreviewed_on: 2026-11-25  # by Anna\nnote: x\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\r\nreviewed_on: 2026-01-02\r\nnote: x\r\n", "a: b\r\nreviewed_on: 2026-11-25\r\nnote: x\r\n"),
        ("a: b\rreviewed_on: 2026-01-02\rnote: x", "a: b\rreviewed_on: 2026-11-25\rnote: x"),
        ("a: b\r\nreviewed_on: 2026-01-02\nnote: x", "a: b\r\nreviewed_on: 2026-11-25\nnote: x"),
        ("\ufeffreviewed_on: 2026-01-02", "\ufeffreviewed_on: 2026-11-25"),
        ('reviewed_on: "2026-01-02" # Bob\n\n', 'reviewed_on: "2026-11-25" # Bob\n\n'),
        ("reviewed_on:\t'2026-01-02'  \n", "reviewed_on:\t'2026-11-25'  \n"),
    ],
)
def test_a_review_keeps_line_ends_quotes_and_the_end_of_the_file(before: str, after: str) -> None:
    assert with_review(before, date(2026, 11, 25)) == after


@pytest.mark.parametrize("text", ["note: x\n", "reviewed_on: 2026-01-02\nreviewed_on: 2026-01-03\n"])
def test_a_review_of_a_file_without_one_date_is_refused(text: str) -> None:
    with pytest.raises(EditingError, match="econnect-bot check"):
        with_review(text, date(2026, 11, 25))
