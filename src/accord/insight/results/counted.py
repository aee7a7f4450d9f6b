"""Parts that are ratios: shares, rates per 1,000 words, scores by weighted points, means, and change from before to after."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from accord.insight.results.ratio import Ratio
from accord.insight.results.seen import Seen
from accord.schema.results import Result

MOST_ROWS = 200
Row = dict[str, Any]


class Counted:
    """Rows of (group, name) with a ratio each; what a record adds is the part's own."""

    share = False
    positive = False
    scale = 1.0

    def __init__(self, result: Result) -> None:
        self.result = result
        self.rows: dict[tuple[str, str], Ratio] = {}
        self.whole: dict[str, Ratio] = {}

    def feed(self, seen: Seen) -> None:
        """One record."""
        raise NotImplementedError

    def table(self) -> Row:
        """What the page shows: rows in the order of groups, most frequent names first."""
        ordered = sorted(self.rows.items(), key=lambda one: (one[0][0], -one[1].top, one[0][1]))
        rows = [{"group": g, "name": n, **self._figure(ratio)} for (g, n), ratio in ordered]
        return {"rows": rows[:MOST_ROWS], "more": max(len(rows) - MOST_ROWS, 0)}

    def _figure(self, ratio: Ratio) -> Row:
        return ratio.figure(share=self.share, positive=self.positive, scale=self.scale)

    def _add(self, group: str, tops: Mapping[str, float], bottom: float) -> None:
        """Every name of a group is counted in the same records, those in which it does not occur too."""
        whole = self.whole.setdefault(group, Ratio())
        whole.add(0, bottom)
        for name, top in tops.items():
            ratio = self.rows.setdefault((group, name), Ratio())
            ratio.top += top
            ratio.top2 += top * top
            ratio.cross += top * bottom

    def _filled(self) -> None:
        for (group, _), ratio in self.rows.items():
            whole = self.whole[group]
            ratio.records, ratio.bottom, ratio.bottom2 = whole.records, whole.bottom, whole.bottom2


class Share(Counted):
    """How often each value is given among all that were; with `is`, one row: how often one of those."""

    share = True

    def feed(self, seen: Seen) -> None:
        """Counts of this record's values."""
        counts = Counter(_word(leaf) for _, _, leaf in seen.found(self.result.of))
        total = sum(counts.values())
        if not total:
            return
        if self.result.among:
            counts = Counter({", ".join(self.result.among): sum(counts[one] for one in self.result.among)})
        self._add(seen.group(self.result.by), counts, total)

    def table(self) -> Row:
        """Shares of each group."""
        self._filled()
        return super().table()


class Rate(Counted):
    """How many of each value per 1,000 words that were read."""

    positive = True
    scale = 1000.0

    def feed(self, seen: Seen) -> None:
        """A text is read once by each who answered the record."""
        words = seen.words(self.result.per) * seen.readers(self.result.of[0])
        if words:
            counts = Counter(_word(leaf) for _, _, leaf in seen.found(self.result.of))
            self._add(seen.group(self.result.by), counts, words)

    def table(self) -> Row:
        """Rates of each group."""
        self._filled()
        return super().table()


class Score(Counted):
    """100 x (1 - points / words), the points being the weights of the values (MQM's overall quality score, not floored)."""

    def feed(self, seen: Seen) -> None:
        """Points of this record, over everybody who read it."""
        words = seen.words(self.result.per) * seen.readers(self.result.of[0])
        if words:
            points = sum(self.result.weights.get(_word(leaf), 0.0) for _, _, leaf in seen.found(self.result.of))
            self.rows.setdefault((seen.group(self.result.by), ""), Ratio()).add(points, words)

    def _figure(self, ratio: Ratio) -> Row:
        found = ratio.figure(positive=True, scale=100.0)
        ends = {"estimate": found["estimate"], "low": found["high"], "high": found["low"]}
        return {**found, **{name: None if end is None else 100.0 - end for name, end in ends.items()}}


class Mean(Counted):
    """The mean of numbers, each name (a criterion) for itself."""

    def feed(self, seen: Seen) -> None:
        """Sums of this record."""
        for name, numbers in _numbers(seen, self.result.of).items():
            self.rows.setdefault((seen.group(self.result.by), name), Ratio()).add(sum(numbers), len(numbers))


class Change:
    """The same numbers before and after, by the same person of the same record; rows with both means and their difference."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.rows: dict[tuple[str, str], tuple[Ratio, Ratio, Ratio]] = {}

    def feed(self, seen: Seen) -> None:
        """Pairs of this record."""
        before, after = _by_person(seen, self.result.of), _by_person(seen, self.result.to)
        sums: dict[str, list[float]] = {}
        for key in before.keys() & after.keys():
            one = sums.setdefault(key[1], [0.0, 0.0, 0.0])
            one[0] += before[key]
            one[1] += after[key]
            one[2] += 1
        for name, (was, is_, n) in sums.items():
            row = self.rows.setdefault((seen.group(self.result.by), name), (Ratio(), Ratio(), Ratio()))
            for ratio, top in zip(row, (was, is_, is_ - was), strict=True):
                ratio.add(top, n)

    def table(self) -> Row:
        """Before, after and the difference."""
        names = ("before", "after", "change")
        rows = [
            {"group": group, "name": name, **{word: one.figure() for word, one in zip(names, row, strict=True)}}
            for (group, name), row in sorted(self.rows.items())
        ]
        return {"rows": rows[:MOST_ROWS], "more": max(len(rows) - MOST_ROWS, 0)}


def _word(leaf: Any) -> str:
    return str(leaf).lower() if isinstance(leaf, bool) else str(leaf)


def _is_number(leaf: Any) -> bool:
    return isinstance(leaf, int | float) and not isinstance(leaf, bool)


def _numbers(seen: Seen, path: tuple[str, ...]) -> dict[str, list[float]]:
    out: dict[str, list[float]] = defaultdict(list)
    for _, name, leaf in seen.found(path):
        if _is_number(leaf):
            out[name].append(float(leaf))
    return out


def _by_person(seen: Seen, path: tuple[str, ...]) -> dict[tuple[int, str], float]:
    return {(person, name): float(leaf) for person, name, leaf in seen.found(path) if _is_number(leaf)}
