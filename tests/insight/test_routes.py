"""Reports over HTTP: leads and reviewers see them, nobody else; problems say where."""

import pytest
from starlette.testclient import TestClient

from accord.ground.settings import Settings
from accord.people.routes import current_caller
from accord.server.app import create_app
from tests.judging import Judging, pair

PROJECT = """
name: pairs
fields: {prompt: {type: text}, replies: {type: candidates}}
questions: {better: {type: preference, of: replies}, score: {type: rating, each: replies}}
stages: [{name: annotate, overlap: 3}]
"""


@pytest.fixture
def judging(db):
    judging = Judging(db, PROJECT).record(*(pair(f"r{number}") for number in range(3)))
    judging.votes("better", {"r0": "aab", "r1": "bbb", "r2": "ab"})
    judging.answer("r0", "q1", {"score": {"a": 1, "b": 2}})
    judging.answer("r0", "q2", {"score": {"a": 5, "b": 2}})
    return judging


@pytest.fixture
def client(judging, tmp_path):
    app = create_app(Settings(home=tmp_path), judging.db)
    app.dependency_overrides[current_caller] = lambda: judging.caller
    judging.caller = judging.admin
    return TestClient(app)


def test_quality_comes_with_intervals(client):
    body = client.get("/api/v1/projects/pairs/quality").json()
    better = body["questions"][0]
    assert better["question"] == "better"
    assert better["percent"]["estimate"] == pytest.approx((1 / 3 + 1 + 0) / 3)
    assert better["alpha"]["low"] <= better["alpha"]["high"]
    assert body["consensus_ties"] == 1


def test_disagreements_come_page_by_page(client):
    body = client.get("/api/v1/projects/pairs/disagreements", params={"question": "better", "limit": 1}).json()
    assert (body["total"], [one["id"] for one in body["records"]]) == (2, ["r2"])
    assert body["records"][0]["consensus"]["tied"] is True
    each = client.get("/api/v1/projects/pairs/disagreements", params={"question": "score"}).json()["records"]
    assert each[0]["consensus"]["confidence"].keys() == {"a", "b"}


def test_a_wrong_question_is_a_problem_with_the_nearest(client):
    answer = client.get("/api/v1/projects/pairs/disagreements", params={"question": "skore"})
    assert (answer.status_code, answer.json()["errors"][0]["nearest"]) == (422, "score")


def test_annotators_are_refused_and_strangers_find_nothing(client, judging):
    judging.caller = judging.member("ann", "annotator")
    assert client.get("/api/v1/projects/pairs/quality").status_code == 403
    assert client.get("/api/v1/projects/other/quality").status_code == 404
