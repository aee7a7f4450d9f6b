"""The command line as a newcomer meets it, in a fresh folder, in processes of its own."""

import json

import pytest


def lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_file_with_nothing_to_judge_says_what_it_looked_for(accord, tmp_path):
    said = accord("judge", lines(tmp_path / "x.jsonl", [{"height": 3}]), code=2).stderr
    assert "height" in said and "response_a" in said


def test_from_a_workflow_to_a_dataset(accord, tmp_path):
    accord("init", "side-by-side", "pairs")
    accord("project", "validate", "pairs")
    accord("project", "create", "pairs")
    report = json.loads(accord("import", "side-by-side", "pairs/sample.jsonl", "--json").stdout)
    assert report["inserted"] >= 20 and report["refused"] == []
    again = json.loads(accord("import", "side-by-side", "pairs/sample.jsonl", "--json").stdout)
    assert (again["inserted"], again["unchanged"]) == (0, report["inserted"])
    files = json.loads(accord("export", "side-by-side", "--format", "jsonl", "--out", "out", "--json").stdout)["files"]
    assert files
    listed = json.loads(accord("project", "list", "--json").stdout)
    assert [one["name"] for one in listed] == ["side-by-side"]
    assert accord("doctor").stdout.count("ok") >= 3


def test_bad_rows_are_named_and_stop_nothing_else(accord, tmp_path):
    accord("init", "side-by-side", "pairs")
    accord("project", "create", "pairs")
    good = json.loads((tmp_path / "pairs" / "sample.jsonl").read_text(encoding="utf-8").splitlines()[0])
    file = tmp_path / "mixed.jsonl"
    file.write_text(json.dumps(good) + "\n{broken\n" + json.dumps({"id": "x", "values": {}}) + "\n", encoding="utf-8")
    done = accord("import", "side-by-side", file, "--json", code=2)
    report = json.loads(done.stdout)
    assert report["inserted"] == 1
    assert [row["row"] for row in report["refused"]] == [2, 3]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("init", "sidebyside"), "side-by-side"),
        (("project", "create", "nowhere"), "nowhere"),
        (("import", "none", "missing.jsonl"), "missing.jsonl"),
        (("export", "none"), "none"),
        (("judge", "missing.jsonl"), "missing.jsonl"),
    ],
)
def test_errors_say_what_and_where_with_exit_code_2(accord, arguments, says):
    done = accord(*arguments, code=2)
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_and_a_link_are_made_for_people_and_machines(accord):
    assert json.loads(accord("key", "create", "notebook", "--json").stdout)["key"].startswith("acc_")
    assert "/sign-in#token=" in accord("user", "add", "ann").stdout
    assert "ann" in accord("user", "list").stdout
