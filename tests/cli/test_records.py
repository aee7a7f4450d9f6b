"""`accord records`: the lead's list, and lists that are kept under a name."""

import json

YAML = "name: tone\nfields: {text: {type: text}}\nquestions: {tone: {type: label, options: [kind, curt]}}\n"


def test_a_list_is_kept_under_a_name_and_asked_for_by_it(accord):
    (accord.folder / "project.yaml").write_text(YAML)
    rows = [{"id": f"r{n}", "text": f"Words {n}", "meta": {"lang": "ar" if n % 2 else "en"}} for n in range(6)]
    (accord.folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    accord("project", "create", "project.yaml")
    accord("import", "tone", "rows.jsonl")
    kept = accord.json("records", "tone", "--state", "open", "--sort", "newest", "--keep", "waiting")
    assert [one["id"] for one in kept] == ["r5", "r4", "r3", "r2", "r1", "r0"]
    assert accord.json("records", "tone", "--view", "waiting") == kept
    assert accord.json("records", "tone", "--view", "waiting", "--state", "done") == []
    assert [one["id"] for one in accord.json("records", "tone", "--view", "waiting", "--words", "4")] == ["r4"]
    wrong = accord("records", "tone", "--view", "wating", code=2)
    assert "no view 'wating'; there are: waiting" in wrong.stderr
