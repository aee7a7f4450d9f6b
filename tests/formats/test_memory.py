"""Memory does not grow with the rows of a file, whatever its format: one huge JSON document included."""

import tracemalloc

import pytest

from accord.formats import Row, open_rows, parquet, sniff, traces
from bench.streaming import FILES

FEW, MANY = 200, 900
ROOM = 2_000_000  # bytes; the rows between are more than twice that


def peak(path):
    """The most that reading a file takes, and how many rows it has."""
    tracemalloc.start()
    try:
        rows = sum(isinstance(row, Row) for row in open_rows(path))
        return tracemalloc.get_traced_memory()[1], rows
    finally:
        tracemalloc.stop()


# parquet: its engine's memory is not Python's, and has a limit; tau-bench and lines of traces are read by the readers of others;
# swe-agent: a file a run
LEFT_OUT = ("parquet", "parquet-wide", "tau-bench", "otlp-lines", "swe-agent")


@pytest.mark.parametrize("name", [name for name in FILES if name not in LEFT_OUT])
def test_more_rows_take_the_same_memory(name, tmp_path, monkeypatch):
    monkeypatch.setattr(traces, "SMALL", 100_000)
    file, write, _ = FILES[name]
    peaks = {}
    for rows in (FEW, MANY):
        path = tmp_path / f"{rows}-{file}"
        write(path, rows)
        assert sniff(path) == {"inspect-json": "inspect"}.get(name, name)
        peaks[rows], found = peak(path)
        assert found == rows
    assert peaks[MANY] < peaks[FEW] + ROOM


def test_a_row_group_larger_than_what_the_engine_may_hold_is_read_page_by_page(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "LIMITS", ("30MB",))
    file, write, _ = FILES["parquet-wide"]
    write(tmp_path / file, 15_000)
    assert (tmp_path / file).stat().st_size > 40_000_000
    rows = open_rows(tmp_path / file)
    first = next(rows)
    assert first.data["messages"][0]["content"].startswith("Change booking 0. ")
    assert sum(isinstance(row, Row) for row in rows) == 14_999
