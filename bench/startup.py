"""How long `accord serve` takes until it answers, and how much memory it then has: `python bench/startup.py [--runs 5]`.

A fresh data folder is migrated on the first run; the runs after it find everything in place, as a restart does. The target is 1.5 s
and 100 MB. Python keeps what it compiled, as after an installation (a process of PYTHONDONTWRITEBYTECODE compiles everything at each
start: half a second). Beside it, in turns, a bare FastAPI application with SQLAlchemy and one address: what the parts cost that Accord stands on.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

BARE = """
import sqlalchemy, uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
class Health(BaseModel):
    status: str
app, engine = FastAPI(), sqlalchemy.create_engine("sqlite://")
@app.get("/api/v1/health", response_model=Health)
def health():
    with engine.connect() as c:
        return {"status": c.execute(sqlalchemy.text("SELECT 'ok'")).scalar()}
uvicorn.run(app, port=0)
"""
OURS = ["-m", "accord.cli", "serve", "--port", "0"]
AFTER = ("/", "/api/v1/openapi.json", "/api/v1/health")


def start(home: str, what: list[str], after: tuple[str, ...] = ()) -> tuple[float, float, float, float]:
    """Seconds until the first answer and how many of them it computed; MB resident then, and after a few requests."""
    began = time.perf_counter()
    command = [sys.executable, *what]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"ACCORD_HOME": home, "PYTHONPYCACHEPREFIX": str(Path(home).parent / "compiled")}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        assert server.stdout is not None
        said = next(line for line in server.stdout if "http://" in line)
        address = "http://" + said.partition("http://")[2].split()[0]
        _get(f"{address}/api/v1/health")
        took = time.perf_counter() - began
        process = psutil.Process(server.pid)
        spent, first = process.cpu_times(), process.memory_info().rss / 1e6
        for path in after:
            _get(address + path)
        later = process.memory_info().rss / 1e6
        server.terminate()
    return took, spent.user + spent.system, first, later


def _get(address: str) -> None:
    with urllib.request.urlopen(address) as response:
        response.read()


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as home:
        ours, plain = str(Path(home) / "accord"), str(Path(home) / "bare")
        fresh = [start(str(Path(home) / f"accord{again}"), OURS) for again in range(2)][1]
        both = [(start(plain, ["-c", BARE]), start(ours, OURS, AFTER)) for _ in range(runs + 1)][1:]
    print(f"new data folder: ready in {fresh[0]:.2f} s ({fresh[1]:.2f} s computing), {fresh[2]:.0f} MB")
    bare, median = ([statistics.median(column) for column in zip(*one, strict=True)] for one in zip(*both, strict=True))
    print(
        f"restart, median of {runs}: ready in {median[0]:.2f} s ({median[1]:.2f} s computing), {median[2]:.0f} MB resident"
    )
    print(f"after OpenAPI and the page: {median[3]:.0f} MB")
    print(
        f"bare FastAPI and SQLAlchemy: ready in {bare[0]:.2f} s ({bare[1]:.2f} s computing), {bare[2]:.0f} MB resident"
    )
    print(f"Accord computes {median[1] / bare[1]:.2f} times as long")


if __name__ == "__main__":
    main()
