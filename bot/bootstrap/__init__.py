"""Puts the concrete parts together, one module per way to run; the only package that knows them all."""
