"""Each workflow by keys alone: two people complete records, the lead sees how far they agree, the export says what was pressed."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from accord import workflows
from accord.schema import parse
from tests.e2e.waiting import READY

pytestmark = pytest.mark.browser

TABLE = YAML(typ="safe").load(Path(__file__).parent / "records" / "workflow_keys.yaml")
# those of several stages have a browser test of their own: test_refinement
NAMES = [one.name for one in workflows.list_() if len(parse(one.source).stages) == 1]
PEOPLE = ("annotator-1", "annotator-2")
ON_DESK = "many => many.find((words) => document.querySelector('.work-record')?.innerText.includes(words))"


@pytest.fixture(scope="module")
def people(demo, chromium):
    """One signed-in page a person, for all workflows; guidelines closed, as after the first day."""
    contexts, errors = {}, []
    for name in ("lead", *PEOPLE):
        context = chromium.new_context(
            base_url=demo.address, viewport={"width": 1280, "height": 800}, extra_http_headers={"X-Accord": "1"}
        )
        sent = context.request.post("/api/v1/session", data={"name": name, "password": demo.accounts[name]})
        assert sent.ok, sent.text()
        contexts[name] = context
    pages = {name: context.new_page() for name, context in contexts.items()}
    for page in pages.values():
        page.on("pageerror", lambda error: errors.append(str(error)))
    yield pages
    for context in contexts.values():
        context.close()
    assert errors == []


def make(lead, name, told):
    """The workflow with only the records that the table tells about, both people its members."""
    workflow, project = workflows.load(name), f"by-keys-{name}"
    rows = {record["id"]: record for record in workflow.sample()}
    body = workflow.source.replace(f"name: {name}\n", f"name: {project}\n", 1)
    send = lead.request.post
    made = send("/api/v1/projects", data={"yaml": body, "guidelines": workflow.guidelines})
    assert made.ok, made.text()
    lines = [json.dumps({key: part for key, part in rows[one["id"]].items() if key != "gold"}) for one in told]
    added = send(
        f"/api/v1/projects/{project}/records",
        data="\n".join(lines),
        headers={"Content-Type": "application/x-ndjson"},
    )
    assert added.ok, added.text()
    for person in PEOPLE:
        assert lead.request.put(f"/api/v1/projects/{project}/members/{person}", data={"role": "annotator"}).ok
    return project


def press(page, keys):
    """Presses what the table says; how many keys that were, without the words typed."""
    count = 0
    for key in keys.split():
        page.wait_for_function(READY)
        if key.startswith('"'):
            page.keyboard.insert_text(key[1:].replace("_", " "))
        else:
            page.keyboard.press(key)
            count += 1
    return count


def complete(page, project, told, part):
    """Both records, in whichever order they come."""
    page.goto(f"/p/{project}/annotate")
    for done in range(len(told)):
        page.get_by_text(f"{done} today").wait_for()
        page.locator("[data-question]").first.wait_for()
        if not done:
            page.wait_for_load_state("networkidle")
            if page.locator(".guidelines").count():
                page.keyboard.press("Escape")
                page.locator(".guidelines").wait_for(state="detached")
        shown = page.wait_for_function(ON_DESK, arg=[one["shows"] for one in told]).json_value()
        here = next(one for one in told if one["shows"] == shown)
        given = here.get(part, here)
        assert press(page, given["keys"]) <= given["most"]
    page.get_by_text(f"{len(told)} today").wait_for()


def plain(part):
    """Answers without their envelopes."""
    if isinstance(part, dict):
        if "value" in part and set(part) <= {"value", "why"}:
            return plain(part["value"])
        return {key: plain(value) for key, value in part.items()}
    return [plain(one) for one in part] if isinstance(part, list) else part


def as_shown(answers, row):
    """What the table says of the first, second ... candidate, by the ids in the order that this person saw."""
    order = next(iter(row["presentation"].values()), [])
    return json.loads(re.sub(r"\{#(\d)\}", lambda found: order[int(found[1]) - 1], json.dumps(answers)))


def exported(lead, project):
    """The responses of a new dataset."""
    made = lead.request.post(f"/api/v1/projects/{project}/datasets", data={})
    assert made.ok, made.text()
    files = lead.request.get(f"/api/v1/datasets/{made.json()['id']}/export/jsonl")
    assert files.ok, files.text()
    with zipfile.ZipFile(io.BytesIO(files.body())) as archive:
        [name] = [one for one in archive.namelist() if one.endswith("responses.jsonl")]
        return [json.loads(line) for line in archive.read(name).decode().splitlines()]


def test_every_workflow_has_its_keys_in_the_table():
    assert sorted(TABLE) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_by_keys_alone(demo, people, name):
    told = TABLE[name]["records"]
    lead = people["lead"]
    project = make(lead, name, told)
    for person, part in zip(PEOPLE, ("first", "second"), strict=True):
        complete(people[person], project, told, part)

    [(question, expected)] = TABLE[name]["agree"].items()
    title = parse(workflows.load(name).source).questions[question].title
    lead.goto(f"/p/{project}/quality")
    row = lead.locator("tr").filter(has=lead.get_by_role("cell", name=title)).filter(has=lead.locator("[data-alpha]"))
    alpha = float(row.locator("[data-alpha]").first.get_attribute("data-alpha"))
    assert alpha == pytest.approx(expected) if expected is not None else -1 <= alpha <= 1

    rows = exported(lead, project)
    pressed = {(one["id"], part): one.get(part, one)["answers"] for one in told for part in ("first", "second")}
    mine = {
        one["response"]: part
        for person, part in zip(PEOPLE, ("first", "second"), strict=True)
        for one in people[person].request.get(f"/api/v1/projects/{project}/mine?limit=10").json()["assignments"]
    }
    assert {(row["record"], mine[row["response"]]) for row in rows} == set(pressed)
    for row in rows:
        assert plain(row["answers"]) == as_shown(pressed[row["record"], mine[row["response"]]], row)
