"""Datasets: snapshots that never change, and what formats make of them.

A snapshot is the project at one moment: every record, the latest response of each person, the consensus, the spec and the
guidelines. Its hash is that of its content: the same state and recipe give the same dataset again. Cost: each record and response
is read once, a page in memory, within one reading transaction.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from accord.datasets import queries
from accord.datasets.lineage import Lineage
from accord.datasets.storing import Files, room, writing
from accord.formats import Row, open_rows, registry
from accord.formats.format import ExportReport, Format
from accord.formats.snapshot import CONSENSUS, RECORDS, RESPONSES, Snapshot
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Gone, Invalid
from accord.jobs.task import Told, nothing
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema import Fault, nearest
from accord.schema.consensus import TIES

METHODS = ("majority",)
LOOKED_AT = 2000  # records that a preview is made of


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the consensus is made, and what becomes of an even split (`accord.schema.consensus`)."""

    consensus: str = "majority"
    ties: str = "drop"

    def json(self) -> dict[str, str]:
        """As the dataset keeps it."""
        return {"consensus": self.consensus, "ties": self.ties}


def snapshot(
    db: Database, caller: Caller, home: Path, project: str, recipe: Recipe | None = None, told: Told = nothing
) -> Mapping[str, Any]:
    """Make a dataset of what is there now, below `home`/datasets; `told` hears how many records are written.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project.
        Invalid: the recipe names what is not there.
        StorageFull: no room; nothing half done stays.
    """
    recipe = recipe or Recipe()
    check(recipe)
    found = projects.get(db, caller, project)
    found.needs("lead")
    with writing(home / "datasets", (RECORDS, RESPONSES, CONSENSUS)) as files:
        people, guidelines = _write(db, found, recipe, files, told)
        counts = {name.removesuffix(".jsonl"): count for name, count in files.counts.items()} | {"people": people}
        info = {
            "project": found.name,
            "spec_version": found.version,
            "spec": found.spec.json(),
            "guidelines": {"hash": found.guidelines_hash, "text": found.guidelines, "answered_under": guidelines},
            "recipe": recipe.json(),
            "counts": counts,
        }
        content = files.finish(info, home / "datasets")
    values = {
        "project_id": found.id,
        "hash": f"sha256:{content}",
        "counts": counts,
        "recipe": {**recipe.json(), "spec_version": found.version, "guidelines": guidelines},
        "path": f"datasets/{content}",
        "created_by": caller.user_id,
        "created_at": now(),
    }

    def work(c: Connection) -> Any:
        row = queries.add(c, values)
        if row.created_at == values["created_at"]:  # else it is the version that was there
            what = f"projects/{found.name}/datasets/{row.version}"
            note(c, caller, "dataset.add", what, {"hash": row.hash, "counts": row.counts})
        return row

    return _shown(db.write(work), found.name)


def _write(db: Database, project: ProjectRow, recipe: Recipe, files: Files, told: Told) -> tuple[int, list[str]]:
    people: set[int] = set()
    guidelines: set[str] = set()
    practice = {stage.name for stage in project.spec.stages if stage.training}
    with db.read() as c:
        total = queries.count_records(c, project.id)
        lineage = Lineage(project.spec, project.pseudonym, recipe.ties)
        for record, given in queries.judged(c, project.id):
            told(files.counts[RECORDS], total, "reading")
            files.write(RECORDS, lineage.record(record))
            rows = [row for row in given if row.stage not in practice]
            for row in rows:
                files.write(RESPONSES, lineage.response(row, record.key))
                people.add(row.user_id)
                guidelines.add(row.guidelines)
            if agreed := lineage.consensus(record, rows):
                files.write(CONSENSUS, agreed)
    told(total, total, "writing")
    return len(people), sorted(guidelines)


def list_(db: Database, caller: Caller, project: str, limit: int = 1000) -> list[Mapping[str, Any]]:
    """A project's datasets, newest first."""
    found = projects.get(db, caller, project)
    found.needs("lead")
    with db.read() as c:
        return [_shown(row, found.name) for row in queries.list_(c, found.id, limit)]


