"""Whatever a file holds, reading gives rows, refused rows or one clear refusal of the file; nothing else ever comes out."""

import gzip
import io
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accord.formats import Refused, Row, Unreadable, open_rows

FORMATS = ("jsonl", "json", "csv", "parquet", "pandalm", "otlp", "inspect", "auto")
PIECES = st.sampled_from([b'{"a": ', b"[", b"]", b"}", b",", b'"', b"\n", b"\r\n", b"\x00", b"NaN", b"1e999", b"PAR1", b"id,text", b"\xef\xbb\xbf", b"\xff", b"\\ud800", b"null"])  # fmt: skip
BYTES = st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=30).map(b"".join))


def read(content, format):
    try:
        return list(open_rows(io.BytesIO(content), format))
    except Unreadable as error:
        assert str(error)
        return []


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60, deadline=None)
@given(content=BYTES)
@example(content=b"[" * 100_000)
@example(content=b'{"a":' * 100_000)
@example(content=b'{"resourceSpans": [{"scopeSpans": [{"spans": [' * 3)
@example(content=b'{"samples": [' + b"[" * 100_000)
def test_any_bytes_are_rows_or_refused(format, content):
    for one in read(content, format):
        assert isinstance(one, Row | Refused)
        if isinstance(one, Row):
            json.dumps(one.data, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(content=BYTES, cut=st.integers(0, 60))
def test_gzip_that_is_cut_anywhere_is_said(content, cut):
    read(gzip.compress(content)[:cut] or b"\x1f\x8b", "jsonl")


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.integers(), st.text()), max_size=3)))
def test_what_is_written_as_lines_or_as_a_list_is_read_again(rows):
    lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    assert [one.data for one in read(lines, "jsonl")] == rows
    assert [
        one.data for one in read(json.dumps(rows, ensure_ascii=False).encode(errors="surrogatepass"), "json")
    ] == rows
