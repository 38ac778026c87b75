from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.factories import article
from tests.moments import TODAY

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def lines(*asked: object) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in asked).encode()


def test_ask_prints_the_reply(cli: CommandLine) -> None:
    outcome = cli.run("ask", "which", "version do I need?")

    assert outcome.code == 0
    assert "About The version: update 413." in outcome.out


def test_ask_explains_itself(cli: CommandLine) -> None:
    out = cli.run("ask", "--explain", "Our office has moved. which Globe should we take?\n\nRegards,\nSam").out

    assert "What I read: which globe should we take" in out
    assert "Your message, in parts" in out
    assert "decisive: “which Globe should we take?”" in out
    assert "Set aside: a signature" in out


def test_ask_tells_what_one_word_changed(cli: CommandLine) -> None:
    assert "Without the word “globe”" in cli.run("ask", "--explain", "which Globe should we take?").out


def test_ask_speaks_the_language_it_is_told(cli: CommandLine) -> None:
    assert "Over The version" in cli.run("ask", "--lang", "nl", "which version do I need?").out


def test_ask_gives_programs_one_object(cli: CommandLine) -> None:
    record = json.loads(cli.run("ask", "--json", "welke versie heb ik nodig").out)

    assert (record["kind"], record["article"], record["language"]) == ("answer", "version", "nl")


def test_ask_answers_line_by_line_and_survives_a_malformed_one(cli: CommandLine) -> None:
    stdin = lines({"id": "q1", "text": "which version do I need"}, {"id": 2}, {"id": 3, "text": "hi", "lang": "de"})
    stdin += b"not json\n[1]\n\n\xff\n" + lines({"id": "last", "text": "waar is mijn brievenbus", "lang": "en"})
    outcome = cli.run("ask", "--jsonl", stdin=stdin)

    records = [json.loads(line) for line in outcome.out.splitlines()]
    assert outcome.code == 0
    assert [(record["id"], record["kind"]) for record in records] == [
        ("q1", "answer"),
        (2, "error"),
        (3, "error"),
        (None, "error"),
        (None, "error"),
        (None, "error"),
        ("last", "answer"),
    ]
    assert records[-1]["language"] == "en"


def test_each_line_is_answered_as_if_it_were_the_first(cli: CommandLine) -> None:
    stdin = lines({"id": 1, "text": "work out my mailbox address"}, {"id": 2, "text": "01035286"})
    kinds = [json.loads(line)["kind"] for line in cli.run("ask", "--jsonl", stdin=stdin).out.splitlines()]

    assert kinds[0] == "calculation"
    assert kinds[1] != "calculation"


def test_lines_without_a_language_get_that_of_the_command(cli: CommandLine) -> None:
    text = "which version do I need"
    stdin = lines({"text": text}, {"text": text, "lang": "en"}, {"text": text, "lang": None}, {"text": text})
    records = [json.loads(line) for line in cli.run("ask", "--jsonl", "--lang", "nl", stdin=stdin).out.splitlines()]

    assert [record["language"] for record in records] == ["nl", "en", "nl", "nl"]


@pytest.mark.parametrize("figure", [b"NaN", b"-Infinity", b"1e999", b"[NaN]"])
def test_what_json_does_not_have_is_malformed(cli: CommandLine, figure: bytes) -> None:
    stdin = b'{"id": ' + figure + b', "text": "hi"}\n{"id": 1.5, "text": "hi"}\n'
    refused, answered = (json.loads(line) for line in cli.run("ask", "--jsonl", stdin=stdin).out.splitlines())

    assert (refused["id"], refused["error"]) == (None, "malformed")
    assert (answered["id"], answered["kind"]) == (1.5, "answer")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--jsonl", "text"),
        ("nonsense",),
        ("ask", "--lang", "de", "x"),
        ("ask", "--json", "--explain", "x"),
        ("ask", "--jsonl", "--explain"),
    ],
)
def test_wrong_usage_is_told_with_code_2(cli: CommandLine, arguments: tuple[str, ...]) -> None:
    outcome = cli.run(*arguments)

    assert outcome.code == 2
    assert "Usage:" in outcome.err


def test_address_and_version_are_the_calculators_alone(cli: CommandLine) -> None:
    assert "01035286@facturen.econnect.eu" in cli.run("address", "KvK", "01035286").out
    assert json.loads(cli.run("version", "--json", "412SP26").out)["value"] == "no"


