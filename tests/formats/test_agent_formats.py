"""Files that agents leave behind become runs: every message once, results with their calls, what is broken refused by its row."""

import json
import sys
from importlib import import_module
from pathlib import Path

import pytest

from accord.cli.judge import propose
from accord.formats import Refused, Row, inspect_log, open_rows, registry, sniff
from accord.formats.mapping import apply
from accord.schema import check_record, parse

DATA = Path(__file__).parent / "data"
SPEC = parse("name: x\nfields: {run: {type: trajectory}}\nquestions: {ok: {type: label, options: [a, b]}}\n")
OTHER = parse("name: x\nfields: {trace: {type: trajectory}}\nquestions: {ok: {type: label, options: [a, b]}}\n")
PARALLEL = [
    ("message", None, None),
    ("message", None, None),
    ("tool_call", "s1", "search_flights"),
    ("tool_call", "s1", "read_profile"),
    ("observation", "s2", "search_flights"),
    ("observation", "s3", "read_profile"),
    ("message", None, None),
]


def records(path, format="auto"):
    out = []
    for row in open_rows(path, format):
        assert isinstance(row, Row), row
        record, faults = check_record(SPEC, apply({}, row, SPEC.fields))
        assert faults == []
        out.append(record)
    return out


def told(record):
    return [(step["kind"], step.get("parent"), step.get("tool")) for step in record["values"]["run"]["steps"]]


def written(tmp_path, name, *objects):
    path = tmp_path / name
    lines = name.endswith("jsonl")
    path.write_text("\n".join(map(json.dumps, objects)) if lines else json.dumps(objects[0]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name", ["genai-content.otlp.json", "genai-content.protobuf-json.json", "openinference.otlp.json"]
)
def test_a_trace_is_told_once_whatever_its_convention(name):
    path = DATA / name
    assert sniff(path) == "otlp"
    (record,) = records(path)
    assert told(record) == PARALLEL
    steps = record["values"]["run"]["steps"]
    assert [step["tokens"] for step in steps if "tokens" in step] == [{"in": 50, "out": 12}] * 2
    assert steps[2]["args"] == {"origin": "ZRH", "destination": "LIS"}


def test_the_same_trace_has_the_same_ids_in_hex_and_in_base64():
    first, second = (records(DATA / f"genai-content.{end}.json")[0]["id"] for end in ("otlp", "protobuf-json"))
    assert first == second
    assert len(first) == 32


def test_a_trace_without_content_says_how_to_record_it():
    (record,) = records(DATA / "genai-no-content.otlp.json")
    assert [kind for kind, _, _ in told(record)] == ["tool_call", "observation"] * 2
    assert "CAPTURE_MESSAGE_CONTENT" in record["meta"]["note"]


@pytest.mark.parametrize("name", ["run.eval", "run.json"])
def test_logs_of_inspect_are_read_from_the_zip_and_from_json(name):
    assert sniff(DATA / name) == "inspect"
    (record,) = records(DATA / name)
    assert [kind for kind, _, _ in told(record)] == ["message"] * 3 + ["tool_call", "observation", "message"]
    assert record["meta"]["scores"] == {"includes": "C"}
    assert record["group"] == "s1"


def test_a_cut_off_zip_is_said(tmp_path):
    path = tmp_path / "run.eval"
    path.write_bytes((DATA / "run.eval").read_bytes()[:3000])
    with pytest.raises(ValueError, match="cut off"):
        list(open_rows(path))


def test_a_member_that_unpacks_to_more_than_it_says_or_ends_early_is_refused():
    zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    packed = zstd.compress(b"x" * 100_000)
    assert inspect_log._unpacked(packed, 100_000) == b"x" * 100_000
    with pytest.raises(ValueError, match="more than it says"):
        inspect_log._unpacked(packed, 99_999)
    with pytest.raises(ValueError, match="cut off"):
        inspect_log._unpacked(packed[:-3], 100_000)
    with pytest.raises(ValueError):
        inspect_log._unpacked(b"no frame at all", 100_000)


def test_one_step_of_atif_is_several_of_ours():
    (record,) = records(DATA / "travel.trajectory.json")
    assert told(record)[3:7] == [
        ("tool_call", "s2", "search_flights"),
        ("tool_call", "s2", "read_profile"),
        ("observation", "s4", "read_profile"),
        ("observation", "s3", "search_flights"),
    ]
    assert sum(step.get("cost", 0) for step in record["values"]["run"]["steps"]) == pytest.approx(0.0008)
    assert {step["meta"]["atif_step"] for step in record["values"]["run"]["steps"]} == {1, 2, 3, 4}


def test_blocks_of_anthropic_messages_become_steps(tmp_path):
    talk = {
        "id": "t1",
        "system": "You book travel.",
        "messages": [
            {"role": "user", "content": "Book it"},
            {"role": "assistant", "content": [
                {"type": "redacted_thinking", "data": "xyz"},
                {"type": "thinking", "thinking": "I search", "signature": "s"},
                {"type": "tool_use", "id": "u1", "name": "search", "input": {"to": "LIS"}},
                {"type": "tool_use", "id": "u2", "name": "profile", "input": {}},
            ]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "u2", "content": [{"type": "text", "text": "Ann"}]},
                {"type": "tool_result", "tool_use_id": "u1", "content": "none", "is_error": True},
                {"type": "text", "text": "Hurry up"},
            ]},
        ],
    }  # fmt: skip
    path = written(tmp_path, "a.jsonl", talk)
    assert sniff(path) == "anthropic"
    (record,) = records(path)
    steps = record["values"]["run"]["steps"]
    assert [(s["kind"], s["agent"]) for s in steps] == [
        ("message", "system"),
        ("message", "user"),
        ("thought", "assistant"),
        ("thought", "assistant"),
        ("tool_call", "assistant"),
        ("tool_call", "assistant"),
        ("observation", "profile"),
        ("observation", "search"),
        ("message", "user"),
    ]
    assert "content" not in steps[2] and steps[2]["meta"]["redacted"]
    assert (steps[6]["parent"], steps[7]["parent"], steps[7]["error"]) == ("s5", "s4", "failed")


