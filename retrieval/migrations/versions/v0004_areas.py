"""Where on its page a cell is printed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("facts", sa.Column("area", sa.Text()))


def downgrade() -> None:
    op.drop_column("facts", "area")
