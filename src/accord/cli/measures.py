"""Measures of agreement by the names that the shell uses, and where agreement is lost; `accord agreement` prints them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from accord.cli.errors import BadInput
from accord.cli.label_file import distance_of

if TYPE_CHECKING:
    from accord.quality import Estimate, Labels

LEVELS = ("nominal", "ordinal", "interval", "ratio")
# name -> function of accord.quality
MEASURES = {
    "alpha": "krippendorff_alpha",
    "percent": "percent_agreement",
    "cohen": "cohen_kappa",
    "scott": "scott_pi",
    "fleiss": "fleiss_kappa",
    "conger": "conger_kappa",
    "gwet": "gwet_ac",
    "brennan-prediger": "brennan_prediger",
    "icc": "icc",
    "kendall-w": "kendall_w",
}
PAIRED = ("cohen", "scott")  # of two people
KAPPAS = ("cohen", "scott", "fleiss", "conger", "gwet", "brennan-prediger")
WEIGHTS = ("linear", "quadratic", "gwet-ordinal")
FORMS = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")
INTERVALS = ("bootstrap", "bca", "jackknife", "analytic", "none")
BREAKDOWNS = ("category", "pair", "annotator")
FEW = 20  # items below which the bootstrap is too narrow (Hughes, arXiv 2210.13265)


@dataclass(frozen=True)
class Asked:
    """How every measure is to be taken."""

    level: str = "nominal"
    distance: str | None = None
    weights: str | None = None
    icc_form: str = "2,1"
    pair: str | None = None
    interval: str | None = None
    confidence: float = 0.95
    seed: int = 0

    def measure(self, name: str, labels: Labels) -> Estimate:
        """One measure on these labels.

        Raises:
            ValueError, BadInput: it does not fit them.
        """
        from accord import quality

        function = getattr(quality, MEASURES[name])
        options = self._options(name, labels)
        found: Estimate = function(labels, **options)
        if name in ("alpha", "percent") and self.interval is None and found.low is not None and found.n_items < FEW:
            found = function(labels, **options, interval="jackknife")
        return found

    def fitting(self, name: str, labels: Labels) -> Estimate:
        """One of all measures: where it does not fit these labels it is undefined, and that is why."""
        from accord.quality import Estimate

        try:
            return self.measure(name, labels)
        except BadInput as error:
            why = error.format_message()
        except ValueError as error:
            why = str(error)
        return Estimate(None, level=self.confidence, method=name, why=why)

    def _options(self, name: str, labels: Labels) -> dict[str, Any]:
        options: dict[str, Any] = {"confidence": self.confidence}
        if name == "icc":
            options["form"] = self.icc_form
        elif name != "kendall-w":
            options["seed"] = self.seed
        if name == "alpha":
            options |= {"level": self.level, "distance": distance_of(self.distance)}
        if name in KAPPAS:
            options["weights"] = self.weights or (None if self.level == "nominal" else "quadratic")
        if name in PAIRED and self.pair:
            options["pair"] = _two(self.pair, labels)
        elif name in PAIRED and labels.n_annotators > 2:
            raise BadInput(
                f"{name} is of two people, and there are {labels.n_annotators}. Name two: --pair ANN,BOB; "
                "or take --measure conger, which is Cohen's kappa for many"
            )
        if self.interval:
            options["interval"] = None if self.interval == "none" else self.interval
        return options


def _two(pair: str, labels: Labels) -> tuple[Any, Any]:
    named = {str(person): person for person in labels.annotators}
    people = [person.strip() for person in pair.split(",")]
    if len(people) != 2 or not all(person in named for person in people):
        raise BadInput(
            f"--pair {pair}: give two annotators with a comma between; there are {', '.join(list(named)[:8])}"
        )
    return named[people[0]], named[people[1]]


def breakdown(part: str, labels: Labels, asked: Asked) -> list[dict[str, Any]]:
    """Alpha by category ("this one or not"), by pair of people, or without each person; the worst first."""
    from accord.quality import by_annotator, by_category, by_pair

    if part == "annotator":
        quick = replace(asked, interval="none")
        return [
            {
                "annotator": plain(one.annotator),
                "with_others": one.with_others,
                "pairs": one.pairs,
                "without": one.without.estimate,
                "gain": one.gain,
            }
            for one in by_annotator(labels, lambda rest: quick.measure("alpha", rest))
        ]
    if part == "pair":
        pairs = by_pair(labels, lambda one: asked.measure("alpha", one))
        rows = [{"annotators": [plain(a), plain(b)], **estimate_json(one)} for (a, b), one in pairs.items()]
    else:
        nominal = replace(asked, level="nominal", distance=None)
        each = by_category(labels, lambda one: nominal.measure("alpha", one))
        rows = [{"category": plain(name), **estimate_json(one)} for name, one in each.items()]
    return sorted(rows, key=lambda row: (row["estimate"] is None, row["estimate"] or 0.0))


def estimate_json(found: Estimate) -> dict[str, Any]:
    """An estimate as the commands print it."""
    return {
        "estimate": found.estimate,
        "low": found.low,
        "high": found.high,
        "se": found.se,
        "confidence": found.level,
        "method": found.method,
        "items": found.n_items,
        "labels": found.n_labels,
        "dropped": found.n_dropped,
        "why": found.why,
        "note": found.note,
    }


def plain(value: Any) -> Any:
    """A category or a name as JSON: sets and tuples are lists."""
    if isinstance(value, frozenset | tuple):
        return [plain(part) for part in (sorted(value, key=repr) if isinstance(value, frozenset) else value)]
    return value.item() if hasattr(value, "item") else value
