"""Users, their sessions, keys and one-time sign-in links."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from accord.ground.tables import Id, UtcDateTime, metadata

ROLES = ("annotator", "reviewer", "lead", "admin")  # each may do what those before it may

users = Table(
    "users",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password", String(256)),  # argon2id; NULL: no password set, signs in by link or key only
    Column(
        "imported", Boolean, nullable=False, default=False
    ),  # a person known only from imported responses: never signs in
    Column("created_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),  # a removed person's answers stay
    CheckConstraint("role IN ('annotator', 'reviewer', 'lead', 'admin')", name="role"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of the cookie, hex
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index("ix_sessions_user_id", "user_id"),
)

keys = Table(
    "keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(64), nullable=False),
    Column("prefix", String(16), nullable=False),  # shown in lists
    Column("hash", String(64), nullable=False, unique=True),  # SHA-256, hex
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_used_at", UtcDateTime),  # written at most once a minute
    Column("revoked_at", UtcDateTime),
    Index("ix_keys_user_id", "user_id"),
)

links = Table(
    "sign_in_links",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256, hex
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

tries = Table(
    "sign_in_tries",  # failed sign-ins, for the rate limit that all processes share
    metadata,
    Column("id", Id, primary_key=True),
    Column("who", String(64), nullable=False),  # name or address
    Column("at", UtcDateTime, nullable=False),
    Column("count", Integer, nullable=False, default=1),
    Index("ix_sign_in_tries_who_at", "who", "at"),
)

skills = Table(
    "skills",
    metadata,
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("skill", String(64), primary_key=True),  # the word that stages ask for: `who: {skills: [support-en]}`
    Column("level", Integer, nullable=False),
    Column("by", String(64), nullable=False),  # a person's name, or `exam NAME`; the audit log has what was before
    Column("granted_at", UtcDateTime, nullable=False),
    Column("valid_until", UtcDateTime),
    CheckConstraint("level >= 1 AND level <= 10", name="level"),
)

wellbeing = Table(
    "wellbeing",  # how a person wants to meet content that may harm; no row: not asked yet
    metadata,
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("accepts_at", UtcDateTime),  # when they said that they will work on such content; NULL: they do not
    Column("blur", Boolean, nullable=False, default=True),
    Column("daily_cap", Integer),  # records a day in such projects; NULL: no cap
    Column("break_minutes", Integer),  # of active work until a break is proposed; NULL: never
)

attributes = Table(
    "attributes",  # what people say of themselves, sealed: only with the site's secret key it can be read
    metadata,
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("sealed", Text, nullable=False),
    Column("consent", String(80), nullable=False),  # hash of the words that they agreed to
    Column("at", UtcDateTime, nullable=False),
)
