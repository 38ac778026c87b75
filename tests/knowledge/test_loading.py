from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.loading import read
from tests.factories import (
    FACTS,
    INTEGRATION,
    article,
    files,
    knowledge_base,
    problems_of,
    with_a_draft_of_afas,
)

ARTICLE = "exact-globe/articles/mailbox.yml"


def test_a_sound_folder_becomes_a_knowledge_base() -> None:
    knowledge = knowledge_base()

    assert list(knowledge.articles) == ["mailbox", "version", "greeting"]
    assert knowledge.articles["greeting"].topic == "general"
    assert knowledge.gaps["prices"].title.nl == "prijzen"
    assert knowledge.facts.minimum_update == 413
    assert knowledge.setup.steps[0].article == "mailbox"
    assert knowledge.synonyms[0] == ("mailbox", "brievenbus", "postbox")
    assert knowledge.checks[0].line == 1


def test_facts_are_there_by_name_as_they_are_shown() -> None:
    knowledge = knowledge_base()

    assert knowledge.facts.in_language("nl") == {
        "minimum_update": "413",
        "mailbox_domain": "facturen.econnect.eu",
        "mailbox_address": "<kvk-nummer>@facturen.econnect.eu",
    }


def test_a_draft_is_read_but_not_published() -> None:
    knowledge = knowledge_base(greeting=article("Hello", en=("hi",), nl=("hoi",), extra="status: draft\n"))

    assert knowledge.articles["greeting"].is_draft
    assert "greeting" not in [shown.slug for shown in knowledge.published()]


@pytest.mark.parametrize(
    ("broken", "line", "told"),
    [
        (article(extra="colour: red\n"), 14, "cannot have a key 'colour'"),
        (article(extra="owner: me\n"), 14, "'owner' is repeated; it is already on line 11"),
        (article(extra="note: no\n"), 14, "YAML reads no in 'note' as something other than text"),
        (article(extra="note: 22:22\n"), 14, "YAML reads 22:22"),
        (article(extra="note: 012\n"), 14, "YAML reads 012"),
        (article(extra="note: &a text\n"), 14, "Anchors and aliases"),
        (article(extra="note: {which: now}\n"), 14, "A colon splits a text in 'note' in two"),
        (article(extra="note: {which: }\n"), 14, "A colon at the end of a text in 'note', or '? ' in front of it"),
        (article(extra="note:\n  - one\n"), 15, "'note' must be text, and is a list"),
        (article(extra="source2: {a, b}\n"), 14, "cannot have a key 'source2'"),
        (
            article().replace(b'"About The mailbox: update {minimum_update}."', b"{a: b}"),
            3,
            "A colon splits a text in 'en' in two",
        ),
        (article(extra="note: {which: [now]}\n"), 14, "A colon splits a text in 'note' in two"),
        (article(extra="related: [nowhere]\n"), 14, "'related' names 'nowhere'"),
        (article(extra="related: [greeting]\n"), 14, "'related' names 'greeting', which is small talk"),
        (article(extra='note: "see http://example.com"\n'), 14, "contains an http:// link"),
        (article(extra="note: ''\n"), 14, "'note' is empty"),
        (article(extra="status: live\n"), 14, "'status' must be one of: draft"),
        (article(extra="note: [a]\n"), 14, "'note' must be text"),
        (article(extra=f"note: {'x' * 1001}\n"), 14, "has 1001 characters; at most 1000"),
        (article(extra="related: [Version]\n"), 14, "'Version' is not a valid value for 'related'"),
        (article(extra="related: version\n"), 14, "'related' must be a list"),
        (article(extra="related: [version, version]\n"), 14, "is in 'related' twice"),
        (article(extra="note: a: b\n"), 14, "not valid YAML"),
        (article(extra="---\nnote: x\n"), 14, "more than one document"),
        (article(extra="? [a]\n: b\n"), 14, "A key must be a single word"),
        (article(extra="note: " + "[" * 20 + "]" * 20 + "\n"), 14, "nested deeper than"),
        (
            article().replace(b"About The mailbox: update {minimum_update}", b"{minimum}"),
            3,
            "There is no fact 'minimum'",
        ),
        (article().replace(b'  nl: "Over', b'  de: "Over'), 3, "'answer' is missing the key 'nl'"),
        (article().replace(b"2026-11-25", b"9999-12-31"), 12, "'reviewed_on' is not a date"),
        (article().replace(b'en: "The mailbox"', b'en: "{domain}"'), 1, "There is no fact 'domain'"),
        (
            article().replace(b"About The mailbox: update {minimum_update}", b"{Minimum_update}"),
            3,
            "There is no fact",
        ),
        (
            article().replace(b"About The mailbox: update {minimum_update}", b"{ minimum_update }"),
            3,
            "There is no fact",
        ),
        (article().replace(b"2026-11-25", b"25-11-2026"), 12, "'reviewed_on' is not a date"),
        (article().replace(b": 90", b": 0"), 13, "must be a whole number from 1 to 730"),
        (article().replace(b"document: connect-exact-globe, ", b""), 10, "'source' is missing the key 'document'"),
        (
            article().replace(b'source: {document: connect-exact-globe, section: "Step 1"}', b"source: text"),
            10,
            "must consist of",
        ),
        (b"\xff\xfe", 1, "not UTF-8"),
        (b"", None, "The file is empty"),
        (b"- a list\n", 1, "The file must consist of `key: value` lines"),
        (b"note: \x07\n", 1, "A control character (U+0007) stands at column 7"),
        (b"#" * (256 * 1024 + 1), None, "at most 256 KiB are allowed"),
    ],
)
def test_a_fault_is_told_with_its_line_and_a_remedy(broken: bytes, line: int | None, told: str) -> None:
    _, problems = read(files(mailbox=broken))

    found = [problem for problem in problems if problem.path == ARTICLE and told in problem.message]
    assert [problem.line for problem in found] == [line], problems
    assert found[0].remedy


