"""The server of a data folder, by the file `server.json` that it keeps there while it runs: found, started, stopped."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from accord.cli.errors import Failed

FILE = "server.json"
STARTS_WITHIN = 120.0  # seconds; a cold disk on a small machine takes ten
STOPS_WITHIN = 60.0
ANSWERS_WITHIN = 15.0  # one that is gone is refused at once; a busy machine is not taken for one


def running(home: Path) -> str | None:
    """The address of the server that runs on this data folder, if it answers."""
    if (kept := _kept(home)) is None:
        return None
    address, _ = kept
    return address if _answers(address) else None


@contextmanager
def announced(home: Path, address: str) -> Iterator[None]:
    """While this process serves the folder, other commands find it; the newest counts."""
    home.mkdir(parents=True, exist_ok=True)
    (home / FILE).write_text(json.dumps({"address": address, "pid": os.getpid()}), encoding="utf-8")
    try:
        yield
    finally:
        if _kept(home) == (address, os.getpid()):
            (home / FILE).unlink(missing_ok=True)


def start(home: Path, host: str, port: int) -> str:
    """Start `accord serve` on this data folder and return its address once it answers.

    Raises:
        Failed: it ended or did not answer; the message carries the last lines of `server.log`.
    """
    log = home / "server.log"
    command = [sys.executable, "-m", "accord.cli", "serve", "--host", host, "--port", str(port)]
    environment = {**os.environ, "ACCORD_HOME": str(home)}
    with log.open("ab") as file:
        child = subprocess.Popen(
            command, env=environment, stdout=file, stderr=file, stdin=subprocess.DEVNULL, start_new_session=True
        )
    deadline = time.monotonic() + STARTS_WITHIN
    while child.poll() is None and time.monotonic() < deadline:
        kept = _kept(home)
        if kept is not None and kept[1] == child.pid and _answers(kept[0]):
            return kept[0]
        time.sleep(0.05)
    if child.poll() is None:
        child.terminate()
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
    raise Failed(f"the server on {host}:{port} did not start. {log} ends:\n  " + "\n  ".join(last))


def stop(home: Path) -> str | None:
    """Stop the server that runs on this data folder; its address, or None when none was running."""
    if (kept := _kept(home)) is None:
        return None
    address, pid = kept
    if not _answers(address):
        (home / FILE).unlink(missing_ok=True)
        return None
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOPS_WITHIN
    while _answers(address):
        if time.monotonic() > deadline:
            raise Failed(f"the server on {address} (process {pid}) does not stop")
        time.sleep(0.05)
    return address


def _kept(home: Path) -> tuple[str, int] | None:
    try:
        kept = json.loads((home / FILE).read_text(encoding="utf-8"))
        return str(kept["address"]), int(kept["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _answers(address: str) -> bool:
    parts = urlsplit(address)
    try:  # mostly nobody is there; to load a client only to hear that is a fifth of a server's start
        socket.create_connection((parts.hostname or "", parts.port or 80), timeout=ANSWERS_WITHIN).close()
    except OSError:
        return False
    import httpx2

    try:
        return httpx2.get(f"{address}/api/v1/health", timeout=ANSWERS_WITHIN).status_code == 200
    except httpx2.TransportError:
        return False
