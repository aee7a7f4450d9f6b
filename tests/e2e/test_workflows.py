"""Every workflow starts with one click, shows its first record with all of its fields and questions, and is accessible in both themes."""

import pytest

from accord import workflows
from tests.e2e.test_pages import settled, violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", [one.name for one in workflows.list_()])
def test_a_workflow_starts_with_one_click_and_can_be_worked_in(demo, sign_in, name):
    page = sign_in("lead", color_scheme="light")
    page.goto(f"{demo.address}/workflows")
    title = workflows.load(name).title
    entry = page.locator("li.workflow").filter(has=page.get_by_role("heading", name=title, exact=True))
    entry.locator("button.do, a.button.edge").first.click()
    page.wait_for_url(f"**/p/{name}/annotate")
    settled(page)
    assert page.get_by_text("This version of the page cannot show").count() == 0
    found = {"light": violations(page)}
    page.emulate_media(color_scheme="dark")
    page.reload()
    settled(page)
    found["dark"] = violations(page)
    assert found == {"light": [], "dark": []}
