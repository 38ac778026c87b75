from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_address_and_version_are_the_calculators_alone(cli: CommandLine) -> None:
    assert "01035286@facturen.econnect.eu" in cli.run("address", "KvK", "01035286").out
    assert json.loads(cli.run("version", "--json", "412SP26").out)["value"] == "no"


def test_address_and_version_reply_in_the_language_asked_for(cli: CommandLine) -> None:
    for command, dutch in ((("address", "1234"), "KvK-nummer"), (("version", "412SP26"), "Nee")):
        assert dutch in cli.run(*command, "--lang", "nl").out
        assert dutch not in cli.run(*command, "--lang", "en").out
        assert json.loads(cli.run(*command, "--lang", "nl", "--json").out)["language"] == "nl"
    assert cli.run("address", "1234", "--lang", "de").code == 2
