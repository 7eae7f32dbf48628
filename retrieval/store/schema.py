"""The tables: what a report says, as narrow rows.

Figures are integers, counts as they are and money in 分, so that sums are exact. Texts that many facts share (row
labels, section titles) stand once in `wordings`. Whoever writes takes the one row of `counters` first, so that the
numbers of `changes` are given in the order in which they are committed and an index that catches up misses none.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0004"  # the migration that makes these tables; a test holds the two together

GENERATION, EPOCH = "generation", "epoch"  # counters: every change; every restore, which gives numbers anew

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER counts up by itself in SQLite

counters = Table(
    "counters",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

cells = Table(  # the form may be reordered; what a stored number means may not
    "cells",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("key", String(100), nullable=False, unique=True),
)

wordings = Table(
    "wordings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("text", Text, nullable=False),
    Column("sha", String(40), nullable=False, unique=True),  # a row label may be longer than an index entry
)

agencies = Table(  # a body, one id through renamings
    "agencies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("links", Text, nullable=False, server_default="[]"),  # what linked its names, JSON
    sqlite_autoincrement=True,  # a number is never given to another body
)

agency_names = Table(  # a name as a report bears it, with the region that the report gives it
    "agency_names",
    metadata,
    Column("id", Id, primary_key=True),
    Column("agency_id", ForeignKey("agencies.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("region", Text, nullable=False),  # JSON list, outermost first
    Column("body", Text, nullable=False),
    Column("kind", String(60), nullable=False),
    Column("place", Text, nullable=False, index=True),  # the innermost region: every name of one body shares it
    UniqueConstraint("name", "region", "body", "kind"),
)

former_names = Table(  # a link that a report's own words make; `place` is where the former name is to be looked for
    "former_names",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("name_id", ForeignKey("agency_names.id"), nullable=False, index=True),
    Column("former", Text, nullable=False),
    Column("place", Text, nullable=False, index=True),
    PrimaryKeyConstraint("report_id", "position"),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("file", Text, nullable=False, index=True),
    Column("agency_id", ForeignKey("agencies.id"), nullable=False),
    Column("name_id", ForeignKey("agency_names.id"), nullable=False, index=True),
    Column("year", SmallInteger, nullable=False),
    Column("edition", String(10), nullable=False),
    Column("applications_edition", String(10), nullable=False),
    Column("title", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("published", Date),
    Column("url", Text, nullable=False),
    Column("state", String(12), nullable=False),  # stored | copy | superseded
    Column("current", Boolean, nullable=False),
    Column("reader_version", String(20), nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Column("original", Text, nullable=False),  # below the data folder; empty where no bytes were given
    Index("ix_reports_agency_year", "agency_id", "year", "current"),
    Index("ix_reports_year_current", "year", "current", "agency_id"),
    sqlite_autoincrement=True,
)

facts = Table(
    "facts",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("cell", SmallInteger, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("value", BigInteger),
    Column("status", SmallInteger, nullable=False),
    Column("exact", Text),  # the figure where a scaled integer cannot hold it: 12.5 件
    Column("printed", Text),  # where it differs from the figure
    Column("page", Integer),
    Column("table_no", Integer),
    Column("row_no", Integer),
    Column("column_no", Integer),
    Column("label", ForeignKey("wordings.id")),
    Column("section", ForeignKey("wordings.id")),
    Column("quote", ForeignKey("wordings.id")),
    Column("reason", Text),
    Column("area", Text),  # where on its page the cell stands, and its row
    PrimaryKeyConstraint("report_id", "cell"),
    Index("ix_facts_cell_year", "cell", "year", "report_id", "value", "status"),
    sqlite_with_rowid=False,
)

sections = Table(
    "sections",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("position", SmallInteger, nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("title", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "position"),
    sqlite_with_rowid=False,
)

paragraphs = Table(
    "paragraphs",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("section", SmallInteger, nullable=False),  # position of the section
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("place", Text),
    PrimaryKeyConstraint("report_id", "section", "position"),
)

statements = Table(
    "statements",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("what", String(100), nullable=False, index=True),
    Column("cell", String(100)),  # a key: the prose speaks of groups too
    Column("value", Text, nullable=False),  # a decimal, as text: the prose counts in 万 and 亿
    Column("approximate", String(20), nullable=False),
    Column("unit", String(40), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("section", SmallInteger, nullable=False),
    Column("place", Text),
    PrimaryKeyConstraint("report_id", "position"),
)

findings = Table(
    "findings",
    metadata,
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("rule", String(40), nullable=False, index=True),
    Column("severity", String(12), nullable=False),
    Column("body", Text, nullable=False),  # the rest of the finding, JSON
    PrimaryKeyConstraint("report_id", "position"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("report_id", ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False),
    Column("place", Text),
    Column("cells", Text),
    Column("vector", LargeBinary),
    Column("model", String(200)),  # that made the vector
)

changes = Table(  # what an index has to catch up with
    "changes",
    metadata,
    Column("generation", BigInteger, nullable=False),
    Column("report_id", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    PrimaryKeyConstraint("generation", "report_id"),
)

refusals = Table(  # bytes that are no report: they need not be read twice
    "refusals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("reader_version", String(20), nullable=False),
    Column("payload", Text, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation", String(300), nullable=False, index=True),
    Column("payload", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation", String(300), nullable=False, index=True),
    Column("payload", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

people = Table(  # what somebody has set for themselves
    "people",
    metadata,
    Column("channel", String(20), nullable=False),
    Column("person", String(80), nullable=False),
    Column("settings", Text, nullable=False),
    PrimaryKeyConstraint("channel", "person"),
)

received = Table(  # what a messenger gave: kept until its answer arrived, then only its number, for it may come twice
    "received",
    metadata,
    Column("channel", String(20), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("payload", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("begun", DateTime(timezone=True)),  # when its answer began to leave
    PrimaryKeyConstraint("channel", "number"),
)

replies = Table(  # which messages answer which, so that an edited question is answered in place
    "replies",
    metadata,
    Column("channel", String(20), nullable=False),
    Column("chat", String(80), nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("conversation", String(300), nullable=False, index=True),
    Column("told", Text, nullable=False),
    PrimaryKeyConstraint("channel", "chat", "asked"),
)

feedback = Table(  # what users reported wrong, with the answer that it is about
    "feedback",
    metadata,
    Column("id", Id, primary_key=True),
    Column("answer_id", BigInteger),
    Column("conversation", String(300), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)

drafts = Table(  # a sender's own, never among the reports; gone when they expire
    "drafts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner", String(300), nullable=False, index=True),
    Column("name", String(300), nullable=False),
    Column("payload", Text, nullable=False),
    Column("content", LargeBinary),
    Column("expires", DateTime(timezone=True), nullable=False, index=True),
)
