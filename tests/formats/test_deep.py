"""Lists deep in one object, element by element; spans of a trace from anywhere in a file."""

import json

from accord.formats import Refused, Row, open_rows
from bench.streaming import sample, span


def exported(*spans):
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": list(spans)}]}]})


def test_a_trace_whose_spans_stand_in_several_exports_is_one_run(tmp_path):
    path = tmp_path / "traces.jsonl"
    path.write_text("\n".join(exported(span(number, call)) for call in (1, 0) for number in (1, 2)))
    rows = list(open_rows(path))
    assert [row.data["id"] for row in rows] == [f"{number:032x}" for number in (1, 2)]
    for row in rows:
        # the first call's question and answer, then what the second adds to them
        assert [step["agent"] for step in row.data["parts"]["run"]["steps"]] == [
            "user",
            "assistant",
            "user",
            "assistant",
        ]


def test_a_broken_export_costs_itself_only_however_long_the_lines_are(tmp_path):
    path = tmp_path / "traces.jsonl"
    long = {**span(1, 0), "name": "x" * 100_000}  # more than what is looked at to recognise a file
    path.write_text("\n".join([exported(long), exported(span(2, 0))[:-9], "", exported(span(3, 0))]))
    rows = list(open_rows(path))
    assert [(one.row, one.code) for one in rows if isinstance(one, Refused)] == [(2, "not-json")]
    assert "from its line on" in next(one.message for one in rows if isinstance(one, Refused))
    assert [row.data["id"] for row in rows if isinstance(row, Row)] == [f"{number:032x}" for number in (1, 3)]


def test_what_stands_before_the_cut_of_a_log_comes_in(tmp_path):
    path = tmp_path / "log.json"
    samples = ", ".join(json.dumps(sample(number)) for number in range(3))
    path.write_text(f'{{"version": 2, "eval": {{"task": "booking"}}, "samples": [{samples}]}}'[:-900])
    *good, last = open_rows(path)
    assert [(row.data["id"], row.data["meta"]["task"]) for row in good] == [("0-1", "booking"), ("1-1", "booking")]
    assert last.code == "not-json" and "Nothing after it is read" in last.message
