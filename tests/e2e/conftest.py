"""A real server process with the demo's projects, and a real browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from tests.e2e.browser import find

STATIC = Path(__file__).parents[2] / "src" / "accord" / "server" / "static" / "index.html"
# a busy machine is no fault of a page; who waits for what comes waits no longer than before
PATIENCE = 90_000  # milliseconds
SLOWER = float(os.environ.get("ACCORD_E2E_SLOWER", "1"))  # how many times slower the pages' processor shall be


# what is counted by the day must not begin anew on the way: shortly before midnight the demo lives an hour later
LATER = """
from datetime import UTC, datetime, timedelta
from accord.ground import clock
clock.set_source(lambda: datetime.now(UTC) + timedelta(hours=1))
"""
NIGHT = time(23, 15)


class Demo:
    """A running demo: its address, accounts and data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._paths = list(filter(None, [os.environ.get("PYTHONPATH")]))
        if datetime.now(UTC).time() >= NIGHT:
            later = home.with_name(f"{home.name}-later")
            later.mkdir()
            (later / "sitecustomize.py").write_text(LATER)
            self._paths.insert(0, str(later))

    @property
    def address(self) -> str:
        """Where it runs; the system chose the port."""
        return str(json.loads((self.home / "server.json").read_text())["address"])

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def accounts(self) -> dict[str, str]:
        return dict(json.loads((self.home / "demo-accounts.json").read_text()))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "ACCORD_HOME": str(self.home), "PYTHONPATH": os.pathsep.join(self._paths)}
        command = [sys.executable, "-m", "accord.cli", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    if not STATIC.is_file():
        pytest.fail("the pages are not built: `make web`, or run the tests by `make test`")
    one = Demo(tmp_path_factory.mktemp("demo"))
    started = one.run("demo", "--detach", "--port", "0")
    assert started.returncode == 0, started.stderr
    yield one
    stopped = one.run("demo", "--stop")
    assert stopped.returncode == 0, stopped.stderr


@pytest.fixture(scope="session")
def chromium():
    path = find()
    if path is None:
        pytest.skip("no Chromium or Chrome is installed, and this user may not install one")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], timeout=PATIENCE)
        make = browser.new_context

        def new_context(**options):
            context = make(**options)
            context.set_default_timeout(PATIENCE)
            if SLOWER > 1:
                slow = {"rate": SLOWER}
                context.on(
                    "page",
                    lambda page: context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", slow),
                )
            return context

        browser.new_context = new_context
        yield browser
        browser.close()


@pytest.fixture
def sign_in(demo, chromium):
    """`sign_in(name)`: a page of that person, in a browser context of its own; script errors fail the test."""
    contexts, errors = [], []

    def page_of(name, **options):
        context = chromium.new_context(base_url=demo.address, viewport={"width": 1280, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{demo.address}/sign-in")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(demo.accounts[name])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{demo.address}/")
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert errors == []
