"""A year of the bot in fast motion: its clock is planted, everything else is as in production."""
