"""Votes that others published, imported as responses, have the agreement that was computed from their raw file.

`python bench/published.py FOLDER` does the same with CrowS-Pairs, BBQ's validations and AgentRewardBench, whose files are not ours to ship.
"""

import csv
import json
from pathlib import Path

import pytest

API = "/api/v1"
VOTES = Path(__file__).parent / "data" / "hanna_votes.csv"
# from the raw file, by an implementation of its own; people who all say no to "incorrectness" leave nothing to compute
RAW = {"guidelines": 0.23, "unsubstantiated": 0.25, "superfluous": 0.09, "incorrectness": None}


def test_the_user_study_of_hanna_has_its_agreement(sign):
    with VOTES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = [name for name in rows[0] if name not in ("explanation", "person")]
    questions = {name: {"type": "label", "options": ["yes", "no"]} for name in names}
    stages = [{"name": "annotate", "overlap": 3}]
    lead = sign("lee", "lead")
    spec = {"name": "hanna", "fields": {"what": {"type": "text"}}, "questions": questions, "stages": stages}
    assert lead.post(f"{API}/projects", json={"spec": spec}).status_code == 201
    records = [{"id": one, "values": {"what": one}} for one in {row["explanation"]: None for row in rows}]
    assert lead.post(f"{API}/projects/hanna/records", json=records).json()["inserted"] == 100
    said = "\n".join(
        json.dumps({"record": row["explanation"], "person": row["person"], "answers": {name: "yes" if row[name] == "1" else "no" for name in names}})
        for row in rows
    )  # fmt: skip
    report = lead.post(f"{API}/projects/hanna/responses", content=said, headers={"Content-Type": "application/x-ndjson"})  # fmt: skip
    assert report.json()["inserted"] == 300, report.text
    told = {one["question"]: one for one in lead.get(f"{API}/projects/hanna/quality").json()["questions"]}
    for name, alpha in RAW.items():
        found = told[name]["alpha"]
        if alpha is None:
            assert found is None or found["estimate"] is None, found
        else:
            assert found["estimate"] == pytest.approx(alpha, abs=0.005)
