"""Rows of the database as the lines of a dataset: records, responses under pseudonyms, consensus with what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pydantic_core import from_json

from accord.ground.repeated import once
from accord.schema import Spec
from accord.schema.consensus import consensus
from accord.schema.renaming import Renaming


class Lineage:
    """Makes the lines of one dataset. `pseudonym` names a person by their number; `ties` as `consensus` has it."""

    def __init__(self, spec: Spec, pseudonym: Callable[[int], str], ties: str) -> None:
        self.spec = spec
        self._ties = ties
        self._pseudonym = lru_cache(10_000)(pseudonym)
        self._read = once(lambda text: from_json(text[0]))
        self._agreed = once(self._consensus)
        self._names = Renaming(spec)
        self._place = {stage.name: at for at, stage in enumerate(spec.stages)}

    def record(self, row: Any) -> dict[str, Any]:
        """A record in its shape; gold with it."""
        return {"id": row.key, **from_json(row.body), **({"gold": row.gold} if row.gold else {})}

    def response(self, row: Any, record: str) -> dict[str, Any]:
        """A response in its shape; the person under a pseudonym that is the same throughout the project."""
        return {
            "response": f"re_{row.id}",
            "record": record,
            "stage": row.stage,
            "cycle": row.cycle,
            "person": self._pseudonym(row.user_id),
            "revision": row.revision,
            "parent": f"re_{row.parent_id}" if row.parent_id else None,
            "answers": self._read((row.answers,)),
            "presentation": self._read((row.presentation,)),
            "spec_version": row.spec_version,
            "guidelines": row.guidelines,
            "active_seconds": row.active_seconds,
            "wall_seconds": row.wall_seconds,
            "claimed_at": moment(row.claimed_at),
            "submitted_at": moment(row.submitted_at),
        }

    def consensus(self, record: Any, rows: Sequence[Any]) -> dict[str, Any] | None:
        """The answers of a record as one, each question from the last stage that answered it; None when nobody has."""
        given = [self._names.text(row.answers, lambda: from_json(record.body)) for row in rows]
        said = tuple(part for row, one in zip(rows, given, strict=True) for part in (row.stage, str(row.cycle), one))
        found = self._agreed(said)
        if found is None:
            return None
        made, stages, used = found
        return {"record": record.key, **made, "stages": stages, "responses": [f"re_{rows[at].id}" for at in used]}

    def _consensus(self, said: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, str], list[int]] | None:
        """Of stage, cycle and answers in turn: the consensus, the stage of each question, and the places of what it rests on."""
        given = [
            (stage, int(cycle), from_json(text))
            for stage, cycle, text in zip(said[::3], said[1::3], said[2::3], strict=True)
        ]
        last = self._last_stages(given)
        if not last:
            return None
        answers, used = [], []
        for at, (stage, cycle, whole) in enumerate(given):
            if part := {name: one for name, one in whole.items() if last.get(name) == (stage, cycle)}:
                answers.append(part)
                used.append(at)
        return consensus(self.spec, answers, self._ties), {name: stage for name, (stage, _) in last.items()}, used

    def _last_stages(self, given: Sequence[tuple[str, int, Mapping[str, Any]]]) -> dict[str, tuple[str, int]]:
        """The last stage, in its last cycle, in which each question was answered."""
        last: dict[str, tuple[str, int]] = {}
        for stage, cycle, answers in sorted(given, key=lambda one: (self._place.get(one[0], -1), one[1])):
            for name in answers:
                if name in self.spec.questions and stage in self._place:
                    last[name] = (stage, cycle)
        return last


def moment(at: datetime | str | None) -> str | None:
    """RFC 3339 in UTC, of what a driver gives: SQLite's text is UTC already.

    >>> moment("2026-11-24 09:00:00.000000"), moment(datetime(2026, 11, 24, 9, tzinfo=UTC))
    ('2026-11-24T09:00:00Z', '2026-11-24T09:00:00Z')
    """
    if at is None:
        return None
    if isinstance(at, str):
        return at.replace(" ", "T").removesuffix(".000000") + "Z"
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
