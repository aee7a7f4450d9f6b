"""Datasets and exports that take long, by another process; an export's files stay with its job until the next ones."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accord.datasets import queries, service
from accord.datasets.storing import UNWRITTEN
from accord.formats.format import ExportReport
from accord.ground.database import Database
from accord.ground.disk import full
from accord.jobs import service as jobs
from accord.jobs.task import Made, Task
from accord.people.service import Caller
from accord.projects import service as projects

SOON = 20_000  # records and responses that are written within a moment


@dataclass(frozen=True, slots=True)
class Ready:
    """An export on disk: the one file to send, what it is called there, and what was left out."""

    path: Path
    name: str
    report: dict[str, Any]


def snapshot(
    db: Database, caller: Caller, home: Path, project: str, recipe: service.Recipe
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """A dataset of what is there now, or the job that makes it.

    Raises:
        As `accord.datasets.service.snapshot`. Conflict: one with another recipe is being made.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    service.check(recipe)
    with db.read() as c:
        soon = not queries.more_than(c, found.id, SOON)
    if soon:
        return dict(service.snapshot(db, caller, home, project, recipe)), None
    return None, jobs.start(db, home, caller, found, "dataset", recipe.json())


def ready(
    db: Database, caller: Caller, home: Path, number: int, format: str
) -> tuple[Ready | None, dict[str, Any] | None]:
    """An export that a job has made, or the job that makes it; neither where it is small: it is made as it is asked for.

    Raises:
        As `accord.datasets.service.export`. Conflict: another export is being made.
    """
    dataset = service.get(db, caller, number)
    service.written_as(format)
    counts = dataset["counts"]
    if counts.get("records", 0) + counts.get("responses", 0) <= SOON:
        return None, None
    found = projects.get(db, caller, dataset["project"])
    kept = jobs.made(db, found, "export", _made_of(number, format))
    if kept is not None:
        path = jobs.folder(home, kept.id) / kept.result["file"]
        if path.is_file():
            return Ready(path, kept.result["name"], kept.result["report"]), None
    return None, jobs.start(db, home, caller, found, "export", {"dataset": number, "format": format})


def dataset(task: Task) -> Made:
    """A snapshot, by another process."""
    recipe = service.Recipe(**task.options)
    made = service.snapshot(task.db, task.caller, task.home, task.project, recipe, task.told)
    return Made({"dataset": made["id"]}, made["hash"])


def export(task: Task) -> Made:
    """An export, by another process."""
    number, format = task.options["dataset"], task.options["format"]
    found = service.get(task.db, task.caller, number)
    with full(UNWRITTEN):
        task.folder.mkdir(parents=True, exist_ok=True)
        report = service.export(task.db, task.caller, task.home, number, format, task.folder, task.told)
        task.told(0, 0, "packing")
        path, name = one_file(report, task.folder, service.stem(found), format)
    return Made({"file": path.name, "name": name, "report": report.json()}, _made_of(number, format))


def one_file(report: ExportReport, folder: Path, stem: str, format: str) -> tuple[Path, str]:
    """The file to send and its name there; several are packed into one."""
    if len(report.files) == 1:
        return report.files[0], f"{stem}-{report.files[0].name}"
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for file in report.files:
            archive.write(file, f"{stem}/{file.name}")
    for file in report.files:
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    return path, f"{stem}-{format}.zip"


def _made_of(number: int, format: str) -> str:
    return f"{number}/{format}/"
