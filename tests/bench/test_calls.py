from __future__ import annotations

import pytest

from bench import calls

pytestmark = pytest.mark.slow  # a whole bot


def test_every_call_of_a_mention_and_a_claim_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    calls.run(1, is_listed=True)

    told = capsys.readouterr().out
    assert told.count("goal ≤") == 2
    assert "a mention, dispatched" in told
    assert "    services/" in told