def get(db: Database, caller: Caller, number: int) -> Mapping[str, Any]:
    """One dataset.

    Raises:
        NotFound: there is none, or the caller may not see its project.
        Forbidden: the caller is no lead of it.
    """
    with db.read() as c:
        row = queries.get(c, number)
        project = projects.of_thing(db, c, caller, row, "dataset")
    project.needs("lead")
    return _shown(row, project.name)


def export(
    db: Database, caller: Caller, home: Path, number: int, format: str, folder: Path, told: Told = nothing
) -> ExportReport:
    """Write a dataset in a format into a folder that is there; `told` hears how much of the dataset is read.

    Raises:
        NotFound, Forbidden: as `get`.
        Invalid: there is no such format, or it has no place for this project's questions.
        Gone: the files are no longer below `home`.
    """
    known, found = written_as(format), get(db, caller, number)
    report = _written(_snapshot(db, caller, home, number, told=told), known, folder)
    what = f"projects/{found['project']}/datasets/{found['version']}"
    db.write(lambda c: note(c, caller, "dataset.export", what, {"format": format, "hash": found["hash"]}))
    return report


def preview(db: Database, caller: Caller, home: Path, number: int, format: str, rows: int) -> dict[str, Any]:
    """The first rows of each file that an export would write, and its report over the first records.

    Raises:
        As `export`.
    """
    known = written_as(format)
    found = _snapshot(db, caller, home, number, LOOKED_AT)
    with room(home / "datasets") as folder:
        report = _written(found, known, folder)
        files = []
        for path in report.files:
            read = (row.data for row in open_rows(path) if isinstance(row, Row)) if path.stat().st_size else iter(())
            files.append({"name": path.name, "rows": list(islice(read, rows))})
    looked = min(found.info["counts"]["records"], LOOKED_AT)
    return {"format": format, "files": files, "report": report.json(), "records": looked}


def stem(dataset: Mapping[str, Any]) -> str:
    """What its files are called when they leave: `side-by-side-v3`."""
    return f"{dataset['project']}-v{dataset['version']}"


def _written(found: Snapshot, format: Format, folder: Path) -> ExportReport:
    assert format.write is not None
    try:
        return replace(format.write(found, folder), loses=format.loses or ())
    except ValueError as error:
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        fault = Fault("/format", "does-not-fit", str(error))
        raise Invalid("This project cannot be written in that format", faults=[fault]) from error


def _snapshot(
    db: Database, caller: Caller, home: Path, number: int, first: int | None = None, told: Told = nothing
) -> Snapshot:
    found = get(db, caller, number)
    folder = home / "datasets" / str(found["hash"]).removeprefix("sha256:")
    if not folder.is_dir():
        raise Gone("The dataset's files are no longer in the data folder; make the dataset again")
    return Snapshot(folder, first, lambda done, total: told(done, total, "reading"))


def written_as(name: str) -> Format:
    """The format that is called so, if a dataset can be written in it."""
    written = {one.name: one for one in registry().values() if one.write is not None}
    if name not in written:
        fault = Fault("/format", "unknown-format", f"it is one of {', '.join(written)}", nearest(name, written))
        raise Invalid(f"There is no format {name!r} to write", faults=[fault])
    return written[name]


def check(recipe: Recipe) -> None:
    """Refuses a recipe that names what is not there."""
    known = {"consensus": (recipe.consensus, METHODS), "ties": (recipe.ties, TIES)}
    faults = [
        Fault(f"/{key}", "unknown-option", f"it is one of {', '.join(options)}", nearest(given, options))
        for key, (given, options) in known.items()
        if given not in options
    ]
    if faults:
        raise Invalid("The recipe does not fit", faults=faults)


def _shown(row: Any, project: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "project": project,
        "version": row.version,
        "hash": row.hash,
        "counts": row.counts,
        "recipe": row.recipe,
        "created_at": row.created_at,
    }
