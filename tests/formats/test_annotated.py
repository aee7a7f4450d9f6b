"""Files that other people judged before: the record comes in, what they said is kept where judges here do not see it."""

import json

import pytest

from accord.formats import Refused, Unreadable, open_rows, registry, sniff
from accord.formats.hearing import Hearing
from accord.formats.mapping import apply
from accord.formats.rows import Said
from accord.schema import check_record, parse

RUN = parse("name: x\nfields: {run: {type: trajectory}}\nquestions: {ok: {type: label, options: [a, b]}}\n")
TEXT = parse(
    "name: x\nfields: {prompt: {type: text}, reply: {type: text}}\nquestions: {ok: {type: label, options: [a, b]}}\n"
)
TEAM = [
    {"role": "human", "content": "Which road is shorter?"},
    {"role": "Orchestrator (thought)", "content": "Ask for a map."},
    {"role": "Orchestrator (-> Surfer)", "content": "Find a map."},
    {"role": "Surfer", "content": None},
]
ARGILLA = [
    {
        "id": "r1",
        "fields": {"prompt": "Why?", "reply": "So."},
        "metadata": {"model": "m1"},
        "suggestions": {"tone": {"value": "curt", "score": 0.8, "agent": "judge"}},
        "responses": {"tone": [{"value": "curt", "user_id": "u1"}]},
        "vectors": {},
        "_server_id": "s1",
    },
    {"id": "r2", "fields": {}, "metadata": {}, "suggestions": {}, "responses": {}, "vectors": {}},
]


def kept(path, value):
    path.write_text(json.dumps(value))
    return path


def record(row, spec):
    made, faults = check_record(spec, apply({}, row, spec.fields))
    assert faults == []
    return made


def test_argilla_fields_become_values_and_what_people_said_is_kept(tmp_path):
    path = kept(tmp_path / "records.json", ARGILLA)
    assert sniff(path) == "argilla"
    good, bad = open_rows(path)
    made = record(good, TEXT)
    assert (made["id"], made["values"]) == ("r1", {"prompt": "Why?", "reply": "So."})
    assert made["meta"] == {"model": "m1", **{part: ARGILLA[0][part] for part in ("suggestions", "responses")}}
    assert (bad.row, bad.code, bad.id) == (2, "no-fields", "r2")


def test_argilla_settings_say_where_the_records_are(tmp_path):
    path = kept(tmp_path / "settings.json", {"guidelines": "", "fields": [], "questions": [], "metadata": []})
    assert sniff(path) == "argilla"
    with pytest.raises(Unreadable, match=r"records\.json"):
        list(open_rows(path))


def test_a_run_that_failed_by_somebody_is_told_by_its_agents(tmp_path):
    blamed = {"mistake_agent": "Surfer", "mistake_step": "3", "mistake_reason": "It opened nothing."}
    path = kept(tmp_path / "1.json", {"history": TEAM, "question": "Which road?", "question_ID": "q1", **blamed})
    assert sniff(path) == "who-and-when"
    [row] = open_rows(path)
    made = record(row, RUN)
    run = made["values"]["run"]
    assert (made["id"], run["goals"]) == ("q1", ["Which road?"])
    assert [(step["id"], step["agent"], step["kind"]) for step in run["steps"]] == [
        ("s0", "user", "message"),
        ("s1", "Orchestrator", "thought"),
        ("s2", "Orchestrator", "handoff"),
        ("s3", "Surfer", "message"),
    ]
    assert made["meta"]["mistake"] == {"agent": "Surfer", "step": "s3", "reason": "It opened nothing."}


def test_findings_beside_a_run_go_with_it(tmp_path):
    found = {
        "trajectory_id": "a1",
        "failures": [{"step_number": 4, "failed_agent": "Surfer"}],
        "root_cause": {"failure_id": 1},
    }
    beside = kept(tmp_path / "ground_truth.json", [found])
    path = kept(tmp_path / "a1.json", TEAM)
    assert sniff(path) == sniff(beside) == "agentrx"
    [row] = open_rows(path)
    made = record(row, RUN)
    assert made["id"] == "a1" and made["meta"]["findings"]["failures"] == found["failures"]
    [refused] = open_rows(beside)
    assert isinstance(refused, Refused) and refused.code == "not-a-run"
    broken = kept(tmp_path / "a2.json", [*TEAM, {"content": "who said this?"}])
    [refused] = open_rows(broken)
    assert (refused.code, refused.message) == ("not-messages", "message 4 has no role")


def test_every_format_that_is_read_says_what_it_is_known_by():
    assert [name for name, one in registry().items() if one.read and not one.signs] == []


SPANS = """
name: x
fields: {prompt: {type: text}, reply: {type: text}, replies: {type: candidates}}
questions:
  wrong: {type: marks, of: reply, labels: [name, date]}
  order: {type: ranking, of: replies, ties: true}
"""


def test_spans_and_ranks_of_other_tools_become_marks_and_places():
    spec = parse(SPANS)
    shape = {
        "id": "r",
        "values": {
            "prompt": "Who?",
            "reply": "😀 Ann in 1924.",
            "replies": [{"id": one, "text": one} for one in "abc"],
        },
    }
    spans = [{"start": 2, "end": 5, "label": "name", "score": 0.9}, {"start": 9, "end": 13, "label": "date"}]
    ranks = [{"value": "b", "rank": 1}, {"value": "a", "rank": 2}, {"value": "c", "rank": 1}]
    misplaced = {"question": "wrong", "value": [{"start": 2, "end": 99, "label": "name"}]}
    said = Said(
        ({"question": "wrong", "value": spans}, misplaced), (("argilla-u1", {"wrong": spans, "order": ranks}, ""),)
    )
    hearing = Hearing(spec)
    made = hearing.record(1, shape, said)
    [suggested] = made["suggestions"]
    assert [(one["anchor"]["quote"], one["label"]) for one in suggested["value"]] == [("Ann", "name"), ("1924", "date")]
    [row] = hearing.responses()
    assert row.data["answers"]["order"] == [["b", "c"], ["a"]]
    assert [one["anchor"]["quote"] for one in row.data["answers"]["wrong"]] == ["Ann", "1924"]
    assert [(one["what"], one["question"]) for one in hearing.kept()] == [("suggestions", "wrong")]
    assert made["meta"]["suggestions"]["wrong"]["value"] == misplaced["value"]  # as it came, to be looked at
