"""What a format reads, put into the fields of a project: a run goes to the field that takes runs, whatever it is called.

Formats of agents' runs give `parts` by plain names (`run`, `policy`) in the place of a record's `values`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def placed(row: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The row as a record: each part in the field of its name, else in the only free field whose type takes it.

    A part without a field is kept in `meta`, which people do not see: runs bring their rules along, and a project need not
    show them.
    """
    record = {key: value for key, value in row.items() if key != "parts"}
    values: dict[str, Any] = {}
    left: dict[str, Any] = {}
    for name, part in row["parts"].items():
        free = [own for own in fields if own not in values and own not in row["parts"]]
        fit = [own for own in free if not any(fields[own].kind.validate(fields[own].spec, part))]
        if name in fields or len(fit) == 1:
            values[name if name in fields else fit[0]] = part
        else:
            left[name] = part
    record["values"] = values
    meta = {**record.get("meta", {}), **left}
    return {**record, "meta": meta} if meta else record
