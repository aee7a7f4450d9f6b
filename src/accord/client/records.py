"""A project's records, and the documents that evidence is looked up in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from accord.client.sending import BATCH, send
from accord.client.transport import Transport


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

    def withdraw(self, key: str) -> None:
        """Take a record out of the work; what people answered stays."""
        self._transport.json("POST", f"{self._path}/{quote(key, safe='')}/withdraw")

    def reopen(self, key: str, people: int = 1) -> None:
        """Ask so many more people about a record."""
        self._transport.json("POST", f"{self._path}/{quote(key, safe='')}/reopen", {"people": people})


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

    def citations(self, document: str) -> dict[str, Any]:
        """Where answers quote a document, newest first: `{"citations": [...], "more": ...}`; `holds` where the quote still stands."""
        return dict(self._transport.json("GET", f"{self._path}/{quote(document, safe='')}/citations"))

    def remove(self, document: str) -> None:
        """Take a document out."""
        self._transport.json("DELETE", f"{self._path}/{quote(document, safe='')}")
