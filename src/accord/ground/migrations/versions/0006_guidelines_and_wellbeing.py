"""Guidelines that are acknowledged, and how people want to meet content that may harm."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Do it."""
    op.add_column("projects", sa.Column("acknowledge", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("spec_versions", sa.Column("changes", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "acknowledgements",
        sa.Column("project_id", NUMBER, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_acknowledgements_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_acknowledgements_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "user_id", "version", name=op.f("pk_acknowledgements")),
    )
    op.create_table(
        "wellbeing",
        sa.Column("user_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("accepts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blur", sa.Boolean(), nullable=False),
        sa.Column("daily_cap", sa.Integer(), nullable=True),
        sa.Column("break_minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_wellbeing_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_wellbeing")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("wellbeing")
    op.drop_table("acknowledgements")
    op.drop_column("spec_versions", "changes")
    op.drop_column("projects", "acknowledge")
