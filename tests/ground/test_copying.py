"""Everything that one database holds is in its copy on the other kind of database, and work goes on there."""

import pytest
from sqlalchemy import select, text
from starlette.testclient import TestClient

from accord.corpus.service import find_again
from accord.ground.audit import verify
from accord.ground.copying import copy
from accord.ground.database import connect
from accord.ground.errors import Conflict
from accord.ground.migrations import migrate
from accord.ground.settings import Settings
from accord.ground.tables import metadata
from accord.server.app import create_app
from tests.corpus.test_corpus import lead  # noqa: F401 - a project with a corpus

API = "/api/v1"


@pytest.fixture
def other(db, tmp_path, request):
    """An empty database of the other kind."""
    if db.dialect == "postgresql":
        url = f"sqlite:///{tmp_path / 'other.db'}"
        made = connect(url)
        migrate(made)
        yield made
        made.close()
        return
    url, admin = request.getfixturevalue("postgres_template")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE the_other TEMPLATE template_accord"))
    made = connect(url.set(database="the_other").render_as_string(hide_password=False))
    yield made
    made.close()
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE the_other WITH (FORCE)"))


def everything(db):
    with db.read() as c:
        return {
            table.name: [dict(row) for row in c.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in metadata.sorted_tables
        }


def answered(http, text):
    """The next record, claimed and answered with one claim."""
    [given] = http.post(f"{API}/projects/facts/claim", json={"count": 1}).json()["assignments"]
    answers = {"claims": {"value": [{"id": "c1", "text": text, "answers": {"evidence": {"value": []}}}]}}
    http.post(f"{API}/assignments/{given['id']}/submit", json={"answers": answers}).raise_for_status()


def test_a_copy_on_the_other_kind_of_database_holds_every_row_and_work_goes_on_there(lead, db, other, tmp_path):  # noqa: F811
    answered(lead, "The pope drafted it.")
    lead.post(f"{API}/projects/facts/records", json=[{"id": "r2", "values": {"answer": "It was in 1494."}}])
    heard = []
    counts = copy(db, other, find_again, heard.append)
    there = everything(other)
    assert there == everything(db)
    assert {name: len(rows) for name, rows in there.items()} == counts
    assert heard[-1] == sum(counts.values())
    assert counts["responses"] == 1 and counts["records"] == 2 and counts["corpus_passages"] > 3
    assert verify(other) == verify(db)

    # who was signed in still is; the next answer has the next number; the corpus is found by its words
    http = TestClient(create_app(Settings(home=tmp_path / "there"), other), headers={"X-Accord": "1"}, cookies=lead.cookies, base_url="http://accord.test")  # fmt: skip
    answered(http, "It was in 1494.")
    assert [row["id"] for row in everything(other)["responses"]] == [1, 2]
    for words, key in (("earlier line", "bull"), ("退款", "refund"), ("كتاب", "kitab")):
        assert http.get(f"{API}/projects/facts/search", params={"q": words}).json()["hits"][0]["id"] == key

    with pytest.raises(Conflict, match="not empty"):
        copy(db, other, find_again)
