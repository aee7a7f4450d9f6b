"""The application's edges: bodies, pages, headers, addresses that are not there."""

import gzip
import json

import pytest
from starlette.testclient import TestClient

from accord.ground.settings import Settings
from accord.server.app import create_app

API = "/api/v1"


@pytest.fixture
def small(db, tmp_path):
    return TestClient(create_app(Settings(home=tmp_path, max_body_mb=1), db), headers={"X-Accord": "1"})


def test_a_body_that_is_too_large_is_refused_however_it_comes(small):
    large = b'"' + b"x" * (1024 * 1024 + 1) + b'"'
    assert small.post(f"{API}/session", content=large).status_code == 413
    assert small.post(f"{API}/session", content=iter([large])).status_code == 413
    packed = small.post(f"{API}/session", content=gzip.compress(large), headers={"Content-Encoding": "gzip"})
    assert packed.status_code == 413


def test_gzip_is_unpacked_and_what_only_says_so_is_refused(small):
    body = gzip.compress(b'{"name": "x", "password": "y"}')
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    assert small.post(f"{API}/session", content=body, headers=headers).status_code == 401
    assert small.post(f"{API}/session", content=b"plain", headers=headers).status_code == 400


def test_gzip_in_several_parts_is_read_whole_and_one_that_ends_early_is_refused(small):
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    parts = gzip.compress(b'{"name": "x", ') + gzip.compress(b'"password": "y"}')
    assert small.post(f"{API}/session", content=parts, headers=headers).status_code == 401
    assert small.post(f"{API}/session", content=iter([parts[:20], parts[20:]]), headers=headers).status_code == 401
    cut = gzip.compress(b'{"name": "x", "password": "y"}')[:-9]
    refused = small.post(f"{API}/session", content=cut, headers=headers)
    assert (refused.status_code, "middle" in refused.json()["title"]) == (400, True)
    headers["Content-Encoding"] = "br"
    assert small.post(f"{API}/session", content=parts, headers=headers).status_code == 400


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", ["a"] * 3, {"a": float("nan")}])
def test_text_that_no_database_keeps_is_refused_where_it_stands(small, name):
    body = json.dumps({"name": name, "password": "y"})
    refused = small.post(f"{API}/session", content=body, headers={"Content-Type": "application/json"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"].startswith("/name")


@pytest.mark.parametrize("address", ["/session?x=%00", "/projects/a%00b", "/%00"])
def test_an_address_with_nul_is_refused(small, address):
    assert small.get(f"{API}{address}").status_code == 422


def test_a_mistake_of_ours_is_a_problem_document_that_tells_nothing_of_the_inside(db, tmp_path):
    app = create_app(Settings(home=tmp_path), db)

    @app.get("/broken")
    def broken():
        raise KeyError("secret")

    app.router.routes.insert(0, app.router.routes.pop())
    response = TestClient(app, raise_server_exceptions=False).get("/broken")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text


def test_answers_of_the_api_stay_with_the_one_who_asked(small):
    headers = small.get(f"{API}/health").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_what_is_not_json_is_a_400_and_what_does_not_fit_a_422(small):
    headers = {"Content-Type": "application/json"}
    assert small.post(f"{API}/session", content=b"{", headers=headers).status_code == 400
    refused = small.post(f"{API}/session", json={"name": 3})
    assert refused.status_code == 422
    assert {one["pointer"] for one in refused.json()["errors"]} == {"/name", "/password"}


def test_an_address_that_is_not_there_is_a_problem_document(small):
    response = small.get(f"{API}/nothing")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/p/x/annotate", "/..%2f..%2fapp.py", "/../app.py"])
def test_every_other_address_is_the_page_and_nothing_else(small, path):
    response = small.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "create_app" not in response.text


def test_operations_have_names_of_their_own(small):
    paths = small.get(f"{API}/openapi.json").json()["paths"]
    names = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(names) == len(set(names))
    assert all(
        "422" in operation["responses"]
        for path in paths.values()
        for operation in path.values()
        if operation["operationId"] != "health"
    )
