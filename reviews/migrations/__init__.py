"""The database's schema, version by version (Alembic). Revisions are numbered, so that newer is greater."""

SCHEMA = "0003"
