"""How far apart people are on every record, kept up to date: only records with new responses are looked at again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from pydantic_core import from_json

from accord.ground.database import Database
from accord.ground.repeated import once
from accord.insight import queries
from accord.insight.disagreement import distance
from accord.insight.gathering import first_stages
from accord.projects.service import ProjectRow
from accord.schema import Spec
from accord.schema.renaming import Renaming

ANY = "*"
KEPT = 50  # projects for each database
READ_AGAIN = 20_000  # records with new responses above which all are read again, in their order


@dataclass(slots=True)
class Ordered:
    """The records on which people differ, farthest apart first; equal ones as they came. 16 bytes a record."""

    record: Any
    distance: Any
    _by_id: Any = field(default=None, repr=False)

    def by_id(self) -> Any:
        """The same records as they came."""
        if self._by_id is None:
            import numpy as np

            self._by_id = np.sort(self.record)
        return self._by_id

    def place(self, far: float, record: int, *, after: bool) -> int:
        """The index of a place in the order, there or not; `after`: the first one behind it."""
        nearer = -self.distance
        low, high = (int(nearer.searchsorted(-far, side)) for side in ("left", "right"))
        return low + int(self.record[low:high].searchsorted(record, "right" if after else "left"))

    def distances(self, ids: list[int]) -> dict[int, float]:
        """How far apart people are on those of these records that they differ on."""
        import numpy as np

        if not ids or not len(self.record):
            return {}
        there = np.isin(self.record, ids)
        return dict(zip(self.record[there].tolist(), self.distance[there].tolist(), strict=True))


class Disputes:
    """Every question of one project in one version, and the most disputed of each record ("*")."""

    def __init__(self, spec: Spec) -> None:
        import numpy as np

        self.last = 0  # the newest response that was read
        self.lock = Lock()
        self._questions = list(spec.questions.values())
        self._first = first_stages(spec)
        self._names = Renaming(spec)
        self._known = once(self._apart)
        nothing = np.empty(0, dtype=np.int64), np.empty(0)
        self._ordered = {name: Ordered(*nothing) for name in (*spec.questions, ANY)}

    def of(self, question: str) -> Ordered:
        """In the order of one question; "" for the most disputed of each record."""
        return self._ordered[question or ANY]

    def refresh(self, db: Database, project: int) -> Disputes:
        """Read what came since the last time."""
        with self.lock, db.read() as c:
            newest = queries.newest(c, project)
            if newest == self.last:
                return self
            changed = queries.changed_since(c, project, self.last, READ_AGAIN) if self.last else None
            if changed is None:
                self._put(queries.by_record(c, project, self._names, withdrawn=True), None)
            else:
                self._put(queries.these_records(c, changed, self._names), changed)
            self.last = newest
        return self

    def _put(self, rows: Iterable[tuple[int, list[Any]]], changed: list[int] | None) -> None:
        import numpy as np

        found: dict[str, tuple[list[int], list[float]]] = {name: ([], []) for name in self._ordered}
        for record, said in rows:
            if len(said) < 2:
                continue
            for name, far in self._known(tuple(part for row in said for part in (row.stage, row.said))).items():
                found[name][0].append(record)
                found[name][1].append(far)
        for name, (records, distances) in found.items():
            ids, apart = np.array(records, dtype=np.int64), np.array(distances, dtype=np.float64)
            if changed is not None:
                old = self._ordered[name]
                kept = ~np.isin(old.record, changed)
                ids, apart = np.concatenate([old.record[kept], ids]), np.concatenate([old.distance[kept], apart])
            order = np.lexsort((ids, -apart))
            self._ordered[name] = Ordered(ids[order], apart[order])

    def _apart(self, said: tuple[str, ...]) -> dict[str, float]:
        """Distances by question where people differ: stages and answers in turn."""
        given = [(stage, from_json(text)) for stage, text in zip(said[::2], said[1::2], strict=True)]
        out: dict[str, float] = {}
        for question in self._questions:
            own = [answers for stage, answers in given if stage == self._first.get(question.name)]
            if far := distance(question, own):
                out[question.name] = far
        return {**out, ANY: max(out.values())} if out else out


_KEPT: WeakKeyDictionary[Database, OrderedDict[tuple[int, int], Disputes]] = WeakKeyDictionary()
_LOCK = Lock()


def disputed(db: Database, project: ProjectRow) -> Disputes:
    """Where people differ in this project, as it is now."""
    with _LOCK:
        kept = _KEPT.setdefault(db, OrderedDict())
        key = (project.id, project.version)
        one = kept.get(key) or kept.setdefault(key, Disputes(project.spec))
        kept.move_to_end(key)
        while len(kept) > KEPT:
            kept.popitem(last=False)
    return one.refresh(db, project.id)
