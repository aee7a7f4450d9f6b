"""A package of its own brings a question type and a field type, for the server and the browser: built, installed, answered with."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.test_pages import violations
from tests.faults.server import Server

pytestmark = pytest.mark.browser

TOY = Path(__file__).parent / "toy"
PROJECT = "name: toys\nfields: {battery: {type: dial}}\nquestions: {when: {type: day, within: 3}}\n"


def test_a_package_brings_types_that_projects_use(chromium, tmp_path):
    site, home = tmp_path / "site", tmp_path / "home"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    built = subprocess.run([*pip, "--target", str(site), str(TOY)], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert (site / "accord_toy" / "web" / "day.js").is_file()
    paths = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "ACCORD_HOME": str(home), "PYTHONPATH": paths}

    def accord(*arguments, **more):
        command = [sys.executable, "-m", "accord.cli", *arguments]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, **more)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    (tmp_path / "project.yaml").write_text(PROJECT)
    assert '"field-dial"' in accord("project", "schema")
    accord("project", "create", str(tmp_path))
    (tmp_path / "records.jsonl").write_text(json.dumps({"id": "r1", "values": {"battery": 72}}))
    accord("import", "toys", str(tmp_path / "records.jsonl"))
    accord("user", "add", "lee", "--role", "lead", "--project", "toys", "--password", input="a good password\n")

    with Server(home, PYTHONPATH=paths) as server:
        context = chromium.new_context(base_url=f"http://{server.address}")
        page, errors = context.new_page(), []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto("/sign-in")
        page.get_by_label("Name").fill("lee")
        page.get_by_label("Password").fill("a good password")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="toys").first.wait_for()
        page.goto("/p/toys/annotate")
        page.get_by_text("72 of 100").wait_for()
        page.wait_for_function("getComputedStyle(document.querySelector('.toy-dial')).letterSpacing === '3px'")
        assert violations(page) == []
        page.keyboard.press("d")  # a key of its own
        page.keyboard.press("Enter")
        page.get_by_text("1 today").wait_for()
        (answered,) = page.request.get("/api/v1/projects/toys/mine").json()["assignments"]
        day = answered["answers"]["when"]["value"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
        listed = page.request.get("/api/v1/plugins").json()["plugins"]
        assert {one["module"] for one in listed} == {f"/plugins/accord-toy/1.0/{name}.js" for name in ("day", "dial")}
        for path in (
            "/plugins/accord-toy/1.0/../day.py",
            "/plugins/accord-toy/1.0/..%2fday.py",
            "/plugins/accord/1.0/day.js",
        ):
            assert page.request.get(path).status == 404
        refused = page.request.post(
            f"/api/v1/assignments/{answered['id']}/submit",
            data={"answers": {"when": {"value": "tomorrow"}}},
            headers={"X-Accord": "1"},
        )
        assert (refused.status, refused.json()["errors"][0]["code"]) == (422, "not-a-day")
        assert errors == []
        context.close()
