"""Alembic's folder; installed as ``audit.migrations``. It imports nothing of the tool but ``audit.store.rows``."""
