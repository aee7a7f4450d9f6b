"""The pages under docs/quality say what the library does: their examples run."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "docs" / "quality"


@pytest.mark.parametrize(
    "page",
    [
        "agreement.md",
        "annotators.md",
        "groups.md",
        "preference.md",
        "judges.md",
        "aggregation.md",
        "stopping.md",
        "beyond-memory.md",
    ],
)
def test_the_examples_of_a_page_give_what_they_show(page):
    text = (PAGES / page).read_text().replace("```\n", "\n")
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    case = doctest.DocTestParser().get_doctest(text, {}, page, str(PAGES / page), 0)
    shown: list[str] = []
    assert doctest.DocTestRunner(optionflags=options).run(case, out=shown.append).failed == 0, "".join(shown)


@pytest.mark.parametrize(
    "page",
    [
        "agreement.md",
        "annotators.md",
        "groups.md",
        "preference.md",
        "judges.md",
        "aggregation.md",
        "stopping.md",
        "beyond-memory.md",
    ],
)
def test_every_name_that_a_page_mentions_exists(page):
    import re

    import accord.quality
    import accord.quality.distances as distances

    names = set(re.findall(r"from accord\.quality(?:\.distances)? import ([\w, ]+)", (PAGES / page).read_text()))
    for name in {n.strip() for group in names for n in group.split(",")}:
        assert hasattr(accord.quality, name) or hasattr(distances, name), name


def test_all_public_names_load():
    import accord.quality

    for name in accord.quality.__all__:
        assert getattr(accord.quality, name).__doc__, f"{name} has no docstring"
