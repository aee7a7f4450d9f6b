"""Projects, their spec and guideline versions, and who belongs to them."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from accord.ground.tables import Id, Json, UtcDateTime, metadata

projects = Table(
    "projects",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("version", Integer, nullable=False),  # the current spec version
    Column("paused", Boolean, nullable=False, default=False),
    # the version whose guidelines people must have acknowledged before they go on; 0: none
    Column("acknowledge", Integer, nullable=False, default=0, server_default="0"),
    Column("created_by", Id, ForeignKey("users.id")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("archived_at", UtcDateTime),  # nobody gets anything of it any more; leads may look
    Column(
        "deleted_at", UtcDateTime
    ),  # nobody sees it any more; what belongs to it goes bit by bit (version 0: all gone)
    # the project whose exam or calibration round it is
    Column("part_of", Id, ForeignKey("projects.id", ondelete="SET NULL")),
    Index("ix_projects_part_of", "part_of", info={"where": "part_of IS NOT NULL"}),
    Index("ix_projects_deleted_at", "deleted_at", info={"where": "deleted_at IS NOT NULL"}),
)

versions = Table(
    "spec_versions",
    metadata,
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("spec", Json, nullable=False),  # canonical: Spec.json()
    Column("source", Text),  # the YAML as written, comments and all
    Column("guidelines", Text, nullable=False, default=""),
    Column("guidelines_hash", String(80), nullable=False),  # "sha256:<hex>"
    Column("changes", Text, nullable=False, default="", server_default=""),  # what a lead says of what changed
    Column("created_by", Id, ForeignKey("users.id")),
    Column("created_at", UtcDateTime, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), nullable=False),
    CheckConstraint("role IN ('annotator', 'reviewer', 'lead')", name="role"),
    Index("ix_members_user_id", "user_id"),
)

acknowledgements = Table(
    "acknowledgements",  # who read which version's guidelines and said so; insert-only
    metadata,
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
)

invitations = Table(
    "invitations",  # links that make an account and a membership
    metadata,
    Column("id", Id, primary_key=True),
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("token", String(64), nullable=False, unique=True),  # SHA-256 of what is in the link, hex
    Column("role", String(16), nullable=False),
    Column("uses", Integer, nullable=False),  # how many may still come by it
    Column("joined", Integer, nullable=False, default=0),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("created_by", Id, ForeignKey("users.id")),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("uses >= 0", name="uses"),
    CheckConstraint("role IN ('annotator', 'reviewer')", name="role"),
    Index("ix_invitations_project_id", "project_id"),
)

rates = Table(
    "rates",  # what work is paid; a project without a row has none
    metadata,
    Column("project_id", Id, ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("amount", String(24), nullable=False),  # a decimal as text: no database turns it into a float
    Column("currency", String(3), nullable=False),  # ISO 4217
    Column("per", String(8), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    CheckConstraint("per IN ('hour', 'answer')", name="per"),
)
