"""The command on a data folder of its own: in this process where that is enough, in one of its own where it serves."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest


class Command:
    """`accord("project", "list")` runs it; `starts(...)` leaves a process running."""

    def __init__(self, folder, monkeypatch, **environment):
        self.folder = folder
        self.home = folder / "home"
        self._monkeypatch = monkeypatch
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ACCORD_")}
        self.environment = {**kept, "ACCORD_HOME": str(self.home), "COLUMNS": "120", "NO_COLOR": "1", **environment}

    def __call__(self, *arguments, code=0, given="", environment=None):
        """Run it and return what it said; the exit code must be `code`."""
        from accord.cli import app, errors

        out, err = io.StringIO(), io.StringIO()
        with self._monkeypatch.context() as patched:
            patched.chdir(self.folder)
            patched.setattr(os, "environ", {**self.environment, **(environment or {})})
            patched.setattr(sys, "argv", ["accord", *map(str, arguments)])
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8"))
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                ended = errors.guard(app)
        assert ended == code, out.getvalue() + err.getvalue()
        return SimpleNamespace(stdout=out.getvalue(), stderr=err.getvalue())

    def json(self, *arguments, **more):
        """Run it with --json; its result."""
        return json.loads(self(*arguments, "--json", **more).stdout)

    def run(self, *arguments, code=0, **more):
        """Run it as a process of its own."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        done = subprocess.run(
            self.line(*arguments), cwd=self.folder, env=self.environment, text=True, timeout=120, check=False, **pipes
        )
        assert done.returncode == code, f"{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        return done

    @contextlib.contextmanager
    def starts(self, *arguments):
        """A process until the block ends; stopped as by ctrl+c, it ends by itself."""
        process = subprocess.Popen(
            self.line(*arguments), cwd=self.folder, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
        assert "Traceback" not in said, said

    @staticmethod
    def line(*arguments):
        return [sys.executable, "-m", "accord.cli", *map(str, arguments)]


@pytest.fixture
def accord(tmp_path, monkeypatch):
    """The command in a fresh folder."""
    return Command(tmp_path, monkeypatch)


@pytest.fixture
def lines():
    """`lines(path, rows)` writes JSONL."""

    def write(path, rows):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return path

    return write
