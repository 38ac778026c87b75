"""Replies → Markdown, plain text, terminal, Block Kit, JSON. Pure; shared by Slack, the command line and tests."""
