from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.source_files import contents_of
from tests.factories import article, files
from tests.full_disk import files_of_at_most
from tests.knowledge.machine_made import mount, write_left_behind

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import CommandLine


def test_a_copy_is_made_that_says_how_to_use_it(cli: CommandLine) -> None:
    outcome = cli.run("knowledge", "copy", "mine")

    assert outcome.code == 0
    assert f"ECONNECT_KNOWLEDGE_DIR={cli.folder / 'mine'}" in outcome.out
    assert cli.run("check", "--knowledge", "mine").code == 0


def test_nothing_is_overwritten(cli: CommandLine) -> None:
    (cli.folder / "mine").mkdir()
    (cli.folder / "mine" / "letter.txt").write_text("dear")

    assert "not empty" in cli.run("knowledge", "copy", "mine").err
    assert "is inside" in cli.run("knowledge", "copy", str(cli.knowledge / "inner")).err
    assert not (cli.knowledge / "inner").exists()


def test_where_there_is_nothing_to_copy_that_is_told(cli: CommandLine) -> None:
    cli.knowledge.rename(cli.folder / "elsewhere")
    outcome = cli.run("knowledge", "copy", "mine")

    assert (outcome.code, "does not exist" in outcome.err) == (1, True)


def test_a_place_that_cannot_be_written_is_told(cli: CommandLine) -> None:
    (cli.folder / "file").write_text("")

    outcome = cli.run("knowledge", "copy", "file/inner")

    assert outcome.err == "Error: file/inner cannot be written: Not a directory.\n"


def test_a_file_that_cannot_be_copied_is_told(cli: CommandLine) -> None:
    (cli.knowledge / "gone.yml").symlink_to("nowhere.yml")
    outcome = cli.run("knowledge", "copy", "mine")

    assert (outcome.code, "Errno" in outcome.err) == (1, False)
    assert "gone.yml cannot be copied to mine: No such file or directory. Nothing was left there." in outcome.err


def test_a_link_that_leads_to_itself_is_told(cli: CommandLine) -> None:
    (cli.knowledge / "round").symlink_to("round")
    outcome = cli.run("knowledge", "copy", "mine")

    assert (outcome.code, "Errno" in outcome.err) == (1, False)
    assert "round cannot be copied to mine; is it there" in outcome.err
    assert not (cli.folder / "mine").exists()


def test_on_a_full_disk_no_half_of_a_copy_is_left(cli: CommandLine) -> None:
    (cli.folder / "empty").mkdir()
    with files_of_at_most(100):
        outcomes = [cli.run("knowledge", "copy", place) for place in ("mine", "empty")]

    for outcome, place in zip(outcomes, ("mine", "empty"), strict=True):
        assert outcome.code == 1
        assert outcome.err.endswith(f"cannot be copied to {place}: File too large. Nothing was left there.\n")
    assert not (cli.folder / "mine").exists()
    assert list((cli.folder / "empty").iterdir()) == []


