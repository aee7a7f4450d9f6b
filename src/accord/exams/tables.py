"""Attempts at exams; the answers themselves are ordinary responses, in the cycle of the attempt."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from accord.ground.tables import Id, Json, UtcDateTime, metadata

attempts = Table(
    "attempts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("user_id", Id, ForeignKey("users.id"), nullable=False),
    Column("number", Integer, nullable=False),  # 1, 2, ...; its answers are in cycle `number - 1`
    Column("state", String(16), nullable=False),  # open | passed | failed
    Column("spec_version", Integer, nullable=False),
    Column("records", Json, nullable=False),  # ids of the drawn records, in the order asked
    Column("graded", Json),  # at the end: each record with its score and what was right
    Column("score", Float),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    CheckConstraint("state IN ('open', 'passed', 'failed')", name="state"),
    UniqueConstraint("project_id", "user_id", "number"),
    Index("uq_attempts_open", "project_id", "user_id", unique=True, info={"where": "state = 'open'"}),
)
