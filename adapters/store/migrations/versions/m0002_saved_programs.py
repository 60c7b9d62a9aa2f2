"""The programs that members saved."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table; its unique index is also the one that a member's list is read by."""
    op.create_table(
        "saved_program",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("member", sa.Text, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "saved_program_of_member", "saved_program", ["tenant", "member", "program"], unique=True
    )
