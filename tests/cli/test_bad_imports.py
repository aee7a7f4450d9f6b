"""Files that are wrong in the ways in which files are wrong: refused or mended visibly, row by row; the good rows come in."""

import json
import sys
from pathlib import Path

import pytest

from accord.cli import main

DATA = Path(__file__).parents[1] / "formats" / "data"
PROJECT = """
name: bad
fields: {run: {type: trajectory, required: false}, talk: {type: chat, required: false}, said: {type: text, required: false}}
questions: {fair: {type: label, options: [fair, unfair]}}
"""


@pytest.fixture
def accord(tmp_path, monkeypatch, capsys):
    """`accord(...)`: the command in this process; its exit code, what it printed, what it complained."""
    monkeypatch.setenv("ACCORD_HOME", str(tmp_path / "home"))

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["accord", *map(str, arguments)])
        try:
            code = main()
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return code or 0, said.out, said.err

    (tmp_path / "project.yaml").write_text(PROJECT)
    assert run("project", "create", tmp_path / "project.yaml")[0] == 0
    return run


def lines(path, *rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return path


CALL = {"id": "c1", "type": "function", "function": {"name": "find", "arguments": "{broken"}}
FLAT = "id,said\n1,Hello\n2,Bye\n"


def reported(result):
    """The exit code, how many came in, and what was refused as (row, code)."""
    code, out, _ = result
    report = json.loads(out)
    return code, report["inserted"], [(one["row"], one["code"]) for one in report["refused"]]


def test_a_wrong_format_forced_on_a_file_is_refused_and_says_what_is_missing(accord, tmp_path):
    flat = tmp_path / "flat.csv"
    flat.write_text(FLAT)
    assert reported(accord("import", "bad", flat, "--format", "otlp", "--json")) == (2, 0, [(1, "not-json")])
    _, _, complaint = accord("import", "bad", flat, "--format", "otlp")
    assert "looks like csv: it has a header with columns. Leave --format out." in complaint
    code, _, complaint = accord("import", "bad", flat, "--format", "parquet")
    assert code == 2 and "flat.csv cannot be read as Parquet" in complaint
    code, _, complaint = accord("import", "bad", flat, "--format", "oltp")
    assert code == 2 and "there is no format 'oltp'" in complaint and "otlp" in complaint


def test_a_zip_that_is_cut_off_says_so(accord, tmp_path):
    cut = tmp_path / "cut.eval"
    cut.write_bytes((DATA / "run.eval").read_bytes()[:3000])
    code, _, complaint = accord("import", "bad", cut)
    assert code == 2 and "cut off" in complaint and "Copy it again" in complaint


def test_arguments_that_are_no_json_and_missing_results_come_in_marked(accord, tmp_path):
    messages = [{"role": "user", "content": "Find it."}, {"role": "assistant", "content": None, "tool_calls": [CALL]}]
    runs = tmp_path / "runs.json"
    runs.write_text(json.dumps([{"task_id": 1, "trial": 0, "reward": 0.0, "traj": messages}]))
    code, out, _ = accord("import", "bad", runs, "--dry-run", "--json")
    [file] = json.loads(out)["files"]
    assert (code, file["format"], file["fit"]) == (0, "tau-bench", 1)
    call = file["first"]["values"]["run"]["steps"][1]
    assert call["args"] == {"_raw": "{broken"} and call["meta"]["not_run"] is True
    assert file["first"]["meta"]["mended"] == {"arguments-that-are-no-object": 1, "call-without-result": 1}


def test_two_formats_in_one_file_and_roles_that_nobody_knows_cost_their_rows_only(accord, tmp_path):
    export = (DATA / "openinference.otlp.json").read_text().replace("\n", " ")
    chats = [
        {"id": "a", "values": {"talk": [{"role": "narrator"}]}},
        {"id": "b", "values": {"talk": [{"role": "user", "content": "Hi"}]}},
    ]
    mixed = lines(tmp_path / "mixed.jsonl", *chats, export, {"id": "k", "values": {"said": "Hello"}})
    code, inserted, refused = reported(accord("import", "bad", mixed, "--format", "jsonl", "--json"))
    assert (code, inserted) == (2, 2)
    assert [row for row, _ in refused] == [1, 3]
    # recognised by its first line as traces: the other shape is what is refused
    other = lines(tmp_path / "other.jsonl", export, {"id": "m", "values": {"said": "Hello"}})
    code, inserted, refused = reported(accord("import", "bad", other, "--json"))
    assert (code, inserted, [row for row, _ in refused]) == (2, 1, [2])


def test_a_mapping_that_misses_names_the_column_that_it_may_have_meant(accord, tmp_path):
    flat = tmp_path / "flat.csv"
    flat.write_text(FLAT)
    result = accord("import", "bad", flat, "--map", "said=sayd", "--json")
    assert reported(result) == (2, 0, [(2, "missing-column"), (3, "missing-column")])
    assert "did you mean 'said'?" in json.loads(result[1])["refused"][0]["message"]
    _, _, complaint = accord("import", "bad", flat, "--map", "said=sayd")
    assert "by --map FIELD=COLUMN" in complaint and "was read as csv" in complaint
    code, _, complaint = accord("import", "bad", flat, "--map", "sayd=said")
    assert code == 2 and "there is no field 'sayd'" in complaint and "did you mean 'said'" in complaint


def test_over_http_the_good_rows_come_in_and_each_bad_one_says_why(sign):
    lead = sign("lead", "lead")
    assert lead.post("/api/v1/projects", json={"yaml": PROJECT}).status_code == 201
    run = [{"id": "s0", "kind": "tool_call", "agent": "a", "tool": "find", "args": "{broken"}]
    rows = [
        {"id": "good", "values": {"said": "Hello"}},
        {"id": "args", "values": {"run": {"steps": run}}},
        {"id": "role", "values": {"talk": [{"content": "Once"}]}},
        {"id": "field", "values": {"sayd": "Hello"}},
        {"id": "better", "values": {"said": "Bye"}},
    ]
    body = "\n".join([*map(json.dumps, rows[:4]), '{"id": "cut", "val', json.dumps(rows[4])])
    report = lead.post(
        "/api/v1/projects/bad/records", content=body, headers={"Content-Type": "application/x-ndjson"}
    ).json()
    assert report["inserted"] == 3
    assert [one["row"] for one in report["refused"]] == [3, 4, 5]
    assert [one["pointer"] for one in report["refused"][:2]] == ["/values/talk/0/role", "/values/sayd"]
    # text where arguments should be is kept as it stands, for people to see
    kept = lead.get("/api/v1/projects/bad/records/args").json()["record"]
    assert kept["values"]["run"]["steps"][0]["args"] == "{broken"
