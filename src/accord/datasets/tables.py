"""Datasets: immutable, content-hashed snapshots of a project's records, responses and consensus."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint

from accord.ground.tables import Id, Json, UtcDateTime, metadata

datasets = Table(
    "datasets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("hash", String(80), nullable=False),
    Column("counts", Json, nullable=False),  # {"records", "responses", "people", "consensus"}
    Column("recipe", Json, nullable=False),  # consensus method, tie policy, filters, spec version, guideline versions
    Column("path", String(256), nullable=False),  # below the data folder
    Column("created_by", Id, ForeignKey("users.id")),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("project_id", "version"),
)
