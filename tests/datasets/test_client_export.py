"""The SDK's export leaves plain files in the folder that was named, whatever the way they came."""

import pytest
from starlette.testclient import TestClient

from accord.client import Client
from accord.ground.settings import Settings
from accord.people.routes import current_caller
from accord.server.app import create_app


@pytest.fixture
def client(judging, tmp_path):
    app = create_app(Settings(home=tmp_path), judging.db)
    app.dependency_overrides[current_caller] = lambda: judging.admin
    return Client(http=TestClient(app))


def test_several_files_are_unpacked(client, tmp_path):
    written = client.project("pairs").export("jsonl", tmp_path / "out")
    assert sorted(path.name for path in written) == [
        "consensus.jsonl",
        "dataset.json",
        "records.jsonl",
        "responses.jsonl",
    ]
    assert sorted((tmp_path / "out").iterdir()) == sorted(written)


def test_one_file_is_there_as_it_came(client, tmp_path):
    (path,) = client.project("pairs").export("trl-preference", tmp_path / "out")
    assert path.name == "pairs-v1-preference.jsonl"
    assert len(path.read_bytes().splitlines()) == 2
