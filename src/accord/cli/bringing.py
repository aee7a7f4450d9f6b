"""Where imported rows go: straight into the data of this machine, or over HTTP to a server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from accord.cli.connection import connect, data
from accord.cli.gathering import Gathered, as_file, format_of, in_words, read
from accord.cli.output import counting
from accord.formats import Refused, Row, jsonl
from accord.formats.hearing import Hearing
from accord.formats.mapping import apply
from accord.formats.opening import opened
from accord.schema import Spec, parse_json
from accord.schema.plain import is_plain

if TYPE_CHECKING:
    from accord.client.client import RemoteProject
    from accord.ground.database import Database
    from accord.people.service import Caller

LISTED = 200_000  # refused rows of a file that are kept to be told; the rest are counted
COUNTS = ("inserted", "updated", "unchanged")
Report = dict[str, Any]


class Target(Protocol):
    """A project that takes rows."""

    spec: Spec

    def records(self, files: Sequence[Path], format: str, mapping: dict[str, str]) -> Report:
        """Bring files of records, all in one; each refused row says its file."""

    def responses(self, file: Path, name: str, format: str) -> Report:
        """Bring a file of responses."""


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
    """In ACCORD_HOME: rows go to the service as they are read, and lines of JSON to processes that check them."""

    def __init__(self, db: Database, caller: Caller, project: str) -> None:
        from accord.projects import service as projects

        self._db, self._caller, self._project = db, caller, project
        self.spec = projects.get(db, caller, project).spec

    def records(self, files: Sequence[Path], format: str, mapping: dict[str, str]) -> Report:
        """Bring files of records."""
        from accord.work.service import Lines, add_records

        with counting_files(files) as (reached, done):
            if len(files) > 1:
                return self._gathered(files, files, format, mapping, reached, done)
            with as_file(files[0]) as file:  # what is piped in can be read only once
                name = str(files[0])
                if format_of(file, name, format) != jsonl.FORMAT.name:
                    return self._gathered(files, [file], format, mapping, reached, done)
                with in_words(file, name), opened(file) as source:
                    lines = Lines(source.binary, mapping)
                    report = add_records(self._db, self._caller, self._project, lines, reached, LISTED)
                return _of_file(report.json(), name)

    def _gathered(
        self,
        files: Sequence[Path],
        places: Sequence[Path],
        format: str,
        mapping: dict[str, str],
        reached: Callable[[int], None],
        done: Callable[[int], None],
    ) -> Report:
        """Rows that are read here; `places`: where each file's bytes are."""
        from accord.work.service import add_records, import_responses

        gathered, hearing = Gathered(files, format, done, places), Hearing(self.spec)
        rows = map(_plain, records(gathered.rows(), mapping, self.spec, hearing))
        report = add_records(self._db, self._caller, self._project, rows, reached, LISTED)
        given = hearing.responses() if hearing.heard else ()
        said = import_responses(self._db, self._caller, self._project, given, extend=True)
        return with_said(report.json(), hearing, said.json(), gathered, files)

    def responses(self, file: Path, name: str, format: str) -> Report:
        """Bring a file of responses."""
        from accord.work.service import import_responses

        with counting(name) as reached:
            rows = _counted(map(_plain, read(file, name, format)), reached)
            return _of_file(import_responses(self._db, self._caller, self._project, rows).json(), name)


class There:
    """On a server: in batches over HTTP."""

    def __init__(self, project: RemoteProject) -> None:
        self._project = project
        self.spec = parse_json(project.show()["spec"])

    def records(self, files: Sequence[Path], format: str, mapping: dict[str, str]) -> Report:
        """Bring files of records."""
        hearing = Hearing(self.spec)
        with counting_files(files) as (reached, done):
            gathered = Gathered(files, format, done)
            rows = records(gathered.rows(), mapping, self.spec, hearing)
            report = self._sent(self._project.records.add, rows, reached)
            said = self._sent(partial(self._project.add_responses, extend=True), hearing.responses(), reached)
        return with_said(report, hearing, said, gathered, files)

    def responses(self, file: Path, name: str, format: str) -> Report:
        """Bring a file of responses."""
        with counting(name) as reached:
            report = self._sent(self._project.add_responses, read(file, name, format), reached)
        return _of_file(report, name)

    @staticmethod
    def _sent(send: Callable[..., Report], rows: Iterable[Row | Refused], reached: Callable[[int], None]) -> Report:
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

        report = send(readable(_counted(rows, reached)), progress=False)
        for fault in report["refused"]:
            fault["row"] = numbers[fault["row"] - 1]
        return {**report, "refused": report["refused"] + lost}


@contextmanager
def counting_files(files: Sequence[Path]) -> Iterator[tuple[Callable[[int], None], Callable[[int], None]]]:
    """Says how far an import is: by the rows of one file, or by files. Two to be told of it: rows read, files done."""
    several = len(files) > 1
    with counting(f"{len(files):,} files" if several else str(files[0]), len(files) if several else None) as reached:
        yield (_unheard, reached) if several else (reached, _unheard)


def _unheard(count: int) -> None:
    """It is counted otherwise."""


def records(
    rows: Iterable[Row | Refused], mapping: dict[str, str], spec: Spec, hearing: Hearing
) -> Iterator[Row | Refused]:
    """What the rows are as records of the project; what was said of them is heard."""
    for row in rows:
        if isinstance(row, Refused):
            yield row
            continue
        made = apply(mapping, row, spec.fields)
        if row.said is not None and not isinstance(made, Refused):
            made = hearing.record(row.number, made, row.said)
        yield made if isinstance(made, Refused) else Row(row.number, made)


def with_said(report: Report, hearing: Hearing, said: Report, gathered: Gathered, files: Sequence[Path]) -> Report:
    """The report of the records, with that of the responses to them and of what was kept in meta, where there is any."""
    name = str(files[0]) if len(files) == 1 else f"{len(files)} files"
    kept = [{**one, "file": name} for one in hearing.kept()]
    counts = {"responses": {count: said[count] for count in COUNTS}} if hearing.heard else {}
    whole = {**report, "refused": gathered.placed(report["refused"] + said["refused"])}
    return whole | counts | ({"kept": kept} if kept else {})


def _plain(row: Row | Refused) -> Row | Refused:
    """What JSON makes of a row: some formats know types that it has not."""
    if isinstance(row, Refused) or is_plain(row.data):
        return row
    try:
        return Row(row.number, json.loads(json.dumps(row.data)))
    except (TypeError, ValueError, RecursionError):  # it is refused where it is checked
        return row


def _counted(rows: Iterable[Row | Refused], reached: Callable[[int], None]) -> Iterator[Row | Refused]:
    for count, row in enumerate(rows, 1):
        if count % 100 == 0:
            reached(count)
        yield row


def _of_file(report: Report, name: str) -> Report:
    """Its refused rows in their order, with the file."""
    found = sorted(report["refused"], key=lambda fault: fault["row"])
    return {**report, "refused": [{**fault, "file": name} for fault in found]}
