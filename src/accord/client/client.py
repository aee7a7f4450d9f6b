"""The client: projects on a server, their records, responses, figures and exports."""

from __future__ import annotations

import itertools
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2
from rich.progress import Progress

from accord.client.project import Project
from accord.client.transport import Transport

BATCH = 1000


class Client:
    """A connection to an Accord server.

    Args:
        url: where the server is, `http://127.0.0.1:8700`.
        key: an API key (`accord key create NAME`).
        http: an own `httpx2.Client` instead of one made from `url`.
    """

    def __init__(
        self, url: str = "http://127.0.0.1:8700", key: str | None = None, http: httpx2.Client | None = None
    ) -> None:
        self.transport = Transport(url, key, http)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.transport.close()

    def create(self, project: Project) -> RemoteProject:
        """Make the project on the server.

        Raises:
            ProblemError: 422 with the faults of the spec, 409 when the name is taken.
        """
        body = {"spec": project.json(), "guidelines": project.guidelines}
        self.transport.json("POST", "/projects", body)
        return self.project(project.name)

    def project(self, name: str) -> RemoteProject:
        """A project that is there already."""
        return RemoteProject(self.transport, name)

    def projects(self) -> list[dict[str, Any]]:
        """The projects that I may see, with my role and the counts."""
        return list(self.transport.json("GET", "/projects")["projects"])

    def health(self) -> dict[str, Any]:
        """Whether the server is there, and its version."""
        return dict(self.transport.json("GET", "/health"))


class RemoteProject:
    """One project on the server."""

    def __init__(self, transport: Transport, name: str) -> None:
        self._transport = transport
        self.name = name
        self.records = Records(transport, name)

    def show(self) -> dict[str, Any]:
        """Its spec, guidelines and my role in it."""
        return dict(self._transport.json("GET", f"/projects/{self.name}"))

    def responses(self) -> Iterator[dict[str, Any]]:
        """Every response, one revision after the other, in the response shape."""
        return self._transport.lines(f"/projects/{self.name}/responses")

    def add_responses(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Bring responses that were given elsewhere: `{"record", "person", "answers"}` each."""
        return dict(self._transport.send_lines(f"/projects/{self.name}/responses", rows))

    def quality(self) -> dict[str, Any]:
        """Agreement per question, with intervals."""
        return dict(self._transport.json("GET", f"/projects/{self.name}/quality"))

    def snapshot(self, **recipe: Any) -> dict[str, Any]:
        """Make a dataset of what is there now: immutable, content-hashed."""
        return dict(self._transport.json("POST", f"/projects/{self.name}/datasets", recipe))

    def export(self, format: str, out: str | Path, dataset: str | int | None = None, **recipe: Any) -> list[Path]:
        """Write a dataset (a fresh snapshot unless one is named) in a format below the folder `out`; returns the files."""
        number = dataset if dataset is not None else self.snapshot(**recipe)["id"]
        folder = Path(out)
        folder.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        chunks = self._transport.download(f"/datasets/{number}/export/{format}")
        for name, group in itertools.groupby(chunks, key=lambda pair: pair[0]):
            part = folder / f".{name}.part"
            with part.open("wb") as file:
                for _, chunk in group:
                    file.write(chunk)
            if name.endswith(".zip"):
                written += _unpack(part, folder)
            else:
                written.append(part.replace(folder / name))
        return written


class Records:
    """A project's records."""

    def __init__(self, transport: Transport, name: str) -> None:
        self._transport = transport
        self._path = f"/projects/{name}/records"

    def add(self, records: Iterable[Mapping[str, Any]], *, batch: int = BATCH, progress: bool = True) -> dict[str, Any]:
        """Add or update records by their `id`, in batches; what does not fit is reported and stops nothing else.

        Returns:
            `{"inserted", "updated", "unchanged", "refused": [{"row", "id", "pointer", "code", "message"}]}`; `row` counts
            from 1 over the whole iterable.
        """
        total = len(records) if hasattr(records, "__len__") else None
        report: dict[str, Any] = {"inserted": 0, "updated": 0, "unchanged": 0, "refused": []}
        with Progress(disable=not progress, transient=True) as bar:
            task = bar.add_task("records", total=total)
            done = 0
            for rows in _batched(records, batch):
                part = self._transport.send_lines(self._path, rows)
                for count in ("inserted", "updated", "unchanged"):
                    report[count] += part[count]
                report["refused"] += [{**fault, "row": fault["row"] + done} for fault in part["refused"]]
                done += len(rows)
                bar.advance(task, len(rows))
        return report

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The records' rows as the lead's list shows them, page by page."""
        offset = 0
        while rows := self._transport.json("GET", self._path, offset=offset, limit=200)["records"]:
            yield from rows
            offset += len(rows)

    def get(self, key: str) -> dict[str, Any]:
        """One record with its places and responses."""
        return dict(self._transport.json("GET", f"{self._path}/{key}"))


def _unpack(archive: Path, folder: Path) -> list[Path]:
    """The files of an export that has several, below the folder by their bare names; the archive goes."""
    written: list[Path] = []
    with zipfile.ZipFile(archive) as packed:
        for member in packed.infolist():
            name = member.filename.replace("\\", "/").rsplit("/", 1)[-1]
            if name in ("", ".", ".."):
                continue
            with packed.open(member) as source, (folder / name).open("wb") as target:
                shutil.copyfileobj(source, target)
            written.append(folder / name)
    archive.unlink()
    return written


def _batched(rows: Iterable[Mapping[str, Any]], size: int) -> Iterator[tuple[Mapping[str, Any], ...]]:
    """`itertools.batched`, which Python 3.11 lacks."""
    iterator = iter(rows)
    while chunk := tuple(itertools.islice(iterator, size)):
        yield chunk
