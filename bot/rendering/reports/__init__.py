"""Reports as text, Markdown, CSV, JSON and a page: all from the same tables."""
