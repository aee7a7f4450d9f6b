"""Files brought in by the page: what they are taken for, columns mapped, seen as people will see them, mended and brought in again."""

import csv
import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_gates import look
from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser

YAML = """name: bring-in
title: Replies to judge
fields: {question: {type: text}, reply: {type: text, format: markdown}}
questions: {tone: {type: label, options: [friendly, curt]}}
"""
TASKS = [
    {"id": 1, "data": {"question": "Where is my parcel?", "reply": "On its **way**."}, "annotations": []},
    {"id": 2, "data": {"question": "¿Y el recibo?", "reply": "Adjunto."}, "annotations": [{"id": 9, "result": []}]},
]
TABLE = "key,asked,said,model\nc1,Can I return it?,Within 14 days.,m-1\nc2,Can I swap it?,,m-2\nc3,لماذا؟,لأنها مكسورة,m-1\n"


def given(name, text):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


def choose(page, *files):
    """Send files by the input that the button opens, and wait for what the server says of them."""
    with page.expect_response(re.compile("/look$")):
        page.get_by_label("Choose files").set_input_files(list(files))
    page.get_by_role("heading", name="What these files are").wait_for()


def bring(page, counts):
    button = page.get_by_role("button", name="Import", exact=True)
    expect(button).to_be_enabled()
    button.press("Enter")
    page.get_by_text(counts).first.wait_for(timeout=120_000)


@pytest.fixture
def page(demo, sign_in):
    page = sign_in("lead")
    page.request.post("/api/v1/projects", data={"yaml": YAML}, headers={"X-Accord": "1"})
    page.goto(f"{demo.address}/p/bring-in/records")
    page.get_by_role("link", name="Bring records in").press("Enter")
    page.get_by_role("heading", name="Drop files or a folder here").wait_for()
    return page


def test_files_are_seen_before_they_come_in_and_refused_rows_are_mended(page, tmp_path):
    assert violations(page) == []
    look(page, "import-choose")
    choose(page, given("tasks.json", json.dumps(TASKS)))
    page.get_by_text("Label Studio tasks (JSON), because it is a list of tasks with data and annotations").wait_for()
    page.get_by_text("All 2 rows were looked at: 2 would come in, 0 would be refused.").wait_for()
    desk = page.locator(".import-desk")
    desk.get_by_role("radio", name="curt").wait_for()
    expect(desk.locator("strong", has_text="way")).to_have_count(1)
    assert violations(page) == []
    look(page, "import-found")
    page.get_by_role("button", name="Later").press("Enter")
    desk.get_by_text("Adjunto.").wait_for()
    page.reload()  # the files are there still
    page.get_by_text("All 2 rows were looked at").wait_for()
    bring(page, "2 new, 0 changed, 0 as before, 0 refused")

    choose(page, given("table.csv", TABLE))
    asked = page.get_by_label("Column for question")
    expect(page.get_by_label("Column for id")).to_have_value("key")
    page.get_by_label("Column for reply").select_option("said")
    with page.expect_response(re.compile("/look$")):
        asked.select_option("asked")
    page.get_by_text("All 3 rows were looked at: 2 would come in, 1 would be refused.").wait_for()
    page.get_by_text("the column 'said', which is to become reply, is empty").wait_for()
    page.get_by_text("Kept in meta, which people do not see: model.").wait_for()
    assert violations(page) == []
    look(page, "import-columns")
    bring(page, "2 new, 0 changed, 0 as before, 1 refused")
    page.get_by_text("table.csv, row 3").wait_for()
    assert violations(page) == []
    look(page, "import-done")
    with page.expect_download() as wanted:
        page.get_by_role("link", name="Refused rows (CSV)").click()
    path = tmp_path / "refused.csv"
    wanted.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["refused.row"], row["key"], row["asked"]) == ("3", "c2", "Can I swap it?")
    row["said"] = "Yes."
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    with page.expect_response(re.compile("/look$")):
        page.get_by_label("Choose files").set_input_files(path)
    page.get_by_text("because it says of each row why it was refused").wait_for()
    page.get_by_label("Column for question").select_option("asked")
    page.get_by_label("Column for reply").select_option("said")
    page.get_by_text("The only row was looked at: 1 would come in, 0 would be refused.").wait_for()
    bring(page, "1 new, 0 changed, 0 as before, 0 refused")
    page.get_by_role("heading", name="Imports before").wait_for()
    page.reload()
    page.get_by_text("1 new, 0 changed, 0 as before, 0 refused").wait_for()
    kept = page.request.get("/api/v1/projects/bring-in/records/c2").json()["record"]
    assert kept == {**kept, "values": {"question": "Can I swap it?", "reply": "Yes."}, "meta": {"model": "m-2"}}
    page.get_by_role("link", name="To the records").click()
    page.get_by_text("5 records").wait_for()
