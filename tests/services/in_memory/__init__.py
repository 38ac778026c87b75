"""A store of plain dicts, under the same contract as the databases: what use cases are tested with."""

from tests.services.in_memory.store import InMemoryStore

__all__ = ["InMemoryStore"]
