"""A lead puts a project away, finds it again, and deletes it together with its exam."""

import re

from playwright.sync_api import expect

HEADERS = {"X-Accord": "1"}
YAML = (
    "name: {name}\nfields: {{reply: {{type: text}}}}\nquestions:\n  tone: {{type: label, options: [friendly, curt]}}\n"
)


def test_a_project_is_archived_found_and_deleted_with_its_exam(demo, sign_in):
    page = sign_in("lead")
    api, at = page.request, f"{demo.address}/api/v1/projects"
    assert api.post(at, data={"yaml": YAML.format(name="over")}, headers=HEADERS).ok
    gold = [{"id": "r1", "values": {"reply": "Hm."}, "gold": {"tone": "curt"}}]
    assert api.post(f"{at}/over/records", data=gold, headers=HEADERS).ok
    exam = {"name": "over-exam", "exam": {"skill": "tone"}}
    assert api.post(f"{at}/over/exam", data=exam, headers=HEADERS).ok
    page.goto(f"{demo.address}/p/over/keeping")
    page.get_by_role("button", name="Archive this project").click()
    page.get_by_role("button", name="Bring it back").wait_for()
    page.goto(demo.address)
    page.get_by_role("link", name="Archived projects").click()
    page.get_by_role("link", name="over", exact=True).click()
    page.get_by_text("The project is archived").wait_for()
    page.get_by_role("link", name="Archive or delete").last.click()
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_role("button", name="Archive this project").wait_for()
    for_good = page.get_by_role("button", name="Delete for good")
    page.get_by_label("Type over to confirm").fill("ove")
    expect(for_good).to_be_disabled()
    page.get_by_label("Type over to confirm").fill("over")
    for_good.click()
    page.get_by_text(re.compile("over-exam")).wait_for()
    expect(for_good).to_be_disabled()
    page.get_by_label("Delete them, too").check()
    for_good.click()
    page.get_by_role("heading", name="Projects").wait_for()
    assert [api.get(f"{at}/{name}").status for name in ("over", "over-exam")] == [404, 404]
    expect(page.get_by_role("link", name="over", exact=True)).to_have_count(0)
