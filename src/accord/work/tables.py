"""Places (a record in a stage and cycle), assignments (leases on a place) and responses (insert-only revisions)."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from accord.ground.tables import Id, Json, UtcDateTime, metadata

# A place is one record waiting in, or having passed through, one stage in one cycle. `open_slots` is what makes
# overlap impossible to exceed: claim = decrement + assignment in one transaction, and the CHECK is the last wall.
places = Table(
    "places",
    metadata,
    Column("record_id", Id, ForeignKey("records.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("stage", String(64), primary_key=True),
    Column("cycle", Integer, primary_key=True, autoincrement=False),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("overlap", Integer, nullable=False),  # how many people shall answer here
    Column("open_slots", Integer, nullable=False),  # overlap - leased - answered
    Column("answered", Integer, nullable=False, default=0),
    Column("rank", Id, nullable=False),  # the dispatch order: smaller first; the record's id by default
    Column("state", String(16), nullable=False, default="open"),  # open | done | withdrawn
    Column("batch", String(200)),  # the record's group, where the stage goes by it
    Column("kept_for", Id),  # a person: nobody else gets it
    Column("kept_until", UtcDateTime),  # before then
    CheckConstraint("open_slots >= 0", name="open_slots"),
    CheckConstraint("answered >= 0", name="answered"),
    CheckConstraint("state IN ('open', 'done', 'withdrawn')", name="state"),
    # the claim's candidates, independent of how many records are done
    Index(
        "ix_places_open",
        "project_id",
        "stage",
        "rank",
        info={"where": "open_slots > 0 AND state = 'open'"},
    ),
    # the lead's list of a stage or state, in the records' order, and the counts
    Index("ix_places_project_id_state", "project_id", "stage", "state", "record_id"),
    Index("ix_places_batch", "project_id", "stage", "batch", info={"where": "batch IS NOT NULL"}),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("record_id", Id, ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
    Column("stage", String(64), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("user_id", Id, ForeignKey("users.id"), nullable=False),
    Column("state", String(16), nullable=False),  # leased | submitted | skipped | expired | released
    Column("spec_version", Integer, nullable=False),
    Column("presentation", Json, nullable=False),
    Column("draft", Json),
    Column("response_id", Id),  # the latest revision
    Column("skip_reason", String(2000)),
    Column("hidden", String(16)),  # gold | attention: graded, never counted, never told apart by whom it is given to
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("submitted_at", UtcDateTime),
    CheckConstraint("state IN ('leased', 'submitted', 'skipped', 'expired', 'released')", name="state"),
    UniqueConstraint("record_id", "stage", "cycle", "user_id"),
    Index(
        "ix_assignments_leases",
        "lease_until",
        info={"where": "state = 'leased'"},
    ),
    # a person's answers, newest first; with the stage, so that counting them for its bounds reads no row
    Index("ix_assignments_user", "project_id", "user_id", "state", "submitted_at", "stage"),
)

responses = Table(
    "responses",
    metadata,
    Column("id", Id, primary_key=True),
    Column("assignment_id", Id, ForeignKey("assignments.id", ondelete="CASCADE"), nullable=False),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("record_id", Id, ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
    Column("stage", String(64), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("user_id", Id, ForeignKey("users.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("parent_id", Id, ForeignKey("responses.id")),
    Column("answers", Json, nullable=False),
    Column("presentation", Json, nullable=False),
    Column("spec_version", Integer, nullable=False),
    Column("guidelines", String(80), nullable=False),
    Column("active_seconds", Float),
    Column("wall_seconds", Float),
    Column("claimed_at", UtcDateTime),
    Column("submitted_at", UtcDateTime, nullable=False),
    Column("surplus", Boolean, nullable=False, default=False),  # came after its place was taken: kept, not counted
    Column("idempotency_key", String(128)),
    Column("body_hash", String(64)),  # the same key with another body is a 409
    UniqueConstraint("assignment_id", "revision"),
    Index("uq_responses_idempotency", "assignment_id", "idempotency_key", unique=True),
    Index("ix_responses_project_id_id", "project_id", "id"),
    Index("ix_responses_record_id", "record_id"),
    Index("ix_responses_parent_id", "parent_id", info={"where": "parent_id IS NOT NULL"}),
)

from accord.work import life_tables, trust_tables  # noqa: E402, F401 - they hang on the same metadata