def test_a_broken_knowledge_base_is_told_whole(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/mailbox.yml", article(extra="colour: red\n"))
    cli.write("general/greeting.yml", b"")
    outcome = cli.run("ask", "hi")

    assert outcome.code == 1
    assert "mailbox.yml:14: error:" in outcome.err
    assert "greeting.yml: error:" in outcome.err


def test_a_knowledge_folder_that_is_not_there_is_told(cli: CommandLine) -> None:
    outcome = cli.run("ask", "--knowledge", "nowhere", "hi")

    assert outcome.code == 1
    assert "There is no such folder" in outcome.err


def test_wrong_settings_are_told(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "high")
    outcome = cli.run("ask", "hi")

    assert outcome.code == 1
    assert "PORT must be a port" in outcome.err


def test_what_was_kept_is_used_and_spoilt_files_are_made_anew(cli: CommandLine) -> None:
    first = cli.run("ask", "--json", "hi").out
    kept = list((cli.folder / "cache").iterdir())
    assert cli.run("ask", "--json", "hi").out == first
    for path in kept:
        path.write_bytes(b"spoilt")

    assert cli.run("ask", "--json", "hi").out == first
    assert all(path.read_bytes() != b"spoilt" for path in kept)


def test_check_passes_on_a_sound_knowledge_base(cli: CommandLine) -> None:
    outcome = cli.run("check")

    assert outcome.code == 0, outcome.out
    assert "1 of 1 checks passed." in outcome.out


def test_a_quick_check_leaves_the_phrasings_out(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/mailbox.yml", article(en=("which version do you need",), nl=("welke versie",)))

    assert "warning" in cli.run("check").out.replace("0 warnings", "")
    assert cli.run("check", "--quick").out.startswith("0 errors, 0 warnings.")


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
    assert "expected: answer version; got: handed over" in outcome.out
    assert "expected: not answer; got: answer version" in outcome.out
    assert "expected: not answer; got: calculated 01035286@facturen.econnect.eu" in outcome.out


def test_check_gives_programs_one_object(cli: CommandLine) -> None:
    cli.write("general/greeting.yml", b"")
    record = json.loads(cli.run("check", "--json").out)

    assert record["ok"] is False
    assert record["problems"][0]["path"] == "general/greeting.yml"


def test_new_writes_a_draft_that_passes_and_never_overwrites(cli: CommandLine) -> None:
    assert cli.run("new", "mailbox-moved").code == 0
    assert cli.run("check").code == 0

    again = cli.run("new", "mailbox-moved")
    assert again.code == 1
    assert "already exists" in again.err
    assert cli.run("new", "Bad Name").code == 1
    assert "already" in cli.run("new", "greeting").err
    assert "does not exist" in cli.run("new", "mailbox-lost", "--knowledge", "nowhere").err
    assert not (cli.folder / "nowhere").exists()


def test_reviewed_sets_the_date(cli: CommandLine) -> None:
    assert cli.run("reviewed", "greeting").code == 0
    assert cli.run("reviewed", "version").code == 0

    assert f"reviewed_on: {TODAY}\n" in (cli.knowledge / "general/greeting.yml").read_text()


def test_reviewed_tells_what_it_cannot_do(cli: CommandLine) -> None:
    assert "no article 'nothing'" in cli.run("reviewed", "nothing").err
    assert "is not an article name" in cli.run("reviewed", "../../general/greeting").err
    cli.write("general/greeting.yml", b"title: x\n")
    assert cli.run("reviewed", "greeting").code == 1


def test_schema_prints_the_published_one(cli: CommandLine) -> None:
    assert json.loads(cli.run("schema").out)["title"] == "An article of the knowledge base"


def test_help_is_short_and_names_every_command(cli: CommandLine) -> None:
    outcome = cli.run("--help")

    assert outcome.code == 0
    for name in ("ask", "address", "version", "chat", "run", "check", "new", "reviewed", "schema", "manifest"):
        assert f"\n  {name} " in outcome.out


def test_an_unexpected_fault_shows_a_reference_and_nothing_of_the_exception(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(StringIO):
        def reconfigure(self, **_: str) -> None:
            pass

        def write(self, _: str) -> int:
            raise RuntimeError("secret words")

    monkeypatch.setattr("sys.stdout", Broken())
    outcome = cli.run("address", "01035286")

    assert outcome.code == 3
    assert "reference" in outcome.err
    assert "secret words" not in outcome.err + caplog.text
    assert "RuntimeError" in caplog.text


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
        "products.yml", b"afas: {name: afas, role: other, needs_context: [afas]}\nglobe: {name: Globe, role: ours}\n"
    )
    version = article("The version", en=("is my Globe too old", "is my afas too old"), nl=("is Globe te oud",))
    cli.write("exact-globe/articles/version.yml", version)

    outcome = cli.run("check")
    assert outcome.code == 1
    assert "is my afas too old" in outcome.out
    assert "Questions about other products that were answered as if about ours: 1." in outcome.out
    assert "is my afas too old" not in cli.run("check", "--quick").out
