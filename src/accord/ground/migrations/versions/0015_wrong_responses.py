"""Which responses a reviewer returned"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column."""
    with op.batch_alter_table("verdicts") as table:
        table.add_column(sa.Column("wrong", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("verdicts") as table:
        table.drop_column("wrong")
