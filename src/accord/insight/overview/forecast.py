"""When the work will be done at the pace of recent days, and what it will cost: ranges by resampling, or why there is none. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

WINDOW = 28  # days looked back
LEAST = 3  # whole days of work before anything is foretold
DRAWS = 1000
LONGEST = 3650  # days ahead
CONFIDENCE = 0.8


@dataclass(frozen=True, slots=True)
class Forecast:
    """The last day of work: most likely, and the range that holds it in eight of ten cases; None with `why`."""

    finish: date | None = None
    low: date | None = None
    high: date | None = None
    why: str | None = None

    def json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        days = {"finish": self.finish, "low": self.low, "high": self.high}
        return {**{name: day.isoformat() if day else None for name, day in days.items()}, "why": self.why}


def forecast(answers: Sequence[int], left: int, today: date, seed: int = 0) -> Forecast:
    """When `left` answers more will be given.

    Args:
        answers: of the last whole days, one number a day, days without work as 0; the newest last.

    Days to come are drawn from these days with replacement until the work is done, a thousand times: so that weekends and slow days count
    as often as they were. It says nothing of people who join or leave, nor of what later stages will ask.

    >>> forecast([100, 100, 100], 250, date(2026, 11, 26)).finish
    datetime.date(2026, 11, 28)
    >>> forecast([100], 250, date(2026, 11, 26)).why
    '2 more whole days of work are needed'
    """
    if left <= 0:
        return Forecast(why="nothing is left to answer")
    if len(answers) < LEAST:
        missing = LEAST - len(answers)
        said = "1 more whole day of work is" if missing == 1 else f"{missing} more whole days of work are"
        return Forecast(why=f"{said} needed")
    if sum(1 for one in answers if one) < 2:
        return Forecast(why=f"fewer than two of the last {len(answers)} days had work")
    import numpy as np

    history = np.asarray(answers, dtype=np.int64)
    horizon = int(min(LONGEST, 4 * left / history.mean() + 60))
    drawn = np.random.default_rng(seed).choice(history, size=(DRAWS, horizon)).cumsum(axis=1)
    # the first day on which the sum is reached; today is the first day that work can be done
    days = np.where(drawn[:, -1] >= left, (drawn >= left).argmax(axis=1), horizon)
    tail = (1 - CONFIDENCE) / 2
    low, middle, high = (int(one) for one in np.quantile(days, [tail, 0.5, 1 - tail], method="nearest"))
    if high >= horizon:
        return Forecast(why="at this pace it takes more than ten years")
    return Forecast(*(today + timedelta(days=one) for one in (middle, low, high)))


def cost(rate: Mapping[str, Any], answers: int, seconds: float, left: int, each: Sequence[float]) -> dict[str, Any]:
    """What was spent, and what the rest will cost; `each`: seconds of recent answers, which an hourly rate needs.

    >>> cost({"amount": "0.10", "per": "answer"}, 50, 0, 100, [])
    {'spent': '5.00', 'left': '10.00', 'low': '10.00', 'high': '10.00', 'why': None}
    """
    amount = Decimal(rate["amount"])

    def money(number: float | Decimal) -> str:
        return str(Decimal(number).quantize(Decimal("0.01")))

    if rate["per"] == "answer":
        exact = money(amount * left)
        return {"spent": money(amount * answers), "left": exact, "low": exact, "high": exact, "why": None}
    spent = money(amount * Decimal(str(round(seconds, 3))) / 3600)
    if len(each) < 20:
        why = f"{len(each)} answers came with their time; the rest is reckoned from 20"
        return {"spent": spent, "left": None, "low": None, "high": None, "why": why}
    import numpy as np

    times = np.asarray(each, dtype=np.float64)
    means = np.random.default_rng(0).choice(times, size=(DRAWS, len(times))).mean(axis=1)
    tail = (1 - CONFIDENCE) / 2
    hours = [float(one) * left / 3600 for one in (times.mean(), *np.quantile(means, [tail, 1 - tail]))]
    middle, low, high = (money(float(amount) * one) for one in hours)
    return {"spent": spent, "left": middle, "low": low, "high": high, "why": None}
