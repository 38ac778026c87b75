"""Hurt the bot under load, as processes on a real database, and count what was lost, doubled, or silent for long."""
