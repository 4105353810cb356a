"""Schema 1: articles, drafts, claims, candidates, evidence, ledger, and the history with its guards.

Written out rather than taken from ``reviews/tables.py``: a migration must not change when the tables do.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of schema 1, their indexes and the guards of the history."""
    for group in (ARTICLES, CLAIMS, HISTORY):
        for table, columns in group.items():
            op.create_table(table, *columns)
    for name, table, indexed in INDEXES:
        op.create_index(name, table, list(indexed))
    guards = SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_GUARDS
    for statement in guards:
        op.execute(sa.text(statement))


def _text(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.Text(), nullable=False) for name in names)


def _maybe(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.Text(), nullable=True) for name in names)


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=True)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True)


def _of(name: str, target: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), sa.ForeignKey(target), primary_key=key, nullable=False)


def _whole(name: str, *, key: bool = False, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), primary_key=key, autoincrement=False, nullable=nullable)


Tables = Mapping[str, Sequence[sa.Column[Any]]]

ARTICLES: Tables = {
    "articles": [
        _number(),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        _whole("draft"),
        *_text("stored_at"),
        *_maybe("forgotten_at"),
    ],
    "drafts": [
        _of("article_id", "articles.id", key=True),
        _whole("draft", key=True),
        *_maybe("path", "title", "byline", "published", "url", "language", "date_order"),
        *_text("sha256", "source_sha256", "text"),
        sa.Column("source", sa.LargeBinary(), nullable=False),
        *_text("made_by", "paragraphs", "annotations", "coverage", "stored_at"),
    ],
}

CLAIMS: Tables = {
    "claims": [
        _id(),
        _of("article_id", "articles.id"),
        _whole("draft"),
        *_text("kind"),
        _whole("start"),
        _whole("end"),
        *_text("text", "statement", "question"),
        sa.Column("worth", sa.Float(), nullable=False),
        *_text("made_by", "detail", "workflow", "grade"),
        *_maybe("finding", "resolution", "assignee"),
        _whole("version"),
    ],
    "candidates": [
        _id(),
        _of("claim_id", "claims.id"),
        _whole("part", nullable=True),
        *_text("source", "title", "url", "excerpt", "retrieved_at", "sha256", "stance", "reason", "origin"),
        *_maybe("permalink", "published"),
        sa.Column("score", sa.Float(), nullable=False),
    ],
    "evidence": [
        _id(),
        _of("claim_id", "claims.id"),
        *_text("grade", "origin", "added_at", "added_by"),
        *_maybe("url", "file", "sha256", "type", "title", "quote", "note", "source", "due"),
    ],
}

HISTORY: Tables = {
    "events": [
        _of("article", "articles.id", key=True),
        _whole("sequence", key=True),
        *_maybe("claim"),
        *_text("kind", "actor", "os_user", "time"),
        *_maybe("database_role", "payload", "previous"),
        *_text("payload_sha256", "digest"),
    ],
    "ledger": [
        _number(),
        *_text("at", "host"),
        *_maybe("words", "article_id"),
    ],
}

INDEXES = [
    ("ix_drafts_path", "drafts", ("path",)),
    ("ix_drafts_sha256", "drafts", ("sha256",)),
    ("claims_in_order", "claims", ("article_id", "start", "end", "kind")),
    ("claims_by_workflow", "claims", ("workflow",)),
    ("claims_by_finding", "claims", ("finding",)),
    ("claims_by_assignee", "claims", ("assignee",)),
    ("ix_candidates_claim_id", "candidates", ("claim_id",)),
    ("ix_evidence_claim_id", "evidence", ("claim_id",)),
    ("ix_evidence_sha256", "evidence", ("sha256",)),
    ("events_of_claim", "events", ("claim", "sequence")),
    ("ix_ledger_article_id", "ledger", ("article_id",)),
]

REFUSED = "the history is append-only"
COLUMNS = (
    *("article", "sequence", "claim", "kind", "actor", "os_user", "database_role", "time"),
    *("payload_sha256", "previous", "digest"),
)
SAME = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in COLUMNS)
SQLITE_GUARDS = [
    f"""CREATE TRIGGER events_no_update BEFORE UPDATE ON events
    WHEN NOT (NEW.payload IS NULL AND {SAME})
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER events_no_delete BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    f"""CREATE TRIGGER events_no_replace BEFORE INSERT ON events
    WHEN EXISTS (SELECT 1 FROM events WHERE article = NEW.article AND sequence = NEW.sequence)
    BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
]
POSTGRESQL_GUARDS = [
    f"""CREATE FUNCTION events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.payload IS NULL AND {SAME.replace(" IS ", " IS NOT DISTINCT FROM ")}
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION '{REFUSED}';
    END $$""",
    """CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION events_refuse()""",
    """CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()""",
]
