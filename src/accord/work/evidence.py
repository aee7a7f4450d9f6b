"""A record as answers are checked against it: with the documents of the project's corpus that they point into."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from accord.corpus import service as corpus
from accord.ground.database import Database
from accord.projects.service import ProjectRow
from accord.schema import Spec, cited

MOST = 200  # documents that one response may point into


def checkable(db: Database | Connection, project: ProjectRow, shape: dict[str, Any], answers: Any, spec: Spec | None = None) -> dict[str, Any]:  # fmt: skip
    """The record's shape, and the texts of what is cited; nothing is read where nothing is.

    `spec` is another version of the project than its present one.
    """
    keys = sorted(cited(spec or project.spec, answers))[:MOST]
    if not keys:
        return shape
    if isinstance(db, Connection):
        return {**shape, "corpus": corpus.texts(db, project.id, keys)}
    with db.read() as c:
        return {**shape, "corpus": corpus.texts(c, project.id, keys)}
