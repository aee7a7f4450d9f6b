"""Projects that are deleted: when it was asked for, and the ways back from what goes to what refers to it"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# without these, every response that goes would have all others read, to see whether one of them refers to it
REFERRING = (
    ("ix_responses_parent_id", "responses", "parent_id"),
    ("ix_comments_response_id", "comments", "response_id"),
    ("ix_comments_thread_id", "comments", "thread_id"),
    ("ix_verdicts_of_id", "verdicts", "of_id"),
)


def upgrade() -> None:
    """A column and indexes."""
    op.add_column("projects", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    for name, table, column in (("ix_projects_deleted_at", "projects", "deleted_at"), *REFERRING):
        some = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=some, postgresql_where=some)
    op.create_index("ix_grades_response_id", "grades", ["response_id"])


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_grades_response_id", "grades")
    for name, table, _ in (*REFERRING, ("ix_projects_deleted_at", "projects", "")):
        op.drop_index(name, table)
    op.drop_column("projects", "deleted_at")
