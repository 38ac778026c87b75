"""Utterance → ranked articles with a confidence. Built once from a knowledge base, then read only."""
