"""How property tests run: the same examples each time, and no deadline, since machines are noisy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("here", deadline=None, derandomize=True)
settings.load_profile("here")
