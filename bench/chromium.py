"""A Chromium for the benches: starts it, and tells how much processor time its pages took, whatever else the machine does.

Linux only, for what the kernel counts of each thread (`/proc/PID/task/TID/schedstat`, in nanoseconds).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
PLAIN = """() => {
  const begin = performance.now();
  let sum = 0;
  for (let round = 0; round < 20; round += 1) {
    const found = new Map();
    for (let at = 0; at < 20000; at += 1) found.set(`word${at % 5000}`, (found.get(`word${at % 5000}`) ?? 0) + at);
    sum += [...found.keys()].sort().length;
  }
  return sum && performance.now() - begin;
}"""


@contextmanager
def browser(address: str, name: str, password: str) -> Iterator[Any]:
    """A context of a fresh browser, signed in."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = started.new_context(extra_http_headers={"X-Accord": "1"}, viewport={"width": 1280, "height": 800})
        assert context.request.post(f"{address}/api/v1/session", data={"name": name, "password": password}).ok
        yield context
        started.close()


def main_thread() -> float:
    """Milliseconds that the main threads of our pages have run: what a frame waits for."""
    return sum(_spent(Path(f"/proc/{pid}/task/{pid}/schedstat")) for pid in _renderers())


def all_threads() -> float:
    """Milliseconds that all threads of our pages have run, compositor and raster among them."""
    return sum(_spent(one / "schedstat") for pid in _renderers() for one in Path(f"/proc/{pid}/task").iterdir())


def yardstick(page: Page) -> float:
    """Milliseconds of processor time that a fixed piece of plain JavaScript takes here."""
    took = []
    for _ in range(5):
        begin = main_thread()
        page.evaluate(PLAIN)
        took.append(main_thread() - begin)
    return sorted(took)[2]


def settled(page: Page, quiet: float = 0.4) -> None:
    """Waits until the pages' threads rest."""
    before, calm = all_threads(), time.monotonic()
    while time.monotonic() - calm < quiet:
        page.wait_for_timeout(50)
        if (now := all_threads()) - before > 5:
            calm = time.monotonic()
        before = now


def _spent(path: Path) -> float:
    try:
        return int(path.read_text().split()[0]) / 1e6
    except (OSError, ValueError):  # it ended meanwhile
        return 0.0


def _renderers() -> list[int]:
    parents: dict[int, int] = {}
    for one in Path("/proc").iterdir():
        if one.name.isdigit():
            try:
                parents[int(one.name)] = int((one / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    own = {os.getpid()}
    while grown := {pid for pid, parent in parents.items() if parent in own} - own:
        own |= grown
    found = []
    for pid in own:
        try:
            if b"--type=renderer" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
        except OSError:
            continue
    return found
