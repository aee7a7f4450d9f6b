"""The reference is what the code says of itself, and no link in the pages leads nowhere."""

import json
import re
import runpy
from pathlib import Path

import pytest

from accord.schema.describe import json_schema
from accord.schema.fields import registry as field_types
from accord.schema.questions import registry as question_types

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
GENERATE = runpy.run_path(str(REFERENCE / "generate.py"))
MADE = GENERATE["pages"]()
TYPES = [*question_types().values(), *field_types().values()]
DEFS = json_schema()["$defs"]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
OUTSIDE = re.compile(r"[a-z]+:")


@pytest.mark.parametrize("path", MADE)
def test_a_page_is_what_the_code_says(path):
    written = REFERENCE / path
    assert written.is_file(), f"run python docs/reference/generate.py: {path} is new"
    assert written.read_text(encoding="utf-8") == MADE[path], "run python docs/reference/generate.py"


def test_no_page_is_of_something_that_is_gone():
    there = {str(page.relative_to(REFERENCE)) for page in REFERENCE.rglob("*.md")}
    assert there == set(MADE), "run python docs/reference/generate.py"


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: f"{type(kind).__module__.split('.')[2]}/{kind.name}")
def test_a_type_shows_itself_in_yaml(kind):
    (room,) = {"questions", "fields"} & set(type(kind).__module__.split("."))
    told = GENERATE["example"](kind)[room]
    assert kind.name in {one["type"] for one in told.values()}


@pytest.mark.parametrize("kind", field_types().values(), ids=lambda kind: kind.name)
def test_a_field_type_shows_a_value(kind):
    value = json.loads(GENERATE["docs"](kind).split("```json\n")[1].split("```")[0])
    spec, _ = kind.parse({})
    assert list(kind.validate(spec, value)) == []


@pytest.mark.parametrize("name", [name for name in DEFS if name.startswith(("field-", "question-"))])
def test_the_schema_says_what_every_parameter_is_for(name):
    properties = DEFS[name]["properties"]
    assert [key for key, one in properties.items() if key != "type" and not one.get("description")] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    text = without_code(page.read_text(encoding="utf-8"))
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if OUTSIDE.match(link):
            continue
        path, _, place = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if place:
            assert place in headings(target), link


def without_code(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)


def headings(page):
    """The places of a page, as they are called in an address."""
    found = re.findall(r"^#+ (.+)$", without_code(page.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}
