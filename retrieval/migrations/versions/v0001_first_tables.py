"""The first tables: reports, their figures and words, the bodies, the index's changes, conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from report.form import EDITIONS, form

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", ID, nullable=False),
        sa.Column("links", sa.Text(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agencies"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "answers",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation", sa.String(length=300), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
    )
    op.create_index("ix_answers_conversation", "answers", ["conversation"])
    op.create_table(
        "cells",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cells"),
        sa.UniqueConstraint("key", name="uq_cells_key"),
    )
    op.create_table(
        "changes",
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.BigInteger(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "report_id", name="pk_changes"),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "refusals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("reader_version", sa.String(length=20), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_refusals"),
    )
    op.create_table(
        "turns",
        sa.Column("id", ID, nullable=False),
        sa.Column("conversation", sa.String(length=300), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
    )
    op.create_index("ix_turns_conversation", "turns", ["conversation"])
    op.create_table(
        "wordings",
        sa.Column("id", ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wordings"),
        sa.UniqueConstraint("sha", name="uq_wordings_sha"),
    )
    op.create_table(
        "agency_names",
        sa.Column("id", ID, nullable=False),
        sa.Column("agency_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_agency_names_agency_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agency_names"),
        sa.UniqueConstraint("name", "region", "body", "kind", name="uq_agency_names_name_region_body_kind"),
    )
    op.create_index("ix_agency_names_agency_id", "agency_names", ["agency_id"])
    op.create_index("ix_agency_names_place", "agency_names", ["place"])
    op.create_table(
        "reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("agency_id", ID, nullable=False),
        sa.Column("name_id", ID, nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("edition", sa.String(length=10), nullable=False),
        sa.Column("applications_edition", sa.String(length=10), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("reader_version", sa.String(length=20), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name="fk_reports_agency_id"),
        sa.ForeignKeyConstraint(["name_id"], ["agency_names.id"], name="fk_reports_name_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("sha256", name="uq_reports_sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reports_agency_year", "reports", ["agency_id", "year", "current"])
    op.create_index("ix_reports_file", "reports", ["file"])
    op.create_index("ix_reports_name_id", "reports", ["name_id"])
    op.create_index("ix_reports_year_current", "reports", ["year", "current", "agency_id"])
    op.create_table(
        "facts",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("cell", sa.SmallInteger(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("table_no", sa.Integer(), nullable=True),
        sa.Column("row_no", sa.Integer(), nullable=True),
        sa.Column("column_no", sa.Integer(), nullable=True),
        sa.Column("label", ID, nullable=True),
        sa.Column("section", ID, nullable=True),
        sa.Column("quote", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["label"], ["wordings.id"], name="fk_facts_label"),
        sa.ForeignKeyConstraint(["quote"], ["wordings.id"], name="fk_facts_quote"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_facts_report_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["section"], ["wordings.id"], name="fk_facts_section"),
        sa.PrimaryKeyConstraint("report_id", "cell", name="pk_facts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_facts_cell_year", "facts", ["cell", "year", "report_id", "value", "status"])
    op.create_table(
        "findings",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=12), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_findings_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_findings"),
    )
    op.create_index("ix_findings_rule", "findings", ["rule"])
    op.create_table(
        "former_names",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name_id", ID, nullable=False),
        sa.Column("former", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["name_id"], ["agency_names.id"], name="fk_former_names_name_id"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_former_names_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_former_names"),
    )
    op.create_index("ix_former_names_name_id", "former_names", ["name_id"])
    op.create_index("ix_former_names_place", "former_names", ["place"])
    op.create_table(
        "paragraphs",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("section", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_paragraphs_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "section", "position", name="pk_paragraphs"),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("cells", sa.Text(), nullable=True),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.Column("model", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_passages_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_passages"),
    )
    op.create_index("ix_passages_report_id", "passages", ["report_id"])
    op.create_table(
        "sections",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_sections_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_sections"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statements",
        sa.Column("report_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=100), nullable=False),
        sa.Column("cell", sa.String(length=100), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("approximate", sa.String(length=20), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("section", sa.SmallInteger(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_statements_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "position", name="pk_statements"),
    )
    op.create_index("ix_statements_what", "statements", ["what"])

    keys = dict.fromkeys(cell.key for a in EDITIONS for b in EDITIONS for cell in form(a, b).cells)
    cells = sa.table("cells", sa.column("id", sa.SmallInteger), sa.column("key", sa.String))
    op.bulk_insert(cells, [{"id": number, "key": key} for number, key in enumerate(keys, start=1)])
    counters = sa.table("counters", sa.column("name", sa.String), sa.column("value", sa.BigInteger))
    op.bulk_insert(counters, [{"name": "generation", "value": 0}])
