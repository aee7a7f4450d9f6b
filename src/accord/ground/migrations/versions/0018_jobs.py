"""Work that takes long"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "jobs",
        sa.Column("id", number, nullable=False),
        sa.Column("project_id", number, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("asked_by", number, nullable=True),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("step", sa.String(length=200), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("made_of", sa.String(length=200), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.CheckConstraint("state IN ('running', 'done', 'stopped', 'failed')", name=op.f("ck_jobs_state")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_jobs_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["users.id"], name=op.f("fk_jobs_asked_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_project_id_kind", "jobs", ["project_id", "kind", "id"])
    running = sa.text("state = 'running'")
    op.create_index(
        "uq_jobs_running", "jobs", ["project_id", "kind"], unique=True, sqlite_where=running, postgresql_where=running
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("jobs")
