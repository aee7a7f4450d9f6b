"""Every workflow starts with one click, shows its first record with all of its fields and questions, and is accessible in both themes."""

import pytest

from accord import workflows
from tests.e2e.test_pages import settled, violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lead(demo, chromium):
    """One signed-in page for all of them; script errors fail its end."""
    errors = []
    context = chromium.new_context(
        base_url=demo.address, viewport={"width": 1280, "height": 800}, extra_http_headers={"X-Accord": "1"}
    )
    sent = context.request.post("/api/v1/session", data={"name": "lead", "password": demo.accounts["lead"]})
    assert sent.ok, sent.text()
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def begin(lead, name):
    """Starts the workflow with one click, or opens it where it has been started."""
    lead.goto("/workflows")
    title = workflows.load(name).title
    entry = lead.locator("li.workflow").filter(has=lead.get_by_role("heading", name=title, exact=True))
    entry.locator("button.do, a.button.edge").first.click()
    lead.wait_for_url(f"**/p/{name}/annotate")
    lead.locator("[data-question]").first.wait_for()
    settled(lead)


@pytest.mark.parametrize("name", [one.name for one in workflows.list_()])
def test_a_workflow_starts_with_one_click_and_can_be_worked_in(lead, name):
    lead.emulate_media(color_scheme="light")
    begin(lead, name)
    assert lead.get_by_text("This version of the page cannot show").count() == 0
    found = {"light": violations(lead)}
    lead.emulate_media(color_scheme="dark")
    lead.wait_for_function(
        "() => document.documentElement.dataset.mantineColorScheme === 'dark' && !document.getAnimations().length"
    )
    found["dark"] = violations(lead)
    assert found == {"light": [], "dark": []}


def test_on_a_phone_a_record_is_read_before_it_is_judged(lead):
    lead.emulate_media(color_scheme="light")
    begin(lead, "tone")
    lead.set_viewport_size({"width": 390, "height": 844})
    lead.reload()
    settled(lead)
    lead.locator("[data-question].now").wait_for(state="attached")
    assert lead.locator(".work-desk").evaluate("desk => [desk.scrollTop, desk.scrollHeight > desk.clientHeight]") == [
        0,
        True,
    ]
    lead.set_viewport_size({"width": 1280, "height": 800})


def test_the_gallery_shows_a_record_as_its_annotator_sees_it(lead):
    lead.goto("/workflows")
    entry = lead.locator("li.workflow").filter(has=lead.get_by_role("heading", name="Tone and voice", exact=True))
    entry.get_by_text("An example record").click()
    entry.locator("[data-question]").first.wait_for()
    entry.get_by_text("Take photos and send them.").wait_for()
    assert violations(lead) == []
