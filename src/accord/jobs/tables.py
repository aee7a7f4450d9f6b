"""Jobs: what takes long, who asked for it, how far it is and what came of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from accord.ground.tables import Id, Json, UtcDateTime, metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("asked_by", Id, ForeignKey("users.id")),
    Column("options", Json, nullable=False),  # what the kind needs to know
    Column("state", String(16), nullable=False),  # running | done | stopped | failed
    Column("stop_asked", Boolean, nullable=False),
    Column("step", String(200), nullable=False),  # what it is at: a word, and perhaps of what
    Column("done", BigInteger, nullable=False),  # of `total`; 0 of 0 where it is not known
    Column("total", BigInteger, nullable=False),
    Column("message", Text, nullable=False),  # why it ended without a result
    Column("made_of", String(200), nullable=False),  # the state of the project that the result was made of
    Column("result", Json),
    Column("started_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),  # when the process that does it last said so
    Column("ended_at", UtcDateTime),
    CheckConstraint("state IN ('running', 'done', 'stopped', 'failed')", name="state"),
    Index("ix_jobs_project_id_kind", "project_id", "kind", "id"),
    Index("uq_jobs_running", "project_id", "kind", unique=True, info={"where": "state = 'running'"}),
)
