"""Where imported rows go: straight into the data of this machine, or over HTTP to a server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from accord.cli.connection import connect, data
from accord.cli.errors import BadInput
from accord.cli.output import counting
from accord.formats import Refused, Row, Unreadable, jsonl, open_rows, sniff
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

    def records(self, file: Path, name: str, format: str, mapping: dict[str, str]) -> Report:
        """Bring a file of records; `name` is what it is called."""

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

    def records(self, file: Path, name: str, format: str, mapping: dict[str, str]) -> Report:
        """Bring a file of records."""
        from accord.work.service import Lines, add_records, import_responses

        with counting(name) as reached:
            if format_of(file, name, format) == jsonl.FORMAT.name:
                with in_words(file, name), opened(file) as source:
                    lines = Lines(source.binary, mapping)
                    report = add_records(self._db, self._caller, self._project, lines, reached, LISTED)
                return _in_order(report.json())
            hearing = Hearing(self.spec)
            rows = map(_plain, records(read(file, name, format), mapping, self.spec, hearing))
            report = add_records(self._db, self._caller, self._project, rows, reached, LISTED)
            given = hearing.responses() if hearing.heard else ()
            said = import_responses(self._db, self._caller, self._project, given, extend=True)
        return with_said(report.json(), hearing, said.json())

    def responses(self, file: Path, name: str, format: str) -> Report:
        """Bring a file of responses."""
        from accord.work.service import import_responses

        with counting(name) as reached:
            rows = _counted(map(_plain, read(file, name, format)), reached)
            return _in_order(import_responses(self._db, self._caller, self._project, rows).json())


class There:
    """On a server: in batches over HTTP."""

    def __init__(self, project: RemoteProject) -> None:
        self._project = project
        self.spec = parse_json(project.show()["spec"])

    def records(self, file: Path, name: str, format: str, mapping: dict[str, str]) -> Report:
        """Bring a file of records."""
        hearing = Hearing(self.spec)
        rows = records(read(file, name, format), mapping, self.spec, hearing)
        report = self._sent(name, self._project.records.add, rows)
        said = self._sent(name, partial(self._project.add_responses, extend=True), hearing.responses())
        return with_said(report, hearing, said)

    def responses(self, file: Path, name: str, format: str) -> Report:
        """Bring a file of responses."""
        return self._sent(name, self._project.add_responses, read(file, name, format))

    @staticmethod
    def _sent(name: str, send: Callable[..., Report], rows: Iterable[Row | Refused]) -> Report:
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

        with counting(name) as reached:
            report = send(readable(_counted(rows, reached)), progress=False)
        for fault in report["refused"]:
            fault["row"] = numbers[fault["row"] - 1]
        return _in_order({**report, "refused": report["refused"] + lost})


@contextmanager
def in_words(file: Path, name: str) -> Iterator[None]:
    """A file that cannot be read is bad input, by the name that it was given under."""
    try:
        yield
    except Unreadable as error:
        raise BadInput(str(error).replace(str(file), name)) from None


def format_of(file: Path, name: str, format: str) -> str:
    """The format's name, recognised where it is `auto`."""
    with in_words(file, name):
        return sniff(file) if format == "auto" else format


def read(file: Path, name: str, format: str) -> Iterator[Row | Refused]:
    """The rows of a file."""
    with in_words(file, name):
        yield from open_rows(file, format)


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


def with_said(report: Report, hearing: Hearing, said: Report) -> Report:
    """The report of the records, with that of the responses to them and of what was kept in meta, where there is any."""
    kept = hearing.kept()
    counts = {"responses": {count: said[count] for count in COUNTS}} if hearing.heard else {}
    whole = {**report, "refused": report["refused"] + said["refused"]}
    return _in_order(whole) | counts | ({"kept": kept} if kept else {})


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


def _in_order(report: Report) -> Report:
    return {**report, "refused": sorted(report["refused"], key=lambda fault: fault["row"])}
