"""Rows become records of a project: mapped, what was said of them heard, what had to be mended counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from accord.formats.hearing import Hearing
from accord.formats.mapping import apply
from accord.formats.rows import Refused, Row
from accord.schema import Spec
from accord.schema.plain import is_plain


class Making:
    """Makes records; `hearing` has what people and machines said of them, `mended` what formats had to repair, by what it was."""

    def __init__(self, spec: Spec, mapping: Mapping[str, str]) -> None:
        self.spec, self._mapping = spec, mapping
        self.hearing = Hearing(spec)
        self.mended: Counter[str] = Counter()

    def records(self, rows: Iterable[Row | Refused]) -> Iterator[Row | Refused]:
        """What the rows are as records."""
        for row in rows:
            yield row if isinstance(row, Refused) else self._record(row)

    def _record(self, row: Row) -> Row | Refused:
        made = apply(self._mapping, row, self.spec.fields)
        if isinstance(made, Refused):
            return made
        if row.said is not None:
            made = self.hearing.record(row.number, made, row.said)
        self._count(made.get("meta"))
        return Row(row.number, made)

    def _count(self, meta: object) -> None:
        told = meta.get("mended") if isinstance(meta, Mapping) else None
        if isinstance(told, Mapping):
            self.mended.update({str(what): count for what, count in told.items() if isinstance(count, int)})


def plain(row: Row | Refused) -> Row | Refused:
    """What JSON makes of a row: some formats know types that it has not."""
    if isinstance(row, Refused) or is_plain(row.data):
        return row
    try:
        return Row(row.number, json.loads(json.dumps(row.data)))
    except (TypeError, ValueError, RecursionError):  # it is refused where it is checked
        return row
