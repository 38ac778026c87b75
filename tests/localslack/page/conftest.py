from tests.playground.conftest import alice, bob, running

__all__ = ["alice", "bob", "running"]
