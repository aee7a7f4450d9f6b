"""The way of records: moves, deadlines, escalations, verdicts, comments."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")


def _of(table: str, column: str, other: str, cascade: bool = True) -> sa.ForeignKeyConstraint:
    rule = {"ondelete": "CASCADE"} if cascade else {}
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), **rule)


def upgrade() -> None:
    """Do it."""
    op.create_table(
        "moves",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("from_stage", sa.String(length=64), nullable=False),
        sa.Column("from_cycle", sa.Integer(), nullable=False),
        sa.Column("to_stage", sa.String(length=64), nullable=False),
        sa.Column("to_cycle", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("user_id", ID, nullable=True),
        sa.Column("why", sa.JSON(none_as_null=True), nullable=False),
        _of("moves", "project_id", "projects"),
        _of("moves", "record_id", "records"),
        _of("moves", "user_id", "users", cascade=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
    )
    with op.batch_alter_table("moves", schema=None) as batch_op:
        batch_op.create_index("ix_moves_record_id", ["record_id"], unique=False)
        batch_op.create_index("ix_moves_project_id", ["project_id", "to_stage"], unique=False)
    op.create_table(
        "deadlines",
        sa.Column("record_id", ID, autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("cycle", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        _of("deadlines", "record_id", "records"),
        _of("deadlines", "project_id", "projects"),
        sa.PrimaryKeyConstraint("record_id", "stage", "cycle", name=op.f("pk_deadlines")),
    )
    with op.batch_alter_table("deadlines", schema=None) as batch_op:
        batch_op.create_index("ix_deadlines_due_at", ["due_at"], unique=False)
    op.create_table(
        "escalations",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("stage", sa.String(length=64), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("remind_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("reminded_at", TIME, nullable=True),
        sa.Column("overdue_at", TIME, nullable=True),
        sa.Column("closed_at", TIME, nullable=True),
        sa.CheckConstraint("severity IN ('low', 'medium', 'high', 'critical')", name=op.f("ck_escalations_severity")),
        _of("escalations", "project_id", "projects"),
        _of("escalations", "record_id", "records"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
    )
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.create_index("ix_escalations_record_id", ["record_id"], unique=False)
        batch_op.create_index(
            "ix_escalations_open", ["remind_at"], unique=False, sqlite_where=OPEN, postgresql_where=OPEN
        )
    op.create_table(
        "verdicts",
        sa.Column("response_id", ID, autoincrement=False, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("of_id", ID, nullable=True),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        _of("verdicts", "response_id", "responses"),
        _of("verdicts", "record_id", "records"),
        _of("verdicts", "of_id", "responses"),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_verdicts")),
    )
    with op.batch_alter_table("verdicts", schema=None) as batch_op:
        batch_op.create_index("ix_verdicts_record_id", ["record_id"], unique=False)
    op.create_table(
        "comments",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("response_id", ID, nullable=True),
        sa.Column("thread_id", ID, nullable=True),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("anchor", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("resolved_at", TIME, nullable=True),
        _of("comments", "project_id", "projects"),
        _of("comments", "record_id", "records"),
        _of("comments", "response_id", "responses"),
        _of("comments", "thread_id", "comments"),
        _of("comments", "user_id", "users", cascade=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index("ix_comments_record_id", ["record_id"], unique=False)


def downgrade() -> None:
    """Undo it."""
    for table in ("comments", "verdicts", "escalations", "deadlines", "moves"):
        op.drop_table(table)
