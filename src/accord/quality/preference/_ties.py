"""Three ways to see a tie: the log-likelihood of a battle as a function of the difference d of strengths and of the tie
parameter t, with its derivatives. Everything is concave in (d, t), so that Newton finds the one maximum.

Arrays: d (..., rows), t (..., 1), counts (3, ..., rows): the first won, the second won, tie.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
from scipy.special import expit, log_expit

from accord.quality.arrays import FloatArray

Curvature = tuple[FloatArray, FloatArray, FloatArray]  # second derivatives by dd, dt, tt


class TieModel(Protocol):
    """What a fit asks of a model."""

    @property
    def name(self) -> str:
        """As methods are called."""
        ...

    @property
    def has_parameter(self) -> bool:
        """Whether there is a t."""
        ...

    @property
    def start(self) -> float:
        """Where t begins."""
        ...

    def likelihood(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> FloatArray:
        """Log-likelihood of each row; -inf where t is out of bounds."""
        ...

    def gradient(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> tuple[FloatArray, FloatArray]:
        """First derivatives of each row's log-likelihood, by d and by t."""
        ...

    def scores(self, d: FloatArray, t: FloatArray) -> tuple[FloatArray, FloatArray]:
        """First derivatives of one battle's log-likelihood by d and by t, for each outcome: (3, ..., rows) both."""
        ...

    def curvature(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> Curvature:
        """Second derivatives of each row's log-likelihood, by dd, dt and tt."""
        ...

    def chances(self, d: FloatArray, t: FloatArray) -> FloatArray:
        """Probabilities of the three outcomes, (3, ...)."""
        ...


@dataclass(frozen=True, slots=True)
class HalfWins:
    """Bradley & Terry 1952, P(first) = 1/(1 + e^-d); a tie is half a win for each, by convention and not by a model."""

    name: ClassVar[str] = "bradley-terry"
    has_parameter: ClassVar[bool] = False
    start: ClassVar[float] = 0.0

    def likelihood(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> FloatArray:
        """(wins + ties/2) log P + (losses + ties/2) log(1 - P)."""
        half = counts[2] / 2
        return np.asarray((counts[0] + half) * log_expit(d) + (counts[1] + half) * log_expit(-d))

    def gradient(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Points less expected points."""
        found = counts[0] + counts[2] / 2 - (counts[0] + counts[1] + counts[2]) * expit(d)
        return found, np.zeros(1)

    def scores(self, d: FloatArray, t: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Result less expectation."""
        by_d = np.stack([1 - expit(d), -expit(d), 0.5 - expit(d)])
        return by_d, np.zeros_like(by_d)

    def curvature(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> Curvature:
        """-n P (1 - P)."""
        p = expit(d)
        p *= 1 - p
        return -(counts[0] + counts[1] + counts[2]) * p, np.zeros(1), np.zeros(1)

    def chances(self, d: FloatArray, t: FloatArray) -> FloatArray:
        """No tie is foreseen: P is the expected share of points."""
        return np.stack([expit(d), expit(-d), np.zeros_like(d)])


@dataclass(frozen=True, slots=True)
class Davidson:
    """Davidson 1970, eq. 2.2: first : second : tie as pi_i : pi_j : nu sqrt(pi_i pi_j), with t = log nu."""

    name: ClassVar[str] = "davidson"
    has_parameter: ClassVar[bool] = True
    start: ClassVar[float] = 0.0

    def likelihood(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> FloatArray:
        """A multinomial logit with utilities d/2, -d/2 and t."""
        won, lost, tied = counts
        total = np.logaddexp(np.logaddexp(d / 2, -d / 2), t)
        return np.asarray((won - lost) * d / 2 + tied * t - (won + lost + tied) * total)

    def gradient(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Statistics less expectations."""
        won, lost, tied = counts
        first, second, neither = self.chances(d, t)
        n = won + lost + tied
        return (won - lost - n * (first - second)) / 2, tied - n * neither

    def scores(self, d: FloatArray, t: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The same for one battle."""
        first, second, neither = self.chances(d, t)
        lead = (first - second) / 2
        return np.stack([0.5 - lead, -0.5 - lead, -lead]), np.stack([-neither, -neither, 1 - neither])

    def curvature(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> Curvature:
        """Minus the covariance of the statistics, whatever the outcomes were."""
        first, second, neither = self.chances(d, t)
        n, lead = counts[0] + counts[1] + counts[2], (first - second) / 2
        return -n * ((1 - neither) / 4 - lead**2), n * lead * neither, -n * neither * (1 - neither)

    def chances(self, d: FloatArray, t: FloatArray) -> FloatArray:
        """The softmax of the three utilities."""
        top = np.maximum(np.abs(d) / 2, t)
        weight = np.stack([np.exp(d / 2 - top), np.exp(-d / 2 - top), np.exp(t - top)])
        return np.asarray(weight / weight.sum(0))


@dataclass(frozen=True, slots=True)
class RaoKupper:
    """Rao & Kupper 1967: P(first) = pi_i/(pi_i + theta pi_j), theta >= 1 a threshold below which people see no winner;
    t = log theta."""

    name: ClassVar[str] = "rao-kupper"
    has_parameter: ClassVar[bool] = True
    start: ClassVar[float] = 0.5

    def likelihood(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> FloatArray:
        """P(tie) = (theta^2 - 1) P(first) P(second)."""
        won, lost, tied = counts
        inside = np.clip(t, 1e-300, 300)
        value = (won + tied) * log_expit(d - t) + (lost + tied) * log_expit(-d - t)
        return np.where(t > 0, value + tied * np.log(np.expm1(2 * inside)), -np.inf)

    def gradient(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> tuple[FloatArray, FloatArray]:
        """From log P(first) = log sigma(d - t), log P(second) = log sigma(-d - t), and both for a tie."""
        won, lost, tied = counts
        up, down = (won + tied) * expit(t - d), (lost + tied) * expit(t + d)
        return up - down, tied * (2 / -np.expm1(-2 * t)) - up - down

    def scores(self, d: FloatArray, t: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The same for one battle."""
        up, down = expit(t - d), expit(t + d)
        gain = 2 / -np.expm1(-2 * t)
        return np.stack([up, -down, up - down]), np.stack([-up, -down, gain - up - down])

    def curvature(self, d: FloatArray, t: FloatArray, counts: FloatArray) -> Curvature:
        """Depends on the outcomes through who was not beaten."""
        won, lost, tied = counts
        up, down = expit(t - d), expit(t + d)
        one, other = (won + tied) * up * (1 - up), (lost + tied) * down * (1 - down)
        gain = 4 * np.exp(-2 * t) / np.expm1(-2 * t) ** 2
        return -(one + other), one - other, -(one + other) - tied * gain

    def chances(self, d: FloatArray, t: FloatArray) -> FloatArray:
        """First, second, and what is left."""
        first, second = expit(d - t), expit(-d - t)
        return np.stack([first, second, np.maximum(1 - first - second, 0)])


MODELS: dict[str, TieModel] = {"bradley-terry": HalfWins(), "davidson": Davidson(), "rao-kupper": RaoKupper()}
