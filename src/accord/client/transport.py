"""HTTP under the SDK: one place that sends, repeats what is safe to repeat, and turns problem documents into errors."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx2

from accord.client.errors import ProblemError

TRIES = 4  # a read, or a write that doubles nothing, is sent this often when the connection fails or the server is busy
BUSY = (429, 502, 503, 504)
LONGEST_WAIT = 30.0  # seconds that a server may ask for


class Transport:
    """Sends requests below `/api/v1`. Give `http` to use a client of your own (an in-process application, a proxy).

    Raises:
        ValueError: `url` is no address of a server.
    """

    def __init__(self, url: str, key: str | None = None, http: httpx2.Client | None = None) -> None:
        self._http = http or _client(url)
        self.address = str(self._http.base_url).rstrip("/")
        if key:
            self._http.headers["Authorization"] = f"Bearer {key}"
        self._http.headers["X-Accord"] = "1"

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def json(
        self, method: str, path: str, body: Any = None, *, headers: Mapping[str, str] | None = None, **params: Any
    ) -> Any:
        """One request with a JSON body and a JSON answer.

        Raises:
            ProblemError: the server refused.
            httpx2.TransportError: the server cannot be reached.
        """
        return self.answer(method, path, body, headers=headers, **params)[1]

    def answer(
        self, method: str, path: str, body: Any = None, *, headers: Mapping[str, str] | None = None, **params: Any
    ) -> tuple[int, Any]:
        """The same, with its status.

        Raises:
            As `json`.
        """
        safe = method in ("GET", "PUT", "DELETE") or bool(headers and "Idempotency-Key" in headers)
        query = {name: value for name, value in params.items() if value is not None}
        given: dict[str, Any] = {"params": query, "headers": headers, **({"json": body} if body is not None else {})}
        return self._answer(lambda: self._http.request(method, "/api/v1" + path, **given), safe)

    def send_lines(self, path: str, lines: bytes) -> Any:
        """POST rows as NDJSON, JSON answer. Records are upserted by id, responses by person: sent again, nothing doubles."""
        headers = {"Content-Type": "application/x-ndjson"}
        return self._answer(lambda: self._http.post("/api/v1" + path, content=lines, headers=headers), True)[1]

    def send_bytes(self, path: str, content: bytes, **params: Any) -> Any:
        """PUT bytes as they are, JSON answer; sent again, they are what they were."""
        given: dict[str, Any] = {"params": params, "headers": {"Content-Type": "application/octet-stream"}}
        return self._answer(lambda: self._http.put("/api/v1" + path, content=content, **given), True)[1]

    def lines(self, path: str, **params: Any) -> Iterator[Any]:
        """GET NDJSON, a row at a time, without holding the whole."""
        with self._http.stream("GET", "/api/v1" + path, params=params) as response:
            _refused_stream(response)
            for line in response.iter_lines():
                if line:
                    yield json.loads(line)

    def download(self, path: str) -> Iterator[tuple[str, Mapping[str, str], bytes]]:
        """GET a file: its name, the headers, and its bytes chunk by chunk (name and headers are repeated with each)."""
        with self._http.stream("GET", "/api/v1" + path) as response:
            _refused_stream(response)
            name = _file_name(response.headers.get("Content-Disposition", ""))
            yield name, response.headers, b""  # a file of no rows is a file too
            for chunk in response.iter_bytes():
                yield name, response.headers, chunk

    def _answer(self, send: Callable[[], httpx2.Response], safe: bool) -> tuple[int, Any]:
        for left in range(TRIES - 1, -1, -1):
            wait = 0.2 * 2 ** (TRIES - left)
            try:
                response = send()
            except httpx2.UnsupportedProtocol:
                raise
            except httpx2.TransportError as error:
                if not safe or not left:
                    raise _named(error, self.address) from None
            else:
                if not (safe and left and response.status_code in BUSY):
                    break
                wait = max(wait, _asked_wait(response))
            time.sleep(wait)
        _raise_problem(response)
        return response.status_code, response.json() if response.content else None


def _client(url: str) -> httpx2.Client:
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise ValueError(f"it is no address: {error}") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ValueError("an address is like http://127.0.0.1:8700 or https://accord.example.org")
    return httpx2.Client(base_url=url.rstrip("/"), timeout=httpx2.Timeout(60, read=600))


def _named(error: httpx2.TransportError, address: str) -> httpx2.TransportError:
    """The error with whom it was about, where there was nobody."""
    if not isinstance(error, httpx2.ConnectError):
        return error
    return httpx2.ConnectError(
        f"{address} does not answer: {error}. Is it running (`accord serve`)?", request=error.request
    )


def _asked_wait(response: httpx2.Response) -> float:
    """The seconds that a busy server asks to wait for; 0 when it names none."""
    try:
        return min(float(response.headers.get("Retry-After", 0)), LONGEST_WAIT)
    except ValueError:
        return 0.0


def _file_name(disposition: str) -> str:
    """The name out of a Content-Disposition header, never a path.

    >>> _file_name('attachment; filename="../../train.jsonl"')
    'train.jsonl'
    """
    _, _, rest = disposition.partition("filename=")
    name = rest.strip().strip('"').replace("\\", "/").rsplit("/", 1)[-1]
    return name if name not in ("", ".", "..") else "export"


def _refused_stream(response: httpx2.Response) -> None:
    if response.is_error:
        response.read()
        _raise_problem(response)


def _raise_problem(response: httpx2.Response) -> None:
    if not response.is_error:
        return
    try:
        document = response.json()
    except ValueError:
        document = {}
    raise ProblemError(response.status_code, document if isinstance(document, dict) else {})
