"""The built web app as it is served: packed where that is asked for, never one file in another's place, nothing inline."""

import gzip

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from accord.ground.errors import NotFound
from accord.ground.http import problem
from accord.server import pages


@pytest.fixture
def site(tmp_path, monkeypatch):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Accord</title>")
    (tmp_path / "assets" / "app-1.js").write_text("let whole;")
    (tmp_path / "assets" / "app-1.js.gz").write_bytes(gzip.compress(b"let whole;"))
    (tmp_path / "assets" / "font.woff2").write_bytes(b"font")
    (tmp_path.parent / "secret.txt").write_text("secret")
    monkeypatch.setattr(pages, "STATIC", tmp_path.resolve())
    app = FastAPI(exception_handlers={NotFound: lambda request, error: problem(error)})
    app.include_router(pages.pages())
    return TestClient(app)


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "gzip"), ("identity", None)])
def test_a_script_comes_packed_to_who_takes_it(site, accepted, encoding):
    answer = site.get("/assets/app-1.js", headers={"Accept-Encoding": accepted})
    assert answer.text == "let whole;"
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "javascript" in answer.headers["content-type"]
    assert "immutable" in answer.headers["cache-control"]


def test_a_file_of_an_older_build_is_not_found_rather_than_the_page(site):
    assert site.get("/assets/app-0.js").status_code == 404


def test_an_address_of_the_app_is_the_page_and_is_asked_for_each_time(site):
    answer = site.get("/p/support/annotate")
    assert answer.text.startswith("<!doctype html>")
    assert answer.headers["cache-control"] == "no-cache"


def test_nothing_beside_the_built_files_is_served(site):
    assert "secret" not in site.get("/..%2fsecret.txt").text


def test_no_script_and_no_style_may_be_inline(site):
    assert "unsafe" not in site.get("/").headers["content-security-policy"]