def test_a_mounted_config_map_is_copied_without_what_machines_put_there(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted = cli.folder / "mounted"
    mount(files(), mounted, "1")
    write_left_behind(mounted)

    monkeypatch.setenv("ECONNECT_KNOWLEDGE_DIR", str(mounted))

    assert cli.run("knowledge", "copy", "mine").code == 0
    assert contents_of(cli.folder / "mine") == files()
    assert not [path for path in (cli.folder / "mine").rglob("*") if path.name.startswith((".", "~", "#", "@"))]


PRODUCTS = b"exact-globe: {name: Exact Globe, role: ours}\nafas: {name: AFAS, role: other}\n"
GREETING = article("Hello", en=("hi",), nl=("hoi",)).replace(b": update {minimum_update}", b"")


def begin(cli: CommandLine, *arguments: str) -> tuple[int, str, str]:
    """Add a package to the small knowledge base."""
    cli.write("products.yml", PRODUCTS)
    cli.write("general/greeting.yml", GREETING)
    outcome = cli.run("knowledge", "add", *arguments)
    return outcome.code, outcome.out, outcome.err


def test_a_package_is_added_and_each_next_step_is_told(cli: CommandLine) -> None:
    code, out, _ = begin(cli, "kasboek", "Kasboek")

    lines, place = out.splitlines(), cli.knowledge / "kasboek"
    assert (code, lines[0]) == (0, f"Created {place}: a draft, which nobody is told of yet.")
    assert lines[1:3] == [
        "Changed products.yml:2: Kasboek is there now, with `role: ours`.",
        "Changed exact-globe/integration.yml: `slugs: bare` is there now, so that its articles keep their names.",
    ]
    assert lines[3:5] == [
        f"To take it back, delete the folder {place}, and what is there now in the files named above.",
        "Next:",
    ]
    assert [line[:4] for line in lines[5:]] == [f"  {number}." for number in range(1, 9)]
    assert "`short_name` and `aliases`; names that are everyday words go in `needs_context`." in lines[5]
    assert "new kasboek/mailbox-address-format`" in lines[7]
    assert "role: ours" not in lines[12]


def test_after_it_check_tells_what_is_still_to_be_written_and_nothing_else(cli: CommandLine) -> None:
    cli.write("products.yml", PRODUCTS)
    cli.write("general/greeting.yml", GREETING)
    before = cli.run("check").out.splitlines()
    begin(cli, "kasboek", "Kasboek")
    checked = cli.run("check")

    added = [line for line in checked.out.splitlines() if "warning: " in line and line not in before]
    told = [line.partition(": warning: ")[::2] for line in added]
    assert (checked.code, [(place, message.partition(".")[0]) for place, message in told]) == (
        0,
        [
            ("kasboek/checks.yml:4", "There are no checks yet"),
            ("kasboek/integration.yml:2", "No article of kasboek is published yet"),
            ("kasboek/integration.yml:3", "kasboek is a draft: nobody is told of it yet"),
            ("kasboek/setup.yml:8", "The set-up has no steps yet"),
        ],
    )


def test_from_a_new_package_to_its_first_answer(cli: CommandLine) -> None:
    begin(cli, "kasboek", "Kasboek")
    assert cli.run("new", "kasboek/version").code == 0
    opened = cli.run("check", "kasboek/version")
    assert (opened.code, "kasboek/articles/version.yml:4: warning: 'en' has not been written yet" in opened.out) == (
        0,
        True,
    )

    written = article("The release", en=("which Kasboek release",), nl=("welke Kasboek-versie",))
    cli.write("kasboek/articles/version.yml", written.replace(b"exact-globe", b"kasboek"))
    cli.write("kasboek/facts.yml", b"minimum_update: 9\n")
    assert "\n0 errors, 0 warnings." in cli.run("check", "kasboek/version").out
    assert "update 9" in cli.run("preview", "kasboek/version").out
    assert "Added it: kasboek/articles/version.yml:8" in cli.run("phrase", "kasboek/version", "which Kasboek").out
    assert "update 9" not in cli.run("ask", "which Kasboek release").out
    assert "update 9" in cli.run("ask", "--drafts", "which Kasboek release").out
    assert "kasboek/version" in cli.run("due", "--days", "3650").out

    integration = cli.knowledge / "kasboek" / "integration.yml"
    lines = integration.read_text(encoding="utf-8").splitlines(keepends=True)
    integration.write_text("".join(each for each in lines if "status" not in each), encoding="utf-8")
    assert "kasboek/setup.yml:8: error: 'steps' has 0 items" in cli.run("check").out
    step = files()["exact-globe/setup.yml"].replace(b"article: mailbox", b"article: version")
    cli.write("kasboek/setup.yml", step.replace(b"{mailbox_address}", b"it"))
    assert "update 9" in cli.run("ask", "which Kasboek release").out


def test_the_steps_name_the_knowledge_base_that_was_named(cli: CommandLine) -> None:
    cli.write("products.yml", PRODUCTS)
    cli.write("general/greeting.yml", GREETING)
    cli.knowledge.rename(cli.folder / "my knowledge")
    out = cli.run("knowledge", "add", "afas", "AFAS", "--knowledge", "my knowledge").out

    assert "Changed products.yml" not in out
    assert "check --knowledge 'my knowledge'`" in out
    assert "afas/integration.yml, and give AFAS `role: ours` in products.yml: from then on" in out


def test_a_package_that_cannot_be_added_is_told_with_a_remedy(cli: CommandLine) -> None:
    code, _, err = begin(cli, "exact-globe", "Kasboek")

    assert (code, err.count("already exists. Nothing was changed. Choose another name")) == (1, 1)
    before = contents_of(cli.knowledge)
    with files_of_at_most(100):
        full = cli.run("knowledge", "add", "kasboek", "Kasboek")
    assert "kasboek cannot be written: File too large. Nothing was changed." in full.err
    assert contents_of(cli.knowledge) == before