def test_items_of_the_responses_api_are_matched_by_call_id(tmp_path):
    items = [
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Book it"}]},
        {"type": "reasoning", "id": "x", "summary": [], "encrypted_content": "secret"},
        {"type": "function_call", "id": "x", "call_id": "c1", "name": "search", "arguments": '{"to": "LIS"}'},
        {"type": "function_call_output", "id": "x", "call_id": "c1", "output": "TP931"},
        {"type": "web_search_call", "id": "w1", "status": "completed", "action": {"query": "weather"}},
        {"type": "mcp_call", "id": "m1", "name": "pay", "arguments": "{}", "output": "ok", "server_label": "bank"},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Done"}]},
        {"type": "compaction", "id": "z"},
    ]
    for path in (written(tmp_path, "a.json", items), written(tmp_path, "b.jsonl", {"id": "r", "input": items})):
        assert sniff(path) == "openai-responses"
        (record,) = records(path)
        assert [kind for kind, _, _ in told(record)] == [
            *("message", "thought", "tool_call", "observation", "tool_call", "tool_call", "observation", "message"),
            "message",
        ]
        assert "secret" not in json.dumps(record)


def test_a_turn_of_swe_agent_is_thought_command_and_what_came_back(tmp_path):
    run = {
        "environment": "main",
        "trajectory": [
            {"action": "ls src\n", "observation": "a.py", "response": "", "state": "{}", "thought": "Look."},
            {"action": "submit", "observation": "", "response": "", "state": "{}", "thought": "Done."},
        ],
        "history": [
            {"role": "user", "content": "A demonstration", "is_demo": True},
            {"role": "user", "content": "Fix the bug"},
        ],
        "info": {"exit_status": "submitted"},
    }
    path = written(tmp_path, "one.traj", run)
    assert sniff(path) == "swe-agent"
    (record,) = records(path)
    assert [kind for kind, _, _ in told(record)] == ["thought", "tool_call", "observation", "thought", "tool_call"]
    assert record["values"]["run"]["goals"] == ["Fix the bug"]


