"""What rules did: one row each time a rule acted on a person."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table

from accord.ground.tables import Id, Json, UtcDateTime, metadata

actions = Table(
    "actions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("user_id", Id, ForeignKey("users.id"), nullable=False),  # whom it concerns
    Column("rule", String(100), nullable=False),
    Column("collect", String(32), nullable=False),
    Column("value", Float, nullable=False),  # of the evidence
    Column("n", Integer, nullable=False),  # answers that it rests on
    Column("condition", String(2000), nullable=False),  # that held of it
    Column("why", String(1000), nullable=False),  # in words, for the person
    Column("done", Json, nullable=False),  # [{"what", ...what is needed to undo it}]
    Column("at", UtcDateTime, nullable=False),  # later evidence only counts for the rule's next action
    Column("seen_at", UtcDateTime),  # by a lead, where the rule notifies
    Column("undone_at", UtcDateTime),
    Column("undone_by", Id, ForeignKey("users.id")),
    Column("undone_why", String(500)),
    Index("ix_actions_user", "project_id", "user_id", "rule", "id"),
    Index("ix_actions_project_id_id", "project_id", "id"),
)

# Up to where the answers of each person were looked at: whoever has later ones is looked at again, whatever was lost meanwhile.
watched = Table(
    "watched",
    metadata,
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("response_id", Id, nullable=False),  # the person's newest then
)
