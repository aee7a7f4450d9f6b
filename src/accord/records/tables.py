"""Records: what people look at. Where a record stands in its stages is `work`'s business (`places`)."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from accord.ground.tables import Id, Json, UtcDateTime, metadata

records = Table(
    "records",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("key", String(512), nullable=False),  # the caller's id, the upsert key
    # one JSON object: {"values", "meta", "provenance", "lang", "group", "suggestions"} as in the record shape, without id and gold
    Column("body", Json, nullable=False),
    Column("gold", Json),  # never leaves with an assignment
    Column("hash", String(40), nullable=False),  # of body and gold: an equal upsert writes nothing
    Column("title", Text, nullable=False, default=""),  # the first 200 characters of its plain text, for lists
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    UniqueConstraint("project_id", "key"),
    Index("ix_records_project_id_id", "project_id", "id"),
    Index("ix_records_gold", "project_id", "id", info={"where": "gold IS NOT NULL"}),
    Index("ix_records_withdrawn", "project_id", "id", info={"where": "withdrawn_at IS NOT NULL"}),
)
