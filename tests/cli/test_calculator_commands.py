from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_address_and_version_are_the_calculators_alone(cli: CommandLine) -> None:
    assert "01035286@facturen.econnect.eu" in cli.run("address", "KvK", "01035286").out
    assert json.loads(cli.run("version", "--json", "412SP26").out)["value"] == "no"
