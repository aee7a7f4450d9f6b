"""Keeping records with the same person: all of a group with who took the first, a later stage with who answered the earlier one.

Kept is not lost: after three days without a claim anybody may take it, so that nothing is stuck behind somebody who left.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from accord.schema import Stage
from accord.schema.audience import GROUP
from accord.work.queries import assignments, places

KEPT = timedelta(hours=72)


def taken(c: Connection, project_id: int, stage: Stage, row: Any, user_id: int, moment: datetime) -> None:
    """The person took this place: the rest of its group is theirs, where the stage wants it so."""
    if stage.who.same_person == GROUP and row.batch is not None:
        places.keep_batch(c, row, project_id, user_id, moment, moment + KEPT)


def opened(c: Connection, stage: Stage, key: places.Key, moment: datetime) -> None:
    """A place opened in this stage: it is kept for who answered the record in the stage that it names."""
    if stage.who.same_person not in ("", GROUP):
        user_id = assignments.last_answered(c, key[0], stage.who.same_person)
        if user_id is not None:
            places.keep(c, key, user_id, moment + KEPT)
