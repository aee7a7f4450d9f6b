"""Notices: one row for each person who should hear of something."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from accord.ground.tables import Id, Json, UtcDateTime, metadata

notices = Table(
    "notices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("project", String(100), nullable=False),  # its name; a person who left it keeps what they were told
    Column("told", Json, nullable=False),  # what the kind needs: record, stage, why, ...
    Column("at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    Column("tries", Integer, nullable=False, default=0),  # of telling the other system
    Column("due_at", UtcDateTime),  # when to try (again); NULL: told, given up, or nobody to tell
    Index("ix_notices_user_id", "user_id", "id"),
    Index("ix_notices_unread", "user_id", info={"where": "read_at IS NULL"}),
    Index("ix_notices_due", "due_at", info={"where": "due_at IS NOT NULL"}),
)
