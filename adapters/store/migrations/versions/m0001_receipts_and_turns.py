"""Receipts of what was taken up, and the turns of each thread."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables, with the indexes that their queries and pruning need."""
    op.create_table(
        "receipt",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("receipt_claimed_at", "receipt", ["claimed_at"])
    op.create_table(
        "turn",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("turn_of_thread", "turn", ["tenant", "thread", "id"])
    op.create_index("turn_of_member", "turn", ["tenant", "member", "id"])
    op.create_index("turn_at", "turn", ["at"])
