"""The built web app as it is served: packed where that is asked for, never one file in another's place, nothing inline, and light."""

import gzip
import json

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


# what has to be there before the first record is read: the page, and the types of such a project
FIRST = (
    "index.html",
    "src/features/work/AnnotatePage.tsx",
    "src/fields/text/View.tsx",
    "src/fields/candidates/View.tsx",
    "src/fields/content/Markdown.tsx",
    "src/questions/label/parts.ts",
    "src/questions/preference/parts.ts",
)
LIGHT = 250_000


def test_the_page_where_people_answer_loads_less_than_250_kb():
    """Scripts and styles, packed, as they come over the line for labels and preferences on texts and candidates."""
    listed = pages.STATIC / ".vite" / "manifest.json"
    assert listed.is_file(), "the pages are not built: `make web`, or run the tests by `make test`"
    manifest = json.loads(listed.read_text())
    files, seen, ahead = set(), set(), list(FIRST)
    while ahead:
        if (name := ahead.pop()) in seen:
            continue
        seen.add(name)
        chunk = manifest[name]
        files.update([chunk["file"], *chunk.get("css", ())])
        ahead.extend(chunk.get("imports", ()))
    sizes = {file: len(gzip.compress((pages.STATIC / file).read_bytes())) for file in files}
    total = sum(sizes.values())
    heaviest = sorted(sizes.items(), key=lambda one: -one[1])[:8]
    print(f"first load of the annotate page: {total} bytes packed in {len(files)} files; {heaviest}")
    assert total < LIGHT, f"{total} bytes; the heaviest: {heaviest}"
