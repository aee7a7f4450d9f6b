"""A newcomer's day: two people answer by keyboard alone, the lead sees how far they agree, the export has the rows."""

import json

import pytest

pytestmark = pytest.mark.browser

# each may be answered by three; besides these two only the lead holds some, so that each of them gets all
RECORDS = 20
BUDGET = 2  # key presses that a pair takes: 1, 2 or 3, then Enter


# what the page itself hears, whoever presses: kept over a reload
HEARS = """
addEventListener("keydown", (event) => {
  if (event.isTrusted && !event.repeat) sessionStorage.pressed = Number(sessionStorage.pressed ?? 0) + 1;
}, true);
for (const kind of ["pointerdown", "mousedown"])
  addEventListener(kind, () => (sessionStorage.pointed = Number(sessionStorage.pointed ?? 0) + 1), true);
"""


def heard(page):
    """Keys pressed and clicks made since the page was first opened, as it heard them."""
    return page.evaluate("[Number(sessionStorage.pressed ?? 0), Number(sessionStorage.pointed ?? 0)]")


def mine(page, project):
    response = page.request.get(f"/api/v1/projects/{project}/mine?limit=100")
    return response.json()["assignments"]


def answer(page, choices):
    """Answer one record for each choice; the page is ready for the next when the count of today has risen."""
    done = len(mine(page, "side-by-side"))
    for choice in choices:
        page.get_by_text(f"{done} today").wait_for()
        page.get_by_role("radio", name="A better").wait_for()
        page.keyboard.press(choice)
        page.keyboard.press("Enter")
        done += 1
    page.get_by_text(f"{done} today").wait_for()


def annotate(demo, sign_in, name, choices):
    page = sign_in(name)
    page.add_init_script(HEARS)
    page.goto(f"{demo.address}/p/side-by-side/annotate")
    before = heard(page)
    answer(page, choices[:10])
    page.reload()
    answer(page, choices[10:])
    pressed, pointed = (now - then for now, then in zip(heard(page), before, strict=True))
    assert pressed == BUDGET * len(choices), "a choice and enter is all that a record takes"
    assert pointed == 0, "by keyboard alone"
    page.wait_for_function(
        "async () => (await (await fetch('/api/v1/projects/side-by-side/mine?limit=100')).json()).assignments.length === 20"
    )
    return mine(page, "side-by-side")


def test_two_people_a_lead_and_an_export(demo, sign_in, tmp_path):
    first = annotate(demo, sign_in, "annotator-1", ["1", "3"] * 10)
    assert len({one["record"]["id"] for one in first}) == RECORDS
    for one, key in zip(reversed(first), ["1", "3"] * 10, strict=True):
        shown = (
            one["presentation"]["answers"]
            if "answers" in one["presentation"]
            else next(iter(one["presentation"].values()))
        )
        winner = next(
            given["value"]["winner"] for given in one["answers"].values() if "winner" in given.get("value", {})
        )
        assert winner == shown[0 if key == "1" else 1], "the key chose what stood there, whatever its id"
    second = annotate(demo, sign_in, "annotator-2", ["1"] * RECORDS)
    assert len(second) == RECORDS

    page = sign_in("lead")
    page.goto(f"{demo.address}/p/side-by-side/quality")
    cell = page.locator("[data-alpha]").first
    cell.wait_for()
    assert -1 <= float(cell.get_attribute("data-alpha")) <= 1

    exported = demo.run("export", "side-by-side", "--format", "jsonl", "--out", str(tmp_path / "all"))
    assert exported.returncode == 0, exported.stderr
    rows = [
        json.loads(line)
        for file in (tmp_path / "all").rglob("*responses*.jsonl")
        for line in file.open(encoding="utf-8")
    ]
    assert len(rows) == 120 + 2 * RECORDS
    trained = demo.run("export", "side-by-side", "--format", "trl-preference", "--out", str(tmp_path / "trl"), "--json")
    assert trained.returncode == 0, trained.stderr
    pairs = [json.loads(line) for file in (tmp_path / "trl").rglob("*.jsonl") for line in file.open(encoding="utf-8")]
    assert pairs and all({"prompt", "chosen", "rejected"} <= set(pair) for pair in pairs)


def test_a_second_start_keeps_everything(demo):
    before = demo.accounts
    again = demo.run("demo", "--detach", "--port", str(demo.port))
    assert again.returncode == 0, again.stderr
    assert demo.accounts == before
    assert demo.address in again.stdout
