from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from requirements.licences import main, refused

if TYPE_CHECKING:
    from pathlib import Path


def component(*licences: dict[str, Any]) -> dict[str, Any]:
    return {"components": [{"name": "beta", "version": "2.0", "licenses": list(licences)}]}


@pytest.mark.parametrize(
    "licences",
    [
        [{"license": {"id": "MIT", "acknowledgement": "declared"}}],
        [{"expression": "BSD-3-Clause AND (MIT OR Apache-2.0)"}],
        [{"license": {"name": "License :: OSI Approved :: BSD License"}}],
        [{"license": {"id": "PSF-2.0"}}, {"license": {"id": "Python-2.0"}}],
    ],
)
def test_a_licence_that_we_take_is_none_to_tell_of(licences: list[dict[str, Any]]) -> None:
    assert list(refused(component(*licences))) == []


@pytest.mark.parametrize(
    ("licences", "told"),
    [
        ([{"license": {"id": "AGPL-3.0-only"}}], "AGPL-3.0-only"),
        ([{"expression": "MIT AND GPL-2.0-or-later WITH Classpath-exception-2.0"}], "GPL-2.0-or-later, Classpath-"),
        ([{"license": {"name": "Proprietary"}}], "Proprietary"),
        ([{"license": {"id": "MIT"}}, {"license": {"name": "Ours alone"}}], "Ours alone"),
        ([], "names no licence"),
    ],
)
def test_a_licence_that_we_do_not_take_is_told_with_its_culprit(licences: list[dict[str, Any]], told: str) -> None:
    (line,) = refused(component(*licences))
    assert line.startswith(f"beta 2.0: {told}")


def test_the_command_fails_with_every_culprit_of_every_file(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(component({"license": {"id": "MIT"}})), encoding="utf-8")
    bad.write_text(json.dumps(component({"license": {"id": "SSPL-1.0"}})), encoding="utf-8")
    main([str(good)])
    with pytest.raises(SystemExit, match=r"beta 2\.0: SSPL-1\.0"):
        main([str(good), str(bad)])
