"""The bot's values and their rules. Standard library only, no input or output."""
