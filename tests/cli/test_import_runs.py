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


def test_a_folder_is_one_import_whose_report_finds_each_row_in_its_file(accord, tmp_path):
    runs = tmp_path / "runs"
    runs.mkdir()
    for number in range(60):
        turn = {"action": f"find {number}", "observation": "found", "thought": "look"}
        (runs / f"{number:02}.traj").write_text(json.dumps({"environment": "e", "trajectory": [turn]}))
    (runs / "20.traj").write_text('{"environment": "e", "trajectory": [], "action": 1, "observation": 2}')
    (runs / "30.bin").write_bytes(b"\x00\x01")
    (runs / "40.jsonl").write_text(
        '{"id": "a", "values": {"run": {"steps": []}}}\n\n{"id": "b", "values": {"rum": 1}}\n'
    )
    said = accord("import", "agent-trajectory", runs, "--dry-run")
    assert said.returncode == 2
    assert "60 files: SWE-agent run (.traj) (swe-agent), because each has a trajectory" in said.stdout
    assert "59 would come in, 1 would not" in said.stdout and said.stdout.count('"find 0"') == 1
    done = accord("import", "agent-trajectory", runs, "--json")
    assert done.returncode == 2, done.stderr
    report = json.loads(done.stdout)
    places = [(Path(one["file"]).name, one["row"], one["code"]) for one in report["refused"]]
    assert (report["inserted"], places) == (
        59,
        [
            ("20.traj", 1, "no-turns"),
            ("30.bin", 1, "unreadable"),
            ("40.jsonl", 1, "not-steps"),
            ("40.jsonl", 3, "unknown-field"),
        ],
    )
    entries = accord("audit", "list", "--json")
    brought = [one for one in json.loads(entries.stdout) if one["action"] == "records.import"]
    assert [one["detail"]["inserted"] for one in brought] == [59]
