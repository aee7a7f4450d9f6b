"""The client: projects on a server, their records, responses, figures and exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode

import httpx2

from accord.client.exporting import Exported, write
from accord.client.project import Project
from accord.client.sending import BATCH, send
from accord.client.transport import Transport


class Client:
    """A connection to an Accord server.

    Args:
        url: where the server is, `http://127.0.0.1:8700`.
        key: an API key (`accord key create NAME`).
        http: an own `httpx2.Client` instead of one made from `url`.

    Raises:
        ValueError: `url` is no address of a server.
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
        self._path = f"/projects/{quote(name, safe='')}"
        self.name = name
        self.records = Records(transport, self._path)
        self.corpus = Corpus(transport, self._path)

    def show(self) -> dict[str, Any]:
        """Its spec, guidelines and my role in it."""
        return dict(self._transport.json("GET", self._path))

    def responses(self, *, identities: bool = False) -> Iterator[dict[str, Any]]:
        """Every response, one revision after the other, in the response shape; admins may ask for names."""
        return self._transport.lines(f"{self._path}/responses", **({"identities": True} if identities else {}))

    def add_responses(
        self, rows: Iterable[Mapping[str, Any]], *, batch: int = BATCH, progress: bool = True, extend: bool = False
    ) -> dict[str, Any]:
        """Bring responses that were given elsewhere: `{"record", "person", "answers"}` each; the report as of `records.add`.

        A record that has all the answers it asks for refuses one more, unless `extend` raises its overlap.
        """
        path = f"{self._path}/responses" + ("?extend=true" if extend else "")
        return send(self._transport, path, "responses", rows, batch, progress)

    def quality(self) -> dict[str, Any]:
        """Agreement per question, with intervals."""
        return dict(self._transport.json("GET", f"{self._path}/quality"))

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

    def snapshot(self, **recipe: Any) -> dict[str, Any]:
        """Make a dataset of what is there now: immutable, content-hashed."""
        return dict(self._transport.json("POST", f"{self._path}/datasets", recipe))

    def export(self, format: str, out: str | Path, dataset: int | None = None, **recipe: Any) -> Exported:
        """Write a dataset (a fresh snapshot unless one is named) in a format below the folder `out`."""
        number = dataset if dataset is not None else self.snapshot(**recipe)["id"]
        return write(self._transport, f"/datasets/{number}/export/{quote(format, safe='')}", Path(out))


class Records:
    """A project's records."""

    def __init__(self, transport: Transport, project: str) -> None:
        self._transport = transport
        self._path = f"{project}/records"
        self._views = self._path.removesuffix("/records") + "/views"

    def add(self, records: Iterable[Mapping[str, Any]], *, batch: int = BATCH, progress: bool = True) -> dict[str, Any]:
        """Add or update records by their `id`, in batches; what does not fit is reported and stops nothing else.

        Returns:
            `{"inserted", "updated", "unchanged", "refused": [{"row", "id", "pointer", "code", "message"}]}`; `row` counts
            from 1 over the whole iterable.
        """
        return send(self._transport, self._path, "records", records, batch, progress)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The records' rows as the lead's list shows them, page by page."""
        return self.list()

    def list(self, view: str | None = None, **filters: Any) -> Iterator[dict[str, Any]]:
        """Those that match, page by page by cursor: what comes or goes meanwhile moves nothing.

        Args:
            view: a list that is kept under this name: one's own, else the project's; `filters` come on top of it.
            filters: `q` (words), `state`, `stage`, `person`, `gold`, `disagree` (a question, "*" for any), `answered` (people
                at least), `meta` ("KEY:VALUE", or a list of them), `sort` ("oldest", "newest", "disagreement").

        Raises:
            LookupError: there is no view of that name.
        """
        if view is not None:
            filters = {**self._viewed(view), **{name: value for name, value in filters.items() if value is not None}}
        after: str | None = None
        while True:
            page = self._transport.json("GET", self._path, after=after, limit=200, **filters)
            yield from page["records"]
            if (after := page["next"]) is None:
                return

    def views(self) -> Sequence[dict[str, Any]]:
        """The lists that are kept by name, the project's (`shared`) and one's own: `name`, `shared`, `query`."""
        return [dict(one) for one in self._transport.json("GET", self._views)["views"]]

    def keep(self, view: str, *, shared: bool = False, **filters: Any) -> None:
        """Keep a list under a name, for oneself or (leads) for the project; one of that name is replaced."""
        query = {name: _written(value) for name, value in filters.items() if value is not None}
        self._transport.json("PUT", f"{self._views}/{quote(view, safe='')}", {"query": query, "shared": shared})

    def forget(self, view: str, *, shared: bool = False) -> None:
        """Forget a list of one's own, or (`shared`) the project's."""
        self._transport.json("DELETE", f"{self._views}/{quote(view, safe='')}", shared=shared)

    def _viewed(self, view: str) -> dict[str, Any]:
        there = [one for one in self.views() if one["name"] == view]
        if not there:
            raise LookupError(f"there is no view {view!r}")
        return dict(min(there, key=lambda one: bool(one["shared"]))["query"])

    def get(self, key: str) -> dict[str, Any]:
        """One record with its places and responses."""
        return dict(self._transport.json("GET", f"{self._path}/{quote(key, safe='')}"))


def _written(value: Any) -> Any:
    """A filter's value as it stands in an address."""
    if isinstance(value, bool):
        return str(value).lower()
    return [str(one) for one in value] if isinstance(value, (list, tuple)) else str(value)


class Corpus:
    """The documents of a project that evidence is looked up in."""

    def __init__(self, transport: Transport, project: str) -> None:
        self._transport = transport
        self._project = project
        self._path = f"{project}/corpus"

    def add(
        self, documents: Iterable[Mapping[str, Any]], *, batch: int = BATCH, progress: bool = True
    ) -> dict[str, Any]:
        """Add or replace documents by their `id` (`text`, `title`, `url`, `format`, `lang`, `meta`); the report as of `records.add`."""
        return send(self._transport, self._path, "documents", documents, batch, progress)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Ids, titles and lengths, by title."""
        offset = 0
        while rows := self._transport.json("GET", self._path, offset=offset, limit=200)["documents"]:
            yield from rows
            offset += len(rows)

    def get(self, document: str) -> dict[str, Any]:
        """A document, whole."""
        return dict(self._transport.json("GET", f"{self._path}/{quote(document, safe='')}"))

    def search(self, words: str, limit: int = 20) -> list[dict[str, Any]]:
        """The passages that the words are in, best first."""
        return list(self._transport.json("GET", f"{self._project}/search", q=words, limit=limit)["hits"])

    def remove(self, document: str) -> None:
        """Take a document out."""
        self._transport.json("DELETE", f"{self._path}/{quote(document, safe='')}")
