from __future__ import annotations

from bot.knowledge.integration_skeleton import files_of
from bot.knowledge.loading import read
from tests.factories import INTEGRATION, article, files

GREETING = article("Hello", en=("hi",), nl=("hoi",)).replace(b": update {minimum_update}", b"")
PRODUCTS = b"exact-globe: {name: Exact Globe, role: ours}\nkasboek-pro: {name: Kasboek, role: ours}\n"


def test_the_files_are_sound_as_they_are_made_and_a_draft() -> None:
    made = {f"kasboek/{name}": content for name, content in files_of("kasboek", "kasboek-pro", 'Kas "A": b').items()}
    first = files(products=PRODUCTS, integration=INTEGRATION + b"slugs: bare\n", greeting=GREETING)
    library, problems = read(first | made)

    assert problems == ()
    assert library is not None
    (draft,) = library.drafts
    (source,) = draft.integrations[0].sources.values()
    assert (draft.product, draft.calculators, draft.setup.steps, draft.checks) == ("kasboek-pro", (), (), ())
    assert (source.title.en, source.title.nl) == (
        'Connect Kas "A": b with eConnect',
        'Kas "A": b koppelen met eConnect',
    )


def test_what_its_comments_show_is_sound_in_the_place_of_what_is_not_there_yet() -> None:
    made = {name: content.decode() for name, content in files_of("kasboek", "kasboek-pro", "Kasboek").items()}
    facts = made["facts.yml"].replace("# m", "m").replace("{}  #", "#").replace("…", "Basic")
    checks = made["checks.yml"].replace("# - ", "- ").replace("[]  #", "#").replace("version-required", "version")
    folder = {"facts.yml": facts, "checks.yml": checks.replace("…", "blub", 1).replace("…", "bla")}
    texts = {**made, **folder}
    version = files()["exact-globe/articles/version.yml"].replace(b"connect-exact-globe", b"connect-kasboek")
    contents = files(products=PRODUCTS, integration=INTEGRATION + b"slugs: bare\n") | {
        "kasboek/articles/version.yml": version,
        **{f"kasboek/{name}": text.encode() for name, text in texts.items()},
    }
    library, problems = read(contents)

    assert library is not None, problems
    (draft,) = library.drafts
    assert {*draft.facts.texts} == {"minimum_update", "mailbox_domain", "minimum_subscription"}
    assert [(check.must, check.article) for check in draft.checks] == [("answer", "version"), ("not_answer", None)]


def test_the_step_that_its_comment_shows_can_be_taken_out_of_it() -> None:
    made = files_of("kasboek", "kasboek-pro", "Kasboek")["setup.yml"].decode()
    begun = made.index("# steps:")
    shown = made[begun : made.index("\nsteps: []")].replace("\n# ", "\n").removeprefix("# ")
    step = shown.replace("create-mailbox-manual", "version").replace("…", "Do it")
    version = files()["exact-globe/articles/version.yml"].replace(b"connect-exact-globe", b"connect-kasboek")
    contents = files(products=PRODUCTS, integration=INTEGRATION + b"slugs: bare\n") | {
        "kasboek/articles/version.yml": version,
        **{f"kasboek/{name}": each for name, each in files_of("kasboek", "kasboek-pro", "Kasboek").items()},
        "kasboek/facts.yml": b"minimum_update: 9\n",
        "kasboek/setup.yml": step.encode(),
    }
    library, problems = read(contents)

    assert library is not None, problems
    assert [each.article for each in library.drafts[0].setup.steps] == ["version"]
