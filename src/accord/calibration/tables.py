"""Calibration rounds of a project; their votes are ordinary responses in a project of the round's own."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from accord.ground.tables import Id, UtcDateTime, metadata

rounds = Table(
    "calibrations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),  # of the project's rounds, from 1
    Column("votes_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("state", String(16), nullable=False),  # voting | revealed | closed
    Column("auto", Boolean, nullable=False),  # revealed by itself when everybody has voted
    Column("started_by", Id, ForeignKey("users.id"), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("revealed_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    CheckConstraint("state IN ('voting', 'revealed', 'closed')", name="state"),
    UniqueConstraint("project_id", "number"),
)
