"""What goes to Slack: the outbox entries, delivered one at a time, and the modals."""
