"""Schema 2: pages of the queue from indexes alone, the archive of decided claims, stronger guards.

``claims.article_number`` and the table ``archive`` are derived; both are filled here from what is there.
"""

import sqlalchemy as sa
from alembic import op

from reviews.migrations.guards import guard_events

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the article's number to its claims, the indexes of the queue, and the archive."""
    op.add_column("claims", sa.Column("article_number", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE claims SET article_number ="
        " (SELECT number FROM articles WHERE articles.id = claims.article_id)"
    )
    for name in ("claims_by_workflow", "claims_by_finding", "claims_by_assignee"):
        op.drop_index(name, "claims")
    for name, columns in INDEXES.items():
        op.create_index(name, "claims", list(columns))
    _make_archive()
    guard_events(op.get_bind())


def _make_archive() -> None:
    op.create_table(
        "archive",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("claim_id", sa.Text(), sa.ForeignKey("claims.id"), nullable=False, unique=True),
        sa.Column("words", sa.Text(), nullable=False),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    op.execute(
        "INSERT INTO archive (claim_id, words) SELECT id, statement FROM claims"
        " WHERE finding IS NOT NULL ORDER BY id"
    )


INDEXES = {
    "claims_listed": ("article_number", "start"),
    "claims_by_workflow": ("workflow", "article_number", "start"),
    "claims_by_finding": ("finding", "article_number", "start"),
    "claims_by_assignee": ("assignee", "article_number", "start"),
    "claims_by_kind": ("kind", "article_number", "start"),
    "claims_counted": ("article_id", "draft", "workflow"),
}

# The database itself keeps the index in step with the table.
SQLITE = [
    "CREATE VIRTUAL TABLE archive_words USING fts5(words, content='archive', content_rowid='number',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER archive_put AFTER INSERT ON archive BEGIN"
    " INSERT INTO archive_words (rowid, words) VALUES (NEW.number, NEW.words); END",
    "CREATE TRIGGER archive_out AFTER DELETE ON archive BEGIN"
    " INSERT INTO archive_words (archive_words, rowid, words) VALUES ('delete', OLD.number, OLD.words); END",
    "CREATE TRIGGER archive_changed AFTER UPDATE ON archive BEGIN"
    " INSERT INTO archive_words (archive_words, rowid, words) VALUES ('delete', OLD.number, OLD.words);"
    " INSERT INTO archive_words (rowid, words) VALUES (NEW.number, NEW.words); END",
]
POSTGRESQL = [
    "ALTER TABLE archive ADD COLUMN lexemes tsvector"
    " GENERATED ALWAYS AS (to_tsvector('english', words)) STORED",
    "CREATE INDEX archive_lexemes ON archive USING gin (lexemes)",
]
