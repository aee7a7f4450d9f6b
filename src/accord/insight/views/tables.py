"""The table of views."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from accord.ground.tables import Id, Json, UtcDateTime, metadata

views = Table(
    "views",  # filters of the list of records by name; without a person they are the project's
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE")),
    Column("name", String(60), nullable=False),
    Column("query", Json, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Index("ix_views_project", "project_id", "name", unique=True, info={"where": "user_id IS NULL"}),
    Index("ix_views_own", "project_id", "user_id", "name", unique=True, info={"where": "user_id IS NOT NULL"}),
)
