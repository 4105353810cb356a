"""Alembic's entry: runs on the connection that ``reviews/database.py`` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transaction_per_migration=False)
context.run_migrations()
