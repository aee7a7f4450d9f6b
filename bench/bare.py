"""A yardstick for this machine: how many requests a second a bare FastAPI application answers, one endpoint of a plain function that
returns {}, to the clients that ask Accord. The machine that the targets are meant for answers 3,900 (two cores, 16 clients); a
latency measured here times (what this one answers / 3,900) is about what it would be there.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI

REFERENCE = 3_900
app = FastAPI()


@app.post("/api/v1/nothing")
def nothing() -> dict[str, str]:
    """What costs nothing but the framework."""
    return {}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def _serving() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bare:app", "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=Path(__file__).parent)
    try:
        while process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def requests_a_second(asking: Callable[[str], Callable[[], object]], clients: int, seconds: float = 4) -> float:
    """How many this machine answers now; `asking` makes a client of an address: a function that sends one request to it."""
    with _serving() as address:
        each = [asking(address) for _ in range(clients)]
        for one in each:
            one()
        end = time.perf_counter() + seconds

        def ask(one: Callable[[], object]) -> int:
            count = 0
            while time.perf_counter() < end:
                one()
                count += 1
            return count

        with ThreadPoolExecutor(clients) as pool:
            return sum(pool.map(ask, each)) / seconds


class Yardstick:
    """Measured before and after: the factor is their mean, and how far they are apart says how far to believe it."""

    def __init__(self, asking: Callable[[str], Callable[[], object]], clients: int) -> None:
        self._asking, self._clients = asking, clients
        self.measured = [requests_a_second(asking, clients)]

    def again(self) -> None:
        """Once more, and say what came of it."""
        self.measured.append(requests_a_second(self._asking, self._clients))
        told = " and ".join(f"{one:,.0f}" for one in self.measured)
        print(f"bare FastAPI, {self._clients} clients: {told} requests/s here (before and after), {REFERENCE:,} there")
        low, high = min(self.measured), max(self.measured)
        print(
            f"what follows in brackets is times {self.factor:.2f}: what it would be there, if it is slower in the same measure;"
            f" by the two measurements between {low / REFERENCE:.2f} and {high / REFERENCE:.2f}"
        )

    @property
    def factor(self) -> float:
        """A latency here times this is one there."""
        return sum(self.measured) / len(self.measured) / REFERENCE
