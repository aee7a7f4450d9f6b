"""What is known of people at work: suspensions, grades of known answers, estimates of how right they are."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Integer, String, Table

from accord.ground.tables import Id, Json, UtcDateTime, metadata

# Who gets nothing in a project at present. What they hold was released with its drafts, what they submit is kept as surplus.
suspensions = Table(
    "suspensions",
    metadata,
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("why", String(500), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),  # NULL: until a lead lifts it
    Column("guidelines", String(80)),  # lifted by acknowledging these anew; NULL: not so
)

# How each answer to a record with gold was graded: of its latest revision.
grades = Table(
    "grades",
    metadata,
    Column(
        "assignment_id", Id, ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("user_id", Id, ForeignKey("users.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # gold | attention
    Column("score", Float, nullable=False),  # from 0 to 1
    Column("response_id", Id, ForeignKey("responses.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('gold', 'attention')", name="kind"),
    Index("ix_grades_user", "project_id", "user_id", "kind", "at"),
    Index("ix_grades_response_id", "response_id"),
)

# How right each person is on a question, from gold and consensus, estimated now and then; what `until` weighs answers with.
estimates = Table(
    "estimates",
    metadata,
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(64), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("confusion", Json, nullable=False),  # P(said | true), a row for each true category
    Column("judged", Integer, nullable=False),  # answers that it rests on
    Column("at", UtcDateTime, nullable=False),
)