def test_an_unknown_placeholder_is_told_on_its_own_line_of_a_block() -> None:
    block = article().replace(b'  en: "About The mailbox: update {minimum_update}."', b"  en: |\n    One.\n    {two}")

    (problem,) = read(files(mailbox=block))[1]

    assert (problem.line, problem.message) == (5, "There is no fact 'two'")


@pytest.mark.parametrize("alone", ["At least {minimum_update of it.", "At least minimum_update} of it."])
def test_a_brace_alone_is_told(alone: str) -> None:
    assert "has no partner" in "".join(problems_of(mailbox=article(alone)))


@pytest.mark.parametrize("stem", ["integration", "facts", "setup", "checks", "synonyms"])
def test_a_missing_file_is_told(stem: str) -> None:
    told = problems_of(**{stem: None})

    assert any("The file is missing" in problem for problem in told)


def test_files_in_the_wrong_place_or_with_the_wrong_name_are_told() -> None:
    contents = files()
    for path in (
        "exact-globe/articles/Bad Name.yml",
        "exact-globe/articles/late.yaml",
        "exact-globe/lost.yml",
        "general/mailbox.yml",
    ):
        contents[path] = article(en=(path,), nl=(f"{path} nl",))

    told = [problem.message for problem in read(contents)[1]]

    assert "'Bad Name' is not a valid article name" in told
    assert "The file name ends in .yaml, so the file is not read" in told
    assert "The bot does not expect a file here" in told
    assert "There is already an article 'mailbox' in exact-globe/articles/mailbox.yml" in told


def test_an_integration_is_found_by_its_file_whatever_its_folder_is_called() -> None:
    contents = {path.replace("exact-globe/", "blue-books/"): content for path, content in files().items()}

    knowledge, problems = read(contents)

    assert (knowledge is not None, problems) == (True, ())
    assert knowledge is not None
    assert knowledge.articles["mailbox"].topic == "blue-books"
    assert [each.folder for each in knowledge.integrations] == ["blue-books"]


