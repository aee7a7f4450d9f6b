"""A lead composes a project and changes it, by keyboard, with faults in place and what a change does said before it is applied."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_pages import violations

pytestmark = pytest.mark.browser


def editor(page):
    return page.locator(".builder-yaml .cm-content")


def test_a_project_is_composed_from_a_workflow_and_changed(demo, sign_in):
    page = sign_in("lead")
    page.goto(f"{demo.address}/new")
    page.get_by_label("Start from").select_option("response-review")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("No fault").wait_for()
    page.locator(".builder-desk .q").first.wait_for()  # a sample record as people see it
    page.get_by_label("name", exact=True).first.fill("composed")
    page.get_by_text("No fault").wait_for()
    page.get_by_role("button", name="Make the project").click()
    page.wait_for_url("**/p/composed/project")
    page.get_by_text("Nothing is changed yet").wait_for()  # the address is there before the page

    editor(page).press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("leese_minutes: 90")
    page.locator(".builder-status", has_text="lease_minutes").get_by_text("1 fault to mend").wait_for()
    page.locator(".cm-lint-marker-error").wait_for()
    expect(page.get_by_role("button", name="What this changes")).to_be_disabled()
    assert violations(page) == []
    page.locator(".builder-status button").press(
        "Enter"
    )  # to the line of the fault, from where the editor has the keys
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.type("lease_minutes: 90")
    page.get_by_text("No fault").wait_for()
    expect(page.get_by_label("lease minutes")).to_have_value("90")

    # options that nest are an outline
    part = page.locator('.builder-part:has(> summary b:text-is("qualities"))')
    part.locator("summary").first.press("Enter")
    options = part.get_by_label("options", exact=True)
    expect(options).to_have_value(re.compile("^good\n  helpful\n  polite"))
    options.fill("good: To be sent.\n  helpful\n  polite\nbad: Not to be sent.")
    options.blur()
    preview = page.locator(".builder-desk")
    preview.get_by_text("Not to be sent.").wait_for()
    # a question within a question is edited as the others are; what is added is unfolded
    questions = page.locator("section[aria-labelledby=builder-questions]")
    questions.locator(":scope > .builder-add select").select_option("items")
    questions.locator(":scope > .builder-add").get_by_role("button", name="Add", exact=True).click()
    inner = questions.locator(".builder-inner")
    inner.locator(".builder-add select").select_option("label")
    inner.get_by_role("button", name="Add", exact=True).click()
    inner.get_by_label("options", exact=True).fill("said\nimplied")
    inner.get_by_label("options", exact=True).blur()
    page.get_by_role("button", name="Add a stage").click()
    stage = page.locator(".builder-stage").last
    stage.locator("summary").first.press("Enter")
    stage.get_by_label("helpfulness").uncheck()
    stage.locator("summary", has_text="Who, in what order").press("Enter")
    stage.get_by_label("role").select_option("expert")
    # options with titles, a rule and its actions: what is rare has its controls too, drawn from the schema
    inner.get_by_label("how options are written").select_option("one by one, with titles")
    inner.get_by_label("people read").first.fill("Said in so many words")
    rest = page.locator("section[aria-labelledby=builder-rest]")
    rest.locator("summary", has_text="quality").press("Enter")
    rest.get_by_role("group", name="gold").get_by_label("share").press_sequentially("0.05")
    rest.get_by_role("button", name="Add to rules").press("Enter")
    page.wait_for_function("document.activeElement.tagName === 'INPUT'")  # the keyboard is in the new rule
    page.keyboard.type("careful")
    rest.get_by_label("when").fill("vlue < 0.7")
    rest.get_by_role("group", name="1 careful").locator(".builder-control.faulty", has_text="(value?)").wait_for()
    expect(rest.get_by_label("when")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    rest.get_by_label("when").fill("value < 0.7")
    preview.get_by_text("items", exact=False).first.wait_for()
    page.get_by_text("No fault").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="What this changes").press("Enter")
    page.get_by_role("button", name="Apply as version").press("Enter")
    page.get_by_text("Responses that were there keep theirs").wait_for()
    spec = page.request.get(f"{demo.address}/api/v1/projects/composed").json()["spec"]
    assert [one["value"] for one in spec["questions"]["items"]["ask"]["label"]["options"]] == ["said", "implied"]
    assert spec["questions"]["items"]["ask"]["label"]["options"][0]["title"] == "Said in so many words"
    assert spec["stages"][1]["who"]["role"] == "expert"
    rule = {"name": "careful", "collect": "gold_accuracy", "window": 20, "when": "value < 0.7", "do": ["warn"]}
    assert spec["quality"] == {"gold": {"share": 0.05}, "rules": [rule]}
    assert "helpfulness" not in spec["stages"][1]["questions"]


ENDLESS = """name: endless
fields: {reply: {type: text}}
questions: {tone: {type: label, options: [kind, curt]}}
stages: [{name: one, next: [{to: two}]}, {name: two, next: [{to: one}]}]
"""


def test_stages_that_go_round_for_ever_are_drawn_with_what_is_wrong(demo, sign_in):
    page = sign_in("lead")
    page.goto(f"{demo.address}/new")
    page.get_by_label("Start from").select_option("response-review")
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("No fault").wait_for()
    editor(page).press("Control+A")
    page.keyboard.insert_text(ENDLESS)
    drawn = page.get_by_role("region", name="The stages, with what is wrong in them")
    drawn.wait_for()
    expect(drawn).to_contain_text("<-- WRONG: goes round for ever")
    assert violations(page) == []


def test_a_change_says_what_it_does_to_the_responses_and_is_a_version(demo, sign_in):
    page = sign_in("lead")
    page.goto(f"{demo.address}/p/side-by-side/project")
    page.get_by_text("No fault").wait_for()
    page.get_by_text("Record 1 of 60").wait_for()
    expect(editor(page)).to_have_text(re.compile("^#"))
    part = {name: page.locator(f'.builder-part:has(summary b:text-is("{name}"))') for name in ("better", "why")}
    part["better"].locator("summary").first.press("Enter")
    part["better"].get_by_label("title").fill("What decided it?")
    page.get_by_role("heading", name="What decided it?").wait_for()  # in the preview, once the server found no fault
    part["why"].locator("summary").first.press("Enter")
    part["why"].get_by_role("button", name="Remove").press("Enter")
    page.locator(".builder-status").get_by_text("to mend").wait_for()  # its results ask for the question
    editor(page).press("Control+z")
    page.get_by_text("No fault").wait_for()
    page.get_by_role("button", name="What this changes").press("Enter")
    row = page.locator(".builder-foreseen tbody tr", has_text="better")
    row.wait_for()
    fits, carried, stays = (int(cell) for cell in row.locator(".n").all_inner_texts())
    assert fits > 0 and (carried, stays) == (0, 0)
    assert violations(page) == []
    page.get_by_label("What changed, for those who work on it").fill("The question has another title.")
    with page.expect_request(lambda one: one.method == "PUT" and one.url.endswith("/projects/side-by-side")) as sent:
        page.get_by_role("button", name="Apply as version").press("Enter")
    assert sent.value.post_data_json["changes"] == "The question has another title."
    page.get_by_text("Responses that were there keep theirs").wait_for()
    expect(editor(page)).to_have_text(re.compile("^#"))
    page.get_by_role("button", name="Versions").press("Enter")
    page.get_by_text("better: title is “What decided it?” now", exact=False).wait_for()
    page.get_by_text("The question has another title.").wait_for()
    page.get_by_role("button", name="Open this version Version 1").press("Enter")
    page.get_by_role("region", name="Version 1: project.yaml").get_by_text("Which answer is better?").wait_for()
    page.get_by_role("button", name="Begin from it again Version 1").press("Enter")
    page.get_by_text("Version 1 is in the editor now").wait_for()
    page.reload()
    page.get_by_role("button", name="Discard it").press(
        "Enter"
    )  # a change that was not applied is kept, until it is not wanted
    page.get_by_text("Nothing is changed yet").wait_for()
