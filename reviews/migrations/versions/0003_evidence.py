"""Schema 3: evidence knows where its passage stands in the kept copy, and where the archive's copy is."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the passage's offsets and the archived copy's address; unknown of what is there already."""
    for name in ("start", "end"):
        op.add_column("evidence", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("evidence", sa.Column("archived", sa.Text(), nullable=True))
