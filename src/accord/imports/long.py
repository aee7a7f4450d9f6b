"""An import by another process; what it refused stays with its job until the next ones."""

from __future__ import annotations

from typing import Any

from accord.formats.picking import refused_rows
from accord.formats.refused import write
from accord.ground.disk import full
from accord.imports.bringing import COUNTS, bring
from accord.imports.uploads import Uploads
from accord.jobs.task import Made, Task
from accord.projects import service as projects

REFUSED = "refused.jsonl"
SHOWN = 100  # refused rows that the result lists
TOLD = 50  # kinds of what was kept in meta


def bring_in(task: Task) -> Made:
    """Bring uploaded files in. They are kept until that is done, so that it can begin again; what came in before is known again."""
    name, format = task.options["upload"], task.options["format"]
    project = projects.get(task.db, task.caller, task.project).id
    there = Uploads(task.home)  # archives were unpacked before
    files = there.files(project, name)
    size = sum(one.size for one in files)

    def told(rows: int, done: int, read: int) -> None:
        task.told(min(read, size), size, "bringing")

    responses = task.options["what"] == "responses"
    report = bring(
        task.db, task.caller, task.project, files, format, task.options["mapping"], told, responses=responses
    )
    lost: list[dict[str, Any]] = report["refused"]
    if lost:
        task.told(size, size, "writing")
        with full("the file of the refused rows was not written"):
            task.folder.mkdir(parents=True, exist_ok=True)
            write(refused_rows(files, format, lost), task.folder / REFUSED)
    there.remove(project, name)
    result = {
        **{count: report[count] for count in COUNTS},
        "refused": len(lost) + report["refused_more"],
        "faults": lost[:SHOWN],
        "responses": report.get("responses"),
        "kept": report.get("kept", [])[:TOLD],
        "mended": report.get("mended", {}),
    }
    return Made(result, "")
