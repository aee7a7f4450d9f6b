"""Memory does not grow with the rows of a file, whatever its format: one huge JSON document included."""

import tracemalloc

import pytest

from accord.formats import Row, open_rows, sniff, traces
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
LEFT_OUT = ("parquet", "tau-bench", "otlp-lines", "swe-agent")


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