def test_a_session_of_adk_and_spans_of_datadog_are_runs(tmp_path):
    session = {
        "id": "s",
        "appName": "travel",
        "events": [
            {"author": "user", "timestamp": 1.5, "content": {"role": "user", "parts": [{"text": "Book it"}]}},
            {"author": "agent", "content": {"parts": [{"functionCall": {"id": "f1", "name": "search", "args": {"to": "LIS"}}}]}},
            {"author": "agent", "content": {"parts": [{"functionResponse": {"id": "f1", "name": "search", "response": {"n": 1}}}]}},
            {"author": "agent", "actions": {"transferToAgent": "payer"}},
        ],
    }  # fmt: skip
    path = written(tmp_path, "s.json", session)
    assert sniff(path) == "adk"
    assert [kind for kind, _, _ in told(records(path)[0])] == ["message", "tool_call", "observation", "handoff"]
    spans = [
        {"span_id": "1", "parent_id": "undefined", "trace_id": "t", "name": "agent", "start_ns": 1, "duration": 9, "meta": {"span.kind": "agent"}},
        {"span_id": "3", "parent_id": "1", "trace_id": "t", "name": "search", "start_ns": 5, "duration": 1, "meta": {"span.kind": "tool", "input": {"value": '{"to": "LIS"}'}, "output": {"value": "TP931"}}},
        {"span_id": "2", "parent_id": "1", "trace_id": "t", "name": "call", "start_ns": 2, "duration": 1, "metrics": {"input_tokens": 5}, "meta": {"span.kind": "llm", "input": {"messages": [{"role": "user", "content": "Book it"}]}, "output": {"messages": [{"role": "assistant", "content": "", "tool_calls": [{"name": "search", "arguments": {"to": "LIS"}, "tool_id": "c1"}]}]}}},
    ]  # fmt: skip
    path = written(tmp_path, "d.jsonl", *spans)
    assert sniff(path) == "datadog"
    assert told(records(path)[0]) == [
        ("message", None, None),
        ("tool_call", "s0", "search"),
        ("observation", "s1", "search"),
    ]


def test_tasks_of_label_studio_keep_their_annotations_aside(tmp_path):
    path = written(tmp_path, "l.json", [{"id": 7, "data": {"text": "Hello"}, "annotations": [{"result": []}]}])
    assert sniff(path) == "label-studio"
    spec = parse("name: x\nfields: {text: {type: text}}\nquestions: {ok: {type: label, options: [a, b]}}\n")
    record = apply({}, next(open_rows(path)), spec.fields)
    assert (record["id"], record["values"], list(record["meta"])) == ("task-7", {"text": "Hello"}, ["annotations"])


def test_a_text_file_is_a_record_only_by_its_ending(tmp_path):
    path = tmp_path / "letter.md"
    path.write_text("# Dear all\n", encoding="utf-8")
    assert sniff(path) == "document"
    assert next(open_rows(path)).data == {"id": "letter", "text": "# Dear all\n"}
    lines = tmp_path / "upload"
    lines.write_text('{"a": 1}\n{"a": 2}\n')
    assert sniff(lines) == "jsonl"
    (tmp_path / "note.txt").write_text("Dear all\n")
    assert sniff(tmp_path / "note.txt") == "document"
    (tmp_path / "empty.txt").write_text(" \n")
    assert isinstance(next(open_rows(tmp_path / "empty.txt")), Refused)


def test_a_run_goes_to_the_only_field_that_takes_runs_and_what_has_no_field_is_kept_aside():
    row = next(open_rows(DATA / "travel.trajectory.json"))
    assert list(apply({}, row, OTHER.fields)["values"]) == ["trace"]
    with_rules = Row(1, {"id": "1", "parts": {**row.data["parts"], "policy": [{"id": "p", "title": "P", "text": "x"}]}})
    record = apply({}, with_rules, OTHER.fields)
    assert (list(record["values"]), list(record["meta"])) == (["trace"], ["policy"])


def test_a_record_with_a_wrong_name_is_not_quietly_renamed():
    record = {"id": "1", "values": {"rum": {"steps": [{"kind": "message", "content": "x"}]}}}
    _, faults = check_record(SPEC, apply({}, Row(1, record), SPEC.fields))
    assert [fault.nearest for fault in faults if fault.nearest] == ["run"]


def test_a_run_is_judged_as_an_agent_run():
    rows = [dict(row.data) for row in open_rows(DATA / "genai-content.otlp.json")]
    assert propose(rows, None)[0].name == "agent-trajectory"


BROKEN = [
    {},
    {"x": 1},
    [],
    [1],
    {"messages": 3},
    {"events": [3]},
    {"steps": [None]},
    {"resourceSpans": [3]},
    {"traj": 1},
]


@pytest.mark.parametrize("format", [one.name for one in registry().values() if one.particular])
def test_a_format_forced_on_another_file_refuses_its_rows(tmp_path, format):
    for at, broken in enumerate(BROKEN):
        path = tmp_path / f"{at}.json"
        path.write_text(json.dumps(broken))
        for row in open_rows(path, format):
            assert isinstance(row, Refused) or check_record(SPEC, apply({}, row, SPEC.fields)) is not None
