from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from bot.knowledge.article_editing import with_review
from tests.factories import GAPS, article, with_a_draft_of_afas
from tests.full_disk import files_of_at_most

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_check_passes_on_a_sound_knowledge_base(cli: CommandLine) -> None:
    outcome = cli.run("check")

    assert outcome.code == 0, outcome.out
    assert "1 of 1 checks passed." in outcome.out


def test_a_quick_check_leaves_the_phrasings_out(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/mailbox.yml", article(en=("which version do you need",), nl=("welke versie",)))

    assert "warning" in cli.run("check").out.replace("0 warnings", "")
    assert cli.run("check", "--quick").out.startswith("0 errors, 0 warnings.")


def test_of_many_warnings_of_a_file_the_first_are_shown_and_the_others_counted(cli: CommandLine) -> None:
    words = "apple bear cloud dune eagle forest garden harbour island jungle kettle lemon".split()
    theirs = tuple(f"{word} {word}berg {word}stad" for word in words)
    cli.write("exact-globe/articles/version.yml", article("The version", en=theirs, nl=("welke versie",)))
    mine = tuple(f"{phrase} {number}th" for number, phrase in enumerate(theirs))
    cli.write("exact-globe/articles/mailbox.yml", article(en=("where is my mailbox", *mine), nl=("brievenbus",)))
    problems = json.loads(cli.run("check", "--json").out)["problems"]
    before = [problem["line"] for problem in problems if problem["path"].endswith("/mailbox.yml") and problem["line"]]
    assert len(before) > len(mine) // 2
    short, whole = cli.run("check").out, cli.run("check", "--all").out
    lines = [line for line in short.splitlines() if line.startswith("exact-globe/articles/mailbox.yml")]

    assert len(lines) == 3
    assert f"and {len(before) - 2} warnings more, on the lines " in lines[2]
    assert "of them are not shown; --all shows them." in short
    assert len(short.splitlines()) < len(whole.splitlines())
    assert whole.count("mailbox.yml:") == len(before)
    assert "not shown" not in whole


KIND = b"""\
title: {en: the version, nl: de versie}
phrasings:
  en:
    - which version of {product}
  nl:
    - welke versie van {product}
"""


def test_an_article_without_the_kind_of_its_name_is_told_and_stops_nothing(cli: CommandLine) -> None:
    cli.write("kinds/version.yml", KIND)

    for arguments in (("check",), ("check", "--quick")):
        outcome = cli.run(*arguments)
        assert outcome.code == 0
        assert (
            "exact-globe/articles/version.yml:1: warning: version does not name the kind of its name" in outcome.out
        )
    assert "does not name the kind" not in cli.run("check", "mailbox").out


def test_a_warning_about_a_gap_names_the_file_that_the_phrasing_is_in(cli: CommandLine) -> None:
    cli.write("products.yml", b"exact-globe: {name: Exact Globe, role: ours}\n")
    shared = KIND.replace(b"- which version of {product}", b"- parking in {product}\n    - " + ASTRAY.encode())
    cli.write("kinds/parking.yml", shared)

    told = cli.run("check", "--all").out

    assert f"kinds/parking.yml:5: warning: The phrasing '{ASTRAY}' of parking is closer to" in told


def test_a_warning_about_a_phrasing_of_a_kind_names_the_file_of_that(cli: CommandLine) -> None:
    cli.write("products.yml", b"exact-globe: {name: Exact Globe, role: ours}\n")
    cli.write("kinds/mailbox.yml", KIND.replace(b"which version of {product}", ASTRAY.encode()))
    cli.write("exact-globe/articles/mailbox.yml", article(en=SOUND, nl=("brievenbus",), extra="kind: mailbox\n"))

    told = cli.run("check", "--all").out

    assert f"kinds/mailbox.yml:4: warning: The phrasing '{ASTRAY}' of mailbox is closer to version." in told


SOUND = ("where is my mailbox", "I cannot find the mailbox", "the mailbox is gone")
ASTRAY = "which version do you need"


def write_mailbox(cli: CommandLine, *phrasings: str) -> None:
    """Write the article about the mailbox; ASTRAY leads to the one about versions."""
    cli.write("exact-globe/articles/mailbox.yml", article(en=(*SOUND, *phrasings), nl=("waar is mijn brievenbus",)))


def test_known_warnings_are_left_out_and_counted(cli: CommandLine) -> None:
    write_mailbox(cli, ASTRAY)
    before = json.loads(cli.run("check", "--json").out)
    renewed = cli.run("check", "--renew-known")
    after = json.loads(cli.run("check", "--json").out)

    count = len(before["problems"])
    assert count > 1
    assert (before["known_warnings"], after["known_warnings"], after["problems"]) == (0, count, [])
    assert f"known-warnings.txt: {count} known warnings." in renewed.out
    assert json.loads(cli.run("check", "--all", "--json").out)["problems"] == before["problems"]
    shown = cli.run("check").out
    assert "0 errors, 0 warnings." in shown
    assert f"{count} known warnings are left out; `" in shown
    assert "check --all` shows them." in shown
    assert "check mailbox --all` shows " in cli.run("check", "mailbox").out
    assert "left out" not in cli.run("check", "--quick").out


def test_a_new_warning_beside_known_ones_is_told(cli: CommandLine) -> None:
    write_mailbox(cli, ASTRAY)
    cli.run("check", "--renew-known")
    known = (cli.knowledge / "known-warnings.txt").read_text(encoding="utf-8").splitlines()
    cli.write("known-warnings.txt", "\n".join(line for line in known if f"'{ASTRAY}'" not in line).encode())
    record = json.loads(cli.run("check", "--json").out)

    assert [problem["message"] for problem in record["problems"]] == [
        f"The phrasing '{ASTRAY}' of mailbox is closer to version"
    ]
    assert record["known_warnings"] > 0


def test_a_known_warning_that_no_longer_occurs_is_told_until_the_file_is_renewed(cli: CommandLine) -> None:
    path = "exact-globe/articles/mailbox.yml"
    cli.write("known-warnings.txt", f"# what may stay\n{path}: The phrasing 'x' of mailbox is closer to y\n".encode())
    outcome = cli.run("check", "mailbox")

    assert outcome.code == 0
    assert f"known-warnings.txt:2: warning: This warning no longer occurs: {path}: The phrasing 'x'" in outcome.out
    assert "check mailbox --renew-known`" in outcome.out
    assert "check --renew-known`" in cli.run("check").out
    assert "no longer occurs" not in cli.run("check", "version").out
    assert "no longer occurs" not in cli.run("check", "--quick").out
    cli.run("check", "--renew-known")
    assert "no longer occurs" not in cli.run("check").out


def test_what_is_to_be_typed_names_the_knowledge_base_that_was_checked(cli: CommandLine) -> None:
    write_mailbox(cli, ASTRAY)
    cli.write("known-warnings.txt", b"exact-globe/articles/mailbox.yml: gone\n")
    cli.write("exact-globe/checks.yml", b"- {ask: zzz qqq, lang: en, must: answer, article: version}\n")
    copy = cli.folder / "a copy"
    cli.knowledge.rename(copy)
    named = f" --knowledge '{copy}'`"

    told = cli.run("check", "mailbox", "--knowledge", str(copy)).out
    assert f"check mailbox --renew-known{named}" in told
    assert f'phrase version "…"{named}' in cli.run("check", "--knowledge", str(copy)).out
    problems = json.loads(cli.run("check", "--json", "--knowledge", str(copy)).out)["problems"]
    assert f"Run `econnect-bot check --renew-known{named}." in [each["remedy"] for each in problems]
    cli.run("check", "--renew-known", "--knowledge", str(copy))
    assert f"check --all{named} shows" in cli.run("check", "--knowledge", str(copy)).out
    (copy / "known-warnings.txt").write_bytes(b"\xff")
    refused = cli.run("check", "mailbox", "--renew-known", "--knowledge", str(copy))
    assert f"check --renew-known{named}" in refused.err


def test_due_reviews_never_become_known(cli: CommandLine) -> None:
    path = cli.knowledge / "exact-globe/articles/mailbox.yml"
    path.write_bytes(with_review(path.read_text(encoding="utf-8"), date(2020, 1, 1)).encode())
    cli.run("check", "--renew-known")

    assert "mailbox has been due for review since" in cli.run("check").out


def test_known_warnings_that_cannot_be_read_are_told_and_nothing_is_left_out(cli: CommandLine) -> None:
    write_mailbox(cli, ASTRAY)
    cli.write("known-warnings.txt", b"\xff")
    outcome = cli.run("check")

    assert outcome.code == 0
    assert "known-warnings.txt:1: warning: The file is not UTF-8 text" in outcome.out
    assert "closer to version" in outcome.out
    assert "left out" not in outcome.out


def test_what_cannot_be_renewed_is_told(cli: CommandLine) -> None:
    for others in (("--quick",), ("--json",), ("--all",)):
        assert cli.run("check", "--renew-known", *others).code == 2
    cli.write("known-warnings.txt", b"as it was")
    with files_of_at_most(20):
        full = cli.run("check", "--renew-known")
    assert (full.code, (cli.knowledge / "known-warnings.txt").read_bytes()) == (1, b"as it was")
    (cli.knowledge / "known-warnings.txt").unlink()
    (cli.knowledge / "known-warnings.txt").mkdir()
    unwritable = cli.run("check", "--renew-known")
    cli.write("general/greeting.yml", b"")
    broken = cli.run("check", "--renew-known")

    assert (unwritable.code, broken.code) == (1, 1)
    assert "known-warnings.txt cannot be written: " in unwritable.err
    assert "general/greeting.yml" in broken.err


def known_lines(cli: CommandLine) -> list[str]:
    text = (cli.knowledge / "known-warnings.txt").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_the_warnings_of_one_article_become_known_and_all_others_stay_as_they_are(cli: CommandLine) -> None:
    path, other = (
        "exact-globe/articles/mailbox.yml",
        "exact-globe/gaps.yml: The phrasing 'a' of prices is closer to b",
    )
    version = article("The version", en=("which version do I need", "where is the mailbox now"), nl=("welke versie",))
    cli.write("exact-globe/articles/version.yml", version)
    write_mailbox(cli, ASTRAY)
    cli.write("known-warnings.txt", f"{path}: The phrasing 'x' of mailbox is closer to y\n{other}\n".encode())

    outcome = cli.run("check", "mailbox", "--renew-known")

    own = f"{path}: The phrasing '{ASTRAY}' of mailbox is closer to version"
    assert own in known_lines(cli)
    assert other in known_lines(cli)
    assert {line.partition(":")[0] for line in known_lines(cli)} == {path, "exact-globe/gaps.yml"}
    assert not any("'x' of mailbox" in line for line in known_lines(cli))
    assert f"{len(known_lines(cli)) - 1} known warning" in outcome.out
    assert " of mailbox, beside those of others. Read the difference" in outcome.out
    assert "0 warnings." in cli.run("check", "mailbox").out
    assert "'where is the mailbox now' of version is closer to mailbox" in cli.run("check", "version").out


def test_a_gap_can_be_checked_and_its_warnings_known_by_themselves(cli: CommandLine) -> None:
    cli.write("exact-globe/gaps.yml", GAPS.replace(b"price list", b"which version do I need then"))
    cli.write("known-warnings.txt", b"exact-globe/gaps.yml: The phrasing 'a' of costs is closer to b\n")
    told = "exact-globe/gaps.yml: The phrasing 'which version do I need then' of prices is closer to version"

    assert told.partition(": ")[2] in cli.run("check", "prices", "--all").out
    assert "no longer occurs" not in cli.run("check", "prices").out
    assert cli.run("check", "prices", "--renew-known").code == 0
    assert told in known_lines(cli)
    assert "exact-globe/gaps.yml: The phrasing 'a' of costs is closer to b" in known_lines(cli)
    assert "0 warnings." in cli.run("check", "prices").out


def test_nothing_becomes_known_of_what_is_not_there_or_in_a_file_that_cannot_be_read(cli: CommandLine) -> None:
    cli.write("known-warnings.txt", b"\xff")

    assert "Did you mean 'mailbox'?" in cli.run("check", "mailbx", "--renew-known").err
    assert "known-warnings.txt:1: warning: The file is not UTF-8" in cli.run("check", "mailbox", "--renew-known").err
    assert (cli.knowledge / "known-warnings.txt").read_bytes() == b"\xff"


def test_check_tells_every_miss_with_its_line(cli: CommandLine) -> None:
    cli.write(
        "exact-globe/checks.yml",
        b"- {ask: zzz qqq, lang: en, must: answer, article: version}\n"
        b"- {ask: which version to take, lang: en, must: not_answer}\n"
        b'- {ask: "address for kvk 01035286", lang: en, must: not_answer}\n',
    )
    outcome = cli.run("check")

    assert outcome.code == 1
    assert "exact-globe/checks.yml:1: “zzz qqq”" in outcome.out
    assert "expected: answers with version; got: hands over" in outcome.out
    assert "expected: no answer; got: answers with version" in outcome.out
    assert "expected: no answer; got: gives the address 01035286@facturen.econnect.eu" in outcome.out


def test_check_gives_programs_one_object(cli: CommandLine) -> None:
    cli.write("general/greeting.yml", b"")
    record = json.loads(cli.run("check", "--json").out)

    assert record["ok"] is False
    assert record["problems"][0]["path"] == "general/greeting.yml"


def test_ten_kinds_of_broken_yaml_in_one_folder_are_all_told_at_once(cli: CommandLine) -> None:
    broken = {
        "aliases": (article(en=("a",), nl=("b",), extra="note: &x y\n"), "Anchors and aliases"),
        "twice": (article(en=("c",), nl=("d",), extra="owner: me\n"), "is repeated"),
        "unknown": (article(en=("e",), nl=("f",), extra="colour: red\n"), "cannot have a key 'colour'"),
        "placeholder": (
            article(en=("g",), nl=("h",)).replace(b"{minimum_update}", b"{nothing}"),
            "no fact 'nothing'",
        ),
        "surprise": (article(en=("i",), nl=("j",), extra="note: 22:22\n"), "something other than text"),
        "language": (article(en=("k",), nl=("l",)).replace(b"  nl: ", b"  de: "), "is missing the key 'nl'"),
        "shared": (article(en=("where is my mailbox",), nl=("m",)), "is also in exact-globe/articles/mailbox.yml"),
        "dead": (article(en=("n",), nl=("o",), extra="related: [gone]\n"), "'related' names 'gone'"),
        "link": (article(en=("p",), nl=("q",), extra='note: "http://x.y"\n'), "http:// link"),
        "huge": (b"#" * (300 * 1024), "at most 256 KiB"),
        "syntax": (b"title: [\n", "not valid YAML"),
        "encoding": (b"\xff", "not UTF-8"),
    }
    for name, (content, _) in broken.items():
        cli.write(f"exact-globe/articles/{name}.yml", content)
    outcome = cli.run("check")

    assert outcome.code == 1
    for name, (_, told) in broken.items():
        lines = [line for line in outcome.out.splitlines() if line.startswith(f"exact-globe/articles/{name}.yml")]
        assert any(told in line for line in lines), (name, lines)


def test_check_tells_where_another_products_name_leads_to_an_answer(cli: CommandLine) -> None:
    cli.write(
        "products.yml",
        b"afas: {name: afas, role: other, needs_context: [afas]}\nexact-globe: {name: Globe, role: ours}\n",
    )
    version = article("The version", en=("is my Globe too old", "is my afas too old"), nl=("is Globe te oud",))
    cli.write("exact-globe/articles/version.yml", version)

    outcome = cli.run("check")
    assert outcome.code == 1
    assert "exact-globe/articles/version.yml:1: “is my afas too old”" in outcome.out
    assert "Questions about other products that were answered as if about ours: 1." in outcome.out
    assert "is my afas too old" not in cli.run("check", "--quick").out


def test_check_tells_where_a_product_named_in_passing_changes_the_answer(cli: CommandLine) -> None:
    cli.write(
        "products.yml",
        b"outlook: {name: Outlook, role: beside}\nexact-globe: {name: Globe, role: ours}\n",
    )
    version = article("The version", en=("which Globe",), nl=("welke versie van Globe is nodig",))
    cli.write("exact-globe/articles/version.yml", version)
    cli.write("exact-globe/articles/mailbox.yml", article(en=("we have Outlook here as well",), nl=("brievenbus",)))
    outcome = cli.run("check")

    assert outcome.code == 1
    told = outcome.out[
        outcome.out.index("exact-globe/articles/version.yml:1: “We have Outlook here as well. which") :
    ]
    assert "a product named in passing does not change the answer version; got: answers with mailbox" in told
    assert "Answers that a product named in passing changes: 1." in told
    assert "as if about ours" not in told
    (miss,) = [each for each in json.loads(cli.run("check", "--json").out)["misses"] if "Outlook" in each["ask"]]
    assert (miss["path"], miss["line"]) == ("exact-globe/articles/version.yml", 1)


def test_one_article_can_be_checked_by_itself(cli: CommandLine) -> None:
    two = b'- {ask: "zzz qqq", lang: en, must: answer, article: version}\n'
    two += b'- {ask: "qqq zzz", lang: en, must: answer, article: mailbox}\n'
    cli.write("exact-globe/checks.yml", two)

    outcome = cli.run("check", "mailbox")

    assert outcome.code == 1
    assert "qqq zzz" in outcome.out
    assert "0 of 1 checks passed." in outcome.out
    assert "zzz qqq" not in outcome.out
    assert cli.run("check", "gone").err.endswith(f"There is no article or gap 'gone' in {cli.knowledge}.\n")
    assert "Did you mean 'mailbox'?" in cli.run("check", "mail-box").err


def test_a_phrasing_under_the_other_language_is_told_and_may_stay_once_it_is_known(cli: CommandLine) -> None:
    text = "where did the mailbox of my customer go"
    cli.write("exact-globe/articles/mailbox.yml", article(nl=("waar is mijn brievenbus", text)))
    told = f"exact-globe/articles/mailbox.yml:10: warning: The phrasing '{text}' of mailbox stands under 'nl' and"

    assert told in cli.run("check", "--all").out
    assert told in cli.run("check", "mailbox").out
    assert told not in cli.run("check", "--all", "--quick").out
    cli.run("check", "--renew-known")
    assert told not in cli.run("check", "mailbox").out


def test_a_phrasing_in_two_files_is_told_with_both_and_in_that_of_the_article_that_is_checked(
    cli: CommandLine,
) -> None:
    cli.write("general/greeting.yml", article("Hello", en=("Where is my mailbox?",), nl=("hoi",)))
    mailbox, greeting = "exact-globe/articles/mailbox.yml:7", "general/greeting.yml:7"
    in_mailbox = f"{mailbox}: error: The phrasing 'where is my mailbox' is also in {greeting}. Keep"
    in_greeting = f"{greeting}: error: The phrasing 'Where is my mailbox?' is also in {mailbox}. Keep"

    assert cli.run("check", "mailbox").out.startswith(in_mailbox)
    for typed in ((), ("greeting",), ("version",), ("gone",)):
        assert cli.run("check", *typed).out.startswith(in_greeting)


def test_of_a_draft_of_a_package_nothing_is_told_that_stands_in_what_all_share(cli: CommandLine) -> None:
    kind = 'title: {en: boxes, nl: dozen}\nphrasings: {en: ["where is my {product} release"], nl: [doos]}\n'
    release = article("The release", en=("where is AFAS", "where is my AFAS"), nl=("welke AFAS-versie",))
    afas = with_a_draft_of_afas(**{"articles/version": release})
    for path, content in (afas | {"kinds/boxes.yml": kind.encode()}).items():
        cli.write(path, content)
    as_draft = [line for line in cli.run("check", "--all").out.splitlines() if line.startswith("kinds/")]

    published = afas["afas/integration.yml"].replace(b"status: draft\n", b"")
    step = afas["exact-globe/setup.yml"].replace(b"article: mailbox", b"article: version")
    cli.write("afas/integration.yml", published)
    cli.write("afas/setup.yml", step.replace(b"{mailbox_address}", b"it"))
    told = [line for line in cli.run("check", "--all").out.splitlines() if line.startswith("kinds/")]
    assert (any("AFAS" in line for line in as_draft), any("AFAS" in line for line in told)) == (False, True)
    of_afas = [line for line in told if "AFAS" in line]
    assert all("warning: Of afas: " in line and " in afas/gaps.yml" in line for line in of_afas)
