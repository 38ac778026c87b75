"""Markdown read into formatted text, by a library, and that text kept as JSON. Below knowledge and texts."""
