"""A received message stays until its answer is known to have arrived; when the answer began to leave is noted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("received", sa.Column("begun", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("received", "begun")
