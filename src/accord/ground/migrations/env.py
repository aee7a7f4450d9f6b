"""Alembic's environment: the connection comes from `migrate`, the metadata from every domain's tables."""

from importlib import import_module

from alembic import context

from accord.ground.migrations import DOMAINS
from accord.ground.tables import UtcDateTime, metadata, set_partial

import_module("accord.ground.audit")
for domain in DOMAINS:
    import_module(f"accord.{domain}.tables")

connection = context.config.attributes["connection"]
set_partial(connection.dialect.name)
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    # full text is each database's own: SQLite keeps its index in tables beside it
    include_name=lambda name, kind, parents: kind != "table" or not str(name).startswith("corpus_words"),
    # added to a table that is there, SQLite tells neither its name nor what it does on delete
    include_object=lambda thing, name, kind, reflected, other: (
        connection.dialect.name != "sqlite" or kind != "foreign_key_constraint" or thing.column_keys != ["part_of"]
    ),
    render_item=lambda kind, item, autogen: "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False,
)
with context.begin_transaction():
    context.run_migrations()
