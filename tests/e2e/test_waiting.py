"""The browser tests wait: none sleeps, and none reads once what a press has just changed."""

import ast
from pathlib import Path

# what is read at this very moment, and what is waited for instead
ONCE = {
    "wait_for_timeout": "a condition",
    "sleep": "a condition",
    "input_value": "expect(...).to_have_value",
    "is_visible": "wait_for, or expect(...).to_be_visible",
    "is_hidden": 'wait_for(state="detached"), or expect(...).to_be_hidden',
    "is_checked": "expect(...).to_be_checked",
    "is_enabled": "expect(...).to_be_enabled",
    "is_disabled": "expect(...).to_be_disabled",
}


def read_once(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ONCE:
            yield node.lineno, f"{node.func.attr}: use {ONCE[node.func.attr]}"


def test_no_browser_test_reads_a_value_that_may_still_come():
    found = {
        f"{file.name}:{line}": words
        for file in sorted(Path(__file__).parent.glob("test_*.py"))
        for line, words in read_once(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_what_would_be_read_once_is_found():
    assert list(read_once(ast.parse("page.wait_for_timeout(100)\nassert box.is_checked()"))) == [
        (1, "wait_for_timeout: use a condition"),
        (2, "is_checked: use expect(...).to_be_checked"),
    ]
