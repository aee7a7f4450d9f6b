"""Lists of records: by stage and state in the records' order, and the withdrawn ones"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WITHDRAWN = sa.text("withdrawn_at IS NOT NULL")


def upgrade() -> None:
    """One index wider, one new."""
    op.drop_index("ix_places_project_id_state", "places")
    op.create_index("ix_places_project_id_state", "places", ["project_id", "stage", "state", "record_id"])
    op.create_index(
        "ix_records_withdrawn", "records", ["project_id", "id"], sqlite_where=WITHDRAWN, postgresql_where=WITHDRAWN
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_records_withdrawn", "records", sqlite_where=WITHDRAWN, postgresql_where=WITHDRAWN)
    op.drop_index("ix_places_project_id_state", "places")
    op.create_index("ix_places_project_id_state", "places", ["project_id", "stage", "state"])
