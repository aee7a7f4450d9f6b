"""Places kept for people and in batches; hidden gold and its grades; suspensions; estimates of people."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do it."""
    op.create_table(
        "estimates",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("confusion", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("judged", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_estimates_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_estimates_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project_id", "question", "user_id", name=op.f("pk_estimates")),
    )
    op.create_table(
        "suspensions",
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guidelines", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_suspensions_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_suspensions_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "user_id", name=op.f("pk_suspensions")),
    )
    op.create_table(
        "grades",
        sa.Column(
            "assignment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("response_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('gold', 'attention')", name=op.f("ck_grades_kind")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_grades_assignment_id_assignments"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_grades_project_id_projects"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["responses.id"], name=op.f("fk_grades_response_id_responses"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_grades_user_id_users")),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_grades")),
    )
    with op.batch_alter_table("grades", schema=None) as batch_op:
        batch_op.create_index("ix_grades_user", ["project_id", "user_id", "kind", "at"], unique=False)

    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hidden", sa.String(length=16), nullable=True))

    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("kept_for", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_places_batch",
            ["project_id", "stage", "batch"],
            unique=False,
            sqlite_where=sa.text("batch IS NOT NULL"),
            postgresql_where=sa.text("batch IS NOT NULL"),
        )

    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.create_index(
            "ix_records_gold",
            ["project_id", "id"],
            unique=False,
            sqlite_where=sa.text("gold IS NOT NULL"),
            postgresql_where=sa.text("gold IS NOT NULL"),
        )


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("records", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_records_gold", sqlite_where=sa.text("gold IS NOT NULL"), postgresql_where=sa.text("gold IS NOT NULL")
        )

    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_places_batch", sqlite_where=sa.text("batch IS NOT NULL"), postgresql_where=sa.text("batch IS NOT NULL")
        )
        batch_op.drop_column("kept_until")
        batch_op.drop_column("kept_for")
        batch_op.drop_column("batch")

    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_column("hidden")

    with op.batch_alter_table("grades", schema=None) as batch_op:
        batch_op.drop_index("ix_grades_user")

    op.drop_table("grades")
    op.drop_table("suspensions")
    op.drop_table("estimates")
