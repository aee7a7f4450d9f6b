"""`day`: a date, like 2024-07-26."""

from dataclasses import dataclass
from datetime import date

from accord.schema.faults import Fault
from accord.schema.parameters import Parameters
from accord.schema.questions.base import Base


@dataclass(frozen=True, slots=True)
class Spec:
    """How it is asked."""

    within: int = 7


class Day(Base):
    """The question type `day`."""

    name = "day"
    web = "web/day.js"

    def parse(self, raw):
        """How it is asked.

        Parameters:
            within: answers this many days apart or more have nothing in common
        """
        p = Parameters(raw)
        return Spec(p.whole("within", 7, 1, 366)), p.faults()

    def dump(self, spec):
        """All of it."""
        return {"within": spec.within}

    def validate(self, spec, value, context):
        """A date of the calendar."""
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            yield Fault("", "not-a-day", f"{str(value)[:40]!r} is no date like 2024-07-26")

    def distance(self, spec, a, b):
        """Days apart, of those that are too many."""
        days = abs((date.fromisoformat(a) - date.fromisoformat(b)).days)
        return min(days / spec.within, 1.0)

    def example(self, spec, context):
        """A day."""
        return "2024-07-26"


KIND = Day()
