"""What concerns the people who ask: their settings, what was answered already, what they found wrong, their drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "person", name="pk_people"),
    )
    op.create_table(
        "received",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "number", name="pk_received"),
    )
    op.create_table(
        "replies",
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("chat", sa.String(length=80), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.String(length=300), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "chat", "asked", name="pk_replies"),
    )
    op.create_index("ix_replies_conversation", "replies", ["conversation"])
    op.create_table(
        "feedback",
        sa.Column("id", ID, nullable=False),
        sa.Column("answer_id", sa.BigInteger()),
        sa.Column("conversation", sa.String(length=300), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_conversation", "feedback", ["conversation"])
    op.create_table(
        "drafts",
        sa.Column("id", ID, nullable=False),
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_owner", "drafts", ["owner"])
    op.create_index("ix_drafts_expires", "drafts", ["expires"])


def downgrade() -> None:
    for table in ("drafts", "feedback", "replies", "received", "people"):
        op.drop_table(table)
