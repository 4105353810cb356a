"""Every table. Rows are dumb: ``reviews/store.py`` maps them to the frozen nouns of the three layers.

JSON columns are text in the nouns' own JSON form; moments are ISO 8601 in UTC, so that both databases
order them alike.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, Text
from sqlmodel import Field, SQLModel


class ArticleRow(SQLModel, table=True):
    """An article through all its drafts. ``number`` orders them as they were stored."""

    __tablename__ = "articles"

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    draft: int
    stored_at: str
    forgotten_at: str | None = None


class DraftRow(SQLModel, table=True):
    """One draft: its text, the bytes that it was read from, and what was found beneath the claims."""

    __tablename__ = "drafts"

    article_id: str = Field(primary_key=True, foreign_key="articles.id")
    draft: int = Field(primary_key=True)
    path: str | None = Field(default=None, index=True)
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    date_order: str | None = None
    sha256: str = Field(index=True)
    source_sha256: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    source: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_by: str = Field(sa_column=Column(Text, nullable=False))
    paragraphs: str = Field(sa_column=Column(Text, nullable=False))
    annotations: str = Field(sa_column=Column(Text, nullable=False))
    coverage: str = Field(sa_column=Column(Text, nullable=False))
    stored_at: str


class ClaimRow(SQLModel, table=True):
    """A claim as it stands now, with its review, which is derived: ``Store.rebuild`` makes it from the events.

    ``draft`` is the last draft that holds it. ``version`` is the sequence of its latest event.
    ``article_number`` repeats ``articles.number``, so that a page of the queue comes from one index.
    """

    __tablename__ = "claims"
    __table_args__ = (
        Index("claims_in_order", "article_id", "start", "end", "kind"),
        Index("claims_listed", "article_number", "start"),
        Index("claims_by_workflow", "workflow", "article_number", "start"),
        Index("claims_by_finding", "finding", "article_number", "start"),
        Index("claims_by_assignee", "assignee", "article_number", "start"),
        Index("claims_by_kind", "kind", "article_number", "start"),
        Index("claims_counted", "article_id", "draft", "workflow"),
    )

    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="articles.id")
    article_number: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    draft: int
    kind: str
    start: int
    end: int
    text: str = Field(sa_column=Column(Text, nullable=False))
    statement: str = Field(sa_column=Column(Text, nullable=False))
    question: str = Field(sa_column=Column(Text, nullable=False))
    worth: float
    made_by: str
    detail: str = Field(sa_column=Column(Text, nullable=False))
    workflow: str = "open"
    finding: str | None = None
    resolution: str | None = None
    grade: str = "none"
    assignee: str | None = None
    version: int = 0


class CandidateRow(SQLModel, table=True):
    """What a source had to say about a claim."""

    __tablename__ = "candidates"

    id: str = Field(primary_key=True)
    claim_id: str = Field(index=True, foreign_key="claims.id")
    part: int | None = None
    source: str
    title: str = Field(sa_column=Column(Text, nullable=False))
    url: str = Field(sa_column=Column(Text, nullable=False))
    permalink: str | None = Field(default=None, sa_column=Column(Text))
    excerpt: str = Field(sa_column=Column(Text, nullable=False))
    published: str | None = None
    retrieved_at: str
    sha256: str
    stance: str
    reason: str = Field(sa_column=Column(Text, nullable=False))
    score: float
    origin: str


class EvidenceRow(SQLModel, table=True):
    """What a person brought to a claim; the documents themselves are files beside the database."""

    __tablename__ = "evidence"

    id: str = Field(primary_key=True)
    claim_id: str = Field(index=True, foreign_key="claims.id")
    grade: str
    url: str | None = Field(default=None, sa_column=Column(Text))
    file: str | None = Field(default=None, sa_column=Column(Text))
    sha256: str | None = Field(default=None, index=True)
    type: str | None = None
    title: str | None = Field(default=None, sa_column=Column(Text))
    quote: str | None = Field(default=None, sa_column=Column(Text))
    note: str | None = Field(default=None, sa_column=Column(Text))
    source: str | None = None
    due: str | None = None
    origin: str
    added_at: str
    added_by: str
    start: int | None = None
    end: int | None = None
    archived: str | None = Field(default=None, sa_column=Column(Text))


class ArchiveRow(SQLModel, table=True):
    """The words of each claim that has a finding: what ``reviews/fulltext.py`` searches. Derived.

    On SQLite the FTS5 table ``archive_words`` indexes it, on PostgreSQL a tsvector column.
    """

    __tablename__ = "archive"

    number: int | None = Field(default=None, primary_key=True)
    claim_id: str = Field(unique=True, foreign_key="claims.id")
    words: str = Field(sa_column=Column(Text, nullable=False))


class EventRow(SQLModel, table=True):
    """One link of an article's history. Triggers refuse every change but the erasing of a payload."""

    __tablename__ = "events"
    __table_args__ = (Index("events_of_claim", "claim", "sequence"),)

    article: str = Field(primary_key=True, foreign_key="articles.id")
    sequence: int = Field(primary_key=True)
    claim: str | None = None
    kind: str
    actor: str
    os_user: str
    database_role: str | None = None
    time: str
    payload: str | None = Field(default=None, sa_column=Column(Text))
    payload_sha256: str
    previous: str | None = None
    digest: str


class LedgerRow(SQLModel, table=True):
    """One request that left the machine: when (UTC), to which host, in which words, for which article."""

    __tablename__ = "ledger"

    number: int | None = Field(default=None, primary_key=True)
    at: str
    host: str
    words: str | None = Field(default=None, sa_column=Column(Text))
    article_id: str | None = Field(default=None, index=True)


# The same tables for statements: SQLAlchemy's columns, which type as such.
articles: Table = SQLModel.metadata.tables["articles"]
drafts: Table = SQLModel.metadata.tables["drafts"]
claims: Table = SQLModel.metadata.tables["claims"]
candidates: Table = SQLModel.metadata.tables["candidates"]
evidence: Table = SQLModel.metadata.tables["evidence"]
archive: Table = SQLModel.metadata.tables["archive"]
events: Table = SQLModel.metadata.tables["events"]
ledger: Table = SQLModel.metadata.tables["ledger"]
