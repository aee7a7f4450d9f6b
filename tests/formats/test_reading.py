"""A file is read row by row; what does not fit is said with its row and stops nothing else."""

import gzip
import io
import json

import pytest

from accord.formats import Refused, Row, Unreadable, open_rows, registry, sniff
from accord.formats.opening import opened


@pytest.fixture
def write(tmp_path):
    def put(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


def rows(path, **options):
    return list(open_rows(path, **options))


def test_jsonl_goes_on_after_a_bad_line(write):
    path = write("a.jsonl", '{"a": 1}\n{"a": \n\n[1]\n{"a": NaN}\n{"a": 2}\n')
    found = rows(path)
    assert found[0] == Row(1, {"a": 1})
    assert found[-1] == Row(6, {"a": 2})
    assert [(one.row, one.code) for one in found[1:-1]] == [(2, "not-json"), (4, "not-an-object"), (5, "not-json")]


def test_jsonl_refuses_only_the_line_that_is_not_utf8(write):
    found = rows(write("a.jsonl", b'\xef\xbb\xbf{"a": 1}\n{"a": "\xe9"}\r\n{"a": 3}'))
    assert [type(one) for one in found] == [Row, Refused, Row]
    assert "UTF-8" in found[1].message


def test_json_lists_are_read_piece_by_piece(write):
    big = [{"id": str(number), "text": "ü" * 3000} for number in range(1000)]
    found = rows(write("a.json", json.dumps(big)))
    assert [one.data["id"] for one in found] == [row["id"] for row in big]
    assert found[999].number == 1000


@pytest.mark.parametrize("text", ['[{"a": 1}, {"a": 2}', '[{"a": 1}, {"a": 2} {"a": 3}]', '[{"a": 1}, {"a": 2}, {"a"'])
def test_json_that_breaks_off_gives_what_came_before_and_says_so(write, text):
    found = rows(write("a.json", text))
    assert found[0] == Row(1, {"a": 1})
    assert isinstance(found[-1], Refused)
    assert "Nothing after it" in found[-1].message


def test_json_objects_over_several_lines_need_no_list(write):
    assert [one.data for one in rows(write("a.json", '{\n "a": 1\n}\n{"a": 2}'))] == [{"a": 1}, {"a": 2}]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_csv_takes_its_delimiter_from_the_header(write, mark):
    found = rows(write("a.csv", f'id{mark}text\r\n1{mark}"two\nlines"\r\n2{mark}x\r\n'))
    assert found == [Row(2, {"id": "1", "text": "two\nlines"}), Row(4, {"id": "2", "text": "x"})]


def test_csv_with_a_byte_order_mark_has_clean_column_names(write):
    assert rows(write("a.csv", b"\xef\xbb\xbfid,text\n1,x\n"))[0].data == {"id": "1", "text": "x"}


def test_the_numbers_of_rows_that_data_frames_write_have_no_name(write):
    assert rows(write("a.csv", b",text\n0,x\n"))[0].data == {"index": "0", "text": "x"}


def test_csv_refuses_only_the_rows_that_do_not_fit(write):
    found = rows(write("a.csv", b'id,text\n1,a,b\n2,caf\xe9\n3,"x"y\n4,ok\n'))
    assert [(one.row, one.code) for one in found[:3]] == [(2, "ragged"), (3, "not-utf8"), (4, "not-csv")]
    assert found[3].data["id"] == "4"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"id,id\n1,2\n", "two columns"),
        (b"id,\n1,2\n", "column 2 has no name"),
        ("id,text\n1,x\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "zip archive or a spreadsheet"),
        (b"no table at all", "no format"),
        (b"caf\xe9,b\n1,2\n", "header is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_and_what_to_do(write, content, says):
    path = write("a.csv", content)
    with pytest.raises(Unreadable, match=says) as error:
        rows(path)
    assert str(path) in str(error.value)


def test_a_missing_file_and_an_unknown_format_are_said(write, tmp_path):
    with pytest.raises(Unreadable, match="cannot be opened"):
        rows(tmp_path / "none.csv")
    with pytest.raises(Unreadable, match="is a folder"):
        rows(tmp_path)
    with pytest.raises(Unreadable, match="no format 'jsnol'"):
        rows(write("a.jsonl", "{}"), format="jsnol")


def test_gzip_is_seen_through_and_bounded(write):
    path = write("a.jsonl.gz", gzip.compress(b'{"a": 1}\n' * 1000))
    assert len(rows(path)) == 1000
    with pytest.raises(Unreadable, match="unpacks to more"), opened(path, largest=100) as source:
        list(registry()["jsonl"].read(source))


def test_broken_gzip_is_said(write):
    with pytest.raises(Unreadable, match="cut off or broken"):
        rows(write("a.jsonl.gz", gzip.compress(b'{"a": 1}\n' * 10000)[:60]))


def test_a_stream_reads_like_a_file():
    assert rows(io.BytesIO(b'{"a": 1}\n'))[0].data == {"a": 1}


def test_parquet_gives_nested_values_and_plain_moments(tmp_path):
    import duckdb

    path = tmp_path / "a.parquet"
    duckdb.sql(
        "SELECT 'r1' AS id, [{'role': 'user', 'content': 'Hi'}] AS chat, 1.5::DECIMAL(4,2) AS cost, "
        "TIMESTAMPTZ '2026-11-23 10:00:00+00' AS at UNION ALL SELECT 'r2', NULL, NULL, NULL"
    ).write_parquet(str(path))
    found = sorted(rows(path), key=lambda row: row.data["id"])
    assert found[0].data["chat"] == [{"role": "user", "content": "Hi"}]
    assert found[0].data["cost"] == 1.5
    assert found[0].data["at"] == "2026-11-23T10:00:00Z"
    assert rows(io.BytesIO(path.read_bytes()))[0].data.keys() == found[0].data.keys()


def test_broken_parquet_is_said(write):
    with pytest.raises(Unreadable, match="Parquet"):
        rows(write("a.parquet", b"PAR1 and nothing"))


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.jsonl", '{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("a.json", '{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("a.txt", '{"a": 1}\n{"a": 2}\n', "jsonl"),
        ("a.json", '[{"a": 1}]', "json"),
        ("a.txt", "a;b\n1;2", "csv"),
        ("testset.json", '[{"idx": 0, "response1": "", "annotator1": 1, "annotator2": 1, "annotator3": 0}]', "pandalm"),
    ],
)
def test_formats_are_told_by_what_the_file_holds(write, name, content, format):
    assert sniff(write(name, content)) == format


def test_reading_loads_neither_numpy_nor_duckdb():
    import subprocess
    import sys

    code = "import sys, accord.formats as f; f.registry(); sys.exit(bool({'numpy', 'duckdb'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
