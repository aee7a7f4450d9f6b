"""Which project an exam or a calibration round is part of"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column, told of the rounds that there are."""
    name = op.f("fk_projects_part_of_projects")
    if op.get_bind().dialect.name == "sqlite":
        # never as a batch: that drops the old table, and with it whatever refers to a project ON DELETE CASCADE
        op.execute(
            f"ALTER TABLE projects ADD COLUMN part_of INTEGER CONSTRAINT {name} REFERENCES projects (id) ON DELETE SET NULL"
        )
    else:
        op.add_column(
            "projects",
            sa.Column("part_of", sa.BigInteger(), sa.ForeignKey("projects.id", name=name, ondelete="SET NULL")),
        )
    some = sa.text("part_of IS NOT NULL")
    op.create_index("ix_projects_part_of", "projects", ["part_of"], sqlite_where=some, postgresql_where=some)
    op.execute(
        "UPDATE projects SET part_of = (SELECT project_id FROM calibrations WHERE votes_id = projects.id)"
        " WHERE id IN (SELECT votes_id FROM calibrations)"
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_projects_part_of", "projects")
    op.drop_column("projects", "part_of")
