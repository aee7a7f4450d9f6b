"""Every dependency has its reason written down."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMED = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
NAMES = sorted({re.match(r"[A-Za-z0-9._-]+", one)[0] for one in NAMED})
ROWS = [
    line for line in (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").splitlines() if line[:2] == "| "
]


@pytest.mark.parametrize("name", NAMES)
def test_a_dependency_has_a_reason(name):
    listed = [re.split(r", |\[| \(| \|", row.strip("| ").partition(" | ")[0]) for row in ROWS]
    assert any(name in names for names in listed), f"docs/dependencies.md says nothing of {name}"
