"""Every promise of docs/promises.md names a test that is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = [line for line in (ROOT / "docs" / "promises.md").read_text(encoding="utf-8").splitlines() if line[:2] == "| "][
    1:
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip())
def test_a_promise_has_its_test(row):
    named = re.findall(r"`(tests/\S+\.py)::(\w+)`", row.split("|")[3])
    assert named
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in [one.name for one in tree.body if isinstance(one, ast.FunctionDef)], f"{file} has no {name}"
