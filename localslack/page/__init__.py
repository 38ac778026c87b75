"""The local Slack in a browser: a page that behaves like Slack, and an Inspector; on 127.0.0.1 only."""
