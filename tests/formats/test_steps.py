"""Messages become steps: nothing is dropped, results find their calls by id, what had to be mended is counted."""

import json

import pytest

from accord.formats import Refused, Row, open_rows, sniff
from accord.formats.steps import Run, add_chat
from accord.schema import check_record, parse

SPEC = parse("name: x\nfields: {run: {type: trajectory}}\nquestions: {ok: {type: label, options: [a, b]}}\n")


def call(name, arguments, call_id):
    return {"id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def steps_of(messages):
    run = Run()
    add_chat(run, messages)
    steps = run.ended()
    _, faults = check_record(SPEC, {"id": "1", "values": {"run": steps}})
    assert faults == []
    return steps, run.mended


def test_parallel_calls_are_siblings_and_results_come_in_any_order():
    steps, mended = steps_of([
        {"role": "user", "content": "Fly me out"},
        {"role": "assistant", "content": None, "tool_calls": [call("search", '{"to": "ZRH"}', "c1"), call("profile", "{}", "c2")]},
        {"role": "tool", "tool_call_id": "c2", "content": "Ann"},
        {"role": "tool", "tool_call_id": "c1", "content": "[]"},
    ])  # fmt: skip
    assert [(s["kind"], s.get("parent")) for s in steps] == [
        ("message", None),
        ("tool_call", "s0"),
        ("tool_call", "s0"),
        ("observation", "s2"),
        ("observation", "s1"),
    ]
    assert steps[1]["args"] == {"to": "ZRH"}
    assert steps[1]["meta"]["batch"] == steps[2]["meta"]["batch"]
    assert mended == {}


def test_what_is_broken_stays_and_is_counted():
    steps, mended = steps_of([
        {"role": "assistant", "content": "Let me see", "tool_calls": [call("search", "{broken", "c1"), call("late", "[1]", "c2")]},
        {"role": "tool", "tool_call_id": "nobody", "content": "42"},
        {"role": "tool", "tool_call_id": "c1", "content": "none"},
        {"role": "assistant", "content": None, "refusal": "I cannot"},
        {"role": "assistant", "content": None},
    ])  # fmt: skip
    assert steps[1]["args"] == {"_raw": "{broken"}
    assert steps[1]["parent"] == "s0"
    assert steps[2]["meta"]["not_run"] is True
    assert steps[3]["meta"]["orphan"] is True
    assert steps[5]["content"] == "I cannot"
    assert mended == {"arguments-that-are-no-object": 2, "result-without-call": 1, "call-without-result": 1}


@pytest.mark.parametrize(
    "messages",
    [[{"content": "x"}], ["hello"], [{"role": 3, "content": "x"}], [{"role": "user", "content": 3}]],
)
def test_what_is_no_message_is_said(messages):
    with pytest.raises(ValueError, match="message 0"):
        add_chat(Run(), messages)


def test_runs_of_tau_bench_come_in_with_goal_and_policy_and_without_the_reward_in_sight(tmp_path):
    run = {
        "task_id": 4,
        "trial": 1,
        "reward": 0.0,
        "info": {"task": {"instruction": "You want a refund.", "actions": [{"name": "refund"}]}},
        "traj": [
            {"role": "system", "content": "# Policy"},
            {"role": "user", "content": "I want a refund"},
            {"role": "assistant", "content": None, "tool_calls": [call("refund", '{"order": 3}', "c1")]},
            {"role": "tool", "tool_call_id": "c1", "name": "refund", "content": "done"},
        ],
    }
    path = tmp_path / "runs.json"
    path.write_text(json.dumps([run, {**run, "traj": []}, {**run, "traj": ["x"]}]))
    assert sniff(path) == "tau-bench"
    rows = list(open_rows(path))
    assert [type(row) for row in rows] == [Row, Refused, Refused]
    record = rows[0].data
    assert record["parts"]["run"]["goals"] == ["You want a refund."]
    assert [step["kind"] for step in record["parts"]["run"]["steps"]] == ["message", "tool_call", "observation"]
    assert record["parts"]["policy"][0]["text"] == "# Policy"
    assert record["meta"]["reward"] == 0.0
