"""What a change of the project would do to the responses that are there, before it is applied. Nothing is stored."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row

from accord.ground.database import Database
from accord.people.service import Caller
from accord.projects import service as projects
from accord.schema import Fault, Spec, changed_questions, check_answers, check_record
from accord.schema.changes import changes
from accord.schema.standing import needed
from accord.work import standing
from accord.work.evidence import checkable
from accord.work.queries import responses

PAGE = 200
MOST = 20_000  # responses looked at: enough to decide by, and a lead waits for it
SECONDS = 8.0  # and so long at most
REASONS = 3  # of each question, the most frequent first


@dataclass(slots=True)
class _Outcome:
    """What becomes of the answers to one question."""

    fits: int = 0  # the question is as it was
    carried: int = 0  # it changed, and the answer fits it all the same
    stays: int = 0  # it does not fit: it stays with its own version
    why: Counter[str] = field(default_factory=Counter)


def foresee(db: Database, caller: Caller, project: str, source: str) -> dict[str, Any]:
    """Per question: how many people's latest answers are untouched, can be carried over, or stay on their own version.

    Looks at the responses in the order they came, up to MOST of them or for SECONDS; `complete` says whether that was all.

    Raises:
        NotFound, Forbidden: the project is not the caller's, or they are no lead of it.
        Invalid: the new project does not fit the language.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    new = projects.read_spec(source)
    touched = changed_questions(found.spec, new)
    outcomes = {name: _Outcome() for name in {**found.spec.questions, **new.questions}}
    records = _Records(found.spec, new)
    until, looked, complete = time.monotonic() + SECONDS, 0, True
    for row in _rows(db, found.id):
        if looked >= MOST or time.monotonic() > until:
            complete = False
            break
        looked += 1
        earlier: Mapping[str, Any] = {}
        body = row.body
        if needed(new, row.stage):
            with db.read() as c:
                body, earlier = standing.seen(c, new, row.record_id, row.stage, row.body)
        shape = checkable(db, found, {"id": row.key, **body}, row.answers, new)
        _judge(row, shape, earlier, new, touched, outcomes, records)
    with db.read() as c:
        total, leased = responses.counts(c, found.id)
    return {
        "version": found.version,
        "changes": [one.json() for one in changes(found.spec, new)],
        "responses": total,
        "looked_at": looked,
        "complete": complete,
        "leased": leased,
        "records_misfit": len(records.misfits),
        "records_why": records.why,
        "questions": [_told(name, one, found.spec, new, touched) for name, one in outcomes.items()],
    }


class _Records:
    """Whether the records that were answered fit the new fields; each is checked once, and none where the fields stay."""

    def __init__(self, old: Spec, new: Spec) -> None:
        self._new = new
        self._same = old.json()["fields"] == new.json()["fields"]
        self._good: set[int] = set()
        self.misfits: set[int] = set()
        self.why: str | None = None  # of the first that does not

    def fits(self, row: Row[Any]) -> bool:
        number = row.record_id
        if self._same or number in self._good:
            return True
        if number not in self.misfits:
            _, faults = check_record(self._new, {"id": row.key, **row.body})
            own = [fault for fault in faults if not fault.pointer.startswith("/suggestions")]
            if not own:
                self._good.add(number)
                return True
            self.misfits.add(number)
            self.why = self.why or f"{row.key}: {own[0].pointer} {own[0].message}"
        return False


def _rows(db: Database, project: int) -> Iterator[Row[Any]]:
    """The latest counted responses with their records, in short transactions."""
    last = 0
    while True:
        with db.read() as c:
            page = responses.latest_after(c, project, last, PAGE)
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1].id


def _judge(
    row: Row[Any],
    shape: dict[str, Any],
    earlier: Mapping[str, Any],
    new: Spec,
    touched: set[str],
    outcomes: dict[str, _Outcome],
    records: _Records,
) -> None:
    faults = _faults(row, shape, earlier, new, records)
    for name in row.answers:
        outcome = outcomes.get(name)
        if outcome is None:
            continue  # of a version before the present one
        if name in faults:
            outcome.stays += 1
            outcome.why[faults[name].message] += 1
        elif name in touched:
            outcome.carried += 1
        else:
            outcome.fits += 1


def _faults(
    row: Row[Any], shape: dict[str, Any], earlier: Mapping[str, Any], new: Spec, records: _Records
) -> Mapping[str, Fault]:
    """The first misfit of each question's answer."""
    whole = None
    if row.stage not in [stage.name for stage in new.stages]:
        whole = Fault("", "unknown-stage", f"there is no stage {row.stage} any more")
    elif not records.fits(row):
        whole = Fault("", "record-misfit", "its record does not fit the fields any more")
    if whole is not None:
        return dict.fromkeys(row.answers, whole)
    _, found = check_answers(new, row.stage, shape, row.answers, partial=True, earlier=earlier)
    out: dict[str, Fault] = {}
    for fault in found:
        out.setdefault(fault.pointer.split("/")[1].replace("~1", "/").replace("~0", "~"), fault)
    return out


def _told(name: str, one: _Outcome, old: Spec, new: Spec, touched: set[str]) -> dict[str, Any]:
    what = "changed" if name in touched else "same"
    if name not in new.questions:
        what = "removed"
    elif name not in old.questions:
        what = "added"
    why = [{"message": message, "count": count} for message, count in one.why.most_common(REASONS)]
    return {"name": name, "what": what, "fits": one.fits, "carried": one.carried, "stays": one.stays, "why": why}
