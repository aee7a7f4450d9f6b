"""A server that stays when the command returns: started, found again and stopped by the file `server.json` in the data folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from accord.cli.errors import Failed

STARTS_WITHIN = 60.0  # seconds; a cold disk on a small machine takes ten
STOPS_WITHIN = 15.0


def running(home: Path) -> str | None:
    """The address of the server that this data folder started, if it still answers."""
    if (kept := _kept(home)) is None:
        return None
    address, _ = kept
    return address if _answers(address) else None


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
    address = f"http://{host}:{port}"
    deadline = time.monotonic() + STARTS_WITHIN
    while child.poll() is None and time.monotonic() < deadline:
        if _answers(address):
            (home / "server.json").write_text(json.dumps({"address": address, "pid": child.pid}), encoding="utf-8")
            return address
        time.sleep(0.1)
    if child.poll() is None:
        child.terminate()
    last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
    raise Failed(f"the server on {address} did not start; {log} ends:\n{last}")


def stop(home: Path) -> str | None:
    """Stop the server that this data folder started; its address, or None when none was running."""
    if (kept := _kept(home)) is None:
        return None
    address, pid = kept
    if not _answers(address):
        (home / "server.json").unlink()
        return None
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOPS_WITHIN
    while _answers(address):
        if time.monotonic() > deadline:
            raise Failed(f"the server on {address} (process {pid}) does not stop")
        time.sleep(0.1)
    (home / "server.json").unlink()
    return address


def _kept(home: Path) -> tuple[str, int] | None:
    try:
        kept = json.loads((home / "server.json").read_text(encoding="utf-8"))
        return str(kept["address"]), int(kept["pid"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _answers(address: str) -> bool:
    try:
        return httpx2.get(f"{address}/api/v1/health", timeout=2).status_code == 200
    except httpx2.TransportError:
        return False
