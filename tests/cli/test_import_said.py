"""What was said in another place comes in as suggestions and responses where the project asks the same; the rest is told."""

import json

PROJECT = """
name: replies
fields: {prompt: {type: text}, reply: {type: text}}
questions:
  tone: {type: label, options: [kind, curt]}
  score: {type: rating, min: 1, max: 5, required: false}
"""
DATASET = [
    {
        "id": "r1",
        "fields": {"prompt": "Why?", "reply": "So."},
        "metadata": {"model": "m1"},
        "suggestions": {"tone": {"value": "curt", "score": 0.8, "agent": "judge"}, "score": {"value": 9}},
        "responses": {
            "tone": [{"value": "curt", "user_id": "u1"}, {"value": "kind", "user_id": "u2"}],
            "score": [{"value": 2, "user_id": "u1"}, {"value": 7, "user_id": "u2"}],
            "topic": [{"value": "why", "user_id": "u1"}],
        },
        "vectors": {},
    },
    {
        "id": "r2",
        "fields": {"prompt": "How?", "reply": "Thus."},
        "suggestions": [{"question_name": "tone", "value": "rude"}],
        "responses": [
            {"values": {"tone": {"value": "kind"}}, "user_id": "u1", "status": "submitted"},
            {"values": {"tone": {"value": "curt"}}, "user_id": "u2", "status": "draft"},
            {"values": {"score": {"value": 3}}, "user_id": "u3", "status": "submitted"},
        ],
    },
    {"id": "r3", "fields": {"prompt": "Who?", "reply": "They."}, "suggestions": {}, "responses": {}},
]


def test_what_fits_comes_in_and_what_does_not_is_kept_and_told(accord, tmp_path):
    (tmp_path / "project.yaml").write_text(PROJECT)
    (tmp_path / "records.json").write_text(json.dumps(DATASET))
    accord("project", "create", "project.yaml")
    [rehearsed] = accord.json("import", "replies", "records.json", "--dry-run")["files"]
    report = accord.json("import", "replies", "records.json")
    assert (report["inserted"], report["refused"]) == (3, [])
    assert report["responses"] == {"inserted": 3, "updated": 0, "unchanged": 0}
    kept = [{key: part for key, part in one.items() if key != "file"} for one in report["kept"]]
    assert (rehearsed["responses"], rehearsed["kept"]) == (3, kept)
    assert [(one["what"], one["question"], one["count"]) for one in kept] == [
        ("suggestions", "score", 1),
        ("responses", "topic", 1),
        ("responses", "score", 1),
        ("suggestions", "tone", 1),
        ("responses", "tone", 1),
        ("responses", "score", 1),
    ]
    why = [one["why"] for one in kept]
    assert why[1] == "the project has no question of that name" and why[4] == "it is draft, not submitted"
    assert "not whole" in why[5]
    told = accord("import", "replies", "records.json").stdout + accord("import", "replies", "records.json").stderr
    assert "responses: 0 new, 0 changed, 3 as before" in told
    assert "kept in meta: 1 responses to topic: the project has no question of that name" in told

    accord("export", "replies", "--format", "jsonl", "--out", "out")
    given = [json.loads(line) for line in (tmp_path / "out" / "responses.jsonl").read_text().splitlines()]
    said = sorted((one["record"], json.dumps({n: e["value"] for n, e in one["answers"].items()})) for one in given)
    assert said == [("r1", '{"tone": "curt", "score": 2}'), ("r1", '{"tone": "kind"}'), ("r2", '{"tone": "kind"}')]
    records = [json.loads(line) for line in (tmp_path / "out" / "records.jsonl").read_text().splitlines()]
    first = next(one for one in records if one["id"] == "r1")
    assert first["suggestions"] == [{"question": "tone", "value": "curt", "score": 0.8, "agent": "judge"}]
    assert first["meta"] == {
        "model": "m1",
        "suggestions": {"score": {"value": 9}},
        "responses": {
            "topic": [{"value": "why", "person": "argilla-u1"}],
            "score": [{"value": 7, "person": "argilla-u2"}],
        },
    }
    assert "meta" not in next(one for one in records if one["id"] == "r3")
