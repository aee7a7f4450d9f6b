"""HTTP under the SDK: one place that sends, retries what is safe to repeat, and turns problem documents into errors."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpx2

from accord.client.errors import ProblemError

SAFE_TRIES = 4  # a read or an idempotent write is repeated this often when the connection fails


class Transport:
    """Sends requests below `/api/v1`. Give `http` to use a client of your own (an in-process application, a proxy)."""

    def __init__(self, url: str, key: str | None = None, http: httpx2.Client | None = None) -> None:
        self._http = http or httpx2.Client(base_url=url.rstrip("/"), timeout=httpx2.Timeout(60, read=600))
        if key:
            self._http.headers["Authorization"] = f"Bearer {key}"
        self._http.headers["X-Accord"] = "1"

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def json(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None, **params: Any
    ) -> Any:
        """One request with a JSON body and a JSON answer.

        Raises:
            ProblemError: the server refused.
            httpx2.TransportError: the server cannot be reached.
        """
        safe = method in ("GET", "PUT", "DELETE") or bool(headers and "Idempotency-Key" in headers)
        query = {k: v for k, v in params.items() if v is not None}
        for left in range(SAFE_TRIES - 1, -1, -1):
            try:
                response = self._http.request(method, "/api/v1" + path, json=body, params=query, headers=headers)
                break
            except httpx2.TransportError:
                if not safe or not left:
                    raise
                time.sleep(0.2 * 2 ** (SAFE_TRIES - left))
        _raise_problem(response)
        return response.json() if response.content else None

    def send_lines(self, path: str, rows: Iterable[Any], **params: Any) -> Any:
        """POST rows as NDJSON, JSON answer."""
        body = b"".join(json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n" for row in rows)
        response = self._http.post(
            "/api/v1" + path, content=body, params=params, headers={"Content-Type": "application/x-ndjson"}
        )
        _raise_problem(response)
        return response.json()

    def lines(self, path: str, **params: Any) -> Iterator[Any]:
        """GET NDJSON, a row at a time, without holding the whole."""
        with self._http.stream("GET", "/api/v1" + path, params=params) as response:
            if response.is_error:
                response.read()
            _raise_problem(response)
            for line in response.iter_lines():
                if line:
                    yield json.loads(line)

    def download(self, path: str) -> Iterator[tuple[str, bytes]]:
        """GET a file: its name, then its bytes chunk by chunk (the name is repeated with each)."""
        with self._http.stream("GET", "/api/v1" + path) as response:
            if response.is_error:
                response.read()
            _raise_problem(response)
            name = _file_name(response.headers.get("Content-Disposition", ""))
            for chunk in response.iter_bytes():
                yield name, chunk


def _file_name(disposition: str) -> str:
    """The name out of a Content-Disposition header, never a path.

    >>> _file_name('attachment; filename="../../train.jsonl"')
    'train.jsonl'
    """
    _, _, rest = disposition.partition("filename=")
    name = rest.strip().strip('"').replace("\\", "/").rsplit("/", 1)[-1]
    return name if name not in ("", ".", "..") else "export"


def _raise_problem(response: httpx2.Response) -> None:
    if not response.is_error:
        return
    try:
        document = response.json()
    except ValueError:
        document = {}
    raise ProblemError(response.status_code, document if isinstance(document, dict) else {})