OF_AFAS = INTEGRATION.replace(b"product: exact-globe", b"product: afas")


def beside(**changed: bytes) -> dict[str, bytes]:
    """Return the small knowledge base with a second integration, of AFAS."""
    second = {path.replace("exact-globe", "afas"): content for path, content in files().items() if "exact" in path}
    second["afas/integration.yml"] = OF_AFAS
    products = b"exact-globe: {name: Exact Globe, role: ours}\nafas: {name: AFAS, role: ours}\n"
    first = files(products=products, integration=INTEGRATION + b"slugs: bare\n")
    return first | second | {path.replace("__", "/") + ".yml": content for path, content in changed.items()}


def test_integrations_stand_beside_each_other_each_with_its_own() -> None:
    library, problems = read(beside(afas__facts=FACTS.replace(b"413", b"9")))

    assert problems == ()
    assert library is not None
    first, second = library.bases
    assert (first.prefix, second.prefix) == ("", "afas/")
    assert (first.facts.minimum_update, second.facts.minimum_update) == (413, 9)
    assert {*library.articles} == {"mailbox", "version", "greeting", "afas/mailbox", "afas/version"}
    assert {*library.gaps} == {"prices", "afas/prices"}
    assert [each.role for each in first.products] == ["ours", "other"]
    assert [each.role for each in second.products] == ["other", "ours"]


def test_an_integration_that_is_a_draft_is_read_and_changes_nothing_of_the_others() -> None:
    library, problems = read(with_a_draft_of_afas())
    alone, _ = read({path: each for path, each in with_a_draft_of_afas().items() if not path.startswith("afas/")})

    assert library is not None, problems
    assert alone is not None
    as_yet = library.bases[0].products
    assert library.bases == (replace(alone.bases[0], version=library.version, products=as_yet),)
    (draft,) = library.drafts
    assert (draft.is_draft, draft.prefix, draft.product, {*draft.articles}) == (
        True,
        "afas/",
        "afas",
        {"version", "greeting"},
    )
    assert [(each.role, each.is_draft) for each in library.bases[0].products] == [("ours", False), ("other", True)]
    assert [(each.role, each.is_draft) for each in draft.products] == [("other", False), ("ours", False)]


def test_a_draft_may_be_of_another_package_which_it_stays_for_all_others() -> None:
    products = b"exact-globe: {name: Exact Globe, role: ours}\nafas: {name: AFAS, role: other}\n"
    library, problems = read(with_a_draft_of_afas() | {"products.yml": products})

    assert library is not None, problems
    assert [(each.role, each.is_draft) for each in library.bases[0].products] == [("ours", False), ("other", False)]
    assert [each.role for each in library.drafts[0].products] == ["other", "ours"]
    assert [each.role for each in library.with_drafts().products] == ["ours", "ours"]


def test_the_only_other_one_stays_known_as_it_is_and_works_out_all_that_it_did() -> None:
    library, problems = read(with_a_draft_of_afas() | {"exact-globe/integration.yml": INTEGRATION})

    assert library is not None, problems
    (base,) = library.bases
    assert (base.prefix, {*base.calculators}) == ("", {"mailbox-address", "version-check"})


def test_what_is_wrong_in_a_draft_is_told_like_anything_else_and_one_must_be_published() -> None:
    broken = with_a_draft_of_afas(setup=b"steps: [{slug: a}]\n")
    drafts = with_a_draft_of_afas() | {"exact-globe/integration.yml": INTEGRATION + b"status: draft\n"}

    assert {each.path for each in read(broken)[1]} == {"afas/setup.yml"}
    (problem,) = read(drafts)[1]
    assert str(problem).startswith(
        "afas/integration.yml: error: Every integration is a draft: nothing would be known"
    )


