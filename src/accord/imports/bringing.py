"""Files into a project: the one way in, of the command line, the page, the API and the SDK."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accord.formats import Refused, Row, Unreadable
from accord.formats.gathering import File, Gathered, Told, batches, in_words, is_large, nobody, read
from accord.formats.making import Making, plain
from accord.formats.opening import opened
from accord.ground.database import Database
from accord.ground.errors import Invalid
from accord.people.service import Caller
from accord.projects import service as projects
from accord.schema.faults import Fault
from accord.work.service import Lines, add_records, import_responses

LISTED = 200_000  # refused rows that are kept to be told; the rest are counted
COUNTS = ("inserted", "updated", "unchanged")
Report = dict[str, Any]


def bring(
    db: Database,
    caller: Caller,
    project: str,
    files: Sequence[File],
    format: str = "auto",
    mapping: Mapping[str, str] | None = None,
    told: Told = nobody,
    *,
    responses: bool = False,
) -> Report:
    """Bring files in; with `responses` their rows are responses. Without a `mapping` the project's own counts. `told` hears how far it is.

    The report: `inserted`, `updated`, `unchanged`; `refused`, each with its `file` and its `row` there, and how many `refused_more`; where there
    are any, what came of `responses` in the files, what was `kept` in meta with why, and what was `mended`, by what it was.

    Raises:
        NotFound, Forbidden: the caller may not see the project, or is no lead of it.
        Invalid: the one file cannot be read.
        StorageFull: what was stored before stays.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    total = empty()
    bringing = _Bringing(db, caller, project, found.spec, found.spec.mapping if mapping is None else mapping)
    rows = done = size = 0
    for together in batches(files, format) if not responses else ([file] for file in files):

        def reached(count: int, at: int, seen: int, behind: tuple[int, int, int] = (rows, done, size)) -> None:
            told(behind[0] + count, behind[1] + at, behind[2] + seen)

        try:
            if responses:
                report = bringing.responses(together[0], format, reached)
            elif len(together) == 1 and is_large(together[0], format):
                report = bringing.lines(together[0], reached)
            else:
                report = bringing.records(together, format, reached)
        except Unreadable as error:
            if len(files) == 1:
                raise Invalid("The file cannot be read", faults=[Fault("", "unreadable", str(error))]) from None
            lost = Refused(1, "unreadable", str(error)).json()
            report = {**empty(), "refused": [{**lost, "file": together[0].name}]}
        join(total, report)
        rows += sum(report[count] for count in COUNTS) + len(report["refused"]) + report["refused_more"]
        done, size = done + len(together), size + sum(file.size for file in together)
    told(rows, done, size)
    return total


def empty() -> Report:
    """Of nothing."""
    return {**dict.fromkeys((*COUNTS, "refused_more"), 0), "refused": []}


def join(total: Report, report: Report) -> None:
    """Add a report to the whole."""
    for count in (*COUNTS, "refused_more"):
        total[count] += report.get(count, 0)
    total["refused"] += report["refused"]
    if said := report.get("responses"):
        given = total.setdefault("responses", dict.fromkeys(COUNTS, 0))
        for count in COUNTS:
            given[count] += said[count]
    if kept := report.get("kept"):
        total.setdefault("kept", []).extend(kept)
    for what, count in report.get("mended", {}).items():
        mended = total.setdefault("mended", {})
        mended[what] = mended.get(what, 0) + count


def whole(report: Report, making: Making, said: Report, gathered: Gathered, files: Sequence[File]) -> Report:
    """The report of the records, with that of the responses to them and of what was kept in meta and mended, where there is any."""
    name = files[0].name if len(files) == 1 else f"{len(files)} files"
    out = {**report, "refused": gathered.placed(report["refused"] + said["refused"])}
    if making.hearing.heard:
        out["responses"] = {count: said[count] for count in COUNTS}
    if kept := [{**one, "file": name} for one in making.hearing.kept()]:
        out["kept"] = kept
    if making.mended:
        out["mended"] = dict(making.mended)
    return out


class _Bringing:
    """Into one project."""

    def __init__(self, db: Database, caller: Caller, project: str, spec: Any, mapping: Mapping[str, str]) -> None:
        self._to = (db, caller, project)
        self._spec, self._mapping = spec, mapping

    def records(self, files: Sequence[File], format: str, told: Told) -> Report:
        """Rows that are read here."""
        gathered, making = Gathered(files, format, told), Making(self._spec, self._mapping)
        report = add_records(*self._to, map(plain, making.records(gathered.rows())), listed=LISTED)
        given = making.hearing.responses() if making.hearing.heard else ()
        said = import_responses(*self._to, given, extend=True)
        return whole(report.json(), making, said.json(), gathered, files)

    def lines(self, file: File, told: Told) -> Report:
        """Many lines of JSON: other processes check them."""
        with in_words(file), opened(file.path) as source:
            lines = Lines(source.binary, self._mapping)
            report = add_records(*self._to, lines, lambda count: told(count, 0, source.seen), LISTED)
        return _of_file(report.json(), file)

    def responses(self, file: File, format: str, told: Told) -> Report:
        """Rows that are responses."""
        return _of_file(import_responses(*self._to, _counted(map(plain, read(file, format)), told)).json(), file)


def _counted(rows: Iterator[Row | Refused], told: Told) -> Iterator[Row | Refused]:
    for count, row in enumerate(rows, 1):
        if count % 100 == 0:
            told(count, 0, 0)
        yield row


def _of_file(report: Report, file: File) -> Report:
    """Its refused rows in their order, with the file."""
    found = sorted(report["refused"], key=lambda fault: fault["row"])
    return {**report, "refused": [{**fault, "file": file.name} for fault in found]}
