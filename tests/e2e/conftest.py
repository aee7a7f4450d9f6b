"""A real server process with the demo's projects, and a real browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.browser import find

STATIC = Path(__file__).parents[2] / "src" / "accord" / "server" / "static" / "index.html"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Demo:
    """A running demo: its address, accounts and data folder."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        self.address = f"http://127.0.0.1:{port}"

    @property
    def accounts(self) -> dict[str, str]:
        return dict(json.loads((self.home / "demo-accounts.json").read_text()))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "ACCORD_HOME": str(self.home)}
        command = [sys.executable, "-m", "accord.cli", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    if not STATIC.is_file():
        pytest.fail("the pages are not built: `make web`, or run the tests by `make test`")
    one = Demo(tmp_path_factory.mktemp("demo"), free_port())
    started = one.run("demo", "--detach", "--port", str(one.port))
    assert started.returncode == 0, started.stderr
    yield one
    stopped = one.run("demo", "--stop")
    assert stopped.returncode == 0, stopped.stderr


@pytest.fixture(scope="session")
def chromium():
    path = find()
    if path is None:
        pytest.skip("no Chromium or Chrome is installed, and this user may not install one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
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