def test_a_set_up_without_steps_is_not_published() -> None:
    published = INTEGRATION.replace(b"product: exact-globe", b"product: afas")
    (problem,) = read(with_a_draft_of_afas(integration=published))[1]

    assert str(problem).startswith("afas/setup.yml:1: error: 'steps' has 0 items")


def test_without_one_whose_slugs_are_bare_each_is_known_by_its_folder() -> None:
    library, problems = read(beside() | {"exact-globe/integration.yml": INTEGRATION})

    assert library is not None, problems
    assert {*library.articles} >= {"exact-globe/mailbox", "afas/mailbox"}


def test_small_talk_leads_to_what_each_integration_has() -> None:
    greeting = article("Hello", en=("hi",), nl=("hoi",), extra="related: [only-here]\n")
    only_here = {"afas/articles/only-here.yml": article(en=("the moon",), nl=("de maan",))}
    library, problems = read(beside(general__greeting=greeting) | only_here)

    assert library is not None, problems
    assert [base.articles["greeting"].related for base in library.bases] == [(), ("only-here",)]


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        (
            "afas/integration.yml",
            INTEGRATION,
            "exact-globe/integration.yml:1: error: afas is about 'exact-globe' too",
        ),
        (
            "afas/integration.yml",
            OF_AFAS + b"slugs: bare\n",
            "exact-globe/integration.yml: error: The slugs of afas are bare too",
        ),
        (
            f"afas/articles/{'a' * 60}-{'b' * 20}.yml",
            article(en=("the moon",), nl=("de maan",)),
            f"afas/integration.yml: error: 'afas/{'a' * 60}-{'b' * 20}' is longer than 79 characters",
        ),
        (
            "afas/integration.yml",
            OF_AFAS + b"calculators: [version-check]\n",
            "afas/facts.yml: error: 'minimum_update' is missing, which version-check works with",
        ),
    ],
    ids=["one product", "two bare", "too long", "a fact is missing"],
)
def test_what_could_not_be_told_apart_is_told(path: str, content: bytes, told: str) -> None:
    facts = FACTS.replace(b"minimum_update", b"minimum_release") if b"calculators" in content else FACTS
    told_of = [str(problem) for problem in read(beside(afas__facts=facts) | {path: content})[1]]

    assert any(each.startswith(told) for each in told_of), told_of


def test_without_an_integration_it_is_told_what_is_missing() -> None:
    knowledge, problems = read({"synonyms.yml": b"[]\n"})

    assert knowledge is None
    (told,) = map(str, problems)
    assert told.startswith("integration.yml: error: No folder here has this file")
    assert "ECONNECT_KNOWLEDGE_DIR" in told


def test_broken_facts_do_not_hide_the_problems_of_articles() -> None:
    told = problems_of(facts=b"minimum_update: many\nmailbox_domain: x.y\n", mailbox=article(extra="colour: red\n"))

    assert len(told) == 2


@pytest.mark.parametrize("slug", ["gaps", "setup", "new-setup", "synonyms"])
def test_an_article_may_have_the_name_of_another_file(slug: str) -> None:
    contents = files() | {f"general/{slug}.yml": article(en=(slug,), nl=(f"{slug} nl",))}
    contents["exact-globe/setup.yml"] = contents["exact-globe/setup.yml"].replace(
        b"article: mailbox", b"article: gone"
    )

    (problem,) = read(contents)[1]

    assert problem.path == "exact-globe/setup.yml"


def test_a_broken_file_beside_the_article_of_its_name_is_told() -> None:
    told = [str(problem) for problem in read(files() | {"general/mailbox.yml": b"title: ["})[1]]

    assert any(line.startswith("general/mailbox.yml") and "not valid YAML" in line for line in told)
    assert any("There is already an article 'mailbox'" in line for line in told)


