"""The client: projects on a server, their records, responses, figures and exports."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode

import httpx2

from accord.client.exporting import Exported, write
from accord.client.jobs import Job, waited
from accord.client.project import Project
from accord.client.records import Corpus, Records
from accord.client.sending import BATCH, send
from accord.client.transport import Transport
from accord.client.uploading import Files, Upload
from accord.formats.flat import response_row
from accord.schema import parse_json

LOCAL = "http://127.0.0.1:8700"


def _key(url: str | None) -> str | None:
    """The environment's key, unless `ACCORD_URL` says that it is another server's."""
    there = os.environ.get("ACCORD_URL", url or "")
    return os.environ.get("ACCORD_KEY") if url is None or url.rstrip("/") == there.rstrip("/") else None


class Client:
    """A connection to an Accord server.

    Args:
        url: where the server is; without it what `ACCORD_URL` says, or `http://127.0.0.1:8700`.
        key: an API key (`accord key create NAME`); without it what `ACCORD_KEY` says.
        http: an own `httpx2.Client` instead of one made from `url`.

    Raises:
        ValueError: `url` is no address of a server.
    """

    def __init__(self, url: str | None = None, key: str | None = None, http: httpx2.Client | None = None) -> None:
        key = key or (_key(url) if http is None else None)
        self.transport = Transport(url or os.environ.get("ACCORD_URL") or LOCAL, key, http)

    def __repr__(self) -> str:
        return f"Client({self.transport.address!r})"

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
        self.transport.json("POST", "/projects", project.body())
        return self.project(project.name)

    def project(self, name: str) -> RemoteProject:
        """A project that is there already."""
        return RemoteProject(self.transport, name)

    def projects(self, *, archived: bool = False) -> list[dict[str, Any]]:
        """The projects that I may see, with my role and the counts; or the `archived` ones that I lead."""
        more: dict[str, Any] = {"archived": True} if archived else {}
        return list(self.transport.json("GET", "/projects", **more)["projects"])

    def job(self, number: int) -> Job:
        """One job by its number."""
        return Job(self.transport, dict(self.transport.json("GET", f"/jobs/{number}")))

    def health(self) -> dict[str, Any]:
        """Whether the server is there, and its version."""
        return dict(self.transport.json("GET", "/health"))


class RemoteProject:
    """One project on the server."""

    def __init__(self, transport: Transport, name: str) -> None:
        self._transport = transport
        self._path = f"/projects/{quote(name, safe='')}"
        self.name = name
        self.records = Records(transport, self._path)
        self.corpus = Corpus(transport, self._path)

    def __repr__(self) -> str:
        return f"<project {self.name} on {self._transport.address}>"

    def show(self) -> dict[str, Any]:
        """Its spec, guidelines and my role in it."""
        return dict(self._transport.json("GET", self._path))

    def update(self, project: Project, *, changes: str = "", acknowledge: bool | None = None) -> int:
        """Make a new version; its number.

        Args:
            project: as it shall be from now on.
            changes: what changed, in your words; people read it.
            acknowledge: whether people must read the guidelines before they go on; None: if the guidelines changed.

        Raises:
            ProblemError: 422 with the faults, or what an answer that is there no longer fits.
        """
        body = {**project.body(), "changes": changes, "acknowledge": acknowledge}
        return int(self._transport.json("PUT", self._path, body)["version"])

    def archive(self) -> list[str]:
        """Take it out of everybody's lists; leads can still read, export and restore it. The exams and rounds that go with it."""
        return list(self._transport.json("POST", f"{self._path}/archive")["parts"])

    def restore(self) -> list[str]:
        """Bring it back after `archive`, with the exams and rounds that went with it; which."""
        return list(self._transport.json("POST", f"{self._path}/restore")["parts"])

    def delete(self, confirm: str, *, parts: bool = False) -> dict[str, Any]:
        """Delete it for good, with all records and answers; how many those were.

        Args:
            confirm: the project's name once more, so that nothing is deleted by a slip.
            parts: its exams and calibration rounds go, too.

        Raises:
            ProblemError: 422 when `confirm` is another name, 409 when it has exams or rounds and `parts` is not set.
        """
        more: dict[str, Any] = {"parts": True} if parts else {}
        return dict(self._transport.json("DELETE", self._path, confirm=confirm, **more))

    def progress(self) -> dict[str, Any]:
        """How many records are done and open, stage by stage, and each person's part."""
        return dict(self._transport.json("GET", f"{self._path}/progress"))

    def wait(self, *, every: float = 30.0, timeout: float | None = None) -> dict[str, Any]:
        """Come back when no record is open any more, with the progress.

        Args:
            every: seconds between two looks.
            timeout: seconds to wait at most; None: as long as it takes.

        Raises:
            TimeoutError: some are open still.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while (now := self.progress())["records"]["open"]:
            left = every if until is None else min(every, until - time.monotonic())
            if left <= 0:
                raise TimeoutError(
                    f"{now['records']['open']} of {now['records']['total']} records of {self.name} are open"
                )
            time.sleep(left)
        return now

    def responses(self, *, identities: bool = False) -> Iterator[dict[str, Any]]:
        """Every response, one revision after the other, in the response shape; admins may ask for names."""
        return self._transport.lines(f"{self._path}/responses", **({"identities": True} if identities else {}))

    def rows(self, *, identities: bool = False) -> list[dict[str, Any]]:
        """The latest revision of every response as one flat row, for a data frame: `pandas.DataFrame(project.rows())`.

        `record`, `stage`, `person`, `active_seconds` and so on, then a column an answer, named as in the CSV export: `tone`,
        `better`, `better.strength`, `tone/b.why`.
        """
        spec = parse_json(self.show()["spec"])
        latest = {
            (one["record"], one["stage"], one["cycle"], one["person"]): one
            for one in self.responses(identities=identities)
        }
        return [response_row(spec, one) for one in latest.values()]

    def add_responses(
        self, rows: Iterable[Mapping[str, Any]], *, batch: int = BATCH, progress: bool = True, extend: bool = False
    ) -> dict[str, Any]:
        """Bring responses that were given elsewhere: `{"record", "person", "answers"}` each; the report as of `records.add`.

        A record that has all the answers it asks for refuses one more, unless `extend` raises its overlap.
        """
        path = f"{self._path}/responses" + ("?extend=true" if extend else "")
        return send(self._transport, path, "responses", rows, batch, progress)

    def upload(self, files: Files) -> Upload:
        """Send files, or folders of them, in any format that Accord reads: look at them there, then `bring` them in.

        `project.upload("runs/").bring().wait(progress=True)` gives `inserted`, `updated`, `unchanged`, `refused`, `mended`.
        """
        return Upload(self._transport, self._path, files)

    def refused(self, job: int, path: str | Path, form: str = "jsonl") -> Path:
        """The rows that an import (its job) refused, each with why, written to a file: mend them, and upload it.

        Args:
            form: jsonl or csv.

        Raises:
            ProblemError: 404 where it refused none.
        """
        with Path(path).open("wb") as file:
            for _, _, chunk in self._transport.download(f"{self._path}/imports/{job}/refused?form={form}"):
                file.write(chunk)
        return Path(path)

    def quality(self, *, progress: bool = False) -> dict[str, Any]:
        """Agreement per question, with intervals, of all that is answered by now. Of a large project a job makes it: this waits.

        Raises:
            JobEnded: the job was stopped, or it failed.
        """
        return self._report("quality", progress)

    def results(self, *, progress: bool = False) -> dict[str, Any]:
        """The result page: what the project's `results` names, with intervals; made as `quality` is."""
        return self._report("results", progress)

    def jobs(self) -> list[Job]:
        """What the server takes or took long for, newest first: each can be waited for or stopped."""
        return [Job(self._transport, one) for one in self._transport.json("GET", f"{self._path}/jobs")["jobs"]]

    def _report(self, name: str, progress: bool) -> dict[str, Any]:
        path = f"{self._path}/{name}"
        answer, result = waited(self._transport, lambda: self._transport.answer("GET", path, fresh=True), progress)
        return dict(result if answer is None else answer)

    def disagreements(self, question: str = "") -> Iterator[dict[str, Any]]:
        """The records that people differ on, farthest apart first, with what each said; of one question, or of any."""
        offset = 0
        while rows := self._transport.json(
            "GET", f"{self._path}/disagreements", question=question, offset=offset, limit=50
        )["records"]:
            yield from rows
            offset += len(rows)

    def overview(self) -> dict[str, Any]:
        """On track, its cost, and what needs somebody now."""
        return dict(self._transport.json("GET", f"{self._path}/overview"))

    def people(self) -> dict[str, Any]:
        """Each person's work, speed, agreement, gold, skill and change over time."""
        return dict(self._transport.json("GET", f"{self._path}/people"))

    def pay(self, since: str, until: str) -> dict[str, Any]:
        """What each person did in a period (UTC days like 2026-11-30, both included), and what it comes to."""
        return dict(self._transport.json("GET", f"{self._path}/pay", since=since, until=until))

    def pay_csv(self, since: str, until: str) -> str:
        """The same as CSV."""
        path = f"{self._path}/pay.csv?{urlencode({'since': since, 'until': until})}"
        return b"".join(chunk for _, _, chunk in self._transport.download(path)).decode()

    def set_rate(self, amount: str | None, currency: str = "EUR", per: str = "hour") -> dict[str, Any] | None:
        """Set what work is paid, an hour or an answer; None takes it away."""
        body = {"amount": amount, "currency": currency, "per": per}
        rate: dict[str, Any] | None = self._transport.json("PUT", f"{self._path}/rate", body)["rate"]
        return rate

    def datasets(self) -> list[dict[str, Any]]:
        """The snapshots that there are, with their hashes."""
        return list(self._transport.json("GET", f"{self._path}/datasets")["datasets"])

    def snapshot(self, *, progress: bool = False, **recipe: Any) -> dict[str, Any]:
        """Make a dataset of what is there now: immutable, content-hashed. Of a large project a job makes it: this waits.

        Raises:
            JobEnded: the job was stopped, or it failed.
        """
        ask = partial(self._transport.answer, "POST", f"{self._path}/datasets", recipe)
        made, result = waited(self._transport, ask, progress)
        return dict(made if made is not None else self._transport.json("GET", f"/datasets/{result['dataset']}"))

    def export(
        self, format: str, out: str | Path, dataset: int | None = None, *, progress: bool = False, **recipe: Any
    ) -> Exported:
        """Write a dataset (a fresh snapshot unless one is named) in a format below the folder `out`.

        Raises:
            JobEnded: the job that a large one takes was stopped, or it failed.
        """
        number = dataset if dataset is not None else self.snapshot(progress=progress, **recipe)["id"]
        path = f"/datasets/{number}/export/{quote(format, safe='')}"
        waited(self._transport, partial(self._transport.answer, "POST", path), progress)
        return write(self._transport, path, Path(out))
