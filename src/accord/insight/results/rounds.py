"""Numbers after each revision of a record: a score, or how much the revision changed; with the difference to the round before."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from accord.insight.results.leaves import answered, leaves
from accord.insight.results.ratio import Ratio
from accord.insight.results.seen import Seen
from accord.schema.results import Result

MOST_ROUNDS = 20


class Cycles:
    """`of` is a path to numbers, or a rewrite that revises a field: then its edit distance, from 0 to 1, to the version before."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.at: dict[str, dict[int, Ratio]] = defaultdict(lambda: defaultdict(Ratio))
        self.change: dict[str, dict[int, Ratio]] = defaultdict(lambda: defaultdict(Ratio))

    def feed(self, seen: Seen) -> None:
        """One record: every number counts in the round it was given in, the record's mean once a round."""
        by_round: dict[int, list[float]] = defaultdict(list)
        for number, value in self._numbers(seen):
            by_round[min(number, MOST_ROUNDS)].append(value)
        group = seen.group(self.result.by)
        means = {number: sum(found) / len(found) for number, found in by_round.items()}
        for number, mean in means.items():
            self.at[group][number].add(mean, 1)
            before = [earlier for earlier in means if earlier < number]
            if before:
                self.change[group][number].add(mean - means[max(before)], 1)

    def _numbers(self, seen: Seen) -> list[tuple[int, float]]:
        """(how many revisions there had been, number)."""
        spec, path = seen.spec, self.result.of
        question = spec.questions[path[0]]
        revised = next((one for one in spec.fields.values() if one.revised_by == path[0]), None)
        revising = {one.revised_by for one in spec.fields.values() if one.revised_by}
        value = seen.body.get("values", {}).get(revised.name) if revised else None
        out: list[tuple[int, float]] = []
        rounds = 0
        for row in seen.rows:
            number = rounds if revising else row.cycle
            if revising & set(row.answers):
                rounds += 1
                number = rounds
            for _, given in answered(row.answers.get(path[0]), bool(question.each)):
                if revised is not None:
                    out.append((number, float(question.kind.distance(question.spec, value, given))))
                    value = given
                    continue
                numbers = (leaf for _, leaf in leaves(given, path[1:]))
                out += [
                    (number, float(leaf))
                    for leaf in numbers
                    if isinstance(leaf, int | float) and not isinstance(leaf, bool)
                ]
        return out

    def table(self) -> dict[str, Any]:
        """For each group and round the mean with its interval, and its difference to the round before on the same records."""
        rows = [
            {"group": group, "at": number, **ratio.figure(), "change": self._change(group, number)}
            for group, rounds in sorted(self.at.items())
            for number, ratio in sorted(rounds.items())
        ]
        return {"rows": rows, "more": 0}

    def _change(self, group: str, number: int) -> dict[str, Any] | None:
        found = self.change[group].get(number)
        return found.figure() if found is not None else None
