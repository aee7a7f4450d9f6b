"""Datasets over HTTP: made, listed, shown, downloaded as one file or as a zip."""

import io
import json
import zipfile

import pytest
from starlette.testclient import TestClient

from accord.ground.settings import Settings
from accord.people.routes import current_caller
from accord.server.app import create_app

API = "/api/v1"


@pytest.fixture
def client(judging, tmp_path):
    app = create_app(Settings(home=tmp_path), judging.db)
    app.dependency_overrides[current_caller] = lambda: judging.caller
    judging.caller = judging.admin
    return TestClient(app)


@pytest.fixture
def dataset(client):
    answer = client.post(f"{API}/projects/pairs/datasets", json={"ties": "drop"})
    assert answer.status_code == 201
    return answer.json()


def test_a_dataset_is_made_listed_and_shown(client, dataset):
    assert dataset["version"] == 1
    assert dataset["hash"].startswith("sha256:")
    assert client.get(f"{API}/projects/pairs/datasets").json()["datasets"] == [dataset]
    assert client.get(f"{API}/datasets/{dataset['id']}").json() == dataset


def test_one_file_comes_as_it_is_and_says_what_was_left_out(client, dataset, tmp_path):
    answer = client.get(f"{API}/datasets/{dataset['id']}/export/trl-preference")
    assert answer.headers["content-disposition"] == 'attachment; filename="pairs-v1-preference.jsonl"'
    assert [json.loads(line)["meta"]["record"] for line in answer.text.splitlines()] == ["r1", "r2"]
    assert json.loads(answer.headers["accord-report"])["left_out"]["both bad"] == 1
    assert not list((tmp_path / "datasets").glob(".part-*"))


def test_several_files_come_as_a_zip(client, dataset):
    answer = client.get(f"{API}/datasets/{dataset['id']}/export/jsonl")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert "pairs-v1/responses.jsonl" in archive.namelist()
        assert len(archive.read("pairs-v1/responses.jsonl").splitlines()) == 13


def test_a_preview_shows_rows_and_report(client, dataset):
    body = client.get(f"{API}/datasets/{dataset['id']}/preview/trl-preference", params={"rows": 1}).json()
    assert len(body["files"][0]["rows"]) == 1
    assert body["report"]["listed"]["tie"] == ["r4"]


def test_problems_say_what_is_wrong(client, dataset):
    answer = client.get(f"{API}/datasets/{dataset['id']}/export/jsnol")
    assert (answer.status_code, answer.json()["errors"][0]["nearest"]) == (422, "jsonl")
    assert client.get(f"{API}/datasets/999/export/jsonl").status_code == 404
    assert client.post(f"{API}/projects/pairs/datasets", json={"tie": "drop"}).status_code == 422


def test_annotators_get_nothing(client, dataset, judging):
    judging.caller = judging.member("ann", "annotator")
    for path in (f"datasets/{dataset['id']}", f"datasets/{dataset['id']}/export/jsonl", "projects/pairs/datasets"):
        assert client.get(f"{API}/{path}").status_code == 403


def test_the_formats_are_listed(client):
    names = [one["name"] for one in client.get(f"{API}/formats").json()["formats"]]
    assert names == ["csv", "jsonl", "parquet", "refinement", "trl-preference"]
