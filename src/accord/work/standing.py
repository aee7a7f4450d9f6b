"""The record as it stands in a stage, out of the database: read only where the spec has fields that are revised, or stages that show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from accord.schema import Spec
from accord.schema.standing import Earlier, Given, earlier, needed, revises, stood
from accord.work.queries import responses


def given(c: Connection, spec: Spec, record: int, stage: str) -> list[Given]:
    """The counted latest answers that this stage builds on, in the order they came."""
    names = needed(spec, stage)
    if not names:
        return []
    return [Given(row.stage, row.cycle, row.answers) for row in responses.shown(c, record, names)]


def body_of(spec: Spec, body: Mapping[str, Any], said: Sequence[Given]) -> Mapping[str, Any]:
    """What the record holds there."""
    return stood(spec, body, said) if said and revises(spec) else body


def seen(
    c: Connection, spec: Spec, record: int, stage: str, body: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Earlier]:
    """The record's body as it stands in the stage, and the earlier answers that its questions may build on."""
    said = given(c, spec, record, stage)
    return body_of(spec, body, said), earlier(spec, stage, said) if said else Earlier()