def with_answer(markdown: str) -> bytes:
    """Return an article whose English answer is `markdown`, from line 4 on."""
    block = "".join(f"    {line}\n" if line else "\n" for line in markdown.split("\n"))
    return article().replace(b'  en: "About The mailbox: update {minimum_update}."\n', f"  en: |\n{block}".encode())


@pytest.mark.parametrize(
    ("markdown", "line", "message"),
    [
        ("One.\n\nTwo <b>three</b>.", 6, "HTML cannot be shown"),
        ("One.\n\n<table>\n</table>", 6, "HTML cannot be shown"),
        ("One.\n\n| a | b |\n|---|---|\n| 1 | 2 |", 6, "A table cannot be shown"),
        ("One.\n\n## Two", 6, "A heading cannot be shown"),
        ("One\ntwo ![three](https://a.b/c.png)", 5, "An image cannot be shown"),
        ("One.\n\n---", 6, "A horizontal line cannot be shown"),
        ("One.\n\n```\ntwo\n```", 6, "A block of code cannot be shown"),
        ("One.\n\n    two", 6, "A line indented by four spaces cannot be shown"),
        ("One\ntwo\n~~three~~", 6, "Strikethrough text cannot be shown"),
        ("One\nsee https://a.b", 5, "The address https://a.b would not be a link"),
        ("One\n[two](www.a.b)", 5, "'www.a.b' is not a link address"),
        ("One\n`“two”`", 5, "Curly quotes stand in code"),
        ("1. One\n2. Two\n   > three", 6, "A quotation in a list cannot be shown"),
        ("One\n**two", 5, "The mark ** has no partner, and would be shown"),
        ("One\n\n- `two", 6, "The mark ` has no partner, and would be shown"),
    ],
)
def test_an_answer_that_cannot_be_shown_is_refused_on_its_line(markdown: str, line: int, message: str) -> None:
    knowledge, problems = read(files(mailbox=with_answer(markdown)))

    assert knowledge is None
    ((problem),) = problems
    assert (problem.path, problem.line, problem.message) == (ARTICLE, line, f"{message} (in 'en')")
    assert problem.remedy


def test_an_answer_may_have_links_emphasis_quotations_and_nested_lists() -> None:
    markdown = "*One* [two](https://a.b), <help@a.nl>\\\nthree\n\n1. a\n   - **b** `{mailbox_address}`\n\n> c"

    assert problems_of(mailbox=with_answer(markdown)) == []


@pytest.mark.parametrize(
    "marks", ["**bold**", "`code`", "<b>bold</b>", "# heading", "[a](https://b)", "- item", "![a](b)", "**a", "a `b"]
)
def test_a_text_that_is_shown_as_it_is_written_has_no_marks(marks: str) -> None:
    setup = f"""\
steps:
  - title: {{en: "{marks}", nl: titel}}
    needs: {{en: needs, nl: "{marks}"}}
    slug: create
    do: {{en: Do it, nl: Doe het}}
    article: mailbox
"""
    gaps = f"""\
prices:
  title: {{en: "{marks}", nl: prijzen}}
  phrasings: {{en: ["what about {marks}"], nl: [prijs]}}
"""
    facts = f'minimum_update: 413\nmailbox_domain: a.nl\nmailbox_address: "<kvk>@a.nl"\nportal: "{marks}"\n'
    _, problems = read(
        files(
            mailbox=article(marks.replace('"', "'")),
            setup=setup.encode(),
            gaps=gaps.encode(),
            facts=facts.encode(),
        )
    )

    places = [(problem.path, problem.line) for problem in problems if "exactly as it is written" in problem.message]
    assert places == [
        (ARTICLE, 1),
        (ARTICLE, 1),
        ("exact-globe/facts.yml", 4),
        ("exact-globe/gaps.yml", 2),
        ("exact-globe/setup.yml", 2),
        ("exact-globe/setup.yml", 3),
    ]
