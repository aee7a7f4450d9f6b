"""Imports of a project's leads: files announced and uploaded, looked at, brought in by a job, and what was refused given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from accord.formats import readable
from accord.formats.mapping import parse
from accord.ground.database import Database
from accord.ground.errors import Invalid, NotFound
from accord.ground.settings import Settings
from accord.imports import looking
from accord.imports.long import REFUSED
from accord.imports.uploads import Announced, Uploads
from accord.jobs import service as jobs
from accord.people.service import Caller
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.schema.faults import Fault, nearest

KIND = "import"


def _led(db: Database, caller: Caller, project: str, *, changing: bool = False) -> ProjectRow:
    found = projects.get(db, caller, project)
    found.needs("lead")
    if changing:
        found.live()
    return found


def uploads(settings: Settings) -> Uploads:
    """Those of this server's data folder."""
    return Uploads(settings.home, settings.max_upload_mb * 1024 * 1024)


def announce(
    db: Database, settings: Settings, caller: Caller, project: str, files: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Files are to come.

    Raises:
        NotFound, Forbidden: the caller may not see the project, or is no lead of it; so everywhere here.
        TooLarge, StorageFull: as `Uploads.create`. Conflict: the project is archived; so wherever something is stored.
    """
    found = _led(db, caller, project, changing=True)
    names = _apart([one["name"] for one in files])
    sizes = [one["size"] for one in files]
    return uploads(settings).create(found.id, list(map(Announced, names, sizes))).json()


def upload(db: Database, settings: Settings, caller: Caller, project: str, name: str) -> dict[str, Any]:
    """How much of them is there."""
    return uploads(settings).get(_led(db, caller, project).id, name).json()


def write(
    db: Database, settings: Settings, caller: Caller, project: str, name: str, offset: int, stream: IO[bytes]
) -> dict[str, Any]:
    """The next bytes.

    Raises:
        As `Uploads.write`.
    """
    return uploads(settings).write(_led(db, caller, project, changing=True).id, name, offset, stream).json()


def remove(db: Database, settings: Settings, caller: Caller, project: str, name: str) -> None:
    """They are not wanted."""
    uploads(settings).remove(_led(db, caller, project).id, name)


def look(
    db: Database,
    settings: Settings,
    caller: Caller,
    project: str,
    name: str,
    format: str,
    mapping: Mapping[str, str] | None,
    what: str,
) -> dict[str, Any]:
    """What an import of them would do; nothing is stored.

    Raises:
        Invalid: there is no such format or field, or an archive cannot be unpacked. Conflict: bytes are missing.
    """
    found = _led(db, caller, project)
    _check(found, format, mapping or {})
    return looking.look(found.spec, uploads(settings).files(found.id, name), format, mapping, what)


def start(
    db: Database,
    settings: Settings,
    caller: Caller,
    project: str,
    name: str,
    format: str,
    mapping: Mapping[str, str],
    what: str,
) -> dict[str, Any]:
    """The job that brings them in.

    Raises:
        Invalid, Conflict: as `look`; and another import of the project runs.
    """
    found = _led(db, caller, project, changing=True)
    _check(found, format, mapping)
    there = uploads(settings)
    there.files(found.id, name)
    names = [one.name for one in there.get(found.id, name).files]
    about = {"files": len(names), "names": names[:3]}
    given = {"upload": name, "format": format, "mapping": dict(mapping), "what": what, **about}
    return jobs.start(db, settings.home, caller, found, KIND, given)


def refused(db: Database, settings: Settings, caller: Caller, project: str, number: int) -> Path:
    """The file of the rows that an import refused.

    Raises:
        NotFound: there is no such import of the project, or it refused none.
    """
    found = _led(db, caller, project)
    job = jobs.get(db, caller, number)
    path = jobs.folder(settings.home, number) / REFUSED
    if job["project"] != found.name or job["kind"] != KIND or not path.is_file():
        raise NotFound("There is no such import, it refused nothing, or it was too long ago")
    return path


def _apart(names: Sequence[str]) -> list[str]:
    """Names that differ, so that a refused row's file is found.

    >>> _apart(["a.csv", "a.csv"])
    ['a.csv', '2/a.csv']
    """
    seen: set[str] = set()
    out = []
    for number, name in enumerate(names, 1):
        out.append(f"{number}/{name}" if name in seen else name)
        seen.add(name)
    return out


def _check(project: ProjectRow, format: str, mapping: Mapping[str, str]) -> None:
    if format not in ("auto", *readable()):
        near = nearest(format, readable())
        raise Invalid("There is no such format", faults=[Fault("/format", "unknown-format", f"there is no format {format!r} to read", near)])  # fmt: skip
    try:
        parse((f"{target}={column}" for target, column in mapping.items()), project.spec.fields)
    except ValueError as error:
        raise Invalid("The mapping does not fit", faults=[Fault("/mapping", "unknown-field", str(error))]) from None
