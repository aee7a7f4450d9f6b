"""Agreement out of gathered labels: percent and Krippendorff's alpha with their intervals, or the reason why not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from accord.insight.gathering import Gathered

MOST_DISTINCT = (
    400  # values with a distance of their own: the table of distances grows with the square; beyond, pairs are drawn
)
Figure = dict[str, Any] | None
Progress = Callable[[int, int], None]


def figures(table: Gathered, told: Progress | None = None) -> dict[str, Any]:
    """One row of the quality report. Each figure is `{"estimate", "low", "high"}`, or null with `why`.

    `told` hears how many distances are worked out, and of how many, where these are many.
    """
    level = table.question.kind.level(table.question.spec)
    alpha, percent, why, method = (
        _measure(table, level, told) if table.code else (None, None, "nobody has answered yet", "")
    )
    return {
        "question": table.question.name,
        "dimension": table.dimension or None,
        "each": table.question.each or None,
        "level": level,
        "alpha": alpha,
        "percent": percent,
        "why": why,
        "method": method,
        "records": table.records,
        "people": len(set(table.person)),
        "responses": table.responses,
        "labels": len(table.code),
        "cannot_assess": table.cannot_assess,
        "not_applicable": table.not_applicable,
        "unread": table.unread,
    }


def labels_of(table: Gathered, level: str, among: Collection[int] | None = None) -> Any:
    """The table as `accord.quality.Labels`; `among`: only what these people said."""
    import numpy as np

    from accord.quality import Labels

    item = np.frombuffer(table.item, dtype=np.int64)
    value = np.frombuffer(table.code, dtype=np.int64)
    said_by = np.frombuffer(table.person, dtype=np.int64)
    if among is not None:
        of_them = np.isin(said_by, np.fromiter(among, dtype=np.int64))
        item, value, said_by = item[of_them], value[of_them], said_by[of_them]
    people, person = np.unique(said_by, return_inverse=True)
    names: list[Any] = list(table.codes)
    ordered = level in ("ordinal", "interval")
    if ordered:
        order = np.argsort(np.asarray(names, dtype=float))
        value, names = np.argsort(order)[value], [names[at] for at in order]
    return Labels.from_codes(
        item, person, value, annotators=people.tolist(), categories=names, ordered=ordered, duplicates="trust"
    )


def _measure(table: Gathered, level: str, told: Progress | None) -> tuple[Figure, Figure, str | None, str]:
    import numpy as np

    from accord.quality import krippendorff_alpha, percent_agreement, sampled_alpha

    drawn = level == "distance" and len(table.codes) > MOST_DISTINCT
    labels = _within(table) if drawn else labels_of(table, level)
    percent = percent_agreement(labels)
    if drawn:
        kind, spec = table.question.kind, table.question.spec
        values = [table.values[at] for at in table.code]
        item = np.frombuffer(table.item, dtype=np.int64)
        alpha = sampled_alpha(item, values, lambda a, b: kind.distance(spec, a, b), progress=told)
    elif level == "distance":
        alpha = krippendorff_alpha(labels, distance=distance_of(table))
    else:
        alpha = krippendorff_alpha(labels, level=level)
    return _figure(alpha), _figure(percent), alpha.why or percent.why, alpha.method


def _within(table: Gathered) -> Any:
    """The same labels, their values numbered anew for each item: who is equal to whom stays, and no table of items by all values is
    made, which for 30,000 different answers would take gigabytes."""
    import numpy as np

    from accord.quality import Labels

    item, code = np.frombuffer(table.item, dtype=np.int64), np.frombuffer(table.code, dtype=np.int64)
    people, person = np.unique(np.frombuffer(table.person, dtype=np.int64), return_inverse=True)
    pairs, place = np.unique(item * (int(code.max()) + 1) + code, return_inverse=True)
    first = np.searchsorted(pairs, item * (int(code.max()) + 1))
    local = place - first
    names = list(range(int(local.max()) + 1))
    return Labels.from_codes(item, person, local, annotators=people.tolist(), categories=names, duplicates="trust")


def distance_of(table: Gathered) -> Any:
    """Between two codes, by the question type's own distance between values that have them."""
    kind, spec = table.question.kind, table.question.spec
    values = {code: table.values[at] for code, at in table.codes.items()}
    return lambda a, b: kind.distance(spec, values[a], values[b])


def _figure(estimate: Any) -> Figure:
    if estimate.estimate is None:
        return None
    return {"estimate": estimate.estimate, "low": estimate.low, "high": estimate.high, "note": estimate.note}
