"""The numbers of each person out of the ledger, each estimate with its interval; and the line of a person's answers over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from accord.insight.persons.ledger import Ledger

BLOCKS = 40  # points of a line over time
LEAST = 20  # answers with a score below which no line is drawn
GOLD_ENOUGH = 30  # known answers from which the line follows gold instead of agreement
BAR = 0.8  # accuracy that is good enough
SURE = 0.01  # p-value below which a change counts as one

Figures = dict[str, Any]


@dataclass(slots=True)
class People:
    """What was found of each person, by number; and of all of them together."""

    by_person: dict[int, Figures] = field(default_factory=dict)
    median_seconds: float | None = None


def figures(ledger: Ledger) -> People:
    """Every person's numbers."""
    import numpy as np

    person = np.frombuffer(ledger.person, dtype=np.int64)
    found = People()
    if not len(person):
        return found
    seconds = np.frombuffer(ledger.seconds)
    agree, gold, at = np.frombuffer(ledger.agree), np.frombuffer(ledger.gold), np.frombuffer(ledger.at)
    fair = agree - np.frombuffer(ledger.ease)  # less what was hard for everybody
    fair += np.nanmean(agree) if not np.isnan(agree).all() else 0.0
    paces, odd = _pace(ledger, person, seconds)
    usual = (seconds > 0) & ~odd
    found.median_seconds = float(np.median(seconds[usual])) if usual.any() else None
    skills = _skills(ledger)
    for number in np.unique(person).tolist():
        own = np.flatnonzero(person == number)
        own = own[np.argsort(at[own], kind="stable")]
        timed, spent = own[usual[own]], seconds[own]
        pace = paces.get(number)
        line = _line(fair[own], gold[own], at[own])
        right = skills.get(number)
        one = {
            "active_seconds": float(np.nansum(spent)),
            "median_seconds": float(np.median(seconds[timed])) if len(timed) else None,
            "time_outliers": int(odd[own].sum()),
            "pace": None if pace is None else pace.ratio,
            "hurried": pace is not None and pace.speeder,
            "agreement": _share(agree[own]),
            "gold": _share(gold[own]),
            "skill": None if right is None else _beta(*right),
            "line": line,
        }
        found.by_person[number] = {**one, "flags": flags(one)}
    return found


def flags(one: Mapping[str, Any]) -> list[str]:
    """What a lead should look at: `gold` (probably below the bar), `change` (got worse), `hurried`."""
    gold, line = one["gold"], one["line"]
    out = ["gold"] if gold and gold["n"] >= 5 and gold["above"] < 0.1 else []
    change = line.get("change")
    if change and change["p"] < SURE and change["after"] < change["before"]:
        out.append("change")
    return [*out, "hurried"] if one["hurried"] else out


def _share(scores: Any) -> Figures | None:
    """The mean of scores from 0 to 1 as a Beta posterior."""
    import numpy as np

    known = scores[~np.isnan(scores)]
    return _beta(float(known.sum()), len(known)) if len(known) else None


def _beta(right: float, n: int) -> Figures:
    from accord.quality.annotators.skill import beta_accuracy

    accuracy, above = beta_accuracy(right, max(n - right, 0.0), bar=BAR)
    out = {"estimate": accuracy.estimate, "low": accuracy.low, "high": accuracy.high}
    return {**out, "n": n, "right": round(right, 3), "above": above}


def _pace(ledger: Ledger, person: Any, seconds: Any) -> tuple[dict[int, Any], Any]:
    """Each person's pace against others on the same records, and which answers took out of all proportion."""
    import numpy as np

    from accord.quality.annotators.pace import pace, time_outliers

    known = seconds > 0
    odd = np.zeros(len(seconds), dtype=bool)
    if not known.any():
        return {}, odd
    columns = np.frombuffer(ledger.record, dtype=np.int64)[known], person[known], seconds[known]
    odd[known] = time_outliers(*columns)
    return {int(one.annotator): one for one in pace(*columns)}, odd


def _skills(ledger: Ledger) -> dict[int, tuple[float, int]]:
    """Answers expected to be right and how many, by person: each label counts with the probability that what it says is true.

    Over questions whose answers are categories, on what two people or more answered.
    """
    import numpy as np

    from accord.quality import Labels, aggregate
    from accord.quality.annotators.skill import skill

    out: dict[int, tuple[float, int]] = {}
    for table in ledger.gathering.ordered():
        if not len(table.code) or table.question.kind.level(table.question.spec) not in ("nominal", "ordinal"):
            continue
        item, person, value = (np.frombuffer(part, dtype=np.int64) for part in (table.item, table.person, table.code))
        shared = np.bincount(item)[item] > 1
        if len(table.codes) < 2 or not shared.any():
            continue
        people, who = np.unique(person[shared], return_inverse=True)
        _, what = np.unique(item[shared], return_inverse=True)
        labels = Labels.from_codes(
            what, who, value[shared], annotators=people.tolist(), categories=list(table.codes), duplicates="trust"
        )
        for one in skill(labels, aggregate(labels).posterior):
            right, n = out.get(int(one.annotator), (0.0, 0))
            out[int(one.annotator)] = (right + one.right, n + one.judged)
    return out


def _line(fair: Any, gold: Any, at: Any) -> Figures:
    """Scores in order of time, in at most forty blocks of equally many: gold where there is enough of it, else agreement (less what
    was hard for everybody, so that one who gets worse does not make the others look so).

    `change`: where the mean changed most, with the p-value of a shuffling test; `alarm`: the block at which a CUSUM over the answers
    first says that they fell below the bar.
    """
    import numpy as np

    from accord.quality.annotators.drift import change_point, cusum

    of = "gold" if int((~np.isnan(gold)).sum()) >= GOLD_ENOUGH else "agreement"
    scores = gold if of == "gold" else fair
    known = ~np.isnan(scores)
    series, times = scores[known], at[known]
    out: Figures = {"of": of, "n": len(series), "points": [], "change": None, "alarm": None, "why": None}
    if len(series) < LEAST:
        return {**out, "why": f"{len(series)} answers can be compared; a line is drawn from {LEAST}"}
    ends = np.linspace(0, len(series), min(BLOCKS, len(series) // 5) + 1).round().astype(int)
    blocks = list(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))
    means = [float(series[a:b].mean()) for a, b in blocks]
    days = [datetime.fromtimestamp(float(times[b - 1]), UTC).date().isoformat() for _, b in blocks]
    out["points"] = [
        {"mean": round(mean, 4), "until": day, "n": b - a}
        for mean, day, (a, b) in zip(means, days, blocks, strict=True)
    ]
    # against oneself: the bar is how well the person did in the first quarter, so that a hard project rings no bell
    target = float(series[: max(LEAST // 2, len(series) // 4)].mean())
    alarm = cusum(series, target=target, slack=0.1, limit=4.0).alarm
    if alarm is not None:
        out["alarm"] = next(index for index, (_, b) in enumerate(blocks) if alarm < b)
    change = change_point(means, least=3)
    if change.at is not None:
        out["change"] = {"at": change.at, "before": change.before, "after": change.after, "p": change.p}
    return out
