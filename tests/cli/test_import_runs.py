"""`accord import` takes agent runs as they are left behind, a folder of them too, and rehearses before it does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "formats" / "data"


@pytest.fixture
def accord(tmp_path):
    def run(*arguments):
        environment = {**os.environ, "ACCORD_HOME": str(tmp_path / "home")}
        command = [sys.executable, "-m", "accord.cli", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)

    assert run("init", "agent-trajectory", tmp_path / "w").returncode == 0
    made = run("project", "create", tmp_path / "w" / "project.yaml")
    assert made.returncode == 0, made.stderr
    return run


def test_a_rehearsal_says_format_and_first_record_and_brings_nothing_in(accord):
    said = accord("import", "agent-trajectory", DATA / "genai-content.otlp.json", "--dry-run")
    assert said.returncode == 0, said.stderr
    assert "(otlp), because it has resourceSpans. 1 would come in, 0 would not" in said.stdout
    assert '"kind": "tool_call"' in said.stdout
    shown = json.loads(accord("import", "agent-trajectory", DATA / "travel.trajectory.json", "--json").stdout)
    assert (shown["inserted"], shown["refused"]) == (1, [])


def test_a_folder_is_all_of_its_files(accord):
    report = json.loads(accord("import", "agent-trajectory", DATA, "--json").stdout)
    assert report["refused"] == []
    # the two logs of Inspect are one sample, and two of the traces one trace
    assert report["inserted"] + report["updated"] + report["unchanged"] == 7
    assert report["inserted"] == 5


def test_a_file_that_does_not_fit_is_refused_with_its_place(accord, tmp_path):
    odd = tmp_path / "odd.jsonl"
    odd.write_text('{"id": "x", "values": {"rum": {"steps": []}}}\n')
    said = accord("import", "agent-trajectory", odd, "--dry-run", "--json")
    assert said.returncode == 2
    assert json.loads(said.stdout)["files"][0]["faults"][0]["row"] == 1
