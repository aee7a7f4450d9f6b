"""`csv`: a table with a header line; comma, semicolon, tab or bar, seen from the header. UTF-8, with or without a mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from accord.formats.format import Format
from accord.formats.opening import Unreadable, opened
from accord.formats.rows import Refused, Row
from accord.formats.tables import CSV_LOSES, FLAT_LOSES, write_csv
from accord.formats.text import LONGEST

INDEX = "index"
DELIMITERS = ",;\t|"
csv.field_size_limit(LONGEST)


def read(source: opened) -> Iterator[Row | Refused]:
    """A row a line of the table (quoted cells may hold line ends); its number is the line that it begins on.

    Raises:
        Unreadable: there is no usable header.
    """
    delimiter = delimiter_of(source.peek())
    # an undecodable byte becomes a surrogate, so that only its own row is lost
    text = io.TextIOWrapper(source.binary, encoding="utf-8-sig", errors="surrogateescape", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    header = _header(reader, source.name)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refused(number, "not-csv", f"{error}; a quote inside a quoted cell is written twice")
            continue
        if any(cells):
            yield _row(number, header, cells)


def _header(reader: Iterator[list[str]], name: str) -> list[str]:
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise Unreadable(f"{name}:1: the header is no CSV: {error}.") from None
    if not all(_decodable(cell) for cell in header):
        raise Unreadable(f"{name}:1: the header is not UTF-8. Save the file as UTF-8.")
    if len(header) > 1 and not header[0] and all(header[1:]):  # the numbers of rows, as data frames are written
        header[0] = INDEX if INDEX not in header else f"{INDEX} 1"
    if not header or not all(header):
        raise Unreadable(f"{name}:1: column {header.index('') + 1 if header else 1} has no name. Name every column.")
    if twice := next((cell for cell in header if header.count(cell) > 1), None):
        raise Unreadable(f"{name}:1: two columns are called {twice!r}. Rename one.")
    return header


def _row(number: int, header: list[str], cells: list[str]) -> Row | Refused:
    if len(cells) != len(header):
        return Refused(number, "ragged", f"{len(cells)} cells under {len(header)} columns")
    for name, cell in zip(header, cells, strict=True):
        if not _decodable(cell):
            return Refused(number, "not-utf8", f"{name} is not UTF-8; save the file as UTF-8", pointer=f"/{name}")
    return Row(number, dict(zip(header, cells, strict=True)))


def _decodable(cell: str) -> bool:
    return cell.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in cell)


def delimiter_of(head: bytes) -> str:
    """What stands between the columns of the header, quoted parts aside; a comma where nothing does.

    >>> delimiter_of(b'id;"a,b";text')
    ';'
    """
    line = head.partition(b"\n")[0].decode("utf-8", "replace")
    bare = "".join(part for at, part in enumerate(line.split('"')) if at % 2 == 0)
    return max(DELIMITERS, key=lambda mark: (bare.count(mark), -DELIMITERS.index(mark)))


def looks(head: bytes) -> bool:
    """Text with something between columns in its first line, and no JSON."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    line = first.partition(b"\n")[0]
    return bool(line) and b"\x00" not in head and first[:1] not in b"[{" and any(ord(m) in line for m in DELIMITERS)


FORMAT = Format(
    "csv",
    "CSV, flat columns",
    ("csv", "tsv"),
    looks,
    read,
    write_csv,
    loses=(*FLAT_LOSES, *CSV_LOSES),
    signs="has a header with columns",
)
