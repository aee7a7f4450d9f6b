"""What happens to records on their way: moves, deadlines, escalations, verdicts of reviewers, comments. Seldom written: most records have none."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from accord.ground.tables import Id, Json, UtcDateTime, metadata

# Every change of stage that is not told by its place alone ("it had its answers, and there was nowhere else to go").
moves = Table(
    "moves",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("record_id", Id, ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
    Column("from_stage", String(64), nullable=False),
    Column("from_cycle", Integer, nullable=False),
    Column("to_stage", String(64), nullable=False),  # or an end: done, rejected, returned; or withdrawn
    Column("to_cycle", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("user_id", Id, ForeignKey("users.id")),  # whose answer or decision it was; NULL: time
    Column("why", Json, nullable=False),  # {"by": "condition" | "time" | "person" | ..., "when", "saw", "comment"}
    Index("ix_moves_record_id", "record_id"),
    Index("ix_moves_project_id", "project_id", "to_stage"),
)

# When a place has to be looked at though nobody answers: a condition on `hours` may hold by then.
deadlines = Table(
    "deadlines",
    metadata,
    Column("record_id", Id, ForeignKey("records.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("stage", String(64), primary_key=True),
    Column("cycle", Integer, primary_key=True, autoincrement=False),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("since", UtcDateTime, nullable=False),  # when the record came to the stage
    Column("due_at", UtcDateTime, nullable=False),
    Index("ix_deadlines_due_at", "due_at"),
)

escalations = Table(
    "escalations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("record_id", Id, ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
    Column("stage", String(64), nullable=False),  # where it is decided
    Column("cycle", Integer, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("owner", String(64), nullable=False),  # a role or a person's name
    Column("opened_at", UtcDateTime, nullable=False),
    Column("remind_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("reminded_at", UtcDateTime),
    Column("overdue_at", UtcDateTime),  # when it was seen that the deadline had passed
    Column("closed_at", UtcDateTime),
    CheckConstraint("severity IN ('low', 'medium', 'high', 'critical')", name="severity"),
    Index("ix_escalations_record_id", "record_id"),
    Index("ix_escalations_open", "remind_at", info={"where": "closed_at IS NULL"}),
)

# What a reviewer or an adjudicator says of what was said, beside their answers.
verdicts = Table(
    "verdicts",
    metadata,
    Column("response_id", Id, ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("record_id", Id, ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
    Column("of_id", Id, ForeignKey("responses.id", ondelete="CASCADE")),  # the response that was fixed or picked
    Column("action", String(16), nullable=False),  # approve | reject | return | fix | decide
    Column("reason", String(200), nullable=False),  # why it goes back; for an adjudicator, what went wrong
    Column("comment", Text, nullable=False),
    Column("wrong", Json),  # ids of the responses that go back to their authors
    Index("ix_verdicts_record_id", "record_id"),
    Index("ix_verdicts_of_id", "of_id", info={"where": "of_id IS NOT NULL"}),
)

# Threads of comments on a record, a response, or a place in the record; the first of a thread has no `thread_id`.
comments = Table(
    "comments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("record_id", Id, ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
    Column("response_id", Id, ForeignKey("responses.id", ondelete="CASCADE")),
    Column("thread_id", Id, ForeignKey("comments.id", ondelete="CASCADE")),
    Column("user_id", Id, ForeignKey("users.id"), nullable=False),
    Column("anchor", Json),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),
    Index("ix_comments_record_id", "record_id"),
    Index("ix_comments_response_id", "response_id", info={"where": "response_id IS NOT NULL"}),
    Index("ix_comments_thread_id", "thread_id", info={"where": "thread_id IS NOT NULL"}),
)
