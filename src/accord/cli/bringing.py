"""Where imported rows go: straight into the data of this machine, or over HTTP to a server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from accord.cli.connection import connect, data
from accord.cli.errors import BadInput
from accord.cli.output import counting
from accord.formats import Refused, Row, Unreadable
from accord.formats.gathering import File, Gathered, Told, read
from accord.formats.making import Making
from accord.schema import Spec, parse_json

if TYPE_CHECKING:
    from accord.client.client import RemoteProject
    from accord.ground.database import Database
    from accord.people.service import Caller

Report = dict[str, Any]


class Target(Protocol):
    """A project that takes rows."""

    spec: Spec

    def bring(self, files: Sequence[File], format: str, mapping: Mapping[str, str], responses: bool) -> Report:
        """Bring files in, all in one, of records or `responses`; each refused row says its file."""


@contextmanager
def target(url: str | None, key: str | None, project: str) -> Iterator[Target]:
    """The project of that name, here or on the server at `url`."""
    if url:
        with connect(url, key) as client:
            yield There(client.project(project))
    else:
        with data() as (db, caller):
            yield Here(db, caller, project)


class Here:
    """In ACCORD_HOME."""

    def __init__(self, db: Database, caller: Caller, project: str) -> None:
        from accord.projects import service as projects

        self._to = (db, caller, project)
        self.spec = projects.get(db, caller, project).spec

    def bring(self, files: Sequence[File], format: str, mapping: Mapping[str, str], responses: bool) -> Report:
        """Bring files in."""
        from accord.imports.bringing import bring

        with counting_files(files) as told:
            return bring(*self._to, files, format, mapping, told, responses=responses)


class There:
    """On a server: in batches over HTTP."""

    def __init__(self, project: RemoteProject) -> None:
        self._project = project
        self.spec = parse_json(project.show()["spec"])

    def bring(self, files: Sequence[File], format: str, mapping: Mapping[str, str], responses: bool) -> Report:
        """Bring files in.

        Raises:
            BadInput: the one file cannot be read.
        """
        try:
            return self._responses(files, format) if responses else self._records(files, format, mapping)
        except Unreadable as error:
            raise BadInput(str(error)) from None

    def _records(self, files: Sequence[File], format: str, mapping: Mapping[str, str]) -> Report:
        from accord.imports.bringing import whole

        making = Making(self.spec, mapping)
        with counting_files(files) as told:
            gathered = Gathered(files, format, told)
            report = self._sent(self._project.records.add, making.records(gathered.rows()))
            said = self._sent(partial(self._project.add_responses, extend=True), making.hearing.responses())
        return whole({"refused_more": 0, **report}, making, said, gathered, files)

    def _responses(self, files: Sequence[File], format: str) -> Report:
        from accord.imports.bringing import empty, join

        total = empty()
        for file in files:
            report = self._sent(self._project.add_responses, read(file, format))
            join(total, {**report, "refused": [{**fault, "file": file.name} for fault in report["refused"]]})
        return total

    @staticmethod
    def _sent(send: Callable[..., Report], rows: Iterable[Row | Refused]) -> Report:
        """Send what could be read; what could not joins the report under its own row number."""
        lost: list[Report] = []
        numbers: list[int] = []

        def readable(rows: Iterable[Row | Refused]) -> Iterator[Any]:
            for row in rows:
                if isinstance(row, Refused):
                    lost.append(row.json())
                else:
                    numbers.append(row.number)
                    yield row.data

        report = send(readable(rows), progress=False)
        for fault in report["refused"]:
            fault["row"] = numbers[fault["row"] - 1]
        return {**report, "refused": report["refused"] + lost}


@contextmanager
def counting_files(files: Sequence[File]) -> Iterator[Told]:
    """Says how far an import is: by the rows of one file, or by files."""
    several = len(files) > 1
    with counting(f"{len(files):,} files" if several else files[0].name, len(files) if several else None) as reached:
        yield lambda rows, done, _: reached(done if several else rows)
