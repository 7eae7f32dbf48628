"""Alembic's entry: the connection is handed in by whoever opens the store, already in its transaction."""

from __future__ import annotations

from alembic import context

from retrieval.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transaction_per_migration=False
)
with context.begin_transaction():
    context.run_migrations()
