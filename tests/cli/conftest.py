"""The command in processes of its own, as people run it."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def accord(tmp_path):
    """Runs the command in a folder of its own, on a data folder of its own."""

    def run(*arguments, code=0):
        environment = {**os.environ, "ACCORD_HOME": str(tmp_path / "home"), "COLUMNS": "120"}
        command = [sys.executable, "-m", "accord.cli", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return run
