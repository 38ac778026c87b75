"""The schema's history: one step a file, in order; Alembic runs them."""
