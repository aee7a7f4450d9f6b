"""Calibration rounds"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "calibrations",
        sa.Column("id", number, nullable=False),
        sa.Column("project_id", number, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("votes_id", number, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("auto", sa.Boolean(), nullable=False),
        sa.Column("started_by", number, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('voting', 'revealed', 'closed')", name=op.f("ck_calibrations_state")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_calibrations_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["started_by"], ["users.id"], name=op.f("fk_calibrations_started_by_users")),
        sa.ForeignKeyConstraint(
            ["votes_id"], ["projects.id"], name=op.f("fk_calibrations_votes_id_projects"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibrations")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_calibrations_project_id_number")),
        sa.UniqueConstraint("votes_id", name=op.f("uq_calibrations_votes_id")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("calibrations")
