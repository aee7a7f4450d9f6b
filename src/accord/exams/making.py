"""An exam out of a project's gold: a project of its own, with the same questions of the first stage and those records."""

from __future__ import annotations

from typing import Any

from accord.ground.database import Database
from accord.ground.errors import Conflict, Invalid
from accord.people.service import Caller
from accord.projects import queries
from accord.projects import service as projects
from accord.records import service as records
from accord.schema.exam import read_exam
from accord.schema.faults import Fault
from accord.work import service as work


def make(db: Database, caller: Caller, project: str, name: str, exam: dict[str, Any]) -> dict[str, Any]:
    """Make it, and say what it is called and how many records it has. The project's gold is copied: what people learn from
    the exam's feedback they know, so give the exam records that are not hidden in the work.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project.
        Invalid: the exam does not fit. Conflict: the name is taken, or no record has gold.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()
    faults: list[Fault] = []
    if read_exam(exam, faults) is None:
        raise Invalid("The exam does not fit", faults=faults)
    golden = [one for one in records.stream(db, caller, project) if "gold" in one]
    if not golden:
        raise Conflict(f"No record of {project} has a known answer; give some of them gold first")
    spec = found.spec.json()
    first = spec["stages"][0]
    stage = {"name": "exam", **({"questions": first["questions"]} if "questions" in first else {})}
    title = f"{found.spec.title or found.name}: exam"
    kept = {key: spec[key] for key in ("fields", "questions", "purpose", "description", "guidelines") if key in spec}
    made = {**kept, "name": name, "title": title, "stages": [stage], "exam": exam}
    exam_project = projects.create(db, caller, spec=made, guidelines=found.guidelines)
    db.write(lambda c: queries.set_part_of(c, exam_project.id, found.id))
    report = work.add_records(db, caller, name, golden)
    return {"name": name, "records": report.inserted, "refused": len(report.refused) + report.more}
