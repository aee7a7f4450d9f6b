"""How much of a stage a person has answered is counted from the index alone."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Do it."""
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_index("ix_assignments_user")
        batch_op.create_index(
            "ix_assignments_user", ["project_id", "user_id", "state", "submitted_at", "stage"], unique=False
        )


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_index("ix_assignments_user")
        batch_op.create_index("ix_assignments_user", ["project_id", "user_id", "state", "submitted_at"], unique=False)
