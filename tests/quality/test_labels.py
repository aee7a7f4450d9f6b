"""`Labels` takes any table and refuses a broken one by naming its rows."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest

from accord.quality import Labels


def test_the_package_costs_nothing_until_it_is_used():
    code = "import sys, accord.quality; assert 'numpy' not in sys.modules and 'scipy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_arrow_dicts_and_rows_give_the_same_labels():
    columns = {"item": [3, 3, 7], "annotator": ["a", "b", "a"], "label": ["x", "y", "x"]}
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    for table in (columns, pa.table(columns), rows):
        labels = Labels.from_table(table)
        assert labels.items == [3, 7] and labels.annotators == ["a", "b"] and labels.values == ["x", "y", "x"]


class _Frame:
    """As much of a frame as pandas and Polars share."""

    def __init__(self, columns):
        self._columns, self.columns = columns, list(columns)

    def __getitem__(self, name):
        return np.array(self._columns[name], dtype=object)


def test_a_frame_is_known_by_what_it_can_do():
    frame = _Frame({"who": ["a", "b"], "what": [1, 1], "said": [1, 2]})
    labels = Labels.from_table(frame, "what", "who", "said")
    assert labels.categories == [1, 2]


def test_numbers_are_ordered_and_text_is_not_until_a_list_says_so():
    assert Labels.from_arrays([1], ["a"], [3]).ordered
    assert not Labels.from_arrays([1], ["a"], ["low"]).ordered
    assert Labels.from_arrays([1], ["a"], ["low"], categories=["low", "high"]).ordered


def test_sets_and_lists_are_labels_too():
    labels = Labels.from_arrays([1, 1, 2], ["a", "b", "a"], [{1, 2}, {2, 1}, {3}])
    assert labels.value.tolist() == [0, 0, 1]


def test_missing_labels_are_left_out_and_counted():
    labels = Labels.from_arrays([1, 1, 2], ["a", "b", "b"], ["x", None, "y"])
    assert labels.n_labels == 2 and labels.missing == 1


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (([], [], []), "empty"),
        (([1], ["a", "b"], ["x"]), "equally long"),
        (([1, None], ["a", "b"], ["x", "x"]), "rows 1 have no item"),
        (([1, 2], ["a", None], ["x", "x"]), "rows 1 have no annotator"),
        (([1, 1, 2], ["a", "b", "c"], ["x", 3, "y"]), "rows 1 hold 3"),
        (([1, 1], ["a", "a"], ["x", "y"]), "rows 0 and 1 are both a's label of item 1"),
        (([1, 2], ["a", "b"], [None, None]), "every label is missing"),
        (([1, 1, 2], ["a", "b", "b"], ["x", None, None]), r"rows 1 and 2: no label at all by b"),
        (("ab", ["a", "b"], ["x", "y"]), "column of values"),
        ((np.ones((2, 2)), ["a", "b"], ["x", "y"]), "one dimension"),
    ],
)
def test_bad_input_is_refused_by_row(columns, words):
    with pytest.raises(ValueError, match=words):
        Labels.from_arrays(*columns)


def test_duplicates_after_missing_rows_keep_the_numbers_of_the_table():
    with pytest.raises(ValueError, match="rows 2 and 3"):
        Labels.from_arrays([1, 9, 2, 2], ["b", "b", "b", "b"], ["x", None, "y", "y"])


def test_a_value_outside_the_categories_is_named():
    with pytest.raises(ValueError, match=r"rows 1 .*'maybe'"):
        Labels.from_arrays([1, 2], ["a", "a"], ["yes", "maybe"], categories=["yes", "no"])


def test_an_unknown_column_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="no column 'label'; the table has item, who"):
        Labels.from_table({"item": [1], "who": ["a"]}, annotator="who")


def test_repeats_may_be_kept_on_request():
    assert Labels.from_arrays([1, 1], ["a", "a"], ["x", "y"], duplicates="keep").n_labels == 2
