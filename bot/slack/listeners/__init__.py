"""Listeners: each reads its payload once into a value, calls one use case, and acks."""
