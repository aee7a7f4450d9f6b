"""Votes that others published, imported as responses, have the agreement that was computed from their raw file.

`python bench/published.py FOLDER` does the same with CrowS-Pairs and AgentRewardBench, whose files are not ours to ship.
"""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest

API = "/api/v1"
DATA = Path(__file__).parent / "data"
# from the raw file, by an implementation of its own; people who all say no to "incorrectness" leave nothing to compute
HANNA = {"guidelines": 0.23, "unsubstantiated": 0.25, "superfluous": 0.09, "incorrectness": None}


def rows_of(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def told(lead, name, questions, overlap, votes):
    """The quality of each question after records and votes (record, person, answers) went in over HTTP."""
    stages = [{"name": "annotate", "overlap": overlap}]
    spec = {"name": name, "fields": {"what": {"type": "text"}}, "questions": questions, "stages": stages}
    assert lead.post(f"{API}/projects", json={"spec": spec}).status_code == 201
    ids = {record: None for record, _, _ in votes}
    records = [{"id": one, "values": {"what": one}} for one in ids]
    assert lead.post(f"{API}/projects/{name}/records", json=records).json()["inserted"] == len(ids)
    said = "\n".join(json.dumps({"record": r, "person": p, "answers": a}) for r, p, a in votes)
    headers = {"Content-Type": "application/x-ndjson"}
    report = lead.post(f"{API}/projects/{name}/responses", content=said, headers=headers)
    assert report.json()["inserted"] == len(votes), report.text
    return {one["question"]: one for one in lead.get(f"{API}/projects/{name}/quality").json()["questions"]}


def test_the_user_study_of_hanna_has_its_agreement(sign):
    rows = rows_of("hanna_votes.csv")
    names = [name for name in rows[0] if name not in ("explanation", "person")]
    questions = {name: {"type": "label", "options": ["yes", "no"]} for name in names}
    votes = [(row["explanation"], row["person"], {n: "yes" if row[n] == "1" else "no" for n in names}) for row in rows]
    assert (len(votes), len({record for record, _, _ in votes})) == (300, 100)
    found = told(sign("lee", "lead"), "hanna", questions, 3, votes)
    for name, alpha in HANNA.items():
        estimate = (found[name]["alpha"] or {"estimate": None})["estimate"]
        assert estimate == (None if alpha is None else pytest.approx(alpha, abs=0.005))


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)  # 1,750 answers; the figures do not hang on the database
def test_the_validations_of_bbq_have_their_agreement_and_their_share_of_right_answers(sign):
    rows = rows_of("bbq_votes.csv")
    votes = [(row["question"], row["person"], {"answer": row["answer"]}) for row in rows]
    known = {row["question"]: row["right"] for row in rows}
    lead = sign("lee", "lead")
    found = told(lead, "bbq", {"answer": {"type": "label", "options": ["0", "1", "2"]}}, 5, votes)
    assert found["answer"]["alpha"]["estimate"] == pytest.approx(0.869, abs=0.0005)
    assert found["answer"]["percent"]["estimate"] == pytest.approx(0.913, abs=0.0005)
    assert (found["answer"]["records"], found["answer"]["people"], found["answer"]["labels"]) == (350, 15, 1750)
    # what came back out, against what is known: .951 in all, .90 for age, .97 at best
    right = defaultdict(list)
    for line in lead.get(f"{API}/projects/bbq/responses").text.splitlines():
        one = json.loads(line)
        right[one["record"].split("-")[0]].append(one["answers"]["answer"]["value"] == known[one["record"]])
    shares = {kind: sum(all_of) / len(all_of) for kind, all_of in right.items()}
    assert sum(map(sum, right.values())) / len(votes) == pytest.approx(0.951, abs=0.0005)
    assert (len(shares), min(shares, key=shares.get)) == (11, "Age")
    assert (round(shares["Age"], 2), round(max(shares.values()), 2)) == (0.90, 0.97)
